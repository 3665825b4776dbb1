"""Owns making any text safe to print: what people and files wrote is data, never a command.

Never changes what is stored; only what goes to a terminal or a pipe, and what
a reply must be mended of before anything can store it.
"""

from __future__ import annotations

import re
import unicodedata

_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # OSC: titles, links
    r"|\x1b[ -/]*[0-~]"  # two- and three-byte escapes
)
_JOINERS = "\u200c\u200d"
"""Format characters that belong to words and emoji; every other one is dropped (direction overrides)."""

_UNSEEN = re.compile("[\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]")

_AFTER_CHINESE = re.compile(
    r"(?<=[。！？；：，、）」』》】～])\s+"
    r"|(?<=[…”’—])\s+(?=[\u3000-\u9fff\uff00-\uffef“‘])"  # these end English sentences as well
)
"""White space behind what ends a sentence or a part of one in Chinese, where it keeps no words apart."""


def json_safe(line: str) -> str:
    """Return a line of JSON with the control characters that JSON itself lets through written as escapes."""
    return _UNSEEN.sub(lambda m: f"\\u{ord(m[0]):04x}", line)


def printable(text: str) -> str:
    """Return `text` on one line without escape sequences, control characters or lone surrogates.

    A line break becomes a space, and nothing behind a Chinese stop.
    """
    if text.isprintable():
        return text.strip()
    text = _AFTER_CHINESE.sub(_unbroken, _ESCAPES.sub("", text))
    return "".join(map(_shown, text)).strip()


def _unbroken(space: re.Match[str]) -> str:
    return "" if "\n" in space[0] or "\r" in space[0] else space[0]


def _shown(char: str) -> str:
    kind = unicodedata.category(char)
    if kind in ("Zl", "Zp") or (kind == "Cc" and char.isspace()):
        return " "
    if kind == "Cs":
        return "?"
    return "" if kind == "Cc" or (kind == "Cf" and char not in _JOINERS) else char


def mended(text: str) -> str:
    """Return a typed reply that any store can keep: no lone half of a pair, no zero character."""
    text = text.replace("\0", "?")
    try:
        text.encode()
    except UnicodeEncodeError:
        joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return joined.replace("\ufffd", "?")
    return text


def shortened(text: str, most: int = 90) -> str:
    """Return the beginning of `text`, cut at a word where that is possible, with `...` when cut."""
    if len(text) <= most:
        return text.strip()
    head = text[:most]
    space = head.rfind(" ")
    return (head[:space] if space > most // 2 else head).rstrip(" ,;.，；、。") + "..."
