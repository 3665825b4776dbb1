"""Owns how plain words are fitted into cells: padded, cut, set in, labelled, measured by a bar.

Never parses markup: everything is built from plain strings and spans. Bars use
ASCII, which every terminal agrees is one cell wide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len
from textual.content import Content

from sim.report.printable import shortened

HANG = 4
"""Cells by which a wrapped line of feedback is set in: below the words, behind the sign."""
NARROWEST = 20
"""Cells below which setting in would leave too little room to read."""
LEAD = 32
"""Longest beginning of a line, in cells, that is set bold up to its colon: `Not met:`, `Say instead:`."""
NAMED = 80
"""The same for the name of an indicator behind its code, which is a label however long it is."""
_CODE = re.compile(r"[A-Z]\d+ ")


def bar(value: float, most: float, cells: int) -> str:
    """Return an ASCII meter: `######----`."""
    filled = max(0, min(cells, round(cells * value / most)))
    return "#" * filled + "-" * (cells - filled)


def padded(text: str, cells: int) -> str:
    """Return `text` filled up with spaces to a width in cells."""
    return text + " " * max(0, cells - cell_len(text))


def lines(parts: Iterable[Content]) -> Content:
    """Return the parts as lines of one text."""
    return Content("\n").join(parts)


def lead(line: str) -> Content:
    """Set the beginning of a line bold up to its colon, when it is short enough to be a label."""
    places = [line.find(sign) for sign in (": ", "：") if sign in line]
    most = NAMED if _CODE.match(line) else LEAD
    if not places or cell_len(line[: min(places)]) > most:
        return Content(line)
    cut = min(places) + 1
    return Content.assemble((line[:cut], "bold"), line[cut:])


def fitted(text: str, cells: int) -> str:
    """Return `text` cut to a width in cells, at a word where that is possible, with `...` when cut."""
    if cell_len(text) <= cells:
        return text
    most = len(text)
    while most and cell_len(text[:most]) > cells - 3:
        most -= 1
    return shortened(text[: most + 1], most) if most else ""


def hanging(indent: int, body: Content, width: int) -> Content:
    """Return `body` wrapped to `width` cells with all lines but the first set in by `indent`."""
    if width - indent < NARROWEST:
        return body
    first, *rest = body.wrap(width)
    if not rest:
        return body
    tail = Content("").join(body.divide([len(first.plain)])[1:])
    begun = body.plain[: len(first.plain)] == first.plain
    if not begun:
        return body
    lead = len(tail.plain) - len(tail.plain.lstrip())
    return lines((first, *(row.pad_left(indent) for row in tail[lead:].wrap(width - indent))))
