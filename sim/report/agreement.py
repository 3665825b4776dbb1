"""Owns the report on agreement with raters: as lines of text, as JSON, and the words both and the page share.

Takes the plain data of `validate` and adds no figure; what is not in it is shown as `-`. JSON is English.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from sim.locale import translator
from sim.report.columns import cells, to_left, to_right
from sim.report.printable import json_safe, printable
from sim.report.words import N_

Data = Mapping[str, Any]
"""Plain data of the whole report: labels, engines, gate, enough, few_marks, groups, marks, mean_f1, bad."""

LANGUAGES = {"en": N_("English"), "zh": N_("Chinese"), "both": N_("both languages")}
"""A group's language in words."""

NAMES = frozenset(
    (
        N_("both languages"),
        N_("no scenario"),
        N_("low 0-1"),
        N_("middle 2"),
        N_("high 3-4"),
        N_("empathy"),
        N_("responsiveness"),
        N_("assurance"),
    )
)
"""Names of groups and dimensions that are words of the program's, not of a file's."""

NOTHING = "-"
"""Stands where a figure is not defined or not allowed."""

Column = tuple[str, str]
"""Heading of a column, and the key of a group's figure in it."""

LEVELS: tuple[Column, ...] = (
    (N_("n"), "n"),
    (N_("unscored"), "unscored"),
    (N_("QWK [95 %]"), "kappa"),
    (N_("exact"), "exact"),
    (N_("adjacent"), "adjacent"),
)
"""The columns on how far levels agree."""

COURSE: tuple[Column, ...] = (
    ("SMD", "mean_difference"),
    ("Pearson", "pearson"),
    ("Spearman", "spearman"),
    (N_("no length"), "without_length"),
    (N_("length"), "length_alone"),
)
"""The columns on whether levels are too high or low, rise together, and what length explains of it."""

RATERS: tuple[Column, ...] = ((N_("raters' QWK"), "raters"), (N_("degradation"), "degradation"))
"""The columns on how far the raters agree among themselves, and how much less the engine does."""

TABLES = (LEVELS, COURSE, RATERS)
"""The tables of a group, each narrow enough for a terminal of 80 columns."""

RATERS_MEANING = N_(
    "raters' QWK: mean pairwise kappa among the raters themselves. degradation: that less the engine's."
)

MEANINGS = (
    N_("QWK: quadratic weighted kappa; its 95 % interval draws the replies again, each on its own."),
    N_(
        "SMD: (mean of the engine - mean of the raters) in the raters' standard deviation; of a group, in "
        "that of all replies."
    ),
    RATERS_MEANING,
    N_("no length: rank correlation of raters and engine with the reply's length partialled out."),
    N_("length: rank correlation of the raters' levels with length alone."),
)
"""What the columns mean."""


def labels_line(data: Data, lang: str = "en") -> str:
    """Say which kind of labels was compared, and that reference labels are not people's."""
    _ = translator(lang)
    human, reference = data["labels"]["human"], data["labels"]["reference"]
    if human and reference:
        line = _(
            "Labels are MIXED: {human} replies with human labels, {reference} with reference labels (no "
            "human ratings). Figures over both say nothing about people: compare each kind alone."
        )
    elif human:
        line = _("Labels: human labels, {human} replies, as the file states.")
    elif reference:
        line = _(
            "Labels: reference labels, {reference} replies. These are NOT human labels; agreement with them "
            "is no agreement with people."
        )
    else:
        line = _("Labels: none; there is no reply to compare.")
    return line.format(human=human, reference=reference)


def engine_line(data: Data, lang: str = "en") -> str:
    """Say which engine scored."""
    _ = translator(lang)
    return _("Engine: {names}").format(names=printable(", ".join(data["engines"])) or NOTHING)


def gate_line(data: Data, lang: str = "en") -> str:
    """Say whether the gate is met, and where it is not."""
    _ = translator(lang)
    failing = [
        title(g, lang) for g in [*groups(data, whole=True), *data["gate"]["unrated"]] if not g.get("passes")
    ]
    if data["gate"]["passes"]:
        line = _(
            "Gate (QWK at least {kappa} and the lower end of its interval at least {low}, for every language "
            "and dimension over all replies): met."
        )
    elif failing:
        line = _(
            "Gate (QWK at least {kappa} and the lower end of its interval at least {low}, for every language "
            "and dimension over all replies): NOT met in: {where}."
        )
    else:
        line = _(
            "Gate (QWK at least {kappa} and the lower end of its interval at least {low}, for every language "
            "and dimension over all replies): NOT met; nothing was compared."
        )
    gate = {name: number(data["gate"][name]) for name in ("kappa", "low")}
    return line.format(**gate, where=_(", ").join(failing))


def notes(data: Data, lang: str = "en") -> list[str]:
    """Say how unscored replies and small groups are treated."""
    _ = translator(lang)
    lines = [
        _(
            "Replies the engine leaves unscored (the customer's message gives no opportunity) are counted "
            "apart and are in no other figure."
        ),
        _("Under {n} replies only the interval of a kappa is shown: a bare number would mislead.").format(
            n=data["enough"]
        ),
        _(
            "The gate asks for {n} replies at least, and for all three dimensions of every language rated."
        ).format(n=data["gate"]["least"]),
    ]
    if any(g["by"] == "band" for g in data["groups"]):
        lines.append(
            _(
                "Within a band the raters hardly differ, so kappa and correlations are low there by nature: "
                "read exact, adjacent and SMD."
            )
        )
    return lines


def bad_lines(data: Data, lang: str = "en") -> list[str]:
    """Name every line of the file that could not be compared, with its number and the reason."""
    _ = translator(lang)
    line = _("line {line}: {reason}")
    return [printable(line.format(**bad)) for bad in data["bad"]]


def groups(data: Data, *, whole: bool) -> list[Data]:
    """Return the groups over all replies, or those of the grouping asked for."""
    return [g for g in data["groups"] if (g["by"] is None) is whole]


def named(data: Data, lang: str = "en") -> list[tuple[str, list[Data]]]:
    """Return every group's name, fit to print, with its languages and dimensions; all replies come first."""
    ordered = [*groups(data, whole=True), *groups(data, whole=False)]
    parts = groupby(ordered, lambda g: (g["by"], g["name"]))
    return [(name_of(part[0], lang), part) for _, found in parts for part in [list(found)]]


def name_of(group: Data, lang: str = "en") -> str:
    """Return the name of a group, fit to print."""
    _ = translator(lang)
    if group["by"] is None:
        return _("all replies")
    name = str(group["name"])
    return _(name) if name in NAMES else printable(name)


def title(group: Data, lang: str = "en") -> str:
    """Return language and dimension of a group in words."""
    _ = translator(lang)
    return _("{language} {dimension}").format(
        language=language_of(group, lang), dimension=dimension_of(group, lang)
    )


def language_of(group: Data, lang: str = "en") -> str:
    """Return the language of a group or of a mean in words."""
    name = LANGUAGES[str(group["lang"])]
    return translator(lang)(name)


def dimension_of(group: Data, lang: str = "en") -> str:
    """Return the dimension of a group in words."""
    name = str(group["dimension"])
    return translator(lang)(name) if name in NAMES else name


def number(value: float | None) -> str:
    """Return a figure with two decimals, zero without a sign; `-` for none."""
    return NOTHING if value is None else f"{round(value, 2) + 0.0:.2f}"


def share(value: float | None) -> str:
    """Return a share of 0-1 in per cent."""
    return NOTHING if value is None else f"{value:.0%}"


def bounds(value: Sequence[float] | None) -> str:
    """Return an interval in brackets."""
    return NOTHING if value is None else f"[{number(value[0])}, {number(value[1])}]"


def tables_of(part: Sequence[Data]) -> list[tuple[Column, ...]]:
    """Return the tables that have something to show; that of the raters needs replies rated twice."""
    twice = any(figure(group, key) != NOTHING for group in part for _, key in RATERS)
    return [columns for columns in TABLES if twice or columns is not RATERS]


def meanings(data: Data) -> list[str]:
    """Return what the columns mean that the report shows."""
    raters = RATERS in tables_of(data["groups"])
    return [meaning for meaning in MEANINGS if raters or meaning is not RATERS_MEANING]


def figure(group: Data, key: str) -> str:
    """Return one figure of a group as it is shown; of a kappa in a small group only the interval."""
    value = group[key]
    if key in ("n", "unscored"):
        return str(value)
    if key in ("exact", "adjacent"):
        return share(value)
    if key == "mean_difference":
        return NOTHING if value is None else f"{round(value, 2) + 0.0:+.2f}"
    if key == "kappa":
        among = bounds(group["interval"])
        return among if value is None else f"{number(value)} {among}"
    if key in ("raters", "degradation") and value is None:
        return bounds(group[f"{key}_interval"])
    return number(value)


def f1_line(data: Data, mean: Data, lang: str = "en") -> str:
    """Return the mean F1 of one language in words."""
    _ = translator(lang)
    line = (
        _("{language}: no code has {few} marks or more, so there is no mean F1.")
        if mean["f1"] is None
        else _("{language}: mean F1 {f1} over {codes} codes with at least {few} marks.")
    )
    return line.format(
        language=language_of(mean, lang), f1=number(mean["f1"]), codes=mean["codes"], few=data["few_marks"]
    )


MARKS = (N_("marked"), N_("found"), N_("missed"), N_("false"), "F1")
"""Headings of the table of indicator marks."""


def head_of(headings: Sequence[str], lang: str) -> list[str]:
    """Return the first row of a table, with nothing above the names."""
    _ = translator(lang)
    return ["", *(_(heading) for heading in headings)]


def agreement_json(data: Data) -> str:
    """Return the report as indented JSON, with what to know of labels, gate and unscored replies."""
    said = {"about": [labels_line(data), gate_line(data), *notes(data)], **data}
    return json_safe(json.dumps(said, ensure_ascii=False, indent=2))


def agreement_lines(data: Data, lang: str = "en") -> list[str]:
    """Return the report as lines of text, each table at most 80 columns wide."""
    _ = translator(lang)
    lines = [labels_line(data, lang), engine_line(data, lang)]
    lines += [gate_line(data, lang), *notes(data, lang)]
    if data["bad"]:
        left = _("Left out, {n} bad lines:").format(n=len(data["bad"]))
        lines += ["", left, *(f"  {bad}" for bad in bad_lines(data, lang))]
    for name, part in named(data, lang):
        lines += ["", f"== {name} ==", *_group(part, lang)]
    if data["groups"]:
        lines += ["", *map(_, meanings(data))]
    return [*lines, *_marks(data, lang)]


def _group(part: Sequence[Data], lang: str) -> list[str]:
    lines = []
    for columns in tables_of(part):
        head = head_of([heading for heading, _ in columns], lang)
        rows = ([title(g, lang), *(figure(g, key) for _, key in columns)] for g in part)
        lines += [*_table([head, *rows]), ""]
    for _, same in groupby(part, lambda g: g["lang"]):
        blocks = [_confusion(g, lang) for g in same]
        lines += ["   ".join(row).rstrip() for row in zip(*blocks, strict=True)]
        lines.append("")
    return lines[:-1]


def _confusion(group: Data, lang: str) -> list[str]:
    """Return one table of counts: a row for each level of the raters, a column for each of the engine's."""
    _ = translator(lang)
    rows = [
        [_("raters {level}").format(level=level), *map(str, counts)]
        for level, counts in enumerate(group["table"])
    ]
    table = _table([[_("engine"), *map(str, range(len(rows)))], *rows])
    wide = max(cells(title(group, lang)), *map(cells, table))
    return [to_left(line, wide) for line in (title(group, lang), *table)]


def _marks(data: Data, lang: str) -> list[str]:
    _ = translator(lang)
    if not data["marks"]:
        return ["", _("No indicator marks in this file.")]
    means = (f1_line(data, mean, lang) for mean in data["mean_f1"])
    heading = _("indicator marks")
    lines = ["", f"== {heading} ==", *means, ""]
    return lines + _table([head_of(MARKS, lang), *(mark_row(mark) for mark in data["marks"])])


def mark_row(mark: Data) -> list[str]:
    """Return the cells of one code: its name, raters' marks, right ones found, missed, false alarms, F1."""
    counts = (mark[key] for key in ("marked", "hits", "missed", "false"))
    return [f"{mark['lang']} {printable(mark['code'])}", *map(str, counts), number(mark["f1"])]


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines: the first column to the left, figures to the right."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            [
                to_left(row[0], widths[0]),
                *(to_right(c, w) for c, w in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in rows
    ]
