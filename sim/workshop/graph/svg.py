"""Owns the picture as SVG: one drawing that needs no program, no script and no network.

Boxes hold the branches in words; lines carry the branches' numbers only, so that no label lies on a
line. What matters is said in words or numbers too, never by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.locale import translator
from sim.report.page import safe
from sim.workshop.graph.boxes import LEADING, LETTER, Written, box_of
from sim.workshop.graph.layout import GAP_ACROSS, MARGIN, Layout, Line, Place, lay_out
from sim.workshop.graph.model import Graph, Node
from sim.workshop.graph.ranks import Way
from sim.workshop.graph.wrapping import ems, wrap

STYLE = """
svg.script { --ink: #1b1b1b; --paper: #fff; --box: #fff; --line: #5b6470; --rule: #767676; --end: #f1f1f1;
  font: 13px system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
@media (prefers-color-scheme: dark) { svg.script { --ink: #ececec; --paper: #161616; --box: #1f1f1f;
  --line: #a8b0ba; --rule: #8f8f8f; --end: #2b2b2b; } }
@media print { svg.script { --ink: #000; --paper: #fff; --box: #fff; --line: #444; --rule: #555;
  --end: #f1f1f1; } }
.script text { fill: var(--ink); font-size: 13px; } .script .ground { fill: var(--paper); }
.script .title { font-size: 20px; font-weight: 600; }
.script .id, .script .number, .script .note, .script .go, .script .head { font-weight: 600; }
.script .about { font-style: italic; }
.script .box { fill: var(--box); stroke: var(--rule); stroke-width: 1.3; }
.script .ending { fill: var(--end); stroke-width: 2.2; }
.script .missing { stroke-width: 2.2; stroke-dasharray: 7 4; } .script .unvisited { stroke-dasharray: 2 4; }
.script .rule { stroke: var(--rule); stroke-width: .8; } .script .frame { fill: none; stroke: var(--rule); }
.script .way { fill: none; stroke: var(--line); } .script .never { stroke-dasharray: 4 4; }
.script .tip { fill: var(--line); }
.script .badge { fill: var(--ink); } .script .badge + text { fill: var(--paper); font-size: 11px;
  font-weight: 600; text-anchor: middle; }
.script .count { font-size: 11px; paint-order: stroke; stroke: var(--paper); stroke-width: 4px; }
"""
"""Letters have at least 7:1 on their paper and lines 4.5:1, light and dark; print is light."""

LINE, SHARE = 1.5, 4.0
"""Pixels of a line, and what a line taken by everybody has more."""

ROUND = 9.0
"""Radius of the badge with a branch's number, in pixels."""

WIDEST_TEXT = 900.0
"""Pixels of a line of the legend; longer ones are hard to read."""


def graph_svg(graph: Graph, *, alone: bool = True) -> str:
    """Return the drawing as XML; for a page that says title and legend itself, `alone` is False.

    `--natural` is its width, so that a page can hold it to that.
    """
    return _Drawing(graph).svg(alone=alone)


class _Drawing:
    """One graph being drawn."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._ = translator(graph.lang)
        self._boxes = {n.key: box_of(graph, n) for n in graph.nodes}
        inner = [n for n in graph.nodes if not n.apart]
        self._edges = {Way(e.source, e.number, e.target): e for e in graph.edges}
        self._layout: Layout = lay_out(
            {n.key: (self._boxes[n.key].width, self._boxes[n.key].height) for n in inner},
            list(self._edges),
            {n.key for n in inner if n.kind == "ending"},
        )
        self._apart, self._low = self._apart_places()

    def svg(self, *, alone: bool) -> str:
        """Return the whole drawing."""
        graph = self._graph
        title = self._("{title} ({id}, version {version})").format(
            title=graph.title, id=graph.id, version=graph.version
        )
        width = max(self._layout.width, self._apart_width(), 2 * MARGIN + 480)
        head = self._head(title, width) if alone else []
        top = MARGIN + 24 + (len(head) - 1) * LEADING if head else 0.0
        height = top + self._low
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="script" role="img" lang="{safe(graph.lang)}"'
            f' viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
            f' style="--natural:{width:.0f}px">',
            f"<title>{safe(title)}</title><desc>{safe(graph.summary)}</desc>",
            f"<style>{STYLE}</style>",
            '<defs><marker id="script-tip" markerUnits="userSpaceOnUse" markerWidth="11" markerHeight="10"'
            ' refX="10" refY="5" orient="auto"><path class="tip" d="M0 0L11 5L0 10z"/></marker></defs>',
            f'<rect class="ground" width="{width:.0f}" height="{height:.0f}"/>',
            *(
                _text(line, "legend" if n else "title", MARGIN, MARGIN + (20 if n else 14) + n * LEADING)
                for n, line in enumerate(head)
            ),
            f'<g transform="translate(0 {top:.0f})">',
            *map(self._way, self._layout.lines),
            *(self._box(graph.node(key), place) for key, place in self._layout.places.items()),
            *(piece for line in self._layout.lines for piece in self._badge(line)),
            *self._apart_drawn(width),
            "</g></svg>",
        ]
        return "\n".join(parts) + "\n"

    def _head(self, title: str, width: float) -> list[str]:
        """Return the lines above the drawing, the title first."""
        room = min(width - 2 * MARGIN, WIDEST_TEXT) / LETTER
        said = (self._graph.summary, *self._graph.legend, *self._graph.counted)
        return [title, *(line for text in said for line in wrap(text, room, ems))]

    def _box(self, node: Node, place: Place) -> str:
        box = self._boxes[node.key]
        unvisited = " unvisited" if node.attempts == 0 and node.kind == "turn" else ""
        corner = 14 if node.kind == "ending" else 4
        pieces = [
            f'<g id="{node.key}"><rect class="box {node.kind}{unvisited}" x="{place.left:.1f}"'
            f' y="{place.top:.1f}" width="{place.width:.1f}" height="{place.height:.1f}" rx="{corner}"/>'
        ]
        if box.rule is not None:
            y = place.top + box.rule
            pieces.append(
                f'<line class="rule" x1="{place.left:.1f}" y1="{y:.1f}"'
                f' x2="{place.left + place.width:.1f}" y2="{y:.1f}"/>'
            )
        pieces += [_written(w, place) for w in box.written]
        return "".join(pieces) + "</g>"

    def _way(self, line: Line) -> str:
        edge = self._edges[line.way]
        never = " never" if edge.never else ""
        weight = LINE + SHARE * (edge.share or 0.0)
        return (
            f'<path class="way{never}" data-way="{edge.source}-{edge.number}-{edge.target}"'
            f' stroke-width="{weight:.1f}" marker-end="url(#script-tip)" d="{_path(line)}"/>'
        )

    def _badge(self, line: Line) -> Iterator[str]:
        edge = self._edges[line.way]
        x, y = line.port
        yield f'<circle class="badge" cx="{x:.1f}" cy="{y:.1f}" r="{ROUND:.0f}"/>'
        yield _text(str(edge.number), "mark", x, y + 4)
        if edge.attempts is not None:
            yield _text(f"×{edge.attempts}", "count", x + 5, y + 22)

    def _apart_places(self) -> tuple[dict[str, Place], float]:
        """Return where the endings stand that any turn can come to, and the height of the drawing."""
        at, low = MARGIN * 2, self._layout.height
        top = low + MARGIN + LEADING
        places = {}
        for node in self._graph.apart:
            box = self._boxes[node.key]
            places[node.key] = Place(at, top, box.width, box.height)
            at += box.width + GAP_ACROSS
        if places:
            low = max(p.bottom for p in places.values()) + 2 * MARGIN
        return places, low

    def _apart_width(self) -> float:
        return max((p.left + p.width + 2 * MARGIN for p in self._apart.values()), default=0.0)

    def _apart_drawn(self, width: float) -> Iterator[str]:
        if not self._apart:
            return
        top = self._layout.height
        right = max(p.left + p.width for p in self._apart.values()) + MARGIN
        high = self._low - MARGIN - top
        yield (
            f'<rect class="frame" x="{MARGIN:.0f}" y="{top:.1f}" width="{min(right, width) - MARGIN:.1f}"'
            f' height="{high:.1f}" rx="4"/>'
        )
        heading = self._("Endings that any turn can come to")
        yield _text(heading, "head", MARGIN * 2, top + LEADING + 4)
        for key, place in self._apart.items():
            yield self._box(self._graph.node(key), place)


def _path(line: Line) -> str:
    x, y = line.port
    if line.back:
        return f"M{x:.1f} {y:.1f}" + "".join(f"L{a:.1f} {b:.1f}" for a, b in line.points)
    first, *rest = line.bends
    pieces = [f"M{x:.1f} {y:.1f}V{first[2]:.1f}"]
    y = first[2]
    for a, top, bottom in rest:
        half = (y + top) / 2
        pieces.append(f"C{x:.1f} {half:.1f} {a:.1f} {half:.1f} {a:.1f} {top:.1f}")
        if bottom > top:
            pieces.append(f"V{bottom:.1f}")
        x, y = a, bottom
    return "".join(pieces)


def _written(written: Written, place: Place) -> str:
    return _text(written.text, written.style, place.left + written.x, place.top + written.y)


def _text(text: str, style: str, x: float, y: float) -> str:
    return f'<text class="{style}" x="{x:.1f}" y="{y:.1f}">{safe(text)}</text>'
