"""Owns every SQL statement that erases: attempts with all that hangs on them, and a whole person.

Works inside a transaction that someone else began and ends; `Database.scrub` then takes the bytes away.
"""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update

from sim.errors import N_, Refused
from sim.store import schema
from sim.store.ledger import Ledger
from sim.store.people_ledger import ADMITTED, PeopleLedger
from sim.store.rows import iso
from sim.store.settings_ledger import own_names

_OF_ATTEMPTS = (
    schema.event,
    schema.draft,
    schema.appeal,
    schema.comment,
    schema.receipt,
    schema.submission,
    schema.outbox,
)
"""Tables whose rows go with their attempt."""

_NAMED = (
    schema.audit.c.by,
    schema.audit.c.whom,
    schema.comment.c.who,
    schema.appeal.c.ruled_by,
    schema.cohort.c.made_by,
    schema.assignment.c.made_by,
    schema.invite.c.made_by,
)
"""Columns where a name stands on what is somebody else's."""


class Erasing:
    """What can be erased, on one open transaction that sees every row."""

    def __init__(self, ledger: Ledger) -> None:
        """Work on the transaction that `ledger` works on. Raises Refused for less than an admin."""
        ledger.allow("admin")
        if ledger.behind() is not None:
            raise Refused(N_("erasing is for the owner of the database, not for a role of one person's own"))
        self._ledger, self._db = ledger, ledger._db

    def untouched(self, before: datetime, *, really: bool) -> dict[str, int]:
        """Erase attempts last touched before a moment; return the rows of each table.

        Without `really` they are only counted.
        """
        which = schema.attempt.c.updated_at < iso(before)
        if really:
            return self._attempts(which)
        ids = select(schema.attempt.c.id).where(which)
        found = {table.name: self._count(table.c.attempt.in_(ids)) for table in _OF_ATTEMPTS}
        return {**found, "attempt": self._count(which)}

    def person(self, who: str) -> dict[str, int]:
        """Erase somebody and return the rows of each table. Raises NotFound.

        On what is others', and in the audit log, a word stands for them from now on; it is the same
        everywhere, so that their acts can still be told from those of somebody else.
        """
        PeopleLedger(self._ledger).person(who)
        key = self._db.scalar(select(schema.profile.c.key).where(schema.profile.c.name == who))
        word = f"erased-{str(key)[:8]}"
        counts = self._attempts(schema.attempt.c.who == who)
        counts["setting"] = self._settings(who)
        for table in (schema.submission, schema.member, schema.invite, schema.login):
            gone = self._db.execute(delete(table).where(table.c.who == who)).rowcount
            counts[table.name] = counts.get(table.name, 0) + gone
        # A role is mostly named after its person.
        row = schema.audit
        let_in = (row.c.whom == who) & row.c.did.startswith(f"{ADMITTED} ")
        self._db.execute(update(row).where(let_in).values(did=ADMITTED))
        for column in _NAMED:
            self._db.execute(update(column.table).where(column == who).values({column.name: word}))
        gone = self._db.execute(delete(schema.profile).where(schema.profile.c.name == who)).rowcount
        return {**counts, "profile": gone}

    def _attempts(self, which: ColumnElement[bool]) -> dict[str, int]:
        ids = select(schema.attempt.c.id).where(which)
        counts = {
            table.name: self._db.execute(delete(table).where(table.c.attempt.in_(ids))).rowcount
            for table in _OF_ATTEMPTS
        }
        # A turn tried again stands by itself: it begins with a copy of what came before.
        row = schema.attempt
        self._db.execute(update(row).where(row.c.parent.in_(ids)).values(parent=None))
        return {**counts, "attempt": self._db.execute(delete(row).where(which)).rowcount}

    def _settings(self, who: str) -> int:
        """Erase what was set in somebody's name, and what remembers that they played last."""
        column = schema.setting.c
        users = select(schema.login.c.db_user).where(schema.login.c.who == who)
        begins = own_names(who, tuple(self._db.scalars(users)))
        names = [
            name
            for name, body in self._db.execute(select(column.name, column.body))
            if json.loads(body) == who or any(begin in name for begin in begins)
        ]
        return self._db.execute(delete(schema.setting).where(column.name.in_(names))).rowcount

    def _count(self, which: ColumnElement[bool]) -> int:
        return int(self._db.scalar(select(func.count()).where(which)) or 0)
