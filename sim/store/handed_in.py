"""Owns every SQL statement about what was handed in, and about statements waiting for a learning platform.

Works inside a transaction that someone else began and ends. Never reads the clock.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Table,
    case,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from sim.errors import N_, Refused
from sim.model.department import Origin, Queued, Receipt, Standing, Submission
from sim.model.events import Event, Started
from sim.store import schema
from sim.store.ledger import Ledger
from sim.store.of_events import encode, standing_of, texts_of
from sim.store.rows import AttemptRow, Content, iso

_QUOTED = '"quotes":[{'
"""Stands in the JSON of figures that hold somebody's words, and in no other."""

_ANOTHERS = N_("this attempt was handed in by somebody else")


class HandedIn:
    """What can be asked and written about submissions, on one open transaction."""

    def __init__(self, ledger: Ledger) -> None:
        """Work on the transaction that `ledger` works on."""
        self._ledger, self._db = ledger, ledger._db

    def lock(self, key: str) -> None:
        """Let rivals who hand in the same attempt wait until this transaction ends."""
        self._ledger.hold(f"receipt {key}")

    def receipt(self, key: str, *, of: str) -> Receipt | None:
        """Return the receipt for a key, if `of` handed it in. Raises Refused when somebody else did."""
        column = schema.receipt.c
        query = select(schema.receipt, schema.attempt.c.who).join(schema.attempt).where(column.key == key)
        row = self._db.execute(query).mappings().one_or_none()
        if row is None:
            return None
        if row["who"] != of:
            raise Refused(_ANOTHERS)
        return _receipt(row)

    def _receipt_of(self, attempt: str) -> Receipt | None:
        query = select(schema.receipt).where(schema.receipt.c.attempt == attempt)
        row = self._db.execute(query).mappings().one_or_none()
        return None if row is None else _receipt(row)

    def hand_in(self, attempt: str, key: str, *, unseen: bool, origin: Origin, at: datetime) -> Receipt:
        """Mark a finished attempt as handed in and return the receipt; again returns the same.

        Through a database role of one's own it was played on a machine of one's own, whatever is said.

        Raises NotFound, Refused for one that is not finished and for one that somebody else handed in.
        """
        self._ledger.require(attempt, own=True)
        self.lock(key)
        held = self._receipt_of(attempt)
        if held is not None:
            return held
        if not self._ledger.attempt(attempt).finished:
            raise Refused(N_("only an attempt that has ended can be handed in"))
        if self._ledger.behind() is not None:
            origin = "laptop"
        values = {"key": key, "attempt": attempt, "at": iso(at), "origin": origin, "unseen": unseen}
        made = self._ledger.insert(schema.receipt).values(values).on_conflict_do_nothing()
        if not self._db.execute(made).rowcount:  # under a key that another person's attempt has
            raise Refused(_ANOTHERS)
        self.mark(attempt, iso(at))
        return Receipt.model_validate(values)

    def mark(self, attempt: str, at: str) -> None:
        """Keep on an attempt's row when it was handed in. Raises NotFound."""
        self._ledger.require(attempt, own=True)
        row = schema.attempt
        self._db.execute(update(row).where(row.c.id == attempt).values(handed_in_at=at))

    def receive(
        self, who: str, row: AttemptRow, timed: Sequence[tuple[str, Event]], contents: Iterable[Content]
    ) -> str:
        """Keep a finished attempt that was played elsewhere, events and times as they were; return its id.

        The id is the one it had, or the next free one. Raises Refused for one that has not ended.
        """
        started = timed[0][1] if timed else None
        if not isinstance(started, Started) or not row.finished:
            raise Refused(N_("only a conversation that has ended can be handed in"))
        for content in contents:
            self._ledger.add_content(content, foreign=True)
        values: dict[str, object] = {
            **texts_of(started),
            "parent": None, "who": who, "lang": row.lang, "started_at": row.started_at,
            "updated_at": row.updated_at, "finished": True, "assignment": row.assignment,
            **standing_of(event for _at, event in timed),
        }  # fmt: skip
        attempt = self._ledger.new_attempt(values, row.id, datetime.fromisoformat(row.started_at))
        rows = [
            {"attempt": attempt, "seq": e.seq, "at": at, "kind": e.event, "body": encode(e)}
            for at, e in timed
        ]
        self._db.execute(insert(schema.event), rows)
        return attempt

    def receipts(self) -> tuple[Receipt, ...]:
        """Return the receipts whose attempts have no figures yet, the oldest first."""
        done = select(schema.submission.c.attempt)
        query = select(schema.receipt).where(
            schema.receipt.c.attempt.not_in(done), self._within(schema.receipt)
        )
        rows = self._db.execute(query.order_by(schema.receipt.c.at)).mappings()
        return tuple(Receipt(**row) for row in rows)

    def file(self, submission: Submission) -> None:
        """Keep the figures of an attempt that was handed in, unless they are kept already.

        Raises NotFound, Refused for a trainee.
        """
        self._ledger.allow("trainer", "admin")
        self._ledger.require(submission.attempt)
        self._db.execute(
            self._ledger.insert(schema.submission)
            .values(
                attempt=submission.attempt,
                who=submission.who,
                ended_at=submission.ended_at,
                body=submission.model_dump_json(),
            )
            .on_conflict_do_nothing()
        )

    def standings(self, cohort: str) -> tuple[Standing, ...]:
        """Return the numbers of attempts for each assignment of a cohort and each who has begun one."""
        column, asked = schema.attempt.c, schema.assignment.c
        query = (
            select(
                column.assignment,
                column.who,
                func.count().label("begun"),
                func.sum(case((column.finished, 1), else_=0)).label("finished"),
                func.count(column.handed_in_at).label("handed_in"),
                func.coalesce(func.max(column.handed_in_at), "").label("handed_in_at"),
            )
            .where(column.assignment.in_(select(asked.id).where(asked.cohort == cohort)))
            .where(column.kind == "whole")
            .where(or_(column.who == self._ledger.only, self._ledger.trains()))
            .group_by(column.assignment, column.who)
            .order_by(column.assignment, column.who)
        )
        return tuple(Standing(**row) for row in self._db.execute(query).mappings())

    def unquote(self, who: str) -> None:
        """Take the words of somebody out of the figures; a role of their own in the database may not.

        `submissions` gives none of them either way.
        """
        if self._ledger.behind() is not None:
            return
        row = schema.submission
        held = select(row.c.attempt, row.c.body).where(row.c.who == who, row.c.body.contains(_QUOTED))
        for attempt, body in self._db.execute(held).all():
            self._db.execute(update(row).where(row.c.attempt == attempt).values(body=_unquoted(body)))

    def submissions(self, cohort: str | None, who: str | None, since: str, until: str) -> list[str]:
        """Return the figures (JSON) of a cohort's members or of one person, the first to end first.

        Words of somebody whose consent is not there, or not any more, are left out.

        `since` and `until` (exclusive) are times, UTC ISO 8601; an empty one is no limit.
        """
        column, member, person = schema.submission.c, schema.member.c, schema.profile.c
        query = select(column.body, person.consent).join(schema.profile)
        query = query.order_by(column.ended_at, column.attempt)
        if cohort is not None:
            query = query.where(column.who.in_(select(member.who).where(member.cohort == cohort)))
        if who is not None:
            query = query.where(column.who == who)
        query = query.where(or_(column.who == self._ledger.only, self._ledger.trains()))
        if since:
            query = query.where(column.ended_at >= since)
        if until:
            query = query.where(column.ended_at < until)
        return [
            body if consent or _QUOTED not in body else _unquoted(body)
            for body, consent in self._db.execute(query)
        ]

    def queue(self, statements: Iterable[Queued], at: datetime) -> int:
        """Keep statements to send, due now; those known already change nothing. Return how many are new.

        Raises NotFound.
        """
        new = 0
        for one in statements:
            self._ledger.require(one.attempt)
            new += self._db.execute(
                self._ledger.insert(schema.outbox)
                .values(
                    id=one.id, attempt=one.attempt, statement=one.statement, state="waiting", tries=0,
                    next_at=iso(at), error="",
                )
                .on_conflict_do_nothing()
            ).rowcount  # fmt: skip
        return new

    def due(self, now: str, limit: int) -> tuple[Queued, ...]:
        """Return the statements whose time has come, in the order in which they were due."""
        column = schema.outbox.c
        query = (
            select(column.id, column.attempt, column.statement, column.tries, column.error)
            .where(column.state == "waiting", column.next_at <= now, self._within(schema.outbox))
            .order_by(column.next_at, column.id)
            .limit(limit)
        )
        return tuple(Queued(**row) for row in self._db.execute(query).mappings())

    def settle(self, ids: Sequence[str], *, state: str, error: str = "", next_at: str = "") -> None:
        """Keep how sending went: `sent`, `refused`, or still `waiting` until `next_at`, tried once more."""
        column = schema.outbox.c
        self._db.execute(
            update(schema.outbox)
            .where(column.id.in_(list(ids)), self._within(schema.outbox))
            .values(state=state, error=error, next_at=next_at, tries=column.tries + 1)
        )

    def outbox(self) -> dict[str, int]:
        """Return how many statements are waiting, sent and refused."""
        column = schema.outbox.c
        query = select(column.state, func.count()).where(self._within(schema.outbox))
        rows = self._db.execute(query.group_by(column.state))
        return {"waiting": 0, "sent": 0, "refused": 0} | {str(state): int(n) for state, n in rows}

    def refused(self) -> tuple[Queued, ...]:
        """Return the statements that were refused, each with the reason in `error`."""
        column = schema.outbox.c
        query = (
            select(column.id, column.attempt, column.statement, column.tries, column.error)
            .where(column.state == "refused", self._within(schema.outbox))
            .order_by(column.id)
        )
        return tuple(Queued(**row) for row in self._db.execute(query).mappings())

    def _within(self, table: Table) -> ColumnElement[bool]:
        """Return which rows of a table are about attempts that may be read here."""
        if not self._ledger.only:
            return true()
        return table.c.attempt.in_(select(schema.attempt.c.id).where(self._ledger.visible()))


def _receipt(row: RowMapping) -> Receipt:
    return Receipt(**{name: row[name] for name in Receipt.model_fields})


def _unquoted(body: str) -> str:
    """Return figures (JSON) without anybody's words."""
    return json.dumps({**json.loads(body), "quotes": []}, ensure_ascii=False, separators=(",", ":"))
