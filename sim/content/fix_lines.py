"""Owns the mends that one place of a file allows: what the text would be, by line and column.

Never decides whether a mend is right; `sim.content.fixing` proves each by a new check. Comments
stay, because nothing is ever written anew from data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sim.content.lines import strong_mends
from sim.content.problems import N_
from sim.model.saying import Saying

if TYPE_CHECKING:
    from sim.model.problems import Problem

MOST_NAMED = 10
"""Lines that are named of those that one mend changes."""

TAB_WIDTHS = (2, 4, 8)
"""Spaces that a tab may have stood for, the usual one first."""

SLIPS = {
    "YM020": N_("the full-width colon is a plain one now"),
    "YM021": N_("the curly quotes are straight ones now"),
    "YM024": N_("a space stands behind the colon now"),
    "YM028": N_("the full-width comma is a plain one now"),
    "YM032": N_("the full-width space is a plain one now"),
}
"""Slips of the keyboard that have one mend each, and what is said once it is made."""

_QUOTE = "'"
_IN_BRACES = re.compile(r"((?:[{,] *)(?:en|zh): )([^\s'\"\[{][^{}]*?, [^{}]*?)(?=, (?:en|zh): | *\})")
"""A text without quotes in `{en: …, zh: …}` that holds a comma of its own."""

NAMED_BY_PLACE = re.compile(r"(?:turns\.\d+\.says|lines|triggers)\.(\d+)\.id")
"""Entries whose id nothing else in a scenario names, so that any new one will do."""


class Mended(NamedTuple):
    """What a file would be after one mend: its lines, which names may differ, and what to say of it."""

    lines: tuple[str, ...]
    allowed: str
    said: Saying


def mends(lines: tuple[str, ...], problem: Problem, used: frozenset[str]) -> Iterator[Mended]:
    """Yield what the file might be without `problem`, the likeliest first. `used` holds ids already taken."""
    if not 0 < problem.line <= len(lines):
        return
    if problem.code in SLIPS:
        yield from _slips(lines, problem)
    elif problem.code == "YM022":
        yield from _tabs(lines)
    elif problem.code == "SC011":
        yield from _second_id(lines, problem, used)
    elif problem.code == "SC002" and (entry := NAMED_BY_PLACE.fullmatch(problem.path)):
        yield from _missing_id(lines, problem, f"line-{int(entry.group(1)) + 1}", used)


def _slips(lines: tuple[str, ...], problem: Problem) -> Iterator[Mended]:
    """Yield the mend of one line, then that of its neighbours with the same slip."""
    at, said = problem.line - 1, Saying(SLIPS[problem.code])
    for mended in _by_place(lines[at], problem):
        yield Mended(_with(lines, {at: mended}), problem.path, said)
    if problem.code == "YM028":
        quoted = _IN_BRACES.sub(lambda text: f"{text[1]}'{text[2].replace(_QUOTE, _QUOTE * 2)}'", lines[at])
        yield Mended(
            _with(lines, {at: quoted}), problem.path, Saying(N_("the text with a comma is in quotes now"))
        )
    found = {n: line for n in (at,) if (line := _mended(lines[n], problem.code)) is not None}
    if not found:
        return
    yield Mended(_with(lines, found), problem.path, said)
    for step in (-1, 1):
        n = at + step
        while 0 <= n < len(lines) and (line := _mended(lines[n], problem.code)) is not None:
            found[n] = line
            n += step
    if len(found) > 1:
        yield Mended(_with(lines, found), problem.path, said)


def _by_place(line: str, problem: Problem) -> Iterator[str]:
    """Yield the line with its slip mended: at the sign itself, then in each way that its kind allows."""
    at = problem.column - 1
    if problem.code == "YM020" and line[at : at + 1] == "：":
        yield f"{line[:at]}: {line[at + 1 :].lstrip()}"
    yield from (mend.line for mend in strong_mends(line) if mend.code == problem.code)


def _mended(line: str, code: str) -> str | None:
    """Return a line without its slips of one kind, None when it has none."""
    mended = None
    for _ in range(10):
        following = next((m.line for m in strong_mends(mended or line) if m.code == code), None)
        if following is None or following == mended:
            break
        mended = following
    return mended


def _tabs(lines: tuple[str, ...]) -> Iterator[Mended]:
    indents = {n: len(line) - len(line.lstrip("\t ")) for n, line in enumerate(lines) if "\t" in line}
    named = ", ".join(str(n + 1) for n in [*indents][:MOST_NAMED]) + (
        " …" if len(indents) > MOST_NAMED else ""
    )
    said = Saying.of(N_("tabs are spaces now, in lines: {lines}"), lines=named)
    for width in TAB_WIDTHS:
        mended = {
            n: lines[n][:end].replace("\t", " " * width) + lines[n][end:].replace("\t", " ")
            for n, end in indents.items()
        }
        yield Mended(_with(lines, mended), "", said)


def _second_id(lines: tuple[str, ...], problem: Problem, used: frozenset[str]) -> Iterator[Mended]:
    line, at = lines[problem.line - 1], problem.column - 1
    found = re.compile(r"([\"']?)([\w-]+)\1").match(line, at)
    if found is None:
        return
    name = _free(found[2], used)
    mended = line[: found.start(2)] + name + line[found.end(2) :]
    said = Saying.of(N_('the second "{name}" is "{new}" now'), name=found[2], new=name)
    yield Mended(_with(lines, {problem.line - 1: mended}), problem.path, said)


def _missing_id(
    lines: tuple[str, ...], problem: Problem, wanted: str, used: frozenset[str]
) -> Iterator[Mended]:
    line, at = lines[problem.line - 1], problem.column - 1
    name = wanted if wanted not in used else _free(wanted, used)
    said = Saying.of(N_('the id "{name}" was added'), name=name)
    if line[at : at + 1] == "{":
        mended = {problem.line - 1: f"{line[: at + 1]}id: {name}, {line[at + 1 :]}"}
    elif line[:at].lstrip().startswith("-") and not line[:at].strip("- "):
        mended = {problem.line - 1: f"{line[:at]}id: {name}\n{' ' * at}{line[at:]}"}
    else:
        return
    yield Mended(_with(lines, mended), problem.path, said)


def _free(name: str, used: frozenset[str]) -> str:
    number = 2
    while f"{name}-{number}" in used:
        number += 1
    return f"{name}-{number}"


def _with(lines: tuple[str, ...], mended: dict[int, str]) -> tuple[str, ...]:
    changed = [mended.get(n, line) for n, line in enumerate(lines)]
    return tuple("\n".join(changed).split("\n"))
