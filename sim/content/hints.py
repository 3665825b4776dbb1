"""Owns the plain-word diagnosis of broken YAML.

libyaml often reports a slip a line late. A suspected slip is mended and the text
read again; only a mend that moves the break further down is believed, so a
diagnosis never rests on a guess alone. Never changes the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

import yaml

from sim.content.breaks import error_in, first_error
from sim.content.codes_file import FILE_CODES
from sim.content.lines import (
    NEVER_CLOSED,
    Mend,
    dashes,
    indents,
    names_alone,
    strong_mends,
    value_in_quotes,
    weak_mends,
)
from sim.content.problems import N_, Place
from sim.model.saying import Saying

LOOK_BACK = 200
"""Lines above the reported one in which a slip is looked for; a quote that stays open swallows long texts."""

MOST_TRIES = 40
"""Readings of the text for one diagnosis; each costs up to 0.1 s at the size bound below."""

LONGEST_LINE = 3_000
"""Characters; no slip is looked for in longer lines, whose patterns would take quadratic time."""

LARGEST_TRIED = 400_000
"""Characters up to the break; above, mends are not tried and libyaml's own place is given."""

SHORT = 80
"""Characters of a line in the right column that is shown as an example."""

MOST_MORE = 9
"""Slips that are told behind the first one; whoever mends ten looks again."""

MENDS_TOLD = frozenset({"YM020", "YM021", "YM024", "YM025", "YM026", "YM028", "YM031", "YM032"})
"""Slips whose mend is sure; behind others it is a guess."""

TOP_NAME = re.compile(r"[A-Za-z_]\w*(?:[:：]|\s*$)")
"""How a line begins that opens a part of the file, if its colon was not left out."""

BLOCK = re.compile(r": [>|]")
"""How a text over several lines begins; what follows on the line shows that none was meant."""

GUESSED = frozenset({"YM027", "YM030", "YM039"})
"""Slips that show in where a line stands, or in nothing that we know: behind a guess they may come of it."""

SHOWN = frozenset({"YM027", "YM030"})
"""Slips whose example is the line itself, as it should be."""

HABITS = frozenset({"YM020", "YM021", "YM024", "YM032"})
"""Slips that an author makes in every line: such lines are mended together when one is not enough."""

_PLAIN_WORDS = (
    ("mapping values are not allowed", N_("a colon stands where none can be")),
    ("could not find expected ':'", N_("a colon is missing in this line or the one before")),
    ("did not find expected key", N_("this line does not fit the lines before it")),
    ("did not find expected '-'", N_("this line does not fit the list before it")),
    ("did not find expected node content", N_("a value is missing or a bracket is one too many")),
    ("unexpected end of stream", N_("the file ends in the middle of something")),
    (
        "did not find expected <document start>",
        N_("the lines before this one are complete; this one does not fit"),
    ),
    ("block sequence entries are not allowed", N_("a list begins with - on a line of its own")),
    ("unknown escape character", N_("a backslash stands in a text with double quotes; use single quotes")),
    ("directive", N_("a line that begins with % is not allowed here")),
    ("found undefined", N_("a value that begins with * or ! must stand in quotes")),
)


MISFIT = N_(
    "spaces in front of this line: {own}; line {line}, which it does not fit, has {width};"
    " one of the two stands in the wrong column"
)
"""What is said where no mend is believed, and where a line begins shows that it does not fit."""


class Fault(NamedTuple):
    """One slip in YAML, in words for a person who does not program, and its lines as they should be."""

    code: str
    place: Place
    message: Saying
    example: str
    mended: Mapping[int, str] = MappingProxyType({})


class Slips(NamedTuple):
    """The slips of a text that YAML cannot read, and the text as it was most likely meant."""

    told: tuple[Fault, ...]
    meant: str | None
    """None where a part had to be left out: what is said of the rest would rest on a guess."""

    @property
    def guessed(self) -> frozenset[int]:
        """The lines whose mend is a guess."""
        return frozenset(at + 1 for one in self.told if one.code not in MENDS_TOLD for at in one.mended)


def slips(text: str, error: yaml.MarkedYAMLError) -> Slips:
    """Return the slip behind libyaml's error, and those that break the text further down.

    Read on is behind its mend, or from the next name at the top of the file where none is known. Behind a
    mend that is a guess, a line out of place may come of the guess: it is not told before that name either.
    """
    told, whole, unsure = [diagnose(text, error)], True, -1
    for _ in range(MOST_MORE if len(text) <= LARGEST_TRIED else 0):
        fault = told[-1]
        if fault.code not in MENDS_TOLD:
            unsure = _next_part(text, fault.place[0])
        whole = whole and bool(fault.mended)
        text = _mended(text, fault) if fault.mended else _rest(text, fault.place[0])
        broken = error_in(text)
        while broken is not None:
            line, found = fault.place[0], diagnose(text, broken)
            sure = found.code not in GUESSED or found.place[0] > unsure
            if sure and found.place[0] > line:
                told.append(found)
                break
            text, whole = _rest(text, max(line, found.place[0])), False
            again = error_in(text)
            broken = again if again and _line_of(again) > _line_of(broken) else None
        if broken is None:
            return Slips(tuple(told), text if whole else None)
    return Slips(tuple(told), None)


def _line_of(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line if mark else 0


def _mended(text: str, fault: Fault) -> str:
    """Return a text with the lines of a slip as they should be."""
    return "\n".join(fault.mended.get(at, line) for at, line in enumerate(text.split("\n")))


def _next_part(text: str, line: int) -> int:
    """Return the line, from 0, of the next name at the top of the file below `line`."""
    lines = text.split("\n")
    return next((at for at in range(line, len(lines)) if TOP_NAME.match(lines[at])), len(lines))


def _rest(text: str, line: int) -> str:
    """Return what stands from the next name at the top of the file, each line in its place."""
    begin = _next_part(text, line)
    return "\n" * begin + "\n".join(text.split("\n")[begin:])


def diagnose(text: str, error: yaml.MarkedYAMLError) -> Fault:
    """Return the slip behind libyaml's error, with its true line and column."""
    lines = text.split("\n")
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    line = min(line, len(lines) - 1)
    certain = _by_character(lines, line, column, str(error.problem))
    if certain:
        mend = _without_tabs if certain.code == "YM022" else _in_quotes
        return certain._replace(mended=mend(lines, certain))
    if sum(map(len, lines[: line + 1])) <= LARGEST_TRIED:
        found = _by_mending(lines, line, error)
        if found:
            return found
    return _in_libyaml_words(lines, line, column, error)


def _fault(code: str, line: int, column: int, message: Saying) -> Fault:
    example = "" if code in ("YM027", "YM039") else FILE_CODES[code].example
    return Fault(code, (line + 1, column + 1), message, example)


def _by_character(lines: list[str], line: int, column: int, problem: str) -> Fault | None:
    """Return the fault when the character at the break tells it, or a tab in front of it."""
    for at in (line, line - 1):
        indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())] if at >= 0 else ""
        if "\t" in indent:
            return _fault("YM022", at, indent.index("\t"), _tab_told(lines))
    if "expected comment or line break" in problem:
        found = BLOCK.search(lines[line])
        column = found.end() - 1 if found else column
    elif "cannot start any token" not in problem:
        return None
    sign = lines[line][column : column + 1]
    if sign == "\t":
        return _fault("YM022", line, column, Saying(N_("a tab stands here; use spaces")))
    if sign and sign in "@`%>|":
        message = Saying.of(N_("text that begins with {sign} must stand in quotes"), sign=sign)
        return _fault("YM026", line, column, message)
    return None


def _tab_told(lines: list[str]) -> Saying:
    """Return what is said of a tab: in how many lines one stands, where they are more than are told."""
    many = sum("\t" in line[: len(line) - len(line.lstrip())] for line in lines)
    if many <= MOST_MORE:
        return Saying(N_("a tab stands here; indent with spaces"))
    return Saying.of(N_("a tab stands here, as in {n} lines of this file; indent with spaces"), n=many)


def _without_tabs(lines: list[str], fault: Fault) -> dict[int, str]:
    """Return the line of a tab with spaces, as far in as the break asks for; nothing where none helps."""
    at = fault.place[0] - 1
    bare, part = lines[at].lstrip(), lines[: at + 30]
    above = next((_indent(one) for one in reversed(lines[:at]) if one.strip()), 0)
    for width in dict.fromkeys((above + 2, above, above + 4, *range(above - 2, -1, -2))):
        mended = " " * width + bare.replace("\t", " ")
        if _moves(part, {at: mended}, at):
            return {at: mended}
    return {}


def _in_quotes(lines: list[str], fault: Fault) -> dict[int, str]:
    """Return the line of a value that must stand in quotes with them; nothing where that does not help."""
    at, column = fault.place[0] - 1, fault.place[1] - 1
    mended = value_in_quotes(lines[at], column) if len(lines[at]) < LONGEST_LINE else None
    return {at: mended} if mended and _moves(lines[: at + 30], {at: mended}, at) else {}


def _by_mending(lines: list[str], line: int, error: yaml.MarkedYAMLError) -> Fault | None:
    """Return the first suspected slip whose mend moves the break below `line`."""
    mark = error.problem_mark
    column = mark.column if mark and mark.line == line else None
    # A few more lines are enough to see that the break moved.
    part = lines[: line + 30]
    habits: dict[str, dict[int, str]] = {}
    for at, mend in islice(_suspects(lines, line, error), MOST_TRIES):
        if _moves(part, {at: mend.line}, line, column if mend.code == "YM029" else None):
            found = _fault(mend.code, at, mend.column, mend.message)._replace(mended={at: mend.line})
            right = mend.line.rstrip()
            return found._replace(example=right) if mend.code in SHOWN and len(right) <= SHORT else found
        if mend.code in HABITS:
            mended = habits.setdefault(mend.code, {})
            mended.setdefault(at, mend.line)
            if len(mended) > 1 and _moves(part, mended, line):
                return _fault(mend.code, at, mend.column, mend.message)._replace(mended=mended)
    return None


def _moves(part: list[str], mended: dict[int, str], line: int, column: int | None = None) -> bool:
    """Say whether the break lies below `line`, or is gone, once some lines are mended.

    With `column` it may also lie further on in that line, where that is none of those mended.
    """
    broken = first_error("\n".join(mended.get(at, text) for at, text in enumerate(part)))
    if broken is None or broken[0] > line:
        return True
    return column is not None and line not in mended and broken[0] == line and broken[1] > column


def _suspects(lines: list[str], line: int, error: yaml.MarkedYAMLError) -> Iterator[tuple[int, Mend]]:
    in_quotes = "quoted scalar" in str(error.context)
    if in_quotes and error.context_mark:
        # The quote that is never closed is this one, or one above that closed where this one should open.
        line = min(line, error.context_mark.line)
    above = range(line, max(-1, line - LOOK_BACK), -1)
    for at in above:
        if lines[at].strip() and len(lines[at]) < LONGEST_LINE and not lines[at].lstrip().startswith("#"):
            yield from ((at, mend) for mend in strong_mends(lines[at]))
    if in_quotes:
        return
    near = [at for at in above if lines[at].strip() and len(lines[at]) < LONGEST_LINE][:2]
    begun = min(error.context_mark.line, line) if error.context_mark else _begun(lines, line)
    for at in dict.fromkeys((*near, begun)):
        below = next((one for one in lines[at + 1 : at + 3] if one.strip()), "")
        yield from ((at, mend) for mend in (*names_alone(lines[at], below), *dashes(lines[at], below)))
    for at in near:
        yield from ((at, mend) for mend in _standing_out(lines, at))
    for at in near:
        around = [
            other for other in lines[max(0, at - 6) : at][::-1] + lines[at + 1 : at + 3] if other.strip()
        ]
        yield from ((at, mend) for mend in indents(lines[at], around))
    for at in near:
        yield from ((at, mend) for mend in weak_mends(lines[at]))


def _begun(lines: list[str], line: int) -> int:
    """Return the line above in which a text began that reaches to `line`: the last that is no further in."""
    own = _indent(lines[line])
    above = range(line - 1, max(-1, line - LOOK_BACK), -1)
    return next((at for at in above if lines[at].strip() and _indent(lines[at]) <= own), line)


def _standing_out(lines: list[str], at: int) -> Iterator[Mend]:
    """Yield a line moved to where both its neighbours begin, when it is the one that does not."""
    above = next((one for one in lines[max(0, at - 6) : at][::-1] if one.strip()), "")
    below = next((one for one in lines[at + 1 : at + 3] if one.strip()), "")
    if above and below and _indent(above) == _indent(below) != _indent(lines[at]):
        yield from indents(lines[at], [below[: _indent(below)] + "x"])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _in_libyaml_words(lines: list[str], line: int, column: int, error: yaml.MarkedYAMLError) -> Fault:
    """Return libyaml's own place, with its words made plain."""
    context, problem = str(error.context or ""), str(error.problem or "")
    mark = error.context_mark
    if mark and "quoted scalar" in context:
        sign = lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else '"'
        if "escape" not in problem:
            return _fault("YM023", mark.line, mark.column, Saying.of(NEVER_CLOSED, quote=sign))
    if mark and "flow" in context and "end of stream" in problem:
        message = Saying(N_("a bracket that opens here is never closed"))
        return _fault("YM029", mark.line, mark.column, message)
    own = _indent(lines[line]) if lines else 0
    if mark and "block" in context and "did not find expected" in problem and own != mark.column:
        above = (at for at in range(line - 1, mark.line, -1) if lines[at].strip())
        last = next((at for at in above if _indent(lines[at]) == mark.column), mark.line)
        said = Saying.of(MISFIT, own=own, line=last + 1, width=mark.column)
        return _fault("YM039", line, column, said)
    words = next(
        (plain for sign, plain in _PLAIN_WORDS if sign in problem), N_("this line breaks the rules of YAML")
    )
    return _fault("YM039", line, column, Saying(words))
