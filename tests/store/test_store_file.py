"""The data file itself: made, migrated, opened again, refused in words."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import store_samples as samples
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import sim
from sim.errors import ServicesimError, StoreBusy
from sim.store import Store
from sim.store import database as module
from sim.store.schema import REVISIONS, metadata

ROOT = Path(sim.__file__).parents[1]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="permissions of another kind")


@contextlib.contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file behind the store's back, committing at the end."""
    connection = sqlite3.connect(path)
    try:
        yield connection
        connection.commit()
    finally:
        connection.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Give a folder: these tests are about the file."""
    return tmp_path / "home"


def test_an_empty_file_is_migrated_and_reopening_changes_nothing(tmp_path: Path) -> None:
    """The second opening finds everything as the first left it, and writes nothing."""
    (tmp_path / "servicesim.db").touch()
    with Store.open(tmp_path) as store:
        attempt = store.begin("Ana", [samples.started()], samples.CONTENTS)
    before = store.path.read_bytes()
    for _ in range(2):
        with Store.open(tmp_path) as store:
            assert store.events(attempt) == [samples.started()]
    assert store.path.read_bytes() == before


def test_the_migrations_lead_to_the_tables_of_the_program(store: Store) -> None:
    """Alembic finds no difference between a migrated file and the metadata."""
    with store._database.reading() as ledger:
        context = MigrationContext.configure(ledger._db, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_the_list_of_revisions_is_that_of_the_folder() -> None:
    """`REVISIONS`, which a start reads in place of Alembic, names every step in order."""
    config = Config()
    config.set_main_option("script_location", "sim.store:migrations")
    steps = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(steps)) == REVISIONS


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No table of a half-done migration stays; the next start does it again from the beginning."""
    upgrade = module._upgrade

    def stumble(connection: module.Connection) -> None:
        upgrade(connection)
        raise RuntimeError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr(module, "_upgrade", stumble)
        with pytest.raises(RuntimeError, match="power cut"):
            Store.open(tmp_path)
    with raw(tmp_path / "servicesim.db") as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    Store.open(tmp_path).close()


def test_the_file_keeps_what_was_promised(store: Store) -> None:
    """Write-ahead log, full synchronisation and foreign keys hold on the store's own connections."""
    with store._database.writing() as ledger:
        pragmas = [
            ledger._db.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert pragmas == ["wal", 2, 1, 5000]


@POSIX
def test_folder_and_file_are_for_their_owner_alone(tmp_path: Path) -> None:
    """A made folder is 0700, the file and its log 0600, whatever the umask; a folder found is left."""
    umask = os.umask(0)
    try:
        with Store.open(tmp_path / "a" / "b") as store:
            store.ensure_profile("Ana")
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in store.path.parent.iterdir()}
        tmp_path.chmod(0o755)
        Store.open(tmp_path).close()
    finally:
        os.umask(umask)
    assert modes == {"servicesim.db": 0o600, "servicesim.db-wal": 0o600, "servicesim.db-shm": 0o600}
    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    """Characters that mean something in a URL or a configuration are plain ones here."""
    home = tmp_path / "%(x)s ? # file:数据"
    with Store.open(home) as store:
        store.ensure_profile("Ana")
    assert (home / "servicesim.db").stat().st_size == store.size > 0


def test_a_file_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    """The message says which file, and to update."""
    Store.open(tmp_path).close()
    path = tmp_path / "servicesim.db"
    with raw(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(ServicesimError, match="newer servicesim") as caught:
        Store.open(tmp_path)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before


def test_a_file_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    """A database that is not ours gets none of our tables."""
    path = tmp_path / "servicesim.db"
    with raw(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(ServicesimError, match="of another program; move it aside"):
        Store.open(tmp_path)
    with raw(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]


@pytest.mark.parametrize("junk", [b"x", b"no database " * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_refused_with_what_to_do(tmp_path: Path, junk: bytes) -> None:
    """The message names the file and says to move it; the file is not touched."""
    path = tmp_path / "servicesim.db"
    path.write_bytes(junk)
    with pytest.raises(ServicesimError, match=r"damaged .*; move it") as caught:
        Store.open(tmp_path)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == junk


def test_damage_found_later_is_told_the_same_way(tmp_path: Path) -> None:
    """A file whose first page is sound and whose others are not."""
    with Store.open(tmp_path) as store:
        attempt = store.begin("Ana", [samples.started()], samples.CONTENTS)
    data = store.path.read_bytes()
    store.path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    with pytest.raises(ServicesimError, match=r"damaged .*; move it"), Store.open(tmp_path) as store:
        store.events(attempt)


def test_a_file_that_stays_locked_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that keeps the pen is named as the cause; nothing is written."""
    with raw(store.path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        with store._database.reading() as ledger:
            ledger._db.exec_driver_sql("PRAGMA busy_timeout = 20")
        with pytest.raises(StoreBusy, match="locked"):
            store.ensure_profile("Ana")
    assert store.profiles() == ()


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    """No trace, but the path and what to do."""
    (tmp_path / "home").write_text("a file")
    with pytest.raises(StoreBusy, match="SERVICESIM_HOME"):
        Store.open(tmp_path / "home")


@contextlib.contextmanager
def nobody_special() -> Iterator[None]:
    """Be a user to whom permissions apply, where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@POSIX
@pytest.mark.parametrize("made_before", [False, True])
def test_a_folder_that_cannot_be_written_is_told(made_before: bool) -> None:
    """Whether or not the file is there already, the message says to make the folder writable."""
    # Not in tmp_path: only root may look into that one when root runs the tests.
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if made_before:
            Store.open(home).close()
            (home / "servicesim.db").chmod(0o666)
        home.chmod(0o555)
        try:
            with nobody_special(), pytest.raises(StoreBusy, match="make its folder writable"):
                Store.open(home)
        finally:
            home.chmod(0o700)


def test_a_start_loads_neither_alembic_nor_before_it_opens_sqlalchemy(tmp_path: Path) -> None:
    """Alembic is loaded only to migrate; importing the room loads no SQL at all."""
    Store.open(tmp_path).close()
    code = (
        "import sys; from pathlib import Path; from sim.store import Store; "
        "assert 'sqlalchemy' not in sys.modules; "
        f"Store.open(Path({str(tmp_path)!r})).close(); assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})


ADDED = {
    "attempt": ("kind", "parent", "assignment", "handed_in_at"),
    "profile": ("role", "consent", "key"),
}
"""Columns that came after the first schema."""


def test_a_file_of_the_first_schema_is_migrated_with_all_that_is_in_it(tmp_path: Path) -> None:
    """Attempts, events and a draft of a file at revision 0001 are there after the upgrade, and go on."""
    with Store.open(tmp_path / "new") as store:
        attempt = store.begin("Ana", [samples.started()], samples.CONTENTS)
        store.save_draft(attempt, "half a sentence")
        rows = {table: _rows(store.path, table) for table in ("profile", "content", "event", "draft")}
        old_attempt = _rows(store.path, "attempt")
    path = tmp_path / "old" / "servicesim.db"
    path.parent.mkdir()
    _make_first(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        for table, (names, values) in {
            "profile": rows.pop("profile"),
            "content": rows.pop("content"),
            "attempt": old_attempt,
            **rows,
        }.items():
            added = ADDED.get(table, ())
            kept = [i for i, name in enumerate(names) if name not in added]
            marks = ", ".join("?" * len(kept))
            columns = ", ".join(names[i] for i in kept)
            for row in values:
                connection.execute(
                    f"INSERT INTO {table} ({columns}) VALUES ({marks})",  # noqa: S608 - names of our tables
                    [row[i] for i in kept],
                )
    with Store.open(tmp_path / "old") as store:
        assert store.events(attempt) == [samples.started()]
        assert store.draft(attempt) == "half a sentence"
        assert [(row.kind, row.parent) for row in store.attempts()] == [("whole", None)]
        with store._database.reading() as ledger:
            assert ledger._db.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
            context = MigrationContext.configure(ledger._db, opts={"compare_server_default": True})
            assert compare_metadata(context, metadata) == []


def _rows(path: Path, table: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the columns and the rows of a table."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of our tables
        return [column[0] for column in found.description], found.fetchall()


def _make_first(path: Path) -> None:
    """Make a file as the first released schema had it."""
    with create_engine(f"sqlite:///{path}").begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "sim.store:migrations")
        command.upgrade(config, "0001")


def test_two_stores_of_one_process_keep_their_log_when_another_program_leaves(tmp_path: Path) -> None:
    """What a second store in this process writes is there for everybody, whoever comes and goes."""
    with Store.open(tmp_path), Store.open(tmp_path) as second:
        attempt = second.begin("Ana", [samples.started()], samples.CONTENTS)
        look = (
            "import sys, pathlib; from sim.store import Store; Store.open(pathlib.Path(sys.argv[1])).close()"
        )
        subprocess.run([sys.executable, "-c", look, str(tmp_path)], check=True)
        assert (tmp_path / "servicesim.db-wal").exists()
        second.save_draft(attempt, "after the other one left")
        read = (
            "import sys, pathlib; from sim.store import Store; "
            "print(Store.open(pathlib.Path(sys.argv[1])).draft(sys.argv[2]))"
        )
        done = subprocess.run(
            [sys.executable, "-c", read, str(tmp_path), attempt], check=True, capture_output=True, text=True
        )
        assert done.stdout.strip() == "after the other one left"
