"""Owns every SQL statement about appeals, their rulings, and comments.

Works inside a transaction that someone else began and ends. Never reads the clock, never deletes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select, update

from sim.errors import N_, NotFound, Refused
from sim.locale import translator
from sim.model.appeals import Appeal, Comment, Ruling, Verdict
from sim.store import schema
from sim.store.ledger import Ledger
from sim.store.rows import iso

_MOST_ID = 2**31 - 1
"""The highest id that every database's plain integer holds; asking for more is asking for nothing."""


class AppealsLedger:
    """What can be asked and written about appeals and comments, on one open transaction."""

    def __init__(self, ledger: Ledger) -> None:
        """Work on the transaction that `ledger` works on."""
        self._ledger, self._db = ledger, ledger._db

    def add(self, attempt: str, turn_no: int, mark: str, reason: str, seq: int, at: datetime) -> Appeal:
        """Keep an appeal on the reply that is event `seq`. Raises NotFound, Refused for a second one."""
        self._ledger.require(attempt, own=True)
        for made in self.appeals(attempt):
            if (made.seq, made.mark) == (seq, mark):
                _ = translator(self._lang(attempt))
                form = _("appeal {id} is about {mark} in reply {n} already")
                raise Refused(form.format(id=made.id, mark=mark, n=turn_no))
        values = {
            "attempt": attempt, "turn_no": turn_no, "seq": seq, "mark": mark, "reason": reason,
            "made_at": iso(at),
        }  # fmt: skip
        key = self._db.execute(insert(schema.appeal).values(values)).inserted_primary_key
        return self.appeal(key[0] if key else 0)

    def appeal(self, appeal_id: int) -> Appeal:
        """Return one appeal. Raises NotFound."""
        row = None
        if 0 < appeal_id <= _MOST_ID:
            query = self._appeals().where(schema.appeal.c.id == appeal_id)
            row = self._db.execute(query).mappings().one_or_none()
        if row is None:
            raise NotFound("appeal", str(appeal_id))
        return _appeal(row)

    def appeals(self, attempt: str | None = None, *, unruled: bool = False) -> tuple[Appeal, ...]:
        """Return the appeals that fit, the newest first. Raises NotFound for an unknown attempt."""
        query = self._appeals().order_by(schema.appeal.c.id.desc())
        if attempt is not None:
            self._ledger.require(attempt)
            query = query.where(schema.appeal.c.attempt == attempt)
        if unruled:
            query = query.where(schema.appeal.c.ruling.is_(None))
        return tuple(_appeal(row) for row in self._db.execute(query).mappings())

    def rule(
        self, appeal_id: int, verdict: Verdict, by: str, because: str, level: int | None, at: datetime
    ) -> Ruling | None:
        """Keep a ruling and return the one it replaces, if there was one. Raises NotFound, Refused."""
        self._as_trainer(by)
        before = self.appeal(appeal_id).ruling
        self._db.execute(
            update(schema.appeal)
            .where(schema.appeal.c.id == appeal_id)
            .values(ruling=verdict, ruled_by=by, ruled_at=iso(at), because=because, level=level)
        )
        return before

    def add_comment(self, attempt: str, turn_no: int, who: str, text: str, seq: int, at: datetime) -> Comment:
        """Keep a comment on the reply that is event `seq`. Raises NotFound, Refused."""
        self._as_trainer(who)
        self._ledger.require(attempt)
        values = {
            "attempt": attempt, "turn_no": turn_no, "seq": seq, "who": who, "text": text,
            "made_at": iso(at),
        }  # fmt: skip
        key = self._db.execute(insert(schema.comment).values(values)).inserted_primary_key
        return Comment.model_validate({"id": key[0] if key else 0, **values})

    def comments(self, attempt: str) -> tuple[Comment, ...]:
        """Return the comments on an attempt's replies, the oldest first. Raises NotFound."""
        self._ledger.require(attempt)
        query = (
            select(schema.comment).where(schema.comment.c.attempt == attempt).order_by(schema.comment.c.id)
        )
        return tuple(Comment.model_validate(dict(row)) for row in self._db.execute(query).mappings())

    def _appeals(self) -> Select[Any]:
        attempt = schema.attempt.c
        query = select(schema.appeal, attempt.who, attempt.scenario)
        return query.join_from(schema.appeal, schema.attempt).where(self._ledger.visible())

    def _as_trainer(self, name: str) -> None:
        """Make sure that whoever is served here, if one person is, trains and says so. Raises Refused."""
        self._ledger.allow("trainer", "admin")
        if self._ledger.only not in ("", name):
            raise Refused(N_("this place is {only}'s alone"), only=self._ledger.only)

    def _lang(self, attempt: str) -> str:
        found = self._db.scalar(select(schema.attempt.c.lang).where(schema.attempt.c.id == attempt))
        return str(found)


_RULING = {"ruling": "verdict", "ruled_by": "by", "ruled_at": "at", "because": "because", "level": "level"}
"""Columns of a ruling in the table of appeals, and the names of its fields."""


def _appeal(row: Mapping[Any, Any]) -> Appeal:
    fields = dict(row)
    ruling = {field: fields.pop(column) for column, field in _RULING.items()}
    return Appeal.model_validate({**fields, "ruling": ruling if ruling["verdict"] else None})
