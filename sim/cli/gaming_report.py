"""`servicesim gaming-report`: can the score be gamed? Seventeen attacks on good replies, as a table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from sim.cli.library import LANG
from sim.cli.options import pack_option, right_line

if TYPE_CHECKING:
    from sim.content import Library
    from sim.validity.attacks import Good

EPILOG = """\b
A line in REPLIES.jsonl is a rated reply; those with all levels 3 or 4 are attacked:
  {"id": "1", "scenario": "complaint-01", "turn": "opening", "lang": "en", "reply": "…",
   "levels": {"empathy": 4, "responsiveness": 3, "assurance": 3}}
The strong exemplars of every ready scenario are attacked too.
\b
Examples:
  servicesim gaming-report
  servicesim gaming-report rated.jsonl --scenario complaint-01 --format markdown
\b
Exit code 3: some lines were bad and are named, the good replies of the others were attacked.
Exit code 1: an attack reaches the pass mark, or more than 1 in 100 gains a level. Both: 3.
"""

GAMED, PART = 1, 3


@click.command("gaming-report", epilog=EPILOG)
@click.argument(
    "replies",
    required=False,
    type=click.File("r", encoding="utf-8-sig", errors="surrogateescape"),
    metavar="[REPLIES.jsonl]",
)
@click.option("--scenario", "scenario_id", metavar="ID", help="Only this scenario.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "md"]),
    default="text",
    show_default=True,
)
@LANG
@pack_option
def gaming_report_command(
    replies: IO[str] | None, scenario_id: str | None, form: str, lang: str | None, packs: tuple[Path, ...]
) -> int:
    """Attack good replies in 17 ways and say whether any attack earns points."""
    from sim.content import Library
    from sim.errors import N_, Usage
    from sim.locale import system_language, translator
    from sim.report.agreement import bad_lines
    from sim.report.gaming import gaming_markdown, gaming_text
    from sim.report.printable import json_safe
    from sim.scoring import Engine
    from sim.validity.attacks import ATTACKS, FAILURES, Range, good_replies, table_of

    said = lang or system_language()
    library = Library(packs)
    rows = (*ATTACKS, FAILURES)
    attacked = Range(lambda name: library.scenario(name).value, library.rubric("service").value, Engine)
    rated, bad = good_replies(replies or (), attacked.ground)
    told = [{"line": number, "reason": error.said(translator(said))} for number, error in bad]
    for line in (*bad_lines({"bad": told}, said), *right_line("gaming-report", len(bad), said)):
        click.echo(f"servicesim: {line}", err=True)
    goods = [*(g for g in rated if scenario_id in (None, g.scenario)), *_exemplars(library, scenario_id)]
    if not goods:
        raise Usage(N_("there is no good reply to attack: give rated replies in a file, or a ready scenario"))
    table = table_of(rows, attacked.attack(rows, goods))
    plain = {**table.as_plain(), "bad": told}
    if form == "json":
        click.echo(json_safe(json.dumps(plain, ensure_ascii=False, indent=2)))
    else:
        written = gaming_text if form == "text" else gaming_markdown
        click.echo("\n".join(written(plain, said)))
    if bad:
        return PART
    return 0 if table.holds else GAMED


def _exemplars(library: Library, scenario_id: str | None) -> Iterator[Good]:
    """Yield the strong exemplars of every ready scenario, or of the one named. Raises NotFound."""
    from sim.validity.attacks import exemplars

    ids = [h.id for h in library.heads() if h.status == "ready"] if scenario_id is None else [scenario_id]
    for name in ids:
        yield from exemplars(library.scenario(name).value)
