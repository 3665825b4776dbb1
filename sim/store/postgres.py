"""Owns the way to a PostgreSQL database: its address, its locks, its faults in words.

The driver is the extra `[postgres]` and is loaded when an address is opened.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import ClassVar

from sqlalchemy import URL, Connection, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from sim.errors import N_, ServicesimError, StoreBusy, Usage
from sim.store.database import Database

WAIT = 5
"""Seconds to wait for a connection: as long as the data file waits for another window."""

LOCK = 7_262_884_001
"""Key of the lock that a migration holds; any number that no other program uses in this database."""

_PATIENCE = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""A network that drops without a word is noticed in half a minute, not in the quarter of an hour that
systems allow."""

_UNREACHABLE = frozenset({"08000", "08001", "08003", "08004", "08006", "57P01", "57P02", "57P03", "53300"})
"""SQLSTATEs of a server that is away, is stopping, or takes no more connections."""

_FULL = "53100"
_READ_ONLY = "25006"
_FORBIDDEN = "42501"
_RIVALS = frozenset({"40001", "40P01", "55P03"})
"""SQLSTATEs of two writers who waited for one another."""


class PostgresDatabase(Database):
    """One open database on a server."""

    reads: ClassVar[dict[str, object]] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    writes: ClassVar[dict[str, object]] = {"isolation_level": "READ COMMITTED"}
    elsewhere: ClassVar[str] = N_("name another database with SERVICESIM_STORE")

    @classmethod
    def open(
        cls, address: str, only: str = "", *, migrate: bool = True, make: bool = True
    ) -> PostgresDatabase:
        """Open the database at `address` (postgresql://user:password@host/name).

        An empty one is given its tables where `make` allows it, an older one brought up where `migrate` does.

        Raises Usage for what is no such address or where the driver is missing, StoreBusy when the
        server cannot be reached, ServicesimError when it is older or newer than this program, or not ours.
        """
        url = _url(address)
        waits = {"connect_timeout": WAIT, **_PATIENCE}
        # Parameters are what people wrote: they stand in no error, and so in no log.
        engine = create_engine(
            url, pool_size=1, max_overflow=4, pool_pre_ping=True, hide_parameters=True, connect_args=waits
        )
        try:
            database = cls(_shown(url), engine, only)
            database.settle(migrate=migrate, make=make)
        except BaseException:
            engine.dispose()
            raise
        return database

    def bring_to_head(self) -> None:
        """Migrate to the newest revision. Raises ServicesimError where not every text could be kept."""
        with self._in_words(), self._readers.begin() as connection:
            encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
        if encoding != "UTF8":
            raise ServicesimError(
                N_(
                    "{place} keeps text as {encoding} and needs UTF8: "
                    "CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0"
                ),
                place=self.place,
                encoding=encoding,
            )
        super().bring_to_head()

    @property
    def size(self) -> int:
        """Bytes of the whole database, as the server counts them."""
        with self._in_words(), self._readers.begin() as connection:
            return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())

    def lock(self, connection: Connection) -> None:
        """Keep rivals from migrating until this transaction ends."""
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})

    def words(self, error: Exception) -> ServicesimError | None:
        """Return the error to show for one of the driver's, if a person can do something."""
        cause = error.orig if isinstance(error, DBAPIError) else error
        state = getattr(cause, "sqlstate", None)
        why = str(cause).strip().partition("\n")[0]
        if state == _FORBIDDEN:
            told = N_("this database role may not do that in {place} ({why})")
            return ServicesimError(told, place=self.place, why=why)
        if state in _RIVALS:
            told = N_("another program was writing the same in {place}; try again ({why})")
            return StoreBusy(told, place=self.place, why=why)
        if state in {_FULL, _READ_ONLY}:
            return StoreBusy(N_("{place} cannot be written now ({why})"), place=self.place, why=why)
        gone = isinstance(error, DBAPIError) and error.connection_invalidated
        if gone or state in _UNREACHABLE or (state is None and type(cause).__name__ == "OperationalError"):
            told = N_("cannot reach the database {place} ({why}); try again when it is there")
            return StoreBusy(told, place=self.place, why=why)
        return None


def _url(address: str) -> URL:
    """Return the driver's address. Raises Usage."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        url = None
    if url is None or url.get_backend_name() != "postgresql":
        raise Usage(N_("a shared store has an address such as postgresql://user:password@host/name"))
    if "@" in (url.host or ""):
        raise Usage(N_("the address of the store has an @ too many; inside a password it is written %40"))
    if find_spec("psycopg") is None:
        raise Usage(N_("PostgreSQL needs a driver; get it with: pip install 'servicesim[postgres]'"))
    return url.set(drivername="postgresql+psycopg")


def _shown(url: URL) -> str:
    """Return an address as people are told of it: without what lets one in."""
    secret = [name for name in url.query if "password" in name]
    return url.set(drivername="postgresql").difference_update_query(secret).render_as_string()
