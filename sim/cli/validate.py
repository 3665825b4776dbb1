"""`servicesim validate`: how well the engine agrees with rated replies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sim.cli.library import LANG
from sim.cli.options import pack_option, right_line, rubric_option

if TYPE_CHECKING:
    from sim.validity.ratings import By

EPILOG = """\b
A line of RATINGS (- for standard input):
  {"id": "1", "scenario": "complaint-01", "turn": "opening", "lang": "en", "reply": "…",
   "levels": {"empathy": 3}, "raters": {"empathy": [3, 3, 2]}, "marks": {"E1": 3},
   "labels": "human"}
"levels" or "raters" or "marks" is enough; "labels" is "human" or "reference" (the default).
\b
Examples:
  servicesim validate ratings.jsonl
  servicesim validate ratings.jsonl --by scenario --format html --out agreement.html
\b
Exit code 3: some lines were bad and are named, the figures are of the others.
Exit code 1: the gate is not met. Both: 3.
"""

UNMET, PART = 1, 3


@click.command("validate", epilog=EPILOG)
@click.argument("ratings", type=click.Path(allow_dash=True))
@click.option(
    "--by",
    type=click.Choice(["scenario", "lang", "band"]),
    help="Also by scenario, for both languages together (lang), or by the raters' level (band). "
    "Each language stands alone in any case.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the report to FILE.")
@click.option("--force", is_flag=True, help="Write over FILE if it is there.")
@rubric_option
@LANG
@pack_option
def validate_command(
    ratings: str,
    by: By | None,
    form: str,
    out: Path | None,
    force: bool,
    rubric: str,
    lang: str | None,
    packs: tuple[Path, ...],
) -> int:
    """Score the rated replies in RATINGS and report how well the engine agrees with the raters."""
    from sim.cli.export import check_out
    from sim.coach.row_notes import Notes
    from sim.coach.rows import RowScorer
    from sim.content import Library
    from sim.locale import system_language
    from sim.report.agreement import bad_lines, gate_line
    from sim.report.printable import printable
    from sim.validity.rated import read
    from sim.validity.ratings import as_plain, compare

    said = lang or system_language()
    if out is not None:
        _refuse_same(out, ratings)
        check_out(out, said, force=force)
    lines = _lines(ratings)
    scorer = RowScorer(Library(packs), rubric)
    told = "en" if form == "json" else said
    notes = Notes()
    rows, bad = read(notes.through(lines), lambda data: scorer.score(scorer.row(data)), told)
    data = as_plain(compare(rows, by, bad))
    _write(_shown(data, form, said), out, said)
    if form != "text" or out is not None:
        for line in bad_lines(data, said):
            click.echo(f"servicesim: {line}", err=True)
    for line in (*notes.columns(said), *right_line("validate", len(bad), said)):
        click.echo(printable(f"servicesim: {line}"), err=True)
    if out is not None and not data["gate"]["passes"]:
        click.echo(f"servicesim: {gate_line(data, said)}", err=True)
    if bad:
        return PART
    return 0 if data["gate"]["passes"] else UNMET


def _lines(name: str) -> list[str]:
    """Return the lines of the ratings. Raises NotFound for no such file, ServicesimError when unreadable."""
    from sim.errors import N_, NotFound, ServicesimError, reason_of

    try:
        with click.open_file(name, encoding="utf-8-sig", errors="surrogateescape") as file:
            return list(file)
    except FileNotFoundError:
        raise NotFound("file", name) from None
    except OSError as error:
        raise ServicesimError(
            N_("{file} cannot be read: {reason}"), file=name, reason=reason_of(error)
        ) from None


def _shown(data: dict[str, Any], form: str, lang: str) -> str:
    if form == "html":
        from sim.report.agreement_html import agreement_page

        return agreement_page(data, lang)
    from sim.report.agreement import agreement_json, agreement_lines

    return agreement_json(data) if form == "json" else "\n".join(agreement_lines(data, lang))


def _refuse_same(out: Path, ratings: str) -> None:
    """Raise Usage when the report would overwrite the ratings."""
    from sim.errors import N_, Usage

    if ratings != "-" and out.exists() and Path(ratings).exists() and out.samefile(ratings):
        raise Usage(N_("--out {out} is the file of ratings; name another one"), out=out)


def _write(text: str, out: Path | None, lang: str) -> None:
    """Print the report, or write it to a file. Raises ServicesimError when it cannot be written."""
    from sim.errors import N_, ServicesimError, reason_of
    from sim.locale import translator
    from sim.report.printable import printable

    if out is None:
        click.echo(text)
        return
    try:
        out.write_text(text + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise ServicesimError(
            N_("{file} cannot be written: {reason}"), file=out, reason=reason_of(error)
        ) from None
    _ = translator(lang)
    click.echo(printable(_("Report written to {file}").format(file=out)), err=True)
