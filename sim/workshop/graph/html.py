"""Owns the picture as one page that needs no network and no script: the drawing, and a table of turns."""

from __future__ import annotations

from collections.abc import Iterator

from sim.locale import translator
from sim.report.page import frame, heading, paragraphs, safe
from sim.workshop.graph.build import branch_words, count_words
from sim.workshop.graph.model import Edge, Graph, Node, Wording
from sim.workshop.graph.svg import graph_svg

STYLE = """
body { max-width: 64rem; }
figure.drawing { overflow-x: auto; width: calc(100vw - 3rem); margin-left: calc(50% - 50vw + 1.5rem); }
svg.script { width: 100%; height: auto; max-width: var(--natural); min-width: calc(var(--natural) * .8);
  display: block; margin: 0 auto; }
table.turns th, table.turns td { text-align: left; vertical-align: top; white-space: normal; }
table.turns p { margin: 0 0 .4rem; } table.turns ol { margin: 0; padding-left: 1.4rem; }
table.turns .when { font-size: .85rem; font-style: italic; }
@media print { figure.drawing { width: auto; margin-left: 0; } svg.script { min-width: 0; } }
"""
"""The drawing takes the width of the window and scrolls by itself; on paper it fits the page."""


def graph_html(graph: Graph) -> str:
    """Return the page."""
    _ = translator(graph.lang)
    title = _("{title} ({id}, version {version})").format(
        title=graph.title, id=graph.id, version=graph.version
    )
    drawing = graph_svg(graph, alone=False)
    body = [
        f"<style>{STYLE}</style>",
        heading(1, title),
        paragraphs((graph.summary, *graph.legend, *graph.counted), "note"),
        f'<figure class="drawing" tabindex="0">{drawing}</figure>',
        heading(2, _("Turns")),
        _table((_("Turn"), _("The customer writes"), _("Where replies lead")), _turns(graph)),
        heading(2, _("Endings")),
        _table((_("Ending"), _("The customer writes"), _("When")), _ends(graph)),
    ]
    return frame(title, body, graph.lang)


def _table(head: tuple[str, ...], rows: Iterator[str]) -> str:
    top = "".join(f'<th scope="col">{safe(cell)}</th>' for cell in head)
    return (
        f'<div class="wide" tabindex="0"><table class="turns"><thead><tr>{top}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _turns(graph: Graph) -> Iterator[str]:
    for node in graph.of_kind("turn"):
        said = "".join(_wording(graph, w) for w in node.wordings)
        ways = "".join(f'<li value="{e.number}">{safe(_way(graph, e))}</li>' for e in graph.out_of(node.key))
        yield _row(node, said, f"<ol>{ways}</ol>{paragraphs(node.notes)}")


def _ends(graph: Graph) -> Iterator[str]:
    for node in graph.nodes:
        if node.kind != "turn":
            said = "".join(_wording(graph, w) for w in node.wordings)
            yield _row(node, said, paragraphs(node.notes))


def _row(node: Node, said: str, rest: str) -> str:
    about = paragraphs([line for line in (node.about, node.label) if line])
    return f'<tr><th scope="row">{paragraphs([node.id])}{about}</th><td>{said}</td><td>{rest}</td></tr>'


def _wording(graph: Graph, wording: Wording) -> str:
    _ = translator(graph.lang)
    when = ""
    if wording.id:
        condition = _("if {condition}").format(condition=wording.words) if wording.words else _("else")
        when = paragraphs([_("{label}: {text}").format(label=wording.id, text=condition)], "when")
    return when + paragraphs([wording.text])


def _way(graph: Graph, edge: Edge) -> str:
    _ = translator(graph.lang)
    form = _("{condition}: to {target}")
    line = form.format(condition=branch_words(edge, graph.lang), target=graph.node(edge.target).id)
    counted = count_words(edge, graph.lang)
    return _("{line}; taken by {count}").format(line=line, count=counted) if counted else line
