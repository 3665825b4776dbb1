"""`servicesim check`: every problem in scenario and rubric files, at once."""

from __future__ import annotations

import json
from pathlib import Path

import click

FOUND = 1


@click.command(
    "check",
    epilog="\b\nExamples:\n  servicesim check scenarios/mine.yaml\n  servicesim check\n",
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def check_command(paths: tuple[Path, ...], form: str) -> int:
    """Check files or folders and name every problem with its line and column."""
    from sim.content import bundled_folder, check_paths
    from sim.report.printable import printable

    chosen = paths or (bundled_folder("scenarios"), bundled_folder("rubrics"))
    problems = check_paths(chosen)
    if form == "json":
        click.echo(json.dumps([p.model_dump(mode="json") for p in problems], ensure_ascii=False, indent=2))
    else:
        for problem in problems:
            click.echo(printable(str(problem)))
        if not problems:
            click.echo("No problems found.")
    return FOUND if any(p.severity == "error" for p in problems) else 0
