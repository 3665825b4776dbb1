"""Owns finding out whether a store is sound: the database, the texts, every attempt against its events.

Changes nothing. Never stops at the first fault.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, ForeignKey, RowMapping, Table, exists, select

from sim.model.department import Submission
from sim.model.drill_result import CaseStarted
from sim.model.events import EVENT, Ended, Event, Started
from sim.model.language import N_
from sim.store import schema
from sim.store.of_events import hash_of, standing_of, texts_of

AT_ONCE = 1000
"""Rows read at a time, so that the memory does not grow with the store."""


@dataclass(frozen=True)
class Fault:
    """Something that is not as it should be, in the attempt it is about where there is one.

    `form` is an English sentence with places for `values`, for a translator.
    """

    attempt: str
    form: str
    values: dict[str, object] = field(default_factory=dict)

    def said(self, _: Callable[[str], str]) -> str:
        """Return it in words."""
        words = _(self.form).format(**self.values)
        return f"{self.attempt}: {words}" if self.attempt else words


def faults(connection: Connection) -> Iterator[Fault]:
    """Yield everything that is wrong, read on one transaction that sees every row."""
    yield from _foreign_keys(connection)
    yield from _texts(connection)
    yield from _attempts(connection)
    yield from _handed_in(connection)
    yield from _submissions(connection)


def _stream(connection: Connection, query: Any) -> Iterator[RowMapping]:
    yield from connection.execute(query, execution_options={"yield_per": AT_ONCE}).mappings()


def _foreign_keys(connection: Connection) -> Iterator[Fault]:
    for table in schema.metadata.sorted_tables:
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
            yield from _orphans(connection, table, key)


def _orphans(connection: Connection, table: Table, key: ForeignKey) -> Iterator[Fault]:
    parent = key.column.table.alias()
    there = exists().where(parent.c[key.column.name] == key.parent)
    attempt = table.c.id if table is schema.attempt else table.c.get("attempt")
    columns = [key.parent.label("lost")] + ([] if attempt is None else [attempt.label("of")])
    for row in _stream(connection, select(*columns).distinct().where(key.parent.is_not(None), ~there)):
        values = {"table": table.name, "column": key.parent.name, "value": row["lost"]}
        form = N_("{table}.{column} names {value}, which is not there")
        yield Fault(str(row.get("of", "")), form, values)


def _texts(connection: Connection) -> Iterator[Fault]:
    wrong = [
        row["hash"]
        for row in _stream(connection, select(schema.content.c.hash, schema.content.c.text))
        if hash_of(row["text"]) != row["hash"]
    ]
    column = schema.attempt.c
    for digest in wrong:
        form = N_("the text kept as {hash} is another one")
        on_it = select(column.id).where((column.scenario_hash == digest) | (column.rubric_hash == digest))
        used = list(connection.scalars(on_it.order_by(column.id)))
        for attempt in used or [""]:
            yield Fault(str(attempt), form, {"hash": digest})


def _attempts(connection: Connection) -> Iterator[Fault]:
    rows = {row["id"]: row for row in _stream(connection, select(schema.attempt))}
    column = schema.event.c
    kept = _stream(connection, select(schema.event).order_by(column.attempt, column.seq))
    for attempt, group in itertools.groupby(kept, key=lambda row: row["attempt"]):
        row = rows.pop(attempt, None)
        if row is not None:  # else the events are named as orphans
            yield from _attempt(row, list(group))
    for attempt in sorted(rows):
        yield Fault(attempt, N_("there are no events"))


def _attempt(row: RowMapping, kept: list[RowMapping]) -> Iterator[Fault]:
    attempt = str(row["id"])
    for number, one in enumerate(kept, 1):
        if one["seq"] != number:
            form = N_("event {seq} comes where event {number} belongs")
            yield Fault(attempt, form, {"seq": one["seq"], "number": number})
            break
    events: list[Event] = []
    for one in kept:
        try:
            event = EVENT.validate_json(one["body"])
        except ValidationError:
            yield Fault(attempt, N_("event {seq} cannot be read"), {"seq": one["seq"]})
            return
        if (event.seq, event.event) != (one["seq"], one["kind"]):
            yield Fault(attempt, N_("event {seq} says that it is another one"), {"seq": one["seq"]})
        events.append(event)
    first = events[0]
    if not isinstance(first, Started | CaseStarted):
        yield Fault(attempt, N_("it does not begin with its start"))
        return
    for name, says in _row_of(first, events).items():
        if row[name] != says and not (name == "parent" and row[name] is None):  # that one was erased
            form = N_("its row says {column} is {value}, its events say {says}")
            yield Fault(attempt, form, {"column": name, "value": row[name], "says": says})


def _row_of(first: Started | CaseStarted, events: Sequence[Event]) -> dict[str, object]:
    """Return the columns of an attempt's row as its events have them."""
    told: dict[str, object] = {"turn_no": 0, "ending": None, "perceived": None, **standing_of(events)}
    drill = isinstance(first, Started) and bool(first.only) and bool(told["turn_no"])
    finished = drill or any(isinstance(event, Ended) for event in events)
    return {**texts_of(first), "lang": first.lang, "finished": finished, **told}


def _handed_in(connection: Connection) -> Iterator[Fault]:
    column = schema.attempt.c
    query = select(column.id).join(schema.receipt)
    for row in _stream(connection, query.where(column.handed_in_at.is_(None) | ~column.finished)):
        yield Fault(row["id"], N_("it has a receipt, but its row does not say that it was handed in"))


def _submissions(connection: Connection) -> Iterator[Fault]:
    for row in _stream(connection, select(schema.submission)):
        try:
            read = Submission.model_validate_json(row["body"])
        except ValidationError:
            yield Fault(row["attempt"], N_("its figures cannot be read"))
            continue
        if (read.attempt, read.who, read.ended_at) != (row["attempt"], row["who"], row["ended_at"]):
            yield Fault(row["attempt"], N_("its figures are those of another attempt"))
    for row in _stream(connection, select(schema.draft)):
        try:
            json.loads(row["body"])
        except ValueError:
            yield Fault(row["attempt"], N_("its draft cannot be read"))
