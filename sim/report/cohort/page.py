"""Owns a cohort's report as one HTML page that needs no network: plots, tables, lists.

Adds no figure to the report. Readable on a phone, in the dark and printed.
"""

from __future__ import annotations

from collections.abc import Mapping

from sim.locale import translator
from sim.model.score import DIMENSIONS
from sim.report.cohort.plots import CohortPlots
from sim.report.cohort.records import CohortReport, Figure, Levels
from sim.report.cohort.text import (
    below_lines,
    category_standing,
    habit_parts,
    meets_line,
    notes,
    reliability_lines,
    simulated_note,
    taken_lines,
)
from sim.report.cohort.words import (
    INDICATORS,
    MEANINGS,
    SPLITS,
    basis,
    number,
    period_name,
    scenario_name,
    title,
)
from sim.report.page import figure as drawing
from sim.report.page import frame, heading, listed, paragraphs, table
from sim.report.plots import WITHOUT
from sim.report.printable import printable
from sim.report.words import label


def report_page(report: CohortReport, plots: CohortPlots | None) -> str:
    """Return the whole page in the report's language; without `plots` the tables stand alone."""
    _, lang = translator(report.lang), report.lang
    none = paragraphs([_("Nothing yet.")])
    splits = {label(SPLITS, r.row, lang): r.levels for r in report.splits}
    scenarios = {scenario_name(r.title, r.scenario, lang): r.levels for r in report.scenarios}
    periods = {period_name(r.period, lang): r.levels for r in report.trend}
    body = [
        heading(1, title(report)),
        paragraphs(notes(report), "note"),
        paragraphs([_(WITHOUT)], "note") if plots is None else "",
        heading(2, _("What was handed in")),
        listed(taken_lines(report)),
        heading(2, _("Categories")),
        _category_plot(report, plots),
        _categories(report),
        paragraphs([meets_line(report)]),
        heading(2, _("Who is not above the line")),
        listed(below_lines(report)),
        heading(2, _("Trend")),
        _trend_plot(report, plots),
        _levels(report, _("Period"), periods) or none,
        heading(2, _("Scenarios practised before, and new ones")),
        _levels(report, _("Scenarios"), splits) or none,
    ]
    for name, lines in habit_parts(report, joined=True).items():
        body += [heading(2, name), listed(lines) if lines else none]
    body += [
        heading(2, _("Turns that cost most")),
        _turns(report) or none,
        heading(2, _("By scenario")),
        _levels(report, _("Scenario"), scenarios) or none,
        heading(2, _("Simulated satisfaction")),
        paragraphs([simulated_note(lang)], "note"),
        _indicators(report),
        heading(2, _("How far a verdict can be trusted")),
        listed(reliability_lines(report)),
    ]
    return frame(title(report), body, lang)


def _line(report: CohortReport) -> tuple[float, str]:
    _ = translator(report.lang)
    return report.pass_line, _("must be above {line}").format(line=report.pass_line)


def _category_plot(report: CohortReport, plots: CohortPlots | None) -> str:
    if plots is None or all(c.figure.value is None for c in report.categories):
        return ""
    _ = translator(report.lang)
    caption = _("Each category with one standard error; the line is the one to exceed.")
    alt = f"{_('Categories')}. {caption} {_('The table below has the same figures.')}"
    figures = [(c.figure.value, c.figure.error) for c in report.categories]
    names = [c.name for c in report.categories]
    return drawing(plots.categories(names, figures, _line(report), alt), caption)


def _trend_plot(report: CohortReport, plots: CohortPlots | None) -> str:
    rows = [[row.levels[d].value for d in DIMENSIONS] for row in report.trend]
    if plots is None or len(rows) < 2 or not any(v is not None for row in rows for v in row):
        return ""
    _ = translator(report.lang)
    alt = f"{_('Trend')}. {_('The table below has the same figures.')}"
    names = [report.names[d] for d in DIMENSIONS]
    return drawing(plots.over_periods(names, [r.period for r in report.trend], rows, _line(report), alt))


def _categories(report: CohortReport) -> str:
    _, lang = translator(report.lang), report.lang
    head = (_("Category"), _("Mean of 100"), _("Standard error"), _("Made of"), _("Against the line"))
    return table(
        "",
        head,
        [
            (
                c.name,
                _cell(c.figure),
                "" if c.figure.error is None else f"{c.figure.error:.1f}",
                _basis(c.figure, lang),
                category_standing(c, lang),
            )
            for c in report.categories
        ],
    )


def _levels(report: CohortReport, first: str, rows: Mapping[str, Levels]) -> str:
    """Return a table of the three dimensions with what they are made of, said once where it is the same."""
    _, lang = translator(report.lang), report.lang
    head = (first, *(report.names[d] for d in DIMENSIONS), _("Made of"))
    cells = []
    for name, levels in rows.items():
        made = _("; ").join(dict.fromkeys(_basis(levels[d], lang) for d in DIMENSIONS))
        cells.append((name, *(_cell(levels[d]) for d in DIMENSIONS), made))
    return table("", head, cells) if cells else ""


def _turns(report: CohortReport) -> str:
    _, lang = translator(report.lang), report.lang
    head = (_("Scenario"), _("Turn"), _("Levels lost, of 12"), _("Made of"))
    rows = [
        (
            scenario_name(one.title, one.scenario, lang),
            printable(one.turn),
            _cell(one.figure),
            _basis(one.figure, lang),
        )
        for one in report.turns
    ]
    return table("", head, rows) if rows else ""


def _indicators(report: CohortReport) -> str:
    _, lang = translator(report.lang), report.lang
    head = (_("Simulated indicator"), _("Share"), _("Made of"), _("What it counts"))
    return table(
        "",
        head,
        [
            (
                _(INDICATORS[one.name]),
                _cell(one.figure, "%"),
                _basis(one.figure, lang),
                _(MEANINGS[one.name]),
            )
            for one in report.indicators
        ],
    )


def _cell(figure: Figure, unit: str = "") -> str:
    return "-" if figure.value is None else f"{figure.value:.1f}{unit}"


def _basis(figure: Figure, lang: str) -> str:
    """Return what a figure is made of, or why there is none."""
    return number(figure, lang) if figure.value is None else basis(figure, lang)
