"""Owns every SQL statement about cohorts, their members, what they are asked to play, published figures.

Works inside a transaction that someone else began and ends. Never reads the clock.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, insert, or_, select

from sim.errors import N_, NotFound, Refused
from sim.model.department import Assignment, Cell, Cohort
from sim.store import schema
from sim.store.ledger import Ledger
from sim.store.people_ledger import PeopleLedger
from sim.store.rows import iso


class CohortLedger:
    """What can be asked and written about cohorts, on one open transaction."""

    def __init__(self, ledger: Ledger) -> None:
        """Work on the transaction that `ledger` works on."""
        self._ledger, self._db = ledger, ledger._db

    def create(self, name: str, by: str, at: datetime) -> None:
        """Add a cohort. Raises Refused when there is one of that name, and for a trainee."""
        self._ledger.allow("trainer", "admin")
        made = self._db.execute(
            self._ledger.insert(schema.cohort)
            .values(name=name, made_at=iso(at), made_by=by)
            .on_conflict_do_nothing()
        )
        if not made.rowcount:
            raise Refused(N_("there is a cohort '{name}' already"), name=name)

    def cohorts(self) -> tuple[Cohort, ...]:
        """Return the cohorts, by name; for a trainee those they are in."""
        mine = select(schema.member.c.cohort).where(schema.member.c.who == self._ledger.only)
        query = select(schema.cohort).order_by(schema.cohort.c.name)
        query = query.where(or_(schema.cohort.c.name.in_(mine), self._ledger.trains()))
        return tuple(Cohort(**row) for row in self._db.execute(query).mappings())

    def cohort(self, name: str) -> Cohort:
        """Return one cohort. Raises NotFound, naming what is near."""
        known = {cohort.name: cohort for cohort in self.cohorts()}
        if name not in known:
            raise NotFound("cohort", name, tuple(difflib.get_close_matches(name, known, 3)))
        return known[name]

    def add(self, cohort: str, names: Iterable[str], at: datetime) -> int:
        """Add people who are there to a cohort; return how many were not in it. Raises NotFound, Refused."""
        self._ledger.allow("trainer", "admin")
        self.cohort(cohort)
        added = 0
        for name in names:
            PeopleLedger(self._ledger).person(name)
            put = self.insert_member(cohort, name, at)
            added += put
        return added

    def insert_member(self, cohort: str, name: str, at: datetime) -> int:
        """Add one member unless already in; return 1 if added."""
        return self._db.execute(
            self._ledger.insert(schema.member)
            .values(cohort=cohort, who=name, added_at=iso(at))
            .on_conflict_do_nothing()
        ).rowcount

    def members(self, cohort: str) -> tuple[str, ...]:
        """Return the names in a cohort, in order of the alphabet; to a trainee their own. Raises NotFound."""
        self.cohort(cohort)
        column = schema.member.c
        query = select(column.who).where(column.cohort == cohort).order_by(column.who)
        query = query.where(or_(column.who == self._ledger.only, self._ledger.trains()))
        return tuple(self._db.scalars(query))

    def assign(self, values: dict[str, object], by: str, at: datetime) -> Assignment:
        """Add an assignment. Raises NotFound for an unknown cohort, Refused for a trainee."""
        self._ledger.allow("trainer", "admin")
        self.cohort(str(values["cohort"]))
        made = {**values, "made_at": iso(at), "made_by": by}
        key = self._db.execute(insert(schema.assignment).values(made)).inserted_primary_key
        return Assignment.model_validate({**made, "id": key[0] if key else 0})

    def assignments(self, cohort: str | None, who: str | None) -> tuple[Assignment, ...]:
        """Return the assignments of a cohort, of a person, or all; the one due first comes first.

        A trainee is told of their own alone.
        """
        column, member = schema.assignment.c, schema.member.c
        mine = column.cohort.in_(select(member.cohort).where(member.who == self._ledger.only))
        query = select(schema.assignment).order_by(column.due == "", column.due, column.id)
        if cohort is not None:
            query = query.where(column.cohort == cohort)
        if who:
            query = query.where(column.cohort.in_(select(member.cohort).where(member.who == who)))
        query = query.where(or_(mine, self._ledger.trains()))
        return tuple(Assignment(**row) for row in self._db.execute(query).mappings())

    def take(self, assignment: int, who: str) -> Assignment:
        """Return an assignment that `who` may begin an attempt for, with rivals of the same person kept out.

        Raises NotFound when it is not theirs, Refused when no attempt is left.
        """
        found = next((a for a in self.assignments(None, who) if a.id == assignment), None)
        if found is None:
            raise NotFound("assignment", str(assignment))
        self._ledger.hold(f"assignment {assignment} {who}")
        if found.attempts and self.begun(assignment, who) >= found.attempts:
            raise Refused(
                N_("no attempt is left for this assignment; {attempts} were allowed"), attempts=found.attempts
            )
        return found

    def begun(self, assignment: int, who: str) -> int:
        """Return how many attempts a person has begun for an assignment; a turn tried again is none."""
        column = schema.attempt.c
        query = select(func.count()).where(
            column.assignment == assignment,
            column.who == who,
            column.kind == "whole",
            self._ledger.visible(),
        )
        return int(self._db.scalar(query) or 0)

    def published(self, cohort: str | None) -> tuple[Cell, ...]:
        """Return what was published, the oldest first; somebody erased stands there as an opaque key.

        To a trainee nothing was.
        """
        column = schema.published.c
        query = select(column.cohort, column.period, column.name, column.members).order_by(column.id)
        query = query.where(self._ledger.trains())
        if cohort is not None:
            query = query.where(column.cohort == cohort)
        names = {key: name for name, key in self._keys().items()}
        return tuple(
            Cell(
                cohort=row.cohort,
                period=row.period,
                name=row.name,
                members=tuple(names.get(key, key) for key in json.loads(row.members)),
            )
            for row in self._db.execute(query)
        )

    def publish(self, cells: Iterable[Cell], seen: Sequence[Cell], at: datetime) -> bool:
        """Keep published figures, people under their opaque keys; the same again changes nothing.

        `seen` is all that had been published when they were chosen. Where it is not all any more, nothing
        is kept and False returned: whoever publishes waits here for the others, so that of two who chose
        at the same moment one has to choose again. Raises Refused for a trainee.
        """
        self._ledger.allow("trainer", "admin")
        self._ledger.hold("published")
        there = self.published(None)
        if there != tuple(seen):
            return False
        known = set(there)
        keys = self._keys()
        for cell in cells:
            if cell in known:
                continue
            known.add(cell)
            members = json.dumps([keys.get(name, name) for name in cell.members])
            values = {"cohort": cell.cohort, "period": cell.period, "name": cell.name, "members": members}
            self._db.execute(insert(schema.published).values(at=iso(at), **values))
        return True

    def _keys(self) -> dict[str, str]:
        column = schema.profile.c
        rows = self._db.execute(select(column.name, column.key))
        return {str(row.name): str(row.key or row.name) for row in rows}
