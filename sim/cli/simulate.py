"""`servicesim simulate`: plays scenarios with simulated trainees, before a trainee meets them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import click

from sim.cli.options import pack_option

if TYPE_CHECKING:
    from sim.content import Library
    from sim.model.language import Lang
    from sim.model.scenario import Scenario
    from sim.model.simulation import Simulation
    from sim.workshop.simulate import Given, Order

EPILOG = """\b
A line of --replies:
  {"scenario": "complaint-01", "turn": "opening", "lang": "en", "reply": "…"}
and optionally "levels": {"empathy": 3, …}; without them the engine says how good it is.
\b
Examples:
  servicesim simulate complaint-01
  servicesim simulate complaint-01 -n 10000 --lang zh --format json
  servicesim simulate --all
\b
Exit code 3: some lines of --replies, or some files, were bad and are named; the rest was played.
"""

PART = 3


@click.command("simulate", epilog=EPILOG)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "every", is_flag=True, help="Every ready scenario, one row each.")
@click.option(
    "-n", "plays", type=click.IntRange(min=5), default=2000, show_default=True, help="Plays of each scenario."
)
@click.option("--seed", type=int, default=0, show_default=True, help="Same seed, same report.")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language (default: that of your system).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--rubric", "rubric_id", default="service", show_default=True, metavar="ID|FILE", help="The sheet."
)
@click.option(
    "--replies",
    type=click.File("r", encoding="utf-8-sig", errors="surrogateescape"),
    metavar="FILE",
    help="Replies that join what can be said, one JSON object a line.",
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes (default: one a core).")
@pack_option
def simulate_command(
    ids: tuple[str, ...],
    every: bool,
    plays: int,
    seed: int,
    lang: str | None,
    form: str,
    rubric_id: str,
    replies: IO[str] | None,
    jobs: int | None,
    packs: tuple[Path, ...],
) -> int:
    """Play scenarios with simulated trainees of stated skill, and report what they reach.

    No figure of the report is of a person.
    """
    from sim.content import Library
    from sim.locale import system_language, translator
    from sim.report.printable import printable
    from sim.report.simulation import comparison_lines, simulation_json, simulation_lines
    from sim.workshop.simulate import Order, compare

    language = cast("Lang", lang or system_language())
    _ = translator(language)
    if every == bool(ids):
        raise click.UsageError(_("Name scenarios, or say --all; `servicesim list` shows them."))
    library = Library(packs)
    rubric = library.rubric(rubric_id).value
    given, faults = _given(replies, language)
    scenarios, drafts, unread = _scenarios(library, ids, language)
    faults += unread + _astray(given, scenarios, language)
    orders = [
        Order(scenario, rubric, scenario.language or language, plays, seed, given) for scenario in scenarios
    ]
    comparison = compare(_played(orders, jobs, language), drafts)
    if form == "json":
        click.echo(simulation_json(comparison))
    elif every:
        click.echo("\n".join(comparison_lines(comparison, language)))
    else:
        pages = ["\n".join(simulation_lines(s, language)) for s in comparison.simulations]
        click.echo("\n\n\n".join(pages))
    for fault in faults:
        click.echo(printable(f"servicesim: {fault}"), err=True)
    return PART if faults else 0


def _given(replies: IO[str] | None, language: Lang) -> tuple[tuple[Given, ...], list[str]]:
    """Return the replies of the file, and what is wrong with its other lines."""
    from sim.locale import translator
    from sim.workshop.simulate import read_given

    if replies is None:
        return (), []
    good, bad = read_given(replies)
    _ = translator(language)
    form = _("replies, line {n}: {reason}")
    return good, [form.format(n=number, reason=error.said(_)) for number, error in bad]


def _astray(given: tuple[Given, ...], scenarios: list[Scenario], language: Lang) -> list[str]:
    """Say which replies are to a turn that their scenario does not have."""
    from sim.locale import translator

    _ = translator(language)
    form = _("replies: no turn '{turn}' in {scenario}; it has: {known}")
    turns = {scenario.id: [turn.id for turn in scenario.turns] for scenario in scenarios}
    astray = {(g.scenario, g.turn) for g in given if g.scenario in turns and g.turn not in turns[g.scenario]}
    return [
        form.format(turn=turn, scenario=scenario, known=", ".join(turns[scenario]))
        for scenario, turn in sorted(astray)
    ]


def _scenarios(
    library: Library, ids: tuple[str, ...], language: Lang
) -> tuple[list[Scenario], int, list[str]]:
    """Return the scenarios named, or every ready one, with the number of drafts left out and bad files.

    Raises NotFound and BadFile for one that is named.
    """
    from sim.model.bad_file import BadFile

    if ids:
        return [library.scenario(name).value for name in dict.fromkeys(ids)], 0, []
    heads = library.heads()
    found, bad = [], [problem.shown(language) for problem in library.head_problems()]
    for head in heads:
        if head.status != "ready":
            continue
        try:
            found.append(library.scenario(head.id).value)
        except BadFile as error:
            bad += [problem.shown(language) for problem in error.problems]
    return found, sum(h.status != "ready" for h in heads), bad


def _played(orders: list[Order], jobs: int | None, language: Lang) -> list[Simulation]:
    """Play with a bar on the terminal, and return what was measured."""
    from sim.locale import translator
    from sim.workshop.simulate import measure, play_all

    total = sum(order.plays for order in orders)
    label = translator(language)("Plays")
    with click.progressbar(length=total, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        found = play_all(orders, jobs=jobs, tick=bar.update)
    return [measure(order, plays) for order, plays in zip(orders, found, strict=True)]
