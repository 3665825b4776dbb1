"""Handing in from one's own file to a department: what counts there, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from coach_people import Opener, assigned, edited_pack, ended

from sim.coach import Coach
from sim.coach.handing_in import send_in
from sim.coach.tasks import tasks_of
from sim.errors import NotFound, Refused
from sim.store import Store, care


def test_from_a_laptop_to_the_department(there: Coach, laptop: Coach) -> None:
    """Events and times arrive as they were, it counts for the assignment that fits, and only once."""
    task = assigned(there, "Ann", attempts=1)
    attempt = ended(laptop)
    laptop.open(attempt).check_self(1, {"empathy": 2})
    first = send_in(laptop, attempt, there.store, "Ann")
    second = send_in(laptop, attempt, there.store, "Ann")
    assert first.receipt == second.receipt
    assert first.assignment == second.assignment == task
    assert not first.other_sheet
    assert not first.other_text
    assert first.receipt.origin == "laptop"
    kept = first.receipt.attempt
    assert there.store.timed_events(kept) == laptop.store.timed_events(attempt)
    (row,) = there.attempts("Ann")
    assert (row.id, row.assignment, row.handed_in_at) == (kept, task.id, first.receipt.at)
    assert laptop.store.attempt(attempt).handed_in_at == first.receipt.at
    (mine,) = tasks_of(there, "Ann", "en")
    assert (mine.state, mine.left) == ("handed in", 0)


def test_an_exam_beyond_the_attempts_counts_for_none(there: Coach, laptop: Coach) -> None:
    """The assignment takes as many as it allows; another exam is handed in and counts for no assignment."""
    assigned(there, "Ann", attempts=1)
    first, second = (send_in(laptop, ended(laptop), there.store, "Ann") for _ in range(2))
    assert first.assignment is not None
    assert (second.assignment, second.other_sheet) == (None, False)


def test_another_version_of_the_texts_is_told(there: Coach, opened: Opener, tmp_path: Path) -> None:
    """A sheet that is not the assigned one leaves the assignment open; a foreign scenario is named, once."""
    assigned(there, "Ann")
    home, pack = opened(tmp_path / "laptop"), edited_pack(tmp_path / "pack")
    sent = send_in(home, ended(home, pack=pack), there.store, "Ann")
    assert (sent.assignment, sent.other_sheet, sent.other_text) == (None, True, True)
    assert tasks_of(there, "Ann", "en")[0].state == "new"
    again = send_in(home, ended(home, pack=pack), there.store, "Ann")
    assert again.other_text, "a text that only came with an attempt is still not the department's"


def test_practice_goes_to_a_department_that_asked_for_it(there: Coach, laptop: Coach) -> None:
    """Without an assignment it fits, practice stays on the laptop, and nothing of it arrives."""
    there.store.ensure_profile("Ann")
    attempt = ended(laptop, mode="practice")
    with pytest.raises(Refused, match="practice stays yours"):
        send_in(laptop, attempt, there.store, "Ann")
    assert there.attempts() == ()
    task = assigned(there, "Ann", mode="practice")
    assert send_in(laptop, attempt, there.store, "Ann").assignment == task


def test_nobody_unknown_hands_in(there: Coach, laptop: Coach) -> None:
    """The department says whom it knows; nothing is kept there, and the laptop's attempt stays as it is."""
    there.store.ensure_profile("Anna")
    attempt = ended(laptop)
    with pytest.raises(NotFound, match="Anna"):
        send_in(laptop, attempt, there.store, "Ann")
    assert there.attempts() == ()
    assert laptop.store.attempt(attempt).handed_in_at is None


def test_what_somebody_handed_in_is_nobody_elses(there: Coach, laptop: Coach) -> None:
    """A copy of a file does not make a conversation another person's: refused, and only one is kept."""
    for name in ("Ann", "Bo"):
        there.store.ensure_profile(name)
    attempt = ended(laptop)
    send_in(laptop, attempt, there.store, "Ann")
    with pytest.raises(Refused, match="somebody else"):
        send_in(laptop, attempt, there.store, "Bo")
    assert [row.who for row in there.attempts()] == ["Ann"]


def test_a_copy_is_refused_where_the_first_is_hidden(
    new_role: Callable[[str], str], address: str, laptop: Coach, opened: Opener
) -> None:
    """Through a database role that sees nothing of Ann, Bo cannot hand in what was hers either."""
    there = opened(address)
    roles = {}
    for name in ("Ann", "Bo"):
        there.store.ensure_profile(name)
        roles[name] = new_role(name.lower())
        care.let_in(address, roles[name], name)
    attempt = ended(laptop)
    with Store.open(address.replace("postgres:", f"{roles['Ann']}:")) as anns:
        first = send_in(laptop, attempt, anns, "Ann")
        assert send_in(laptop, attempt, anns, "Ann").receipt == first.receipt
    with Store.open(address.replace("postgres:", f"{roles['Bo']}:")) as bos:
        with pytest.raises(Refused, match="somebody else"):
            send_in(laptop, attempt, bos, "Bo")
        assert bos.attempts() == ()
    assert [row.who for row in there.attempts()] == ["Ann"]
