"""Owns what each reply cost in trust: the one measure by which a debrief says which reply was worst.

Never changes a state; it adds up the reasons that were given for its changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sim.model.events import Event, StateChanged
from sim.report.promises import ledger

BROKEN = "BROKEN"
"""Code of the reason that a promise came out broken; it is charged to the reply that made the promise."""


def trust_costs(events: Sequence[Event]) -> dict[int, float]:
    """Return by reply the points of trust that it and its broken promises cost; 0 where they cost none.

    Trust ends at 0, a cost does not: the reply that took what was left may still be the worst. Promises of
    several replies that came out together share what that cost.
    """
    moved: dict[int, float] = defaultdict(float)
    for event, charged in _charged(events):
        moved[event.turn_no] += 0.0
        for turn_no, change in charged.items():
            moved[turn_no] += change
    return {turn_no: max(0.0, -change) for turn_no, change in moved.items()}


def left_to_lose(events: Sequence[Event], turn_no: int) -> float | None:
    """Return the trust that was left where a reply cost more than that; None where nothing was cut short."""
    for event, charged in _charged(events):
        if charged.get(turn_no, 0.0) < 0 and event.before.trust + sum(charged.values()) < 0:
            return event.before.trust
    return None


def _charged(events: Sequence[Event]) -> Iterator[tuple[StateChanged, dict[int, float]]]:
    """Yield each change of state with the points of trust that it brought, by the reply they are owed to."""
    makers = defaultdict(list)
    for note in ledger(events):
        if note.status == "broken":
            makers[note.settled].append(note.turn_no)
    for event in events:
        if not isinstance(event, StateChanged):
            continue
        changes: dict[int, float] = defaultdict(float)
        for reason in event.reasons:
            if reason.variable != "trust":
                continue
            charged = makers[event.turn_no] if reason.code == BROKEN else []
            charged = charged or [event.turn_no]
            for turn_no in charged:
                changes[turn_no] += reason.delta / len(charged)
        yield event, changes
