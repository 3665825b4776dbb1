"""`servicesim store`: bring up, check, copy, back up, let in, prune, from the command line."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from cli_lines import TO_THE_END, Start

from sim.coach.people import user_name
from sim.store import Store


def play(servicesim: Start, who: str = "Ann") -> None:
    """Play a scenario to its end."""
    assert servicesim("run", "complaint-01", "--lang", "en", "--who", who, typed=TO_THE_END["en"]).code == 0


def test_a_store_is_made_brought_up_and_found_as_it_should_be(servicesim: Start, home: Path) -> None:
    """The line says from which schema to which."""
    file = home / "servicesim.db"
    assert servicesim("store", "migrate").out == f"{file}: made, schema 0003\n"
    assert servicesim("store", "migrate").out == f"{file}: schema 0003 already\n"
    done = servicesim("store", "check")
    assert (done.code, done.out) == (0, f"{file} is sound.\n")


def test_an_older_server_is_brought_up_by_its_admin(
    servicesim: Start, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SERVICESIM_STORE names it; until then every other command says what to run."""
    monkeypatch.setenv("SERVICESIM_STORE", address)
    assert servicesim("store", "migrate").code == 0
    with psycopg.connect(address, autocommit=True) as raw:
        raw.execute("DROP SCHEMA public CASCADE")
        raw.execute("CREATE SCHEMA public")
        raw.execute("CREATE TABLE alembic_version (version_num varchar(32) primary key)")
        raw.execute("INSERT INTO alembic_version VALUES ('0002')")
    refused = servicesim("history")
    assert refused.code == 1
    assert "an admin runs: servicesim store migrate" in refused.err
    assert servicesim("store", "check").code == 1


def test_a_check_names_what_is_wrong(servicesim: Start, home: Path) -> None:
    """Exit code 1, a line for each fault, with the attempt it is about."""
    play(servicesim)
    with closing(sqlite3.connect(home / "servicesim.db")) as raw, raw:
        raw.execute("UPDATE attempt SET turn_no = 99, ending = '\x1b[31mbad'")
        attempt = raw.execute("SELECT id FROM attempt").fetchone()[0]
    done = servicesim("store", "check")
    assert done.code == 1
    assert f"{attempt}: its row says turn_no is 99, its events say " in done.out
    assert "\x1b" not in done.out
    assert done.out.endswith("servicesim.db: 2\n")


def test_a_store_moves_to_a_server_and_back(
    servicesim: Start, home: Path, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was played in a file is in the department, and comes back in a file with what was added."""
    play(servicesim)
    done = servicesim("store", "copy", str(home), address)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{home / 'servicesim.db'} is copied to postgresql://")
    assert "people 1, attempts 1, events " in done.out
    monkeypatch.setenv("SERVICESIM_STORE", address)
    play(servicesim, "Bo")
    back = tmp_path / "back" / "servicesim.db"
    assert "people 2, attempts 2" in servicesim("store", "copy", address, str(back)).out
    with Store.open(home) as first, Store.open(address) as server, Store.open(back.parent) as last:
        (ann,) = first.attempts()
        assert server.attempts("Ann") == last.attempts("Ann") == (ann,)
        assert first.timed_events(ann.id) == server.timed_events(ann.id) == last.timed_events(ann.id)
    refused = servicesim("store", "copy", str(home), address)
    assert refused.code == 1
    assert "has data in it already" in refused.err


def test_backups_are_kept_in_turn_and_restored(servicesim: Start, home: Path, tmp_path: Path) -> None:
    """Each is named with its size, each removed one too; a copy of one is the store again."""
    play(servicesim)
    folder = tmp_path / "backups"
    first = servicesim("store", "backup", str(folder), "--keep", "1")
    assert first.code == 0
    (old,) = folder.iterdir()
    assert first.out == f"Backup written: {old} ({old.stat().st_size // 1024} KB)\n"
    second = servicesim("store", "backup", str(folder), "--keep", "1")
    (new,) = folder.iterdir()
    assert second.out.splitlines()[1:] == [f"Removed: {old}"]
    assert new != old
    restored = tmp_path / "restored"
    assert servicesim("store", "copy", str(new), str(restored)).code == 0
    with Store.open(home) as here, Store.open(restored) as there:
        assert here.attempts() == there.attempts()


def test_a_backup_of_a_faulty_store_says_so(servicesim: Start, home: Path, tmp_path: Path) -> None:
    """It is written all the same, with exit code 1."""
    play(servicesim)
    with closing(sqlite3.connect(home / "servicesim.db")) as raw, raw:
        raw.execute("UPDATE attempt SET turn_no = 99")
    done = servicesim("store", "backup", str(tmp_path / "backups"))
    assert done.code == 1
    assert done.out.endswith("Faults in it, as in the store: 1. Older backups stay.\n")


def test_a_person_is_let_in_through_a_role_of_their_own(
    servicesim: Start,
    address: str,
    new_role: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Through it the program is theirs alone; an unknown person or role is told, with exit code 4."""
    role = new_role("ann")
    monkeypatch.setenv("SERVICESIM_STORE", address)
    play(servicesim, "Bo")
    assert servicesim("store", "admit", role, "--who", "Ann").code == 4
    with Store.open(address) as store:
        store.ensure_profile("Ann")
    done = servicesim("store", "admit", role, "--who", "Ann")
    assert done.code == 0
    assert done.out.startswith(f"{role} in postgresql://")
    assert done.out.endswith(" is Ann from now on.\n")
    assert servicesim("store", "admit", "nobody-there", "--who", "Ann").code == 4
    log = json.loads(servicesim("cohort", "audit", "--about", "Ann", "--format", "json").out)
    assert [(look["by"], look["did"]) for look in log] == [(user_name(), f"admit {role}")]
    own = urlsplit(address)._replace(netloc=f"{role}@").geturl()
    monkeypatch.setenv("SERVICESIM_STORE", own)
    play(servicesim, "Ann")
    with Store.open(own) as store:
        assert {row.who for row in store.attempts()} == {"Ann"}
    assert servicesim("store", "check").code == 1


def test_retention_says_what_goes(servicesim: Start, home: Path) -> None:
    """First as a question, then really; without days nothing is erased."""
    with Store.open(home, now=lambda: datetime.now(UTC) - timedelta(days=40)) as store:
        store.ensure_profile("Ann")
    play(servicesim)
    with closing(sqlite3.connect(home / "servicesim.db")) as raw, raw:
        raw.execute("UPDATE attempt SET updated_at = '2020-01-01T00:00:00.000000+00:00'")
        events = raw.execute("SELECT count(*) FROM event").fetchone()[0]
    file = home / "servicesim.db"
    rows = f"events {events}, attempts 1"
    for words, told in (
        (("--days", "30", "--dry-run"), f"would be erased: {rows}"),
        (("--days", "30"), f"erased: {rows}"),
        (("--days", "30"), "nothing is old enough to be erased."),
        ((), "what was erased before is overwritten."),
    ):
        done = servicesim("store", "prune", *words)
        assert (done.code, done.out) == (0, f"{file}: {told}\n")
    assert servicesim("store", "prune", "--dry-run").code == 2
    assert servicesim("store", "prune", "--days", "0").code == 2


def test_a_place_can_be_named_for_every_use(servicesim: Start, tmp_path: Path) -> None:
    """A folder, a file, an address; one that is not there is told with exit code 4 and is not made."""
    other = tmp_path / "other"
    assert servicesim("store", "migrate", "--store", str(other)).code == 0
    for use in (["check"], ["prune"], ["backup", str(tmp_path / "backups")]):
        assert servicesim("store", *use, "--store", str(other)).code == 0
        assert servicesim("store", *use, "--store", str(other / "servicesim.db")).code == 0
        assert servicesim("store", *use, "--store", str(tmp_path / "none")).code == 4
    assert not (tmp_path / "none").exists()
    away = servicesim("store", "check", "--store", "postgresql://ann:sesame@127.0.0.1:1/servicesim")
    assert away.code == 1
    assert "cannot reach the database" in away.err
    assert "sesame" not in away.err
