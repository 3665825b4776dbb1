"""The strengths of a debrief: own words that carry, once each, and none beside scorn."""

from __future__ import annotations

import pytest
from sample_attempt import changed_reply, debrief, good_reply, quote, started, whole_attempt

from sim.model.events import ReplyScored
from sim.model.score import Finding


def test_strengths_need_a_quote() -> None:
    """What went well is shown with own words, or not at all."""
    told = debrief(whole_attempt())
    assert [(s.code, s.quote) for s in told.strengths] == [
        ("E1", "Two days with a newborn"), ("R3", "by 6 p.m. today"),
    ]  # fmt: skip
    event = good_reply()
    silent = tuple(f.model_copy(update={"quote": " "}) for f in event.explanation.findings)
    assert debrief([*started(), changed_reply(event, findings=silent)]).strengths == ()


def test_nothing_is_praised_in_a_dimension_that_is_hardly_there() -> None:
    """A reply whose empathy is a formula or less is no example of empathy, whatever words stand in it."""
    event = good_reply()
    low = changed_reply(event, levels={**event.explanation.levels, "empathy": 1})
    assert [s.code for s in debrief([*started(), low]).strengths] == ["R3"]


def test_one_place_is_praised_once() -> None:
    """Findings on the same words are one strength, the one worth most."""
    event = good_reply()
    first = event.explanation.findings[0]
    twin = first.model_copy(update={"code": "A3", "points": 3.0, "dimension": "assurance"})
    told = debrief([*started(), changed_reply(event, findings=(first, twin))])
    assert [s.code for s in told.strengths] == ["A3"]


NAMED, TIMED = "Two days with a newborn, can't you read?", "I will call by 6 p.m. today."


def scolding(*codes: str, red_line: str = "") -> ReplyScored:
    """Return a reply of two sentences, both with something good, the first with these faults."""
    text = f"{NAMED} {TIMED}"
    event = good_reply()
    places = [(code, "can't you read") for code in codes]
    places += [("E1", "Two days with a newborn"), ("R3", "by 6 p.m. today"), ("R0", "call")]
    findings = tuple(
        Finding(code=code, dimension=None, rule="phrase:x", points=1, **quote(text, words))
        for code, words in places
    )
    lines = (red_line,) if red_line else ()
    return changed_reply(event, findings=findings, carriers={}, red_lines=lines).model_copy(
        update={"reply": text}
    )


@pytest.mark.parametrize(
    ("reply", "speaking"),
    [
        (scolding(), {"E1", "R3"}),
        (scolding("X01"), {"E1", "R3"}),
        (scolding("X10"), {"R3"}),
        (scolding("X16", red_line="X16"), set()),
    ],
    ids=["good", "a fault of form", "scolding", "red line"],
)
def test_nothing_speaks_for_words_that_treat_the_customer_as_the_problem(
    reply: ReplyScored, speaking: set[str]
) -> None:
    """No mark, no evidence and no strength in a scolding sentence, or anywhere behind a red line."""
    told = debrief([*started(), reply])
    review = told.replies[0]
    assert {m.code for m in review.marks if m.kind == "good"} == speaking
    assert {e.code for e in review.evidence if e.kind == "good"} == speaking
    assert {s.code for s in told.strengths} == speaking
