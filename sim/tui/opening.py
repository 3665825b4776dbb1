"""Owns the first frame: the scenario's title, while everything heavy is still being loaded.

Imports nothing of the core. Keys pressed here are handed to the screen that follows.
"""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from sim.tui.clean import plain


class Opening(Screen[None]):
    """Shows a title and one line; calls `ready` once it has been drawn."""

    def __init__(self, title: str, line: str, ready: Callable[[], object]) -> None:
        """Hold the words of the first frame."""
        super().__init__()
        self._title, self._line, self._ready = plain(title), line, ready
        self.typed: list[events.Key | events.Paste] = []

    def compose(self) -> ComposeResult:
        """Yield the title and the line under it."""
        yield Static(self._title, id="title", markup=False)
        yield Static(self._line, id="line", markup=False)

    def on_mount(self) -> None:
        """Begin the work after the first frame, not before it."""
        self.call_after_refresh(self._ready)

    def on_key(self, event: events.Key) -> None:
        """Keep a key for later: a fresh event, as one that was handled is not handled again."""
        self.typed.append(events.Key(event.key, event.character))

    def on_paste(self, event: events.Paste) -> None:
        """Keep a paste for later."""
        self.typed.append(events.Paste(event.text))

    def say(self, line: str) -> None:
        """Change the line under the title."""
        self.query_one("#line", Static).update(line)
