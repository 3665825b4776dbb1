"""`servicesim debrief`: reads the debrief of an attempt again."""

from __future__ import annotations

import json

import click


@click.command(
    "debrief", epilog="\b\nExamples:\n  servicesim debrief\n  servicesim debrief a1b2c3 --format json\n"
)
@click.argument("attempt", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--who", metavar="NAME", help="The latest attempt of this person.")
def debrief_command(attempt: str | None, form: str, who: str | None) -> int:
    """Show the debrief of ATTEMPT (default: the latest one)."""
    from sim.coach import Coach
    from sim.errors import ServicesimError
    from sim.report import render_text

    coach = Coach()
    if attempt is None:
        row = coach.latest_ended(who)
        if row is None:
            raise ServicesimError("nothing has been played yet; try: servicesim run complaint-01")
        attempt = row.id
    seat = coach.open(attempt)
    debrief = seat.debrief()
    if form == "json":
        click.echo(json.dumps(debrief.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=2))
    else:
        for line in render_text(debrief, seat.lang):
            click.echo(line)
    return 0
