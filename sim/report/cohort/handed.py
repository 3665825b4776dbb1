"""Owns which of the attempts that were handed in a report counts, by period and by what they are put under.

A period has what was handed in on its days, so that one that is over never changes. Counted is a person's
first exam at each scenario in the period: a scenario weighs once, and a second try betters no figure.
Practice is counted in none, nor is what scoring it anew could not confirm. Never computes a
figure and never reads the clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from sim.model.department import Submission
from sim.model.score import DIMENSIONS, Dimension
from sim.report.cohort.periods import Period, day_of

ALL, UNSEEN, PRACTISED, SCENARIO = "all", "unseen", "practised", "scenario:"
"""What attempts are put under; those of one scenario under `scenario:` and its id."""


class Counted(NamedTuple):
    """One attempt, in its `place` in time. `new`: the person had none at its scenario before."""

    one: Submission
    new: bool
    place: int


Attempts = Mapping[str, tuple[Submission, ...]]
"""Person -> attempts of theirs."""

Rows = Mapping[str, Attempts]
"""Row -> person -> their attempts under it."""


@dataclass(frozen=True)
class InPeriod:
    """What was handed in in one period: counted attempts by person, all exams, how many practised."""

    counted: Mapping[str, tuple[Counted, ...]]
    exams: tuple[Submission, ...] = ()
    practice: int = 0

    @property
    def people(self) -> frozenset[str]:
        """Who handed in an exam that counts."""
        return frozenset(self.counted)

    @cached_property
    def rows(self) -> Rows:
        """The counted attempts by row and person; a row without any is left out."""
        found: dict[str, dict[str, list[Submission]]] = defaultdict(lambda: defaultdict(list))
        for who, mine in self.counted.items():
            for one, new, _place in mine:
                for row in (ALL, UNSEEN if new else PRACTISED, SCENARIO + one.scenario):
                    found[row][who].append(one)
        return {
            row: {who: tuple(mine) for who, mine in people.items()} for row, people in sorted(found.items())
        }

    def scored(self, dimension: Dimension, row: str) -> Attempts:
        """Return person -> attempts of a row in which a dimension was scored."""
        attempts = self.rows.get(row, {})
        if dimension not in self._unscored:
            return attempts
        return those(attempts, lambda one: one.levels.get(dimension) is not None)

    @cached_property
    def _unscored(self) -> frozenset[str]:
        """The dimensions that are not scored in every attempt; few, and looking is what takes time."""
        counted = [c.one.levels for mine in self.counted.values() for c in mine]
        return frozenset(d for d in DIMENSIONS if any(levels.get(d) is None for levels in counted))


class Handed:
    """All that is known of what some people ever handed in, by period."""

    def __init__(self, submissions: Iterable[Submission]) -> None:
        """Take them in any order."""
        ordered = sorted(submissions, key=lambda one: (datetime.fromisoformat(one.ended_at), one.attempt))
        self._months: dict[tuple[int, int], list[Counted]] = defaultdict(list)
        known: set[tuple[str, str]] = set()
        for place, one in enumerate(ordered):
            at = (one.who, one.scenario)
            day = day_of(one.handed_in_at or one.ended_at)
            new = one.unseen and not one.aided and at not in known
            self._months[day.year, day.month].append(Counted(one, new, place))
            known.add(at)
        self._periods: dict[Period, InPeriod] = {}

    def within(self, period: Period) -> InPeriod:
        """Return what was handed in in a period."""
        if period not in self._periods:
            self._periods[period] = _read(c for month in period.months for c in self._months.get(month, ()))
        return self._periods[period]


def those(attempts: Attempts, wanted: Callable[[Submission], bool]) -> Attempts:
    """Return the attempts that are wanted; a person without any is left out."""
    found = {who: tuple(filter(wanted, mine)) for who, mine in attempts.items()}
    return {who: mine for who, mine in found.items() if mine}


def _read(given: Iterable[Counted]) -> InPeriod:
    found = sorted(given, key=attrgetter("place"))
    exams = [c for c in found if c.one.mode == "exam"]
    firsts: dict[tuple[str, str], Counted] = {}
    for exam in exams:
        if not exam.one.confirmed:
            continue
        firsts.setdefault((exam.one.who, exam.one.scenario), exam)
    counted: dict[str, list[Counted]] = defaultdict(list)
    for (who, _scenario), first in firsts.items():
        counted[who].append(first)
    return InPeriod(
        counted={who: tuple(mine) for who, mine in sorted(counted.items())},
        exams=tuple(c.one for c in exams),
        practice=len(found) - len(exams),
    )
