"""The drawing: boxes that do not touch, lines that pass beside them, texts that fit."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from graph_kit import SVG, boxes, changed, parsed

from sim.model.language import LANGS, Lang
from sim.model.scenario import Scenario
from sim.model.turns import Branch
from sim.model.when import When
from sim.workshop.graph import build_graph, graph_svg
from sim.workshop.graph.wrapping import ems


def test_loose_ends_and_circles_are_drawn(complaint: Scenario) -> None:
    """Circles, a turn that leads to itself, ids that stand twice and turns without a way in are drawn."""
    loose = changed(
        complaint,
        closing={"then": (Branch(go="opening"), Branch(go="closing"))},
        insist={"then": (Branch(when=When(told=("cause",)), go="insist"),)},
        choose={"id": "insist"},
    )
    graph = build_graph(loose, "en")
    svg = graph_svg(graph)
    assert svg.count('class="way') == len(graph.edges)
    notes = [note for node in graph.nodes for note in node.notes]
    assert "This id stands twice; branches lead to the first." in notes
    assert any(note.startswith("No branch takes every other reply") for note in notes)
    assert_apart(svg)


def assert_apart(svg: str) -> None:
    """Fail when two boxes touch, or when one lies outside the drawing."""
    root = parsed(svg)
    width = float(root.get("width", "0"))
    found = boxes(svg)
    for (a, *one), (b, *two) in combinations(found, 2):
        beside = one[2] <= two[0] or two[2] <= one[0]
        above = one[3] <= two[1] or two[3] <= one[1]
        assert beside or above, (a, b)
    assert all(left >= 0 and right <= width for _key, left, _top, right, _bottom in found)


@pytest.mark.parametrize("lang", LANGS)
def test_svg_parses_and_no_boxes_overlap(scenarios: tuple[Scenario, ...], lang: Lang) -> None:
    """Every bundled scenario gives a drawing that parses, with a box a node, none on another."""
    for scenario in scenarios:
        graph = build_graph(scenario, lang)
        svg = graph_svg(graph)
        assert {key for key, *_ in boxes(svg)} == {n.key for n in graph.nodes}
        assert_apart(svg)


def test_no_line_passes_through_a_box(complaint: Scenario) -> None:
    """Lines lie in the gaps between ranks, or pass a rank beside its boxes."""
    graph = build_graph(complaint, "en")
    svg = graph_svg(graph)
    places = {key: rest for key, *rest in boxes(svg)}
    drawn = 0
    for path in parsed(svg).iter(f"{SVG}path"):
        ends = path.get("data-way", "").split("-")
        if len(ends) != 3:
            continue
        drawn += 1
        for x, y in points(path.get("d", "")):
            for key, (left, top, right, bottom) in places.items():
                inside = left + 1 < x < right - 1 and top + 1 < y < bottom - 1
                assert not inside, (ends, key, x, y)
    assert drawn > len(complaint.turns)


def points(path: str) -> list[tuple[float, float]]:
    """Return points along a path of M, V and C."""
    x = y = 0.0
    found = []
    for name, rest in re.findall(r"([MVC])([^MVC]*)", path):
        numbers = [float(n) for n in rest.split()]
        if name == "M":
            x, y = numbers
        elif name == "V":
            found += [(x, y + (numbers[0] - y) * n / 20) for n in range(21)]
            y = numbers[0]
        else:
            a, b, c, d, e, f = numbers
            for n in range(21):
                t = n / 20
                u = 1 - t
                found.append(
                    (
                        u**3 * x + 3 * u * u * t * a + 3 * u * t * t * c + t**3 * e,
                        u**3 * y + 3 * u * u * t * b + 3 * u * t * t * d + t**3 * f,
                    )
                )
            x, y = e, f
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_text_fits_its_box(complaint: Scenario, lang: Lang) -> None:
    """No line of a box is wider than the box, by the widths of a broad face."""
    from sim.workshop.graph.boxes import LETTER, PADDING, box_of

    graph = build_graph(complaint, lang)
    for node in graph.nodes:
        box = box_of(graph, node)
        for written in box.written:
            assert written.x + ems(written.text) * LETTER <= box.width - PADDING + 1, written
            assert 0 < written.y < box.height
