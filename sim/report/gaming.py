"""Owns the table of attacks as lines of text or Markdown.

Takes plain data and computes no score: what an attack must come to is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sim.locale import translator
from sim.report.columns import cells, to_left, to_right
from sim.report.printable import printable, shortened
from sim.report.words import N_

LISTED = 20
"""Failures listed by id below each attack; JSON holds them all. Twenty show a pattern and fit a screen."""

QUOTED = 100
"""Longest quotation of an attacked reply, in characters."""

HEADING = (N_("attack"), "", N_("n"), N_("met"), N_("gained"), N_("passing"))

WANTED = frozenset(
    (
        N_("level 1 at most in all three"),
        N_("a flag"),
        N_("no level above the plain reply"),
        N_("the levels of the plain reply"),
        N_("no evidence"),
        N_("a promise over authority in the ledger"),
        N_("a lower level, or a wrong fact or promise found"),
        N_("no negated promise in the ledger"),
        N_("empathy"),
        N_("responsiveness"),
        N_("assurance"),
    )
)
"""What a row can ask for and a dimension that can be gained, as far as they are words and not codes."""

Plain = Mapping[str, Any]
"""A table, an attack or a failure as plain data; `sim.validity` says its shape."""


def gaming_text(table: Plain, lang: str = "en") -> list[str]:
    """Return the table as aligned lines, the failures below it."""
    rows = [_heading(lang), *_rows(table, lang)]
    wide = max(cells(row[1]) for row in rows)
    lines = [_counted(table, lang), ""]
    for code, name, *counts in rows:
        lines.append(to_left(code, 7) + to_left(name, wide) + "".join(to_right(count, 8) for count in counts))
    lines += ["", _verdict(table, lang)]
    for attack in _failed(table):
        lines += ["", _how_many(f"{attack['id']} {_name(attack, lang)}", attack, lang)]
        lines += [f"  {line}" for line in _failures(attack, lang)]
    return lines


def gaming_markdown(table: Plain, lang: str = "en") -> list[str]:
    """Return the table in Markdown, the failures below it."""
    head = "| " + " | ".join(_heading(lang)) + " |"
    lines = [_counted(table, lang), "", head, "|---|---|---:|---:|---:|---:|"]
    lines += ["| " + " | ".join(row) + " |" for row in _rows(table, lang)]
    lines += ["", _verdict(table, lang)]
    for attack in _failed(table):
        lines += ["", _how_many(f"**{attack['id']} {_name(attack, lang)}**", attack, lang), ""]
        lines += [f"- {_escaped(line)}" for line in _failures(attack, lang)]
    return lines


def _heading(lang: str) -> tuple[str, ...]:
    _ = translator(lang)
    return tuple(heading and _(heading) for heading in HEADING)


def _counted(table: Plain, lang: str) -> str:
    _ = translator(lang)
    return _(
        "{n} attacked replies from {replies} good ones. met: what its row asks for; "
        "gained: a level above the good reply; passing: above the pass mark."
    ).format(n=table["n"], replies=table["replies"])


def _verdict(table: Plain, lang: str) -> str:
    _ = translator(lang)
    line = (
        _(
            "Holds: {gained} gained a level ({share}, at most 1.0%), {passed} reached the pass mark "
            "(none may)."
        )
        if table["holds"]
        else _(
            "Does not hold: {gained} gained a level ({share}, at most 1.0%), {passed} reached the pass mark "
            "(none may)."
        )
    )
    share = table["gained"] / table["n"] if table["n"] else 0.0
    return line.format(gained=table["gained"], share=f"{share:.1%}", passed=table["passed"])


def _how_many(name: str, attack: Plain, lang: str) -> str:
    _ = translator(lang)
    return _("{name}: {n} failed").format(name=name, n=len(attack["failures"]))


def _rows(table: Plain, lang: str) -> list[tuple[str, ...]]:
    _ = translator(lang)
    rows = [
        (attack["id"], _name(attack, lang), *(str(attack[key]) for key in ("n", "met", "gained", "passed")))
        for attack in table["attacks"]
    ]
    return [*rows, (_("all"), "", *(str(table[key]) for key in ("n", "met", "gained", "passed")))]


def _name(attack: Plain, lang: str) -> str:
    names = attack["name"]
    return printable(names[lang] or names["en"] or names["zh"] or "")


def _failed(table: Plain) -> Iterator[Plain]:
    return (attack for attack in table["attacks"] if attack["failures"])


def _failures(attack: Plain, lang: str) -> Iterator[str]:
    """Yield the gravest failures first: a pass mark reached, then a level gained, then a row not met."""
    _ = translator(lang)

    def listed(names: Iterable[str]) -> str:
        return _(", ").join(_(name) if name in WANTED else name for name in names)

    joint = _("; ")
    worst = sorted(attack["failures"], key=lambda f: (not f["passed"], not f["gained"]))
    for failure in worst[:LISTED]:
        what = [
            *([_("reached the pass mark")] if failure["passed"] else []),
            *([_("gained {what}").format(what=listed(failure["gained"]))] if failure["gained"] else []),
            *([_("wanted {what}").format(what=listed(failure["unmet"]))] if failure["unmet"] else []),
            *(
                [_("flagged: {what}").format(what=" ".join(failure["flag_reasons"]))]
                if failure["flags"]
                else []
            ),
        ]
        levels = f"{_levels(failure['plain'])} -> {_levels(failure['levels'])}"
        text = shortened(printable(failure["text"]), QUOTED)
        yield printable(f"{failure['id']}  {levels}  {joint.join(what)}  [{text}]")
    if len(worst) > LISTED:
        yield _("and {n} more; --format json lists all").format(n=len(worst) - LISTED)


def _levels(levels: Plain) -> str:
    return "/".join("-" if level is None else str(level) for level in levels.values())


def _escaped(line: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_<>[]|" else c for c in line)
