"""`servicesim export`: one attempt, or all of a person, as HTML, Markdown, JSON, CSV or xAPI."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from sim.cli.acting import READER
from sim.cli.options import pack_option

if TYPE_CHECKING:
    from sim.coach import Coach
    from sim.coach.private import Reader
    from sim.report.exported import Exported
    from sim.report.plots import Plots
    from sim.store import AttemptRow

EPILOG = """\b
Examples:
  servicesim export --format html -o debrief.html
  servicesim export a1b2c3 --format md
  servicesim export --all --who Ann --format csv -o ann.csv
  servicesim export --all --who Ann --format xapi -o ann.json
  servicesim export --trainee Ann -o all-of-ann.json
\b
--trainee writes all that is kept of one person, as JSON: for them and for admins.
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
@click.option("--trainee", metavar="NAME", help="All that is kept of one person, not attempts alone.")
@click.option("--format", "form", type=click.Choice(["html", "md", "markdown", "json", "csv", "xapi"]))
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it to FILE.")
@force_option
@READER
@pack_option
@click.pass_context
def export_command(
    context: click.Context,
    attempt: str | None,
    every: bool,
    who: str | None,
    trainee: str | None,
    form: str | None,
    out: Path | None,
    force: bool,
    by: str | None,
    packs: tuple[Path, ...],
) -> int:
    """Write the debrief and events of ATTEMPT (default: the one that ended last), or of all attempts."""
    from sim.coach import Coach
    from sim.coach.learning import Learning, as_array
    from sim.coach.private import Reader
    from sim.coach.progress import exported, recorded
    from sim.locale import system_language, translator
    from sim.report.export_csv import export_csv

    _ = translator(system_language())
    if trainee is not None:
        if attempt is not None or every or who is not None or form not in (None, "json"):
            raise click.UsageError(_("--trainee stands alone: all of one person, as JSON."))
        return _all_of(trainee, by, out, force=force)
    if form is None:
        raise click.MissingParameter(ctx=context, param_hint="'--format'", param_type="option")
    if attempt is not None and (every or who is not None):
        raise click.UsageError(_("An ATTEMPT stands alone: without --all and --who."))
    coach = Coach(packs=packs)
    reader = Reader(coach, by, system_language())
    rows = _rows(coach, reader, attempt, who, every=every, cases=form == "xapi")
    lang = rows[-1].lang
    check_out(out, lang, force=force)
    reader.look(rows, "export")
    if form == "csv":
        recordings = _read(rows, lambda row: recorded(coach, row), every=every)
        read, text = len(recordings), export_csv(recordings)
    elif form == "xapi":
        learning = Learning(coach, lang)
        told = _read(rows, learning.statements, every=every)
        read, text = len(told), as_array(told)
    else:
        found = _read(rows, lambda row: exported(coach, row, better=form != "json"), every=every)
        read, text = len(found), _shown(found, form, every=every)
    write_out(text, out, lang, force=force)
    return 0 if read == len(rows) else PART


def _all_of(trainee: str, by: str | None, out: Path | None, *, force: bool) -> int:
    """Write all that is kept of one person. Raises NotFound, Refused for anybody but them and admins."""
    from sim.coach import Coach
    from sim.coach.people import everything_of
    from sim.locale import system_language
    from sim.report.printable import json_safe

    lang = system_language()
    check_out(out, lang, force=force)
    data = everything_of(Coach(), trainee, by, lang)
    write_out(json_safe(json.dumps(data, ensure_ascii=False, indent=2)), out, lang, force=force)
    return 0


def _read(rows: tuple[AttemptRow, ...], read: Callable[[AttemptRow], T], *, every: bool) -> list[T]:
    """Return what could be read; with `every`, name what could not and go on. Raises ServicesimError."""
    from sim.errors import ServicesimError
    from sim.locale import system_language, translator
    from sim.report.printable import printable

    found = []
    for row in rows:
        try:
            found.append(read(row))
        except ServicesimError as error:
            if not every:
                raise
            click.echo(
                f"servicesim: {row.id}: {printable(error.said(translator(system_language())))}", err=True
            )
    if not found:
        _ = translator(rows[-1].lang)
        raise ServicesimError(_("nothing could be exported"))
    return found


def _rows(
    coach: Coach, reader: Reader, attempt: str | None, who: str | None, *, every: bool, cases: bool = False
) -> tuple[AttemptRow, ...]:
    """Return the attempts meant, oldest first; `cases` says whether case drills are among them.

    Of all of a person those that the reader may see. Raises NotFound, ServicesimError when there is none.
    """
    from sim.coach.progress import NOTHING
    from sim.errors import ServicesimError
    from sim.locale import system_language, translator

    lang = system_language()
    _ = translator(lang)
    if attempt is not None:
        row = coach.store.attempt(attempt)  # says which ids are near when there is none
        if row.kind == "case" and not cases:
            from sim.errors import Usage

            said = _("{attempt} is a case drill; read it with: servicesim debrief {attempt}")
            raise Usage(said.format(attempt=attempt))
        return (row,)
    if every:
        name = reader.whose(who)
        found = reader.allowed(coach.attempts(name) + (coach.store.cases(name) if cases else ()))
        if not found:
            raise ServicesimError(_(NOTHING))
        return tuple(sorted(found, key=lambda row: (row.started_at, row.id)))
    latest = reader.latest(reader.whose(who) if who is not None else None)
    if latest is None:
        raise ServicesimError(_(NOTHING))
    return (latest,)


def _shown(found: list[Exported], form: str, *, every: bool) -> str:
    if form == "json":
        from sim.report.exported import as_plain
        from sim.report.printable import json_safe

        data = [as_plain(one) for one in found]
        return json_safe(json.dumps(data if every else data[0], ensure_ascii=False, indent=2))
    if form in ("md", "markdown"):
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
    from sim.errors import ServicesimError, Usage, reason_of
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
        raise ServicesimError(form.format(file=out, reason=reason_of(error).said(_))) from None
    click.echo(printable(_("Written to {file}").format(file=out)), err=True)
