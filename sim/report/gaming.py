"""Owns the table of attacks as lines of text or Markdown.

Takes plain data and computes no score: what an attack must come to is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.report.printable import printable, shortened

LISTED = 20
"""Failures listed by id below each attack; JSON holds them all. Twenty show a pattern and fit a screen."""

QUOTED = 100
"""Longest quotation of an attacked reply, in characters."""

HEADING = ("attack", "", "n", "met", "gained", "passed")

Plain = Mapping[str, Any]
"""A table, an attack or a failure as plain data; `sim.validity` says its shape."""


def gaming_text(table: Plain) -> list[str]:
    """Return the table as aligned lines, the failures below it."""
    rows = [HEADING, *_rows(table)]
    wide = max(len(row[1]) for row in rows)
    lines = [_counted(table), ""]
    for code, name, *counts in rows:
        lines.append(f"{code:<7}{name:<{wide}}" + "".join(f"{count:>8}" for count in counts))
    lines += ["", _verdict(table)]
    for attack in _failed(table):
        lines += ["", f"{attack['id']} {_name(attack)}: {len(attack['failures'])} failed"]
        lines += [f"  {line}" for line in _failures(attack)]
    return lines


def gaming_markdown(table: Plain) -> list[str]:
    """Return the table in Markdown, the failures below it."""
    lines = [_counted(table), "", "| " + " | ".join(HEADING) + " |", "|---|---|---:|---:|---:|---:|"]
    lines += ["| " + " | ".join(row) + " |" for row in _rows(table)]
    lines += ["", _verdict(table)]
    for attack in _failed(table):
        lines += ["", f"**{attack['id']} {_name(attack)}**: {len(attack['failures'])} failed", ""]
        lines += [f"- {_escaped(line)}" for line in _failures(attack)]
    return lines


def _counted(table: Plain) -> str:
    return (
        f"{table['n']} attacked replies from {table['replies']} good ones. met: what its row asks for; "
        "gained: a level above the good reply; passed: above the pass mark."
    )


def _verdict(table: Plain) -> str:
    share = table["gained"] / table["n"] if table["n"] else 0.0
    word = "Holds" if table["holds"] else "Does not hold"
    return (
        f"{word}: {table['gained']} gained a level ({share:.1%}, at most 1.0%), "
        f"{table['passed']} reached the pass mark (none may)."
    )


def _rows(table: Plain) -> list[tuple[str, ...]]:
    rows = [
        (attack["id"], _name(attack), *(str(attack[key]) for key in ("n", "met", "gained", "passed")))
        for attack in table["attacks"]
    ]
    return [*rows, ("all", "", *(str(table[key]) for key in ("n", "met", "gained", "passed")))]


def _name(attack: Plain) -> str:
    return printable(attack["name"]["en"] or attack["name"]["zh"] or "")


def _failed(table: Plain) -> Iterator[Plain]:
    return (attack for attack in table["attacks"] if attack["failures"])


def _failures(attack: Plain) -> Iterator[str]:
    """Yield the gravest failures first: a pass mark reached, then a level gained, then a row not met."""
    worst = sorted(attack["failures"], key=lambda f: (not f["passed"], not f["gained"]))
    for failure in worst[:LISTED]:
        what = [
            *(["reached the pass mark"] if failure["passed"] else []),
            *(["gained " + ", ".join(failure["gained"])] if failure["gained"] else []),
            *(["wanted " + ", ".join(failure["unmet"])] if failure["unmet"] else []),
            *(["flagged: " + " ".join(failure["flag_reasons"])] if failure["flags"] else []),
        ]
        levels = f"{_levels(failure['plain'])} -> {_levels(failure['levels'])}"
        text = shortened(printable(failure["text"]), QUOTED)
        yield printable(f"{failure['id']}  {levels}  {'; '.join(what)}  [{text}]")
    if len(worst) > LISTED:
        yield f"and {len(worst) - LISTED} more; --format json lists all"


def _levels(levels: Plain) -> str:
    return "/".join("-" if level is None else str(level) for level in levels.values())


def _escaped(line: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_<>[]|" else c for c in line)
