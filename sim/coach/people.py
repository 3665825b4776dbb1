"""Owns who acts here, in which role, and what admins do to people; `private` owns who reads whose attempts.

A database knows who opened it, and so does a served session. A data file knows nobody: there a name is
taken at its word, and whoever can open the file could read all of it. Never shows anything.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sim.coach import DEFAULT_PROFILE, Coach
from sim.errors import NotFound, Refused, Usage
from sim.locale import translator
from sim.model.department import ROLES, Person, Role
from sim.report.words import N_
from sim.store.rows import clean_name

ROLE_NAMES: dict[Role, str] = {
    "trainee": N_("trainee"),
    "trainer": N_("trainer"),
    "admin": N_("admin"),
}
"""How roles are called."""


@dataclass(frozen=True)
class Acting:
    """Who acts. `proven`: the store itself knows who it is; elsewhere the name is only what was said."""

    name: str
    role: Role
    proven: bool

    def is_at_least(self, role: Role) -> bool:
        """Say whether this role holds the rights of another one."""
        return ROLES.index(self.role) >= ROLES.index(role)


def user_name() -> str:
    """Return the name of whoever is logged in on this machine."""
    try:
        return clean_name(getpass.getuser())
    except (OSError, KeyError, ImportError, Usage):
        return "user"


def acting(coach: Coach, by: str | None = None, lang: str = "en") -> Acting:
    """Return who acts and in which role; `by` is the name they give, for the audit log.

    Whom the store was opened for is that person. Whoever opens a database as its owner is an admin. In a
    data file a trainer or an admin is whom it names so; as long as it names no admin, the owner of the
    file is one. Raises Refused when `by` is somebody else than the store was opened for, NotFound for a
    name that a file with named roles does not know.
    """
    desk = coach.store.department
    _ = translator(lang)
    me = desk.me()
    if me is not None:
        if by is not None and clean_name(by) != me.name:
            raise Refused(_("this store was opened for {name}; nobody else acts in it").format(name=me.name))
        return Acting(me.name, me.role, proven=True)
    said = user_name() if by is None else clean_name(by)
    if on_server(coach):
        return Acting(said, "admin", proven=False)
    people = {person.name: person for person in desk.people()}
    named = [person for person in people.values() if person.role != "trainee"]
    owns = _owns_file(coach)
    known = people.get(said)
    if not named:
        return Acting(said, "admin" if owns else "trainee", proven=False)
    if known is not None and (by is not None or known.role != "trainee"):
        return Acting(said, known.role, proven=False)
    if by is not None:
        raise NotFound("person", said, _near(said, people))
    headless = all(person.role != "admin" for person in named)
    return Acting(said, "admin" if owns and headless else "trainee", proven=False)


def require(coach: Coach, role: Role, by: str | None = None, lang: str = "en") -> Acting:
    """Return who acts. Raises Refused for somebody with less than `role`, NotFound as `acting`."""
    who = acting(coach, by, lang)
    if not who.is_at_least(role):
        raise not_allowed(role, who, lang)
    return who


def not_allowed(role: Role, who: Acting, lang: str) -> Refused:
    """Return what is said to somebody with less than a role."""
    _ = translator(lang)
    told = (
        _("only an admin may do this, and {name} is none here (--by says who acts)")
        if role == "admin"
        else _("only a trainer may do this, and {name} is none here (--by says who acts)")
    )
    return Refused(told.format(name=who.name))


def on_server(coach: Coach) -> bool:
    """Say whether the data are in a database on a server, not in a file of somebody's own."""
    try:
        return not coach.store.path
    except Usage:
        return True


def guarded(coach: Coach) -> bool:
    """Say whether attempts are private here: in every department's store, not in a file of one's own.

    A file is a department's as soon as there is a cohort in it, or a trainer.
    """
    desk = coach.store.department
    if on_server(coach) or desk.me() is not None or desk.cohorts():
        return True
    return any(person.role != "trainee" for person in desk.people())


def player(coach: Coach, who: str | None = None, lang: str = "en") -> str:
    """Return who plays: as `given_player`, else who played last here. Raises Refused."""
    return given_player(coach, who, lang) or coach.last_profile() or DEFAULT_PROFILE


def given_player(coach: Coach, who: str | None = None, lang: str = "en") -> str | None:
    """Return who plays where that is clear: whom the store was opened for, else `who`, None for neither.

    Whoever holds a database's own address plays under the own user name; another one is written down.
    Raises Refused where the store was opened for somebody else than `who`.
    """
    desk = coach.store.department
    if desk.me() is not None:
        return acting(coach, who, lang).name
    if not on_server(coach):
        return who
    user = user_name()
    if who is not None and who != user:
        desk.look(user, "play", whom=who)
    return who or user


def trains(coach: Coach, who: str) -> bool:
    """Say whether whoever plays as `who` is a trainer or an admin, by what the store or the file knows."""
    if not guarded(coach):
        return False
    desk = coach.store.department
    me = desk.me()
    if me is not None:
        return me.role != "trainee"
    if who == user_name():
        return acting(coach).is_at_least("trainer")
    return not on_server(coach) and any(p.name == who and p.role != "trainee" for p in desk.people())


def consent_by(coach: Coach, name: str, consent: bool, by: str | None = None, lang: str = "en") -> Person:
    """Keep whether somebody's replies may be quoted: they say so themselves, or an admin for them.

    Raises NotFound, Refused for anybody else.
    """
    who = acting(coach, by, lang)
    desk = coach.store.department
    desk.person(name)
    if who.name != name:
        require(coach, "admin", by, lang)
        desk.look(who.name, f"consent {'yes' if consent else 'no'}", whom=name)
    desk.set_consent(name, consent)
    return desk.person(name)


def everything_of(coach: Coach, name: str, by: str | None = None, lang: str = "en") -> dict[str, Any]:
    """Return all that is kept of one person: for them, and for an admin, whose look is in the audit log.

    In a file of one's own anybody may. Raises NotFound, Refused.
    """
    desk = coach.store.department
    desk.person(name)
    if guarded(coach):
        who = acting(coach, by, lang)
        if who.name != name:
            require(coach, "admin", by, lang)
        if who.name != name or not who.proven:
            desk.look(who.name, "export all", whom=name)
    return desk.everything(name)


def erase(coach: Coach, name: str, by: str | None = None, lang: str = "en") -> dict[str, int]:
    """Erase a person for an admin; return how many rows of each kind went. Raises NotFound, Refused."""
    desk = coach.store.department
    desk.person(name)
    who = require(coach, "admin", by, lang)
    desk.look(who.name, "erase", whom=name)
    return desk.erase(name)


def _owns_file(coach: Coach) -> bool:
    """Say whether the data file is that of the user who runs this; where users have no number it is."""
    if not hasattr(os, "getuid"):
        return True
    return os.getuid() in (0, coach.store.path.stat().st_uid)


def _near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    import difflib

    return tuple(difflib.get_close_matches(name, list(known), 3))
