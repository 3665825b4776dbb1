"""Owns putting a cohort's report together from what was handed in.

Never computes a score, reads no clock and asks no store: it is told what was ever published, and returns
what has to be kept as published before the report is shown to anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

from sim.model.department import Cell, Submission
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.score import DIMENSIONS, Dimension
from sim.report.cohort.figures import ERROR, HABITS, INDICATORS, SALES, SATISFACTION, TURNS, Figures
from sim.report.cohort.handed import ALL, PRACTISED, SCENARIO, UNSEEN, Handed, InPeriod
from sim.report.cohort.people import appraisals, exceeds, pass_line, placed
from sim.report.cohort.periods import Period, PeriodKind
from sim.report.cohort.privacy import FEWEST, Floor, Parts
from sim.report.cohort.records import (
    Appraisal,
    Below,
    Category,
    CohortReport,
    FewScenarios,
    Habit,
    HabitKind,
    Indicator,
    Reliability,
    ScenarioRow,
    Split,
    Taken,
    TrendRow,
    TurnCost,
)
from sim.report.names import name_of
from sim.report.progress import VERDICT_NEEDS
from sim.report.words import GAPS, label

EARLIER: dict[PeriodKind, int] = {"month": 5, "half-year": 3}
"""Earlier periods in the trend: half a year of months, two years of half-years."""

MOST: dict[HabitKind, int] = {"gap": 6, "missing": 5, "pattern": 5}
"""Rows of what is most frequent: every gap there is, and as many codes as one can take in."""

MOST_TURNS = 5
"""Turns that cost most, for the same reason."""

MOST_QUOTES = 2
"""Quotations of one code: an example and another one."""


def build(
    cohort: str,
    period: Period,
    submissions: Iterable[Submission],
    *,
    lang: Lang,
    today: date,
    members: int = 0,
    rubrics: Sequence[Rubric] = (),
    titles: Mapping[str, str] | None = None,
    published: Iterable[Cell] = (),
    consenting: Collection[str] = (),
) -> tuple[CohortReport, tuple[Cell, ...]]:
    """Return the report of a period, and the cells to keep before anybody sees it.

    `submissions` are all that people of the cohort ever handed in, `published` the cells of every report
    of every cohort. `today` is the day where this machine stands: of a period that is not over no figure
    of the group is given. `rubrics` name the codes, the first that knows one wins; `titles` the scenarios
    in `lang`. Only those `consenting` now are quoted.
    """
    handed = Handed(submissions)
    within, running = handed.within(period), period.last >= today

    def floor(parts_of: Callable[[str, Period], Parts]) -> Floor:
        return Floor(cohort, published, parts_of)

    figures = Figures(handed, floor)
    past = _trend_periods(handed, period)
    if not running:
        _ask(figures, within, period, past)
    line = pass_line(within)
    names: dict[Dimension, str] = {d: d for d in DIMENSIONS}
    names.update({s.id: s.name.get(lang) for r in rubrics[:1] for s in r.sections})
    named = _Names(rubrics, titles or {}, lang)
    categories = tuple(_category(figures, period, d, names[d], line) for d in DIMENSIONS)
    people = appraisals(within) if len(within.people) >= FEWEST and not running else ()
    report = CohortReport(
        cohort=cohort,
        period=period.label,
        kind=period.kind,
        first=period.first,
        last=period.last,
        running=running,
        lang=lang,
        pass_line=line,
        names=names,
        taken=_taken(within, members),
        meets=_meets([c.exceeds for c in categories]),
        categories=categories,
        below=_below(people),
        trend=tuple(
            TrendRow(period=one.label, levels={d: figures.level(one, d) for d in DIMENSIONS}) for one in past
        ),
        splits=(
            Split(row="unseen", levels={d: figures.level(period, d, UNSEEN) for d in DIMENSIONS}),
            Split(row="practised", levels={d: figures.level(period, d, PRACTISED) for d in DIMENSIONS}),
        ),
        habits=_habits(figures, period, within, named, consenting),
        turns=_turns(figures, period, named),
        scenarios=tuple(
            ScenarioRow(
                scenario=one,
                title=named.title(one),
                levels={d: figures.level(period, d, SCENARIO + one) for d in DIMENSIONS},
            )
            for one in _scenarios(within)
        ),
        indicators=tuple(Indicator(name=n, figure=figures.indicator(period, n)) for n in INDICATORS),
        reliability=Reliability(
            needs=VERDICT_NEEDS,
            enough=sum(not a.needs for a in people),
            few=tuple(FewScenarios(who=a.who, scenarios=a.scenarios) for a in people if a.needs),
            errors={d: figures.own_error(period, d) for d in DIMENSIONS},
        ),
    )
    return report, () if running else figures.floor.cells(period, within.people)


class _Names:
    """What codes and scenarios are called."""

    def __init__(self, rubrics: Sequence[Rubric], titles: Mapping[str, str], lang: Lang) -> None:
        self._rubrics, self._titles, self._lang = rubrics, titles, lang

    def code(self, kind: HabitKind, code: str) -> str:
        if kind == "gap":
            return label(GAPS, code, self._lang)
        return next((n for r in self._rubrics if (n := name_of(code, r, self._lang))), "")

    def title(self, scenario: str) -> str:
        return self._titles.get(scenario, scenario)


def _ask(figures: Figures, within: InPeriod, period: Period, past: Sequence[Period]) -> None:
    """Ask for every figure: those of everybody first, then by how much depends on them."""
    figures.ask(period, *(f"{d}/{ALL}" for d in DIMENSIONS), SATISFACTION, SALES, HABITS)
    figures.ask(period, *(f"{d}{ERROR}/{ALL}" for d in DIMENSIONS))
    for one in reversed(past):
        if one != period:
            figures.ask(one, *(f"{d}/{ALL}" for d in DIMENSIONS))
    for rows in ((UNSEEN, PRACTISED), tuple(SCENARIO + one for one in _scenarios(within))):
        for d in DIMENSIONS:
            figures.ask(period, *(f"{d}/{row}" for row in rows))
            figures.complete(period, f"{d}/{ALL}", [f"{d}/{row}" for row in rows])
    asked = 0
    for scenario, turn in figures.costly(period):
        figures.ask(period, name := f"{TURNS}{scenario}:{turn}")
        asked += bool(figures.group(period, name))
        if asked == MOST_TURNS:
            break


def _trend_periods(handed: Handed, period: Period) -> tuple[Period, ...]:
    """Return the periods of the trend, the oldest first, from the first in which anything was handed in."""
    found = [period]
    for _number in range(EARLIER[period.kind]):
        found.append(found[-1].before)
    while len(found) > 1 and not handed.within(found[-1]).exams:
        found.pop()
    return tuple(reversed(found))


def _scenarios(within: InPeriod) -> list[str]:
    """Return the scenarios of the period, those of most people first."""
    people = {
        row.removeprefix(SCENARIO): len(mine) for row, mine in within.rows.items() if row.startswith(SCENARIO)
    }
    return sorted(people, key=lambda one: (-people[one], one))


def _category(figures: Figures, period: Period, dimension: Dimension, name: str, line: int) -> Category:
    figure = figures.level(period, dimension)
    return Category(
        dimension=dimension,
        name=name,
        figure=figure,
        exceeds=exceeds(figure.value, line),
        standing=placed(figure.value, figure.error, line),
    )


def _meets(each: Sequence[bool | None]) -> bool | None:
    """Return whether every category exceeds the line; one that does not decides, whatever the others are."""
    if any(one is False for one in each):
        return False
    return None if None in each else True


def _taken(within: InPeriod, members: int) -> Taken:
    exams = within.exams
    counted = [c for mine in within.counted.values() for c in mine]
    return Taken(
        members=members,
        people=len(within.people),
        exams=len(exams),
        counted=len(counted),
        unseen=sum(c.new for c in counted),
        repeated=sum(one.confirmed for one in exams) - len(counted),
        unconfirmed=sum(not one.confirmed for one in exams),
        practice=within.practice,
        laptop=sum(one.origin == "laptop" for one in exams),
        late=sum(one.late for one in exams),
        rubrics=len({one.rubric_hash for one in exams}),
        engines=len({one.engine for one in exams}),
    )


def _below(people: Iterable[Appraisal]) -> tuple[Below, ...]:
    return tuple(
        Below(
            who=one.who,
            dimensions=tuple(d for d in DIMENSIONS if one.exceeds[d] is False),
            red_line=bool(one.red_lines),
            standing=one.standing,
            needs=one.needs,
        )
        for one in people
        if one.red_lines or False in one.exceeds.values()
    )


def _habits(
    figures: Figures, period: Period, within: InPeriod, named: _Names, consenting: Collection[str]
) -> tuple[Habit, ...]:
    agreed, quoted = figures.group(period, HABITS) & frozenset(consenting), set[str]()
    found = []
    kinds: tuple[HabitKind, ...] = ("gap", "missing", "pattern")
    for kind in kinds:
        shares = figures.habits(period, kind)
        known = {code: name for code in shares if (name := named.code(kind, code))}
        for code in list(known)[: MOST[kind]]:
            words = _quotes(within, code, agreed, quoted)
            found.append(
                Habit(kind=kind, code=code, name=known[code], figure=shares[code], quotes=tuple(words))
            )
    return tuple(found)


def _quotes(within: InPeriod, code: str, people: frozenset[str], quoted: set[str]) -> list[str]:
    """Return words that show a code, of people who are not quoted yet: two of one person would join up."""
    words: dict[str, None] = {}
    for who in sorted(people - quoted):
        said = (q.words for c in within.counted[who] for q in c.one.quotes if q.code == code and q.words)
        first = next(said, "")
        if first and first not in words:
            words[first] = None
            quoted.add(who)
        if len(words) == MOST_QUOTES:
            break
    return list(words)


def _turns(figures: Figures, period: Period, named: _Names) -> tuple[TurnCost, ...]:
    found = [
        TurnCost(scenario=s, title=named.title(s), turn=t, figure=figures.turn(period, s, t))
        for s, t in figures.costly(period)
        if figures.group(period, f"{TURNS}{s}:{t}")
    ]
    return tuple(sorted(found, key=lambda one: (-(one.figure.value or 0), one.scenario, one.turn)))


__all__ = ["build"]
