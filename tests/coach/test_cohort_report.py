"""A cohort's report as it is published: two trainers at the same moment, on either database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from coach_people import ended

from sim.coach import Coach, cohort_report
from sim.coach.cohort_report import TRIES, Made, make_report
from sim.coach.handing_in import catch_up, hand_in
from sim.errors import StoreBusy
from sim.report.cohort.periods import Period, day_of
from sim.report.cohort.privacy import FEWEST, REPORT

PEOPLE = ("Ann", "Bo", "Cai", "Dee", "Eli", "Fay")
COHORTS = {"six": PEOPLE, "five": PEOPLE[:5]}
"""Their figures differ by one person's."""


@pytest.fixture(params=["sqlite", "postgres"])
def coaches(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Coach, Coach]]:
    """Give two trainers' ways to one department in which six people handed in an exam each."""
    place = str(request.getfixturevalue("address")) if request.param == "postgres" else tmp_path
    pair = Coach(home=tmp_path, place=place), Coach(home=tmp_path, place=place)
    desk = pair[0].store.department
    for name, people in COHORTS.items():
        desk.create_cohort(name, by="Ruth")
        desk.add_members(name, people)
    for who in PEOPLE:
        hand_in(pair[0], ended(pair[0], who))
    assert catch_up(pair[0]) == ()
    yield pair
    for coach in pair:
        coach.store.close()


def when(coach: Coach) -> tuple[Period, date]:
    """Return the month of the exams and a day on which it is over."""
    (day, *_) = {day_of(one.handed_in_at) for one in coach.store.department.submissions()}
    return Period("month", day.year, day.month), day + timedelta(days=40)


def together(coaches: tuple[Coach, Coach], monkeypatch: pytest.MonkeyPatch) -> dict[str, Made]:
    """Have both make a report each; neither publishes before the other has read what is published."""
    both, real, first = threading.Barrier(2), cohort_report.build, threading.local()

    def build(*given: Any, **options: Any) -> Any:
        made = real(*given, **options)
        if not hasattr(first, "done"):
            first.done = True
            both.wait(60)
        return made

    monkeypatch.setattr(cohort_report, "build", build)
    period, day = when(coaches[0])
    with ThreadPoolExecutor(2) as pool:
        made = {
            name: pool.submit(make_report, coach, name, period, "en", by=f"of {name}", today=day)
            for name, coach in zip(COHORTS, coaches, strict=True)
        }
        return {name: one.result() for name, one in made.items()}


def test_two_reports_at_the_same_moment_are_held_against_each_other(
    coaches: tuple[Coach, Coach], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever is published first, no two figures differ by one to four people; each look is logged once."""
    made = together(coaches, monkeypatch)
    desk = coaches[0].store.department
    kinds: dict[str, list[set[str]]] = {}
    for cell in desk.published():
        if cell.name != REPORT:
            kinds.setdefault(cell.name.partition("/")[0], []).append(set(cell.members))
    assert {"empathy", "satisfaction"} <= set(kinds)
    for groups in kinds.values():
        for one, other in combinations(groups, 2):
            assert len(one ^ other) in (0, *range(FEWEST, 99))
    shown = {name: one.report.categories[0].figure for name, one in made.items()}
    # First the six: nothing of the five. First the five: the six get the same five people.
    assert (shown["six"].people, shown["five"].value is None) in ((6, True), (5, False))
    assert sorted((look.by, look.did.split()[1]) for look in desk.looks()) == [
        ("of five", "five"),
        ("of six", "six"),
    ]


def test_whoever_is_overtaken_each_time_is_told(
    coaches: tuple[Coach, Coach], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of a report that was not kept is shown, and it is given up after a number of tries."""
    coach, real, tries = coaches[0], cohort_report.build, []
    desk = coach.store.department

    def overtaken(*given: Any, **options: Any) -> Any:
        report, cells = real(*given, **options)
        tries.append(cells[0].model_copy(update={"cohort": f"other {len(tries)}", "members": ()}))
        assert desk.publish(tries[-1:], seen=desk.published())
        return report, cells

    monkeypatch.setattr(cohort_report, "build", overtaken)
    period, day = when(coach)
    with pytest.raises(StoreBusy, match="others are publishing"):
        make_report(coach, "six", period, "en", by="Ruth", today=day)
    assert desk.published() == tuple(tries)
    assert len(tries) == TRIES
    assert desk.looks() == ()
