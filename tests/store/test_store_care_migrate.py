"""Coming up from every released schema on both databases, and what is refused where that is not allowed."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import store_samples as samples
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from old_stores import make_old

from sim.errors import NotFound, ServicesimError, StoreBusy, Usage
from sim.store import Store, care, row_rules
from sim.store.schema import HEAD, REVISIONS, metadata


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_every_released_schema_comes_up_with_all_that_is_in_it(place: Path | str, revision: str) -> None:
    """Attempts, events, a draft, appeals and comments are there, and everything of today works on them."""
    make_old(place, revision)
    where, before, after = care.migrate(place)
    assert (before, after) == (revision, HEAD)
    with Store.open(place) as store:
        assert where == store.place
        assert store.events("a1") == list(samples.conversation())
        assert store.draft("a2") == "half a sentence"
        assert [(row.id, row.kind, row.parent) for row in store.attempts()] == [
            ("a2", "whole", None),
            ("a1", "whole", None),
        ]
        assert len(store.appeals("a1")) == len(store.comments("a1")) == int(revision) - 1
        assert [person.role for person in store.department.people()] == ["trainee", "trainee"]
        keys = {store.department.everything(who)["profile"]["key"] for who in ("Ann", "Bo")}
        assert sorted(len(key) for key in keys) == [32, 32]
        store.department.hand_in("a1", "key", unseen=True)
        store.append("a2", [samples.said(2)], finished=False)
        with store._database.reading() as ledger:
            context = MigrationContext.configure(ledger._db, opts={"compare_server_default": True})
            assert compare_metadata(context, metadata) == []
    assert care.check(place) == (where, ())
    assert care.migrate(place) == (where, HEAD, HEAD)


def test_the_rules_of_a_server_come_with_the_migration(address: str) -> None:
    """A server that came up has the same policies as one that was made today."""

    def rules(there: str) -> list[tuple[object, ...]]:
        with psycopg.connect(there) as connection:
            return connection.execute(
                "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies ORDER BY 1, 2"
            ).fetchall()

    make_old(address, "0001")
    care.migrate(address)
    came_up = rules(address)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    Store.open(address).close()
    assert came_up == rules(address) != []


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_an_older_server_is_left_to_its_admin(address: str, revision: str) -> None:
    """Opening it says in one line which schema it has and what an admin runs, and changes nothing."""
    make_old(address, revision)
    with pytest.raises(ServicesimError, match="servicesim store migrate") as caught:
        Store.open(address)
    assert f"has schema {revision}, this version needs {HEAD}" in str(caught.value)
    assert "\n" not in str(caught.value)
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (revision,)


def test_a_newer_server_is_refused(address: str) -> None:
    """By opening and by migrating; the line says to update, and names no folder."""
    Store.open(address).close()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for use in (Store.open, care.migrate):
        with pytest.raises(ServicesimError, match=r"newer servicesim .*SERVICESIM_STORE") as caught:
            use(address)
        assert "\n" not in str(caught.value)


def test_a_database_of_another_program_is_refused(address: str) -> None:
    """It gets none of our tables."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE recipes (name text)")
        with pytest.raises(ServicesimError, match="of another program"):
            Store.open(address)
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert tables == [("recipes",)]


def test_a_database_that_cannot_keep_every_text_is_refused(postgres: str) -> None:
    """The line says how to make one that can."""
    name = f"latin_{secrets.token_hex(4)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
        try:
            with pytest.raises(ServicesimError, match="needs UTF8"):
                Store.open(urlsplit(postgres)._replace(path=f"/{name}").geturl())
        finally:
            connection.execute(f"DROP DATABASE {name}")


def test_a_migration_that_fails_leaves_the_server_as_it_was(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it or nothing: the next try, once it is mended, succeeds."""
    make_old(address, "0002")
    with monkeypatch.context() as broken:
        broken.setattr(row_rules, "third", lambda: ("SELECT 1 / 0",))
        with pytest.raises(Exception, match="division by zero"):
            care.migrate(address)
    with pytest.raises(ServicesimError, match="has schema 0002"):
        Store.open(address)
    assert care.migrate(address)[1:] == ("0002", HEAD)


def test_windows_that_meet_in_an_empty_database_all_come_in(place: Path | str) -> None:
    """One of them makes the tables, the others wait for it."""
    together = threading.Barrier(3)
    found: list[object] = []

    def come() -> None:
        together.wait()
        try:
            with Store.open(place) as store:
                found.append(store.ensure_profile("Ann"))
        except ServicesimError as error:
            found.append(error)

    threads = [threading.Thread(target=come) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["Ann"] * 3


def test_a_server_that_is_away_is_told_without_its_password() -> None:
    """The line names the place and what to do; the password is in no part of it."""
    with pytest.raises(StoreBusy, match="try again when it is there") as caught:
        Store.open("postgresql://ann:sesame@127.0.0.1:1/servicesim?application_name=x&sslpassword=sesame")
    assert "127.0.0.1" in str(caught.value)
    assert "sesame" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ann:open@sesame@host/servicesim",
        "postgresql://ann:sesame@host:port/servicesim",
        "mysql://ann:sesame@host/servicesim",
        "sesame",
    ],
)
def test_what_is_no_address_is_told_without_its_password(address: str) -> None:
    """An @ that was not escaped, a port that is none, another database, no address at all."""
    with pytest.raises(Usage) as caught:
        Store.open(address)
    assert "sesame" not in str(caught.value)


def test_a_missing_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the line that brings it."""
    monkeypatch.setattr("sim.store.postgres.find_spec", lambda _name: None)
    with pytest.raises(Usage, match=r"pip install 'servicesim\[postgres\]'"):
        Store.open("postgresql://host/servicesim")


MAKE_NOTHING: dict[str, Callable[[Path | str], object]] = {
    "check": care.check,
    "copy": lambda place: care.copy(place, Path("elsewhere")),
    "admit": lambda place: care.let_in(place, "ann", "Ann"),
    "prune": lambda place: care.prune(place, 1),
}


@pytest.mark.parametrize("use", MAKE_NOTHING)
def test_care_makes_nothing_where_nothing_is(place: Path | str, use: str) -> None:
    """A misspelt folder or an empty database is told, not filled with tables."""
    with pytest.raises((NotFound, ServicesimError), match=r"no data file|is empty"):
        MAKE_NOTHING[use](place)
    if isinstance(place, Path):
        assert not place.exists()
    else:
        with psycopg.connect(place) as connection:
            assert connection.execute("SELECT * FROM pg_tables WHERE schemaname = 'public'").fetchall() == []
