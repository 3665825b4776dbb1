"""`servicesim report`: what a cohort handed in in a month or half-year, in figures of the group."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from sim.cli.acting import BY, enter, system
from sim.cli.export import check_out, force_option, write_out
from sim.cli.library import LANG
from sim.cli.options import pack_option

if TYPE_CHECKING:
    from sim.coach.cohort_report import Made
    from sim.report.cohort import CohortReport
    from sim.report.cohort.periods import Period, PeriodKind
    from sim.report.cohort.plots import CohortPlots

EPILOG = """\b
Examples:
  servicesim report spring --period month
  servicesim report spring --period half-year --of 2026-H2 --format html -o spring.html
  servicesim report spring --period month --of 2026-11 --sheet spring.xlsx
\b
No figure is made of fewer than five people, and none is given from which, beside another one that
was ever given, one to four people could be told. A report that was shown once stays as it is.
The sheet has people's own figures: for them and their trainers.
HTML has plots with pip install 'servicesim[report]'; Parquet needs 'servicesim[scale]', .xlsx
'servicesim[sheets]'.
Exit code 3: some attempts could not be read and are named.
"""

PART = 3

SHEETS = (".csv", ".xlsx")
"""Endings of a sheet's file; they say which kind it is."""


@click.command("report", epilog=EPILOG)
@click.argument("cohort")
@click.option(
    "--period",
    "kind",
    type=click.Choice(["month", "half-year"]),
    default="month",
    show_default=True,
    help="A calendar month, or January to June and July to December.",
)
@click.option("--of", "label", metavar="LABEL", help="2026-11, or 2026-H2 (default: the last whole one).")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "csv", "parquet", "json"]),
    default="text",
    show_default=True,
)
@click.option(
    "--sheet",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the appraisal sheet, a row a person, to FILE (.csv or .xlsx) as well.",
)
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write the report to FILE."
)
@force_option
@BY
@LANG
@pack_option
def report_command(
    cohort: str,
    kind: str,
    label: str | None,
    form: str,
    sheet: Path | None,
    out: Path | None,
    force: bool,
    by: str | None,
    lang: str | None,
    packs: tuple[Path, ...],
) -> int:
    """Report what COHORT handed in: figures of the group against the line, over time, and simulated ones."""
    from sim.coach.cohort_report import make_report, period_of
    from sim.errors import Usage
    from sim.report.printable import printable

    language = system(lang)
    coach, acting, _ = enter(by, lang, packs=packs)
    if form == "parquet" and out is None:
        raise Usage(_("Parquet is no text; name a file with -o"))
    if sheet is not None and sheet.suffix.lower() not in SHEETS:
        raise Usage(_("{file} must end in .csv or .xlsx").format(file=sheet))
    for file in (out, sheet):
        check_out(file, language, force=force)
    period = period_of(cast("PeriodKind", kind), label, language)
    made = make_report(coach, cohort, period, language, by=acting, sheet=sheet is not None)
    if label is None:
        _tell_which(cohort, period, language)
    if form == "parquet" and out is not None:
        from sim.report.cohort.table import report_parquet

        _write(report_parquet(made.report), out, language, force=force)
    else:
        write_out(_shown(made.report, form), out, language, force=force)
    if sheet is not None:
        _write(_sheet(made, sheet), sheet, language, force=force)
    for attempt in made.unread:
        said = _("Attempt {attempt} could not be read and is left out.").format(attempt=attempt)
        click.echo(f"servicesim: {printable(said)}", err=True)
    return PART if made.unread else 0


def _tell_which(cohort: str, period: Period, lang: str) -> None:
    """Say which period was taken where none was named, and what to type for the one that runs."""
    import shlex

    from sim.locale import translator
    from sim.report.cohort.periods import after
    from sim.report.printable import printable

    running = after(period)
    command = f"servicesim report {shlex.quote(cohort)} --period {period.kind} --of {running.label}"
    told = translator(lang)("This is {period}, the last one that is over. For {running}: {command}")
    line = told.format(period=period.name(lang), running=running.name(lang), command=command)
    click.echo(printable(line), err=True)


def _shown(report: CohortReport, form: str) -> str:
    if form == "json":
        from sim.report.printable import json_safe

        return json_safe(json.dumps(report.model_dump(mode="json"), ensure_ascii=False, indent=2))
    if form == "csv":
        from sim.report.cohort.table import report_csv

        return report_csv(report)
    if form == "html":
        from sim.report.cohort.page import report_page

        return report_page(report, _plots(report.lang))
    from sim.report.cohort.text import report_lines

    return "\n".join(report_lines(report))


def _plots(lang: str) -> CohortPlots | None:
    """Return what draws plots; without matplotlib say in one line how to get them and return None."""
    from sim.locale import translator
    from sim.report.cohort.plots import CohortPlots
    from sim.report.plots import WITHOUT

    try:
        return CohortPlots()
    except ImportError:
        click.echo(f"servicesim: {translator(lang)(WITHOUT)}", err=True)
        return None


def _sheet(made: Made, file: Path) -> bytes:
    """Return the appraisal sheet in the form that the file's ending asks for."""
    from sim.report.cohort.sheet import sheet_csv, sheet_xlsx

    if file.suffix.lower() == ".csv":
        return sheet_csv(made.people, made.report).encode()
    return sheet_xlsx(made.people, made.report)


def _write(data: bytes, file: Path, lang: str, *, force: bool) -> None:
    """Write a file that is no text, or must begin with a mark, and say so. Raises as `write_out`."""
    from sim.errors import ServicesimError, Usage, reason_of
    from sim.locale import translator
    from sim.report.printable import printable

    _ = translator(lang)
    try:
        device = file.exists() and not file.is_file()
        with file.open("wb" if force or device else "xb") as out:
            out.write(data)
    except FileExistsError:
        said = _("{file} is there already; name another file, or write over it with --force")
        raise Usage(said.format(file=file)) from None
    except OSError as error:
        said = _("cannot write {file}: {reason}")
        raise ServicesimError(said.format(file=file, reason=reason_of(error).said(_))) from None
    click.echo(printable(_("Written to {file}").format(file=file)), err=True)
