"""Owns the promise ledger as it stands after some events: what was promised, and what became of it.

Never judges a promise; its standing was decided when it was scored.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.model.events import Event, PromiseRecorded
from sim.model.score import Promise
from sim.report.debrief import PromiseNote


def ledger(events: Sequence[Event]) -> tuple[PromiseNote, ...]:
    """Return the promises in the order they were made, each with how it stands now."""
    notes: dict[Promise, PromiseNote] = {}
    for event in events:
        if not isinstance(event, PromiseRecorded):
            continue
        known = notes.get(event.promise)
        settled = event.turn_no if event.status != "made" else 0
        notes[event.promise] = PromiseNote(
            promise=event.promise,
            turn_no=known.turn_no if known else event.turn_no,
            status=event.status,
            settled=settled,
            words=event.words,
        )
    return tuple(notes.values())
