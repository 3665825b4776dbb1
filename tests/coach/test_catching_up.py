"""Figures of what was handed in are made from its events, not from what a laptop says."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path

from coach_people import SCENARIO, assigned, edited_pack, ended

from sim.coach import Coach
from sim.coach.handing_in import catch_up, hand_in, send_in


def test_figures_are_made_from_events(there: Coach, laptop: Coach) -> None:
    """Here and from a laptop: origin, assignment, unseen; made once, and nothing waits afterwards."""
    task = assigned(there, "Ann", "Bo", scenario="complaint-02")
    hand_in(there, ended(there, scenario="complaint-02", assignment=task))
    there.store.ensure_profile("Bo")
    send_in(laptop, ended(laptop, who="Bo"), there.store, "Bo")
    assert catch_up(there) == ()
    here, far = sorted(there.store.department.submissions(), key=lambda one: one.who)
    assert (here.who, here.origin, here.assignment, here.unseen) == ("Ann", "server", task.id, True)
    assert (far.who, far.origin, far.assignment, far.confirmed) == ("Bo", "laptop", None, True)
    assert there.store.department.unread() == ()
    assert catch_up(there) == ()


def test_a_scenario_that_was_practised_is_not_unseen(there: Coach, laptop: Coach) -> None:
    """Practice counts wherever it was: on the laptop, and in the department before the laptop's exam."""
    there.store.ensure_profile("Bo")
    ended(laptop, who="Bo", mode="practice")
    send_in(laptop, ended(laptop, who="Bo"), there.store, "Bo")
    ended(there, who="Ann", mode="practice")
    known = send_in(laptop, ended(laptop, who="Ann"), there.store, "Ann")
    assert not known.receipt.unseen, "the receipt knows it: who reads may see less of the department"
    send_in(laptop, ended(laptop, who="Ann", scenario="complaint-02"), there.store, "Ann")
    catch_up(there)
    seen = {(one.who, one.scenario): one.unseen for one in there.store.department.submissions()}
    assert seen == {("Ann", SCENARIO): False, ("Bo", SCENARIO): False, ("Ann", "complaint-02"): True}


def test_late_is_after_the_day_it_was_due(laptop: Coach) -> None:
    """On the last day it is in time."""
    today = date.today()
    for days, late in ((0, False), (-1, True)):
        task = assigned(laptop, "Ann", due=(today + timedelta(days=days)).isoformat())
        attempt = ended(laptop, assignment=task)
        hand_in(laptop, attempt)
        catch_up(laptop)
        (made,) = [one for one in laptop.store.department.submissions() if one.attempt == attempt]
        assert made.late is late


def test_what_a_laptop_says_of_itself_is_not_believed(there: Coach, laptop: Coach, tmp_path: Path) -> None:
    """Marks that were changed by hand, and texts written at home, make an exam unconfirmed."""
    there.store.ensure_profile("Ann")
    attempts = [ended(laptop), ended(laptop, pack=edited_pack(tmp_path / "pack")), ended(laptop)]
    with sqlite3.connect(laptop.store.path) as file:
        file.execute(
            "UPDATE event SET body = replace(body, '\"responsiveness\":0', '\"responsiveness\":4') "
            "WHERE attempt = ? AND kind = 'reply_scored'",
            (attempts[2],),
        )
    for attempt in attempts:
        send_in(laptop, attempt, there.store, "Ann")
    catch_up(there)
    made = there.store.department.submissions()
    assert [one.confirmed for one in made] == [True, False, False]


def test_one_attempt_that_cannot_be_read_stops_no_other(laptop: Coach) -> None:
    """It is named; the figures of the others are made, and it is tried again the next time."""
    broken, well = ended(laptop), ended(laptop, who="Bo")
    for attempt in (broken, well):
        hand_in(laptop, attempt)
    with sqlite3.connect(laptop.store.path) as file:
        file.execute("UPDATE event SET body = '{}' WHERE attempt = ? AND seq = 2", (broken,))
    assert catch_up(laptop) == (broken,)
    assert [one.attempt for one in laptop.store.department.submissions()] == [well]
    assert catch_up(laptop) == (broken,)
