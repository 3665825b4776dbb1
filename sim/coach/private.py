"""Owns who may read whose attempts: one's own, and as a trainer what was handed in; each look is logged.

The same rule for every command and screen. In a file of one's own there is nobody to keep anything from.
"""

from __future__ import annotations

from collections.abc import Iterable

from sim.coach import Coach
from sim.coach.people import acting, guarded, not_allowed, on_server
from sim.coach.progress import whose
from sim.errors import Refused, Usage
from sim.locale import translator
from sim.store import AttemptRow


class Reader:
    """Whoever is about to read attempts: what they may see, with an entry in the audit log for it."""

    def __init__(self, coach: Coach, by: str | None = None, lang: str = "en") -> None:
        """Find out who reads; `by` and errors are as in `acting`. In a file of one's own anybody may."""
        self._coach, self._lang = coach, lang
        self.guarded = guarded(coach)
        self.who = acting(coach, by, lang) if self.guarded else None

    @property
    def name(self) -> str | None:
        """The reader's name, None in a file of one's own, where it does not matter."""
        return None if self.who is None else self.who.name

    def latest(self, who: str | None = None) -> AttemptRow | None:
        """Return the attempt that is meant where none is named: the last to end that this reader may see.

        Of `who`, else of the reader; in a file of one's own of whoever played last. Raises as `whose`.
        """
        if self.who is None:
            return self._coach.latest_ended(who)
        rows = self.allowed(self._coach.attempts(self.whose(who)))
        rows = tuple(row for row in rows if row.kind != "drill")
        return next((row for row in rows if row.finished), rows[0] if rows else None)

    def whose(self, who: str | None) -> str:
        """Return the person that is meant: as named, else the reader; in a file of one's own as `whose`.

        Raises NotFound, Usage where it is not clear who reads, ServicesimError when nobody has played.
        """
        if self.who is not None and who is None:
            if self.who.name not in self._coach.profiles():
                _ = translator(self._lang)
                said = _("nobody is known here as {name}; say who you are: --by NAME")
                raise Usage(said.format(name=self.who.name))
            return self.who.name
        return whose(self._coach, who, self._lang)

    def may(self, row: AttemptRow) -> bool:
        """Say whether this reader may see an attempt: their own, or a trainer one that was handed in."""
        if self.who is None or row.who == self.who.name:
            return True
        return row.handed_in_at is not None and self.who.is_at_least("trainer")

    def allowed(self, rows: Iterable[AttemptRow]) -> tuple[AttemptRow, ...]:
        """Return those of some attempts that this reader may see."""
        return tuple(row for row in rows if self.may(row))

    def look(self, rows: Iterable[AttemptRow], did: str) -> None:
        """Let the reader see attempts: a trainer's look is in the audit log when this returns.

        `did` is what is done with them, such as `debrief`. Raises Refused, with nothing logged, if one
        of them is not theirs to read.
        """
        given = tuple(rows)
        for row in given:
            if not self.may(row):
                raise Refused(self._refusal(row))
        if self.who is None:
            return
        for row in given:
            # Whoever holds a database's own address could say any name: that is written down as well.
            if row.who != self.who.name or (on_server(self._coach) and not self.who.proven):
                self._coach.store.department.look(self.who.name, did, whom=row.who, attempt=row.id)

    def own(self, row: AttemptRow, did: str, option: str = "--by") -> None:
        """Make sure that an attempt is this reader's own, to go on with, hand in or contest.

        `option` is where the reader says who they are. Raises Refused.
        """
        if self.who is not None and row.who != self.who.name:
            _ = translator(self._lang)
            said = _("{attempt} is of {name}, who alone may do this (say who you are: {option} {name})")
            raise Refused(said.format(attempt=row.id, name=row.who, option=option))
        self.look((row,), did)

    def judge(self, row: AttemptRow, did: str) -> None:
        """Make sure that the reader may rule on an attempt or comment on it: a trainer. Raises Refused."""
        if self.who is not None and not self.who.is_at_least("trainer"):
            raise not_allowed("trainer", self.who, self._lang)
        self.look((row,), did)

    def of(self, who: str) -> None:
        """Make sure that a person is this reader, for what shows practice. Raises Refused."""
        if self.who is not None and who != self.who.name:
            _ = translator(self._lang)
            said = _("practice of {name} is private; trainers read what was handed in (--by says who reads)")
            raise Refused(said.format(name=who))

    def _refusal(self, row: AttemptRow) -> str:
        _ = translator(self._lang)
        if self.who is not None and self.who.is_at_least("trainer"):
            said = _("{attempt} is of {name} and was not handed in; it stays private")
        else:
            said = _("{attempt} is of {name}; trainers read what was handed in (--by says who reads)")
        return said.format(attempt=row.id, name=row.who)
