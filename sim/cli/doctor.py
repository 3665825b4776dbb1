"""`servicesim doctor`: is this installation well, and where is my data."""

from __future__ import annotations

import json

import click

from sim.cli.library import LANG

FOUND = 1


@click.command("doctor", epilog="\b\nExample:\n  servicesim doctor\n")
@LANG
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def doctor_command(lang: str | None, form: str) -> int:
    """Check this installation; say how to mend what is not well."""
    from sim.coach.health import examine
    from sim.locale import system_language, translator

    said = lang or system_language()
    _ = translator(said)
    findings = examine()
    if form == "json":
        click.echo(json.dumps([f.as_plain() for f in findings], ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            line = _("{what}: {state}").format(what=_(finding.what), state=finding.state.said(said))
            mark = _("ok  ") if finding.well else _("MEND")
            click.echo(f"{mark} {line}")
            if not finding.well:
                click.echo(f"     {_(finding.mend)}")
    return 0 if all(f.well for f in findings) else FOUND
