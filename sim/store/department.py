"""Owns what a department asks of the store: one method a use, each one transaction.

Never writes SQL itself: people, cohorts, settings and what was handed in have a ledger each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sim.model.department import (
    Assignment,
    Cell,
    Cohort,
    Look,
    Origin,
    Person,
    Queued,
    Receipt,
    Role,
    Standing,
    Submission,
)
from sim.model.events import Event, Mode
from sim.store.cohort_ledger import CohortLedger
from sim.store.erasing import Erasing
from sim.store.everything import Everything
from sim.store.handed_in import HandedIn
from sim.store.ledger import Ledger
from sim.store.people_ledger import PeopleLedger
from sim.store.rows import AttemptRow, Content, clean_name
from sim.store.settings_ledger import SettingsLedger

Open = Callable[[], AbstractContextManager[Ledger]]


class Department:
    """The department's side of one store; raises StoreBusy and ServicesimError as the store does."""

    def __init__(
        self, reading: Open, writing: Open, now: Callable[[], datetime], scrub: Callable[[], None]
    ) -> None:
        """Take how the store opens a transaction, its clock, and how it overwrites what was deleted."""
        self._reading, self._writing, self._now, self._scrub = reading, writing, now, scrub

    # people

    def me(self) -> Person | None:
        """Return whom this store was opened for, or None where it is the server's or one's own file."""
        with self._reading() as ledger:
            return PeopleLedger(ledger).me()

    def person(self, name: str) -> Person:
        """Return one person. Raises NotFound."""
        with self._reading() as ledger:
            return PeopleLedger(ledger).person(name)

    def people(self) -> tuple[Person, ...]:
        """Return everybody, by name."""
        with self._reading() as ledger:
            return PeopleLedger(ledger).people()

    def set_role(self, name: str, role: Role) -> None:
        """Give somebody a role. Raises NotFound."""
        with self._writing() as ledger:
            PeopleLedger(ledger).set_role(name, role)

    def set_consent(self, name: str, consent: bool) -> None:
        """Keep whether somebody's replies may be quoted in reports and sent along. Raises NotFound.

        Taking it back also takes the words out of what reports are made of.
        """
        with self._writing() as ledger:
            PeopleLedger(ledger).set_consent(name, consent)
            if not consent:
                HandedIn(ledger).unquote(name)

    def look(self, by: str, did: str, *, whom: str = "", attempt: str = "") -> None:
        """Add to the audit log who did what, to whom; it is kept before anything is shown."""
        with self._writing() as ledger:
            PeopleLedger(ledger).look(by, did, whom, attempt, self._now())

    def looks(self, whom: str | None = None) -> tuple[Look, ...]:
        """Return the audit log, of everybody or about one person, the newest first."""
        with self._reading() as ledger:
            return PeopleLedger(ledger).looks(whom)

    def add_invite(self, token_hash: str, who: str, *, expires_at: str, by: str) -> None:
        """Keep an invitation: the hash of its token and until when (UTC, ISO 8601). Raises NotFound."""
        with self._writing() as ledger:
            PeopleLedger(ledger).add_invite(token_hash, who, expires_at, by, self._now())

    def invited(self, token_hash: str) -> str | None:
        """Return whom a token lets in, or None when it is unknown, revoked or its time is over."""
        with self._reading() as ledger:
            return PeopleLedger(ledger).invited(token_hash, self._now())

    def revoke_invites(self, who: str) -> int:
        """Make somebody's links worthless; return how many there were."""
        with self._writing() as ledger:
            return PeopleLedger(ledger).revoke_invites(who)

    def everything(self, who: str) -> dict[str, Any]:
        """Return all that is kept of one person as plain data, events with their times among it.

        Raises NotFound; Refused for somebody else than this store was opened for, but to an admin.
        """
        with self._reading() as ledger:
            return Everything(ledger).of(who)

    def erase(self, who: str) -> dict[str, int]:
        """Erase somebody with all that is theirs; return how many rows of each table went.

        Names on what is others', and in the audit log, become a word that says nothing. Raises NotFound;
        Refused for less than an admin; StoreBusy when it is erased but old bytes of the file are in use.
        """
        with self._writing() as ledger:
            erased = Erasing(ledger).person(who)
        self._scrub()
        return erased

    # cohorts

    def create_cohort(self, name: str, *, by: str) -> Cohort:
        """Add a cohort. Raises Usage for what is no name, Refused when there is one of that name."""
        chosen = clean_name(name)
        with self._writing() as ledger:
            CohortLedger(ledger).create(chosen, by, self._now())
            return CohortLedger(ledger).cohort(chosen)

    def cohorts(self) -> tuple[Cohort, ...]:
        """Return the cohorts, by name."""
        with self._reading() as ledger:
            return CohortLedger(ledger).cohorts()

    def cohort(self, name: str) -> Cohort:
        """Return one cohort. Raises NotFound."""
        with self._reading() as ledger:
            return CohortLedger(ledger).cohort(name)

    def add_members(self, cohort: str, names: Iterable[str]) -> int:
        """Add people to a cohort, known ones and new ones; return how many were not in it.

        Raises NotFound for the cohort, Usage for what is no name; then nobody is added.
        """
        chosen = [clean_name(name) for name in names]
        with self._writing() as ledger:
            known = set(ledger.profiles())
            for name in chosen:
                if name not in known:  # a trainer's own database role may not add people, but known ones
                    ledger.add_profile(name, self._now())
            return CohortLedger(ledger).add(cohort, chosen, self._now())

    def members(self, cohort: str) -> tuple[str, ...]:
        """Return the names in a cohort, in order of the alphabet. Raises NotFound."""
        with self._reading() as ledger:
            return CohortLedger(ledger).members(cohort)

    def assign(
        self,
        cohort: str,
        scenario: str,
        *,
        mode: Mode,
        rubric: Content,
        text: Content | None = None,
        due: str = "",
        attempts: int = 0,
        by: str,
    ) -> Assignment:
        """Ask a cohort to play a scenario, scored by the very text of `rubric`. Raises NotFound.

        `text` is the scenario as it stands here today, kept so that another one is noticed.
        """
        values: dict[str, object] = {
            "cohort": cohort, "scenario": scenario, "mode": mode, "rubric": rubric.id,
            "rubric_hash": rubric.hash, "due": due, "attempts": attempts,
        }  # fmt: skip
        with self._writing() as ledger:
            for content in (rubric, text):
                if content is not None:
                    ledger.add_content(content)
            return CohortLedger(ledger).assign(values, by, self._now())

    def assignments(self, cohort: str | None = None, *, who: str | None = None) -> tuple[Assignment, ...]:
        """Return the assignments of a cohort, of a person, or all; the one due first comes first."""
        with self._reading() as ledger:
            return CohortLedger(ledger).assignments(cohort, who)

    def begun(self, assignment: int, who: str) -> int:
        """Return how many attempts a person has begun for an assignment."""
        with self._reading() as ledger:
            return CohortLedger(ledger).begun(assignment, who)

    def standings(self, cohort: str) -> tuple[Standing, ...]:
        """Return how far members are with what their cohort is asked to play, in numbers alone.

        Who has begun nothing for an assignment is left out. A trainer's own database role is told of
        what was handed in only. Raises NotFound.
        """
        with self._reading() as ledger:
            CohortLedger(ledger).cohort(cohort)
            return HandedIn(ledger).standings(cohort)

    def published(self, cohort: str | None = None) -> tuple[Cell, ...]:
        """Return the figures that were published, the oldest first."""
        with self._reading() as ledger:
            return CohortLedger(ledger).published(cohort)

    def publish(self, cells: Iterable[Cell], *, seen: Sequence[Cell]) -> bool:
        """Keep whose attempts figures were made of that are about to be shown; say whether that was done.

        `seen` is what `published` gave before they were chosen. False means that it gives something else
        by now: nothing is kept, nothing may be shown, and the figures have to be chosen again.
        """
        with self._writing() as ledger:
            return CohortLedger(ledger).publish(cells, seen, self._now())

    # what was handed in

    def knows(self, content_hash: str) -> bool:
        """Say whether a text is the department's own: played or assigned here, not only handed in."""
        with self._reading() as ledger:
            return ledger.knows(content_hash)

    def receipt(self, key: str, who: str) -> Receipt | None:
        """Return the receipt for a key, or None. Raises Refused for what somebody else handed in."""
        with self._reading() as ledger:
            return HandedIn(ledger).receipt(key, of=who)

    def hand_in(self, attempt: str, key: str, *, unseen: bool, origin: Origin = "server") -> Receipt:
        """Hand in an attempt that was played in this store; a second time the same receipt comes back.

        Raises NotFound, Refused for one that has not ended.
        """
        with self._writing() as ledger:
            return HandedIn(ledger).hand_in(attempt, key, unseen=unseen, origin=origin, at=self._now())

    def receive(
        self,
        who: str,
        row: AttemptRow,
        timed: Sequence[tuple[str, Event]],
        contents: Iterable[Content],
        *,
        key: str,
        unseen: bool,
    ) -> Receipt:
        """Take in an attempt that was played in another store, all or nothing, and return the receipt.

        The same key again changes nothing and gives the same receipt: an answer that was lost on the way
        can be asked for as often as it takes. Raises NotFound for somebody unknown here and for an assignment
        that is not theirs, Refused for an attempt that has not ended, for one that somebody else handed in,
        and when the assignment allows no more attempts.
        """
        with self._writing() as ledger:
            HandedIn(ledger).lock(key)
            held = HandedIn(ledger).receipt(key, of=who)
            if held is not None:
                return held
            PeopleLedger(ledger).person(who)
            if row.assignment is not None:
                CohortLedger(ledger).take(row.assignment, who)
            attempt = HandedIn(ledger).receive(who, row, timed, contents)
            return HandedIn(ledger).hand_in(attempt, key, unseen=unseen, origin="laptop", at=self._now())

    def mark_handed_in(self, attempt: str, at: str) -> None:
        """Keep in one's own file that an attempt was handed in elsewhere."""
        with self._writing() as ledger:
            HandedIn(ledger).mark(attempt, at)

    def unread(self) -> tuple[Receipt, ...]:
        """Return the receipts of attempts whose figures are not made yet, the oldest first."""
        with self._reading() as ledger:
            return HandedIn(ledger).receipts()

    def file(self, submissions: Iterable[Submission]) -> None:
        """Keep the figures of attempts that were handed in."""
        with self._writing() as ledger:
            for submission in submissions:
                HandedIn(ledger).file(submission)

    def submissions(
        self, cohort: str | None = None, *, who: str | None = None, since: str = "", until: str = ""
    ) -> tuple[Submission, ...]:
        """Return the figures of what was handed in, the first to end first.

        Of a cohort's members, of one person, or all; `since` and `until` (exclusive) are times, UTC ISO 8601.
        """
        bodies = self.submission_bodies(cohort, who=who, since=since, until=until)
        return tuple(Submission.model_validate_json(body) for body in bodies)

    def submission_bodies(
        self, cohort: str | None = None, *, who: str | None = None, since: str = "", until: str = ""
    ) -> list[str]:
        """Return the same as JSON, unread."""
        with self._reading() as ledger:
            return HandedIn(ledger).submissions(cohort, who, since, until)

    # what waits for a learning platform

    def queue(self, statements: Iterable[Queued]) -> int:
        """Keep statements to send; those known already change nothing. Return how many are new."""
        with self._writing() as ledger:
            return HandedIn(ledger).queue(statements, self._now())

    def due(self, now: str, limit: int) -> tuple[Queued, ...]:
        """Return at most `limit` statements whose time has come at `now` (UTC, ISO 8601)."""
        with self._reading() as ledger:
            return HandedIn(ledger).due(now, limit)

    def sent(self, ids: Sequence[str]) -> None:
        """Keep that statements arrived."""
        with self._writing() as ledger:
            HandedIn(ledger).settle(ids, state="sent")

    def failed(self, ids: Sequence[str], error: str, next_at: str) -> None:
        """Keep that statements could not be sent now and when to try again (UTC, ISO 8601)."""
        with self._writing() as ledger:
            HandedIn(ledger).settle(ids, state="waiting", error=error, next_at=next_at)

    def refuse(self, ids: Sequence[str], error: str) -> None:
        """Keep that the other side refused statements, and why; they are not tried again."""
        with self._writing() as ledger:
            HandedIn(ledger).settle(ids, state="refused", error=error)

    def refused(self) -> tuple[Queued, ...]:
        """Return the statements that were refused, each with the reason in `error`."""
        with self._reading() as ledger:
            return HandedIn(ledger).refused()

    def outbox(self) -> dict[str, int]:
        """Return how many statements are `waiting`, `sent` and `refused`."""
        with self._reading() as ledger:
            return HandedIn(ledger).outbox()

    # what holds for everybody

    def setting(self, name: str) -> str | None:
        """Return a setting of the whole department, or None."""
        with self._reading() as ledger:
            return SettingsLedger(ledger).setting(name, shared=True)

    def save_setting(self, name: str, value: str) -> None:
        """Keep a setting of the whole department; `name` has at most 64 characters. Raises Refused."""
        with self._writing() as ledger:
            ledger.allow("admin")
            SettingsLedger(ledger).save_setting(name, value, shared=True)
