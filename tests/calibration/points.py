"""Owns the fit of a rubric's arithmetic: points, costs and steps from the strengths of rated replies.

    python -m tests.calibration.points     # prints what goes into rubrics/service.yaml

Strengths are those of heads that left the reply's own scenario out, as a new scenario would give
them. Never touches a file, never reads an unseen scenario.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import lsq_linear

from sim.model.rubric import Rubric, Section, Step
from sim.model.score import DIMENSIONS, GENERAL, GENERAL_CODES, Dimension
from sim.scoring.ladder import ATTEMPT, level
from sim.validity.agreement import kappa_of
from tests.calibration.labelled import rubric
from tests.calibration.left_out import Seen, seen

PRIOR: dict[str, float] = {
    "E1": 1.2,
    "E2": 0.8,
    "E3": 0.8,
    "E4": 0.5,
    "E5": 0.5,
    "E6": 1.2,
    "E7": 0.8,
    "E8": 1.2,
    "E9": 0.7,
    "E10": 0.7,
    "E12": 0.4,
    "R1": 0.8,
    "R2": 0.8,
    "R3": 0.8,
    "R4": 0.5,
    "R5": 0.5,
    "R6": 0.6,
    "R7": 0.9,
    "R8": 0.9,
    "R9": 0.4,
    "R10": 0.5,
    "R11": 0.5,
    "R12": 0.9,
    ATTEMPT: 0.3,
    "A1": 0.8,
    "A2": 0.8,
    "A3": 0.8,
    "A4": 0.7,
    "A5": 0.5,
    "A6": 0.8,
    "A7": 0.5,
    "A8": 0.5,
    "A9": 0.3,
    "A10": 0.4,
    "A11": 0.5,
    "A12": 0.6,
    "A13": 0.6,
}
"""What an indicator is held to be worth where it is known to be there, before any reply is seen.

The majors of the domain reference (2.3-2.5) lie at .8 to 1.2, its minors at .3 to .9. E11 (tone) shows
itself only in what is absent and earns nothing.
"""

WORDING = 1.0
"""The same for general wording: it stands for two levels, and shares them with what it goes with."""

COST: dict[str, float] = {"severe": 0.8, "moderate": 0.4, "minor": 0.2}
"""The same for anti-patterns, by their severity, in a dimension that they cap."""

COST_BESIDE = 0.2
"""The same in a dimension that they do not cap."""

FOUND = 0.25
"""Share of these that stands for what was only found: a strength is a guess, and a guess is worth less.

Leaving one scenario out, the correlation of the points with the levels is .833 at 1, .839 at .5, .841 at .25
and 0, on average; in empathy .775 at 1 and .788 at .25.
"""

MAY_COST: dict[Dimension, tuple[str, ...]] = {
    "empathy": tuple(f"X{n:02d}" for n in (1, 2, 5, 6, 9, 10, 11, 12, 13, 15, 16, 17, 18, 20, 25, 27)),
    "responsiveness": tuple(f"X{n:02d}" for n in (2, 3, 4, 5, 8, 9, 10, 14, 16, 17, 24)),
    "assurance": tuple(f"X{n:02d}" for n in (2, 3, 5, 7, 9, 10, 15, 16, 17, 19, 26)),
}
"""Anti-patterns that may cost a dimension points: those that cap it, and those that go with a low level."""

STRENGTH = 12.0
"""Of the pull towards the prior: from 1 to 25 mean kappa with scenarios left out moves by .004 at most."""

FLAGGED = 0.2
"""Weight of a reply with a gaming flag: its level is the flag's, not that of its evidence."""

POINT = 0.1
"""Points and costs are rounded to this: a trainer can add them by hand."""

LEAST = POINT
"""What an indicator earns at least: one that stands in the sheet counts."""

MOST_POINTS, MOST_COST, MOST_START = 3.0, 3.0, 5.0
"""Bounds of the fit. Evidence never costs and harm never earns; the upper ends are never reached."""

LEAST_COST = 0.05
"""A smaller cost is left out of the rubric."""

STEP = 20
"""Steps are multiples of 1/20, and are chosen among these: a cut chosen freely and rounded down afterwards
let too many replies over it (up to .17 of a standard deviation)."""

ZERO: dict[Dimension, tuple[float, float]] = {
    "empathy": (-math.inf, 0.0),
    "responsiveness": (0.1, math.inf),
    "assurance": (-math.inf, 0.0),
}
"""Where the cut of level 1 may lie: no evidence at all is level 1 of empathy and assurance (absence is no
harm), level 0 of responsiveness (`domain.md` 2.2)."""

ROUNDS, REACH = 4, 10
"""Each step is moved by so many multiples at most in a round, in so many rounds."""

PLATEAU = 1
"""A step is as good as it and so many multiples on either side are on average: what is best at one place
alone is best for these replies alone. Leaving one scenario out, 0, 1 and 2 give .815, .816 and .814.
"""

EXACT, LEVEL = 0.3, 0.25
"""Steps are chosen by kappa, plus so much of the share of equal levels, less so much of the mean's shift.

Leaving one scenario out, kappa is .817 to .820 with a shift that costs 0 to .5; the less it costs, the more
replies have their level exactly, and at 0 one mean stands further off than .15 of a deviation.
"""


@dataclass(frozen=True)
class Fitted:
    """Points of one section, costs to its dimension, and the points of its steps 1-4."""

    points: Mapping[str, float]
    costs: Mapping[str, float]
    steps: tuple[float, float, float, float]


def fit(replies: Sequence[Seen], sheet: Rubric, dimension: Dimension) -> Fitted:
    """Return points, costs and steps of one dimension, fitted on these replies.

    Least squares on the levels, pulled towards the prior, no sign ever turned; then the steps where
    levels agree best. Solved by an active set, to the last digits: rounding is the same everywhere.
    """
    earns = [c for c in (*(i.id for i in sheet.section(dimension).indicators), ATTEMPT) if c in PRIOR]
    earns = [c for c in earns if c != ATTEMPT or dimension == "responsiveness"] + [GENERAL[dimension]]
    costs = list(MAY_COST[dimension])
    codes = [*earns, *costs]
    goal = np.array([r.row["levels"][dimension] for r in replies])
    found = np.array([[r.strengths.get(code, 0.0) for code in codes] for r in replies])
    weight = np.array([FLAGGED if r.flagged else 1.0 for r in replies])
    prior = [*map(_worth, earns), *(-_cost(sheet, dimension, c) for c in costs)]
    pull = math.sqrt(STRENGTH)
    solved = lsq_linear(
        np.vstack(
            [
                np.hstack([found, np.ones((len(replies), 1))]) * weight[:, None],
                np.hstack([pull * np.eye(len(codes)), np.zeros((len(codes), 1))]),
            ]
        ),
        np.concatenate([goal * weight, pull * np.array(prior)]),
        (
            [LEAST if c in PRIOR else 0.0 for c in earns] + [-MOST_COST] * len(costs) + [-MOST_START],
            [MOST_POINTS] * len(earns) + [0.0] * len(costs) + [MOST_START],
        ),
        method="bvls",
    )
    assert solved.success, solved.message
    worth = np.round(np.rint(solved.x[:-1] / POINT) * POINT, 2) + 0.0
    steps = _steps(np.round(found @ worth, 4), goal)
    low, high = ZERO[dimension]
    steps[0] = min(high, max(low, steps[0]))
    return Fitted(
        points=dict(zip(earns, map(float, worth), strict=False)),
        costs={c: -float(w) for c, w in zip(costs, worth[len(earns) :], strict=True) if -w >= LEAST_COST},
        steps=(steps[0], steps[1], steps[2], steps[3]),
    )


def _worth(code: str) -> float:
    return WORDING if code in GENERAL_CODES else FOUND * PRIOR[code]


def _cost(sheet: Rubric, dimension: Dimension, code: str) -> float:
    deduction = sheet.deduction(code)
    if deduction is None or dimension not in deduction.hits:
        return FOUND * COST_BESIDE
    return FOUND * COST[deduction.severity]


def _steps(worth: np.ndarray, goal: np.ndarray) -> list[float]:
    """Return the points of steps 1-4: first as many replies reach each as have its level, then moved."""
    places = [round(float(np.quantile(worth, (goal < at).mean())) * STEP) for at in range(1, 5)]
    for _ in range(ROUNDS):
        for at in range(4):
            low = places[at - 1] + 1 if at else places[at] - REACH
            high = places[at + 1] - 1 if at < 3 else places[at] + REACH
            tried = range(max(low, places[at] - REACH), min(high, places[at] + REACH) + 1)
            goods = [_good(worth, goal, [*places[:at], place, *places[at + 1 :]]) for place in tried]
            if goods:
                near = [goods[max(0, n - PLATEAU) : n + PLATEAU + 1] for n in range(len(goods))]
                means = [round(math.fsum(part) / len(part), 9) for part in near]
                places[at] = tried[means.index(max(means))]
    return [place / STEP for place in places]


def _good(worth: np.ndarray, goal: np.ndarray, places: list[int]) -> float:
    reached = np.searchsorted(np.array(places) / STEP, worth, side="right")
    table = np.bincount(goal * 5 + reached, minlength=25).reshape(5, 5).tolist()
    total = len(goal)
    same = sum(table[i][i] for i in range(5)) / total
    shift = abs(int(reached.sum()) - int(goal.sum())) / total
    return round((kappa_of(table) or 0.0) + EXACT * same - LEVEL * shift, 9)


def with_points(sheet: Rubric, fitted: Mapping[Dimension, Fitted]) -> Rubric:
    """Return a rubric whose points, costs and steps are these; everything else stays."""
    sections = tuple(_section(s, fitted[s.id]) for s in sheet.sections)
    deductions = tuple(
        d.model_copy(update={"cost": {n: f.costs[d.id] for n, f in fitted.items() if d.id in f.costs}})
        for d in sheet.deductions
    )
    return Rubric.model_validate({**_plain(sheet), "sections": sections, "deductions": deductions})


def _section(section: Section, fitted: Fitted) -> Section:
    indicators = tuple(
        i.model_copy(update={"points": fitted.points.get(i.id, 0.0)}) for i in section.indicators
    )
    ladder = {
        at: Step(points=points, any=section.ladder[at].any, all=section.ladder[at].all)  # type: ignore[index]
        for at, points in enumerate(fitted.steps, 1)
    }
    changes = {
        "indicators": indicators,
        "ladder": ladder,
        "attempt": fitted.points.get(ATTEMPT, 0.0),
        "general": fitted.points[GENERAL[section.id]],
    }
    return Section.model_validate({**_plain(section), "start": 0.0, **changes})


def _plain(model: Rubric | Section) -> dict[str, Any]:
    """Return the fields as given, without what the old values were looked up into."""
    fields = type(model).model_fields
    return {field.alias or name: getattr(model, name) for name, field in fields.items()}


def levels(reply: Seen, sheet: Rubric) -> dict[Dimension, int | None]:
    """Return the levels of a reply by the arithmetic of a rubric; None without an opportunity."""
    found = reply.strengths
    return {
        d: level(sheet.section(d), found, found, reply.limits, sheet, flagged=reply.flagged)
        if d in reply.scored
        else None
        for d in DIMENSIONS
    }


def snippet(dimension: Dimension, fitted: Fitted) -> str:
    """Return what a section of the rubric asks for, as YAML; costs stand there with each deduction."""
    points = {c: w for c, w in fitted.points.items() if c not in GENERAL_CODES | {ATTEMPT}}
    lines = [f"{dimension}:", "  start: 0", f"  general: {fitted.points[GENERAL[dimension]]:g}"]
    if ATTEMPT in fitted.points:
        lines.append(f"  attempt: {fitted.points[ATTEMPT]:g}")
    lines += ["  ladder:", *(f"    {at}: {{points: {p:g}}}" for at, p in enumerate(fitted.steps, 1))]
    for name, table in (("points", points), ("cost", fitted.costs)):
        lines.append(f"  {name}: {{{', '.join(f'{c}: {w:g}' for c, w in table.items())}}}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the points of all sections."""
    replies = seen()
    for dimension in DIMENSIONS:
        sys.stdout.write(snippet(dimension, fit(replies, rubric(), dimension)))


if __name__ == "__main__":
    main()
