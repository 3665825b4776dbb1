"""The conversation: customer state, promise ledger, branching, events.

Pure; scores only through `sim.scoring`.
"""

from __future__ import annotations

from collections.abc import Iterable

from sim.model.events import Event, Session
from sim.play import fold as _folding
from sim.play.begin import again, begin
from sim.play.better import better_line
from sim.play.script import Script
from sim.play.step import step


def fold(script: Script, events: Iterable[Event]) -> Session:
    """Return the session that these events lead to; resuming an attempt is exactly this."""
    return _folding.fold(script.scenario, events)


__all__ = ["Script", "again", "begin", "better_line", "fold", "step"]
