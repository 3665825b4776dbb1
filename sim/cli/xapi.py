"""`servicesim xapi`: queues what was learned for a learning record store and sends it when asked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, cast

import click

from sim.cli.acting import BY, enter, say, system, when
from sim.cli.library import LANG

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.coach.learning import Learning, Naming
    from sim.coach.learning_pause import Pause
    from sim.coach.learning_send import Sent

PART = 3

MOST_NAMED = 20
"""Refused statements that are listed before the rest is only counted; all stay in the store."""

EPILOG = """\b
Examples:
  servicesim xapi queue
  servicesim xapi send --to https://lrs.example.com/xapi
\b
Nothing is sent while somebody plays, and nothing before you say so. The record store is named in
the environment: SERVICESIM_LRS, with SERVICESIM_LRS_KEY and SERVICESIM_LRS_SECRET when it asks who
you are. Replies are sent of those alone who agreed: servicesim person consent.
"""


@click.group("xapi", epilog=EPILOG)
def xapi_command() -> None:
    """Tell a learning platform what was practised, in xAPI 1.0.3 (for admins)."""


@xapi_command.command(
    "queue",
    epilog="\b\nExamples:\n  servicesim xapi queue\n  servicesim xapi queue a1b2c3\n"
    "  servicesim xapi queue --practice --who Ann\n"
    "\b\nA department's store sends what was handed in alone: practice there is private.\n",
)
@click.argument("attempts", nargs=-1, metavar="[ATTEMPT]...")
@click.option("--practice", is_flag=True, help="In a file of your own: all that a person ended.")
@click.option("--who", metavar="NAME", help="Only this person's (with --practice: who played last).")
@BY
@LANG
def queue(
    attempts: tuple[str, ...], practice: bool, who: str | None, by: str | None, lang: str | None
) -> int:
    """Queue what was handed in, or these attempts; what is queued already stays as it is."""
    from sim.coach.learning import Learning
    from sim.coach.progress import whose

    said = system(lang)
    coach, name, _ = enter(by, lang, "admin")
    if attempts and (practice or who is not None):
        raise click.UsageError(_("An ATTEMPT stands alone: without --practice and --who."))
    learning = Learning(coach, said)
    if attempts:
        rows = tuple(coach.store.attempt(attempt) for attempt in attempts)
    elif practice:
        rows = learning.everything(whose(coach, who, said))
    else:
        rows = learning.handed_in(None if who is None else whose(coach, who, said))
    new = learning.queue(rows, name)
    say(_("{new} statements queued; attempts: {attempts}.").format(new=new, attempts=len(rows)))
    if not rows and not practice:
        say(_("Nothing was handed in yet; practice in a file of your own goes along with --practice."))
    return 0


@xapi_command.command(
    "send",
    epilog="\b\nExamples:\n  servicesim xapi send --to https://lrs.example.com/xapi\n"
    "  servicesim xapi send --wait 600\n"
    "\b\nExit code 3: some statements wait for another try, or were refused and are named.\n",
)
@click.option("--to", metavar="URL", help="The record store (default: SERVICESIM_LRS).")
@click.option(
    "--wait",
    type=click.FloatRange(0, 86400),
    default=0.0,
    metavar="SECONDS",
    help="Go on so long with what becomes due meanwhile.",
)
@click.option("--now", is_flag=True, help="Do not sit out a pause: you know that the record store is back.")
@BY
@LANG
def send(to: str | None, wait: float, now: bool, by: str | None, lang: str | None) -> int:
    """Send what is due to a learning record store, and say what waits."""
    from sim.coach.learning import Learning
    from sim.coach.learning_lrs import RecordStore
    from sim.coach.learning_send import Sender
    from sim.errors import Usage

    said = system(lang)
    coach, _name, _ = enter(by, lang, "admin")
    address = to or os.environ.get("SERVICESIM_LRS", "")
    if not address:
        raise Usage(_("say where to send it: --to URL, or SERVICESIM_LRS in the environment"))
    key, secret = (os.environ.get(f"SERVICESIM_LRS_{name}", "") for name in ("KEY", "SECRET"))
    lrs = RecordStore(address, key, secret, said)
    learning = Learning(coach, said)
    sent = Sender(learning, lrs).send(wait, now=now)
    waiting = learning.desk.outbox()["waiting"]
    _tell(sent, waiting, said)
    return PART if waiting or sent.refused else 0


def _tell(sent: Sent, waiting: int, lang: str) -> None:
    """Print what one run did, and on standard error what went wrong."""
    from sim.locale import translator

    _ = translator(lang)
    form = _("{sent} statements sent, {refused} refused, {waiting} waiting.")
    say(form.format(sent=sent.arrived, refused=len(sent.refused), waiting=waiting))
    for identity, reason in sent.refused[:MOST_NAMED]:
        say(_("{id} was refused: {reason}").format(id=identity, reason=reason), err=True)
    if sent.pause is not None:
        _say_pause(sent.pause, lang, err=True)


def _say_pause(pause: Pause, lang: str, *, err: bool = False) -> None:
    """Print why the queue waits, and until when, to the minute that is sure."""
    from datetime import timedelta

    from sim.locale import translator

    _ = translator(lang)
    say(_("The record store does not answer, or asks to wait: {why}").format(why=pause.why), err=err)
    form = _("Nothing is sent before {when}; send again then.")
    say(form.format(when=when((pause.until + timedelta(seconds=59)).isoformat())), err=err)


@xapi_command.command("status", epilog="\b\nExample:\n  servicesim xapi status\n")
@BY
@LANG
def status(by: str | None, lang: str | None) -> int:
    """Say how many statements wait, were sent and were refused, and why."""
    from datetime import UTC, datetime

    from sim.coach.learning_pause import pause_of

    coach, _name, _ = enter(by, lang, "admin")
    desk = coach.store.department
    counted = desk.outbox()
    say(_("Waiting: {n}").format(n=counted["waiting"]))
    say(_("Sent: {n}").format(n=counted["sent"]))
    say(_("Refused: {n}").format(n=counted["refused"]))
    pause = pause_of(desk)
    if pause is not None and pause.until > datetime.now(UTC):
        _say_pause(pause, system(lang))
    for one in desk.refused()[:MOST_NAMED]:
        form = _("{id} of attempt {attempt} was refused: {reason}")
        say(form.format(id=one.id, attempt=one.attempt, reason=one.error))
    return 0


@xapi_command.command("again", epilog="\b\nExample:\n  servicesim xapi again\n")
@BY
@LANG
def again(by: str | None, lang: str | None) -> int:
    """Put refused statements back into the queue, when the reason is mended."""
    learning, _ = _open(by, lang)
    say(_("{n} statements wait again.").format(n=learning.again()))
    return 0


@xapi_command.command(
    "settings",
    epilog="\b\nExamples:\n  servicesim xapi settings\n"
    "  servicesim xapi settings --home https://training.example.com\n"
    "\b\nSet both before the first statement is queued: what is queued keeps its names.\n",
)
@click.option(
    "--actor",
    type=click.Choice(["pseudonym", "name"]),
    help="Name people by what only this store can tell, or by the name they play under.",
)
@click.option("--home", metavar="URL", help="Your department's own address, of accounts and activities.")
@BY
@LANG
def settings(actor: str | None, home: str | None, by: str | None, lang: str | None) -> int:
    """Show or set how people and activities are named."""
    learning, _ = _open(by, lang)
    told = learning.settle(naming=cast("Naming | None", actor), home=home)
    say(_("People are named by: {naming}").format(naming=told.naming))
    say(_("Accounts and activities are of: {home}").format(home=told.home))
    return 0


@xapi_command.command("people", epilog="\b\nExample:\n  servicesim xapi people\n")
@BY
@LANG
def people(by: str | None, lang: str | None) -> int:
    """List the account that stands for each person: keep it as you keep a list of names."""
    from sim.report.printable import printable

    learning, _ = _open(by, lang)
    for name, learner in learning.people():
        click.echo(f"{printable(learner.account)}\t{printable(name)}")
    return 0


def _open(by: str | None, lang: str | None) -> tuple[Learning, Callable[[str], str]]:
    """Return what tells learning platforms of this store, for an admin, and the translator."""
    from sim.coach.learning import Learning

    coach, _name, _ = enter(by, lang, "admin")
    return Learning(coach, system(lang)), _
