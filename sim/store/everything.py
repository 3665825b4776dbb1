"""Owns gathering all that the store keeps of one person, as plain data that JSON can hold.

Reads only, and reads events as they are kept, so that one nobody can read any more is given out as well.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, Table, select

from sim.errors import N_, Refused
from sim.store import schema
from sim.store.ledger import Ledger
from sim.store.people_ledger import PeopleLedger
from sim.store.settings_ledger import own_names

Plain = dict[str, Any]


class Everything:
    """All of one person's data, on one open transaction."""

    def __init__(self, ledger: Ledger) -> None:
        """Work on the transaction that `ledger` works on."""
        self._ledger, self._db = ledger, ledger._db
        self._behind = ledger.behind()

    def of(self, who: str) -> Plain:
        """Return it. Raises NotFound; Refused for somebody else than is served here, but to an admin."""
        if who != self._ledger.only:
            self._ledger.allow("admin")
        if self._behind not in (None, who):
            raise Refused(N_("all of {who}'s data are for {who} and for the owner of the database"), who=who)
        PeopleLedger(self._ledger).person(who)
        (profile,) = self._rows(schema.profile, schema.profile.c.name == who)
        mine = schema.attempt.c.who == who
        ids = select(schema.attempt.c.id).where(mine)
        found: Plain = {
            "profile": profile,
            "cohorts": self._rows(schema.member, schema.member.c.who == who),
            "assignments": self._assignments(who),
            "attempts": [self._attempt(row) for row in self._rows(schema.attempt, mine)],
            "receipts": self._rows(schema.receipt, schema.receipt.c.attempt.in_(ids)),
            "submissions": _read(self._rows(schema.submission, schema.submission.c.who == who), "body"),
            "statements": _read(self._rows(schema.outbox, schema.outbox.c.attempt.in_(ids)), "statement"),
            "rulings": self._rows(schema.appeal, schema.appeal.c.ruled_by == who),
            "comments": self._rows(schema.comment, schema.comment.c.who == who),
            "audit": self._rows(schema.audit, (schema.audit.c.whom == who) | (schema.audit.c.by == who)),
            "published": [
                {name: row[name] for name in ("at", "cohort", "period", "name")}
                for row in _read(self._rows(schema.published), "members")
                if profile["key"] in row["members"]
            ],
        }
        if self._behind is not None:  # no role but the owner reads who may come in
            return {**found, "settings": _read(self._rows(schema.setting), "body")}
        invites = self._rows(schema.invite, schema.invite.c.who == who)
        found["invites"] = [{k: v for k, v in row.items() if k != "token_hash"} for row in invites]
        users = tuple(row["db_user"] for row in self._rows(schema.login, schema.login.c.who == who))
        begins = own_names(who, users)
        settings = [row for row in self._rows(schema.setting) if any(b in row["name"] for b in begins)]
        return {**found, "database_roles": list(users), "settings": _read(settings, "body")}

    def _attempt(self, row: Plain) -> Plain:
        of = row["id"]
        events = self._rows(schema.event, schema.event.c.attempt == of)
        drafts = _read(self._rows(schema.draft, schema.draft.c.attempt == of), "body")
        return {
            **row,
            "events": [{"at": event["at"], **json.loads(event["body"])} for event in events],
            "draft": drafts[0]["body"] if drafts else "",
            "appeals": self._rows(schema.appeal, schema.appeal.c.attempt == of),
            "comments": self._rows(schema.comment, schema.comment.c.attempt == of),
        }

    def _assignments(self, who: str) -> list[Plain]:
        groups = select(schema.member.c.cohort).where(schema.member.c.who == who)
        return self._rows(schema.assignment, schema.assignment.c.cohort.in_(groups))

    def _rows(self, table: Table, *which: ColumnElement[bool]) -> list[Plain]:
        query = select(table).where(*which).order_by(*table.primary_key)
        return [dict(row) for row in self._db.execute(query).mappings()]


def _read(rows: list[Plain], column: str) -> list[Plain]:
    return [{**row, column: json.loads(row[column])} for row in rows]
