"""`servicesim preview`: plays a scenario while its author edits it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from sim.cli.options import pack_option

if TYPE_CHECKING:
    from sim.model.language import Lang


@click.command(
    "preview",
    epilog="""\b
Examples:
  servicesim preview scenarios/mine-01.yaml     beside your editor: every save is played at once
  servicesim preview complaint-01 --lang zh
  servicesim preview mine-01.yaml --plain       line by line; /help names the commands
""",
)
@click.argument("named", metavar="ID|FILE")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language (default: that of your system).")
@click.option(
    "--rubric", "rubric_id", default="service", show_default=True, metavar="ID|FILE", help="The sheet."
)
@click.option("--plain", is_flag=True, help="Lines instead of screens: for screen readers and pipes.")
@pack_option
def preview_command(
    named: str, lang: str | None, rubric_id: str, plain: bool, packs: tuple[Path, ...]
) -> int:
    """Play a scenario while you edit it, and see why each reply leads where it leads.

    Nothing is stored: no trainee's record is touched.
    """
    from sim.cli.run import has_screen
    from sim.content import Library
    from sim.locale import system_language

    language = cast("Lang", lang or system_language())
    library = Library(packs)
    from sim.workshop.preview.source import find_source

    source = find_source(library, named)
    if has_screen() and not plain:
        from sim.tui.preview import run_preview

        return run_preview(source.path, lang=language, rubric=rubric_id, packs=packs)
    from sim.plain.preview import preview_lines
    from sim.workshop.preview import Preview

    preview = Preview(str(source.path), library.rubric(rubric_id).value, language)
    return preview_lines(
        preview, source, language, lines=sys.stdin, out=sys.stdout, interactive=sys.stdin.isatty()
    )
