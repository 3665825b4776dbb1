"""The script as a picture: what the file holds is drawn, all of it, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from graph_kit import changed

from sim.content import Library, bundled_folder
from sim.errors import NotFound, Usage
from sim.model.bad_file import BadFile
from sim.model.scenario import Scenario
from sim.model.turns import Branch
from sim.model.when import When
from sim.workshop.graph import build_graph, graph_html, graph_lines, graph_mermaid, graph_svg, open_source

COMPLAINT = bundled_folder("scenarios") / "complaint-01.yaml"


def test_nodes_and_edges_are_those_of_the_file(scenarios: tuple[Scenario, ...]) -> None:
    """Every turn, ending and branch of a file is in its graph, in its order, and nothing else."""
    for scenario in scenarios:
        graph = build_graph(scenario, "en")
        assert [n.id for n in graph.nodes] == [t.id for t in scenario.turns] + [
            e.id for e in scenario.endings
        ]
        drawn = [(graph.node(e.source).id, e.number, graph.node(e.target).id) for e in graph.edges]
        written = [(t.id, number, b.go) for t in scenario.turns for number, b in enumerate(t.then, start=1)]
        assert drawn == written, scenario.id


def test_complaint_01_has_what_its_file_has(complaint: Scenario) -> None:
    """The picture of complaint-01 has 18 turns and 49 branches, and three endings stand apart."""
    graph = build_graph(complaint, "en")
    assert len(graph.of_kind("turn")) == 18
    assert len(graph.edges) == 49
    assert {n.id for n in graph.apart} == {"complaint", "left", "red_line"}
    assert {n.id for n in graph.of_kind("ending")} == {"resolved", "partial", "unresolved"}
    assert not graph.of_kind("missing")
    assert all(not n.notes for n in graph.of_kind("turn"))


def test_conditions_are_said_in_words(complaint: Scenario) -> None:
    """A condition names facts by their labels in the language asked for, and no key of the file."""
    graph = build_graph(complaint, "en")
    first = next(graph.out_of("t0"))
    assert first.words == (
        '"A delivery slot tomorrow that she chooses" was told and "Cold-box tonight" was not told and '
        'this reply asks "What matters most tonight"'
    )
    assert [e.words for e in graph.edges if e.number == 6 and e.source == "t0"] == [""]
    chinese = build_graph(complaint, "zh")
    assert "明天送货，时段由她选" in next(chinese.out_of("t0")).words
    for edge in (*graph.edges, *chinese.edges):
        assert not re.search(r"offer\.|ask\.|forbidden\.", edge.words)


def test_every_part_of_a_condition_is_said(complaint: Scenario) -> None:
    """No part of a condition is left out, whatever it is, and bounds are said with their numbers."""
    when = When.model_validate(
        {
            "met": ["slot"],
            "not_met": ["fee_goodwill", "gone"],
            "said": ["offer.slot"],
            "said_any": ["offer.goodwill", "offer.confirm"],
            "told": ["cause"],
            "not_told": ["offer.gone"],
            "asked": ["ask.tonight"],
            "any": ["R3"],
            "none": ["X01", "X02"],
            "promised": ["wages", "goodwill", "gone"],
            "quality": {"below": 40},
            "heat": {"at_least": 60},
            "trust": {"below": 50, "at_least": 20},
            "patience": {"below": 31},
            "resolution": {"at_least": 75},
        }
    )
    then = (Branch(when=when, go="insist"), Branch(go="insist"))
    graph = build_graph(changed(complaint, opening={"then": then}), "en", Library().rubric("service").value)
    words = next(graph.out_of("t0")).words
    for part in ("is settled", "none of", "one of", "Our depot mis-sorted it", "offer.gone", "R3 (", "X01 ("):
        assert part in words
    for bound in ("below 40", "heat at least 60", "trust from 20 to below 50", "below 31", "at least 75"):
        assert bound in words
    assert words.count(" and ") >= 14


def test_a_go_to_nowhere_is_shown_as_missing(complaint: Scenario) -> None:
    """A branch to a name that is not there ends in a place that says so, in every format."""
    graph = build_graph(
        changed(complaint, husband={"then": (Branch(go="clsoing"), Branch(go="closing"))}), "en"
    )
    (missing,) = graph.of_kind("missing")
    assert missing.id == "clsoing"
    closing = next(n for n in graph.nodes if n.id == "closing")
    assert closing.notes == ("No branch leads here.",)
    assert [e.never for e in graph.out_of("t16")] == [False, True]
    for shown in ("\n".join(graph_lines(graph)), graph_mermaid(graph), graph_svg(graph), graph_html(graph)):
        assert "clsoing" in shown
        assert "issing" in shown


def test_what_is_drawn_is_an_id_or_a_file(tmp_path: Path) -> None:
    """An id, a path and a draft with loose ends are drawn; what is none of them is named."""
    library = Library()
    text = COMPLAINT.read_text("utf8")
    path = tmp_path / "mine.yaml"
    path.write_text(text.replace("go: pressing", "go: presssing", 1), "utf8")
    graph = build_graph(open_source(library, str(path), "en").scenario, "en")
    assert [n.id for n in graph.of_kind("missing")] == ["presssing"]
    for name in ("complaint-99", str(tmp_path / "gone.yaml")):
        with pytest.raises(NotFound):
            open_source(library, name, "en")
    rubric = tmp_path / "sheet.yaml"
    rubric.write_text("rubric: mine\n", "utf8")
    with pytest.raises(Usage):
        open_source(library, str(rubric), "en")


def test_a_file_without_its_shape_is_refused_with_all_faults(tmp_path: Path) -> None:
    """A file that is no scenario by its shape raises BadFile, with the faults that `check` finds."""
    from sim.content import check_file

    path = tmp_path / "mine.yaml"
    text = COMPLAINT.read_text("utf8")
    path.write_text(
        text.replace("difficulty: 2", "difficulty: 9").replace("go: pressing", "go: nowhere"), "utf8"
    )
    with pytest.raises(BadFile) as refused:
        open_source(Library(), str(path), "en")
    assert refused.value.problems == check_file(path)
    assert len(refused.value.problems) > 1
