"""Owns one entry of the transcript on screen. Only how much of it is shown ever changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.content import Content
from textual.widgets import Static

from sim.model.score import Dimension
from sim.tui.message_paint import message
from sim.tui.view import Message

KEY = "F8"
"""What changes between short feedback and the whole of it."""


class Bubble(Static):
    """A line of the customer, a reply, the feedback on a reply, or a hint.

    Feedback is short where the whole of it would push what matters out of sight, until the reader says.
    """

    def __init__(
        self,
        entry: Message,
        names: Mapping[Dimension, str],
        lang: str,
        width: int,
        fits: Callable[[Message, int], bool] = lambda _entry, _rows: True,
    ) -> None:
        """Paint the entry for `width` cells as far as that is known; `fits` says if so many rows may be."""
        self.entry, self._names, self._lang, self._width, self._fits = entry, names, lang, width, fits
        self._opened: bool | None = None
        self._painted = self._paint()
        super().__init__(self._painted, markup=False, classes=f"-{entry.kind}")

    @property
    def short(self) -> bool:
        """Whether feedback is shown in short."""
        return not self._fitting() if self._opened is None else not self._opened

    def _fitting(self) -> bool:
        rows = message(self.entry, self._names, self._lang, self._width).plain.count("\n") + 1
        return self.entry.feedback is None or self._fits(self.entry, rows)

    def _paint(self) -> Content:
        short = self.short
        key = KEY if short or self._opened else ""
        return message(self.entry, self._names, self._lang, self._width, key, short=short)

    def toggle(self) -> None:
        """Show the whole feedback instead of the short, or the other way round."""
        whole = self.short
        self._opened = None
        if self.short == whole:
            self._opened = whole
        self.fit()

    def fit(self) -> None:
        """Paint feedback anew when the room for it has changed."""
        if self.entry.feedback is None:
            return
        self._width = self.content_size.width or self._width
        painted = self._paint()
        if painted != self._painted:
            self._painted = painted
            self.update(painted)

    def on_resize(self) -> None:
        """Wrap feedback anew, once the window has found its size: a height that changes before is lost."""
        self.call_after_refresh(self.fit)
