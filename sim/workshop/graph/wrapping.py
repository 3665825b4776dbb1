"""Owns where a line of English or Chinese breaks, for any way of measuring its width.

Never draws. A line breaks at spaces and between ideographs, never in front of closing punctuation and
never behind an opening one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

Measure = Callable[[str], float]

_WIDE = (
    "\u2e80-\u2fff\u3005-\u3007\u3021-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_CLOSE = "，。、；：？！）》」』】〕〉％～”’…"
_OPEN = "（《「『【〔〈“‘"
_ATOM = re.compile(rf"[{_OPEN}]*(?:[{_WIDE}]|[^\s{_WIDE}{_CLOSE}{_OPEN}]+)?[{_CLOSE}]*\s*")

NARROW, BROAD = "iljftrI.,:;'|!()[] -", "mwMWABCDEFGHKNOPQRUVXYZ@%—&#0123456789"
"""Letters clearly narrower and clearly broader than the mean of a sans-serif face."""


def cells(text: str) -> int:
    """Return the columns that a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def ems(text: str) -> float:
    """Return about how wide a text is, in ems of a sans-serif face; rather too wide than too narrow.

    Rounded up from the widths of Arial, Segoe UI and DejaVu Sans, the broadest of the three.
    """
    return sum(map(_em, text))


def _em(char: str) -> float:
    if unicodedata.combining(char):
        return 0
    if unicodedata.east_asian_width(char) in "WF" or char in "“”‘’…—":
        return 1.0
    if char in NARROW:
        return 0.4
    return 0.78 if char in BROAD and not char.isdigit() else 0.64


def wrap(text: str, width: float, measure: Measure, *, most: int = 0) -> list[str]:
    """Return a text as lines of at most `width` in the units of `measure`; `most` lines, then `...`."""
    lines: list[str] = []
    line = ""
    for atom in _pieces(text, width, measure):
        if line and measure((line + atom).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += atom if line else atom.lstrip()
    if line.strip() or not lines:
        lines.append(line.rstrip())
    if most and len(lines) > most:
        last = lines[most - 1]
        while last and measure(last + "...") > width:
            last = last[:-1]
        lines = [*lines[: most - 1], last.rstrip(" ,;，；、") + "..."]
    return lines


def _pieces(text: str, width: float, measure: Measure) -> list[str]:
    """Return the pieces of a text that do not break, one wider than a line cut into characters."""
    found: list[str] = []
    place = 0
    while place < len(text):
        match = _ATOM.match(text, place)
        end = match.end() if match and match.end() > place else place + 1
        atom = text[place:end]
        found += list(atom) if measure(atom.rstrip()) > width else [atom]
        place = end
    return found
