"""Owns a department in a PostgreSQL database whose owner is no superuser, with a role for everybody."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import psycopg
from department_samples import House, furnish

from sim.store import Store, care
from sim.store.schema import metadata

TABLES = sorted(metadata.tables)

DENIED = (psycopg.errors.InsufficientPrivilege, psycopg.errors.CheckViolation)

EVENT = "INSERT INTO event (attempt, seq, at, kind, body) VALUES ('{attempt}', {seq}, 'now', '{kind}', 'x')"
"""Writes an event by hand."""


@dataclass
class Roles:
    """Names of database roles on one server."""

    uri: str
    owner: str = field(default_factory=lambda: f"owner_{secrets.token_hex(4)}")
    ann: str = field(default_factory=lambda: f"ann_{secrets.token_hex(4)}")
    bo: str = field(default_factory=lambda: f"bo_{secrets.token_hex(4)}")
    tess: str = field(default_factory=lambda: f"tess_{secrets.token_hex(4)}")
    nobody: str = field(default_factory=lambda: f"nobody_{secrets.token_hex(4)}")

    def all(self) -> tuple[str, ...]:
        """Return every name."""
        return (self.owner, self.ann, self.bo, self.tess, self.nobody)


@dataclass
class Place:
    """One database with a department in it."""

    roles: Roles
    name: str
    house: House

    def address(self, user: str) -> str:
        """Return the address under which a role comes in."""
        parts = urlsplit(self.roles.uri)
        return parts._replace(netloc=f"{user}@", path=f"/{self.name}").geturl()

    @contextlib.contextmanager
    def connect(self, user: str) -> Iterator[psycopg.Connection]:
        """Give a plain connection of a role, each statement by itself."""
        with psycopg.connect(self.address(user), autocommit=True) as connection:
            yield connection

    def seen(self, user: str) -> dict[str, list[str]]:
        """Return every row that a role can see, as text, of each table that it may look into."""
        found = {}
        with self.connect(user) as connection:
            for table in TABLES:
                query = f'SELECT t::text FROM "{table}" t ORDER BY 1'  # noqa: S608 - names of our tables
                with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
                    found[table] = [str(row[0]) for row in connection.execute(query)]
        return found

    def not_anns(self) -> dict[str, list[str]]:
        """Return all rows of all tables but those that are Ann's."""
        marks = ("Ann", self.house.ann.practice, self.house.ann.exam)
        return {
            table: [row for row in rows if not any(mark in row for mark in marks)]
            for table, rows in self.seen(self.roles.owner).items()
        }


@contextlib.contextmanager
def built(uri: str) -> Iterator[Place]:
    """Give a furnished database that others are copied from."""
    roles = Roles(uri)
    name = f"house_{secrets.token_hex(4)}"
    with psycopg.connect(uri, autocommit=True) as connection:
        for role in roles.all():
            connection.execute(f"CREATE ROLE {role} LOGIN")
        connection.execute(f"CREATE DATABASE {name} OWNER {roles.owner}")
        try:
            place = Place(roles, name, House(*[None] * 4))  # type: ignore[arg-type]
            with Store.open(place.address(roles.owner)) as store:
                place.house = furnish(store)
            for user, who in ((roles.ann, "Ann"), (roles.bo, "Bo"), (roles.tess, "Tess")):
                care.let_in(place.address(roles.owner), user, who)
                with Store.open(place.address(user)) as own:
                    own.save_setting("theme", f"dark of {who}")
            with Store.open(place.address(roles.owner)) as store:  # rights without anybody behind them
                store.ensure_profile("Gone")
                care.let_in(place.address(roles.owner), roles.nobody, "Gone")
                store.department.erase("Gone")
            yield place
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            for role in roles.all():
                connection.execute(f"DROP ROLE IF EXISTS {role}")


@contextlib.contextmanager
def copied(built: Place) -> Iterator[Place]:
    """Give a copy of a furnished database of one's own."""
    name = f"copy_{secrets.token_hex(4)}"
    with psycopg.connect(built.roles.uri, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {built.name} OWNER {built.roles.owner}")
        try:
            yield Place(built.roles, name, built.house)
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
