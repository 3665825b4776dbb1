"""`servicesim list` and `servicesim show`: what there is to play."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from sim.cli.options import pack_option

if TYPE_CHECKING:
    from sim.coach.tasks import Task
    from sim.model.language import Lang

LANG = click.option(
    "--lang", type=click.Choice(["en", "zh"]), help="Language (default: that of your system)."
)
FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.command(
    "list", epilog="\b\nExamples:\n  servicesim list\n  servicesim list --family complaint --format json\n"
)
@LANG
@FORMAT
@pack_option
@click.option("--family", help="Only this family: complaint, aftersales, retention …")
@click.option("--difficulty", type=click.IntRange(1, 5), help="Only this difficulty.")
@click.option("--drills", is_flag=True, help="The case drills instead of the scenarios.")
@click.option("--who", metavar="NAME", help="Whose assignments come first (default: who played last).")
def list_command(
    lang: str | None,
    form: str,
    packs: tuple[Path, ...],
    family: str | None,
    difficulty: int | None,
    drills: bool,
    who: str | None,
) -> int:
    """List what you were asked to play, and the scenarios or case drills there are."""
    from sim.content import Library
    from sim.locale import system_language
    from sim.report.printable import json_safe, printable

    language = cast("Lang", lang or system_language())
    library = Library(packs)
    if drills:
        from sim.cli.drill_list import drill_lines

        click.echo(drill_lines(library, language, as_json=form == "json"))
        return 0
    heads = [
        h
        for h in library.heads()
        if h.status == "ready" and family in (None, h.family) and difficulty in (None, h.difficulty)
    ]
    tasks = _tasks(packs, who, language)
    if form == "json":
        rows = [
            {
                "id": h.id,
                "title": h.title.get(language),
                "difficulty": h.difficulty,
                "family": h.family,
                "pack": h.pack,
                "shadows": h.shadows,
                "assignments": [_plain(task) for task in tasks if task.assignment.scenario == h.id],
            }
            for h in heads
        ]
        click.echo(json_safe(json.dumps(rows, ensure_ascii=False, indent=2)))
    else:
        for line in _task_lines(tasks, language):
            click.echo(printable(line))
        for head in heads:
            note = f"  (instead of the one in {head.shadows})" if head.shadows else ""
            click.echo(printable(f"{head.id:<18} {head.difficulty}/5  {head.title.get(language)}{note}"))
    for problem in library.head_problems():
        click.echo(printable(str(problem)), err=True)
    return 0


def _tasks(packs: tuple[Path, ...], who: str | None, lang: Lang) -> tuple[Task, ...]:
    """Return what a person was asked to play; the scenarios are listed as well where that cannot be told."""
    import os

    from sim.coach.home import data_folder
    from sim.errors import ServicesimError
    from sim.locale import translator
    from sim.report.printable import printable

    if "SERVICESIM_STORE" not in os.environ and not any(data_folder().glob("*.db")):
        return ()
    from sim.coach import DEFAULT_PROFILE, Coach
    from sim.coach.tasks import tasks_of

    try:
        coach = Coach(packs=packs)
        return tasks_of(coach, who or coach.last_profile() or DEFAULT_PROFILE, lang)
    except ServicesimError as error:
        click.echo(f"servicesim: {printable(error.said(translator(lang)))}", err=True)
        return ()


def _task_lines(tasks: tuple[Task, ...], lang: Lang) -> list[str]:
    """Return assignments as lines under a heading, and a heading for what follows; nothing for none."""
    from sim.locale import translator
    from sim.report.words import MODES

    _ = translator(lang)
    if not tasks:
        return []
    lines = [_("Assigned to you (play one with: servicesim run --assignment N)")]
    for task in tasks:
        due = task.assignment.due
        parts = [_(MODES[task.assignment.mode]), _("due {day}").format(day=due) if due else _("no last day")]
        if task.left is not None:
            parts.append(_("attempts left: {n}").format(n=task.left))
        parts.append(_(task.words))
        if task.overdue:
            parts.append(_("overdue"))
        lines.append(f"{task.id:<4} {task.title}" + _(": {words}").format(words=_("; ").join(parts)))
    return [*lines, "", _("All scenarios")]


def _plain(task: Task) -> dict[str, object]:
    return {
        "id": task.id,
        "mode": task.assignment.mode,
        "due": task.assignment.due or None,
        "attempts_left": task.left,
        "state": task.state,
        "overdue": task.overdue,
    }


@click.command("show", epilog="\b\nExample:\n  servicesim show complaint-01 --lang zh\n")
@click.argument("scenario_id", metavar="ID")
@LANG
@FORMAT
@pack_option
@click.option(
    "--script", is_flag=True, help="Show every turn and key point (for trainers; spoils the traps)."
)
def show_command(scenario_id: str, lang: str | None, form: str, packs: tuple[Path, ...], script: bool) -> int:
    """Show a scenario's brief: who the customer is, what you may do, the goal."""
    from sim.cli.pages import brief_page, script_page
    from sim.content import Library
    from sim.locale import system_language
    from sim.report.printable import json_safe, printable

    language = cast("Lang", lang or system_language())
    scenario = Library(packs).scenario(scenario_id).value
    if form == "json":
        from sim.coach import brief_of

        data = (
            scenario.model_dump(mode="json", by_alias=True) if script else vars(brief_of(scenario, language))
        )
        click.echo(json_safe(json.dumps(data, ensure_ascii=False, indent=2)))
        return 0
    for line in (script_page if script else brief_page)(scenario, language):
        click.echo(printable(line))
    return 0
