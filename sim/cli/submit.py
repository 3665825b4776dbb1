"""`servicesim submit`: hands an attempt in, here or to a department's store."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from sim.cli.acting import say, system, when
from sim.cli.library import LANG

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.coach import Coach
    from sim.coach.handing_in import Sent
    from sim.store import AttemptRow

EPILOG = """\b
Examples:
  servicesim submit                         the last exam that ended, where it was played
  servicesim submit a06cv1k9w3
  servicesim submit --to postgresql://ann@db.example.com/training
\b
SERVICESIM_SUBMIT_TO holds the address where --to is not given. An attempt is handed in once,
however often this is asked for: when the network drops, try again.
"""


@click.command("submit", epilog=EPILOG)
@click.argument("attempt", required=False)
@click.option("--to", "address", metavar="ADDRESS", help="The department's store.")
@click.option(
    "--who", metavar="NAME", help="Your name in the department (default: the one you played under)."
)
@LANG
def submit_command(attempt: str | None, address: str | None, who: str | None, lang: str | None) -> int:
    """Hand in ATTEMPT (default: the last one that can be), so that trainers may read it."""
    from sim.coach import Coach
    from sim.coach.people import guarded
    from sim.coach.private import Reader
    from sim.errors import Usage
    from sim.locale import translator

    _ = translator(system(lang))
    coach = Coach()
    place = address or os.environ.get("SERVICESIM_SUBMIT_TO", "")
    if not place and not guarded(coach):
        raise Usage(_("say to which department: --to ADDRESS, or SERVICESIM_SUBMIT_TO in the environment"))
    row = _meant(coach, attempt, who, _)
    if place:
        return _send(coach, row, place, who, _)
    Reader(coach, who, system(lang)).own(row, "submit", "--who")
    from sim.coach.handing_in import hand_in

    receipt = hand_in(coach, row.id)
    told = _("{attempt} was handed in on {when}. Trainers may read it now.")
    say(told.format(attempt=row.id, when=when(receipt.at)))
    return 0


def _meant(coach: Coach, attempt: str | None, who: str | None, _: Callable[[str], str]) -> AttemptRow:
    """Return the attempt to hand in. Raises NotFound, ServicesimError when there is none."""
    from sim.coach.handing_in import can_be_handed_in
    from sim.errors import ServicesimError

    if attempt is not None:
        return coach.store.attempt(attempt)
    name = who if who in coach.profiles() else coach.last_profile()
    for row in coach.attempts(name):
        if can_be_handed_in(row):
            return row
    raise ServicesimError(_("nothing is there to hand in: no exam has ended that was not handed in"))


def _send(coach: Coach, row: AttemptRow, place: str, who: str | None, _: Callable[[str], str]) -> int:
    """Hand in an attempt of one's own file to a department's store. Raises StoreBusy with what to do."""
    from sim.coach.handing_in import send_in
    from sim.errors import NotFound, Refused, StoreBusy
    from sim.store import Store
    from sim.store.rows import clean_name

    try:
        with Store.open(place) as department:
            if department.place == coach.store.place:
                raise Refused(_("this is where it was played; hand it in without --to"))
            me = department.department.me()
            if me is not None and who is not None and clean_name(who) != me.name:
                raise Refused(
                    _("this store was opened for {name}; nobody else acts in it").format(name=me.name)
                )
            name = me.name if me is not None else clean_name(who or row.who)
            sent = send_in(coach, row.id, department, name)
    except NotFound as error:
        if error.kind == "person":
            say(
                _("The department does not know {name}; --who NAME says who you are there.").format(
                    name=error.name
                ),
                err=True,
            )
        raise
    except StoreBusy as error:
        told = _("{error}. Nothing is lost: {attempt} stays here; hand it in again later")
        raise StoreBusy(told.format(error=error, attempt=row.id)) from error
    _tell(sent, row, name, _)
    return 0


def _tell(sent: Sent, row: AttemptRow, name: str, _: Callable[[str], str]) -> None:
    told = _("{attempt} was handed in on {when} as {name}. Trainers may read it now.")
    say(told.format(attempt=row.id, when=when(sent.receipt.at), name=name))
    if sent.assignment is not None:
        say(_("It counts for assignment {id}.").format(id=sent.assignment.id))
    elif sent.other_sheet:
        say(_("It counts for no assignment: another version of the sheet was assigned than scored it."))
    else:
        say(_("It counts for no assignment."))
    if sent.other_text:
        say(_("The department has another version of this scenario; what you handed in is unconfirmed."))
