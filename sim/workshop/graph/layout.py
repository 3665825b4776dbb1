"""Owns where boxes and lines of a layered drawing lie: ranks downward, lines between them.

Knows sizes and names only, no scenario and no SVG. After Sugiyama, Tagawa and Toda (1981): a box's rank
is the longest way to it, boxes of a rank are ordered by the mean place of their neighbours. Lines to
the same box run together, and lie in the gaps between ranks or in lanes of their own, never on a box.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sim.workshop.graph.ranks import Vertex, Way, forward, ordered, ranks_of, vertices
from sim.workshop.graph.spread import spread

GAP_ACROSS, GAP_DOWN = 28.0, 100.0
"""Pixels between boxes of a rank, and between ranks: room for a line, its number and its count."""

STUB = 26.0
"""Pixels that every line goes straight down first, beside which its count stands."""

LANE = 22.0
"""Pixels between lines that lead back up beside the drawing, and the width kept for a passing line."""

MARGIN = 24.0
"""Pixels around the drawing."""

SWEEPS = 24
"""Rounds of moving boxes toward their neighbours; the places change by less than a pixel from some 15."""


@dataclass(frozen=True)
class Place:
    """A box: its left, top, width and height in pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.left + self.width / 2

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.top + self.height


@dataclass(frozen=True)
class Line:
    """A way as drawn: where it leaves its box, and the bends (x, top y, bottom y) to where it ends.

    A line that leads `back` is made of straight pieces between `points`.
    """

    way: Way
    port: tuple[float, float]
    bends: tuple[tuple[float, float, float], ...] = ()
    points: tuple[tuple[float, float], ...] = ()

    @property
    def back(self) -> bool:
        """Say whether it leads to its own rank or one above."""
        return bool(self.points)


@dataclass(frozen=True)
class Layout:
    """A drawing: places by name, lines in the order of the ways, and the size of the whole."""

    places: Mapping[str, Place]
    lines: tuple[Line, ...]
    width: float
    height: float


def lay_out(sizes: Mapping[str, tuple[float, float]], ways: Sequence[Way], last: Iterable[str]) -> Layout:
    """Return the drawing of boxes (name -> width and height) and the ways between them.

    The first box stands on top, those in `last` together at the bottom. `sizes` must not be empty.
    """
    ahead = forward(list(sizes), ways)
    ranks = ranks_of(list(sizes), ahead, set(last))
    rows, links = vertices(ranks, ahead)
    rows = ordered(rows, links)
    middles = _middles(rows, links, sizes)
    tops, bottoms = _heights(rows, sizes)
    places: dict[str, Place] = {}
    for rank, row in enumerate(rows):
        for vertex in row:
            if vertex.passing is None:
                width, height = sizes[vertex.name]
                places[vertex.name] = Place(middles[vertex] - width / 2, tops[rank], width, height)
    right = max(p.left + p.width for p in places.values())
    drawn = _Lines(places, ranks, middles, tops, bottoms, right)
    lines = drawn.lines(ways, set(ahead))
    return Layout(places, lines, drawn.right + MARGIN, bottoms[-1] + MARGIN + drawn.below)


def _middles(
    rows: Sequence[Sequence[Vertex]],
    links: Mapping[Vertex, tuple[tuple[Vertex, ...], tuple[Vertex, ...]]],
    sizes: Mapping[str, tuple[float, float]],
) -> dict[Vertex, float]:
    """Return the x of every vertex's middle: near its neighbours, in the row's order, none overlapping."""
    widths = {v: LANE if v.passing is not None else sizes[v.name][0] for row in rows for v in row}
    middles: dict[Vertex, float] = {}
    for row in rows:
        at = 0.0
        for vertex in row:
            middles[vertex] = at + widths[vertex] / 2
            at += widths[vertex] + GAP_ACROSS
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for row in rows if down else reversed(rows):
            wanted = []
            for vertex in row:
                near = links[vertex][0 if down else 1] or links[vertex][1 if down else 0]
                mean = sum(middles[n] for n in near) / len(near) if near else middles[vertex]
                wanted.append(mean)
            weights = [4.0 if v.passing is not None else 1.0 for v in row]
            found = spread(wanted, [widths[v] for v in row], weights, GAP_ACROSS)
            middles.update(zip(row, found, strict=True))
    left = min(middles[v] - widths[v] / 2 for row in rows for v in row)
    return {v: x - left + MARGIN for v, x in middles.items()}


def _heights(
    rows: Sequence[Sequence[Vertex]], sizes: Mapping[str, tuple[float, float]]
) -> tuple[list[float], list[float]]:
    """Return the top and the bottom of every rank."""
    tops, bottoms, at = [], [], MARGIN + LANE
    for row in rows:
        tops.append(at)
        at += max((sizes[v.name][1] for v in row if v.passing is None), default=0.0)
        bottoms.append(at)
        at += GAP_DOWN
    return tops, bottoms


class _Lines:
    """Draws ways once the boxes have their places."""

    def __init__(
        self,
        places: Mapping[str, Place],
        ranks: Mapping[str, int],
        middles: Mapping[Vertex, float],
        tops: Sequence[float],
        bottoms: Sequence[float],
        right: float,
    ) -> None:
        self._places, self._ranks, self._middles = places, ranks, middles
        self._tops, self._bottoms = tops, bottoms
        self.right = max(right, *(middles[v] + LANE / 2 for v in middles))
        self.below = 0.0

    def lines(self, ways: Sequence[Way], ahead: set[Way]) -> tuple[Line, ...]:
        """Return the lines, in the order of the ways."""
        ports = self._ports(ways, ahead)
        return tuple(
            Line(way, ports[way], bends=self._bends(way)) if way in ahead else self._back(way, ports[way])
            for way in ways
        )

    def _bends(self, way: Way) -> tuple[tuple[float, float, float], ...]:
        first, last = self._ranks[way.source], self._ranks[way.target]
        bends = [(0.0, 0.0, self._bottoms[first] + STUB)]
        for rank in range(first + 1, last):
            x = self._middles[Vertex(way.target, rank)]
            bends.append((x, self._tops[rank], self._bottoms[rank]))
        place = self._places[way.target]
        return (*bends, (place.middle, place.top, place.top))

    def _ports(self, ways: Sequence[Way], ahead: set[Way]) -> dict[Way, tuple[float, float]]:
        """Return where each way leaves: along the lower edge, in the order of where they go."""
        ports = {}
        for name, place in self._places.items():
            leaving = [w for w in ways if w.source == name]
            toward = sorted(leaving, key=lambda w: (self._toward(w, ahead), w.number))
            for n, way in enumerate(toward, start=1):
                ports[way] = (place.left + place.width * n / (len(toward) + 1), place.bottom)
        return ports

    def _toward(self, way: Way, ahead: set[Way]) -> float:
        """Return the x at which a way comes to the next rank; those that lead back go to the right."""
        if way not in ahead:
            return float("inf")
        follows = self._ranks[way.source] + 1
        if self._ranks[way.target] == follows:
            return self._places[way.target].middle
        return self._middles[Vertex(way.target, follows)]

    def _back(self, way: Way, port: tuple[float, float]) -> Line:
        """Return a line that leads down, right, up beside the drawing, and into its box from above."""
        self.right += LANE
        under = self._bottoms[self._ranks[way.source]] + GAP_DOWN * 0.55
        if self._ranks[way.source] == len(self._bottoms) - 1:
            self.below = GAP_DOWN * 0.6
        place = self._places[way.target]
        over, enters = place.top - GAP_DOWN * 0.3, place.middle + LANE
        x = port[0]
        points = ((x, under), (self.right, under), (self.right, over), (enters, over), (enters, place.top))
        return Line(way, port, points=points)
