"""`servicesim run`: plays a scenario in the terminal, in plain lines, or as JSON events."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from sim.model.events import Mode
    from sim.model.language import Lang

import click

from sim.cli.options import pack_option, rubric_option

EXAMPLES = """\b
Examples:
  servicesim run complaint-01                 play in the terminal
  servicesim run complaint-01 --lang zh       in Chinese
  servicesim run complaint-01 --exam          marks only at the end
  servicesim run complaint-01 < replies.txt   one line, one reply
  servicesim run complaint-01 --json < replies.txt > events.jsonl
"""


@click.command("run", epilog=EXAMPLES)
@click.argument("scenario_id", metavar="[ID]", required=False)
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language (default: that of your system).")
@click.option("--exam", is_flag=True, help="Explain only at the end.")
@click.option("--plain", is_flag=True, help="Lines instead of screens: for screen readers and pipes.")
@click.option("--json", "as_json", is_flag=True, help="Print one event a line as JSON.")
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Same seed, same replies: same conversation."
)
@click.option("--new", is_flag=True, help="Start anew even when an attempt is unfinished.")
@click.option("--resume", metavar="ATTEMPT", help="Go on with this attempt.")
@click.option("--who", metavar="NAME", help="Whose practice this is (default: trainee).")
@rubric_option
@click.option(
    "--assignment", type=int, metavar="N", help="Play what you were asked to (`servicesim list` names it)."
)
@pack_option
def run_command(
    scenario_id: str | None,
    lang: str | None,
    exam: bool,
    plain: bool,
    as_json: bool,
    seed: int,
    new: bool,
    resume: str | None,
    who: str | None,
    rubric: str,
    assignment: int | None,
    packs: tuple[Path, ...],
) -> int:
    """Play a scenario. Without an ID, choose one from the library (in a terminal)."""
    from sim.locale import system_language, translator

    language = lang or system_language()
    _ = translator(language)
    if new and resume:
        raise click.UsageError(_("--new and --resume exclude each other."))
    if assignment is not None and (scenario_id or resume or exam):
        raise click.UsageError(
            _("--assignment says which scenario and how; leave ID, --resume and --exam out.")
        )
    terminal = has_screen()
    mode = "exam" if exam else "practice"
    if terminal and not plain and not as_json:
        from sim.tui import run_app

        title = _title(scenario_id, language, packs) if scenario_id else None
        return run_app(
            scenario_id,
            lang=cast("Lang", language),
            mode=cast("Mode", mode),
            seed=seed,
            who=who,
            new=new,
            resume=resume,
            home=None,
            packs=packs,
            title=title,
            rubric=rubric,
            assignment=assignment,
        )
    from sim.cli.lines import play_lines

    return play_lines(
        scenario_id,
        lang=language,
        mode=mode,
        seed=seed,
        who=who,
        new=new,
        resume=resume,
        packs=packs,
        as_json=as_json,
        interactive=terminal,
        rubric=rubric,
        assignment=assignment,
    )


def has_screen() -> bool:
    """Say whether somebody sits at a terminal, or at a browser whose server draws instead of one."""
    served = bool(os.environ.get("TEXTUAL_DRIVER"))
    return served or (sys.stdin.isatty() and sys.stdout.isatty())


def _title(scenario_id: str, lang: str, packs: tuple[Path, ...]) -> str:
    """Return a scenario's title from its head alone: the first frame must not wait for the rest.

    One that cannot be played is told of here, before anybody is asked for a name.
    """
    from sim.content import Library

    library = Library(packs)
    head = next((h for h in library.heads() if h.id == scenario_id), None)
    if head is None:
        library.scenario(scenario_id)
        return scenario_id
    return head.title.get(lang) or scenario_id
