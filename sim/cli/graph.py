"""`servicesim graph`: the script of a scenario as a picture, and which branches attempts took."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from sim.cli.export import check_out, force_option, write_out
from sim.cli.options import pack_option
from sim.locale import system_language, translator

if TYPE_CHECKING:
    from sim.coach import Coach
    from sim.model.language import Lang
    from sim.model.rubric import Rubric
    from sim.workshop.graph import Counts, Graph, Source

EPILOG = """\b
Examples:
  servicesim graph complaint-01
  servicesim graph scenarios/mine.yaml -o mine.svg
  servicesim graph complaint-01 --attempts --format html -o complaint-01.html
"""

FORMS = {".svg": "svg", ".html": "html", ".htm": "html", ".mmd": "mermaid", ".mermaid": "mermaid"}
"""How a file's name ends -> the format it is written in when none is named."""

WIDEST = 110
"""Columns of an outline; longer lines are hard to read, and a file has no width of its own."""


@click.command("graph", epilog=EPILOG)
@click.argument("named", metavar="ID|FILE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "mermaid", "svg", "html"]),
    help="Default: by the ending of FILE, else text.",
)
@click.option("--attempts", is_flag=True, help="Count which branches the stored attempts took.")
@click.option("--who", metavar="NAME", help="Count the attempts of this person only (with --attempts).")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language (default: that of your system).")
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it to FILE.")
@force_option
@pack_option
def graph_command(
    named: str,
    form: str | None,
    attempts: bool,
    who: str | None,
    lang: str | None,
    out: Path | None,
    force: bool,
    packs: tuple[Path, ...],
) -> int:
    """Show the script of a scenario: its turns, branches with their conditions, and endings."""
    from sim.coach import Coach
    from sim.workshop.graph import build_graph, open_source

    language = cast("Lang", lang or system_language())
    if who is not None and not attempts:
        raise click.UsageError(translator(language)("--who goes with --attempts."))
    check_out(out, language, force=force)
    coach = Coach(packs=packs)
    source = open_source(coach.library, named, language)
    counts = _counts(coach, source, who) if attempts else None
    graph = build_graph(source.scenario, language, _rubric(coach), counts)
    form = form or (FORMS.get(out.suffix.lower(), "text") if out else "text")
    write_out(_drawn(graph, form, out), out, language, force=force)
    return 0


def _counts(coach: Coach, source: Source, who: str | None) -> Counts:
    from sim.coach.ways import ways_of
    from sim.workshop.graph import counts_of

    return counts_of(source.scenario, ways_of(coach, source.scenario.id, source.hash, who))


def _rubric(coach: Coach) -> Rubric | None:
    """Return the sheet that gives codes their names; a faulty one is no reason to draw nothing."""
    from sim.coach import DEFAULT_RUBRIC
    from sim.errors import ServicesimError

    try:
        return coach.library.rubric(DEFAULT_RUBRIC).value
    except ServicesimError:
        return None


def _drawn(graph: Graph, form: str, out: Path | None) -> str:
    from sim.workshop.graph import graph_html, graph_lines, graph_mermaid, graph_svg

    if form == "text":
        width = WIDEST if out else min(shutil.get_terminal_size().columns, WIDEST)
        return "\n".join(graph_lines(graph, width))
    return {"mermaid": graph_mermaid, "svg": graph_svg, "html": graph_html}[form](graph)
