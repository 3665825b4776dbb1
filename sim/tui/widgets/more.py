"""Owns parts that are read page by page, and the line at their foot that says when more is below."""

from __future__ import annotations

from collections.abc import Callable

from textual.containers import VerticalScroll
from textual.widgets import Static


class Paged(VerticalScroll):
    """Turns by one line less than it shows: the line that `More` stands on is read at the top of the next."""

    def turn(self, pages: int) -> None:
        """Turn a page: -1 up, 1 down."""
        self.scroll_relative(y=pages * (self.scrollable_content_region.height - 1), animate=False)

    def action_page_up(self) -> None:
        """Turn back when this part has the focus."""
        self.turn(-1)

    def action_page_down(self) -> None:
        """Turn on when this part has the focus."""
        self.turn(1)


class More(Static):
    """Keeps its line free, so that saying it moves nothing."""

    DEFAULT_CSS = "More { dock: bottom; height: 1; text-style: italic; text-align: right; }"

    def __init__(self, words: Callable[[], str]) -> None:
        """`words` returns what is said while something is below."""
        super().__init__("", markup=False, classes="-more")
        self._words = words

    def on_mount(self) -> None:
        """Follow the part that this line belongs to."""
        part = self.parent
        if isinstance(part, VerticalScroll):
            for name in ("scroll_y", "virtual_size", "has_focus"):
                self.watch(part, name, self.tell, init=False)
            self.call_after_refresh(self.tell)

    def on_resize(self) -> None:
        """Look again: the room has changed."""
        self.call_after_refresh(self.tell)

    def tell(self) -> None:
        """Say it, or say nothing."""
        part = self.parent
        if isinstance(part, VerticalScroll):
            below = part.scroll_y < part.max_scroll_y
            self.update(self._words() if below else "", layout=False)
