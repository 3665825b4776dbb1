"""Owns moving everything from one database into another: all rows, in an order that every key allows.

Works inside transactions that someone else began and ends. Never changes the one it reads.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Integer, Select, Table, func, insert, literal, select, text
from sqlalchemy.exc import IntegrityError

from sim.errors import N_, Refused, ServicesimError
from sim.store import schema
from sim.store.checking import AT_ONCE

NUL = "?"
"""What stands for a zero character, which PostgreSQL cannot keep; a shell puts the same in its place."""

_UNSOUND = N_("the rows of {table} cannot be copied ({why}); servicesim store check says what is wrong")
_APART = N_("{kept} of {there} hang together")


def copy_rows(source: Connection, target: Connection, place: str) -> dict[str, int]:
    """Copy every row into an empty database, told as `place`; return how many of each table.

    Raises Refused where something is in it already, ServicesimError for rows that are not sound.
    """
    if target.dialect.name == "postgresql":  # whoever comes now waits until we are through
        target.execute(text("LOCK TABLE profile IN SHARE ROW EXCLUSIVE MODE"))
    tables = schema.metadata.sorted_tables
    if any(target.scalar(select(literal(1)).select_from(table).limit(1)) for table in tables):
        raise Refused(N_("{place} has data in it already; copy into an empty place"), place=place)
    copied: dict[str, int] = {}
    for table in tables:
        there = source.scalar(select(func.count()).select_from(table))
        try:
            copied[table.name] = _copy(source, target, table)
        except IntegrityError as error:
            raise ServicesimError(_UNSOUND, table=table.name, why=error.orig) from error
        if copied[table.name] != there:
            why = ServicesimError(_APART, kept=copied[table.name], there=there)
            raise ServicesimError(_UNSOUND, table=table.name, why=why)
    if target.dialect.name == "postgresql":
        _set_sequences(target)
    return copied


def _copy(source: Connection, target: Connection, table: Table) -> int:
    query = _parents_first() if table is schema.attempt else select(table)
    rows = source.execute(query, execution_options={"yield_per": AT_ONCE}).mappings()
    kept = _without_nul if target.dialect.name == "postgresql" else dict
    count = 0
    for part in _parts(kept(row) for row in rows):
        target.execute(insert(table), part)
        count += len(part)
    return count


def _parents_first() -> Select[Any]:
    """Return a query of attempts in which a turn tried again comes after the attempt it is of."""
    row = schema.attempt
    depth = select(row.c.id, literal(0).label("depth")).where(row.c.parent.is_(None)).cte(recursive=True)
    deeper = select(row.c.id, depth.c.depth + 1).join(depth, row.c.parent == depth.c.id)
    depth = depth.union_all(deeper)
    return select(row).join(depth, row.c.id == depth.c.id).order_by(depth.c.depth, row.c.id)


def _parts(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    given = iter(rows)
    while part := list(itertools.islice(given, AT_ONCE)):
        yield part


def _without_nul(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        name: value.replace("\0", NUL) if isinstance(value, str) else value for name, value in row.items()
    }


def _set_sequences(target: Connection) -> None:
    """Let the next number of every table be one above the highest."""
    for table in schema.metadata.sorted_tables:
        number = table.c.get("id")
        if number is None or not isinstance(number.type, Integer):
            continue
        highest = target.scalar(select(func.max(number))) or 0
        sequence = func.pg_get_serial_sequence(table.name, "id")
        target.execute(select(func.setval(sequence, highest + 1, False)))
