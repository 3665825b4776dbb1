"""Owns what each reply cost in trust: the one measure by which a debrief says which reply was worst.

Never changes a state; it adds up the reasons that were given for its changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sim.model.events import Event, StateChanged
from sim.report.promises import ledger

BROKEN = "BROKEN"
"""Code of the reason that a promise came out broken; it is charged to the reply that made the promise."""


def trust_costs(events: Sequence[Event]) -> dict[int, float]:
    """Return by reply the points of trust that it and its broken promises cost; 0 where they cost none.

    Trust ends at 0, a cost does not: the reply that took what was left may still be the worst. Promises of
    several replies that came out together share what that cost.
    """
    makers = defaultdict(list)
    for note in ledger(events):
        if note.status == "broken":
            makers[note.settled].append(note.turn_no)
    moved: dict[int, float] = defaultdict(float)
    for event in events:
        if not isinstance(event, StateChanged):
            continue
        moved[event.turn_no] += 0.0
        for reason in event.reasons:
            if reason.variable != "trust":
                continue
            charged = makers[event.turn_no] if reason.code == BROKEN else []
            charged = charged or [event.turn_no]
            for turn_no in charged:
                moved[turn_no] += reason.delta / len(charged)
    return {turn_no: max(0.0, -change) for turn_no, change in moved.items()}
