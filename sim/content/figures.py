"""Owns how an expected figure is written: `3`, `2-3`, `">=2"`, `"<=2"`, or null.

Never says what was played.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from sim.content.problems import N_, Path, Problems
from sim.content.reader import Tree
from sim.model.playthrough import short

_NUMBER = r"-?\d+(?:\.\d+)?"
_RANGE = re.compile(rf"\s*({_NUMBER})\s*[-–—~～至到]\s*({_NUMBER})\s*")
_LIMIT = re.compile(rf"\s*(>=|<=|≥|≤)\s*({_NUMBER})\s*")

EXAMPLE = '3, 2-3, ">=2"'


class Limits(NamedTuple):
    """The least and the most that a figure can be, and whether null may stand for it."""

    low: float
    high: float
    may_lack: bool = False


def figure(tree: Tree, problems: Problems, path: Path, given: Any, limits: Limits) -> dict[str, Any] | None:
    """Return a figure's data for the model; one that cannot be read is reported and stands for anything."""
    if given is None and limits.may_lack:
        return None
    anything = {"low": limits.low, "high": limits.high, "text": ""}
    found = span(given, limits)
    if found is None or found.low > found.high:
        message = (
            N_('"{name}" must be a figure or a range')
            if found is None
            else N_('"{name}" is a range whose first figure is the larger one')
        )
        problems.add(
            "PT013", tree.value_at(path), message, path=path, values={"name": path[-1]}, example=EXAMPLE
        )
        tree.doubted.add(path)
        return anything
    if not (limits.low <= found.low and found.high <= limits.high):
        problems.add(
            "PT004",
            tree.value_at(path),
            N_('"{name}" must lie between {low} and {high}, not at {given}'),
            path=path,
            values={
                "name": path[-1],
                "low": short(limits.low),
                "high": short(limits.high),
                "given": given,
            },
        )
        tree.doubted.add(path)
        return anything
    text = short(given) if isinstance(given, int | float) else given.strip()
    return {"low": found.low, "high": found.high, "text": text}


def span(given: Any, limits: Limits) -> Limits | None:
    """Return the ends of what is written, or None where it is neither figure nor range."""
    if isinstance(given, bool):
        return None
    if isinstance(given, int | float):
        return Limits(given, given)
    if not isinstance(given, str):
        return None
    if between := _RANGE.fullmatch(given):
        return Limits(float(between[1]), float(between[2]))
    if limit := _LIMIT.fullmatch(given):
        value = float(limit[2])
        if limit[1] in (">=", "≥"):
            return Limits(value, max(value, limits.high))
        return Limits(min(value, limits.low), value)
    return None
