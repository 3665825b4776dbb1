"""A person's own data: all of it given out, all of it erased, and nothing of anybody else's with it."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
import store_samples as samples
from department_samples import CANARY, House, furnish, secret
from sqlalchemy import select

from sim.errors import NotFound, StoreBusy
from sim.store import Store, care, schema, sqlite


def rows(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Return all rows of all tables."""
    with store._database.reading() as ledger:
        return {
            name: [dict(row) for row in ledger._db.execute(select(table)).mappings()]
            for name, table in schema.metadata.tables.items()
        }


def test_everything_is_all_that_is_kept_of_a_person(store: Store, place: Path | str, house: House) -> None:
    """As plain data that JSON holds: timed events, drafts, appeals, comments, figures, statements, looks."""
    with Store.open(place, only="Ann") as own:
        own.save_setting("theme", "dark")
    data = store.department.everything("Ann")
    assert json.loads(json.dumps(data)) == data
    assert (data["profile"]["name"], data["profile"]["role"]) == ("Ann", "trainee")
    assert [one["cohort"] for one in data["cohorts"]] == ["spring"]
    assert [one["id"] for one in data["assignments"]] == [house.spring]
    practice, done = data["attempts"]
    assert (practice["id"], practice["draft"]) == (house.ann.practice, secret("Ann"))
    assert [e["event"] for e in done["events"]] == [e.event for e in store.events(house.ann.exam)]
    assert [e["at"] for e in done["events"]] == [at for at, _event in store.timed_events(house.ann.exam)]
    assert [one["reason"] for one in done["appeals"]] == [secret("Ann")]
    assert [one["who"] for one in done["comments"]] == ["Tess"]
    assert [one["key"] for one in data["receipts"]] == ["key-Ann"]
    assert [one["body"]["attempt"] for one in data["submissions"]] == [house.ann.exam]
    assert [one["statement"]["words"] for one in data["statements"]] == [secret("Ann")]
    assert [one["by"] for one in data["audit"]] == ["Tess"]
    assert [one["made_by"] for one in data["invites"]] == ["Root"]
    assert [one["period"] for one in data["published"]] == ["2030-01"]
    assert [one["body"] for one in data["settings"]] == ["dark"]
    words = json.dumps(data)
    assert "Bo" not in words
    assert "hash-Ann" not in words
    trainer = store.department.everything("Tess")
    assert len(trainer["comments"]) == len(trainer["audit"]) == 2
    assert trainer["published"] == []
    with pytest.raises(NotFound, match="did you mean Ann"):
        store.department.everything("Anne")


def test_an_event_that_nobody_can_read_is_given_out_as_it_is(store: Store, house: House) -> None:
    """What is kept of somebody is theirs, whichever version wrote it."""
    with store._writing() as ledger:
        column = schema.event.c
        row = schema.event.update().where(column.attempt == house.ann.exam, column.seq == 2)
        ledger._db.execute(row.values(body='{"event": "of a later version", "seq": 2}'))
    done = store.department.everything("Ann")["attempts"][1]
    assert done["events"][1]["event"] == "of a later version"


def test_erasing_takes_all_of_one_person_and_nothing_of_another(
    store: Store, place: Path | str, house: House
) -> None:
    """Every table is told with its count; Bo's rows are what they were; no row knows Ann."""
    with Store.open(place, only="Ann") as own:
        own.save_setting("theme", "dark")
    store.save_setting("profile", "Ann")
    before = rows(store)
    assert store.department.erase("Ann") == {
        "event": 9, "draft": 1, "appeal": 1, "comment": 1, "receipt": 1, "submission": 1, "outbox": 1,
        "attempt": 2, "setting": 2, "member": 1, "invite": 1, "login": 0, "profile": 1,
    }  # fmt: skip
    after = rows(store)
    words = json.dumps({table: found for table, found in after.items() if table != "published"})
    assert "Ann" not in words
    assert house.ann.practice not in words
    for table, found in after.items():
        gone = [row for row in before[table] if row not in found]
        new = [row for row in found if row not in before[table]]
        if table == "audit":
            assert [{**row, "whom": "Ann"} for row in new] == gone
        else:
            assert new == [], table
        assert "Bo" not in json.dumps(gone)
    assert len(store.department.everything("Bo")["attempts"]) == 2
    assert care.check(place)[1] == ()
    with pytest.raises(NotFound):
        store.department.erase("Ann")


def test_a_name_on_what_is_others_becomes_one_word(store: Store, house: House) -> None:
    """A trainer's comments, rulings, cohorts, assignments and looks stay, by somebody erased."""
    (appeal,) = store.appeals(house.ann.exam)
    store.rule(appeal.id, "upheld", by="Tess", because="you did")
    key = store.department.everything("Tess")["profile"]["key"]
    store.department.erase("Tess")
    words = {
        *(comment.who for comment in store.comments(house.ann.exam)),
        *(one.ruling.by for one in store.appeals(house.ann.exam) if one.ruling),
        *(cohort.made_by for cohort in store.department.cohorts()),
        *(task.made_by for task in store.department.assignments()),
        *(look.by for look in store.department.looks()),
    }
    assert words == {f"erased-{key[:8]}"}
    assert "Tess" not in json.dumps(rows(store))


def test_a_reply_tried_again_by_another_outlives_the_attempt_it_is_of(store: Store, house: House) -> None:
    """It stands by itself from then on: it began with a copy of what came before."""
    with store._writing() as ledger:
        row = schema.attempt.update().where(schema.attempt.c.id == house.bo.practice)
        ledger._db.execute(row.values(parent=house.ann.exam))
    store.department.erase("Ann")
    assert store.attempt(house.bo.practice).parent is None
    assert [event.seq for event in store.events(house.bo.practice)] == [1, 2]


def test_a_database_role_of_somebody_erased_is_nobody(address: str) -> None:
    """Who is behind it goes with the person."""
    with Store.open(address) as shared:
        furnish(shared)
        with shared._writing() as ledger:
            ledger._db.execute(schema.login.insert().values(db_user="ann", who="Ann"))
        assert shared.department.everything("Ann")["database_roles"] == ["ann"]
        assert shared.department.erase("Ann")["login"] == 1


def bytes_of(folder: Path) -> bytes:
    """Return all that stands in the files of a folder."""
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


def test_the_bytes_are_gone_from_the_file_and_its_log(tmp_path: Path) -> None:
    """Not a word of the person stands anywhere in the data folder, while the store is still open."""
    with Store.open(tmp_path) as store:
        furnish(store)
        for n in range(40):  # pages that are emptied whole, and some in part
            attempt = store.begin(
                "Ann", [samples.started(), samples.said(2, secret("Ann") * 50)], samples.CONTENTS
            )
            store.save_draft(attempt, f"{secret('Ann')} {n}" * 50)
        assert bytes_of(tmp_path).count(secret("Ann").encode()) > 100
        store.department.erase("Ann")
        left = bytes_of(tmp_path)
        assert secret("Ann").encode() not in left
        assert b"Ann" not in left
        assert secret("Bo").encode() in left
        store.append(store.attempts(who="Bo")[1].id, [samples.said(3)], finished=False)


def test_a_draft_that_was_answered_is_overwritten(tmp_path: Path) -> None:
    """What somebody took back before sending is not found in the file afterwards."""
    with Store.open(tmp_path) as store:
        attempt = store.begin("Ann", samples.conversation()[:2], samples.CONTENTS)
        store.save_draft(attempt, CANARY)
        store.append(attempt, [samples.replied(3)], finished=False)
    assert CANARY.encode() not in store.path.read_bytes()


def test_what_an_earlier_version_left_in_the_file_goes_as_well(tmp_path: Path) -> None:
    """Such as drafts that were answered: deleted then, and not overwritten."""
    with Store.open(tmp_path) as store:
        furnish(store)
        attempt = store.begin("Ann", [samples.started()], samples.CONTENTS)
        store.save_draft(attempt, "an old draft " * 500)
    with closing(sqlite3.connect(store.path)) as earlier, earlier:
        earlier.execute("PRAGMA secure_delete = OFF")
        earlier.execute("DELETE FROM draft WHERE attempt = ?", (attempt,))
    assert b"an old draft" in bytes_of(tmp_path)
    with Store.open(tmp_path) as store:
        store.department.erase("Ann")
    assert b"an old draft" not in bytes_of(tmp_path)


def test_bytes_that_others_still_read_are_told_and_taken_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person is erased; the line says that the log is not clean yet and which command makes it so."""
    monkeypatch.setattr(sqlite, "PATIENCE", 0.05)
    with Store.open(tmp_path) as store:
        furnish(store)
        with closing(sqlite3.connect(store.path)) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM event").fetchone()
            with pytest.raises(StoreBusy, match=r"it is erased, .*servicesim store prune"):
                store.department.erase("Ann")
            assert "Ann" not in store.profiles()
            assert secret("Ann").encode() in bytes_of(tmp_path)
        care.prune(tmp_path, None)
        assert secret("Ann").encode() not in bytes_of(tmp_path)


def test_erasing_waits_for_whoever_is_playing(store: Store, place: Path | str, house: House) -> None:
    """Others play on while somebody is erased; nothing of theirs is lost."""
    playing, stop = threading.Event(), threading.Event()
    kept = []

    def play() -> None:
        seq = 3
        with Store.open(place) as window:
            while not stop.is_set():
                window.append(house.bo.practice, [samples.said(seq)], finished=False)
                kept.append(seq)
                playing.set()
                seq += 1

    player = threading.Thread(target=play)
    player.start()
    try:
        assert playing.wait(timeout=60)
        with contextlib.suppress(StoreBusy):
            store.department.erase("Ann")
    finally:
        stop.set()
        player.join()
    assert [event.seq for event in store.events(house.bo.practice)] == [1, 2, *kept]
    assert kept
    assert "Ann" not in store.profiles()


def test_on_a_server_no_query_finds_it(address: str) -> None:
    """Every table is searched as text by the server's owner."""
    with Store.open(address) as store:
        furnish(store)
        store.department.erase("Ann")
    with psycopg.connect(address) as connection:
        for table in schema.metadata.tables:
            query = f"SELECT count(*) FROM {table} t WHERE t::text LIKE '%Ann%'"  # noqa: S608 - our names
            assert connection.execute(query).fetchone() == (0,), table
