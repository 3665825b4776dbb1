"""`servicesim doctor`: is this installation well, and where is my data."""

from __future__ import annotations

import json

import click

FOUND = 1


@click.command("doctor", epilog="\b\nExample:\n  servicesim doctor\n")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def doctor_command(form: str) -> int:
    """Check this installation; say how to mend what is not well."""
    from sim.coach.health import examine

    findings = examine()
    if form == "json":
        click.echo(json.dumps([vars(f) for f in findings], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            click.echo(f"{'ok  ' if finding.well else 'MEND'} {finding.what}: {finding.state}")
            if not finding.well:
                click.echo(f"     {finding.mend}")
    return 0 if all(f.well for f in findings) else FOUND
