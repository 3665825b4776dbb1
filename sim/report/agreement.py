"""Owns the report on agreement with raters: as lines of text, as JSON, and the words both and the page share.

Takes the plain data of `validate` and adds no figure; what is not in it is shown as `-`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from sim.report.printable import json_safe, printable

Data = Mapping[str, Any]
"""Plain data of the whole report: labels, engines, gate, enough, few_marks, groups, marks, mean_f1, bad."""

LANGUAGES = {"en": "English", "zh": "Chinese", "both": "both languages"}
"""A group's language in words."""

NOTHING = "-"
"""Stands where a figure is not defined or not allowed."""

Column = tuple[str, str]
"""Heading of a column, and the key of a group's figure in it."""

LEVELS: tuple[Column, ...] = (
    ("n", "n"),
    ("unscored", "unscored"),
    ("QWK [95 %]", "kappa"),
    ("exact", "exact"),
    ("adjacent", "adjacent"),
)
"""The columns on how far levels agree."""

COURSE: tuple[Column, ...] = (
    ("SMD", "mean_difference"),
    ("Pearson", "pearson"),
    ("Spearman", "spearman"),
    ("no length", "without_length"),
    ("length", "length_alone"),
)
"""The columns on whether levels are too high or low, rise together, and what length explains of it."""

RATERS: tuple[Column, ...] = (("raters' QWK", "raters"), ("degradation", "degradation"))
"""The columns on how far the raters agree among themselves, and how much less the engine does."""

TABLES = (LEVELS, COURSE, RATERS)
"""The tables of a group, each narrow enough for a terminal of 80 columns."""

MEANINGS = (
    "QWK: quadratic weighted kappa; its 95 % interval draws the replies again, each on its own.",
    "SMD: (mean of the engine - mean of the raters) in the raters' standard deviation; of a group, in that "
    "of all replies.",
    "raters' QWK: mean pairwise kappa among the raters themselves. degradation: that less the engine's.",
    "no length: rank correlation of raters and engine with the reply's length partialled out.",
    "length: rank correlation of the raters' levels with length alone.",
)
"""What the columns mean."""


def labels_line(data: Data) -> str:
    """Say which kind of labels was compared, and that reference labels are not people's."""
    human, reference = data["labels"]["human"], data["labels"]["reference"]
    if human and reference:
        return (
            f"Labels are MIXED: {human} replies with human labels, {reference} with reference labels (no "
            "human ratings). Figures over both say nothing about people: compare each kind alone."
        )
    if human:
        return f"Labels: human labels, {human} replies, as the file states."
    if reference:
        return (
            f"Labels: reference labels, {reference} replies. These are NOT human labels; agreement with them "
            "is no agreement with people."
        )
    return "Labels: none; there is no reply to compare."


def gate_line(data: Data) -> str:
    """Say whether the gate is met, and where it is not."""
    gate = data["gate"]
    asked = (
        f"QWK at least {number(gate['kappa'])} and the lower end of its interval at least "
        f"{number(gate['low'])}, for every language and dimension over all replies"
    )
    failing = ", ".join(title(g) for g in groups(data, whole=True) if not g["passes"])
    where = f" in: {failing}" if failing else "; nothing was compared"
    return f"Gate ({asked}): " + ("met." if gate["passes"] else f"NOT met{where}.")


def notes(data: Data) -> list[str]:
    """Say how unscored replies and small groups are treated."""
    lines = [
        "Replies the engine leaves unscored (the customer's message gives no opportunity) are counted apart "
        "and are in no other figure.",
        f"Under {data['enough']} replies only the interval of a kappa is shown: a bare number would mislead.",
    ]
    if any(g["by"] == "band" for g in data["groups"]):
        lines.append(
            "Within a band the raters hardly differ, so kappa and correlations are low there by nature: "
            "read exact, adjacent and SMD."
        )
    return lines


def bad_lines(data: Data) -> list[str]:
    """Name every line of the file that could not be compared, with its number and the reason."""
    return [printable(f"line {bad['line']}: {bad['reason']}") for bad in data["bad"]]


def groups(data: Data, *, whole: bool) -> list[Data]:
    """Return the groups over all replies, or those of the grouping asked for."""
    return [g for g in data["groups"] if (g["by"] is None) is whole]


def named(data: Data) -> list[tuple[str, list[Data]]]:
    """Return every group's name, fit to print, with its languages and dimensions; all replies come first."""
    ordered = [*groups(data, whole=True), *groups(data, whole=False)]
    parts = groupby(ordered, lambda g: (g["by"], g["name"]))
    return [("all replies" if by is None else printable(name), list(part)) for (by, name), part in parts]


def title(group: Data) -> str:
    """Return language and dimension of a group in words."""
    return f"{LANGUAGES[group['lang']]} {group['dimension']}"


def number(value: float | None) -> str:
    """Return a figure with two decimals, zero without a sign; `-` for none."""
    return NOTHING if value is None else f"{round(value, 2) + 0.0:.2f}"


def share(value: float | None) -> str:
    """Return a share of 0-1 in per cent."""
    return NOTHING if value is None else f"{value:.0%}"


def bounds(value: Sequence[float] | None) -> str:
    """Return an interval in brackets."""
    return NOTHING if value is None else f"[{number(value[0])}, {number(value[1])}]"


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


def f1_line(data: Data, mean: Data) -> str:
    """Return the mean F1 of one language in words."""
    few, name = data["few_marks"], LANGUAGES[mean["lang"]]
    if mean["f1"] is None:
        return f"{name}: no code has {few} marks or more, so there is no mean F1."
    return f"{name}: mean F1 {number(mean['f1'])} over {mean['codes']} codes with at least {few} marks."


def agreement_json(data: Data) -> str:
    """Return the report as indented JSON, with what to know of labels, gate and unscored replies."""
    said = {"about": [labels_line(data), gate_line(data), *notes(data)], **data}
    return json_safe(json.dumps(said, ensure_ascii=False, indent=2))


def agreement_lines(data: Data) -> list[str]:
    """Return the report as lines of text, each table at most 80 columns wide."""
    lines = [labels_line(data), f"Engine: {printable(', '.join(data['engines'])) or NOTHING}"]
    lines += [gate_line(data), *notes(data)]
    if data["bad"]:
        lines += ["", f"Left out, {len(data['bad'])} bad lines:", *(f"  {bad}" for bad in bad_lines(data))]
    for name, part in named(data):
        lines += ["", f"== {name} ==", *_group(part)]
    if data["groups"]:
        lines += ["", *MEANINGS]
    return [*lines, *_marks(data)]


def _group(part: Sequence[Data]) -> list[str]:
    lines = []
    for columns in TABLES:
        head = ["", *(heading for heading, _ in columns)]
        lines += [*_table([head, *([title(g), *(figure(g, key) for _, key in columns)] for g in part)]), ""]
    for _, same in groupby(part, lambda g: g["lang"]):
        blocks = [_confusion(g) for g in same]
        lines += ["   ".join(row).rstrip() for row in zip(*blocks, strict=True)]
        lines.append("")
    return lines[:-1]


def _confusion(group: Data) -> list[str]:
    """Return one table of counts: a row for each level of the raters, a column for each of the engine's."""
    rows = [[f"raters {level}", *map(str, counts)] for level, counts in enumerate(group["table"])]
    table = _table([["engine", *map(str, range(len(rows)))], *rows])
    wide = max(len(title(group)), *map(len, table))
    return [line.ljust(wide) for line in (title(group), *table)]


def _marks(data: Data) -> list[str]:
    if not data["marks"]:
        return ["", "No indicator marks in this file."]
    lines = ["", "== indicator marks ==", *(f1_line(data, mean) for mean in data["mean_f1"]), ""]
    head = ["", "marked", "found", "missed", "false", "F1"]
    return lines + _table([head, *(mark_row(mark) for mark in data["marks"])])


def mark_row(mark: Data) -> list[str]:
    """Return the cells of one code: its name, raters' marks, right ones found, missed, false alarms, F1."""
    counts = (mark[key] for key in ("marked", "hits", "missed", "false"))
    return [f"{mark['lang']} {printable(mark['code'])}", *map(str, counts), number(mark["f1"])]


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines: the first column to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    ]
