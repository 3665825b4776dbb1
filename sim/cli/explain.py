"""`servicesim explain`: the page of a fault's code, and the list of all codes."""

from __future__ import annotations

import click

from sim.locale import system_language


@click.command(
    "explain", epilog="\b\nExamples:\n  servicesim explain SC014\n  servicesim explain --lang zh\n"
)
@click.argument("code", required=False)
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language (default: that of your system).")
def explain_command(code: str | None, lang: str | None) -> int:
    """Explain what CODE means, with a wrong and a right example; without CODE list all codes."""
    from sim.content.codes import CODES
    from sim.content.pages import page, title
    from sim.report.printable import printable

    said = lang or system_language()
    if code is None:
        for name in sorted(CODES):
            click.echo(printable(f"{name}  {title(name, said)}"))
        return 0
    for line in page(code, said):
        set_in = len(line) - len(line.lstrip(" "))
        click.echo(" " * set_in + printable(line))
    return 0
