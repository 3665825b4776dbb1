"""Whom a report's figures can tell of: nobody alone, whatever other reports are laid beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from sample_cohort import FIVE, NOVEMBER, SECOND_HALF, exam, made, report_of

from sim.model.department import Cell, Submission
from sim.report.cohort.periods import Period, parsed
from sim.report.cohort.privacy import FEWEST, REPORT
from sim.report.cohort.records import CohortReport, Figure

STEADY = settings(max_examples=100, deadline=None, derandomize=True)
PEOPLE = [f"p{n:02}" for n in range(14)]
TEN = PEOPLE[:10]
MONTHS = [Period("month", 2026, month) for month in (10, 11, 12)]


def exams(people: Iterable[str], day: str = "2026-11-10", scenario: str = "complaint-01") -> list[Submission]:
    """Return an exam each."""
    return [exam(who, scenario, day, offers=2, costs={"opening": 3.0}) for who in people]


def figures(record: BaseModel) -> Iterator[Figure]:
    """Yield every figure in a record, however deep."""
    for value in dict(record).values():
        for one in (
            value if isinstance(value, tuple) else value.values() if isinstance(value, dict) else [value]
        ):
            if isinstance(one, Figure):
                yield one
            elif isinstance(one, BaseModel):
                yield from figures(one)


def told(cells: Iterable[Cell]) -> list[Cell]:
    """Return the cells that stand for figures."""
    return [cell for cell in cells if cell.name != REPORT]


def attempts_of(cell: Cell, given_: Iterable[Submission]) -> dict[str, set[str]]:
    """Return person -> attempts that a level was made of, read from what was handed in and nothing else."""
    period, row = parsed(cell.period), cell.name.partition("/")[2]
    assert period is not None
    found: dict[str, set[str]] = {}
    first: set[tuple[str, str]] = set()
    before: set[tuple[str, str]] = set()
    for one in sorted(given_, key=lambda s: (s.ended_at, s.attempt)):
        key = (one.who, one.scenario)
        new = one.unseen and key not in before
        before.add(key)
        if not period.first.isoformat() <= one.ended_at[:10] <= period.last.isoformat() or key in first:
            continue
        first.add(key)
        rows = {"all", "unseen" if new else "practised", f"scenario:{one.scenario}"}
        if row in rows and one.who in cell.members:
            found.setdefault(one.who, set()).add(one.attempt)
    return found


HANDED_IN = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from(["complaint-01", "complaint-02", "complaint-03"]),
        st.sampled_from(["2026-10", "2026-11", "2026-12"]),
        st.booleans(),
    ),
    min_size=20,
    max_size=90,
)
REPORTS = st.lists(
    st.tuples(
        st.sampled_from(["spring", "autumn"]),
        st.sampled_from([*MONTHS, SECOND_HALF]),
        st.sets(st.sampled_from(PEOPLE), min_size=4),
        st.sets(st.sampled_from(PEOPLE), max_size=2),
    ),
    min_size=1,
    max_size=7,
)


@STEADY
@given(HANDED_IN, REPORTS)
def test_no_two_figures_ever_tell_of_one_to_four_people(
    handed_in: list[tuple[str, str, str, bool]],
    reports: list[tuple[str, Period, set[str], set[str]]],
) -> None:
    """Reports of changing cohorts, months and half-years, people erased: nobody can be told by subtraction.

    Whoever has all cells ever published finds none of fewer than five people, no two of one kind whose
    people differ by one to four, and no two of the same people in a shared time whose attempts differ
    for one to four of them. Every figure that is shown has its cell.
    """
    given_ = [
        exam(who, scenario, f"{month}-{10 + n % 15}", unseen=new, offers=2, costs={"opening": 3.0})
        for n, (who, scenario, month, new) in enumerate(handed_in)
    ]
    published: list[Cell] = []
    erased: set[str] = set()
    for cohort, period, members, gone in reports:
        erased |= gone
        mine = [one for one in given_ if one.who in members - erased]
        report, cells = made(mine, period, cohort, published=published)
        published += cells
        own = [c for c in told(published) if c.cohort == cohort]
        shown = [figure for figure in figures(report) if figure.value is not None]
        assert all(figure.people >= FEWEST for figure in shown)
        assert {figure.people for figure in shown} <= {len(c.members) for c in own}
        assert not {who for c in cells for who in c.members} & erased
    for one, other in combinations(told(published), 2):
        (kind, _, row), (same, _, beside) = one.name.partition("/"), other.name.partition("/")
        if kind != same or (row != beside and ":" in row and ":" in beside):
            continue
        apart = len(set(one.members) ^ set(other.members))
        assert apart == 0 or apart >= FEWEST, (one, other)
        when, then = parsed(one.period), parsed(other.period)
        assert when is not None
        assert then is not None
        if apart == 0 and when.overlaps(then) and kind in ("empathy", "responsiveness", "assurance"):
            left, right = attempts_of(one, given_), attempts_of(other, given_)
            differ = sum(left.get(who) != right.get(who) for who in one.members)
            assert differ == 0 or differ >= FEWEST, (one, other)
    assert all(len(cell.members) >= FEWEST for cell in told(published))


@STEADY
@given(HANDED_IN, REPORTS)
def test_a_report_says_the_same_every_time(
    handed_in: list[tuple[str, str, str, bool]],
    reports: list[tuple[str, Period, set[str], set[str]]],
) -> None:
    """Printed again after any other reports, a report has the same figures, and keeps nothing new.

    Only its trend may gain a period whose own report has been shown since.
    """
    given_ = [
        exam(who, scenario, f"{month}-{10 + n % 15}", unseen=new)
        for n, (who, scenario, month, new) in enumerate(handed_in)
    ]
    published: list[Cell] = []
    before: dict[tuple[str, str], tuple[list[Submission], CohortReport]] = {}
    for cohort, period, members, _gone in reports:
        mine = [one for one in given_ if one.who in members]
        if (cohort, period.label) in before:
            continue
        report, cells = made(mine, period, cohort, published=published)
        published += cells
        before[cohort, period.label] = (mine, report)
    for (cohort, label), (mine, first) in before.items():
        period_ = parsed(label)
        assert period_ is not None
        again, cells = made(mine, period_, cohort, published=published)
        if any(figure.value is not None for figure in figures(first)):
            withheld = [f.value is None for f in figures(first)]
            trend = [f for row in again.trend for f in row.levels.values()]
            for was, now, hidden in zip(figures(first), figures(again), withheld, strict=True):
                assert was == now or (hidden and now in trend)
            assert not [c for c in cells if c.period == label]


def test_four_people_have_no_figure() -> None:
    """Below five people there is no figure, no list of names, and nothing to keep."""
    report, cells = made(exams(PEOPLE[:4]))
    assert {f.withheld for f in figures(report)} == {"few"}
    assert (report.below, report.reliability.few, cells) == ((), (), ())
    assert report.taken.people == 4


def test_a_newcomer_waits_until_they_are_five() -> None:
    """The same month again with one person more is over the same ten people; five more are a group."""
    _report, cells = made(exams(TEN))
    eleven = report_of(exams(PEOPLE[:11]), published=cells).categories[0].figure
    assert (eleven.people, eleven.of, eleven.left_out) == (10, 11, 1)
    other_month = made(exams(PEOPLE[:11], "2026-12-10"), Period("month", 2026, 12), published=cells)[0]
    assert (other_month.categories[0].figure.people, other_month.categories[0].figure.of) == (10, 11)
    grown = report_of(
        exams([*TEN, *(f"new{n}" for n in range(5))], "2026-12-10"),
        Period("month", 2026, 12),
        published=cells,
    )
    assert grown.categories[0].figure.people == 15


def test_who_is_away_cannot_be_told() -> None:
    """Nine of ten people a month later: people are left out by lot until five differ, or none is shown."""
    _report, cells = made(exams(TEN))
    december = Period("month", 2026, 12)
    nine = report_of(exams(TEN[1:], "2026-12-10"), december, published=cells).categories[0].figure
    assert (nine.people, nine.of) == (5, 9)
    _report, cells = made(exams(PEOPLE[:7]))
    six = report_of(exams(PEOPLE[1:7], "2026-12-10"), december, published=cells).categories[0].figure
    assert (six.value, six.withheld) == (None, "near")


def test_another_cohort_is_no_way_around() -> None:
    """The same people under another cohort's name, one of them missing, are held against the first."""
    _report, cells = made(exams(PEOPLE[:7]))
    other = made(exams(PEOPLE[:6]), cohort="autumn", published=cells)[0]
    assert other.categories[0].figure.withheld == "near"


def test_one_early_exam_cannot_be_told_from_a_half_year() -> None:
    """December and the half-year have the same people; where one of them played in October, too, both differ.

    The half-year is then made of fewer people, so that it is not that person's October alone.
    """
    december = exams(TEN, "2026-12-10")
    _report, cells = made(december, Period("month", 2026, 12))
    same = report_of(december, SECOND_HALF, published=cells).categories[0].figure
    assert same.people == 10
    early = exams(TEN[:1], "2026-10-10", "complaint-02")
    figure = report_of([*early, *december], SECOND_HALF, published=cells).categories[0].figure
    assert figure.people == 5


def test_a_row_is_not_withheld_alone() -> None:
    """A scenario of two people is withheld; so is the smallest other one, or it could be reckoned."""
    given_ = exams(TEN) + exams(TEN, scenario="complaint-02") + exams(TEN[:2], scenario="complaint-03")
    shown = {r.scenario: r.levels["empathy"] for r in report_of(given_).scenarios}
    assert {name: figure.withheld for name, figure in shown.items()} == {
        "complaint-01": "near",
        "complaint-02": "",
        "complaint-03": "few",
    }


def test_unseen_and_practised_are_withheld_together() -> None:
    """Where three people have practised scenarios only these are too few, and the rest would tell of them."""
    given_ = exams(TEN[:7]) + [exam(who, unseen=False) for who in TEN[7:]]
    unseen, practised = report_of(given_).splits
    assert practised.levels["empathy"].withheld == "few"
    assert unseen.levels["empathy"].withheld == "near"


def test_whoever_is_erased_takes_the_figure_along() -> None:
    """After somebody of a shown figure is erased it is withheld: two prints would tell what they had."""
    _report, cells = made(exams(TEN))
    report, new = made(exams(TEN[1:]), published=cells)
    assert {c.figure.withheld for c in report.categories} == {"changed"}
    assert not new


def test_a_report_that_was_shown_gets_no_further_figures() -> None:
    """Five people who join later bring their old exams; the month that was reported stays as it was."""
    given_ = exams(TEN) + exams(TEN, scenario="complaint-02") + exams(TEN[:2], scenario="complaint-03")
    first, cells = made(given_)
    joined = exams([f"new{n}" for n in range(9)], scenario="complaint-03")
    again, new = made([*given_, *joined], published=cells)
    assert new == ()
    assert [c.figure.value for c in again.categories] == [c.figure.value for c in first.categories]
    assert {r.scenario: r.levels["empathy"].withheld for r in again.scenarios}["complaint-03"] == "near"
    assert not report_of([*given_, *joined]).scenarios[0].levels["empathy"].withheld


def test_quotes_are_of_people_who_agreed() -> None:
    """Words are shown of those who consent now, each person's once in the whole report."""
    words = [{"code": "G3", "turn": "opening", "words": f"words of {who}"} for who in FIVE]
    other = [{"code": "G1", "turn": "opening", "words": f"more of {who}"} for who in FIVE]
    given_ = [
        exam(who, gaps={"G3": 2, "G1": 1}, quotes=(first, second))
        for who, first, second in zip(FIVE, words, other, strict=True)
    ]
    assert not [q for h in report_of(given_).habits for q in h.quotes]
    found = {h.code: h.quotes for h in report_of(given_, consenting={"Ann", "Cai", "Eli"}).habits}
    assert found == {"G3": ("words of Ann", "words of Cai"), "G1": ("more of Eli",)}


def test_a_running_period_keeps_nothing() -> None:
    """A report of a period that is not over shows no figure, so it publishes none."""
    _report, cells = made(exams(TEN), today=date(2026, 11, 15))
    assert cells == ()


def test_names_stand_for_what_the_group_may_know() -> None:
    """The list of who is below the line has names and categories, and never a person's figure."""
    given_ = [
        exam(who, levels=(level, 90, 90)) for who, level in zip(FIVE, (71, 90, 90, 90, 90), strict=True)
    ]
    report = report_of(given_, NOVEMBER)
    assert [(b.who, b.dimensions) for b in report.below] == [("Ann", ("empathy",))]
    assert "71" not in report.model_dump_json(include={"below", "reliability"})
