"""Owns the promises so far on the customer's side, wrapped to the room that is there."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widgets import Static

from sim.report.debrief import PromiseNote
from sim.tui import panel_paint


class Ledger(Static):
    """Shows the promises; nothing is laid out anew while they stay the same."""

    def __init__(self, lang: str) -> None:
        """Begin without a promise."""
        super().__init__("", markup=False, id="ledger")
        self._lang = lang
        self._notes: tuple[PromiseNote, ...] = ()
        self._standing = False

    def show(self, notes: Iterable[PromiseNote], *, standing: bool) -> None:
        """Show the promises; `standing` tells whether the trainee may make them."""
        self._notes, self._standing = tuple(notes), standing
        self._paint()

    def on_resize(self) -> None:
        """Wrap anew when the room has changed."""
        self._paint()

    def _paint(self) -> None:
        width = self.content_size.width
        told = panel_paint.ledger(self._notes, self._lang, standing=self._standing, width=width)
        if getattr(self.content, "plain", None) != told.plain:
            self.update(told)
