"""Owns the appraisal sheet (客服绩效考核表): a row a person, as CSV and as a workbook.

It holds people's own figures and is theirs and their trainers'; it is no figure of a group. What is
simulated says so in its heading, and nothing of it is a certified measurement.
"""

from __future__ import annotations

import csv
import importlib
import io
from collections.abc import Sequence
from typing import Any

from sim.errors import ServicesimError
from sim.locale import translator
from sim.model.score import DIMENSIONS
from sim.report.cohort.cells import risky, text_cell
from sim.report.cohort.records import Appraisal, CohortReport
from sim.report.cohort.words import STANDINGS, period_name
from sim.report.printable import printable
from sim.report.words import N_, label

Value = str | float | int | None

NAME = N_("Service performance appraisal")
"""What the sheet is called; in Chinese 客服绩效考核表."""

WITHOUT_OPENPYXL = N_(
    "writing .xlsx needs openpyxl, which is not installed: pip install 'servicesim[sheets]'; or name a "
    ".csv file"
)

BOM = "\ufeff"
"""Without it a Chinese Excel reads the file as GBK, and every name is garbled."""

WIDEST = 60
"""Characters of the widest column; a longer text wraps on the screen by itself."""


def columns(report: CohortReport) -> list[str]:
    """Return the headings, in the language of the report."""
    _, names, line = translator(report.lang), report.names, report.pass_line
    return [
        _("Name"),
        _("Cohort"),
        _("Appraisal period"),
        _("Number of scenarios"),
        _("Of these not practised before"),
        *(_("{dimension}, of 100").format(dimension=names[d]) for d in DIMENSIONS),
        *(_("{dimension}, standard error").format(dimension=names[d]) for d in DIMENSIONS),
        *(_("{dimension} above {line}").format(dimension=names[d], line=line) for d in DIMENSIONS),
        _("All above {line}").format(line=line),
        _("Simulated satisfaction (as perceived, of 100)"),
        _("Simulated satisfaction minus adequate"),
        _("Conversations with a red line"),
        _("Later exams at the same scenario (not counted)"),
        _("Exams that scoring anew did not confirm (not counted)"),
        _("On a laptop (nobody supervised)"),
        _("Late"),
        _("Scenarios still needed for a verdict"),
        _("Verdict"),
    ]


def sheet_rows(people: Sequence[Appraisal], report: CohortReport) -> list[list[Value]]:
    """Return a row for each person, in the order of the columns."""
    _, lang = translator(report.lang), report.lang

    def said(answer: bool | None) -> str:
        return "" if answer is None else _("yes") if answer else _("no")

    return [
        [
            printable(one.who),
            printable(report.cohort),
            period_name(report.period, lang),
            one.scenarios,
            one.unseen,
            *(one.figures[d] for d in DIMENSIONS),
            *(one.errors[d] for d in DIMENSIONS),
            *(said(one.exceeds[d]) for d in DIMENSIONS),
            said(_all(one)),
            one.perceived,
            one.gap5,
            one.red_lines,
            one.repeated,
            one.unconfirmed,
            one.laptop,
            one.late,
            one.needs,
            label(STANDINGS, one.standing, lang),
        ]
        for one in people
    ]


def remarks(report: CohortReport) -> list[str]:
    """Return how the sheet is to be read."""
    _ = translator(report.lang)
    return [
        _("Levels are practice feedback, not a certified measurement; based on SERVQUAL dimensions."),
        _("The customers are simulated: these figures say nothing of real customers."),
        _("A verdict on one person needs {n} scenarios.").format(n=report.reliability.needs),
    ]


def sheet_csv(people: Sequence[Appraisal], report: CohortReport) -> str:
    """Return the sheet as comma-separated values that spreadsheets of either language open."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(text_cell(cell) for cell in columns(report))
    for row in sheet_rows(people, report):
        writer.writerow(text_cell(cell) for cell in row)
    return BOM + held.getvalue()


def sheet_xlsx(people: Sequence[Appraisal], report: CohortReport) -> bytes:
    """Return the sheet as a workbook. Raises ServicesimError, in its language, without openpyxl."""
    _ = translator(report.lang)
    try:
        library: Any = importlib.import_module("openpyxl")
        styles: Any = importlib.import_module("openpyxl.styles")
    except ImportError:
        raise ServicesimError(_(WITHOUT_OPENPYXL)) from None
    book = library.Workbook()
    page = book.active
    page.title = _(NAME)[:31]
    top = [_(NAME), *remarks(report)]
    head, found = columns(report), sheet_rows(people, report)
    for number, text in enumerate(top, start=1):
        _put(page.cell(number, 1), text)
    page.cell(1, 1).font = styles.Font(bold=True, size=14)
    for column, text in enumerate(head, start=1):
        cell = page.cell(len(top) + 1, column)
        _put(cell, text)
        cell.font = styles.Font(bold=True)
        cell.alignment = styles.Alignment(wrap_text=True, vertical="top")
        longest = max((_width(row[column - 1]) for row in found), default=0)
        page.column_dimensions[cell.column_letter].width = min(WIDEST, max(10, longest + 2))
    for number, row in enumerate(found, start=len(top) + 2):
        for column, value in enumerate(row, start=1):
            _put(page.cell(number, column), value)
    page.freeze_panes = page.cell(len(top) + 2, 2)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _put(cell: Any, value: Value) -> None:
    """Write a value; text stays text, whatever it begins with."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = risky(value)
    elif isinstance(value, float):
        cell.number_format = "0.0"


def _all(one: Appraisal) -> bool | None:
    """Return whether every category exceeds the line; one that does not decides."""
    each = list(one.exceeds.values())
    return False if False in each else None if None in each else True


def _width(value: Value) -> int:
    """Return about how many letters wide a cell is; a Chinese character takes two."""
    text = "" if value is None else str(value)
    return sum(1 if char.isascii() else 2 for char in text)
