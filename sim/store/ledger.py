"""Owns every SQL statement about attempts, their events and drafts, and the texts they were played on.

Works inside a transaction that someone else began and ends. Never reads the clock. Where it is opened for
one person `only`, another's attempt is not there for it.
"""

from __future__ import annotations

import difflib
import itertools
import json
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from pydantic import ValidationError
from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    true,
    update,
)
from sqlalchemy.exc import IntegrityError

from sim.errors import N_, NotFound, Refused, ServicesimError
from sim.model.drill_result import CaseStarted, DrillAnswered
from sim.model.events import EVENT, Event, ReplyScored, SelfChecked, Started
from sim.store import schema
from sim.store.of_events import encode, hash_of, standing_of, texts_of
from sim.store.rows import ID_TICK, AttemptRow, Content, is_storable, iso, new_id, new_key

if TYPE_CHECKING:
    from sqlalchemy.dialects.sqlite import Insert

    from sim.model.department import Role

_NEAREST = 3
"""Most ids offered when an unknown one was asked for: one line of text."""

_RECENT = 1000
"""Newest ids among which a misspelt one is looked for; comparing them takes some 20 ms."""

_FOREIGN = "laptop "
"""Begins the kind of a text that only came with what somebody handed in."""

MOVED_ON = N_("this attempt moved on in another window; open it again to go on from there")


_ROWS = select(
    schema.attempt.c.id,
    schema.attempt.c.who,
    schema.attempt.c.scenario,
    schema.attempt.c.lang,
    schema.attempt.c.mode,
    schema.attempt.c.started_at,
    schema.attempt.c.updated_at,
    schema.attempt.c.finished,
    schema.attempt.c.turn_no,
    schema.attempt.c.ending,
    schema.attempt.c.perceived,
    schema.attempt.c.kind,
    schema.attempt.c.parent,
    schema.attempt.c.assignment,
    schema.attempt.c.handed_in_at,
)
"""What a list of attempts tells of each."""


class Ledger:
    """What can be asked of and written to the data, on one open transaction."""

    def __init__(self, connection: Connection, only: str = "") -> None:
        """Work on `connection`, which is in a transaction, for one person `only` or for everybody."""
        self._db, self.only = connection, only

    def profiles(self) -> tuple[str, ...]:
        """Return every person's name that may be known here, in order of the alphabet."""
        query = select(schema.profile.c.name).order_by(schema.profile.c.name)
        if self.only:
            query = query.where(schema.profile.c.name == self.only)
        return tuple(self._db.scalars(query))

    def add_profile(self, who: str, at: datetime) -> None:
        """Add a person unless already there. Raises Refused where a trainee is served, for anybody else."""
        if who != self.only:
            self.allow("trainer", "admin")
        self._db.execute(
            self.insert(schema.profile)
            .values(name=who, created_at=iso(at), key=new_key())
            .on_conflict_do_nothing()
        )

    def add_content(self, content: Content, *, foreign: bool = False) -> None:
        """Keep a text under its hash (SHA-256) unless already there. Raises ValueError for another's hash.

        A `foreign` one came with an attempt that was played on somebody's own machine: see `knows`.
        """
        if hash_of(content.text) != content.hash:
            raise ValueError(f"'{content.hash}' is not the hash of the text of {content.kind} {content.id}")
        self._db.execute(
            self.insert(schema.content)
            .values(
                hash=content.hash,
                kind=f"{_FOREIGN}{content.kind}" if foreign else content.kind,
                id=content.id,
                text=content.text,
            )
            .on_conflict_do_nothing()
        )

    def knows(self, content_hash: str) -> bool:
        """Say whether a text is the department's own: played or assigned here, not only handed in."""
        column = schema.content.c
        query = select(1).where(column.hash == content_hash, column.kind.not_like(f"{_FOREIGN}%"))
        return is_storable(content_hash) and self._db.scalar(query) is not None

    def content(self, content_hash: str) -> str:
        """Return the text kept under a hash. Raises NotFound; ServicesimError where it is another text."""
        column = schema.content.c
        found = None
        if is_storable(content_hash):
            found = self._db.scalar(select(column.text).where(column.hash == content_hash))
        if found is None:
            raise NotFound("content", content_hash)
        if hash_of(str(found)) != content_hash:
            raise ServicesimError(
                N_("the text kept as {hash} was changed; restore it from a backup"), hash=content_hash
            )
        return str(found)

    def add_attempt(
        self, who: str, started: Started | CaseStarted, at: datetime, assignment: int | None = None
    ) -> str:
        """Add an attempt without events, return its new id. Raises ValueError if its texts are not kept."""
        texts = texts_of(started)
        for content_hash in (texts["scenario_hash"], texts["rubric_hash"]):
            if self._db.scalar(select(1).where(schema.content.c.hash == content_hash)) is None:
                raise ValueError(
                    f"an attempt needs the text it starts on; nothing is kept as '{content_hash}'"
                )
        values: dict[str, object] = {
            **texts,
            "who": who, "lang": started.lang, "started_at": iso(at), "updated_at": iso(at),
            "finished": False, "turn_no": 0, "assignment": assignment,
        }  # fmt: skip
        return self.new_attempt(values, new_id(at), at)

    def new_attempt(self, values: dict[str, object], chosen: str, at: datetime) -> str:
        """Add an attempt's row under the id `chosen`, or the next free one; return it.

        Raises Refused for somebody else than the one served here.
        """
        if self.only and values["who"] != self.only:
            raise Refused(N_("this place is {only}'s alone"), only=self.only)
        moment = at
        while not self._db.execute(
            self.insert(schema.attempt).values(id=chosen, **values).on_conflict_do_nothing()
        ).rowcount:
            moment += ID_TICK
            chosen = new_id(moment)
        return chosen

    def append(self, attempt: str, events: tuple[Event, ...], at: datetime, *, finished: bool) -> None:
        """Append events that follow the last one kept, bring the attempt's row up to date.

        A scored reply drops the draft.

        Raises NotFound for an unknown attempt, Refused if it has ended or moved on, ValueError for no
        events or events out of order, pydantic's ValidationError for one that could not be read back.
        """
        if not events or any(b.seq != a.seq + 1 for a, b in itertools.pairwise(events)):
            raise ValueError("an append needs at least one event, and each event's seq one above the last")
        rows = [
            {"attempt": attempt, "seq": e.seq, "at": iso(at), "kind": e.event, "body": encode(e)}
            for e in events
        ]
        self._check_follows(attempt, events)
        try:
            self._db.execute(insert(schema.event), rows)
        except IntegrityError as error:
            raise Refused(MOVED_ON) from error
        values = {"updated_at": iso(at), "finished": finished, **standing_of(events)}
        self._db.execute(update(schema.attempt).where(schema.attempt.c.id == attempt).values(values))
        # Pausing keeps what is half typed.
        if any(isinstance(event, ReplyScored | DrillAnswered) for event in events):
            self._db.execute(delete(schema.draft).where(schema.draft.c.attempt == attempt))

    def events(self, attempt: str) -> list[Event]:
        """Return an attempt's events in order. Raises NotFound; ServicesimError for an unreadable event."""
        return [event for _at, event in self.timed_events(attempt)]

    def timed_events(self, attempt: str) -> list[tuple[str, Event]]:
        """Return an attempt's events in order, each with its UTC time in ISO 8601. Raises as `events`."""
        self.require(attempt)
        column = schema.event.c
        events: list[tuple[str, Event]] = []
        query = (
            select(column.seq, column.at, column.body).where(column.attempt == attempt).order_by(column.seq)
        )
        for seq, at, body in self._db.execute(query):
            try:
                events.append((str(at), EVENT.validate_json(body)))
            except ValidationError as error:
                raise ServicesimError(
                    N_(
                        "event {seq} of attempt {attempt} cannot be read by this version of servicesim; "
                        "open the attempt with the version it was played on"
                    ),
                    seq=seq,
                    attempt=attempt,
                ) from error
        return events

    def attempt(self, attempt: str) -> AttemptRow:
        """Return one attempt's row. Raises NotFound."""
        self.require(attempt)
        row = self._db.execute(_ROWS.where(schema.attempt.c.id == attempt)).mappings().one()
        return AttemptRow(**row)

    def attempts(
        self, who: str | None, scenario: str | None, finished: bool | None, *, cases: bool = False
    ) -> tuple[AttemptRow, ...]:
        """Return the attempts that fit, the one last played first: conversations, or answers to cases."""
        column = schema.attempt.c
        query = _ROWS.order_by(column.updated_at.desc(), column.started_at.desc(), column.id.desc())
        query = query.where(column.kind == "case" if cases else column.kind != "case", self.visible())
        if who is not None:
            query = query.where(column.who == who)
        if scenario is not None:
            if not is_storable(scenario):
                return ()
            query = query.where(column.scenario == scenario)
        if finished is not None:
            query = query.where(column.finished == finished)
        return tuple(AttemptRow(**row) for row in self._db.execute(query).mappings())

    def draft(self, attempt: str) -> str:
        """Return an attempt's draft, or an empty string. Raises NotFound."""
        self.require(attempt, own=True)
        body = self._db.scalar(select(schema.draft.c.body).where(schema.draft.c.attempt == attempt))
        return "" if body is None else str(json.loads(body))

    def save_draft(self, attempt: str, text: str, at: datetime) -> None:
        """Keep `text`, any text at all, as an attempt's draft. Raises NotFound."""
        self.require(attempt, own=True)
        changed = {"updated_at": iso(at), "body": json.dumps(text)}
        self._db.execute(
            self.insert(schema.draft)
            .values(attempt=attempt, **changed)
            .on_conflict_do_update(index_elements=["attempt"], set_=changed)
        )

    def insert(self, table: Table) -> Insert:
        """Return the dialect's own insert: SQLite's and PostgreSQL's know the same ON CONFLICT."""
        chosen: Insert = import_module(f"sqlalchemy.dialects.{self._db.dialect.name}").insert(table)
        return chosen

    def require(self, attempt: str, *, own: bool = False) -> None:
        """Make sure that an attempt is there and may be read, or with `own` written. Raises NotFound."""
        query = select(1).where(schema.attempt.c.id == attempt, self.visible(own=own))
        if not is_storable(attempt) or self._db.scalar(query) is None:
            raise NotFound("attempt", attempt, self._nearest(attempt))

    def visible(self, *, own: bool = False) -> ColumnElement[bool]:
        """Return which attempts there are: all, or one person's; a trainer also reads what was handed in."""
        column = schema.attempt.c
        if not self.only:
            return true()
        mine = column.who == self.only
        if own:
            return mine
        return or_(mine, and_(column.handed_in_at.is_not(None), self.trains()))

    def trains(self) -> ColumnElement[bool]:
        """Return whether the one person served here is a trainer or an admin; True where nobody is."""
        if not self.only:
            return true()
        column = schema.profile.c
        return exists().where(column.name == self.only, column.role.in_(("trainer", "admin")))

    def allow(self, *roles: Role) -> None:
        """Make sure that the one person served here, if one is, has one of these roles. Raises Refused."""
        column = schema.profile.c
        held = select(column.role).where(column.name == self.only)
        if self.only and self._db.scalar(held) not in roles:
            told = N_("this place is {only}'s alone; that is for: admin")
            if "trainer" in roles:
                told = N_("this place is {only}'s alone; that is for: trainer, admin")
            raise Refused(told, only=self.only)

    def behind(self) -> str | None:
        """Return who is behind the database role that opened this; None for its owner, and in a file."""
        if self._db.dialect.name != "postgresql":
            return None
        name = self._db.scalar(text("SELECT servicesim_who()"))
        return None if name is None else str(name)

    def hold(self, key: str) -> None:
        """Let rivals who hold the same key wait until this transaction ends. SQLite has one pen anyhow."""
        if self._db.dialect.name == "postgresql":
            self._db.execute(text("SELECT pg_advisory_xact_lock(hashtext(:key))"), {"key": key})

    def _check_follows(self, attempt: str, events: tuple[Event, ...]) -> None:
        self.require(attempt, own=True)
        # FOR UPDATE makes rivals wait on PostgreSQL; on SQLite the transaction already has the only pen.
        column = schema.attempt.c
        ended = self._db.scalar(select(column.finished).where(column.id == attempt).with_for_update())
        last = self._db.scalar(select(func.max(schema.event.c.seq)).where(schema.event.c.attempt == attempt))
        if last is not None and events[0].seq != last + 1:
            raise Refused(MOVED_ON)
        if ended and not all(isinstance(event, SelfChecked) for event in events):
            raise Refused(N_("this conversation has ended"))

    def _nearest(self, attempt: str) -> tuple[str, ...]:
        column = schema.attempt.c
        query = select(column.id).where(self.visible()).order_by(column.id.desc()).limit(_RECENT)
        ids = list(self._db.scalars(query))
        begun = [known for known in ids if attempt and known.startswith(attempt)]
        return tuple((begun or difflib.get_close_matches(attempt, ids, _NEAREST))[:_NEAREST])
