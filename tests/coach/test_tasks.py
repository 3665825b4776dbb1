"""A task knows how far it is and whether it is overdue."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from coach_people import SCENARIO, assigned, ended

from sim.coach import Coach
from sim.coach.handing_in import hand_in
from sim.coach.tasks import task_of, tasks_of
from sim.errors import NotFound, Refused


def test_a_task_knows_how_far_it_is(laptop: Coach) -> None:
    """New, begun, ended, handed in; attempts left; overdue until something was handed in."""
    today = date.today()
    task = assigned(laptop, "Ann", attempts=2, due=(today - timedelta(days=1)).isoformat())

    def now() -> tuple[str, int | None, bool]:
        found = task_of(laptop, "Ann", task.id, "en")
        return found.state, found.left, found.overdue

    assert now() == ("new", 2, True)
    seat = laptop.start(SCENARIO, lang="en", who="Ann", assignment=task)
    assert now() == ("open", 1, True)
    while not seat.ended:
        seat.reply("ok")
    assert now() == ("done", 1, True)
    hand_in(laptop, seat.attempt)
    assert now() == ("handed in", 1, False)
    laptop.start(SCENARIO, lang="en", who="Ann", assignment=task)
    with pytest.raises(Refused, match="no attempt is left"):
        laptop.start(SCENARIO, lang="en", who="Ann", assignment=task)
    with pytest.raises(NotFound):
        task_of(laptop, "Bo", task.id, "en")


def test_the_last_day_is_not_overdue(laptop: Coach) -> None:
    """On the day itself there is time left; practice that has ended is not overdue either."""
    today = date.today()
    assigned(laptop, "Ann", due=today.isoformat())
    practice = assigned(laptop, "Ann", mode="practice", due=(today - timedelta(days=1)).isoformat())
    overdue = {task.assignment.mode: task.overdue for task in tasks_of(laptop, "Ann", "en")}
    assert overdue == {"exam": False, "practice": True}
    ended(laptop, assignment=practice)
    assert not task_of(laptop, "Ann", practice.id, "en").overdue
