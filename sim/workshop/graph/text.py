"""Owns the picture as an outline for a terminal and for a screen reader: letters and numbers only."""

from __future__ import annotations

from collections.abc import Iterator

from sim.locale import translator
from sim.report.words import STAGES, label, quoted, sentences
from sim.workshop.graph.build import branch_words, count_words
from sim.workshop.graph.model import Edge, Graph, Node
from sim.workshop.graph.wrapping import cells, wrap

STEP = 2
"""Columns by which each depth of the outline is set in."""

NARROWEST = 30
"""Columns; on less than that an outline is set as if there were so many."""


def graph_lines(graph: Graph, width: int = 80) -> list[str]:
    """Return the outline in lines of at most `width` columns."""
    return [line for depth, text in _outline(graph) for line in _set(depth, text, max(width, NARROWEST))]


def _set(depth: int, text: str, width: int) -> list[str]:
    """Return a text set in by its depth; what does not fit hangs under its beginning."""
    if not text:
        return [""]
    left = " " * (STEP * depth)
    first, *rest = wrap(text, width - len(left) - STEP, cells)
    return [left + first, *(left + " " * STEP + line for line in rest)]


def _outline(graph: Graph) -> Iterator[tuple[int, str]]:
    _ = translator(graph.lang)
    yield (
        0,
        _("{title} ({id}, version {version})").format(title=graph.title, id=graph.id, version=graph.version),
    )
    yield 0, graph.summary
    for line in (*graph.legend, *graph.counted):
        yield 0, line
    for stage, nodes in _by_stage(graph):
        yield 0, ""
        yield 0, label(STAGES, stage, graph.lang)
        for node in nodes:
            yield from _turn(graph, node)
    for heading, nodes in (
        (_("Endings of the script"), graph.of_kind("ending")),
        (_("Endings that any turn can come to"), graph.apart),
        (_("Missing"), graph.of_kind("missing")),
    ):
        if nodes:
            yield 0, ""
            yield 0, heading
            for node in nodes:
                yield from _end(node, graph)


def _by_stage(graph: Graph) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Yield the turns by stage, in the order of the file; a stage that comes again has a part again."""
    part: list[Node] = []
    for node in graph.of_kind("turn"):
        if part and part[-1].stage != node.stage:
            yield part[-1].stage, tuple(part)
            part = []
        part.append(node)
    if part:
        yield part[-1].stage, tuple(part)


def _turn(graph: Graph, node: Node) -> Iterator[tuple[int, str]]:
    _ = translator(graph.lang)
    said = quoted(node.wordings[-1].text, graph.lang)
    if node.label:
        said = _("{label}: {text}").format(label=node.label, text=said)
    yield 1, node.id
    yield 2, said
    if len(node.wordings) > 1:
        yield 2, _("Other wordings: {n}.").format(n=len(node.wordings) - 1)
    if node.notes:
        yield 2, sentences(*node.notes, lang=graph.lang)
    for edge in graph.out_of(node.key):
        yield 2, _edge(graph, edge)


def _edge(graph: Graph, edge: Edge) -> str:
    _ = translator(graph.lang)
    target = graph.node(edge.target)
    form = _("{n}. {condition}: to {target}")
    if target.kind == "missing":
        form = _("{n}. {condition}: to {target}, which is missing")
    line = form.format(n=edge.number, condition=branch_words(edge, graph.lang), target=target.id)
    counted = count_words(edge, graph.lang)
    return _("{line}; taken by {count}").format(line=line, count=counted) if counted else line


def _end(node: Node, graph: Graph) -> Iterator[tuple[int, str]]:
    _ = translator(graph.lang)
    yield 1, node.id
    if node.about:
        yield 2, _("{label}: {text}").format(label=node.about, text=node.label)
    if node.notes:
        yield 2, sentences(*node.notes, lang=graph.lang)
