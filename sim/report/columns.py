"""Owns how wide a text is on a terminal: a Chinese character takes two columns."""

from __future__ import annotations

import unicodedata


def cells(text: str) -> int:
    """Return the columns of a terminal that a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def to_left(text: str, width: int) -> str:
    """Return a text filled with blanks behind it."""
    return text + " " * (width - cells(text))


def to_right(text: str, width: int) -> str:
    """Return a text filled with blanks before it."""
    return " " * (width - cells(text)) + text
