"""Owns one entry of the transcript on screen. Never changes once shown."""

from __future__ import annotations

from collections.abc import Mapping

from textual.widgets import Static

from sim.model.score import Dimension
from sim.tui import paint
from sim.tui.view import Message


class Bubble(Static):
    """A line of the customer, a reply, the feedback on a reply, or a hint."""

    def __init__(self, entry: Message, names: Mapping[Dimension, str], lang: str, width: int) -> None:
        """Paint the entry as plain text with spans, for `width` cells as far as that is known."""
        super().__init__(paint.message(entry, names, lang, width), markup=False, classes=f"-{entry.kind}")
        self.entry, self._names, self._lang, self._fitted = entry, names, lang, width

    def on_resize(self) -> None:
        """Wrap feedback anew when the room for it has changed."""
        width = self.content_size.width
        if self.entry.feedback is not None and width != self._fitted:
            self._fitted = width
            self.update(paint.message(self.entry, self._names, self._lang, width))
