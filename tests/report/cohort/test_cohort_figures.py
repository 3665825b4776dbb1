"""Figures of a cohort's report, each worked out by hand beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sample_cohort import FIVE, NOVEMBER, SECOND_HALF, exam, report_of

from sim.model.department import Submission
from sim.report.cohort.records import CohortReport, Figure


def empathy(report: CohortReport) -> Figure:
    """Return the figure of empathy over everybody."""
    return report.categories[0].figure


def everybody(**changed: Any) -> list[Submission]:
    """Return one exam each of five people."""
    return [exam(who, **changed) for who in FIVE]


def test_who_hands_in_much_weighs_no_more() -> None:
    """A figure is the mean of people's own means: (100 + 60 + 80 + 90 + 70) / 5 = 80, not 85.7 of 7 exams."""
    given = [exam("Ann", f"complaint-0{n}", levels=(100, 90, 90)) for n in (1, 2, 3)]
    others = zip(FIVE[1:], (60, 80, 90, 70), strict=True)
    given += [exam(who, levels=(level, 90, 90)) for who, level in others]
    figure = empathy(report_of(given))
    assert (figure.value, figure.people, figure.attempts) == (80.0, 5, 7)
    assert figure.error == 7.1  # sqrt((400 + 400 + 0 + 100 + 100) / 4 / 5) = sqrt(50)


@pytest.mark.parametrize(
    ("levels", "meets"),
    [
        ((80.1, 80.1, 80.1), True),
        ((80.0, 90, 90), False),
        ((79, 95.5, 95.5), False),
        ((80.04, 90, 90), False),
    ],
)
def test_every_category_must_exceed_the_line(levels: tuple[float, float, float], meets: bool) -> None:
    """80.0 fails and 80.1 passes; one at 79 fails all though the mean is 90; what is shown counts."""
    report = report_of(everybody(levels=levels))
    assert report.meets is meets
    assert [c.exceeds for c in report.categories] == [round(level, 1) > 80 for level in levels]


def test_a_category_near_the_line_is_borderline() -> None:
    """Within one standard error of the line a category is borderline, above it or not."""
    given = [exam(who, levels=(level, 90, 70)) for who, level in zip(FIVE, (71, 76, 81, 86, 91), strict=True)]
    first, second, third = report_of(given).categories
    assert (first.figure.value, first.figure.error, first.exceeds, first.standing) == (
        81.0,
        3.5,
        True,
        "borderline",
    )
    assert (second.standing, third.standing) == ("above", "below")


def test_what_was_not_scored_is_in_no_mean() -> None:
    """A dimension without an opportunity is left out of its mean, never taken as 0."""
    given = everybody(levels=(90, 80, None)) + everybody(scenario="complaint-02", levels=(None, 90, 70))
    values = {c.dimension: c.figure.value for c in report_of(given).categories}
    assert values == {"empathy": 90.0, "responsiveness": 85.0, "assurance": 70.0}


def test_the_first_exam_at_a_scenario_counts() -> None:
    """A later exam at the same scenario in the period betters nothing; it is counted as repeated."""
    later = [exam(who, day="2026-11-20", levels=(100, 100, 100)) for who in FIVE]
    report = report_of([*later, *everybody(day="2026-11-05", levels=(60, 60, 60))])
    assert empathy(report).value == 60.0
    assert (report.taken.exams, report.taken.counted, report.taken.repeated) == (10, 5, 5)


def test_practice_and_what_is_unconfirmed_are_in_no_figure() -> None:
    """Practice that was handed in, and exams that came out otherwise when scored anew, are only counted."""
    other = everybody(scenario="complaint-02", levels=(0, 0, 0), mode="practice")
    other += everybody(scenario="complaint-03", levels=(0, 0, 0), confirmed=False, origin="laptop")
    report = report_of([*everybody(), *other])
    assert empathy(report).value == 90.0
    assert (report.taken.counted, report.taken.practice, report.taken.unconfirmed) == (5, 5, 5)
    assert [row.scenario for row in report.scenarios] == ["complaint-01"]


def test_a_scenario_is_unseen_once() -> None:
    """An exam at a scenario that was practised or played before is not unseen, whatever a laptop says."""
    before = everybody(scenario="complaint-02", day="2026-09-05", mode="practice")
    before += everybody(scenario="complaint-03", day="2026-10-05")
    now = [
        exam(who, scenario, day="2026-11-10", levels=levels, **changed)
        for who in FIVE
        for scenario, levels, changed in (
            ("complaint-01", (90, 90, 90), {}),
            ("complaint-02", (70, 70, 70), {"unseen": True, "origin": "laptop"}),
            ("complaint-03", (60, 60, 60), {}),
            ("complaint-04", (50, 50, 50), {"unseen": False}),
            ("complaint-05", (40, 40, 40), {"aided": 1}),
        )
    ]
    report = report_of([*before, *now])
    unseen, practised = report.splits
    assert (unseen.levels["empathy"].value, unseen.levels["empathy"].attempts) == (90.0, 5)
    assert (practised.levels["empathy"].value, practised.levels["empathy"].attempts) == (55.0, 20)
    assert (report.taken.unseen, report.taken.laptop) == (5, 5)


def test_the_day_of_handing_in_decides() -> None:
    """Played in October, handed in in November: November's, so that a period that is over never changes."""
    late = [exam(who, day="2026-10-30", handed_in_at="2026-11-02T09:00:00+00:00", late=True) for who in FIVE]
    report = report_of(late)
    assert (empathy(report).people, report.taken.late) == (5, 5)
    assert [row.period for row in report.trend] == ["2026-11"]


def test_the_trend_goes_back_to_the_first_exam() -> None:
    """A month has up to five before it, a half-year three; none before anything was handed in."""
    given = [
        exam(who, f"complaint-{month:02}", day=f"2026-{month:02}-10", levels=(month * 8, 90, 90))
        for who in FIVE
        for month in range(1, 12)
    ]
    report = report_of(given)
    assert [row.period for row in report.trend] == [f"2026-{m:02}" for m in (6, 7, 8, 9, 10, 11)]
    assert [row.levels["empathy"].value for row in report.trend] == [48.0, 56.0, 64.0, 72.0, 80.0, 88.0]
    halves = report_of(given, SECOND_HALF).trend
    assert [(row.period, row.levels["empathy"].value) for row in halves] == [
        ("2026-H1", 28.0),
        ("2026-H2", 72.0),
    ]


def test_the_simulated_indicators_of_ten_conversations() -> None:
    """Ten conversations by hand: complaint 3/10, return 4/10, praise 2/10, naming 1/10, sales 9/30."""
    first = [
        {"ending": "complaint", "stay_intent": 60, "offers": 3},
        {"supervisor": True, "stay_intent": 59.9, "offers": 3},
        {"stay_intent": 60, "perceived": 80, "desired": 80, "offers": 3, "accepted": 3},
        {"stay_intent": 70, "perceived": 79.9, "trust": 85, "loyalty": "service", "offers": 3, "accepted": 3},
        {"trust": 85, "loyalty": "price", "offers": 3, "accepted": 1},
    ]
    second = [
        {"ending": "complaint", "supervisor": True, "offers": 3},
        {"trust": 84.9, "loyalty": "emotional", "offers": 3, "accepted": 1},
        {"perceived": 90, "offers": 3, "accepted": 1},
        {"stay_intent": 61, "offers": 3},
        {"ending": "left", "offers": 3},
    ]
    given = [exam(who, "complaint-01", **fields) for who, fields in zip(FIVE, first, strict=True)]
    given += [exam(who, "complaint-02", **fields) for who, fields in zip(FIVE, second, strict=True)]
    found = {one.name: one.figure.value for one in report_of(given).indicators}
    assert found == {"complaint": 30.0, "return": 40.0, "praise": 20.0, "naming": 10.0, "sales": 30.0}


def test_a_case_without_offers_sells_nothing() -> None:
    """Where no case allowed an offer there is no sales figure, rather than one of 0."""
    sales = report_of(everybody()).indicators[-1]
    assert (sales.name, sales.figure.value) == ("sales", None)


def test_how_far_one_person_s_figure_varies() -> None:
    """The error of a person's own mean is averaged over people with two scenarios, where these are five."""
    given = [exam(who, levels=(70 + n, 90, 90)) for n, who in enumerate((*FIVE, "Fay"))]
    assert report_of(given).reliability.errors["empathy"].withheld == "few"
    given += [exam(who, "complaint-02", levels=(72 + n, 90, 90)) for n, who in enumerate(FIVE)]
    found = report_of(given).reliability.errors["empathy"]
    assert (found.value, found.people) == (1.0, 5)  # two levels 2 apart: sqrt(2) / sqrt(2)


def test_gaps_are_shares_of_replies_and_of_several_people() -> None:
    """G3 in 10 of 20 replies is 50 %; what fewer than five people did is not listed."""
    given = [exam(who, replies=4, gaps={"G3": 2, "G1": 1}, patterns={"X08": 1}) for who in FIVE[:4]]
    given.append(exam("Eli", replies=4, gaps={"G3": 2}, patterns={"X01": 4, "X08": 3}))
    report = report_of(given)
    assert [(h.kind, h.code, h.figure.value) for h in report.habits if h.kind == "gap"] == [
        ("gap", "G3", 50.0)
    ]
    assert report.habits[0].name == "Gap 3, delivery"


def test_codes_that_no_sheet_names_are_left_out() -> None:
    """A code without a name says nothing to anybody."""
    assert not report_of([exam(who, patterns={"X08": 2}) for who in FIVE]).habits


def test_turns_that_cost_most_come_first() -> None:
    """Levels lost at a turn are means over people; a turn that fewer than five came to is not listed."""
    given = [exam(who, costs={"opening": 2.0, "pressing": 6.0, "close": 0.0}) for who in FIVE]
    given.append(exam("Fay", costs={"opening": 8.0, "rare": 12.0}))
    found = [(t.turn, t.figure.value, t.figure.people) for t in report_of(given).turns]
    assert found == [("pressing", 6.0, 5), ("opening", 3.0, 6)]


def test_scenarios_have_figures_of_their_own() -> None:
    """Each scenario has the three dimensions, that of most people first."""
    given = [exam(f"p{n}", "complaint-02", levels=(70, 80, 90)) for n in range(10)]
    given += [exam(f"p{n}", "complaint-01", levels=(50, 60, 70)) for n in range(5)]
    rows = report_of(given, titles={"complaint-01": "Fridge"}).scenarios
    assert [(r.scenario, r.title, r.levels["empathy"].value) for r in rows] == [
        ("complaint-02", "complaint-02", 70.0),
        ("complaint-01", "Fridge", 50.0),
    ]


def test_how_many_versions_scored_is_told() -> None:
    """Exams scored by several versions of the sheet or the engine are not alike, and the report says so."""
    given = [exam(who, rubric_hash=who, engine=f"base-{n % 2}") for n, who in enumerate(FIVE)]
    taken = report_of(given).taken
    assert (taken.rubrics, taken.engines) == (5, 2)


def test_a_period_that_is_not_over_has_no_figure_yet() -> None:
    """While a period runs, what was handed in is told, but no figure: it would have to change."""
    report = report_of(everybody(), today=date(2026, 11, 30))
    assert report.running
    assert (report.taken.people, empathy(report).value, empathy(report).withheld) == (5, None, "running")
    assert not report.below
    over = report_of(everybody(), today=date(2026, 12, 1))
    assert (over.running, empathy(over).value) == (False, 90.0)


def test_nobody_handed_in_anything() -> None:
    """An empty period is a report without figures, not an error."""
    report = report_of([])
    assert (report.taken.exams, report.meets, empathy(report).value) == (0, None, None)
    assert report.period == NOVEMBER.label
