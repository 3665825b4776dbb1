"""Owns the way into a database: its transactions, its migrations, its faults in words.

Never knows what an attempt is (`ledger` does) nor which database it is (`sqlite` and `postgres` do).
"""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from sim.errors import N_, ServicesimError
from sim.store.ledger import Ledger
from sim.store.schema import HEAD, REVISIONS


class Database(ABC):
    """One open database. `reading` and `writing` are the only ways in."""

    faults: ClassVar[tuple[type[Exception], ...]] = (DBAPIError,)
    """What the driver raises when a person may be able to mend something."""

    elsewhere: ClassVar[str]
    """How one chooses another place, as the end of a sentence about this one."""

    found: str | None = None
    """The schema's revision when it was opened, None where it was empty."""

    def __init__(self, place: str, engine: Engine, only: str = "") -> None:
        """Hold an engine. `place` is how people are told of it; `only` whose data may be touched, if set."""
        self.place = place
        self._only = only
        self._readers = engine.execution_options(**self.reads)
        # psycopg forgets how many rows an INSERT added unless it is asked at once.
        self._writers = engine.execution_options(preserve_rowcount=True, **self.writes)

    reads: ClassVar[dict[str, object]] = {}
    """Execution options of a transaction that only reads: it must see one consistent state."""

    writes: ClassVar[dict[str, object]] = {}
    """Execution options of a transaction that writes."""

    @property
    def file(self) -> Path | None:
        """The file that holds the data, where it is one."""
        return None

    @property
    @abstractmethod
    def size(self) -> int:
        """Bytes that the data take."""

    def ailments(self, ledger: Ledger) -> tuple[str, ...]:  # noqa: ARG002 - a server says it in its log
        """Return what the database itself finds wrong, where it can be asked."""
        return ()

    def scrub(self) -> None:  # noqa: B027 - a server overwrites what was deleted in its own time
        """Overwrite what was deleted, where the database does not do so itself."""

    @abstractmethod
    def words(self, error: Exception) -> ServicesimError | None:
        """Return the error to show for one of the driver's, if a person can do something."""

    def close(self) -> None:
        """Close every connection."""
        self._readers.dispose()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Ledger]:
        """Give a ledger on one consistent state of the data."""
        with self._in_words(), self._readers.begin() as connection:
            yield Ledger(connection, self._only)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Ledger]:
        """Give a ledger to write with: all of it is kept, or on an error nothing."""
        with self._in_words(), self._writers.begin() as connection:
            yield Ledger(connection, self._only)

    def revision(self) -> str | None:
        """Return the schema's revision, None for an empty database. Raises ServicesimError if not ours."""
        with self._in_words(), self._readers.begin() as connection:
            return self._revision(connection)

    def settle(self, *, migrate: bool, make: bool) -> None:
        """Bring the schema to the newest revision, where that is allowed or nothing is to be done.

        With `make` an empty database is given its tables, with `migrate` an older one is brought up.
        Raises ServicesimError for one that is empty, older or newer, or not ours.
        """
        self.found = self.revision()
        if self.found is None and not make:
            raise ServicesimError(
                N_("{place} is empty; servicesim store migrate gives it what it needs, or {elsewhere}"),
                place=self.place,
                elsewhere=ServicesimError(self.elsewhere),
            )
        if self.found not in (None, HEAD) and not migrate:
            raise ServicesimError(
                N_(
                    "{place} has schema {found}, this version needs {head}; "
                    "an admin runs: servicesim store migrate"
                ),
                place=self.place,
                found=self.found,
                head=HEAD,
            )
        if self.found != HEAD:
            self.bring_to_head()

    def bring_to_head(self) -> None:
        """Migrate to the newest revision, all or nothing; rivals wait for one another."""
        with self._in_words(), self._writers.begin() as connection:
            self.lock(connection)
            # Asked again under the lock: another process may have migrated meanwhile.
            if self._revision(connection) != HEAD:
                _upgrade(connection)

    def lock(self, connection: Connection) -> None:  # noqa: B027 - a database that locks by itself needs nothing
        """Keep every rival out until this transaction ends."""

    def _revision(self, connection: Connection) -> str | None:
        tables = inspect(connection).get_table_names()
        if not tables:
            return None
        found = []
        if "alembic_version" in tables:
            found = [
                str(row[0]) for row in connection.execute(text("SELECT version_num FROM alembic_version"))
            ]
        if len(found) != 1:
            raise ServicesimError(
                N_("{place} holds the data of another program; {elsewhere}"),
                place=self.place,
                elsewhere=ServicesimError(self.elsewhere),
            )
        if found[0] not in REVISIONS:
            raise ServicesimError(
                N_(
                    "{place} was written by a newer servicesim (schema {found}, this version knows "
                    "{head}); update servicesim, or {elsewhere}"
                ),
                place=self.place,
                found=found[0],
                head=HEAD,
                elsewhere=ServicesimError(self.elsewhere),
            )
        return found[0]

    @contextlib.contextmanager
    def _in_words(self) -> Iterator[None]:
        """Turn the driver's errors that a person can mend into ServicesimError; let the others through."""
        try:
            yield
        except self.faults as error:
            told = self.words(error)
            if told is None:
                raise
            raise told from error


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "sim.store:migrations")
    command.upgrade(config, "head")
