"""Owns what the figures, lists and rows of a cohort's report are called, in both languages.

Holds no figure and decides nothing; every rendering of the report shares it.
"""

from __future__ import annotations

from collections.abc import Mapping

from sim.locale import translator
from sim.report.cohort.periods import parsed
from sim.report.cohort.records import CohortReport, Figure, Habit, HabitKind, IndicatorName
from sim.report.printable import printable
from sim.report.words import N_, label

WITHHELD: Mapping[str, str] = {
    "few": N_("withheld, fewer than five people"),
    "near": N_("withheld, one to four people could be told from it and other figures"),
    "changed": N_("withheld, data of somebody in it were erased"),
    "running": N_("comes when the period is over"),
}

SPLITS: Mapping[str, str] = {
    "unseen": N_("Scenarios not practised before by that person"),
    "practised": N_("Scenarios practised or played before"),
}

HABITS: Mapping[HabitKind, str] = {
    "gap": N_("Most frequent gaps"),
    "missing": N_("Indicators that are missing most often"),
    "pattern": N_("Most frequent anti-patterns"),
}

INDICATORS: Mapping[IndicatorName, str] = {
    "complaint": N_("Simulated complaint rate"),
    "return": N_("Simulated return rate"),
    "praise": N_("Simulated praise rate"),
    "naming": N_("Simulated naming rate"),
    "sales": N_("Simulated sales power"),
}

MEANINGS: Mapping[IndicatorName, str] = {
    "complaint": N_("conversations that ended in a formal complaint or with a supervisor still asked for"),
    "return": N_("conversations after which the customer means to stay, 60 or more of 100"),
    "praise": N_("conversations that reached what the customer desired"),
    "naming": N_("conversations after which an attached customer would ask for the same person again"),
    "sales": N_("offers that were made and taken, of those that the cases allowed"),
}
"""The formulas of `domain.md` 3.7, in words."""

STANDINGS: Mapping[str, str] = {
    "open": N_("no verdict, too few scenarios"),
    "above": N_("above the line"),
    "borderline": N_("borderline, within one standard error of the line"),
    "below": N_("not above the line"),
    "red_line": N_("red line crossed, review with a trainer"),
}


def title(report: CohortReport) -> str:
    """Return the heading of the whole."""
    _ = translator(report.lang)
    return _("Cohort report: {cohort}, {period}").format(
        cohort=printable(report.cohort), period=period_name(report.period, report.lang)
    )


def period_name(period: str, lang: str) -> str:
    """Return what people call the period of a label."""
    found = parsed(period)
    return found.name(lang) if found else printable(period)


def number(figure: Figure, lang: str, *, unit: str = "") -> str:
    """Return a figure to one decimal with its unit, or why there is none."""
    if figure.value is not None:
        return f"{figure.value:.1f}{unit}"
    _ = translator(lang)
    return label(WITHHELD, figure.withheld, lang) if figure.of else _("nothing handed in")


def basis(figure: Figure, lang: str) -> str:
    """Return over how many people and conversations a figure is, and how many people were left out."""
    _ = translator(lang)
    form = _("people {n}, conversations {count}")
    if figure.left_out:
        form = _("people {n} of {of}, conversations {count}")
    return form.format(n=figure.people, of=figure.of, count=figure.attempts)


def pair(name: str, text: str, lang: str) -> str:
    """Return a name and what is said of it."""
    _ = translator(lang)
    return _("{label}: {text}").format(label=name, text=text)


def noted(text: str, note: str, lang: str) -> str:
    """Return a text with a note in brackets."""
    _ = translator(lang)
    return _("{text} ({note})").format(text=text, note=note)


def scenario_name(title: str, scenario: str, lang: str) -> str:
    """Return a scenario's title with its id, which stands alone where there is no title."""
    if title == scenario:
        return printable(scenario)
    return noted(printable(title), printable(scenario), lang)


def habit_name(habit: Habit) -> str:
    """Return a code with its name; a gap has its name alone."""
    return habit.name if habit.kind == "gap" else f"{habit.code} {printable(habit.name)}"
