"""`servicesim debrief`: reads the debrief of an attempt again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from sim.cli.acting import READER

if TYPE_CHECKING:
    from sim.coach import Coach


@click.command(
    "debrief", epilog="\b\nExamples:\n  servicesim debrief\n  servicesim debrief a1b2c3 --format json\n"
)
@click.argument("attempt", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--who", metavar="NAME", help="The latest attempt of this person.")
@READER
def debrief_command(attempt: str | None, form: str, who: str | None, by: str | None) -> int:
    """Show the debrief of ATTEMPT (default: the latest one)."""
    from sim.coach import Coach
    from sim.coach.private import Reader
    from sim.errors import N_, ServicesimError
    from sim.locale import system_language
    from sim.report import render_text

    coach = Coach()
    reader = Reader(coach, by, system_language())
    row = reader.latest(who) if attempt is None else coach.store.attempt(attempt)
    if row is None:
        raise ServicesimError(N_("nothing has been played yet; try: servicesim run complaint-01"))
    attempt = row.id
    reader.look((row,), "debrief")
    if row.kind == "case":
        _show_case(coach, attempt, form)
        return 0
    seat = coach.open(attempt)
    debrief = seat.debrief()
    if form == "json":
        click.echo(json.dumps(debrief.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=2))
    else:
        for line in render_text(debrief, seat.lang):
            click.echo(line)
    return 0


def _show_case(coach: Coach, attempt: str, form: str) -> None:
    """Show the answers to a case drill, or its events as JSON."""
    from sim.coach.drills import open_drill
    from sim.report.drill import answer_lines, follow_up_lines, question_lines
    from sim.report.printable import json_safe, printable

    seat = open_drill(coach, attempt)
    if form == "json":
        data = [event.model_dump(mode="json", by_alias=True) for event in seat.events]
        click.echo(json_safe(json.dumps(data, ensure_ascii=False, indent=2)))
        return
    for line in question_lines(seat.drill, seat.lang):
        click.echo(line)
    for event in seat.answers:
        click.echo("")
        click.echo(f"> {printable(event.text)}")
        for line in answer_lines(event, seat.drill, seat.lang):
            click.echo(line)
    if seat.answers:
        for line in follow_up_lines(seat.open_points, seat.lang):
            click.echo(line)
