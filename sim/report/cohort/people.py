"""Owns what the exams of one person in a period say: their own figures, and where they stand.

For the appraisal sheet, and for the lists of names in the report. Never computes a figure of a group.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import fmean

from sim.model.department import Submission
from sim.model.score import DIMENSIONS, Dimension
from sim.report.cohort.handed import Counted, InPeriod
from sim.report.cohort.records import Appraisal, Standing
from sim.report.progress import PASS_LINE, VERDICT_NEEDS

Values = dict[Dimension, float | None]


def appraisals(within: InPeriod) -> tuple[Appraisal, ...]:
    """Return everybody who handed in an exam, by name."""
    line = pass_line(within)
    exams: dict[str, list[Submission]] = {who: [] for who in within.counted}
    for one in within.exams:
        exams.get(one.who, []).append(one)
    return tuple(_appraisal(who, mine, exams[who], line) for who, mine in within.counted.items())


def pass_line(within: InPeriod) -> int:
    """Return the line that is held against all: the highest of the sheets that exams were scored by."""
    return max((one.pass_line for one in within.exams), default=PASS_LINE)


def exceeds(figure: float | None, line: int) -> bool | None:
    """Say whether a figure, rounded as it is shown, is strictly above the line: 80.0 is not above 80."""
    return None if figure is None else figure > line


def placed(figure: float | None, error: float | None, line: int) -> Standing:
    """Return where a figure stands; within one standard error of the line it is borderline."""
    if figure is None:
        return "open"
    if abs(figure - line) < (error or 0):
        return "borderline"
    return "above" if exceeds(figure, line) else "below"


def error_of(values: Sequence[float]) -> float | None:
    """Return the standard error of a mean, None below two values."""
    count = len(values)
    if count < 2:
        return None
    middle = sum(values) / count
    return sqrt(sum((value - middle) ** 2 for value in values) / (count - 1) / count)


def rounded(value: float | None) -> float | None:
    """Return a figure as it is shown: to one decimal."""
    return None if value is None else round(value, 1)


def _appraisal(who: str, mine: Sequence[Counted], exams: Sequence[Submission], line: int) -> Appraisal:
    values = {d: [lv for c in mine if (lv := c.one.levels.get(d)) is not None] for d in DIMENSIONS}
    figures: Values = {d: rounded(fmean(of)) if of else None for d, of in values.items()}
    errors: Values = {d: rounded(error_of(of)) for d, of in values.items()}
    scenarios = min(len(of) for of in values.values())
    red_lines = sum(bool(c.one.red_lines) for c in mine)
    return Appraisal(
        who=who,
        scenarios=len(mine),
        unseen=sum(c.new for c in mine),
        figures=figures,
        errors=errors,
        exceeds={d: exceeds(figure, line) for d, figure in figures.items()},
        perceived=round(fmean(c.one.perceived for c in mine), 1),
        gap5=round(fmean(c.one.perceived - c.one.expected for c in mine), 1),
        red_lines=red_lines,
        repeated=sum(one.confirmed for one in exams) - len(mine),
        unconfirmed=sum(not one.confirmed for one in exams),
        laptop=sum(one.origin == "laptop" for one in exams),
        late=sum(one.late for one in exams),
        standing=_standing(figures, errors, line, scenarios, red_lines),
        needs=max(0, VERDICT_NEEDS - scenarios),
    )


def _standing(figures: Values, errors: Values, line: int, scenarios: int, red_lines: int) -> Standing:
    """Return the verdict: none on too few scenarios, whatever they were; else the worst that is true."""
    if scenarios < VERDICT_NEEDS:
        return "open"
    if red_lines:
        return "red_line"
    found = {placed(figures[d], errors[d], line) for d in DIMENSIONS}
    order: tuple[Standing, ...] = ("below", "borderline", "above")
    return next(s for s in order if s in found)
