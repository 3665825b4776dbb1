"""Owns which attempts are the first at their scenario, and what keeps one of them from counting as such.

Never reads a level.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sim.model.events import Event, Hinted, ReplyScored, Undone
from sim.report.progress_records import Hindrance, Played


class Newness(NamedTuple):
    """Whether no reply had been given in the scenario before, and what still keeps it from counting."""

    new: bool
    hindered: tuple[Hindrance, ...] = ()

    @property
    def counts(self) -> bool:
        """Say whether the attempt counts as a first, unpractised one."""
        return self.new and not self.hindered


def newness(played: Sequence[Played]) -> list[Newness]:
    """Return of each attempt whether it was the first at its scenario; only a whole one can be.

    The time of the first reply decides, not that of the beginning: a brief may lie open for days. One
    that cannot be read has no such time and counts as practised from its beginning.
    """
    practised: dict[str, list[tuple[datetime, int]]] = {}
    for number, one in enumerate(played):
        if one.practised:
            practised.setdefault(one.scenario, []).append((_span(one)[0], number))
    return [
        _newness(one, number, sorted(practised.get(one.scenario, ()))) for number, one in enumerate(played)
    ]


def _newness(one: Played, number: int, practised: Sequence[tuple[datetime, int]]) -> Newness:
    first, last = _span(one)
    others = [(at, other) for at, other in practised if other != number]
    if one.kind != "whole" or (others and others[0] < (first, number)):
        return Newness(new=False)
    found = _helped(event for _at, event in one.timed)
    if others and others[0][0] < last:
        found.append("between")
    return Newness(new=True, hindered=tuple(found))


def _span(one: Played) -> tuple[datetime, datetime]:
    """Return when the first and the last reply was given, taken back or not; else when it was begun."""
    times = [datetime.fromisoformat(at) for at, event in one.timed if isinstance(event, ReplyScored)]
    begun = datetime.fromisoformat(one.started_at)
    return min(times, default=begun), max(times, default=begun)


def _helped(events: Iterable[Event]) -> list[Hindrance]:
    """Return what help there was; a hint that was read says all about the replies it aided."""
    given = list(events)
    found: list[Hindrance] = []
    if any(isinstance(e, Undone) for e in given):
        found.append("undone")
    if any(isinstance(e, Hinted) for e in given):
        found.append("hinted")
    elif any(isinstance(e, ReplyScored) and e.aided for e in given):
        found.append("aided")
    return found
