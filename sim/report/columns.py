"""Owns how wide a text is on a terminal, and where its lines break: a Chinese character takes two columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator


def cells(text: str) -> int:
    """Return the columns of a terminal that a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def to_left(text: str, width: int) -> str:
    """Return a text filled with blanks behind it."""
    return text + " " * (width - cells(text))


def to_right(text: str, width: int) -> str:
    """Return a text filled with blanks before it."""
    return " " * (width - cells(text)) + text


_WORD = re.compile(r"[^\s⺀-￯]+[，。；：、）”！？》]*|[⺀-￯（“《‘][，。；：、）”！？》’]*|\s+")


def filled(text: str, width: int) -> list[str]:
    """Return a text in lines of at most `width` columns; Chinese signs that close nothing begin no line."""
    return [line.strip() for line in _lines(text, width) if line.strip()]


def _lines(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in _WORD.findall(text):
        if line and cells(line + word.rstrip()) > width:
            yield line
            line = ""
        line += word
    yield line
