"""Owns the store that shells hold: one method a use, each one transaction.

Never writes SQL and never loads SQLAlchemy before a store is opened.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import N_, Usage
from sim.model.appeals import Appeal, Comment, Ruling, Verdict
from sim.model.drill_result import CaseStarted
from sim.model.events import Event, Started
from sim.store.rows import AttemptRow, Content, clean_name, utc_now

if TYPE_CHECKING:
    from sim.store.appeals_ledger import AppealsLedger
    from sim.store.cohort_ledger import CohortLedger
    from sim.store.database import Database
    from sim.store.department import Department
    from sim.store.ledger import Ledger
    from sim.store.people_ledger import PeopleLedger
    from sim.store.settings_ledger import SettingsLedger


class Store:
    """The data of one folder. What a method wrote is on the disk before it returns.

    Usable from several threads. Every method can raise StoreBusy (the file
    cannot be written now) and ServicesimError (it is damaged); both name the
    file and what to do.
    """

    def __init__(self, database: Database, now: Callable[[], datetime] = utc_now) -> None:
        """Hold an open database; `Store.open` makes one. `now` gives a time with a zone."""
        self._database, self._now = database, now
        self._close = weakref.finalize(self, database.close)

    @classmethod
    def open(cls, place: Path | str, *, only: str = "", now: Callable[[], datetime] = utc_now) -> Store:
        """Open `servicesim.db` in a folder, made and migrated where needed, or a database by its address.

        With `only` one person's attempts are all there is (and, for a trainer, what others handed in).
        A database on a server that is of an older version is left to `servicesim store migrate`.

        Raises StoreBusy where it cannot be reached or written, ServicesimError where it is damaged, of
        another version or not ours, Usage for what is no address.
        """
        if isinstance(place, str):
            from sim.store.postgres import PostgresDatabase

            return cls(PostgresDatabase.open(place, only, migrate=False), now)
        from sim.store.sqlite import SqliteDatabase

        return cls(SqliteDatabase.open(place, only), now)

    def close(self) -> None:
        """Close the file. Closing twice is fine."""
        self._close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    @property
    def place(self) -> str:
        """Where the data are, as people are told: a file, or an address without its password."""
        return self._database.place

    @property
    def path(self) -> Path:
        """The data file. Raises Usage where the data are on a server."""
        if self._database.file is None:
            raise Usage(N_("{place} is no file"), place=self.place)
        return self._database.file

    @property
    def size(self) -> int:
        """Bytes that the data take."""
        return self._database.size

    @property
    def department(self) -> Department:
        """What a training department keeps beside attempts."""
        from sim.store.department import Department

        return Department(self._reading, self._writing, self._now, self._database.scrub)

    def profiles(self) -> tuple[str, ...]:
        """Return the names of the people who have played here, sorted."""
        with self._reading() as ledger:
            return ledger.profiles()

    def ensure_profile(self, who: str) -> str:
        """Add a person if new and return the name as kept: trimmed. Raises Usage for what is no name."""
        name = clean_name(who)
        with self._writing() as ledger:
            ledger.add_profile(name, self._now())
        return name

    def begin(
        self,
        who: str,
        events: Iterable[Event],
        contents: Iterable[Content],
        *,
        assignment: int | None = None,
    ) -> str:
        """Keep a new attempt with its texts and first events, all or nothing; return its id.

        With `assignment` it is played for that one. Raises Usage for what is no name; NotFound for an
        assignment that is not this person's, Refused when it allows no more attempts; ValueError if the
        first event is neither `Started` nor `CaseStarted`, or a text it names is neither given nor kept.
        """
        name, first = clean_name(who), tuple(events)
        if not first or not isinstance(first[0], Started | CaseStarted):
            raise ValueError("an attempt begins with a Started event")
        with self._writing() as ledger:
            at = self._now()
            if ledger.only == name:  # who was erased meanwhile does not come back by going on
                _on_people(ledger).person(name)
            else:
                ledger.add_profile(name, at)
            if assignment is not None:
                _on_cohorts(ledger).take(assignment, name)
            foreign = ledger.behind() is not None
            for content in contents:
                ledger.add_content(content, foreign=foreign)
            attempt = ledger.add_attempt(name, first[0], at, assignment)
            ledger.append(attempt, first, at, finished=False)
        return attempt

    def append(self, attempt: str, events: Iterable[Event], *, finished: bool) -> None:
        """Keep the events that follow the last one kept, all or nothing; a scored reply drops the draft.

        Raises NotFound for an unknown attempt; Refused, with nothing written,
        if another window has already gone on from here or the attempt has ended.
        """
        with self._writing() as ledger:
            ledger.append(attempt, tuple(events), self._now(), finished=finished)

    def events(self, attempt: str) -> list[Event]:
        """Return an attempt's events in order.

        Raises NotFound, ServicesimError for an event this version cannot read.
        """
        with self._reading() as ledger:
            return ledger.events(attempt)

    def timed_events(self, attempt: str) -> list[tuple[str, Event]]:
        """Return an attempt's events in order, each with when it was kept (UTC, ISO 8601).

        Raises NotFound, ServicesimError for an event this version cannot read.
        """
        with self._reading() as ledger:
            return ledger.timed_events(attempt)

    def content(self, content_hash: str) -> str:
        """Return a scenario's or rubric's text as it was when an attempt started. Raises NotFound."""
        with self._reading() as ledger:
            return ledger.content(content_hash)

    def attempt(self, attempt: str) -> AttemptRow:
        """Return one attempt's row. Raises NotFound."""
        with self._reading() as ledger:
            return ledger.attempt(attempt)

    def attempts(
        self, who: str | None = None, scenario: str | None = None, finished: bool | None = None
    ) -> tuple[AttemptRow, ...]:
        """Return the conversations that fit, the one last played first. Raises Usage for what is no name."""
        name = None if who is None else clean_name(who)
        with self._reading() as ledger:
            return ledger.attempts(name, scenario, finished)

    def cases(self, who: str | None = None, drill: str | None = None) -> tuple[AttemptRow, ...]:
        """Return the attempts at case drills, the last first. Raises Usage for what is no name."""
        name = None if who is None else clean_name(who)
        with self._reading() as ledger:
            return ledger.attempts(name, drill, None, cases=True)

    def draft(self, attempt: str) -> str:
        """Return the reply that was typed but not answered, or an empty string. Raises NotFound."""
        with self._reading() as ledger:
            return ledger.draft(attempt)

    def save_draft(self, attempt: str, text: str) -> None:
        """Keep a half-typed reply; the next append drops it. Raises NotFound."""
        with self._writing() as ledger:
            ledger.save_draft(attempt, text, self._now())

    def setting(self, name: str) -> str | None:
        """Return a small setting of the shells (last profile, theme), or None."""
        with self._reading() as ledger:
            return _on_settings(ledger).setting(name)

    def save_setting(self, name: str, value: str) -> None:
        """Keep a small setting of the shells; `name` has at most 20 characters."""
        with self._writing() as ledger:
            _on_settings(ledger).save_setting(name, value)

    def appeal(self, attempt: str, turn_no: int, mark: str, reason: str, *, seq: int) -> Appeal:
        """Keep a trainee's appeal on a mark of the reply that is event `seq`, and return it.

        Raises NotFound for an unknown attempt, Refused when this mark of this reply was appealed already.
        """
        with self._writing() as ledger:
            return _on_appeals(ledger).add(attempt, turn_no, mark, reason, seq, self._now())

    def appeals(self, attempt: str | None = None, *, unruled: bool = False) -> tuple[Appeal, ...]:
        """Return the appeals, the newest first. Raises NotFound for an unknown attempt."""
        with self._reading() as ledger:
            return _on_appeals(ledger).appeals(attempt, unruled=unruled)

    def one_appeal(self, appeal_id: int) -> Appeal:
        """Return one appeal. Raises NotFound."""
        with self._reading() as ledger:
            return _on_appeals(ledger).appeal(appeal_id)

    def rule(
        self, appeal_id: int, verdict: Verdict, *, by: str, because: str, level: int | None = None
    ) -> Ruling | None:
        """Keep a ruling and return the one it replaces, if there was one; only the last one is kept.

        Raises NotFound, Usage for what is no name.
        """
        name = clean_name(by)
        with self._writing() as ledger:
            return _on_appeals(ledger).rule(appeal_id, verdict, name, because, level, self._now())

    def comment(self, attempt: str, turn_no: int, who: str, text: str, *, seq: int) -> Comment:
        """Keep a trainer's comment on the reply that is event `seq`.

        Raises NotFound, Usage for what is no name.
        """
        name = clean_name(who)
        with self._writing() as ledger:
            return _on_appeals(ledger).add_comment(attempt, turn_no, name, text, seq, self._now())

    def comments(self, attempt: str) -> tuple[Comment, ...]:
        """Return the comments on an attempt's replies, the oldest first. Raises NotFound."""
        with self._reading() as ledger:
            return _on_appeals(ledger).comments(attempt)

    def _reading(self) -> AbstractContextManager[Ledger]:
        self._require_open()
        return self._database.reading()

    def _writing(self) -> AbstractContextManager[Ledger]:
        self._require_open()
        return self._database.writing()

    def _require_open(self) -> None:
        if not self._close.alive:
            raise ValueError("this store is closed")


def _on_appeals(ledger: Ledger) -> AppealsLedger:
    from sim.store.appeals_ledger import AppealsLedger

    return AppealsLedger(ledger)


def _on_cohorts(ledger: Ledger) -> CohortLedger:
    from sim.store.cohort_ledger import CohortLedger

    return CohortLedger(ledger)


def _on_people(ledger: Ledger) -> PeopleLedger:
    from sim.store.people_ledger import PeopleLedger

    return PeopleLedger(ledger)


def _on_settings(ledger: Ledger) -> SettingsLedger:
    from sim.store.settings_ledger import SettingsLedger

    return SettingsLedger(ledger)
