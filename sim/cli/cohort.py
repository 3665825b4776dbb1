"""`servicesim cohort`: groups of trainees, what they are asked to play, and how far they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click

from sim.cli.acting import BY, echo_json, enter, say, system, when
from sim.cli.library import FORMAT, LANG
from sim.cli.options import pack_option

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sim.model.events import Mode

EPILOG = """\b
Examples:
  servicesim cohort create spring
  servicesim cohort add spring Ann Bo "Chen Yu"
  servicesim cohort assign spring complaint-01 complaint-02 --mode exam --due 2030-03-31
  servicesim cohort status spring
\b
Trainers and admins run this. In a data file that names no admin, the file's owner is one; there
--by is taken at its word. Practice stays private: what is not handed in, nobody here can read.
"""


@click.group("cohort", epilog=EPILOG)
def cohort_command() -> None:
    """Make groups of trainees and ask them to play."""


@cohort_command.command("create", epilog="\b\nExample:\n  servicesim cohort create spring\n")
@click.argument("name")
@BY
@LANG
def create(name: str, by: str | None, lang: str | None) -> int:
    """Make a cohort called NAME."""
    coach, acting, _ = enter(by, lang)
    made = coach.store.department.create_cohort(name, by=acting)
    say(_("Cohort {name} is there. Next: servicesim cohort add {name} NAME ...").format(name=made.name))
    return 0


@cohort_command.command("add", epilog="\b\nExample:\n  servicesim cohort add spring Ann Bo\n")
@click.argument("cohort")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@BY
@LANG
def add(cohort: str, names: tuple[str, ...], by: str | None, lang: str | None) -> int:
    """Add people to COHORT by the names they play under; who is new is made known."""
    coach, _acting, _ = enter(by, lang)
    desk = coach.store.department
    known = set(coach.profiles())
    added = desk.add_members(cohort, names)
    told = _("Added: {n}. {cohort} has {people} people.")
    say(told.format(n=added, cohort=cohort, people=len(desk.members(cohort))))
    new = [name for name in coach.profiles() if name not in known]
    if new:
        say(_("Not known here before: {names}").format(names=_(", ").join(new)))
    return 0


@cohort_command.command(
    "assign",
    epilog="\b\nExamples:\n  servicesim cohort assign spring complaint-01 --mode practice\n"
    "  servicesim cohort assign spring complaint-02 --mode exam --due 2030-03-31 --attempts 2\n",
)
@click.argument("cohort")
@click.argument("scenarios", nargs=-1, required=True, metavar="SCENARIO...")
@click.option("--mode", type=click.Choice(["practice", "exam"]), required=True, help="How it is played.")
@click.option("--due", metavar="YYYY-MM-DD", default="", help="The last day.")
@click.option(
    "--attempts",
    type=click.IntRange(0),
    help="How many each may begin; 0: any number (default: an exam once, practice any number).",
)
@click.option(
    "--rubric",
    metavar="ID",
    default="service",
    show_default=True,
    help="The sheet; its text of today scores.",
)
@BY
@LANG
@pack_option
def assign(
    cohort: str,
    scenarios: tuple[str, ...],
    mode: str,
    due: str,
    attempts: int | None,
    rubric: str,
    by: str | None,
    lang: str | None,
    packs: tuple[Path, ...],
) -> int:
    """Ask everybody in COHORT to play SCENARIO..., those too who join later."""
    from sim.cli.cohort_status import asked_line
    from sim.errors import NotFound
    from sim.store import Content

    coach, acting, _ = enter(by, lang, packs=packs)
    _check_day(due, _)
    ready = {head.id for head in coach.heads()}
    texts = [coach.library.scenario(one) for one in scenarios]
    for one in scenarios:
        if one not in ready:
            raise NotFound("scenario that is ready to play", one)
    sheet = coach.library.rubric(rubric)
    desk = coach.store.department
    desk.cohort(cohort)
    for text in texts:
        made = desk.assign(
            cohort,
            text.value.id,
            mode=cast("Mode", mode),
            rubric=Content("rubric", sheet.value.rubric, sheet.hash, sheet.text),
            text=Content("scenario", text.value.id, text.hash, text.text),
            due=due,
            attempts=attempts if attempts is not None else 1 if mode == "exam" else 0,
            by=acting,
        )
        say(asked_line(made, text.value.title.get(system(lang)), _))
    return 0


def _check_day(due: str, _: Callable[[str], str]) -> None:
    """Make sure that a last day is a day, and not over. Raises Usage."""
    from datetime import date

    from sim.errors import Usage

    if not due:
        return
    try:
        day = date.fromisoformat(due) if len(due) == len("YYYY-MM-DD") else None
    except ValueError:
        day = None
    if day is None:
        raise Usage(_("{day} is no day; write it like 2030-03-31").format(day=due))
    if day < date.today():
        raise Usage(_("{day} is over").format(day=due))


@cohort_command.command("list", epilog="\b\nExample:\n  servicesim cohort list --format json\n")
@FORMAT
@BY
@LANG
def list_cohorts(form: str, by: str | None, lang: str | None) -> int:
    """List the cohorts."""
    coach, _acting, _ = enter(by, lang)
    desk = coach.store.department
    rows = [
        {
            "cohort": c.name,
            "members": list(desk.members(c.name)),
            "assignments": len(desk.assignments(c.name)),
        }
        for c in desk.cohorts()
    ]
    if form == "json":
        echo_json(rows)
        return 0
    for row in rows:
        told = _("{cohort}: people {people}, assignments {n}")
        say(
            told.format(
                cohort=row["cohort"], people=len(cast("list[str]", row["members"])), n=row["assignments"]
            )
        )
    if not rows:
        say(_("There is no cohort yet; make one with: servicesim cohort create NAME"))
    return 0


@cohort_command.command("status", epilog="\b\nExample:\n  servicesim cohort status spring\n")
@click.argument("cohort")
@FORMAT
@BY
@LANG
@pack_option
def status(cohort: str, form: str, by: str | None, lang: str | None, packs: tuple[Path, ...]) -> int:
    """Show who has begun, ended and handed in what; no marks, and nothing of what nobody asked for."""
    from sim.cli.cohort_status import as_plain, read, status_lines

    coach, _acting, _ = enter(by, lang, packs=packs)
    found = read(coach, cohort)
    if form == "json":
        echo_json(as_plain(found))
        return 0
    titles = {head.id: head.get(system(lang)) for head in coach.library.heads()}
    for line in status_lines(found, titles, _):
        say(line)
    return 0


@cohort_command.command(
    "audit", epilog="\b\nExamples:\n  servicesim cohort audit\n  servicesim cohort audit --about Ann\n"
)
@click.option("--about", metavar="NAME", help="Only what was done to this person.")
@FORMAT
@BY
@LANG
def audit(about: str | None, form: str, by: str | None, lang: str | None) -> int:
    """Show who looked at whose attempts and changed whose role, the newest first (for admins)."""
    coach, _acting, _ = enter(by, lang, "admin")
    found = coach.store.department.looks(about)
    if form == "json":
        echo_json([look.model_dump() for look in found])
        return 0
    for look in found:
        what = " ".join(part for part in (look.did, look.whom, look.attempt) if part)
        say(f"{when(look.at)}  {look.by}: {what}")
    if not found:
        say(_("Nothing is in the audit log."))
    return 0
