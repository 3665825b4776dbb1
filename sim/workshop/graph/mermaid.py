"""Owns the picture as a Mermaid flowchart (syntax of version 10), every text from the file escaped.

Escapes are Mermaid's own (`#quot;`, `#35;`); a label never ends its quotes, begins a comment, a
directive or a tag.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.locale import translator
from sim.report.printable import printable, shortened
from sim.workshop.graph.build import branch_words, count_words
from sim.workshop.graph.model import Graph, Node

LONGEST = 160
"""Characters of a label's line; Mermaid wraps it, and longer ones make boxes that fill a screen."""

_ESCAPES = {ord(c): f"#{name};" for c, name in (
    ("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot"), ("#", "35"), ("`", "96"), ("%", "37"),
    ("\\", "92"), ("[", "91"), ("]", "93"), ("{", "123"), ("}", "125"), ("|", "124"), ("$", "36"),
)}  # fmt: skip
"""What means something to Mermaid or to the page it stands on, as entities; `$` begins a formula."""

_STYLES = ("style", "classDef", "linkStyle")
"""Words before a colon and a number sign that Mermaid 10 takes for a colour, wherever they stand."""

SHAPES = {"turn": ("[", "]"), "ending": ("([", "])"), "missing": ("{{", "}}")}


def graph_mermaid(graph: Graph) -> str:
    """Return the text of the flowchart; it ends with a line feed."""
    return "\n".join(_lines(graph)) + "\n"


def _lines(graph: Graph) -> Iterator[str]:
    _ = translator(graph.lang)
    yield "flowchart TD"
    title = _("{title} ({id}, version {version})")
    yield _comment(title.format(title=graph.title, id=graph.id, version=graph.version))
    for line in (graph.summary, *graph.legend, *graph.counted):
        yield _comment(line)
    for node in graph.nodes:
        if not node.apart:
            yield f"    {_node(node)}"
    if graph.apart:
        yield f'    subgraph anywhere["{_escaped(_("Endings that any turn can come to"))}"]'
        for node in graph.apart:
            yield f"        {_node(node)}"
        yield "    end"
    for edge in graph.edges:
        said = [f"{edge.number}. {branch_words(edge, graph.lang)}", count_words(edge, graph.lang)]
        yield f'    {edge.source} -->|"{_label(said)}"| {edge.target}'
    yield "    classDef ending stroke-width:3px"
    yield "    classDef missing stroke-dasharray:6 4,stroke-width:3px"
    for kind in ("ending", "missing"):
        keys = [n.key for n in graph.nodes if n.kind == kind]
        if keys:
            yield f"    class {','.join(keys)} {kind}"


def _comment(text: str) -> str:
    return f"    %% {printable(text).replace('%%', '% %').replace('{', '(').replace('}', ')')}"


def _node(node: Node) -> str:
    opens, closes = SHAPES[node.kind]
    said = [f"{node.id} ({node.about})" if node.about else node.id, node.label, *node.notes]
    return f'{node.key}{opens}"{_label(said)}"{closes}'


def _label(lines: Sequence[str]) -> str:
    return "<br/>".join(_escaped(shortened(line, LONGEST)) for line in lines if line)


def _escaped(text: str) -> str:
    shown = printable(text).translate(_ESCAPES)
    if any(word in shown for word in _STYLES):
        shown = shown.replace(":", "#58;")
    return shown
