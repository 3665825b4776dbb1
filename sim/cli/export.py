"""`servicesim export`: one attempt, or all of a person, as HTML, Markdown, JSON or CSV."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from sim.cli.options import pack_option

if TYPE_CHECKING:
    from sim.coach import Coach
    from sim.report.exported import Exported
    from sim.report.plots import Plots
    from sim.store import AttemptRow

EPILOG = """\b
Examples:
  servicesim export --format html -o debrief.html
  servicesim export a1b2c3 --format md
  servicesim export --all --who Ann --format csv -o ann.csv
\b
JSON has no better lines: servicesim debrief --format json has them.
Exit code 3: some attempts could not be exported and are named; the others are.
"""

PART = 3

T = TypeVar("T")

force_option = click.option("--force", is_flag=True, help="Write over FILE if it is there.")
"""For every command that writes a file of one's own choice."""


@click.command("export", epilog=EPILOG)
@click.argument("attempt", required=False)
@click.option("--all", "every", is_flag=True, help="All attempts of a person, the oldest first.")
@click.option("--who", metavar="NAME", help="Whose attempts (with --all: who played last).")
@click.option("--format", "form", type=click.Choice(["html", "md", "json", "csv"]), required=True)
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it to FILE.")
@force_option
@pack_option
def export_command(
    attempt: str | None,
    every: bool,
    who: str | None,
    form: str,
    out: Path | None,
    force: bool,
    packs: tuple[Path, ...],
) -> int:
    """Write the debrief and events of ATTEMPT (default: the one that ended last), or of all attempts."""
    from sim.coach import Coach
    from sim.coach.progress import exported, recorded
    from sim.locale import system_language, translator
    from sim.report.export_csv import export_csv

    _ = translator(system_language())
    if attempt is not None and (every or who is not None):
        raise click.UsageError(_("An ATTEMPT stands alone: without --all and --who."))
    coach = Coach(packs=packs)
    rows = _rows(coach, attempt, who, every=every)
    lang = rows[-1].lang
    check_out(out, lang, force=force)
    if form == "csv":
        recordings = _read(rows, lambda row: recorded(coach, row), every=every)
        read, text = len(recordings), export_csv(recordings)
    else:
        found = _read(rows, lambda row: exported(coach, row, better=form != "json"), every=every)
        read, text = len(found), _shown(found, form, every=every)
    write_out(text, out, lang, force=force)
    return 0 if read == len(rows) else PART


def _read(rows: tuple[AttemptRow, ...], read: Callable[[AttemptRow], T], *, every: bool) -> list[T]:
    """Return what could be read; with `every`, name what could not and go on. Raises ServicesimError."""
    from sim.errors import ServicesimError
    from sim.locale import translator
    from sim.report.printable import printable

    found = []
    for row in rows:
        try:
            found.append(read(row))
        except ServicesimError as error:
            if not every:
                raise
            click.echo(f"servicesim: {row.id}: {printable(str(error))}", err=True)
    if not found:
        _ = translator(rows[-1].lang)
        raise ServicesimError(_("nothing could be exported"))
    return found


def _rows(coach: Coach, attempt: str | None, who: str | None, *, every: bool) -> tuple[AttemptRow, ...]:
    """Return the attempts meant, oldest first. Raises NotFound, ServicesimError when there is none."""
    from sim.coach.progress import NOTHING, whose
    from sim.errors import ServicesimError
    from sim.locale import system_language, translator

    lang = system_language()
    _ = translator(lang)
    if attempt is not None:
        if coach.store.attempt(attempt).kind == "case":  # says which ids are near when there is none
            from sim.errors import Usage

            said = _("{attempt} is a case drill; read it with: servicesim debrief {attempt}")
            raise Usage(said.format(attempt=attempt))
        return tuple(row for row in coach.attempts() if row.id == attempt)
    if every:
        return tuple(
            sorted(coach.attempts(whose(coach, who, lang)), key=lambda row: (row.started_at, row.id))
        )
    latest = coach.latest_ended(whose(coach, who, lang) if who is not None else None)
    if latest is None:
        raise ServicesimError(_(NOTHING))
    return (latest,)


def _shown(found: list[Exported], form: str, *, every: bool) -> str:
    if form == "json":
        from sim.report.exported import as_plain
        from sim.report.printable import json_safe

        data = [as_plain(one) for one in found]
        return json_safe(json.dumps(data if every else data[0], ensure_ascii=False, indent=2))
    if form == "md":
        from sim.report.export_md import export_md

        return export_md(found)
    from sim.report.export_html import export_html

    lang = found[-1].debrief.lang
    return export_html(found, drawing(lang), lang)


def drawing(lang: str) -> Plots | None:
    """Return what draws plots; without matplotlib say in one line how to get them and return None."""
    from sim.locale import translator
    from sim.report.plots import WITHOUT, Plots

    plots = Plots.load()
    if plots is None:
        _ = translator(lang)
        click.echo(f"servicesim: {_(WITHOUT)}", err=True)
    return plots


def check_out(out: Path | None, lang: str, *, force: bool) -> None:
    """Make sure, before any work, that a file may be written. Raises Usage, in `lang`, where it may not."""
    from sim.errors import Usage
    from sim.locale import translator

    if out is None:
        return
    _ = translator(lang)
    if out.is_dir():
        raise Usage(_("{file} is a folder; name a file").format(file=out))
    if not out.parent.is_dir():
        raise Usage(_("cannot write {file}: there is no folder {folder}").format(file=out, folder=out.parent))
    if out.is_file() and not force:
        raise Usage(_taken(out, lang))


def _taken(out: Path, lang: str) -> str:
    from sim.locale import translator

    _ = translator(lang)
    return _("{file} is there already; name another file, or write over it with --force").format(file=out)


def write_out(text: str, out: Path | None, lang: str, *, force: bool) -> None:
    """Print a text, or write it to a file and say so.

    Raises Usage for a file that came to be since `check_out`, ServicesimError when it cannot be written.
    """
    from sim.errors import ServicesimError, Usage
    from sim.locale import translator
    from sim.report.printable import printable

    text = text.rstrip("\n") + "\n"
    if out is None:
        click.echo(text, nl=False)
        return
    _ = translator(lang)
    try:
        device = out.exists() and not out.is_file()
        with out.open("w" if force or device else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Usage(_taken(out, lang)) from None
    except OSError as error:
        form = _("cannot write {file}: {reason}")
        raise ServicesimError(form.format(file=out, reason=error.strerror)) from None
    click.echo(printable(_("Written to {file}").format(file=out)), err=True)
