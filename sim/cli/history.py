"""`servicesim history`: one person's progress over time."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from sim.cli.acting import READER
from sim.cli.export import check_out, drawing, force_option, write_out
from sim.cli.options import pack_option

if TYPE_CHECKING:
    from sim.model.language import Lang
    from sim.report.progress_records import Progress

EPILOG = """\b
Examples:
  servicesim history
  servicesim history --who Ann --format html -o progress.html
\b
Exit code 3: some attempts could not be read and are named.
"""

PART = 3


@click.command("history", epilog=EPILOG)
@click.option("--who", metavar="NAME", help="Whose progress (default: who played last).")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language (default: that of your system).")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@click.option("--plain", is_flag=True, help="No meters: for screen readers. Pipes and files get none anyway.")
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it to FILE.")
@force_option
@READER
@pack_option
def history_command(
    who: str | None,
    lang: str | None,
    form: str,
    plain: bool,
    out: Path | None,
    force: bool,
    by: str | None,
    packs: tuple[Path, ...],
) -> int:
    """Show levels over time, what is shown and missing, and how unseen scenarios went."""
    from sim.coach import Coach
    from sim.coach.private import Reader
    from sim.coach.progress import progress_of
    from sim.locale import system_language

    language = cast("Lang", lang or system_language())
    coach = Coach(packs=packs)
    check_out(out, language, force=force)
    reader = Reader(coach, by, language)
    name = reader.whose(who)
    reader.of(name)
    progress = progress_of(coach, name, language)
    meters = not plain and out is None and sys.stdout.isatty()
    shown = _shown(progress, form, language, plain=not meters)
    if form == "text":
        from sim.coach.drills import case_notes
        from sim.report.drill import case_lines

        shown = "\n".join([shown, *case_lines(case_notes(coach, progress.who, language), language)])
    write_out(shown, out, language, force=force)
    return PART if progress.left_out else 0


def _shown(progress: Progress, form: str, lang: str, *, plain: bool) -> str:
    if form == "json":
        from sim.report.printable import json_safe

        return json_safe(json.dumps(progress.model_dump(mode="json"), ensure_ascii=False, indent=2))
    if form == "html":
        from sim.report.progress_plot import progress_page

        return progress_page(progress, drawing(lang), lang)
    from sim.report.progress_text import progress_lines

    return "\n".join(progress_lines(progress, lang, plain=plain))
