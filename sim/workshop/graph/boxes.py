"""Owns what stands in the box of a node, line by line, and how large the box is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sim.locale import translator
from sim.report.words import quoted
from sim.workshop.graph.build import branch_words, count_words
from sim.workshop.graph.model import Graph, Node
from sim.workshop.graph.wrapping import ems, wrap

LETTER = 13.0
"""Pixels of a letter: the least that is read without effort on a screen at its natural size."""

LEADING = 18.0
"""Pixels from one line to the next."""

PADDING = 12.0
"""Pixels between the border and the text."""

NARROWEST = 264.0
"""Pixels of a box: some 40 letters or 18 ideographs a line."""

PORT = 40.0
"""Pixels from one branch to the next on the lower edge: a number, and a count of three digits."""

SAID = 3
"""Lines of the customer's message that are enough to know it by."""

HANG = 20.0
"""Pixels by which a branch is set in behind its number."""

Style = Literal["id", "about", "said", "number", "row", "go", "note"]


@dataclass(frozen=True)
class Written:
    """A piece of text in a box: from its left edge, its base line from the top, in pixels."""

    text: str
    style: Style
    x: float
    y: float


@dataclass(frozen=True)
class Box:
    """A box: its size in pixels, its pieces of text, and where a rule parts the message from the branches."""

    width: float
    height: float
    written: tuple[Written, ...]
    rule: float | None = None


def box_of(graph: Graph, node: Node) -> Box:
    """Return the box of a node."""
    branches = sum(1 for _ in graph.out_of(node.key))
    width = max(NARROWEST, PORT * (branches + 1))
    pen = _Pen(width)
    pen.lines(node.id, "id")
    about = node.about
    if node.kind == "turn" and node.label:
        about = translator(graph.lang)("{stage}; {who}").format(stage=node.about, who=node.label)
    if about:
        pen.lines(about, "about")
    if node.kind == "ending":
        pen.lines(node.label, "said")
    for said in _said(graph, node):
        pen.lines(said, "said", most=SAID)
    for note in node.notes:
        pen.lines(note, "note")
    rule = pen.y + 6 if branches else None
    pen.y += 8 if branches else 0
    for edge in graph.out_of(node.key):
        pen.mark(str(edge.number))
        pen.lines(branch_words(edge, graph.lang), "row", HANG)
        target = graph.node(edge.target)
        counted = count_words(edge, graph.lang)
        form = translator(graph.lang)("{label}: {text}") if counted else "{label}"
        pen.lines(f"→ {form.format(label=target.id, text=counted)}", "go", HANG)
        pen.y += 4
    return Box(width, pen.y + PADDING + (6 if branches else 0), tuple(pen.written), rule)


def _said(graph: Graph, node: Node) -> Iterator[str]:
    if node.kind != "turn":
        return
    yield quoted(node.wordings[-1].text, graph.lang)
    if len(node.wordings) > 1:
        yield translator(graph.lang)("Other wordings: {n}.").format(n=len(node.wordings) - 1)


class _Pen:
    """Writes lines one under the other."""

    def __init__(self, width: float) -> None:
        self.width, self.y = width, PADDING - 6
        self.written: list[Written] = []

    def lines(self, text: str, style: Style, hang: float = 0.0, most: int = 0) -> None:
        """Write a text in as many lines as it needs, at most `most` where that is given."""
        size = LETTER * (1.08 if style in ("id", "note", "go") else 1.0)  # these are bold
        room = (self.width - 2 * PADDING - hang) / size
        for line in wrap(text, room, ems, most=most):
            self.y += LEADING
            self.written.append(Written(line, style, PADDING + hang, self.y - 4))

    def mark(self, text: str) -> None:
        """Write what stands in front of the next line."""
        self.written.append(Written(text, "number", PADDING, self.y + LEADING - 4))
