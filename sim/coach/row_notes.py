"""Owns what is noticed in rows to score and is no fault: an id that comes again, a column nobody reads.

Never changes a row and never scores one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sim.coach.rows import Row
from sim.content.problems import nearest
from sim.locale import translator
from sim.model.json_lines import LONGEST_LINE

KNOWN = frozenset({*Row.model_fields, "levels", "raters", "marks", "labels", "names"})
"""Names that scoring reads, or `servicesim validate` and `calibrate` in the same rows."""

MOST = 5
"""Ids and columns that are named one by one; the others are counted."""


class Notes:
    """What is noticed in the lines that pass through."""

    def __init__(self) -> None:
        """Begin without a line."""
        self._first: dict[str, int] = {}
        self._again: dict[str, tuple[int, int]] = {}
        self._unread: dict[str, int] = {}

    def through(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield the lines as they are, and look at each."""
        for number, line in enumerate(lines, 1):
            self._look(number, line)
            yield line

    def _look(self, number: int, line: str) -> None:
        if len(line) > LONGEST_LINE:
            return
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            return
        if not isinstance(row, dict):
            return
        if row.get("id") not in (None, ""):
            name = str(row["id"])
            if name in self._first:
                self._again.setdefault(name, (self._first[name], number))
            self._first.setdefault(name, number)
        for column in row:
            if column not in KNOWN:
                self._unread[column] = self._unread.get(column, 0) + 1

    def said(self, lang: str) -> Iterator[str]:
        """Yield what was noticed, a line each."""
        yield from self._ids(lang)
        yield from self.columns(lang)

    def _ids(self, lang: str) -> Iterator[str]:
        _ = translator(lang)
        for name, (first, second) in list(self._again.items())[:MOST]:
            form = _('the id "{name}" stands in line {first} and again in line {second}')
            yield form.format(name=name, first=first, second=second)
        if len(self._again) > MOST:
            yield _("ids that stand more than once, besides: {n}").format(n=len(self._again) - MOST)

    def columns(self, lang: str) -> Iterator[str]:
        """Yield the columns that nobody reads, a line each."""
        _ = translator(lang)
        for column, rows in list(self._unread.items())[:MOST]:
            near = nearest(column, KNOWN)
            form = _('"{name}" is read by nobody here; rows that have it: {n}')
            hint = _(" (did you mean {hint}?)").format(hint=near[0]) if near else ""
            yield form.format(name=column, n=rows) + hint
        if len(self._unread) > MOST:
            yield _("names that are read by nobody, besides: {n}").format(n=len(self._unread) - MOST)
