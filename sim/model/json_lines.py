"""Owns how a line of JSON becomes a row, and how a whole file of them is read with every fault named.

Never opens a file and never says what a row must hold: the caller's `take` does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from sim.errors import N_, ServicesimError
from sim.model.refusal import refusal

T = TypeVar("T")

LONGEST_LINE = 1_000_000
"""Characters of one line; more is no chat reply."""

Fault = tuple[int, ServicesimError]
"""A line that is no row: its number (from 1) and why."""

_BYTES = re.compile("[\udc80-\udcff]")
"""Bytes that are no UTF-8, as they are read with `surrogateescape`."""


def object_in(line: str) -> dict[str, Any]:
    """Return the JSON object that a line holds.

    Raises ServicesimError, ValueError or RecursionError, which `refusal` puts into words.
    """
    if len(line) > LONGEST_LINE:
        raise ServicesimError(N_("this line is longer than any reply"))
    if _BYTES.search(line):
        raise ServicesimError(
            N_("this line is not saved as UTF-8; in your editor: Save with encoding, UTF-8")
        )
    data = json.loads(line)
    if not isinstance(data, dict):
        raise ServicesimError(N_("a line must be one JSON object"))
    return data


def rows_in(lines: Iterable[str], take: Callable[[int, dict[str, Any]], T]) -> tuple[list[T], list[Fault]]:
    """Return what `take` makes of every line that is not blank, and the lines that are no rows.

    `take` is handed the line's number and its object, which it refuses as `object_in` does a line; one bad
    line stops no other.
    """
    rows: list[T] = []
    bad: list[Fault] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            rows.append(take(number, object_in(line)))
        except (ValueError, RecursionError, ServicesimError) as error:
            bad.append((number, refusal(error)))
    return rows, bad


class Ids:
    """Remembers the ids of a file's rows, each of which needs its own."""

    def __init__(self) -> None:
        """Begin without a row."""
        self._seen: dict[str, tuple[int, dict[str, Any]]] = {}

    def again(self, number: int, row: dict[str, Any]) -> list[Exception]:
        """Return the fault of a row whose id an earlier one bears: a second copy, or another row.

        A row without an id is none of either.
        """
        name = str(row.get("id") or "")
        if not name:
            return []
        line, first = self._seen.setdefault(name, (number, row))
        if line == number:
            return []
        if first == row:
            told = N_("the same row stands in line {line} already; take one of the two out")
            return [ServicesimError(told, line=line)]
        told = N_('the id "{name}" stands in line {line} too, of another row; every row needs its own')
        return [ServicesimError(told, name=name, line=line)]
