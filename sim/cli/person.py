"""`servicesim person`: who is known here, in which role, and whose replies may be quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from sim.cli.acting import BY, echo_json, enter, say, system
from sim.cli.library import FORMAT, LANG

if TYPE_CHECKING:
    from sim.model.department import Role

EPILOG = """\b
Examples:
  servicesim person list
  servicesim person role Ruth trainer
  servicesim person consent Ann yes --by Ann
\b
Trainees play. Trainers make cohorts, read what was handed in and the reports. Admins also give
roles, read the audit log, export and erase people. In a data file that names no admin, the owner
of the file is one. Consent: words of somebody's replies may be quoted, without their name, in
reports, and sent along to a learning platform; it can be taken back at any time.
"""


@click.group("person", epilog=EPILOG)
def person_command() -> None:
    """List people, give roles, keep consent."""


@person_command.command("list", epilog="\b\nExample:\n  servicesim person list --format json\n")
@FORMAT
@BY
@LANG
def list_people(form: str, by: str | None, lang: str | None) -> int:
    """List everybody who is known here (for trainers and admins)."""
    from sim.coach.people import ROLE_NAMES

    coach, _acting, _ = enter(by, lang)
    people = coach.store.department.people()
    if form == "json":
        echo_json([person.model_dump() for person in people])
        return 0
    for person in people:
        quoted = _("may be quoted") if person.consent else _("not to be quoted")
        told = _("{name}: {role}, {quoted}")
        say(told.format(name=person.name, role=_(ROLE_NAMES[person.role]), quoted=quoted))
    if not people:
        say(_("Nobody is known here yet."))
    return 0


@person_command.command("role", epilog="\b\nExample:\n  servicesim person role Ruth trainer\n")
@click.argument("name")
@click.argument("role", type=click.Choice(["trainee", "trainer", "admin"]))
@BY
@LANG
def role(name: str, role: str, by: str | None, lang: str | None) -> int:
    """Give NAME a role, and make them known where they are not (for admins)."""
    from sim.coach.people import ROLE_NAMES

    coach, acting, _ = enter(by, lang, "admin")
    chosen = cast("Role", role)
    desk = coach.store.department
    name = coach.store.ensure_profile(name)
    desk.look(acting, f"role {chosen}", whom=name)
    desk.set_role(name, chosen)
    say(_("{name} is {role} now.").format(name=name, role=_(ROLE_NAMES[chosen])))
    return 0


@person_command.command("consent", epilog="\b\nExample:\n  servicesim person consent Ann no --by Ann\n")
@click.argument("name")
@click.argument("answer", metavar="yes|no", type=click.Choice(["yes", "no"]))
@BY
@LANG
def consent(name: str, answer: str, by: str | None, lang: str | None) -> int:
    """Keep whether words of NAME's replies may be quoted: they say so themselves, or an admin for them.

    Taken back, quotations are taken out of what reports are made of; files written earlier keep them.
    """
    from sim.coach import Coach
    from sim.coach.people import consent_by
    from sim.locale import translator

    said = system(lang)
    _ = translator(said)
    person = consent_by(Coach(), name, answer == "yes", by, said)
    told = (
        _("Words of {name} may be quoted, without the name, and sent along.")
        if person.consent
        else _("Words of {name} are not quoted and not sent along.")
    )
    say(told.format(name=person.name))
    return 0
