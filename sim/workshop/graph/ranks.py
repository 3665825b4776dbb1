"""Owns the ranks of a layered drawing and the order in a rank. Names and numbers only, no pixels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

ROUNDS = 12
"""Sweeps down and up over the ranks; scripts of up to 20 boxes do not improve after some 6."""


@dataclass(frozen=True)
class Way:
    """A line to draw, the `number`-th out of its box."""

    source: str
    number: int
    target: str


@dataclass(frozen=True)
class Vertex:
    """A box, or, with the rank in `passing`, the place where lines to the box `name` pass that rank."""

    name: str
    passing: int | None = None


Links = dict[Vertex, tuple[tuple[Vertex, ...], tuple[Vertex, ...]]]
"""Vertex -> its neighbours in the rank above, and those in the rank below."""


def forward(names: Sequence[str], ways: Sequence[Way]) -> tuple[Way, ...]:
    """Return the ways that lead on: all that follow the order of the names, and others that close no circle.

    So a circle is cut where its author wrote a way back.
    """
    place = {name: n for n, name in enumerate(names)}
    kept = {way for way in ways if place[way.source] < place[way.target]}
    out: dict[str, set[str]] = {name: set() for name in names}
    for way in kept:
        out[way.source].add(way.target)
    for way in ways:
        if way not in kept and not _leads(out, way.target, way.source):
            kept.add(way)
            out[way.source].add(way.target)
    return tuple(way for way in ways if way in kept)


def _leads(out: Mapping[str, set[str]], start: str, end: str) -> bool:
    """Say whether there is a way from `start` to `end`; from anywhere to itself there is."""
    seen, todo = {start}, [start]
    while todo:
        name = todo.pop()
        if name == end:
            return True
        todo += out[name] - seen
        seen |= out[name]
    return False


def ranks_of(names: Sequence[str], ways: Iterable[Way], last: set[str]) -> dict[str, int]:
    """Return the rank of every box, the first at 0: the longest way to it; those in `last` below all."""
    ways = tuple(ways)
    ranks = dict.fromkeys(names, 0)
    settled = False
    while not settled:
        was = dict(ranks)
        for way in ways:
            ranks[way.target] = max(ranks[way.target], ranks[way.source] + 1)
        settled = ranks == was
    led = {w.target for w in ways}
    for name in names[1:]:  # what no way leads to stands just above where it leads itself
        below = [ranks[w.target] for w in ways if w.source == name]
        if name not in led and below and name not in last:
            ranks[name] = max(0, min(below) - 1)
    lowest = max((r for n, r in ranks.items() if n not in last), default=-1)
    ranks.update(dict.fromkeys(last & set(names), lowest + 1))
    return ranks


def vertices(ranks: Mapping[str, int], ways: Iterable[Way]) -> tuple[list[list[Vertex]], Links]:
    """Return the vertices of every rank and their links; ways to one box share the places they pass."""
    rows: list[list[Vertex]] = [[] for _ in range(max(ranks.values()) + 1)]
    above: dict[Vertex, list[Vertex]] = {}
    below: dict[Vertex, list[Vertex]] = {}

    def stand(vertex: Vertex, rank: int) -> Vertex:
        if vertex not in above:
            above[vertex], below[vertex] = [], []
            rows[rank].append(vertex)
        return vertex

    for name, rank in ranks.items():
        stand(Vertex(name), rank)
    for way in ways:
        upper = Vertex(way.source)
        for rank in range(ranks[way.source] + 1, ranks[way.target] + 1):
            passing = rank if rank < ranks[way.target] else None
            lower = stand(Vertex(way.target, passing), rank)
            if lower not in below[upper]:
                below[upper].append(lower)
                above[lower].append(upper)
            upper = lower
    return rows, {v: (tuple(above[v]), tuple(below[v])) for v in above}


def ordered(rows: Sequence[Sequence[Vertex]], links: Links) -> list[list[Vertex]]:
    """Return the rows, each in the order that was found to cross fewest lines."""
    best = [list(row) for row in rows]
    fewest = crossings(best, links)
    tried = best
    for turn in range(ROUNDS):
        down = turn % 2 == 0
        tried = [list(row) for row in tried]
        for at in range(1, len(rows)) if down else range(len(rows) - 2, -1, -1):
            fixed = {v: n for n, v in enumerate(tried[at - 1 if down else at + 1])}
            own = {v: n for n, v in enumerate(tried[at])}

            def mean(vertex: Vertex, fixed: dict[Vertex, int] = fixed, side: int = 0 if down else 1) -> float:
                near = [fixed[n] for n in links[vertex][side]]
                return sum(near) / len(near) if near else -1.0

            keys = {v: (mean(v), own[v]) for v in tried[at]}
            tried[at] = sorted(tried[at], key=keys.__getitem__)
        count = crossings(tried, links)
        if count < fewest:
            best, fewest = tried, count
    return best


def crossings(rows: Sequence[Sequence[Vertex]], links: Links) -> int:
    """Return how many pairs of lines cross between neighbouring ranks."""
    count = 0
    for upper, lower in pairwise(rows):
        place = {v: n for n, v in enumerate(lower)}
        ends = [(n, place[to]) for n, v in enumerate(upper) for to in links[v][1]]
        count += sum(a < c and b > d for a, b in ends for c, d in ends)
    return count
