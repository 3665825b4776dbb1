"""Owns a cohort's report as one tidy table: a row a figure, for a spreadsheet or a program.

Holds the same figures as the report, in its own codes and not in words; no names of people, no quotations.
"""

from __future__ import annotations

import csv
import importlib
import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from sim.errors import ServicesimError
from sim.locale import translator
from sim.report.cohort.cells import text_cell
from sim.report.cohort.records import CohortReport, Figure
from sim.report.words import N_

WITHOUT_PYARROW = N_(
    "writing Parquet needs pyarrow, which is not installed: pip install 'servicesim[scale]'; or take "
    "--format csv"
)


class Row(NamedTuple):
    """One figure. `table` and `row` say which; `unit` is what it counts; an empty value is withheld."""

    cohort: str
    period: str
    table: str
    row: str
    measure: str
    value: float | None
    error: float | None
    unit: str
    people: int
    people_of: int
    conversations: int
    withheld: str
    simulated: bool


def rows(report: CohortReport) -> Iterator[Row]:
    """Yield every figure of the report."""

    def row(table: str, name: str, measure: str, figure: Figure, unit: str, period: str = "") -> Row:
        return Row(
            cohort=report.cohort,
            period=period or report.period,
            table=table,
            row=name,
            measure=measure,
            value=figure.value,
            error=figure.error,
            unit=unit,
            people=figure.people,
            people_of=figure.of,
            conversations=figure.attempts,
            withheld=figure.withheld,
            simulated=table == "simulated",
        )

    for category in report.categories:
        yield row("category", "all", category.dimension, category.figure, "of 100")
    for split in report.splits:
        for d, figure in split.levels.items():
            yield row("practised", split.row, d, figure, "of 100")
    for trend in report.trend:
        for d, figure in trend.levels.items():
            yield row("trend", "all", d, figure, "of 100", trend.period)
    for scenario in report.scenarios:
        for d, figure in scenario.levels.items():
            yield row("scenario", scenario.scenario, d, figure, "of 100")
    for habit in report.habits:
        yield row(habit.kind, habit.code, "share", habit.figure, "% of replies")
    for turn in report.turns:
        yield row("turn", f"{turn.scenario}:{turn.turn}", "lost", turn.figure, "of 12 levels")
    for one in report.indicators:
        unit = "% of offers" if one.name == "sales" else "% of conversations"
        yield row("simulated", one.name, "share", one.figure, unit)
    for d, figure in report.reliability.errors.items():
        yield row("error of one person", "all", d, figure, "of 100")


def report_csv(report: CohortReport) -> str:
    """Return the table as comma-separated values; what is withheld is empty, and its reason beside it."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(Row._fields)
    for one in rows(report):
        writer.writerow(["yes" if v is True else "no" if v is False else text_cell(v) for v in one])
    return held.getvalue()


def report_parquet(report: CohortReport) -> bytes:
    """Return the table as a Parquet file. Raises ServicesimError, in its language, without pyarrow."""
    try:
        arrow: Any = importlib.import_module("pyarrow")
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise ServicesimError(translator(report.lang)(WITHOUT_PYARROW)) from None
    kinds = {str: arrow.string(), float: arrow.float64(), int: arrow.int64(), bool: arrow.bool_()}
    types = {
        "value": float, "error": float, "people": int, "people_of": int, "conversations": int,
        "simulated": bool,
    }  # fmt: skip
    schema = arrow.schema([(name, kinds[types.get(name, str)]) for name in Row._fields])
    held = io.BytesIO()
    parquet.write_table(arrow.Table.from_pylist([r._asdict() for r in rows(report)], schema=schema), held)
    return held.getvalue()
