"""Owns the figures of a group: over whom each is made, and what it comes to.

A mean over a group is the mean of its people's own means, so that who hands in much weighs no more than
others. Shares are of conversations, replies or offers. Asks `privacy` before it says anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from operator import attrgetter

from sim.model.department import Submission
from sim.model.score import DIMENSIONS, Dimension
from sim.report.cohort.handed import ALL, Attempts, Handed, those
from sim.report.cohort.people import error_of, rounded
from sim.report.cohort.periods import Period
from sim.report.cohort.privacy import FEWEST, Floor, Group, Parts
from sim.report.cohort.records import INDICATORS, Figure, HabitKind, IndicatorName

Counts = Callable[[list[Submission]], tuple[int, int]]
"""Returns how many of how many, over attempts."""

STAYS = 60
"""Intent to stay, 0-100, from which a customer counts as one who comes back (`domain.md` 3.7)."""

NAMES = 85
"""Trust, 0-100, from which a customer who is attached asks for the same person again (`domain.md` 3.7)."""

ATTACHED = frozenset({"emotional", "service"})
"""Kinds of loyalty in which a customer may ask for somebody by name (`domain.md` 3.7)."""

HELD: Mapping[IndicatorName, Callable[[Submission], bool]] = {
    "complaint": lambda one: one.ending == "complaint" or one.supervisor,
    "return": lambda one: one.stay_intent >= STAYS,
    "praise": lambda one: one.perceived >= one.desired,
    "naming": lambda one: one.trust >= NAMES and one.loyalty in ATTACHED,
}
"""What a conversation must be to count for an indicator."""

SATISFACTION, SALES, HABITS, TURNS, ERROR = "satisfaction/all", "sales/all", "habits/all", "turns/", "-error"


COUNTS: Mapping[HabitKind, Callable[[Submission], Mapping[str, int]]] = {
    "gap": attrgetter("gaps"),
    "missing": attrgetter("missing"),
    "pattern": attrgetter("patterns"),
}
"""In how many replies of an attempt each gap, missing indicator or anti-pattern was found."""


class Figures:
    """The figures of one report. Ask for all of them first: what is shown decides what else may be."""

    def __init__(self, handed: Handed, floor: Callable[[Callable[[str, Period], Parts]], Floor]) -> None:
        """Take what was handed in, and what makes the floor of the privacy rule for it."""
        self._handed = handed
        self._made: dict[tuple[Period, str], Attempts] = {}
        self._groups: dict[tuple[Period, str], Group] = {}
        self._sets: dict[tuple[Period, str], Parts] = {}
        self.floor = floor(self._parts)

    def ask(self, period: Period, *names: str) -> None:
        """Ask whether figures may be shown, in this order; of a period that is not over none is asked for."""
        for name in names:
            if people := frozenset(self._attempts(name, period)):
                self._groups[period, name] = self.floor.admit(period, name, people)

    def complete(self, period: Period, total: str, rows: Iterable[str]) -> None:
        """Withhold what would tell something that is withheld, of figures that add up to `total`."""
        people = {name: frozenset(self._attempts(name, period)) for name in (total, *rows)}
        for name in self.floor.complete(period, total, {n: p for n, p in people.items() if p}):
            self._groups[period, name] = Group(frozenset(), "near")

    def level(self, period: Period, dimension: Dimension, row: str = ALL) -> Figure:
        """Return the mean level (0-100) of a dimension, with its standard error over people."""

        def own(mine: Iterable[Submission]) -> float:
            return _mean([one.levels[dimension] or 0.0 for one in mine])

        return self._mean(period, f"{dimension}/{row}", own)

    def own_error(self, period: Period, dimension: Dimension) -> Figure:
        """Return the standard error of a person's own mean, on average."""

        def own(mine: Iterable[Submission]) -> float:
            return error_of([one.levels[dimension] or 0.0 for one in mine]) or 0.0

        return self._mean(period, f"{dimension}{ERROR}/{ALL}", own).model_copy(update={"error": None})

    def turn(self, period: Period, scenario: str, turn: str) -> Figure:
        """Return the levels lost at a turn in one conversation that came to it."""

        def own(mine: Iterable[Submission]) -> float:
            return _mean([one.costs[turn] for one in mine])

        return self._mean(period, f"{TURNS}{scenario}:{turn}", own)

    def costly(self, period: Period) -> list[tuple[str, str]]:
        """Return turns (scenario, turn) that enough people came to and lost at, the costliest first."""
        lost: dict[tuple[str, str], dict[str, float]] = {}
        for who, mine in self._handed.within(period).rows.get(ALL, {}).items():
            for one in mine:
                for turn, cost in one.costs.items():
                    lost.setdefault((one.scenario, turn), {})[who] = cost
        found = {key: _mean(costs.values()) for key, costs in lost.items() if len(costs) >= FEWEST}
        return sorted((key for key, cost in found.items() if cost), key=lambda key: (-found[key], key))

    def indicator(self, period: Period, name: IndicatorName) -> Figure:
        """Return a simulated indicator, in per cent."""
        if name == "sales":
            return self._share(
                period, SALES, lambda ones: (sum(o.accepted for o in ones), sum(o.offers for o in ones))
            )
        return self._share(period, SATISFACTION, lambda ones: (sum(map(HELD[name], ones)), len(ones)))

    def habits(self, period: Period, kind: HabitKind) -> dict[str, Figure]:
        """Return, for what at least five people did, in how many replies of a hundred; most often first."""
        mine, counts = self._attempts(HABITS, period), COUNTS[kind]
        people: Counter[str] = Counter()
        replies: Counter[str] = Counter()
        for who in self.group(period, HABITS):
            own: Counter[str] = Counter()
            for one in mine[who]:
                own.update(counts(one))
            people.update((+own).keys())
            replies.update(own)
        enough = [code for code, n in people.items() if n >= FEWEST]
        return {
            code: self._share(period, HABITS, _of_replies(replies[code]))
            for code in sorted(enough, key=lambda code: (-replies[code], code))
        }

    def group(self, period: Period, name: str) -> frozenset[str]:
        """Return the people that a figure is made of; nobody where it is withheld."""
        return self._groups.get((period, name), Group(frozenset())).people

    def _mean(self, period: Period, name: str, own: Callable[[tuple[Submission, ...]], float]) -> Figure:
        mine = self._attempts(name, period)
        group = self._groups.get((period, name), Group(frozenset(), "running" if mine else "few"))
        if group.withheld:
            return Figure(of=len(mine), withheld=group.withheld)
        values = [own(mine[who]) for who in sorted(group.people)]
        return Figure(
            value=rounded(_mean(values)),
            error=rounded(error_of(values)),
            people=len(values),
            of=len(mine),
            attempts=sum(len(mine[who]) for who in group.people),
        )

    def _share(self, period: Period, name: str, parts: Counts) -> Figure:
        mine = self._attempts(name, period)
        group = self._groups.get((period, name), Group(frozenset(), "running" if mine else "few"))
        if group.withheld:
            return Figure(of=len(mine), withheld=group.withheld)
        ones = [one for who in sorted(group.people) for one in mine[who]]
        part, whole = parts(ones)
        return Figure(
            value=rounded(100 * part / whole),
            people=len(group.people),
            of=len(mine),
            attempts=len(ones),
        )

    def _attempts(self, name: str, period: Period) -> Attempts:
        """Return what a figure of that name is made of, by person."""
        key = (period, name)
        if key not in self._made:
            self._made[key] = self._gathered(name, period)
        return self._made[key]

    def _gathered(self, name: str, period: Period) -> Attempts:
        within = self._handed.within(period)
        kind, _slash, row = name.partition("/")
        dimension = next((d for d in DIMENSIONS if kind in (d, d + ERROR)), None)
        if dimension is not None:
            least = 2 if kind.endswith(ERROR) else 1
            found = within.scored(dimension, row)
            return {who: mine for who, mine in found.items() if len(mine) >= least}
        everybody = within.rows.get(ALL, {})
        if name == SALES:
            return those(everybody, lambda one: one.offers > 0)
        if name.startswith(TURNS):
            scenario, _colon, turn = row.partition(":")
            return those(everybody, lambda one: one.scenario == scenario and turn in one.costs)
        return everybody if name in (SATISFACTION, HABITS) else {}

    def _parts(self, name: str, period: Period) -> Parts:
        """Return the same as ids, which is asked for only where two groups are the same people."""
        key = (period, name)
        if key not in self._sets:
            mine = self._attempts(name, period)
            self._sets[key] = {who: frozenset(one.attempt for one in ones) for who, ones in mine.items()}
        return self._sets[key]


def _mean(values: Collection[float]) -> float:
    return sum(values) / len(values)


def _of_replies(count: int) -> Counts:
    return lambda ones: (count, sum(one.replies for one in ones))


__all__ = ["HABITS", "INDICATORS", "SALES", "SATISFACTION", "TURNS", "Figures"]
