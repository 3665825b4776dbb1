"""The order strip and the four links: which reply came first, and no judgement."""

from __future__ import annotations

import pytest
from sample_attempt import (
    RUBRIC,
    SCENARIO,
    debrief,
    ended,
    first_reply,
    good_reply,
    started,
    whole_attempt,
)

from sim.model.events import ReplyScored
from sim.model.score import Finding
from sim.report import build_debrief, render_text


def showing(*codes: str, met: tuple[str, ...] = ()) -> ReplyScored:
    """Return the second sample reply with findings of these codes alone."""
    event = good_reply()
    found = tuple(
        Finding(code=c, dimension=None, span=(n, n + 1), quote="x", rule="check:x")
        for n, c in enumerate(codes)
    )
    said = event.explanation.model_copy(update={"findings": found, "carriers": {}, "met": met})
    return event.model_copy(update={"explanation": said, "key_points": ()})


@pytest.mark.parametrize(
    ("step", "code", "met"),
    [
        *(("heard", code, ()) for code in ("E1", "E2", "E5", "R1")),
        *(("cared", code, ()) for code in ("E3", "E6", "E7", "E8", "E10")),
        *(("owned", code, ()) for code in ("A2", "A3")),
        *(("solved", code, ("offer.slot",)) for code in ("R2", "R3")),
        *(("closed", code, ()) for code in ("R7", "R12", "A10")),
    ],
)
def test_each_step_is_taken_by_its_indicators(step: str, code: str, met: tuple[str, ...]) -> None:
    """One indicator takes one step, and the reply that showed it first is named."""
    order = {s.step: s.turn_no for s in debrief([*started(), showing(code, met=met)]).order}
    assert order == {name: 2 if name == step else 0 for name in order}


def test_act_without_an_offer_of_the_case_solves_nothing() -> None:
    """Something is done, but it is none of what this case can give."""
    order = {s.step: s.turn_no for s in debrief([*started(), showing("R2")]).order}
    assert order["solved"] == 0


def test_resolved_ending_closes() -> None:
    """A conversation that ends resolved was closed with its last reply."""
    assert {s.step: s.turn_no for s in debrief(whole_attempt()).order}["closed"] == 2
    assert {s.step: s.turn_no for s in debrief(whole_attempt(kind="left")).order}["closed"] == 0


def test_order_is_one_line_in_words() -> None:
    """The strip says which reply took each step first, or not yet."""
    text = render_text(debrief(whole_attempt(kind="left")), "en")
    (line,) = [line for line in text if line.startswith("Order:")]
    assert line == (
        "Order: heard (reply 2), cared (not yet), owned (not yet), solved (not yet), closed (not yet)."
    )


def test_unsure_finding_takes_no_step() -> None:
    """A trace is no statement."""
    event = showing("E1")
    faint = tuple(f.model_copy(update={"strength": 0.3}) for f in event.explanation.findings)
    said = event.explanation.model_copy(update={"findings": faint})
    told = debrief([*started(), event.model_copy(update={"explanation": said})])
    assert [s.turn_no for s in told.order] == [0] * 5


def test_links_follow_the_key_points_of_the_case() -> None:
    """Where the case has a key point for a link, that decides; each link is told."""
    links = {t.link: (t.met, t.turn_no) for t in debrief(whole_attempt()).outcome.links}
    assert links["maintain"] == (True, 2)
    assert links["care"] == (False, 0)
    assert list(links) == ["know", "maintain", "care", "move"]


def test_nobody_who_left_was_kept() -> None:
    """Whatever was done, a customer who goes or complains was neither kept nor moved."""
    for kind in ("left", "complaint", "red_line", "unresolved"):
        links = {t.link: t.met for t in debrief(whole_attempt(kind=kind)).outcome.links}
        assert not links["maintain"], kind
        assert not links["move"], kind
    assert debrief(whole_attempt(kind="partial")).outcome.links[1].met


def test_a_link_is_done_when_all_its_key_points_are() -> None:
    """One of two is not yet; with both it is done by the later reply."""
    two = SCENARIO.model_copy(
        update={"key_points": tuple(p.model_copy(update={"link": "know"}) for p in SCENARIO.key_points)}
    )
    some = build_debrief(whole_attempt(), two, RUBRIC).outcome
    assert {p.met for p in some.points} == {True, False}
    assert (some.links[0].link, some.links[0].met) == ("know", False)


def test_link_without_a_key_point_is_shown_by_its_indicators() -> None:
    """To know is to find out, to move is to give more than was asked (C-90)."""
    links = {t.link: t.turn_no for t in debrief([*started(), showing("E7", "R8")]).outcome.links}
    assert (links["know"], links["move"], links["care"]) == (2, 2, 0)


def test_links_are_ticks_in_words() -> None:
    """One line says what they are, and with which reply each was made, in both languages."""
    text = render_text(debrief(whole_attempt()), "en")
    assert (
        "Four things that make a contact good: find out what the customer needs (not yet), keep the customer "
        "(reply 2), care for the customer (not yet), give the customer more than was asked (not yet)."
    ) in text
    told = render_text(debrief(whole_attempt("zh")), "zh")
    assert any(line.startswith("沟通的四个环节：了解客户") for line in told)


def test_attempt_without_a_reply_has_no_order() -> None:
    """Nothing was written, so nothing was left out."""
    assert not any(line.startswith("Order:") for line in render_text(debrief(started()), "en"))
    assert debrief([*started(), *first_reply(), *ended(6, kind="left")]).order[0].turn_no == 0
