"""Mermaid, page and outline hold all of the script, and nothing in it can break a format."""

from __future__ import annotations

import re

import pytest
from graph_kit import SVG, parsed

from sim.model.language import LANGS, Lang, Text
from sim.model.scenario import Scenario
from sim.model.turns import Turn
from sim.workshop.graph import build_graph, graph_html, graph_lines, graph_mermaid, graph_svg
from sim.workshop.graph.wrapping import cells

HOSTILE = "</text><script>alert('1')</script>]]> \"q\" `b` | %% {x} #35; \x1b[31mred\x1b[0m\nsecond --> end;"
"""Everything that means something to SVG, HTML, Mermaid or a terminal."""


def hostile(scenario: Scenario) -> Scenario:
    """Return a scenario in which every name and text that is shown means to do harm."""
    text = Text.model_construct(en=HOSTILE, zh=HOSTILE)
    names = {t.id: f"{t.id} {HOSTILE}" for t in scenario.turns} | {
        e.id: f"{e.id} {HOSTILE}" for e in scenario.endings
    }

    def turn(one: Turn) -> Turn:
        says = tuple(v.model_copy(update={"id": HOSTILE, "text": text}) for v in one.says)
        then = tuple(b.model_copy(update={"go": names[b.go]}) for b in one.then)
        return one.model_copy(
            update={"id": names[one.id], "says": says, "then": then, "speaker": one.speaker and text}
        )

    endings = tuple(
        e.model_copy(update={"id": names[e.id], "label": text, "says": text}) for e in scenario.endings
    )
    offers = {k: o.model_copy(update={"label": text}) for k, o in scenario.facts.offers.items()}
    return scenario.model_copy(
        update={
            "title": text,
            "turns": tuple(map(turn, scenario.turns)),
            "endings": endings,
            "facts": scenario.facts.model_copy(update={"offers": offers}),
        }
    )


def test_mermaid_has_every_edge(scenarios: tuple[Scenario, ...]) -> None:
    """The flowchart has one line a node and one line a branch, and every label stands in quotes."""
    for scenario in scenarios:
        graph = build_graph(scenario, "en")
        lines = graph_mermaid(graph).splitlines()
        assert lines[0] == "flowchart TD"
        for edge in graph.edges:
            start, end = f'    {edge.source} -->|"{edge.number}. ', f'"| {edge.target}'
            assert sum(line.startswith(start) and line.endswith(end) for line in lines) == 1
        assert sum("-->" in line for line in lines) == len(graph.edges)
        for node in graph.nodes:
            assert sum(re.match(rf'\s+{node.key}(\[|\(\[|\{{\{{)"', line) is not None for line in lines) == 1
        assert all(line.count('"') in (0, 2) for line in lines)


def test_text_from_files_does_no_harm(complaint: Scenario) -> None:
    """Names and texts that mean something to a format stand in it as text."""
    graph = build_graph(hostile(complaint), "en")
    svg, page, flow = graph_svg(graph), graph_html(graph), graph_mermaid(graph)
    outline = "\n".join(graph_lines(graph))
    root = parsed(svg)
    assert not list(root.iter(f"{SVG}script"))
    shown = "".join(root.itertext())
    assert "<script>" in shown
    for text in (svg, page):
        assert "<script" not in text
        assert "]]>" not in text
    for text in (svg, page, flow, outline):
        assert "\x1b" not in text
        assert "red" in text
    labels = re.findall(r'^(?! *%%).*?"(.*)"', flow, re.MULTILINE)
    assert len(labels) == len(graph.nodes) + len(graph.edges) + 1
    for label in labels:
        bare = re.sub(r"#(?:\w+);", "", label.replace("<br/>", ""))
        assert not set(bare) & set('"<>&#`%\\[]{}|$')
    assert len(flow.splitlines()) == len(graph_mermaid(build_graph(complaint, "en")).splitlines())


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_needs_no_network(complaint: Scenario, lang: Lang) -> None:
    """The page holds its drawing, no script and no reference outside, and every wording of every turn."""
    graph = build_graph(complaint, lang)
    page = graph_html(graph)
    assert "<svg" in page
    assert "<script" not in page
    for outside in re.findall(r"(?:(?:src|href)\s*=|url\()\s*[\"']?([^\"'\s)]*)", page):
        assert outside.startswith("#"), outside
    assert re.findall(r"https?://[^\"' <]*", page) == ["http://www.w3.org/2000/svg"]
    from sim.report.page import safe

    for turn in complaint.turns:
        for variant in turn.says:
            assert safe(variant.text.get(lang)) in page


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("lang", LANGS)
def test_the_outline_keeps_to_its_width(complaint: Scenario, lang: Lang, width: int) -> None:
    """No line of the outline is wider than asked for; every branch has its line, with number and target."""
    graph = build_graph(complaint, lang)
    lines = graph_lines(graph, width)
    assert max(map(cells, lines)) <= width
    assert sum(re.match(r"    \d+\. ", line) is not None for line in lines) == len(graph.edges)
