"""Owns what learning platforms are told: who a person is to them, which attempts may go, and the queue.

Never sends anything: `learning_send` does, when it is asked to. No shell calls this while somebody plays.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast, get_args
from urllib.parse import urlsplit

from sim.coach import Coach
from sim.coach.people import guarded
from sim.errors import Refused, Usage
from sim.locale import translator
from sim.model.department import Person, Queued
from sim.report.printable import json_safe
from sim.report.xapi import Learner, Statement, pseudonym, statements_of
from sim.store import AttemptRow

Naming = Literal["pseudonym", "name"]
NAMINGS: tuple[Naming, ...] = get_args(Naming)
"""How people are named: by what only this store can tell, or by the very name they play under."""

HOME = "https://servicesim.invalid"
"""Whose accounts and activities they are until a department names its own address.

`.invalid` belongs to nobody and never will (RFC 6761), so nothing is claimed in anybody's name.
"""

AT_ONCE = "1970-01-01T00:00:00.000000+00:00"
"""A time that has come for certain."""

_NAMING, _HOME, _KEY = "xapi.actor", "xapi.home", "xapi.key"
_KEY_BYTES = 32
"""Bytes of the key behind pseudonyms: as many as SHA-256 gives."""


@dataclass(frozen=True)
class Settings:
    """How this department appears in statements."""

    naming: Naming
    home: str


class Learning:
    """Statements of this store's attempts, and the queue in which they wait."""

    def __init__(self, coach: Coach, lang: str = "en") -> None:
        """Take whose store it is; errors are said in `lang`."""
        self._coach, self.lang = coach, lang
        self.desk = coach.store.department
        self._titles: dict[str, dict[str, str]] | None = None
        self._people: dict[str, Person] = {}
        self._guarded = guarded(coach)

    @property
    def settings(self) -> Settings:
        """How people and activities are named."""
        naming = self.desk.setting(_NAMING) or NAMINGS[0]
        return Settings(cast(Naming, naming), self.desk.setting(_HOME) or HOME)

    def settle(self, *, naming: Naming | None = None, home: str | None = None) -> Settings:
        """Change how people are named, or the department's own address. Raises Usage for what is none."""
        if home is not None:
            self.desk.save_setting(_HOME, self._address(home))
        if naming is not None:
            self.desk.save_setting(_NAMING, naming)
        return self.settings

    def _address(self, home: str) -> str:
        """Return an address as it begins every id of ours. Raises Usage."""
        try:
            parts = urlsplit(home.strip())
            plain = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            plain = False
        text = home.strip()
        if not plain or "?" in text or "#" in text or "@" in text or not text.isascii() or " " in text:
            _ = translator(self.lang)
            said = _("{address} is no address of a site; one looks like https://training.example.com")
            raise Usage(said.format(address=home))
        return text.rstrip("/")

    def learner(self, who: str) -> Learner:
        """Return how a person is named to learning platforms. Raises NotFound, Refused."""
        person = self._person(who)
        told = self.settings
        account = person.name if told.naming == "name" else pseudonym(self._key(), person.name)
        return Learner(told.home, account, person.consent)

    def people(self) -> tuple[tuple[str, Learner], ...]:
        """Return everybody with the account that stands for them: whoever holds this can tell who is who."""
        return tuple((person.name, self.learner(person.name)) for person in self.desk.people())

    def statements(self, row: AttemptRow) -> tuple[Statement, ...]:
        """Return the statements of an attempt. Raises Refused for an exam that has not ended."""
        if row.mode == "exam" and not row.finished:
            _ = translator(self.lang)
            raise Refused(_("an exam is explained when it has ended; go on with it first"))
        timed = self._coach.store.timed_events(row.id)
        return statements_of(row.id, timed, self.learner(row.who), self._title(row))

    def may_go(self, row: AttemptRow) -> bool:
        """Say whether an attempt may be sent: it was handed in, or the store is a file of one's own.

        In a department's store practice is private; it is told to nobody.
        """
        return row.handed_in_at is not None or not self._guarded

    def handed_in(self, who: str | None = None) -> tuple[AttemptRow, ...]:
        """Return what was handed in, of everybody or one person, the oldest first."""
        rows = [r for r in self._coach.attempts(who) if r.handed_in_at is not None]
        return tuple(sorted(rows, key=_age))

    def everything(self, who: str) -> tuple[AttemptRow, ...]:
        """Return all that one person has ended and may be sent, cases that were answered too."""
        rows = [r for r in self._coach.attempts(who) if r.finished]
        rows += [r for r in self._coach.store.cases(who) if r.turn_no]
        return tuple(sorted((r for r in rows if self.may_go(r)), key=_age))

    def queue(self, rows: Iterable[AttemptRow], by: str = "") -> int:
        """Queue the statements of attempts; what was queued or sent before stays. Return how many are new.

        In a department's store it is in the audit log who (`by`) queued whose. Raises Refused, with
        nothing of that attempt queued, for one that may not go.
        """
        new = 0
        for row in rows:
            if not self.may_go(row):
                _ = translator(self.lang)
                said = _("{attempt} is of {name} and was not handed in; it stays private")
                raise Refused(said.format(attempt=row.id, name=row.who))
            told = self.statements(row)
            added = self.desk.queue(
                Queued(id=one.id, attempt=row.id, statement=as_text(one.data)) for one in told
            )
            if added and self._guarded:
                self.desk.look(by, "xapi queue", whom=row.who, attempt=row.id)
            new += added
        return new

    def again(self) -> int:
        """Let refused statements wait anew, due at once; return how many."""
        ids = [one.id for one in self.desk.refused()]
        self.desk.failed(ids, "", AT_ONCE)
        return len(ids)

    def told_now(self, queued: Queued) -> dict[str, object]:
        """Return a queued statement as it may be sent now: without words if consent was taken back."""
        data: dict[str, object] = json.loads(queued.statement)
        result = data.get("result")
        if isinstance(result, dict) and "response" in result:
            who = self._coach.store.attempt(queued.attempt).who
            if not self.desk.person(who).consent:
                del result["response"]
        return data

    def _person(self, who: str) -> Person:
        if who not in self._people:
            self._people[who] = self.desk.person(who)
        return self._people[who]

    def _key(self) -> bytes:
        """Return the key behind pseudonyms, made at first use; it stays in this store.

        Raises Refused for somebody whom the store was opened for alone: who holds the key can try names out.
        """
        if self.desk.me() is not None:
            _ = translator(self.lang)
            raise Refused(_("pseudonyms are made by whoever runs the store; ask an admin for this"))
        if self.desk.setting(_KEY) is None:
            self.desk.save_setting(_KEY, secrets.token_hex(_KEY_BYTES))
        return bytes.fromhex(self.desk.setting(_KEY) or "")

    def _title(self, row: AttemptRow) -> dict[str, str]:
        """Return the name of a scenario or case in its languages, empty where it is not installed."""
        if self._titles is None:
            library = self._coach.library
            self._titles = {head.id: dict(head.title) for head in library.heads()}
            self._titles |= {head.id: dict(head.title) for head in library.drills()}
        return self._titles.get(row.scenario, {})


def as_text(data: object) -> str:
    """Return a statement as one line of JSON that nothing runs."""
    return json_safe(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def as_array(told: Iterable[Iterable[Statement]]) -> str:
    """Return the statements of several attempts as one JSON array."""
    data = [one.data for statements in told for one in statements]
    return json_safe(json.dumps(data, ensure_ascii=False, indent=2))


def _age(row: AttemptRow) -> tuple[str, str]:
    return row.started_at, row.id
