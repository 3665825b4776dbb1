"""Owns keeping what is half typed: the draft on disk follows the field, a moment after it changed.

Never draws and never sends. Saving runs in the app's one worker thread, in order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.timer import Timer

from sim.tui.screens.room import Room

if TYPE_CHECKING:
    from sim.coach import Seat

DRAFT_AFTER = 0.7
"""Seconds from a change to its draft on disk; with the write itself well below the promised one second."""


class Drafts:
    """The draft of one attempt. `saved` is what is on disk."""

    def __init__(self, screen: Room[Any], seat: Seat, typed: Callable[[], str | None]) -> None:
        """`typed` returns the words in the field, None while nothing is to be kept."""
        self._screen, self._seat, self._typed = screen, seat, typed
        self._timer: Timer | None = None
        self.saved = seat.draft

    def later(self) -> None:
        """Keep what is typed, at most a second after it was."""
        if self._timer is None and self._typed() is not None:
            self._timer = self._screen.set_timer(DRAFT_AFTER, self._due)

    def stop(self) -> None:
        """Keep nothing until something is typed again."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _due(self) -> None:
        self._timer = None
        if self._typed() is not None:
            self._screen.run_worker(self._keep(), group="draft")

    async def _keep(self) -> None:
        try:
            await self.flush()
        except Exception as error:  # told in one line and logged: who types on keeps the words
            self._screen.desk.tell(error)

    async def flush(self) -> None:
        """Bring the draft on disk level with the field. Raises what keeps the store from it."""
        text = self._typed()
        if text is not None and text != self.saved:
            await self._screen.desk.ask(lambda: self._seat.save_draft(text))
            self.saved = text
