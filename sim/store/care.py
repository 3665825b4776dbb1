"""Owns looking after a store: bringing it up, checking, copying, backing up, letting people in, pruning.

For the owner of the data alone: each use begins by making sure that it sees every row.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from sim.model.language import N_
from sim.store.admitting import admit
from sim.store.checking import Fault, faults
from sim.store.copying import copy_rows
from sim.store.database import Database
from sim.store.erasing import Erasing
from sim.store.ledger import Ledger
from sim.store.people_ledger import ADMITTED, PeopleLedger
from sim.store.postgres import PostgresDatabase
from sim.store.rows import utc_now
from sim.store.schema import HEAD
from sim.store.sqlite import FILE_NAME, SqliteDatabase, finish, snapshot

_PATTERN = "servicesim-????????-??????-??????.db"
_NAME = "servicesim-%Y%m%d-%H%M%S-%f.db"
"""Names of backups: UTC to the microsecond, so that they sort as they were made."""


def open_place(place: Path | str, *, migrate: bool = False, make: bool = False) -> Database:
    """Open a database by its address, a data file, or the folder of one.

    Raises as `PostgresDatabase.open` and `SqliteDatabase.open` do.
    """
    if isinstance(place, str):
        return PostgresDatabase.open(place, migrate=migrate, make=make)
    file = _file_of(place)
    return SqliteDatabase.open(file.parent, name=file.name, migrate=migrate, make=make)


def migrate(place: Path | str) -> tuple[str, str | None, str]:
    """Bring a store up, or make it; return where it is, the revision that was found, and today's."""
    with closing(open_place(place, migrate=True, make=True)) as database:
        return database.place, database.found, HEAD


def check(place: Path | str) -> tuple[str, tuple[Fault, ...]]:
    """Return where a store is and all that is wrong in it. Raises ServicesimError where it cannot be read."""
    with closing(open_place(place)) as database:
        return database.place, _check(database)


def copy(source: Path | str, target: Path | str) -> tuple[str, str, dict[str, int]]:
    """Copy everything into an empty store, all or nothing; return both places and the rows of each table.

    Raises Refused where the target has data, ServicesimError where one of them cannot be read or written.
    """
    with (
        closing(open_place(source)) as here,
        closing(open_place(target, migrate=True, make=True)) as there,
    ):
        return here.place, there.place, _copy(here, there)


@dataclass(frozen=True)
class Backup:
    """A backup that was written, what its check found, and the older ones that were removed for it."""

    file: Path
    faults: tuple[Fault, ...]
    removed: tuple[Path, ...]


def backup(
    place: Path | str, folder: Path, keep: int | None = None, now: Callable[[], datetime] = utc_now
) -> Backup:
    """Write a dated SQLite file into a folder, check it, and then remove all but the newest `keep`.

    One with faults is kept, and older ones as well. Raises ServicesimError where nothing could be written.
    """
    file = folder.absolute() / now().strftime(_NAME)
    part = file.with_suffix(".part")
    try:
        _write(place, part)
        with closing(SqliteDatabase.connect(part)) as written:
            found = _check(written)
        finish(part, file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    removed: list[Path] = []
    if keep is not None and not found:
        removed = sorted(folder.glob(_PATTERN))[:-keep]
        for old in removed:
            old.unlink()
    return Backup(file, found, tuple(removed))


ADMIN = "admin"
"""Who the audit log names where nobody says who they are: only an admin holds the place itself."""


def let_in(
    place: Path | str, db_user: str, who: str, *, by: str = ADMIN, now: Callable[[], datetime] = utc_now
) -> str:
    """Put a person behind a database role and grant it what a person needs; return where.

    Kept in the audit log as done `by` somebody. Raises NotFound for an unknown person or role, Refused for
    a role that would see more than its own rows, Usage where there are no roles.
    """
    with closing(open_place(place)) as database, database.writing() as ledger:
        admit(ledger, db_user, who)
        PeopleLedger(ledger).look(by, f"{ADMITTED} {db_user}", who, "", now())
        return database.place


def prune(
    place: Path | str,
    days: int | None,
    *,
    really: bool = True,
    by: str = ADMIN,
    now: Callable[[], datetime] = utc_now,
) -> tuple[str, dict[str, int]]:
    """Erase attempts not touched for `days`; return where and the rows of each table.

    Without `really` they are only counted; without `days` none is erased. Either way what was erased before
    is overwritten. Kept in the audit log as done `by` somebody.

    Raises StoreBusy when it is erased but old bytes of the file are in use.
    """
    with closing(open_place(place)) as database:
        erased: dict[str, int] = {}
        if days is not None:
            with database.writing() as ledger:
                _see_all(ledger)
                erased = Erasing(ledger).untouched(now() - timedelta(days=days), really=really)
                if really:
                    PeopleLedger(ledger).look(by, f"prune {days} days", "", "", now())
        if really:
            database.scrub()
        return database.place, erased


def _check(database: Database) -> tuple[Fault, ...]:
    """Return all that is wrong; of a store with another schema only what the database itself says."""
    current = database.revision() == HEAD
    with database.reading() as ledger:
        _see_all(ledger)
        ailments = database.ailments(ledger)
        if ailments or not current:
            return tuple(Fault("", N_("the database says: {why}"), {"why": why}) for why in ailments)
        return tuple(faults(ledger._db))


def _copy(source: Database, target: Database) -> dict[str, int]:
    with source.reading() as here, target.writing() as there:
        _see_all(here)
        _see_all(there)
        return copy_rows(here._db, there._db, target.place)


def _write(place: Path | str, part: Path) -> None:
    """Write everything as it is at one moment into a new file. Raises ServicesimError."""
    if isinstance(place, str):
        with (
            closing(open_place(place)) as here,
            closing(SqliteDatabase.open(part.parent, name=part.name)) as there,
        ):
            _copy(here, there)
    else:
        snapshot(_file_of(place), part)


def _file_of(place: Path) -> Path:
    """Return the data file that is meant: the one named, or that of a folder."""
    return place / FILE_NAME if place.is_dir() or not place.suffix else place


def _see_all(ledger: Ledger) -> None:
    """Have the server refuse what row-level security would only show a part of."""
    if ledger._db.dialect.name == "postgresql":
        ledger._db.execute(text("SET LOCAL row_security = off"))
