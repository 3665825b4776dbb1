"""Owns the reading of one attempt's events for tables over time: own replies, their times, what they show.

Never computes a level, and never counts over attempts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sim.model.events import CustomerSaid, Event, Paused, ReplyScored, Started, Undone
from sim.model.events import own_replies as replies_of
from sim.model.score import GENERAL_CODES, Explanation


def own_replies(timed: Iterable[tuple[str, Event]]) -> list[ReplyScored]:
    """Return the replies that were given in this attempt itself and not taken back."""
    return list(replies_of(event for _at, event in timed))


def reply_seconds(timed: Iterable[tuple[str, Event]]) -> dict[int, float]:
    """Return, by the reply's number, the seconds between the customer's message and the reply.

    A reply before which the trainee paused or took one back has none: nobody knows how long it took.
    Nor have those that a branch only repeats.
    """
    seconds: dict[int, float] = {}
    own = 0
    since: datetime | None = None
    for at, event in timed:
        if isinstance(event, Started):
            own = event.branch.turn_no if event.branch else 0
        elif isinstance(event, CustomerSaid):
            since = datetime.fromisoformat(at)
        elif isinstance(event, Paused):
            since = None
        elif isinstance(event, Undone):
            since = None
            seconds = {n: s for n, s in seconds.items() if n < event.turn_no}
        elif isinstance(event, ReplyScored):
            if (
                event.turn_no >= own
                and since
                and (passed := (datetime.fromisoformat(at) - since).total_seconds()) >= 0
            ):
                seconds[event.turn_no] = passed
            since = None
    return seconds


def shown_codes(explanation: Explanation) -> frozenset[str]:
    """Return the codes that the debrief tells of: found for sure, or named as carrying a level.

    What is faint is named only where nothing sure carries; elsewhere it may be told to be missing.
    """
    carrying: set[str] = set()
    for places in explanation.carriers.values():
        held = [explanation.findings[i] for i in places]
        if not any(finding.sure for finding in held):
            carrying |= {finding.code for finding in held}
    return explanation.codes() | (carrying - GENERAL_CODES)
