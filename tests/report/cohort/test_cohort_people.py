"""One person's exams in a period: their own figures, and whether there is a verdict."""

from __future__ import annotations

from typing import Any

import pytest
from sample_cohort import FIVE, NOVEMBER, exam, report_of

from sim.model.department import Submission
from sim.report.cohort.handed import Handed
from sim.report.cohort.people import appraisals
from sim.report.cohort.records import Appraisal


def five(*levels: float, **changed: Any) -> list[Submission]:
    """Return Ann's exams at one scenario after the other, alike in every dimension."""
    return [exam("Ann", f"complaint-0{n}", levels=(lv, lv, lv), **changed) for n, lv in enumerate(levels, 1)]


def line_of(given: list[Submission]) -> Appraisal:
    """Return Ann's line of the sheet."""
    (found,) = appraisals(Handed(given).within(NOVEMBER))
    return found


def test_a_person_s_own_figures() -> None:
    """Five scenarios by hand: the mean of 70, 80, 90, 100, 60 is 80, its standard error sqrt(250 / 5)."""
    given = five(70, 80, 90, 100, 60)
    given += [
        exam("Ann", "complaint-01", day="2026-11-20", levels=(100, 100, 100), origin="laptop", late=True)
    ]
    given += [exam("Ann", "complaint-07", confirmed=False, origin="laptop")]
    found = line_of(given)
    assert (found.scenarios, found.unseen, found.repeated, found.unconfirmed) == (5, 5, 1, 1)
    assert (found.laptop, found.late) == (2, 1)
    assert set(found.figures.values()) == {80.0}
    assert set(found.errors.values()) == {7.1}
    assert set(found.exceeds.values()) == {False}
    assert (found.perceived, found.gap5) == (70.0, 10.0)


@pytest.mark.parametrize(
    ("levels", "standing", "needs"),
    [
        ((90, 90, 90, 90, 90), "above", 0),
        ((80, 80, 80, 80, 80), "below", 0),
        ((70, 80, 90, 100, 62), "borderline", 0),
        ((20, 20, 20, 20), "open", 1),
        ((100,), "open", 4),
    ],
)
def test_a_verdict_needs_five_scenarios(levels: tuple[float, ...], standing: str, needs: int) -> None:
    """On fewer than five scenarios there is none, good or bad; within one standard error it is borderline."""
    found = line_of(five(*levels))
    assert (found.standing, found.needs) == (standing, needs)


def test_one_category_is_enough_to_fail() -> None:
    """79 in one category is below, whatever the others are."""
    given = [exam("Ann", f"complaint-0{n}", levels=(95, 79, 95)) for n in range(1, 6)]
    assert line_of(given).standing == "below"


def test_a_red_line_stands_outside_every_average() -> None:
    """A red line in one of five good conversations is the verdict; with too few scenarios it is only told."""
    good = five(95, 95, 95, 95)
    crossed = exam("Ann", "complaint-05", levels=(95, 95, 95), red_lines=("X16",))
    assert (line_of([*good, crossed]).standing, line_of([*good, crossed]).red_lines) == ("red_line", 1)
    assert (line_of([crossed]).standing, line_of([crossed]).red_lines) == ("open", 1)


def test_the_report_names_who_is_not_above_the_line() -> None:
    """Names with categories and red lines, and who has too few scenarios; those above are not named."""
    given = [s for who in FIVE[:4] for s in [exam(who, f"complaint-0{n}") for n in range(1, 6)]]
    given = [
        s.model_copy(update={"levels": {"empathy": 70.0, "responsiveness": 90.0, "assurance": 80.0}})
        if s.who == "Bo"
        else s
        for s in given
    ]
    given += [exam("Eli", red_lines=("X17",))]
    report = report_of(given)
    assert [(b.who, b.dimensions, b.red_line, b.standing, b.needs) for b in report.below] == [
        ("Bo", ("empathy", "assurance"), False, "below", 0),
        ("Eli", (), True, "open", 4),
    ]
    assert [(f.who, f.scenarios) for f in report.reliability.few] == [("Eli", 1)]
    assert report.reliability.enough == 4


def test_the_highest_line_is_held_against_all() -> None:
    """Where sheets have several lines, the highest counts: nobody passes by an easier sheet."""
    given = [exam(who, levels=(84, 84, 84)) for who in FIVE]
    given[0] = given[0].model_copy(update={"pass_line": 85})
    report = report_of(given)
    assert (report.pass_line, report.meets) == (85, False)
