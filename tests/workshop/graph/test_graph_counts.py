"""Attempts counted in the picture are those that the stored events tell of."""

from __future__ import annotations

import pytest
from graph_kit import changed

from sim.coach import Coach
from sim.coach.ways import Ways, passages_of, ways_of
from sim.errors import NotFound
from sim.model.events import CustomerSaid, Ended, ReplyScored, standing
from sim.model.scenario import Scenario
from sim.model.turns import Branch
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

GOOD = (
    "Two days off for nothing with a newborn and no fridge: I'm sorry, our depot put it on the wrong van. "
    "I've put 8841 on tomorrow 8-12; the depot manager confirms to me by 6 tonight and I'll message you."
)

WEAK = "ok"


def played(coach: Coach, replies: list[str], who: str = "Ann") -> str:
    """Play complaint-01 with these replies, the last one again until it ends; return the attempt."""
    seat = coach.start("complaint-01", lang="en", who=who)
    for n in range(40):
        if seat.session.over:
            break
        seat.reply(replies[min(n, len(replies) - 1)])
    return seat.attempt


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
