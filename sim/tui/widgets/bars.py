"""Owns scrollbars and commands that are drawn with plain cells only.

A terminal set to "ambiguous characters are wide", as many in China are, draws
block elements two cells wide and shifts the row. Spaces are one cell anywhere.
"""

from __future__ import annotations

from typing import ClassVar

from textual.command import CommandPalette
from textual.scrollbar import ScrollBar, ScrollBarRender


class PlainBars(ScrollBarRender):
    """A scrollbar of coloured spaces, without the half blocks at its ends."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


class Commands(CommandPalette):
    """Textual's palette, without its English words for an empty result: the list is simply empty."""

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """Say nothing."""


def install() -> None:
    """Draw every scrollbar with plain cells."""
    ScrollBar.renderer = PlainBars
