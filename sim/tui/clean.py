"""Owns the rule that text from files and from people is data: nothing in it may steer the terminal.

Never changes what a text says: only characters that no reader sees are taken out.
"""

from __future__ import annotations

_BIDI = (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, *_BIDI)
_TABLE: dict[int, str | None] = dict.fromkeys(_CONTROLS, None) | {0x0A: "\n", 0x09: "    "}


def plain(text: str) -> str:
    """Return `text` without control characters, direction marks and lone surrogates.

    An escape sequence loses its escape character and stands there as the
    letters it was written with.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    return text.encode("utf-8", "replace").decode("utf-8")
