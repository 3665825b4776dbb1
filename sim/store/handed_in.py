"""Owns every SQL statement about what was handed in, and about statements waiting for a learning platform.

Works inside a transaction that someone else began and ends. Never reads the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, insert, select, update

from sim.errors import Refused
from sim.model.department import Origin, Queued, Receipt, Submission
from sim.model.events import Event, Started
from sim.store import schema
from sim.store.ledger import Ledger, encode, texts_of
from sim.store.rows import AttemptRow, Content, iso


class HandedIn:
    """What can be asked and written about submissions, on one open transaction."""

    def __init__(self, ledger: Ledger) -> None:
        """Work on the transaction that `ledger` works on."""
        self._ledger, self._db = ledger, ledger._db

    def receipt(self, key: str) -> Receipt | None:
        """Return the receipt for a key, if it was handed in."""
        row = self._db.execute(select(schema.receipt).where(schema.receipt.c.key == key)).mappings()
        found = row.one_or_none()
        return None if found is None else Receipt(**found)

    def hand_in(self, attempt: str, key: str, *, unseen: bool, origin: Origin, at: datetime) -> Receipt:
        """Mark a finished attempt as handed in and return the receipt; again returns the same.

        Raises NotFound, Refused for one that is not finished.
        """
        self._ledger.require(attempt, own=True)
        held = self.receipt(key)
        if held is not None:
            return held
        if not self._ledger.attempt(attempt).finished:
            raise Refused("only an attempt that has ended can be handed in")
        values = {"key": key, "attempt": attempt, "at": iso(at), "origin": origin, "unseen": unseen}
        self._db.execute(insert(schema.receipt).values(values))
        self.mark(attempt, iso(at))
        return Receipt.model_validate(values)

    def mark(self, attempt: str, at: str) -> None:
        """Keep on an attempt's row when it was handed in."""
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
            raise Refused("only a conversation that has ended can be handed in")
        for content in contents:
            self._ledger.add_content(content)
        values: dict[str, object] = {
            **texts_of(started),
            "parent": None, "who": who, "lang": row.lang, "started_at": row.started_at,
            "updated_at": row.updated_at, "finished": True, "turn_no": row.turn_no, "ending": row.ending,
            "perceived": row.perceived, "assignment": row.assignment,
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
        query = select(schema.receipt).where(schema.receipt.c.attempt.not_in(done))
        rows = self._db.execute(query.order_by(schema.receipt.c.at)).mappings()
        return tuple(Receipt(**row) for row in rows)

    def file(self, submission: Submission) -> None:
        """Keep the figures of an attempt that was handed in, unless they are kept already."""
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

    def submissions(self, cohort: str | None, who: str | None, since: str, until: str) -> list[str]:
        """Return the figures (JSON) of a cohort's members or of one person, the first to end first.

        `since` and `until` (exclusive) are times, UTC ISO 8601; an empty one is no limit.
        """
        column, member = schema.submission.c, schema.member.c
        query = select(column.body).order_by(column.ended_at, column.attempt)
        if cohort is not None:
            query = query.where(column.who.in_(select(member.who).where(member.cohort == cohort)))
        if who is not None:
            query = query.where(column.who == who)
        if self._ledger.only and who != self._ledger.only:
            query = query.where(self._ledger.trains())
        if since:
            query = query.where(column.ended_at >= since)
        if until:
            query = query.where(column.ended_at < until)
        return list(self._db.scalars(query))

    def queue(self, statements: Iterable[Queued], at: datetime) -> int:
        """Keep statements to send, due now; those known already change nothing. Return how many are new."""
        new = 0
        for one in statements:
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
            .where(column.state == "waiting", column.next_at <= now)
            .order_by(column.next_at, column.id)
            .limit(limit)
        )
        return tuple(Queued(**row) for row in self._db.execute(query).mappings())

    def settle(self, ids: Sequence[str], *, state: str, error: str = "", next_at: str = "") -> None:
        """Keep how sending went: `sent`, `refused`, or still `waiting` until `next_at`, tried once more."""
        column = schema.outbox.c
        self._db.execute(
            update(schema.outbox)
            .where(column.id.in_(list(ids)))
            .values(state=state, error=error, next_at=next_at, tries=column.tries + 1)
        )

    def outbox(self) -> dict[str, int]:
        """Return how many statements are waiting, sent and refused."""
        column = schema.outbox.c
        rows = self._db.execute(select(column.state, func.count()).group_by(column.state))
        return {"waiting": 0, "sent": 0, "refused": 0} | {str(state): int(n) for state, n in rows}

    def refused(self) -> tuple[Queued, ...]:
        """Return the statements that were refused, each with the reason in `error`."""
        column = schema.outbox.c
        query = (
            select(column.id, column.attempt, column.statement, column.tries, column.error)
            .where(column.state == "refused")
            .order_by(column.id)
        )
        return tuple(Queued(**row) for row in self._db.execute(query).mappings())
