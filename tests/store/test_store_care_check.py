"""A check of a store finds whatever was changed behind its back, and nothing else."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
import store_samples as samples
from care_kit import ATTEMPT, EVENT, branched, rows
from department_samples import House, furnish
from sqlalchemy import insert, select, update

from sim.errors import ServicesimError
from sim.model.department import Submission
from sim.store import Store, care, schema

Change = Callable[[Any, House], object]


def test_a_store_in_use_is_sound(store: Store, place: Path | str, house: House) -> None:
    """Practice, exams, a reply tried again, a drill of one turn: a check finds and changes nothing."""
    branched(store, house.ann.exam)
    drill = samples.started().model_copy(update={"only": "opening"})
    attempt = store.begin("Ann", [drill], samples.CONTENTS)
    store.append(attempt, [samples.replied(2)], finished=True)
    before = rows(place)
    assert care.check(place) == (store.place, ())
    assert rows(place) == before


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
