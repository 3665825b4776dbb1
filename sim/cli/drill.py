"""`servicesim drill`: answers a case question in one's own words."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from sim.cli.options import pack_option

if TYPE_CHECKING:
    from sim.model.language import Lang

EXAMPLES = """\b
Examples:
  servicesim drill case-01                  answer in the terminal
  servicesim drill case-01 --lang zh        in Chinese
  servicesim drill case-04 < report.txt     one paragraph, one answer
  servicesim list --drills                  the case drills there are
"""


@click.command("drill", epilog=EXAMPLES)
@click.argument("drill_id", metavar="ID")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language (default: that of your system).")
@click.option("--plain", is_flag=True, help="Lines instead of screens: for screen readers and pipes.")
@click.option("--json", "as_json", is_flag=True, help="Print one event a line as JSON.")
@click.option("--who", metavar="NAME", help="Whose practice this is (default: who played last).")
@pack_option
def drill_command(
    drill_id: str, lang: str | None, plain: bool, as_json: bool, who: str | None, packs: tuple[Path, ...]
) -> int:
    """Answer a case question; every point is shown with your own words."""
    from sim.cli.run import has_screen
    from sim.locale import system_language

    language = cast("Lang", lang or system_language())
    terminal = has_screen()
    if terminal and not plain and not as_json:
        from sim.tui import run_app

        return run_app(None, lang=language, who=who, packs=packs, title=drill_id, drill=drill_id)
    from sim.coach import Coach
    from sim.coach.drills import start_drill
    from sim.plain.drill import run_drill

    seat = start_drill(Coach(packs=packs), drill_id, lang=language, who=who)
    return run_drill(seat, lines=sys.stdin, out=sys.stdout, json=as_json, interactive=terminal)
