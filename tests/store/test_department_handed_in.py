"""Handing in: once, whatever the network does, from the store itself or from one's own file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import store_samples as samples
from department_samples import exam, figures, secret
from losing import losing

import sim
from sim.errors import NotFound, Refused, StoreBusy
from sim.model.department import Receipt
from sim.store import Content, Store
from sim.store.handed_in import HandedIn

PROGRAM = Path(__file__).with_name("store_process.py")
ROOT = Path(sim.__file__).parents[1]


def played(store: Store, who: str = "Ann") -> str:
    """Play an exam to its end."""
    events = exam(who)
    attempt = store.begin(who, events[:2], samples.CONTENTS)
    store.append(attempt, events[2:], finished=True)
    return attempt


def receive(
    store: Store,
    laptop: Store,
    attempt: str,
    who: str = "Ann",
    key: str = "key",
    assignment: int | None = None,
) -> Receipt:
    """Send what was played on a laptop."""
    row = replace(laptop.attempt(attempt), assignment=assignment)
    contents: tuple[Content, ...] = samples.CONTENTS
    return store.department.receive(who, row, laptop.timed_events(attempt), contents, key=key, unseen=True)


def test_handing_in_again_gives_the_same_receipt(store: Store) -> None:
    """It is marked once, the first time counts, and what has not ended is refused."""
    desk = store.department
    attempt = played(store)
    receipt = desk.hand_in(attempt, "key", unseen=True)
    assert (receipt.attempt, receipt.origin, receipt.unseen) == (attempt, "server", True)
    assert desk.hand_in(attempt, "key", unseen=False) == receipt
    assert desk.receipt("key", "Ann") == receipt
    assert desk.receipt("another", "Ann") is None
    assert store.attempt(attempt).handed_in_at == receipt.at
    assert desk.unread() == (receipt,)
    with pytest.raises(Refused, match="ended"):
        desk.hand_in(store.begin("Ann", exam("Ann")[:2], samples.CONTENTS), "open", unseen=True)
    with pytest.raises(NotFound):
        desk.hand_in("none", "none", unseen=True)
    with pytest.raises(Refused, match="somebody else"):
        desk.receipt("key", "Bo")


def test_what_was_played_elsewhere_arrives_as_it_was(store: Store, tmp_path: Path) -> None:
    """Its id, its events and their times; a second time the same receipt and no second attempt."""
    with Store.open(tmp_path / "laptop") as laptop:
        attempt = played(laptop)
        store.ensure_profile("Ann")
        receipt = receive(store, laptop, attempt)
        assert receive(store, laptop, attempt) == receipt
        assert (receipt.attempt, receipt.origin) == (attempt, "laptop")
        assert store.timed_events(attempt) == laptop.timed_events(attempt)
        there, here = store.attempt(attempt), laptop.attempt(attempt)
        assert replace(there, handed_in_at=None) == here
        assert len(store.attempts()) == 1
        laptop.department.mark_handed_in(attempt, receipt.at)
        assert laptop.attempt(attempt) == there


def test_a_row_that_says_more_than_its_events_is_not_believed(store: Store, tmp_path: Path) -> None:
    """Ending and figure are those of the events, whatever the laptop's own row says."""
    store.ensure_profile("Ann")
    with Store.open(tmp_path / "laptop") as laptop:
        attempt = played(laptop)
        row = replace(laptop.attempt(attempt), perceived=99.0, ending="best", turn_no=9)
        timed = laptop.timed_events(attempt)
    store.department.receive("Ann", row, timed, samples.CONTENTS, key="key", unseen=True)
    kept = store.attempt(attempt)
    assert (kept.perceived, kept.ending, kept.turn_no) == (72.4, "calm", 1)


def test_an_id_that_is_taken_in_the_department_is_changed(store: Store, tmp_path: Path) -> None:
    """Two laptops may have given the same id; nothing of either is mixed."""
    store.ensure_profile("Bo")
    mine = played(store)
    with Store.open(tmp_path / "laptop") as laptop:
        attempt = played(laptop, "Bo")
        with laptop._writing() as ledger:
            for table in ("event", "attempt"):
                column = "attempt" if table == "event" else "id"
                ledger._db.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
                ledger._db.exec_driver_sql(f"UPDATE {table} SET {column} = '{mine}'")  # noqa: S608
        receipt = receive(store, laptop, mine, "Bo")
    assert attempt != mine != receipt.attempt
    assert secret("Bo") not in str(store.events(mine))
    assert secret("Bo") in str(store.events(receipt.attempt))


def test_what_cannot_be_handed_in_leaves_nothing(store: Store, tmp_path: Path) -> None:
    """Somebody unknown, what has not ended, another's assignment or none left: refused as a whole."""
    desk = store.department
    desk.create_cohort("spring", by="Tess")
    desk.add_members("spring", ["Ann"])
    rubric = samples.CONTENTS[1]
    task = desk.assign("spring", "complaint-01", mode="exam", rubric=rubric, attempts=1, by="Tess")
    store.ensure_profile("Bo")
    with Store.open(tmp_path / "laptop") as laptop:
        attempt = played(laptop)
        with pytest.raises(NotFound):
            receive(store, laptop, attempt, who="Cleo")
        with pytest.raises(NotFound):
            receive(store, laptop, attempt, who="Bo", assignment=task.id)
        row = replace(laptop.attempt(attempt), finished=False)
        with pytest.raises(Refused, match="ended"):
            desk.receive("Ann", row, laptop.timed_events(attempt), (), key="key", unseen=True)
        assert store.attempts() == ()
        assert receive(store, laptop, attempt, assignment=task.id).attempt == attempt
        second = played(laptop)
        with pytest.raises(Refused, match="no attempt is left"):
            receive(store, laptop, second, key="second", assignment=task.id)
        with pytest.raises(Refused, match="somebody else"):
            receive(store, laptop, attempt, who="Bo")
    assert [row.id for row in store.attempts()] == [attempt]
    assert desk.begun(task.id, "Ann") == 1


def test_two_who_hand_the_same_in_at_once_get_one_receipt(
    store: Store, again: Callable[[], Store], tmp_path: Path
) -> None:
    """A try that hangs and the next one: the second waits for the first, and finds what it kept."""
    store.ensure_profile("Ann")
    told: list[Receipt] = []
    with Store.open(tmp_path / "laptop") as laptop:
        attempt = played(laptop)

        def second() -> None:
            with again() as rival:
                told.append(receive(rival, laptop, attempt))

        thread = threading.Thread(target=second)
        with store._writing() as ledger:
            desk = HandedIn(ledger)
            desk.lock("key")
            kept = desk.receive(
                "Ann", laptop.attempt(attempt), laptop.timed_events(attempt), samples.CONTENTS
            )
            thread.start()
            time.sleep(0.3)
            assert told == []
            first = desk.hand_in(kept, "key", unseen=True, origin="laptop", at=store._now())
        thread.join()
    assert told == [first]
    assert [row.id for row in store.attempts()] == [attempt]


def test_an_answer_that_is_lost_on_the_way_changes_nothing(address: str, tmp_path: Path) -> None:
    """The server kept it, the network dropped before it said so; the next try gets the same receipt."""
    with Store.open(tmp_path / "laptop") as laptop, losing(address) as way, Store.open(way.address) as far:
        attempt = played(laptop)
        far.ensure_profile("Ann")
        way.losing = True
        with pytest.raises(StoreBusy, match="try again") as caught:
            receive(far, laptop, attempt)
        assert "sesame" not in str(caught.value)
        with Store.open(address) as near:
            kept = near.department.receipt("key", "Ann")
        assert kept is not None
        assert receive(far, laptop, attempt) == kept
        assert [row.id for row in far.attempts()] == [attempt]


def test_an_event_whose_answer_is_lost_is_kept_once(address: str) -> None:
    """The trainee is told to open the attempt again, and finds the event there."""
    with losing(address) as way, Store.open(way.address) as store:
        attempt = store.begin("Ann", [samples.started()], samples.CONTENTS)
        way.losing = True
        with pytest.raises(StoreBusy):
            store.append(attempt, [samples.said(2)], finished=False)
        with pytest.raises(Refused, match="moved on"):
            store.append(attempt, [samples.said(2)], finished=False)
        assert [event.seq for event in store.events(attempt)] == [1, 2]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not of Windows")
def test_a_window_killed_before_it_could_tell_has_handed_in(store: Store, place: Path | str) -> None:
    """Handing in again from another window gives the receipt that was kept."""
    attempt = played(store)
    done = subprocess.run(
        [sys.executable, "-W", "error", str(PROGRAM), "hand_in", str(place), attempt],
        input="go\n",
        text=True,
        check=False,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    kept = store.department.receipt("key", "Ann")
    assert kept is not None
    assert store.department.hand_in(attempt, "key", unseen=False) == kept


def test_figures_are_kept_once_and_found_by_whose_and_when(store: Store) -> None:
    """Of a cohort's members, of a person, in a time whose end is not part of it."""
    desk = store.department
    desk.create_cohort("spring", by="Tess")
    desk.add_members("spring", ["Ann", "Bo"])
    desk.create_cohort("autumn", by="Tess")
    made = []
    for day, who in ((2, "Ann"), (1, "Bo"), (3, "Cleo")):
        attempt = played(store, who)
        desk.hand_in(attempt, f"key-{who}", unseen=True)
        made.append(figures(attempt, who, ended_at=f"2030-01-0{day}T00:00:00.000000+00:00"))
    ann, bo, cleo = made
    desk.file(made)
    desk.file([ann.model_copy(update={"perceived": 1.0})])
    assert desk.unread() == ()
    assert desk.submissions() == (bo, ann, cleo)
    assert desk.submissions("spring") == (bo, ann)
    assert desk.submissions("autumn") == ()
    assert desk.submissions(who="Cleo") == (cleo,)
    assert desk.submissions(since=ann.ended_at, until=cleo.ended_at) == (ann,)
