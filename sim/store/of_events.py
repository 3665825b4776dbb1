"""Owns what the tables say of events: their stored form, and the columns of an attempt that follow from them.

Never touches a database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sim.model.drill_result import CaseStarted, DrillAnswered
from sim.model.events import EVENT, Ended, Event, ReplyScored, Started, Undone


def texts_of(started: Started | CaseStarted) -> dict[str, str | None]:
    """Return the columns that say what an attempt is of; a case has one text, which stands for both."""
    if isinstance(started, CaseStarted):
        return {
            "scenario": started.drill,
            "scenario_hash": started.drill_hash,
            "rubric_hash": started.drill_hash,
            "mode": "practice",
            "kind": "case",
            "parent": None,
        }
    return {
        "scenario": started.scenario,
        "scenario_hash": started.scenario_hash,
        "rubric_hash": started.rubric_hash,
        "mode": started.mode,
        "kind": "drill" if started.only else "branch" if started.branch else "whole",
        "parent": started.branch.attempt if started.branch else None,
    }


def standing_of(events: Iterable[Event]) -> dict[str, object]:
    """Return the columns that these events change: the number of replies, the ending and its figure."""
    values: dict[str, object] = {}
    for event in events:
        if isinstance(event, ReplyScored | DrillAnswered):
            values["turn_no"] = event.turn_no
        elif isinstance(event, Undone):
            values["turn_no"] = event.turn_no - 1
        elif isinstance(event, Ended):
            values |= {"ending": event.ending, "perceived": event.perceived}
    return values


def encode(event: Event) -> str:
    """Return an event as stored. Raises ValidationError now rather than when the attempt is opened again."""
    body = EVENT.dump_json(event, by_alias=True)
    EVENT.validate_json(body)
    return body.decode()


def hash_of(words: str) -> str:
    """Return the hash under which a text is kept."""
    return hashlib.sha256(words.encode()).hexdigest()
