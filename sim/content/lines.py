"""Owns the look at one line of broken YAML: which slips it may hold, and how each is mended.

Never parses and never decides; `sim.content.hints` tries the mends and keeps the one that works.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from sim.content.problems import N_
from sim.model.saying import Saying


class Mend(NamedTuple):
    """A suspected slip: its code, where it stands (from 0), the mended line, and what to tell the author."""

    code: str
    column: int
    line: str
    message: Saying


class Value(NamedTuple):
    """A value on a line: where it starts and ends, and its text."""

    start: int
    end: int
    text: str


_START = re.compile(r"\s*(?:- +)*")
_KEY = re.compile(r"(?:^\s*(?:- +)*|[{,] *)[A-Za-z_]\w*:(?: +|$)")
_WIDE_COLON = re.compile(r"(\s*(?:- +)*)([^\s:：'\"{\[#][^:：'\"{\[#]*?)(\s*：\s*)(.*)")
_WIDE_COMMA = re.compile(r"\s*，\s*(?=[A-Za-z_]\w*\s*[:：])")
_TIGHT = re.compile(r"(\s*(?:- +)*)([A-Za-z_]\w*):(?=\S)(.*)")
_TIGHT_DASH = re.compile(r"(\s*(?:- +)*)-(([A-Za-z_]\w*):(?: .*)?)")
_BARE = re.compile(r"(\s*(?:- +)*)([A-Za-z_]\w*)(?: +([^\s:][^:]*))?")
_FIRST = re.compile(r"([A-Za-z_]\w*): +\S")
_NO_COMMA = re.compile(r"(?<=[^\s,{\[(:]) +(?=(en|zh): )")
_IN_LIST = re.compile(r"""(?<=[\[,\s])(["'])[^,\]}"']*""")
_QUOTED = re.compile(r"""(?<=[\[{,\s])(?:"[^"]*"|'[^']*')""")
_CURLY = "“”„‟＂«»‘’＇"

NEVER_CLOSED = N_("the quote {quote} is never closed")
"""What is said of a quote that stays open."""

MISSING_COLON = N_('a colon is missing after "{name}"')
"""What is said of a name without its colon."""

NO_SPACE_AFTER_DASH = N_('a space is missing after the dash in front of "{name}"')
"""What is said of an entry of a list whose dash touches it."""


def values(line: str) -> Iterator[Value]:
    """Yield the values on a line: behind each `name: `, inside braces too, else behind the dash."""
    keys = list(_KEY.finditer(line))
    if not keys:
        start = _START.match(line)
        begin = start.end() if start else 0
        if begin < len(line.rstrip()):
            yield Value(begin, len(line.rstrip()), line[begin:].rstrip())
        return
    if keys[0].start() == 0 and line[keys[0].end() : keys[0].end() + 1] != "{":
        begin, end = keys[0].end(), len(line.rstrip())
        if begin < end:
            yield Value(begin, end, line[begin:end])
    for key, after in zip(keys, [*keys[1:], None], strict=True):
        if line[key.end() : key.end() + 1] == "{":
            continue
        begin = key.end()
        end = after.start() if after else len(line.rstrip().rstrip("}] "))
        text = line[begin:end].rstrip()
        if text and text[0] != "[":
            yield Value(begin, begin + len(text), text)


def strong_mends(line: str) -> Iterator[Mend]:
    """Yield the slips that have a clear sign on the line."""
    yield from _spaces(line)
    yield from _separators(line)
    for value in values(line):
        yield from _quotes(line, value)
    yield from _open_in_list(line)
    for value in values(line):
        yield from _unquoted(line, value)
    yield from _open_bracket(line)


def _open_bracket(line: str) -> Iterator[Mend]:
    """Yield brackets that are not closed on their line."""
    opened: list[int] = []
    bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), line)
    for at, sign in enumerate(bare):
        if sign in "[{":
            opened.append(at)
        elif sign in "]}" and opened:
            opened.pop()
    if opened:
        closing = "".join("]" if line[at] == "[" else "}" for at in reversed(opened))
        sign = line[opened[-1]]
        message = Saying.of(
            N_("the {sign} that opens here is never closed with {closing}"), sign=sign, closing=closing[0]
        )
        yield Mend("YM029", opened[-1], line.rstrip() + closing, message)


def weak_mends(line: str) -> Iterator[Mend]:
    """Yield what a line may be when it has no clear sign: a name without its colon."""
    if (bare := _BARE.fullmatch(line.rstrip())) and bare[3]:
        mended = f"{bare[1]}{bare[2]}: {bare[3]}"
        message = Saying.of(MISSING_COLON, name=bare[2])
        yield Mend("YM030", bare.start(2), mended, message)


def names_alone(line: str, below: str) -> Iterator[Mend]:
    """Yield a name alone on its line whose colon is left out: what stands `below` it lies further in."""
    bare = _BARE.fullmatch(line.rstrip())
    if bare and not bare[3] and _indent(below) > bare.start(2):
        message = Saying.of(MISSING_COLON, name=bare[2])
        yield Mend("YM030", bare.start(2), f"{line.rstrip()}:", message)


def dashes(line: str, below: str) -> Iterator[Mend]:
    """Yield an entry of a list whose dash is left out: what is `below` lies as far in as with one."""
    at = _indent(line)
    first = _FIRST.match(line, at)
    if first and _indent(below) == at + 2:
        message = Saying.of(N_('a dash and a space are missing in front of "{name}"'), name=first[1])
        yield Mend("YM027", at, f"{line[:at]}- {line[at:]}", message)


def value_in_quotes(line: str, column: int) -> str | None:
    """Return a line with the value that begins at `column` in quotes; None where no value does."""
    value = next((one for one in values(line) if one.start == column), None)
    return _put(line, value, "'" + value.text.replace("'", "''") + "'") if value else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def indents(line: str, around: list[str]) -> Iterator[Mend]:
    """Yield the line moved to where its neighbours begin."""
    if not line.strip():
        return
    own = _indent(line)
    seen = {own}
    for other in around:
        start = _START.match(other)
        for width in (_indent(other), start.end() if start else 0):
            if width not in seen:
                seen.add(width)
                message = Saying.of(
                    N_("spaces in front of this line: {own}; to fit the lines around it: {width}"),
                    own=own,
                    width=width,
                )
                yield Mend("YM027", own, " " * width + line.lstrip(), message)


def _spaces(line: str) -> Iterator[Mend]:
    for wide in ("\u3000", "\xa0"):
        if wide not in line:
            continue
        message = (
            N_("a full-width space stands here; use plain spaces")
            if wide == "\u3000"
            else N_("a no-break space stands here; use plain spaces")
        )
        for plain in (" ", "  "):
            yield Mend("YM032", line.index(wide), line.replace(wide, plain), Saying(message))


def _separators(line: str) -> Iterator[Mend]:
    if wide := _WIDE_COLON.fullmatch(line):
        at = line.index("：", wide.start(3))
        message = Saying.of(
            N_('a full-width colon ： follows the name "{name}"; use the plain : and a space'),
            name=wide[2].strip(),
        )
        yield Mend("YM020", at, f"{wide[1]}{wide[2]}: {wide[4]}", message)
    if comma := _WIDE_COMMA.search(line):
        at = line.index("，", comma.start())
        yield Mend(
            "YM028",
            at,
            _WIDE_COMMA.sub(", ", line).replace("：", ": "),
            Saying(N_("a full-width comma ， stands between two names; use the plain , and a space")),
        )
    if "{" in line and (gap := _NO_COMMA.search(line)):
        message = Saying.of(N_('a comma is missing in front of "{name}"'), name=gap[1])
        yield Mend("YM028", gap.end(), _NO_COMMA.sub(", ", line), message)
    if tight := _TIGHT.fullmatch(line):
        at = tight.end(2)
        message = Saying.of(N_('a space is missing after the colon of "{name}"'), name=tight[2])
        yield Mend("YM024", at, f"{line[:at]}: {line[at + 1 :]}", message)
    if dash := _TIGHT_DASH.fullmatch(line):
        message = Saying.of(NO_SPACE_AFTER_DASH, name=dash[3])
        yield Mend("YM024", dash.end(1), f"{dash[1]}- {dash[2]}", message)


def _quotes(line: str, value: Value) -> Iterator[Mend]:
    """Yield slips with quotes: curly ones, one that is not closed, text behind the closing one."""
    text = value.text
    quote = text[0]
    if quote in _CURLY:
        inner = text.strip(_CURLY).replace("'", "''")
        message = Saying.of(
            N_('the quote {quote} is not one that YAML knows; use the straight " around the text'),
            quote=quote,
        )
        yield Mend("YM021", value.start, _put(line, value, f"'{inner}'"), message)
    if quote not in "'\"":
        return
    body = text[1:]
    close = _closing(text)
    if close < 0:
        closed = body.replace("'", "''")
        message = Saying.of(NEVER_CLOSED, quote=quote)
        yield Mend("YM023", value.start, _put(line, value, f"'{closed}'"), message)
    elif close < len(text) - 1:
        inner = (body[:-1] if body.endswith(quote) else body).replace("'", "''")
        message = Saying.of(
            N_("the quote {quote} closes here, but the text goes on; put the other kind around the whole"),
            quote=quote,
        )
        yield Mend("YM031", value.start + close, _put(line, value, f"'{inner}'"), message)


def _open_in_list(line: str) -> Iterator[Mend]:
    """Yield quotes inside [ ] that are not closed before the next comma or bracket."""
    for opening in _IN_LIST.finditer(line):
        quote, at = opening[1], opening.start(1)
        if line.count(quote) % 2:
            mended = f"{line[: opening.end()]}{quote}{line[opening.end() :]}"
            yield Mend("YM023", at, mended, Saying.of(NEVER_CLOSED, quote=quote))


def _unquoted(line: str, value: Value) -> Iterator[Mend]:
    """Yield slips of text that needs quotes and has none."""
    text = value.text
    whole = "'" + text.replace("'", "''") + "'"
    if text[0] in "[{":
        close = max(text.rfind("]"), text.rfind("}"))
        if 0 <= close < len(text) - 1:
            message = Saying.of(
                N_("the text begins with {sign} and goes on behind its closing; put quotes around the whole"),
                sign=text[0],
            )
            yield Mend("YM031", value.start + close, _put(line, value, whole), message)
    elif text[0] not in "'\"|>&*!#":
        colon = re.search(r":(?= |$)", text)
        if colon and not (text[-1] in "}]" and not set(text) & set("{[")):  # a bracket was left out in front
            yield Mend(
                "YM025",
                value.start + colon.start(),
                _put(line, value, whole),
                Saying(N_("a colon and a space stand inside the text; put quotes around the text")),
            )


def _closing(text: str) -> int:
    """Return where the quote that opens `text` closes, -1 when it does not."""
    quote, at = text[0], 1
    while at < len(text):
        if quote == '"' and text[at] == "\\":
            at += 1
        elif text[at] == quote:
            if quote == "'" and text[at + 1 : at + 2] == "'":
                at += 1
            else:
                return at
        at += 1
    return -1


def _put(line: str, value: Value, text: str) -> str:
    return line[: value.start] + text + line[value.end :]
