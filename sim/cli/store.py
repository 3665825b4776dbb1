"""`servicesim store`: brings a store up, checks it, copies it, backs it up, lets people in, prunes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from sim.cli.acting import say, system

FAULTS = 1

MOST_NAMED = 50
"""Faults that are named before the rest is only counted: more than a screen is read by nobody."""


def place_of(given: str) -> Path | str:
    """Return an address as it is, anything else as a path."""
    return given if "://" in given else Path(given)


STORE = click.option(
    "--store",
    "place",
    type=place_of,
    metavar="PLACE",
    help="A folder, a data file or an address (default: SERVICESIM_STORE, else your data folder).",
)


@click.group(
    "store",
    epilog="""\b
Examples:
  servicesim store migrate
  servicesim store copy ~/.local/share/servicesim postgresql://owner@db/servicesim
  servicesim store backup /srv/backups --keep 14
  servicesim store admit ann --who "Ann Li"
\b
An address is for admins and the server alone: whoever holds it reads everybody. Keep its password
out of it, where other users of the machine would see it; PostgreSQL looks in ~/.pgpass.
""",
)
def store_command() -> None:
    """Look after the data: bring up, check, copy, back up, let people in, prune."""


@store_command.command("migrate")
@STORE
def migrate(place: Path | str | None) -> int:
    """Bring a store to the schema of this version, or make an empty one; all of it or nothing."""
    from sim.store import care

    _ = _translator()
    where, before, after = care.migrate(_place(place))
    form = _("{place}: made, schema {after}")
    if before == after:
        form = _("{place}: schema {after} already")
    elif before is not None:
        form = _("{place}: schema {before} brought to {after}")
    say(form.format(place=where, before=before, after=after))
    return 0


@store_command.command("check", epilog="\b\nExit code 1: something is wrong and is named.\n")
@STORE
def check(place: Path | str | None) -> int:
    """Check the database, the texts, and every attempt against its events; change nothing."""
    from sim.store import care

    _ = _translator()
    where, faults = care.check(_place(place))
    if not faults:
        say(_("{place} is sound.").format(place=where))
        return 0
    for fault in faults[:MOST_NAMED]:
        say(fault.said(_))
    say(_("Faults in {place}: {n}").format(place=where, n=len(faults)))
    return FAULTS


@store_command.command(
    "copy",
    epilog="\b\nFROM and TO are folders, data files or addresses. A backup is restored with this.\n",
)
@click.argument("source", metavar="FROM", type=place_of)
@click.argument("target", metavar="TO", type=place_of)
def copy(source: Path | str, target: Path | str) -> int:
    """Copy everything from one store into another that is empty; all of it or nothing."""
    from sim.store import care

    _ = _translator()
    here, there, rows = care.copy(source, target)
    form = _("{source} is copied to {target}: people {people}, attempts {attempts}, events {events}.")
    counts = {"people": rows["profile"], "attempts": rows["attempt"], "events": rows["event"]}
    say(form.format(source=here, target=there, **counts))
    return 0


@store_command.command(
    "backup",
    epilog="\b\nRestore one with: servicesim store copy FILE PLACE\n"
    "\b\nExit code 1: the backup is written, but what is in it has faults, which are named.\n",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--keep", type=click.IntRange(min=1), metavar="N", help="Remove all but the newest N in DIR.")
@STORE
def backup(folder: Path, keep: int | None, place: Path | str | None) -> int:
    """Write everything into a dated file in DIR and check it, while others go on playing."""
    from sim.store import care

    _ = _translator()
    made = care.backup(_place(place), folder, keep)
    say(_("Backup written: {file} ({size} KB)").format(file=made.file, size=made.file.stat().st_size // 1024))
    for old in made.removed:
        say(_("Removed: {file}").format(file=old))
    for fault in made.faults[:MOST_NAMED]:
        say(fault.said(_))
    if made.faults:
        say(_("Faults in it, as in the store: {n}. Older backups stay.").format(n=len(made.faults)))
    return FAULTS if made.faults else 0


@store_command.command("admit")
@click.argument("db_user", metavar="DB_USER")
@click.option("--who", required=True, metavar="NAME", help="The person behind it.")
@STORE
def admit(db_user: str, who: str, place: Path | str | None) -> int:
    """Let a person in through the database role DB_USER, which sees nobody else's rows.

    The role itself is made on the server, its password too: CREATE ROLE ann LOGIN PASSWORD '…'
    """
    from sim.coach.people import user_name
    from sim.store import care

    _ = _translator()
    where = care.let_in(_place(place), db_user, who, by=user_name())
    say(_("{user} in {place} is {who} from now on.").format(user=db_user, place=where, who=who))
    return 0


@store_command.command("prune")
@click.option("--days", type=click.IntRange(min=1), metavar="N", help="Attempts not touched for N days.")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would go, and erase nothing.")
@STORE
def prune(days: int | None, dry: bool, place: Path | str | None) -> int:
    """Erase attempts that nobody touched for N days, with all that hangs on them.

    What was erased is overwritten in a data file, also what an earlier run could not. Backups are
    not touched: they go as newer ones come (backup --keep).
    """
    from sim.coach.people import user_name
    from sim.store import care
    from sim.store.rows import TABLES

    _ = _translator()
    if dry and days is None:
        raise click.UsageError(_("--dry-run needs --days N."))
    where, rows = care.prune(_place(place), days, really=not dry, by=user_name())
    told = _(", ").join(f"{_(TABLES[table])} {n}" for table, n in rows.items() if n)
    form = _("{place}: nothing is old enough to be erased.")
    if days is None:
        form = _("{place}: what was erased before is overwritten.")
    elif told:
        form = _("{place}: would be erased: {rows}") if dry else _("{place}: erased: {rows}")
    say(form.format(place=where, rows=told))
    return 0


def _place(given: Path | str | None) -> Path | str:
    from sim.coach.home import store_place

    return store_place() if given is None else given


def _translator() -> Callable[[str], str]:
    from sim.locale import translator

    return translator(system(None))
