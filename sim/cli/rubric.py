"""`servicesim rubric`: the commands about scoring sheets; shows one as a sheet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from sim.cli.library import FORMAT, LANG
from sim.cli.options import pack_option
from sim.cli.rubric_check import check_command
from sim.cli.rubric_diff import diff_command
from sim.cli.rubric_file import open_rubric
from sim.cli.rubric_import import import_command

if TYPE_CHECKING:
    from sim.model.language import Lang


@click.group("rubric", epilog="\b\nExample:\n  servicesim rubric check rubrics/mine.yaml\n")
def rubric_command() -> None:
    """Show, check and compare scoring sheets."""


rubric_command.add_command(import_command)
rubric_command.add_command(check_command)
rubric_command.add_command(diff_command)


@rubric_command.command(
    "show", epilog="\b\nExamples:\n  servicesim rubric show\n  servicesim rubric show mine.yaml --lang zh\n"
)
@click.argument("rubric", default="service")
@LANG
@FORMAT
@pack_option
def show(rubric: str, lang: str | None, form: str, packs: tuple[Path, ...]) -> int:
    """Show a RUBRIC (an id or a file) as a sheet."""
    from sim.content import Library
    from sim.locale import system_language
    from sim.report.printable import json_safe
    from sim.report.rubric_sheet import sheet_lines

    value = open_rubric(rubric, Library(packs)).value
    if form == "json":
        data = value.model_dump(mode="json", by_alias=True)
        click.echo(json_safe(json.dumps(data, ensure_ascii=False, indent=2)))
    else:
        for line in sheet_lines(value, cast("Lang", lang or system_language())):
            click.echo(line)
    return 0
