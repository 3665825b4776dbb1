"""`servicesim replay` and `servicesim practise`: one reply again, or three hard turns."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from sim.cli.options import pack_option

if TYPE_CHECKING:
    from sim.coach import Seat
    from sim.model.language import Lang


@click.command(
    "replay",
    epilog="""\b
Examples:
  servicesim replay a06cv1k9w3 --from 2      reply 2 of this attempt again
  servicesim replay complaint-01 --from 1    of the last attempt at this scenario
""",
)
@click.argument("attempt", metavar="ATTEMPT|SCENARIO")
@click.option("--from", "turn_no", type=int, required=True, metavar="N", help="The reply to give anew.")
@click.option("--plain", is_flag=True, help="Lines instead of screens.")
@click.option("--json", "as_json", is_flag=True, help="Print one event a line as JSON.")
@click.option("--who", metavar="NAME", help="With a scenario: whose last attempt.")
@pack_option
def replay_command(
    attempt: str, turn_no: int, plain: bool, as_json: bool, who: str | None, packs: tuple[Path, ...]
) -> int:
    """Try reply N of an earlier attempt again: same customer, same state; both are kept."""
    from sim.coach import Coach
    from sim.coach.private import Reader
    from sim.errors import Usage
    from sim.locale import system_language, translator

    coach = Coach(packs=packs)
    reader = Reader(coach, who, system_language())
    latest = coach.latest_at(attempt, who or reader.name, turn_no)
    if latest is None and any(head.id == attempt for head in coach.heads()):
        _ = translator(system_language())
        told = _("no practice attempt at {scenario} has a reply {n}")
        raise Usage(told.format(scenario=attempt, n=turn_no))
    row = latest or coach.store.attempt(attempt)
    reader.own(row, "replay", "--who")
    seat = coach.replay(row.id, turn_no)
    return _play(seat, row.who, plain=plain, as_json=as_json, packs=packs)


@click.command(
    "practise",
    epilog="""\b
Examples:
  servicesim practise
  servicesim practise --who Lee --lang zh
""",
)
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language (default: that of your system).")
@click.option("--plain", is_flag=True, help="Lines instead of screens.")
@click.option("--who", metavar="NAME", help="Whose practice this is (default: who played last).")
@pack_option
def practise_command(lang: str | None, plain: bool, who: str | None, packs: tuple[Path, ...]) -> int:
    """Answer three hard turns, chosen by where you lost most: about five minutes."""
    from sim.coach import Coach
    from sim.coach.people import player
    from sim.locale import system_language, translator
    from sim.model.rubric import in_short
    from sim.report.words import sentences

    coach = Coach(packs=packs)
    language = cast("Lang", lang or system_language())
    name = player(coach, who, language)
    picks = coach.practise(name)
    _ = translator(language)
    section = coach.library.rubric("service").value.section(picks[0].dimension)
    why = _("{n} turns, chosen because {dimension} was lowest so far.").format(
        n=len(picks), dimension=in_short(section.name.get(language))
    )
    click.echo(why)
    for number, pick in enumerate(picks, start=1):
        where = _("Turn {number} of {n}").format(number=number, n=len(picks))
        click.echo(where)
        seat = coach.start(pick.scenario, lang=language, who=name, only=pick.turn)
        note = sentences(where + _("."), why, lang=language)
        code = _play(seat, name, plain=plain, as_json=False, packs=packs, note=note)
        if code or not coach.open(seat.attempt).ended:  # left in the middle: that was enough for today
            return code
    return 0


def _play(
    seat: Seat, who: str, *, plain: bool, as_json: bool, packs: tuple[Path, ...], note: str = ""
) -> int:
    """Play an attempt of `who`, on screens where there is a terminal."""
    from sim.cli.run import has_screen

    if has_screen() and not plain and not as_json:
        from sim.tui import run_app

        return run_app(
            seat.scenario.id,
            lang=seat.lang,
            mode=seat.mode,
            seed=seat.session.seed,
            who=who,
            new=False,
            resume=seat.attempt,
            home=None,
            packs=packs,
            title=seat.brief.title,
            note=note,
        )
    from sim.plain import run_plain

    return run_plain(
        seat, reply_lines=sys.stdin, out=sys.stdout, json=as_json, interactive=sys.stdin.isatty()
    )
