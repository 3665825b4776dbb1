"""Owns taking one person out of files of ratings and rulings: what they rated, and what they wrote.

Plain lines in and out: never reads a file. A line that is no row of ours stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sim.model.score import DIMENSIONS
from sim.validity.agreement import middle


@dataclass(frozen=True)
class Forgotten:
    """The lines that are left; how many ratings of the person went, and how many rows with their words."""

    lines: tuple[str, ...]
    ratings: int
    rows: int


def forgotten(lines: Iterable[str], rater: str, attempts: Collection[str]) -> Forgotten:
    """Take out what `rater` rated, and rows whose id names one of the `attempts` that they wrote.

    A row that nobody else rated goes whole; the others' median becomes its level.
    """
    left: list[str] = []
    ratings = rows = 0
    for line in lines:
        row = _row(line)
        if row is None:
            left.append(line)
        elif str(row.get("id", "")).partition(".")[0] in attempts:
            rows += 1
        elif rater in _names(row):
            ratings += 1
            kept = _without(row, _names(row).index(rater))
            if kept is not None:
                left.append(json.dumps(kept, ensure_ascii=False))
        else:
            left.append(line)
    return Forgotten(tuple(left), ratings, rows)


def _row(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _names(row: dict[str, Any]) -> list[Any]:
    names = row.get("names")
    return names if isinstance(names, list) else []


def _without(row: dict[str, Any], place: int) -> dict[str, Any] | None:
    """Return a row without the rating at a place, None when none is left."""
    names = [name for at, name in enumerate(row["names"]) if at != place]
    given = row.get("raters")
    raters = {
        key: [level for at, level in enumerate(levels) if at != place]
        for key, levels in (given.items() if isinstance(given, dict) else ())
        if isinstance(levels, list)
    }
    if not names:
        return None
    levels = {d: middle(raters[d]) for d in DIMENSIONS if raters.get(d)}
    return {**row, "levels": levels, "raters": raters, "names": names}
