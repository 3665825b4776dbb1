"""Owns which figures of a group may be shown, and over which of its people, so that none tells of a few.

The rule, for every figure, in the order in which figures are asked for (those of everybody first):

1. It is made of at least five people.
2. Its people are the same as those of every figure of its kind that was ever shown, in this report or an
   earlier one, of any cohort and period, or differ from them by five or more: otherwise what two figures
   differ by would be of one to four people. A kind is what is before the `/` of a figure's name: a level
   over everybody, over unseen scenarios and over one scenario are of one kind. Only two different
   scenarios (or turns) are not held against each other, for no attempt is in both.
3. Where its people are the same as those of another figure of its kind whose period shares days with its
   own, their attempts are the same, too, or those of five or more people differ.
4. A group that breaks 2 or 3 is made smaller: the people of an earlier figure that are all still there,
   or the group with people left out by lot, whichever leaves more. At least half of it must be left, and
   five; else the figure is withheld.
5. Of figures that add up (a total and its rows) none is withheld alone, and those withheld are of at least
   five people: else the smallest of the others is withheld as well.

A figure that was shown once is shown again over the very same people, and a report that was shown once
gets no further figures, but for periods of its trend whose own report was shown since; where one of those
people is gone, it is withheld. Never computes a figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Literal, NamedTuple

from sim.model.department import Cell
from sim.report.cohort.periods import Period, parsed

FEWEST = 5
"""Fewest people of a figure, and fewest by which two may differ (the department's own rule)."""

LOTS = 8
"""Orders in which people are left out, tried one after the other. More of them leave hardly more people."""

REPORT = "report"
"""Name of the cell that says that a report was shown; it stands for no figure and is held against none."""

Withheld = Literal["", "few", "near", "changed", "running"]
"""Why there is no figure: under five people; one to four people's would follow from it and others; people of
it are gone since it was shown; the period is not over."""

Parts = Mapping[str, frozenset[str]]
"""Person -> the attempts of theirs that a figure is made of."""


class Group(NamedTuple):
    """The people that a figure is made of, or nobody and why."""

    people: frozenset[str]
    withheld: Withheld = ""


class _Shown(NamedTuple):
    row: str
    mask: int
    period: Period | None
    name: str


class Floor:
    """Decides on one report's figures and gathers the cells to keep."""

    def __init__(
        self, cohort: str, published: Iterable[Cell], parts_of: Callable[[str, Period], Parts]
    ) -> None:
        """Take all that was ever published.

        `parts_of` tells what a figure of that name is made of in a period, as far as it is known.
        """
        self._cohort, self._parts_of = cohort, parts_of
        self._bits: dict[str, int] = {}
        self._shown: dict[str, list[_Shown]] = defaultdict(list)
        self._own: dict[tuple[str, str], frozenset[str]] = {}
        self._new: dict[tuple[str, str], frozenset[str]] = {}
        self._told = False
        for cell in dict.fromkeys(published):
            people = frozenset(cell.members)
            if cell.cohort == cohort:
                self._own[cell.period, cell.name] = people
            if cell.name != REPORT:
                self._keep(cell.name, people, parsed(cell.period))

    def admit(self, period: Period, name: str, people: frozenset[str]) -> Group:
        """Return over whom of `people` a figure may be shown; from now on it counts as shown."""
        key = (period.label, name)
        if key in self._own:
            again = self._own[key]
            self._told = self._told or again <= people
            return Group(again) if again <= people else Group(frozenset(), "changed")
        if len(people) < FEWEST:
            return Group(frozenset(), "few")
        if (period.label, REPORT) in self._own:
            return Group(frozenset(), "near")
        safe = self._safe(period, name, people)
        chosen = max(safe, key=lambda group: (len(group), sorted(group)), default=None)
        if chosen is None:
            return Group(frozenset(), "near")
        self._new[key] = chosen
        self._keep(name, chosen, period)
        return Group(chosen)

    def complete(self, period: Period, total: str, rows: Mapping[str, frozenset[str]]) -> frozenset[str]:
        """Take back figures from which one that is withheld would follow, and return their names.

        `rows` are the figures that add up to `total`, each with all its people, the total among them.
        """
        taken: set[str] = set()
        while (period.label, REPORT) not in self._own:
            new = [n for n in rows if (period.label, n) in self._new]
            hidden = [n for n in rows if n not in new and (period.label, n) not in self._own]
            of = {person for n in hidden for person in rows[n]}
            if not new or not hidden or (len(hidden) > 1 and len(of) >= FEWEST):
                break
            least = min(new, key=lambda n: (n == total, len(rows[n]), n))
            self._take_back(period, least)
            taken.add(least)
        return frozenset(taken)

    def cells(self, period: Period, people: Iterable[str]) -> tuple[Cell, ...]:
        """Return the cells to keep before the report is shown; `people` are all who handed in then."""
        new = dict(self._new)
        if new or self._told:
            new.setdefault((period.label, REPORT), frozenset(people))
        return tuple(
            Cell(cohort=self._cohort, period=label, name=name, members=tuple(sorted(members)))
            for (label, name), members in new.items()
            if (label, name) not in self._own
        )

    def _safe(self, period: Period, name: str, people: frozenset[str]) -> Iterator[frozenset[str]]:
        """Yield groups of at least half of the people that break no rule: all of them, else smaller ones."""
        if self._fits(period, name, people):
            yield people
            return
        least = max(FEWEST, (len(people) + 1) // 2)
        kind = name.partition("/")[0]
        earlier = {shown.mask for shown in self._shown[kind]}
        mask = self._mask(people)
        for known in earlier:
            if known & mask == known and known.bit_count() >= least:
                group = frozenset(p for p in people if known >> self._bits[p] & 1)
                if self._fits(period, name, group):
                    yield group
        for lot in range(LOTS):
            order = sorted(people, key=lambda p: sha256(f"{lot}/{self._cohort}/{p}".encode()).digest())
            for left_out in range(1, len(people) - least + 1):
                group = frozenset(order[left_out:])
                if self._fits(period, name, group):
                    yield group
                    break

    def _fits(self, period: Period, name: str, group: frozenset[str]) -> bool:
        kind, _slash, row = name.partition("/")
        mask = self._mask(group)
        for shown in self._shown[kind]:
            if shown.row != row and ":" in row and ":" in shown.row:
                continue
            differ = (mask ^ shown.mask).bit_count()
            if not differ and shown.period is not None and period.overlaps(shown.period):
                mine, other = self._parts_of(name, period), self._parts_of(shown.name, shown.period)
                differ = sum(mine.get(p) != other.get(p) for p in group)
            if 0 < differ < FEWEST:
                return False
        return True

    def _keep(self, name: str, people: frozenset[str], period: Period | None) -> None:
        kind, _slash, row = name.partition("/")
        self._shown[kind].append(_Shown(row, self._mask(people), period, name))

    def _take_back(self, period: Period, name: str) -> None:
        kind, _slash, row = name.partition("/")
        people = self._new.pop((period.label, name))
        self._shown[kind].remove(_Shown(row, self._mask(people), period, name))

    def _mask(self, people: Iterable[str]) -> int:
        """Return people as the bits of a number: comparing thousands of groups takes no time then."""
        mask = 0
        for person in people:
            mask |= 1 << self._bits.setdefault(person, len(self._bits))
        return mask
