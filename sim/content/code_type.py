"""Owns the shape of one row in the table of fault codes; holds no row."""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """A fault: its short title, what it means, and a right way to write it."""

    title: str
    means: str
    example: str
