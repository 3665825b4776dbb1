"""Owns every SQL statement about people: roles, consent, invitations, database roles, the audit log.

Works inside a transaction that someone else began and ends. Never reads the clock.
"""

from __future__ import annotations

import difflib
from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update

from sim.errors import N_, NotFound, Refused
from sim.model.department import Look, Person, Role
from sim.store import schema
from sim.store.ledger import Ledger
from sim.store.rows import iso

ADMITTED = "admit"
"""What the audit log says of letting in through a database role, before the role's name."""


class PeopleLedger:
    """What can be asked and written about people, on one open transaction."""

    def __init__(self, ledger: Ledger) -> None:
        """Work on the transaction that `ledger` works on."""
        self._ledger, self._db = ledger, ledger._db

    def person(self, name: str) -> Person:
        """Return one person. Raises NotFound, naming who is near."""
        known = {person.name: person for person in self.people()}
        if name not in known:
            raise NotFound("person", name, tuple(difflib.get_close_matches(name, known, 3)))
        return known[name]

    def people(self) -> tuple[Person, ...]:
        """Return everybody who may be known here, by name: trainees know themselves alone."""
        column = schema.profile.c
        query = select(column.name, column.role, column.consent).order_by(column.name)
        query = query.where(or_(column.name == self._ledger.only, self._ledger.trains()))
        return tuple(Person(**row) for row in self._db.execute(query).mappings())

    def set_role(self, name: str, role: Role) -> None:
        """Give somebody a role. Raises NotFound, Refused for whoever is served here and no admin."""
        self._ledger.allow("admin")
        self._change(name, role=role)

    def set_consent(self, name: str, consent: bool) -> None:
        """Keep whether somebody's replies may be quoted and sent along. Raises NotFound, Refused."""
        if name != self._ledger.only:
            self._ledger.allow("admin")
        self._change(name, consent=consent)

    def _change(self, name: str, **values: object) -> None:
        self.person(name)
        change = update(schema.profile).where(schema.profile.c.name == name).values(**values)
        if not self._db.execute(change).rowcount:  # a database role sees whom it may not change
            raise Refused(N_("only {name} or an admin can change that"), name=name)

    def me(self) -> Person | None:
        """Return whom this place was opened for: the person served, or the one behind a database role."""
        if self._ledger.only:
            return self.person(self._ledger.only)
        name = self._ledger.behind()
        return None if name is None else self.person(name)

    def look(self, by: str, did: str, whom: str, attempt: str, at: datetime) -> None:
        """Add to the audit log. Raises Refused where one person is served, for an entry by another."""
        if self._ledger.only and by != self._ledger.only:
            raise Refused(N_("this place is {only}'s alone"), only=self._ledger.only)
        values = {"at": iso(at), "by": by, "did": did, "whom": whom, "attempt": attempt}
        # Inline: whoever adds an entry may not be allowed to read it, not even its number.
        self._db.execute(insert(schema.audit).values(values).inline())

    def looks(self, whom: str | None) -> tuple[Look, ...]:
        """Return the audit log, the newest first; where one person is served, what is about that one."""
        query = select(schema.audit).order_by(schema.audit.c.id.desc())
        if self._ledger.only:
            query = query.where(schema.audit.c.whom == self._ledger.only)
        if whom is not None:
            query = query.where(schema.audit.c.whom == whom)
        fields = Look.model_fields
        return tuple(
            Look(**{k: v for k, v in row.items() if k in fields})
            for row in self._db.execute(query).mappings()
        )

    def add_invite(self, token_hash: str, who: str, expires_at: str, by: str, at: datetime) -> None:
        """Keep an invitation: whoever has it is `who`. Raises NotFound, Refused for less than an admin."""
        self._ledger.allow("admin")
        self.person(who)
        values = {
            "token_hash": token_hash, "who": who, "expires_at": expires_at, "made_at": iso(at), "made_by": by,
        }  # fmt: skip
        self._db.execute(insert(schema.invite).values(values))

    def invited(self, token_hash: str, at: datetime) -> str | None:
        """Return whom a token lets in, or None when it is unknown or its time is over."""
        column = schema.invite.c
        query = select(column.who).where(column.token_hash == token_hash, column.expires_at > iso(at))
        found = self._db.scalar(query)
        return None if found is None else str(found)

    def revoke_invites(self, who: str) -> int:
        """Make somebody's links worthless; return how many there were. Raises Refused."""
        self._ledger.allow("admin")
        return self._db.execute(delete(schema.invite).where(schema.invite.c.who == who)).rowcount

    def admit(self, db_user: str, who: str) -> None:
        """Keep who is behind a database role, in place of whoever was. Raises NotFound, Refused."""
        self._ledger.allow("admin")
        self.person(who)
        self._db.execute(
            self._ledger.insert(schema.login)
            .values(db_user=db_user, who=who)
            .on_conflict_do_update(index_elements=["db_user"], set_={"who": who})
        )
