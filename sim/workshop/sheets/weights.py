"""Owns the weights of our three sections from the points of a sheet: how much of them each section gets.

Never knows which code an item is; it is told the section of each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.model.score import DIMENSIONS, Dimension
from sim.workshop.sheets.layout import Block, Item, Sheet

WHOLE = 100
"""What the weights of a rubric sum to (RB020)."""

LEAST = 1
"""The smallest weight that a section may have: nothing on the sheet is about it, and it stays scored."""


@dataclass
class Weights:
    """The weights of our sections, whole numbers that sum to 100; empty when the sheet has no points.

    `bare` are sections that nothing on the sheet is about, `stated` the sum of the sheet's own figures.
    """

    of: dict[Dimension, int] = field(default_factory=dict)
    bare: tuple[Dimension, ...] = ()
    stated: float = 0
    left_out: float = 0


def weights_of(sheet: Sheet, sections: Mapping[int, Dimension]) -> Weights:
    """Return the weights; `sections` gives the section of each item of `sheet.items` by its index.

    A section's own figure is spread over its items by their points, evenly where they have none.
    The points of an item of no section are left out.
    """
    mass: dict[Dimension, float] = dict.fromkeys(DIMENSIONS, 0.0)
    stated = left_out = 0.0
    for block in sheet.blocks:
        items = [
            (n, item) for n, item in enumerate(sheet.items) if item.block is block and item.kind == "earn"
        ]
        total = figure_of(block, [item for _, item in items])
        stated += total
        shares = _shares([item for _, item in items])
        for (n, _), share in zip(items, shares, strict=True):
            if n in sections:
                mass[sections[n]] += total * share
            else:
                left_out += total * share
    if not sum(mass.values()):
        return Weights(stated=stated, left_out=left_out)
    missing = tuple(d for d in DIMENSIONS if not mass[d])
    return Weights(_whole(mass), missing, stated, left_out)


def figure_of(block: Block, items: list[Item]) -> float:
    """Return what a section counts on the sheet: its own figure, else the sum of its items' points."""
    if block.kind != "earn":
        return 0.0
    if block.total is not None:
        return block.total
    if block.weights:
        return sum(block.weights)
    return sum(item.points for item in items if item.points and item.points > 0)


def _shares(items: list[Item]) -> list[float]:
    """Return each item's part of its section; one figure among several items is that of a merged cell."""
    points = [max(item.points or 0, 0) for item in items]
    whole = sum(points)
    if not whole or (len(points) > 1 and sum(p > 0 for p in points) == 1):
        return [1 / max(len(items), 1)] * len(items)
    return [p / whole for p in points]


def _whole(mass: dict[Dimension, float]) -> dict[Dimension, int]:
    """Return whole numbers of at least 1 in proportion to `mass`, the largest remainders rounded up."""
    spare = WHOLE - LEAST * len(mass)
    whole = sum(mass.values())
    exact = {d: max(value * WHOLE / whole - LEAST, 0.0) for d, value in mass.items()}
    scale = spare / sum(exact.values())
    weights = {d: int(value * scale) for d, value in exact.items()}
    rest = sorted(exact, key=lambda d: weights[d] - exact[d] * scale)
    for d in rest[: spare - sum(weights.values())]:
        weights[d] += 1
    return {d: value + LEAST for d, value in weights.items()}
