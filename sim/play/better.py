"""Owns finding the better line for a reply of an attempt: the context it stood in, then the mender."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sim.model.events import Event, ReplyScored
from sim.model.score import Edit
from sim.play import fold as folding
from sim.play.script import Script


def better_line(
    script: Script, events: Sequence[Event], turn_no: int, aim: str = "", used: Collection[str] = ()
) -> Edit | None:
    """Return the smallest edit of reply `turn_no` that scores higher; None where there is none.

    `events` are those that count; `aim` and `used` are as for `Mender.mend`.
    """
    for at, event in enumerate(events):
        if isinstance(event, ReplyScored) and event.turn_no == turn_no:
            session = folding.fold(script.scenario, events[:at])
            return script.mender.mend(event.reply, script.context(session), event.explanation, aim, used)
    return None
