"""An attempt is handed in once, where it was played, and only what may be."""

from __future__ import annotations

import sqlite3

import pytest
from coach_people import SCENARIO, assigned, ended

from sim.coach import Coach
from sim.coach.handing_in import hand_in, key_of
from sim.errors import NotFound, Refused


def test_handing_in_twice_gives_one_receipt(there: Coach) -> None:
    """The second time nothing is written: same key, same moment; the attempt says when."""
    attempt = ended(there)
    first, second = hand_in(there, attempt), hand_in(there, attempt)
    assert first == second
    assert (first.origin, first.attempt) == ("server", attempt)
    assert there.store.attempt(attempt).handed_in_at == first.at


def test_the_key_is_that_of_the_conversation(laptop: Coach) -> None:
    """What comes after the ending, such as one's own rating, leaves the key; another attempt has another."""
    attempt, other = ended(laptop), ended(laptop)
    row = laptop.store.attempt(attempt)
    before = key_of(row, laptop.store.events(row.id))
    laptop.open(attempt).check_self(1, {"empathy": 2})
    assert key_of(row, laptop.store.events(row.id)) == before
    assert key_of(laptop.store.attempt(other), laptop.store.events(other)) != before


def test_practice_and_what_goes_on_is_not_handed_in(laptop: Coach) -> None:
    """Practice that nobody asked for, an exam that goes on, one turn: refused, and not marked."""
    practice, open_exam = (
        ended(laptop, mode="practice"),
        laptop.start(SCENARIO, lang="en", mode="exam", who="Ann"),
    )
    drill = laptop.start(SCENARIO, lang="en", who="Ann", only="opening")
    drill.reply("ok")
    for attempt, why in (
        (practice, "practice stays yours"),
        (open_exam.attempt, "has ended"),
        (drill.attempt, "whole conversation"),
    ):
        with pytest.raises(Refused, match=why):
            hand_in(laptop, attempt)
        assert laptop.store.attempt(attempt).handed_in_at is None
    with pytest.raises(NotFound):
        hand_in(laptop, "a000")


def test_assigned_practice_can_be_handed_in(there: Coach) -> None:
    """Practice stays private until its owner gives it: then trainers may read it."""
    attempt = ended(there, assignment=assigned(there, "Ann", mode="practice"))
    assert there.store.attempt(attempt).mode == "practice"
    assert hand_in(there, attempt).attempt == attempt


def test_an_unreadable_attempt_keeps_nobody_from_handing_in(laptop: Coach) -> None:
    """An earlier one at the same scenario that cannot be read counts as practice; others do not matter."""
    old, other = ended(laptop), ended(laptop, scenario="complaint-02")
    with sqlite3.connect(laptop.store.path) as file:
        file.execute("UPDATE event SET body = '{}' WHERE attempt = ? AND seq = 2", (old,))
    assert not hand_in(laptop, ended(laptop)).unseen
    assert hand_in(laptop, other).unseen
