"""Owns what tests of the care for a store share: all of its rows, and a reply tried again."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import store_samples as samples
from sqlalchemy import select

from sim.model.events import Branch, Started
from sim.store import Store, care, schema


def rows(place: Path | str) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables of a store."""
    with closing(care.open_place(place)) as database, database.reading() as ledger:
        return {
            name: sorted(map(tuple, ledger._db.execute(select(table))), key=str)
            for name, table in schema.metadata.tables.items()
        }


def branched(store: Store, parent: str, who: str = "Ann") -> str:
    """Try a reply of an attempt again, under an id that sorts before it."""
    first = samples.started().model_copy(update={"branch": Branch(attempt=parent, turn_no=1, seq=2)})
    assert isinstance(first, Started)
    attempt = store.begin(who, [first], samples.CONTENTS)
    with store._writing() as ledger:
        for table, column in (("attempt", "id"), ("event", "attempt")):
            if ledger._db.dialect.name == "sqlite":
                ledger._db.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            else:
                ledger._db.exec_driver_sql("SET LOCAL session_replication_role = replica")
            ledger._db.exec_driver_sql(
                f"UPDATE {table} SET {column} = 'a0' WHERE {column} = '{attempt}'"  # noqa: S608 - our names
            )
    return "a0"


ATTEMPT, EVENT = schema.attempt, schema.event

START = datetime(2030, 1, 1, 9, tzinfo=UTC)
