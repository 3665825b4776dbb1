"""The script as a picture: what the file holds is drawn, all of it, and nothing in it can break a format."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import pytest

from sim.coach import Coach
from sim.coach.ways import Ways, passages_of, ways_of
from sim.content import Library
from sim.errors import NotFound, Usage
from sim.model.bad_file import BadFile
from sim.model.events import CustomerSaid, Ended, ReplyScored, standing
from sim.model.language import LANGS, Lang, Text
from sim.model.scenario import Scenario
from sim.model.turns import Branch, Turn
from sim.model.when import When
from sim.workshop.graph import (
    Graph,
    build_graph,
    counts_of,
    graph_html,
    graph_lines,
    graph_mermaid,
    graph_svg,
    open_source,
)
from sim.workshop.graph.layout import GAP_ACROSS, lay_out
from sim.workshop.graph.ranks import Way, forward
from sim.workshop.graph.spread import spread
from sim.workshop.graph.wrapping import cells, ems, wrap

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert('1')</script>]]> \"q\" `b` | %% {x} #35; \x1b[31mred\x1b[0m\nsecond --> end;"
"""Everything that means something to SVG, HTML, Mermaid or a terminal."""

GOOD = (
    "Two days off for nothing with a newborn and no fridge: I'm sorry, our depot put it on the wrong van. "
    "I've put 8841 on tomorrow 8-12; the depot manager confirms to me by 6 tonight and I'll message you."
)
WEAK = "ok"


@pytest.fixture(scope="module")
def complaint() -> Scenario:
    """Return the scenario that is drawn most."""
    return Library().scenario("complaint-01").value


@pytest.fixture(scope="module")
def scenarios() -> tuple[Scenario, ...]:
    """Return every bundled scenario, drafts too."""
    library = Library()
    return tuple(open_source(library, head.id, "en").scenario for head in library.heads())


def changed(scenario: Scenario, **of_turn: dict[str, object]) -> Scenario:
    """Return a scenario with other values in some turns: `changed(s, insist={"then": …})`."""
    turns = tuple(t.model_copy(update=of_turn.get(t.id, {})) for t in scenario.turns)
    return scenario.model_copy(update={"turns": turns})


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


def parsed(svg: str) -> ET.Element:
    """Return a drawing of our own as a tree."""
    return ET.fromstring(svg)  # noqa: S314 - nothing from outside is parsed


def boxes(svg: str) -> list[tuple[str, float, float, float, float]]:
    """Return every node's box in a drawing: key, left, top, right, bottom."""
    found = []
    for group in parsed(svg).iter(f"{SVG}g"):
        rect = group.find(f"{SVG}rect")
        if group.get("id") and rect is not None:
            x, y, w, h = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
            found.append((group.get("id", ""), x, y, x + w, y + h))
    return found


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
    for path in parsed(svg).iter(f"{SVG}path"):
        ends = path.get("data-way", "").split("-")
        if len(ends) != 3:
            continue
        for x, y in points(path.get("d", "")):
            for key, (left, top, right, bottom) in places.items():
                inside = left + 1 < x < right - 1 and top + 1 < y < bottom - 1
                assert not inside, (ends, key, x, y)


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


def test_wrapping_keeps_closing_marks_with_their_word() -> None:
    """No line begins with a closing mark, none ends with an opening one, and nothing is lost."""
    text = "答应的事（今晚六点前）一定要做到，否则客户会说：“又没来！”然后走人。"
    for width in range(8, 40):
        lines = wrap(text, width, cells)
        assert "".join(lines) == text
        assert all(line[0] not in "，。！）”：" and line[-1] not in "（“" for line in lines)
        assert max(map(cells, lines)) <= width


def test_a_word_wider_than_the_line_is_cut() -> None:
    """A word without a place to break is broken all the same, and a limit on lines is kept."""
    assert wrap("x" * 25, 10, cells) == ["x" * 10, "x" * 10, "x" * 5]
    assert wrap("one two three four", 9, cells, most=2) == ["one two", "three..."]
    assert wrap("", 10, cells) == [""]


def test_places_on_a_row_are_the_nearest_that_do_not_overlap() -> None:
    """Boxes stay where they are wanted when there is room, and share the way when there is not."""
    assert spread([0, 100], [10, 10], [1, 1], 5) == [0, 100]
    assert spread([50, 50], [10, 10], [1, 1], 6) == [42, 58]


def test_a_circle_is_cut_where_it_was_written_to_lead_back() -> None:
    """Only ways back against the file's order that close a circle are drawn back; others lead on."""
    ways = [Way("a", 1, "c"), Way("c", 1, "b"), Way("b", 1, "d"), Way("d", 1, "a"), Way("d", 2, "d")]
    assert forward("abcd", ways) == tuple(ways[:3])


def test_lines_to_one_box_run_together() -> None:
    """Ways over several ranks to one box pass each rank at one place."""
    sizes = dict.fromkeys("abcd", (100.0, 40.0))
    ways = [Way("a", 1, "b"), Way("b", 1, "c"), Way("c", 1, "d"), Way("a", 2, "d"), Way("b", 2, "d")]
    layout = lay_out(sizes, ways, set())
    tops = [layout.places[name].top for name in "abcd"]
    assert tops == sorted(set(tops))
    passing = {line.way: [b[0] for b in line.bends[1:-1]] for line in layout.lines}
    assert passing[ways[3]][-1] == passing[ways[4]][-1]
    assert passing[ways[3]][-1] - GAP_ACROSS > layout.places["c"].left


def played(coach: Coach, replies: list[str], who: str = "Ann") -> str:
    """Play complaint-01 with these replies, the last one again until it ends; return the attempt."""
    seat = coach.start("complaint-01", lang="en", who=who)
    for n in range(40):
        if seat.session.over:
            break
        seat.reply(replies[min(n, len(replies) - 1)])
    return seat.attempt


@pytest.fixture
def coach(tmp_path: Path) -> Coach:
    """Return a coach with an empty store."""
    return Coach(home=tmp_path / "home")


def counted(coach: Coach) -> tuple[Graph, Ways]:
    """Return the picture of complaint-01 with what the store holds."""
    source = open_source(coach.library, "complaint-01", "en")
    ways = ways_of(coach, "complaint-01", source.hash)
    return build_graph(source.scenario, "en", None, counts_of(source.scenario, ways)), ways


def test_counts_agree_with_stored_events(coach: Coach, complaint: Scenario) -> None:
    """Counts of turns, branches and endings are those that the stored events tell of by themselves."""
    attempts = [played(coach, [GOOD, WEAK]), played(coach, [WEAK]), played(coach, [GOOD])]
    attempts.append(played(coach, ["What do you need most tonight? I'm sorry.", GOOD, WEAK], who="Bob"))
    graph, ways = counted(coach)
    assert (ways.attempts, ways.other_text, ways.again, ways.unread) == (4, 0, 0, 0)
    came: dict[str, set[str]] = {}
    moved: dict[tuple[str, str], set[str]] = {}
    ended: dict[str, int] = {}
    for attempt in attempts:
        at = ""
        events = standing(coach.store.events(attempt))
        for n, event in enumerate(events):
            last = isinstance(events[min(n + 1, len(events) - 1)], Ended)
            if isinstance(event, ReplyScored):
                at = event.turn
            elif isinstance(event, CustomerSaid) and event.kind == "script" and not last:
                came.setdefault(event.turn, set()).add(attempt)
                if at:
                    moved.setdefault((at, event.turn), set()).add(attempt)
            elif isinstance(event, Ended):
                ended[event.ending] = ended.get(event.ending, 0) + 1
    for node in graph.of_kind("turn"):
        assert node.attempts == len(came.get(node.id, ())), node.id
    totals: dict[tuple[str, str], int] = {}
    for edge in graph.edges:
        pair = graph.node(edge.source).id, graph.node(edge.target).id
        totals[pair] = totals.get(pair, 0) + (edge.attempts or 0)
    for (source, target), count in totals.items():
        if complaint.turn(target):
            assert count == len(moved.get((source, target), ())), (source, target)
    assert {n.id: n.attempts for n in graph.nodes if n.kind == "ending" and n.attempts} == ended
    assert sum(ended.values()) == 4


def test_the_branch_counted_is_the_one_that_held(coach: Coach, complaint: Scenario) -> None:
    """Of several branches to one target, the first that held is counted; shares add up to one."""
    attempt = played(coach, ["I promise the van comes at 9:30 sharp tomorrow morning.", WEAK])
    first = next(iter(passages_of(complaint, coach.store.events(attempt))))
    assert first.turn == "opening"
    assert first.branch == complaint.turns[0].then[2]
    graph, _ways = counted(coach)
    assert [e.attempts for e in graph.out_of("t0")] == [0, 0, 1, 0, 0, 0]
    for node in graph.of_kind("turn"):
        shares = [e.share or 0 for e in graph.out_of(node.key)]
        assert sum(shares) <= 1 + 1e-9


def test_places_nobody_came_to_are_said_in_words(coach: Coach) -> None:
    """A turn without a visit says so in words in every format, and the number of attempts stands on top."""
    played(coach, [WEAK])
    graph, _ways = counted(coach)
    empty = [n for n in graph.of_kind("turn") if n.attempts == 0]
    assert empty
    assert all("No attempt came here." in n.notes for n in empty)
    for shown in (" ".join(graph_lines(graph)), graph_mermaid(graph), graph_svg(graph), graph_html(graph)):
        assert "No attempt came here." in shown
        assert "Attempts counted: 1" in shown


def test_without_attempts_nothing_is_counted(coach: Coach) -> None:
    """An empty store gives a picture that says so."""
    graph, _ways = counted(coach)
    assert graph.counted == ("No attempt at this scenario is stored yet.",)


def test_another_version_is_said_and_counted_where_it_is_the_same(coach: Coach, complaint: Scenario) -> None:
    """Attempts on another text are told apart; their branches count where turn and target are there."""
    played(coach, [GOOD, WEAK])
    ways = ways_of(coach, "complaint-01", "another hash")
    assert ways.other_text == ways.attempts == 1
    other = changed(complaint, opening={"then": (Branch(go="insist"),)})
    counts = counts_of(other, ways)
    graph = build_graph(other, "en", None, counts)
    assert counts.lost == 1
    assert any("another version" in line for line in graph.counted)
    assert any("does not have" in line for line in graph.counted)


def test_a_reply_tried_again_counts_only_what_is_new(coach: Coach) -> None:
    """A new attempt that begins within an earlier one does not count its first replies twice."""
    attempt = played(coach, [GOOD, WEAK])
    seat = coach.replay(attempt, 2)
    seat.reply(GOOD)
    graph, ways = counted(coach)
    assert (ways.attempts, ways.again) == (2, 1)
    assert graph.node("t0").attempts == 1
    assert sum(e.attempts or 0 for e in graph.out_of("t0")) == 1


def test_drills_running_exams_and_other_people_are_left_out(coach: Coach) -> None:
    """Drills have no answer and a running exam is nobody's business yet; --who counts one person."""
    played(coach, [WEAK], who="Ann")
    coach.start("complaint-01", lang="en", who="Bob", only="pressing").reply(GOOD)
    coach.start("complaint-01", lang="en", who="Bob", mode="exam").reply(GOOD)
    source = open_source(coach.library, "complaint-01", "en")
    assert ways_of(coach, "complaint-01", source.hash).attempts == 1
    assert ways_of(coach, "complaint-01", source.hash, "Bob").attempts == 0
    with pytest.raises(NotFound):
        ways_of(coach, "complaint-01", source.hash, "Eve")


def test_what_is_drawn_is_an_id_or_a_file(tmp_path: Path) -> None:
    """An id, a path and a draft with loose ends are drawn; what is none of them is named."""
    library = Library()
    text = Path(_bundled("complaint-01")).read_text("utf8")
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
    text = Path(_bundled("complaint-01")).read_text("utf8")
    path.write_text(
        text.replace("difficulty: 2", "difficulty: 9").replace("go: pressing", "go: nowhere"), "utf8"
    )
    with pytest.raises(BadFile) as refused:
        open_source(Library(), str(path), "en")
    assert refused.value.problems == check_file(path)
    assert len(refused.value.problems) > 1


def _bundled(name: str) -> Path:
    return next(h.path for h in Library().heads() if h.id == name)
