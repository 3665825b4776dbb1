"""Handing in is once, whatever the network does and however many windows there are."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from coach_people import Opener, assigned, ended, wire

from sim.coach import Coach
from sim.coach.handing_in import catch_up, hand_in, send_in
from sim.errors import StoreBusy
from sim.store import Store


def test_an_answer_that_is_lost_changes_nothing(address: str, laptop: Coach, opened: Opener) -> None:
    """The line drops after the commit: an error, nothing lost; again gives one receipt and one attempt."""
    there = opened(address)
    task = assigned(there, "Ann", attempts=1)
    attempt = ended(laptop)
    with wire(address) as line:
        with Store.open(line.address) as department:
            line.drops = b"INSERT INTO receipt"
            with pytest.raises(StoreBusy, match="try again"):
                send_in(laptop, attempt, department, "Ann")
        assert line.dropped == 1
        assert laptop.store.attempt(attempt).handed_in_at is None
        (kept,) = there.attempts()
        with Store.open(line.address) as department:
            sent = send_in(laptop, attempt, department, "Ann")
    assert [row.id for row in there.attempts()] == [kept.id] == [sent.receipt.attempt]
    assert sent.assignment == task
    assert laptop.store.attempt(attempt).handed_in_at == sent.receipt.at == kept.handed_in_at


def test_a_line_that_is_cut_loses_nothing(address: str, laptop: Coach, opened: Opener) -> None:
    """With the network away before anything was sent, nothing is kept there, and the laptop says nothing."""
    there = opened(address)
    there.store.ensure_profile("Ann")
    attempt = ended(laptop)
    with wire(address) as line:
        line.cut = True
        with pytest.raises(StoreBusy, match="cannot reach"):
            Store.open(line.address)
        line.cut = False
        with Store.open(line.address) as department:
            send_in(laptop, attempt, department, "Ann")
    assert [row.who for row in there.attempts()] == ["Ann"]


def test_two_windows_at_once_hand_in_one_attempt(place: Path | str, there: Coach, laptop: Coach) -> None:
    """Whoever comes second waits and gets the receipt of the first."""
    there.store.ensure_profile("Ann")
    attempt = ended(laptop)
    receipts, faults = [], []

    def hand(store: Store) -> None:
        try:
            receipts.append(send_in(laptop, attempt, store, "Ann").receipt)
        except Exception as error:  # shown below
            faults.append(error)

    with Store.open(place) as one, Store.open(place) as two, Store.open(place) as three:
        threads = [threading.Thread(target=hand, args=(store,)) for store in (one, two, three)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert faults == []
    assert len(set(receipts)) == 1
    assert len(there.attempts()) == 1


def test_a_database_that_is_away_makes_nothing_unreadable(address: str, opened: Opener) -> None:
    """Catching up says that it cannot reach the database, not that attempts are broken."""
    there = opened(address)
    hand_in(there, ended(there))
    with wire(address) as line:
        far = opened(line.address)
        assert far.store.department.unread()
        line.drops = b"FROM event"
        with pytest.raises(StoreBusy):
            catch_up(far)
    assert catch_up(there) == ()
