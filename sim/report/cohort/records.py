"""Owns the shape of a cohort's report and of one person's line on the appraisal sheet: frozen records.

Never computes anything; `build` and `people` fill them, and `model_dump(mode="json")` is their JSON.
Figures of a group are in the report, those of one person on the sheet alone.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from sim.model.language import Frozen, Lang
from sim.model.score import Dimension
from sim.report.cohort.periods import PeriodKind
from sim.report.cohort.privacy import Withheld

Standing = Literal["open", "above", "borderline", "below", "red_line"]
"""Where a figure or a person stands to the pass line; `open`: too little to say."""

HabitKind = Literal["gap", "missing", "pattern"]
IndicatorName = Literal["complaint", "return", "praise", "naming", "sales"]
INDICATORS: tuple[IndicatorName, ...] = ("complaint", "return", "praise", "naming", "sales")
"""The simulated satisfaction indicators of `domain.md` 3.7, in its order."""


class Figure(Frozen):
    """One figure of a group, or why it is withheld; `of` people it could be made of, `people` it is made of.

    `error` is the standard error of its mean over people, where it is one of at least two.
    """

    value: float | None = None
    error: float | None = None
    people: int = 0
    of: int = 0
    attempts: int = 0
    withheld: Withheld = ""

    @property
    def left_out(self) -> int:
        """People who were left out by lot, or because they are too few and new since an earlier report."""
        return self.of - self.people if self.value is not None else 0


Levels = dict[Dimension, Figure]
"""A figure, 0-100, for each dimension."""


class Category(Frozen):
    """One dimension of the whole group: its figure (0-100) and where that stands to the pass line."""

    dimension: Dimension
    name: str
    figure: Figure
    exceeds: bool | None
    standing: Standing


class Split(Frozen):
    """The three dimensions over attempts at scenarios that were, or were not, practised before."""

    row: Literal["unseen", "practised"]
    levels: Levels


class TrendRow(Frozen):
    """The three dimensions in one period."""

    period: str
    levels: Levels


class ScenarioRow(Frozen):
    """The three dimensions in one scenario."""

    scenario: str
    title: str
    levels: Levels


class Indicator(Frozen):
    """One simulated satisfaction indicator, in per cent: of conversations, or (`sales`) of offers."""

    name: IndicatorName
    figure: Figure
    simulated: Literal[True] = True


class Habit(Frozen):
    """A gap, a missing indicator or an anti-pattern: in how many replies of a hundred it was found.

    Only what at least five people did is listed. `quotes` are words of people who agreed, none of them twice.
    """

    kind: HabitKind
    code: str
    name: str
    figure: Figure
    quotes: tuple[str, ...] = ()


class TurnCost(Frozen):
    """A turn of a script: the levels (of 12) that are lost at it in one conversation, on average."""

    scenario: str
    title: str
    turn: str
    figure: Figure


class Below(Frozen):
    """Somebody who does not exceed the line everywhere, or crossed a red line; `standing` as on the sheet."""

    who: str
    dimensions: tuple[Dimension, ...]
    red_line: bool
    standing: Standing
    needs: int


class FewScenarios(Frozen):
    """Somebody with fewer scenarios than a verdict needs."""

    who: str
    scenarios: int


class Reliability(Frozen):
    """How far a verdict on one person can be trusted.

    `enough` people have the scenarios that one needs; `errors` are the standard errors of a person's own
    figures, on average over people with at least two scenarios.
    """

    needs: int
    enough: int
    few: tuple[FewScenarios, ...]
    errors: Levels


class Taken(Frozen):
    """What was handed in: `exams` of `people`, and `practice`, which no figure is made of.

    `counted` are the first exams at their scenario in the period, `unseen` those of them at a scenario not
    practised before. Not counted are later ones (`repeated`) and those that could not be confirmed when they
    were scored anew (`unconfirmed`). `laptop` and `late` are of all exams. `rubrics` and `engines` are how
    many versions of the sheet and of the program they were scored by. `members` are the cohort's of today.
    """

    members: int
    people: int
    exams: int
    counted: int
    unseen: int
    repeated: int
    unconfirmed: int
    practice: int
    laptop: int
    late: int
    rubrics: int
    engines: int


class CohortReport(Frozen):
    """All that is told of a cohort in a period, with labels in `lang`.

    `meets` says whether every category exceeds the line by itself; None where one is withheld and none
    is known to fail. Lists of people are empty under five people.
    """

    cohort: str
    period: str
    kind: PeriodKind
    first: date
    last: date
    running: bool
    lang: Lang
    pass_line: int
    names: dict[Dimension, str]
    taken: Taken
    meets: bool | None
    categories: tuple[Category, ...]
    below: tuple[Below, ...]
    trend: tuple[TrendRow, ...]
    splits: tuple[Split, ...]
    habits: tuple[Habit, ...]
    turns: tuple[TurnCost, ...]
    scenarios: tuple[ScenarioRow, ...]
    indicators: tuple[Indicator, ...]
    reliability: Reliability


class Appraisal(Frozen):
    """One person's line on the appraisal sheet: what they handed in in the period, and what it says.

    `repeated` and `unconfirmed` exams are not counted, as in `Taken`.
    Figures are means (0-100) over scenarios, `errors` their standard errors (None below two). `standing`
    is `open` below the scenarios that a verdict needs. `perceived` and `gap5` are the simulated customers'.
    """

    who: str
    scenarios: int
    unseen: int
    figures: dict[Dimension, float | None]
    errors: dict[Dimension, float | None]
    exceeds: dict[Dimension, bool | None]
    perceived: float
    gap5: float
    red_lines: int
    repeated: int
    unconfirmed: int
    laptop: int
    late: int
    standing: Standing
    needs: int
