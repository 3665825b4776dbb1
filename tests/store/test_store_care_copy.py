"""A copy of a store is the same, of one moment, and never mixed with other data."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import store_samples as samples
from care_kit import ATTEMPT, branched, rows
from department_samples import House, furnish
from sqlalchemy import update

from sim.errors import Refused, ServicesimError
from sim.store import Store, care


@pytest.fixture(params=["sqlite", "postgres"])
def target(request: pytest.FixtureRequest, tmp_path: Path, new_database: Callable[[], str]) -> Path | str:
    """Give an empty place of either kind to copy into."""
    return tmp_path / "copy.db" if request.param == "sqlite" else new_database()


def test_a_copy_is_the_same_and_can_be_gone_on_with(
    store: Store, place: Path | str, house: House, target: Path | str
) -> None:
    """Every row of every table, both ways; numbers of new rows go on after the highest."""
    branched(store, house.ann.exam)
    told = care.copy(place, target)
    assert told[:2] == (store.place, care.check(target)[0])
    assert rows(target) == rows(place)
    assert told[2] == {table: len(found) for table, found in rows(place).items()}
    assert care.check(target)[1] == ()
    with closing(care.open_place(target)) as database:
        copy = Store(database)
        assert copy.events(house.ann.exam) == store.events(house.ann.exam)
        copy.append(house.ann.practice, [samples.said(3)], finished=False)
        highest = max(appeal.id for appeal in copy.appeals())
        assert copy.appeal(house.ann.exam, 1, "E1", "again", seq=3).id == highest + 1
        desk = copy.department
        assert desk.assign("spring", "x", mode="exam", rubric=samples.CONTENTS[1], by="Tess").id == 3
        desk.look("Tess", "debrief")
        copy.comment(house.bo.exam, 1, "Tess", "well", seq=3)
        copy.close()


def test_a_copy_is_refused_where_there_are_data(store: Store, place: Path | str, tmp_path: Path) -> None:
    """Nothing is mixed: a target with a single person in it stays as it is."""
    furnish(store)
    other = tmp_path / "other"
    with Store.open(other) as there:
        there.ensure_profile("Eve")
    for source, target in ((place, other), (other, place), (place, place)):
        before = rows(target)
        with pytest.raises(Refused, match="has data in it already"):
            care.copy(source, target)
        assert rows(target) == before


def test_a_copy_that_fails_leaves_the_target_empty(
    store: Store, place: Path | str, house: House, target: Path | str
) -> None:
    """A cycle of attempts, which no program of ours makes, is noticed at the end; nothing was kept."""
    branched(store, house.ann.exam)
    with store._writing() as ledger:
        ledger._db.execute(update(ATTEMPT).where(ATTEMPT.c.id == house.ann.exam).values(parent="a0"))
    with pytest.raises(ServicesimError, match=r"attempt cannot be copied .*3 of 5 hang together"):
        care.copy(place, target)
    assert not any(rows(target).values())


def test_a_zero_character_that_a_file_holds_is_copied_as_a_mark(tmp_path: Path, address: str) -> None:
    """PostgreSQL cannot keep one; everything else of the text arrives."""
    with Store.open(tmp_path) as store:
        attempt = store.begin("Ann", samples.conversation()[:3], samples.CONTENTS)
        store.appeal(attempt, 1, "E1", "a\0b 好", seq=3)
    care.copy(tmp_path, address)
    with Store.open(address) as store:
        assert store.appeals(attempt)[0].reason == "a?b 好"


def test_a_copy_is_of_one_moment(store: Store, place: Path | str, tmp_path: Path) -> None:
    """What is played meanwhile is in it whole, in all tables, or not at all."""
    attempt = store.begin("Ann", [samples.started()], samples.CONTENTS)
    stop = threading.Event()

    def play() -> None:
        for turn in itertools.count(1):
            if stop.is_set():
                return
            store.append(
                attempt, [samples.replied(2 * turn, turn), samples.said(2 * turn + 1)], finished=False
            )

    player = threading.Thread(target=play)
    player.start()
    try:
        for n in range(3):
            target = tmp_path / f"copy{n}.db"
            care.copy(place, target)
            assert care.check(target)[1] == ()
            events = [row for row in rows(target)["event"] if row[0] == attempt]
            assert len(events) % 2 == 1
    finally:
        stop.set()
        player.join()
