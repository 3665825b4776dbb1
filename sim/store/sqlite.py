"""Owns the SQLite file: making it, its pragmas, its locks, its faults in words."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from sim.errors import N_, NotFound, ServicesimError, StoreBusy
from sim.store.database import Database

if TYPE_CHECKING:
    from sim.store.ledger import Ledger

FILE_NAME = "servicesim.db"
"""Name of the data file in the data folder."""

PATIENCE = 5.0
"""Seconds to wait for another window that is writing. A turn is written in milliseconds."""

_PAUSE = 0.01
"""Seconds between tries to switch a new file to write-ahead logging, where SQLite itself does not wait."""

_SMALLEST = 512
"""Bytes of SQLite's smallest page. It takes a shorter file for an empty one and would write over it."""

_UNWRITABLE = N_(
    "cannot write the data file {file} ({why}); make its folder writable, "
    "or choose another one with SERVICESIM_HOME"
)

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""Result codes of a file that is not, or not any more, what it should be."""


class SqliteDatabase(Database):
    """One open data file."""

    faults: ClassVar[tuple[type[Exception], ...]] = (DBAPIError, sqlite3.Error)
    elsewhere: ClassVar[str] = N_("move it aside, or choose another folder with SERVICESIM_HOME")
    writes: ClassVar[dict[str, object]] = {"writes": True}

    def __init__(self, path: Path, engine: Engine, only: str = "") -> None:
        """Hold an engine on the file `path`."""
        super().__init__(str(path), engine, only)
        self._path = path

    @classmethod
    def open(
        cls,
        home: Path,
        only: str = "",
        name: str = FILE_NAME,
        *,
        migrate: bool = True,
        make: bool = True,
    ) -> SqliteDatabase:
        """Open the data file in `home`: made where `make` allows it, brought up where `migrate` does.

        Raises StoreBusy where it cannot be written, NotFound where it is not there and is not to be made,
        ServicesimError where it is damaged, of another version or of another program.
        """
        path = home.absolute() / name
        if not make and not path.is_file():
            raise NotFound("data file", str(path))
        _make_file(path)
        database = cls.connect(path, only)
        try:
            database.settle(migrate=migrate, make=make)
        except BaseException:
            database.close()
            raise
        return database

    @classmethod
    def connect(cls, path: Path, only: str = "") -> SqliteDatabase:
        """Hold the data file `path` as it is, whatever schema it has."""
        return cls(path, _engine(path), only)

    @property
    def file(self) -> Path:
        """The data file."""
        return self._path

    @property
    def size(self) -> int:
        """Bytes on disk, what is still in SQLite's log included."""
        files = (self._path, self._path.with_name(f"{self._path.name}-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def scrub(self) -> None:
        """Overwrite what was deleted, in the file and in its log. Raises StoreBusy while others read it."""
        with self._in_words(), contextlib.closing(self._readers.raw_connection()) as connection:
            connection.cursor().execute("VACUUM")
            busy = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise StoreBusy(
                N_(
                    "it is erased, but another program kept {file} in use, so that old words may still "
                    "stand in its log; close it, then run: servicesim store prune"
                ),
                file=self._path,
            )

    def ailments(self, ledger: Ledger) -> tuple[str, ...]:
        """Return what SQLite itself finds wrong in the file."""
        try:
            found = ledger._db.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        except DBAPIError as error:
            return (str(error.orig),)
        return tuple(str(line) for line in found if line != "ok")

    def words(self, error: Exception) -> ServicesimError | None:
        """Return the error to show for one of SQLite's, if a person can do something."""
        cause = error.orig if isinstance(error, DBAPIError) else error
        code = getattr(cause, "sqlite_errorcode", None)
        return _words(self._path, code & 0xFF, str(cause)) if code is not None else None


def snapshot(source: Path, target: Path) -> None:
    """Copy a data file as it is at one moment, whoever writes into it meanwhile, into a new file.

    Raises NotFound where there is none, StoreBusy where the new one cannot be written, ServicesimError
    where it is no data file.
    """
    if not source.is_file():
        raise NotFound("data file", str(source))
    _make_file(target)
    try:
        with (
            contextlib.closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as here,
            contextlib.closing(sqlite3.connect(target)) as there,
        ):
            here.backup(there)
    except sqlite3.Error as error:
        code = error.sqlite_errorcode & 0xFF
        told = _words(source if code in _DAMAGED else target, code, str(error))
        if told is None:
            raise
        raise told from error


def finish(part: Path, file: Path) -> None:
    """Give a data file that nobody has open its name, whole and without a log beside it."""
    with contextlib.closing(sqlite3.connect(part)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    part.replace(file)


def _make_file(path: Path) -> None:
    """Create folder and file for their owner's eyes only; what exists keeps its permissions.

    A file that exists is not opened: closing it again would drop the locks that SQLite holds on it
    for another store of this process, and the next program to leave would take its log away.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        if not os.access(path, os.R_OK | os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        size = path.stat().st_size
    except OSError as error:
        why = error.strerror or str(error)
        raise StoreBusy(_UNWRITABLE, file=path, why=why) from error
    if 0 < size < _SMALLEST:
        raise _damaged(path, ServicesimError(N_("only {size} bytes long"), size=size))


def _engine(path: Path) -> Engine:
    # Parameters are what people wrote: they stand in no error, and so in no log.
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        hide_parameters=True,
        connect_args={"timeout": PATIENCE, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        _log_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its lock first: a lock taken at the first write fails at once, without waiting.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging, so that a reader never waits; a network disk may keep the old way."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _words(path: Path, code: int, why: str) -> ServicesimError | None:
    """Return the error to show for a primary result code of SQLite, if a person can do something."""
    if code in _DAMAGED:
        return _damaged(path, why)
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return StoreBusy(
            N_("another program kept {file} locked for {seconds} seconds; close it and try again"),
            file=path,
            seconds=int(PATIENCE),
        )
    if code == sqlite3.SQLITE_FULL:
        told = N_("the disk is full: {file} cannot be written; free some space and try again")
        return StoreBusy(told, file=path)
    if code in {
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_IOERR,
    }:
        return StoreBusy(_UNWRITABLE, file=path, why=why)
    return None


def _damaged(path: Path, why: str | ServicesimError) -> ServicesimError:
    told = N_(
        "the data file {file} is damaged ({why}); move it, and any {name}-wal and {name}-shm beside it, "
        "to another folder and start again: a new one is made"
    )
    return ServicesimError(told, file=path, name=path.name, why=why)
