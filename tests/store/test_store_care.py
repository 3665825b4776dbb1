"""Looking after a store: what a check finds, what a copy and a backup keep, what retention takes away."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
import store_samples as samples
from department_samples import House, furnish, secret
from old_stores import make_old
from sqlalchemy import insert, select, update

from sim.errors import NotFound, Refused, ServicesimError, Usage
from sim.model.department import Submission
from sim.model.events import Branch, Started
from sim.store import Store, care, schema

Change = Callable[[Any, House], object]


@pytest.fixture
def house(store: Store) -> House:
    """Give a furnished department."""
    return furnish(store)


def rows(place: Path | str) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables of a store."""
    with closing(care.open_place(place)) as database, database.reading() as ledger:
        return {
            name: sorted(map(tuple, ledger._db.execute(select(table))), key=str)
            for name, table in schema.metadata.tables.items()
        }


def branched(store: Store, parent: str, who: str = "Ann") -> str:
    """Try a reply of an attempt again, under an id that sorts before it."""
    first = samples.started().model_copy(update={"branch": Branch(attempt=parent, turn_no=1, seq=2)})
    assert isinstance(first, Started)
    attempt = store.begin(who, [first], samples.CONTENTS)
    with store._writing() as ledger:
        for table, column in (("attempt", "id"), ("event", "attempt")):
            if ledger._db.dialect.name == "sqlite":
                ledger._db.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            else:
                ledger._db.exec_driver_sql("SET LOCAL session_replication_role = replica")
            ledger._db.exec_driver_sql(
                f"UPDATE {table} SET {column} = 'a0' WHERE {column} = '{attempt}'"  # noqa: S608 - our names
            )
    return "a0"


def test_a_store_in_use_is_sound(store: Store, place: Path | str, house: House) -> None:
    """Practice, exams, a reply tried again, a drill of one turn: a check finds and changes nothing."""
    branched(store, house.ann.exam)
    drill = samples.started().model_copy(update={"only": "opening"})
    attempt = store.begin("Ann", [drill], samples.CONTENTS)
    store.append(attempt, [samples.replied(2)], finished=True)
    before = rows(place)
    assert care.check(place) == (store.place, ())
    assert rows(place) == before


ATTEMPT, EVENT = schema.attempt, schema.event

DAMAGE: dict[str, Change] = {
    "event 3 is missing": lambda db, house: db.execute(
        EVENT.delete().where(EVENT.c.attempt == house.ann.exam, EVENT.c.seq == 3)
    ),
    "event 2 cannot be read": lambda db, house: db.execute(
        update(EVENT).where(EVENT.c.attempt == house.ann.exam, EVENT.c.seq == 2).values(body='{"event": "x"}')
    ),
    "event 2 says that it is another one": lambda db, house: db.execute(
        update(EVENT).where(EVENT.c.attempt == house.ann.exam, EVENT.c.seq == 2).values(kind="paused")
    ),
    "there are no events": lambda db, house: db.execute(
        EVENT.delete().where(EVENT.c.attempt == house.ann.exam)
    ),
    "it does not begin with its start": lambda db, house: db.execute(
        update(EVENT)
        .where(EVENT.c.attempt == house.ann.exam, EVENT.c.seq == 1)
        .values(kind="paused", body='{"event": "paused", "seq": 1}')
    ),
    "its figures cannot be read": lambda db, _house: db.execute(
        update(schema.submission).where(schema.submission.c.who == "Ann").values(body="{}")
    ),
    "its figures are those of another attempt": lambda db, _house: db.execute(
        update(schema.submission)
        .where(schema.submission.c.who == "Ann")
        .values(
            body=Submission.model_validate_json(
                db.scalar(select(schema.submission.c.body).where(schema.submission.c.who == "Ann"))
            )
            .model_copy(update={"attempt": "x"})
            .model_dump_json()
        )
    ),
    "it has a receipt, but its row does not say that": lambda db, house: db.execute(
        update(ATTEMPT).where(ATTEMPT.c.id == house.ann.exam).values(handed_in_at=None)
    ),
    "its draft cannot be read": lambda db, house: db.execute(
        insert(schema.draft).values(attempt=house.ann.exam, updated_at="now", body="half")
    ),
}
for column, value in {
    "turn_no": 3, "ending": "best", "perceived": 99.0, "finished": False, "lang": "en", "mode": "practice",
    "scenario": "x", "kind": "drill",
}.items():  # fmt: skip
    DAMAGE[f"its row says {column} is {value}, its events say"] = (
        lambda db, house, column=column, value=value: db.execute(
            update(ATTEMPT).where(ATTEMPT.c.id == house.ann.exam).values({column: value})
        )
    )


class TakenBack(Exception):
    """Ends a transaction so that nothing of it is kept."""


def found_after(change: Change, place: Path | str, house: House) -> list[str]:
    """Return what a check says after a change that is taken back again."""
    found: list[str] = []
    with (
        closing(care.open_place(place)) as database,
        contextlib.suppress(TakenBack),
        database.writing() as ledger,
    ):
        if isinstance(place, str):
            ledger._db.exec_driver_sql("ALTER TABLE attempt DISABLE TRIGGER attempt_stays")
        change(ledger._db, house)
        found += [fault.said(str) for fault in care.faults(ledger._db)]
        raise TakenBack
    return found


def test_every_fault_is_named_with_its_attempt(store: Store, place: Path | str, house: House) -> None:
    """Whatever is changed behind the store's back is found, and nothing else is said."""
    for words, change in DAMAGE.items():
        found = found_after(change, place, house)
        said = words.replace("event 3 is missing", "event 4 comes where event 3 belongs")
        assert any(line.startswith(f"{house.ann.exam}: {said}") for line in found), (words, found)
        assert {line.partition(": ")[0] for line in found} == {house.ann.exam}, (words, found)
    assert care.check(place) == (store.place, ())


def test_a_text_that_was_changed_is_named_with_every_attempt_on_it(
    store: Store, place: Path | str, house: House
) -> None:
    """It is neither played nor debriefed on, and a check tells who is affected."""
    with store._writing() as ledger:
        changed = schema.content.c.hash == samples.SCENARIO
        ledger._db.execute(update(schema.content).where(changed).values(text="id: other"))
    with pytest.raises(ServicesimError, match="was changed"):
        store.content(samples.SCENARIO)
    found = care.check(place)[1]
    assert {fault.attempt for fault in found} == {row.id for row in store.attempts()}
    assert {fault.said(str).partition(": ")[2] for fault in found} == {
        f"the text kept as {samples.SCENARIO} is another one"
    }


def test_a_row_without_the_one_it_names_is_found(store: Store, place: Path | str, house: House) -> None:
    """Also where a database was told not to look."""
    statements = [
        "DELETE FROM profile WHERE name = 'Bo'",
        "UPDATE receipt SET attempt = 'gone' WHERE key = 'key-Ann'",
    ]
    if isinstance(place, str):
        with psycopg.connect(place, autocommit=True) as raw:
            for statement in ["SET session_replication_role = replica", *statements]:
                raw.execute(statement)
    else:
        with closing(sqlite3.connect(store.path)) as file, file:
            for statement in statements:
                file.execute(statement)
    found = [fault.said(str) for fault in care.check(place)[1]]
    assert "gone: receipt.attempt names gone, which is not there" in found
    assert f"{house.bo.exam}: attempt.who names Bo, which is not there" in found
    assert "member.who names Bo, which is not there" in found


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    """SQLite's own check is part of ours."""
    with Store.open(tmp_path) as store:
        furnish(store)
        for n in range(200):
            store.ensure_profile(f"somebody {n}")
    with closing(sqlite3.connect(store.path)) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("UPDATE sqlite_master SET rootpage = 3 WHERE name = 'ix_member_who'")
        raw.commit()
    try:
        found = [fault.said(str) for fault in care.check(tmp_path)[1]]
    except ServicesimError as error:
        found = [str(error)]
    assert found
    assert "damaged" in found[0] or found[0].startswith("the database says: ")


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


def clocked(start: datetime) -> Callable[[], datetime]:
    """Return a clock that goes on a day at every look."""
    days = iter(range(1000))
    return lambda: start + timedelta(days=next(days))


START = datetime(2030, 1, 1, 9, tzinfo=UTC)


def test_a_backup_is_a_whole_store_in_one_file(
    store: Store, place: Path | str, house: House, tmp_path: Path
) -> None:
    """Dated, for its owner's eyes only, with nothing beside it; a copy of it is the store again."""
    folder = tmp_path / "backups"
    made = care.backup(place, folder, now=lambda: START)
    assert made.file == folder / "servicesim-20300101-090000-000000.db"
    assert (made.faults, made.removed) == ((), ())
    assert list(folder.iterdir()) == [made.file]
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert made.file.read_bytes()[18:20] == b"\1\1"  # no write-ahead log: it is read from any medium
    assert rows(made.file) == rows(place)
    care.copy(made.file, tmp_path / "restored")
    assert rows(tmp_path / "restored") == rows(place)


def test_older_backups_are_removed_and_nothing_else(store: Store, place: Path | str, tmp_path: Path) -> None:
    """Only so many of ours are kept; other files in the folder are not ours to remove."""
    store.ensure_profile("Ann")
    other = tmp_path / "servicesim.db"
    other.touch()
    now = clocked(START)
    made = [care.backup(place, tmp_path, 2, now) for _ in range(3)]
    assert made[2].removed == (made[0].file,)
    assert sorted(tmp_path.glob("*.db")) == [made[1].file, made[2].file, other]


def test_a_backup_of_a_faulty_store_is_kept_and_says_so(
    store: Store, place: Path | str, house: House, tmp_path: Path
) -> None:
    """Better than none; and the older, sound ones stay."""
    now = clocked(START)
    care.backup(place, tmp_path, 1, now)
    with store._writing() as ledger:
        ledger._db.execute(EVENT.delete().where(EVENT.c.attempt == house.ann.exam))
    made = care.backup(place, tmp_path, 1, now)
    assert [fault.attempt for fault in made.faults] == [house.ann.exam]
    assert made.removed == ()
    assert len(list(tmp_path.glob("servicesim-*.db"))) == 2


def test_a_file_of_an_older_version_is_backed_up_before_it_is_migrated(tmp_path: Path) -> None:
    """As it is; the moment before a migration is when a backup is wanted most."""
    make_old(tmp_path, "0001")
    made = care.backup(tmp_path, tmp_path / "backups")
    assert made.faults == ()
    with pytest.raises(ServicesimError, match="has schema 0001"):
        care.copy(made.file, tmp_path / "restored")
    assert care.migrate(made.file)[1:] == ("0001", "0003")
    care.copy(made.file, tmp_path / "restored")
    with Store.open(tmp_path / "restored") as store:
        assert store.events("a1") == list(samples.conversation())


def test_a_backup_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    """No store, or none that can be read: the folder stays as it was, older backups too."""
    folder = tmp_path / "backups"
    with pytest.raises(NotFound):
        care.backup(tmp_path / "none", folder, 1)
    junk = tmp_path / "junk.db"
    junk.write_bytes(b"no database " * 1000)
    with pytest.raises(ServicesimError, match="damaged"):
        care.backup(junk, folder, 1)
    assert not folder.exists() or list(folder.iterdir()) == []


def test_retention_takes_what_nobody_touched_for_so_long(place: Path | str) -> None:
    """With all that hangs on it, handed in or not; what was touched since, and people, stay."""
    clock = [START]
    with Store.open(place, now=lambda: clock[0]) as store:
        house = furnish(store)
        clock[0] += timedelta(days=10)
        store.append(house.bo.practice, [samples.said(3)], finished=False)
        again = branched(store, house.ann.exam)
        clock[0] += timedelta(days=20, seconds=1)
        now = lambda: clock[0]  # noqa: E731
        would = care.prune(place, 30, really=False, now=now)
        assert len(store.attempts()) == 5
        before = store.department.looks()
        did = care.prune(place, 30, by="root", now=now)
        (kept, *earlier) = store.department.looks()
        assert (kept.by, kept.did, tuple(earlier)) == ("root", "prune 30 days", before)
        assert would == did == (
            store.place,
            {
                "event": 16, "draft": 1, "appeal": 2, "comment": 2, "receipt": 2, "submission": 2,
                "outbox": 2, "attempt": 3,
            },
        )  # fmt: skip
        assert {row.id: row.parent for row in store.attempts()} == {house.bo.practice: None, again: None}
        assert store.draft(house.bo.practice) == secret("Bo")
        assert store.profiles() == ("Ann", "Bo", "Tess")
        assert care.check(place)[1] == ()
        assert care.prune(place, 30, now=now)[1]["attempt"] == 0
        assert care.prune(place, None) == (store.place, {})


def test_only_a_server_has_roles_to_let_in(tmp_path: Path) -> None:
    """A data file has none."""
    Store.open(tmp_path).close()
    with pytest.raises(Usage, match="only a database on a server"):
        care.let_in(tmp_path, "ann", "Ann")
