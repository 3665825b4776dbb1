"""Owns one entry of the transcript on screen. Never changes once shown."""

from __future__ import annotations

from collections.abc import Mapping

from textual.widgets import Static

from sim.model.score import Dimension
from sim.tui import paint
from sim.tui.view import Message


class Bubble(Static):
    """A line of the customer, a reply, or the feedback on a reply."""

    def __init__(self, entry: Message, names: Mapping[Dimension, str], lang: str) -> None:
        """Paint the entry as plain text with spans."""
        super().__init__(paint.message(entry, names, lang), markup=False, classes=f"-{entry.kind}")
        self.entry = entry
