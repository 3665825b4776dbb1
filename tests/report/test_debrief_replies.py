"""What the debrief says of one reply: its words, marks, and lines to try."""

from __future__ import annotations

import pytest
from sample_attempt import (
    REPLIES,
    RUBRIC,
    SCENARIO,
    changed_reply,
    debrief,
    good_reply,
    poor_reply,
    started,
    whole_attempt,
)

from sim.model.events import ReplyScored
from sim.model.score import Finding, Missing
from sim.report import render_text
from sim.report.review import review_reply


def test_reply_keeps_own_words_and_marks_them() -> None:
    """Marks point at the very characters of the reply, good and bad apart."""
    bad, good = debrief(whole_attempt()).replies
    assert bad.words == REPLIES[0]
    assert [(REPLIES[0][m.span[0] : m.span[1]], m.code, m.kind) for m in bad.marks] == [
        ("Calm down", "X01", "bad"), ("soon", "X08", "bad"),
    ]  # fmt: skip
    assert {m.kind for m in good.marks} == {"good"}
    assert [e.carries for e in good.evidence] == [True, True]


def test_what_the_rubric_has_no_name_for_is_not_marked() -> None:
    """A sign of willingness ("we will deal with it") lifts from 0, but does not speak for a reply."""
    event = poor_reply()
    sign = event.explanation.findings[0].model_copy(update={"code": "R0", "dimension": "responsiveness"})
    told = debrief([*started(), changed_reply(event, findings=(*event.explanation.findings, sign))])
    assert [m.code for m in told.replies[0].marks] == ["X01", "X08"]


def test_reply_answers_what_the_customer_wrote() -> None:
    """Each review holds the message it answers."""
    assert [r.customer for r in debrief(whole_attempt()).replies] == ["Where is it?", "When exactly?"]


def test_better_line_is_the_strong_exemplar_and_none_for_a_perfect_reply() -> None:
    """A reply with nothing left to gain gets no better line."""
    bad, good = debrief(whole_attempt()).replies
    assert bad.better == "I will message you by 6 p.m."
    assert good.better == ""


def test_missing_comes_with_advice_and_a_line() -> None:
    """What was missing names the indicator, the rubric's advice and a line to try."""
    (advice,) = debrief(whole_attempt()).replies[0].advice
    assert (advice.name, advice.advice, advice.line) == ("Gives a time", "Say by when.", "By 6 p.m. today.")


def test_examples_of_the_rubric_are_told_from_lines_to_try() -> None:
    """A line from another case is marked, and a gap shows the case's own strong reply instead."""
    missing = Missing.model_validate({"code": "R3", "dimension": "responsiveness", "why": "w", "try": "yes"})
    told = debrief([*started(), changed_reply(poor_reply(), findings=(), caps=(), missing=(missing,))])
    assert told.replies[0].advice[0].elsewhere
    assert told.gaps[0].line == ""
    text = render_text(told, "en")
    assert 'Example from another case: "yes"' in text
    assert text.count('A strong reply to this message: "I will message you by 6 p.m."') == 2


def test_review_of_one_reply_needs_no_other_events() -> None:
    """A shell can review a reply the moment it is scored."""
    event = poor_reply()
    review = review_reply(event, SCENARIO, RUBRIC, "en")
    assert [n.level for n in review.levels] == [0, 1, None]
    assert [(c.code, c.say_instead) for c in review.caps] == [
        ("X01", "I can see why"),
        ("X08", "by 6 p.m. today"),
    ]


def wanting(turn_no: int, reply: str, *missing: tuple[str, str], shown: str = "") -> ReplyScored:
    """Return a reply that lacks these codes, each with a line to try, and shows one."""
    event = good_reply()
    lacks = tuple(
        Missing.model_validate({"code": code, "dimension": "empathy", "why": code, "try": line})
        for code, line in missing
    )
    found = (Finding(code=shown, dimension=None, rule="x", span=(0, 1), quote=reply[0]),) if shown else ()
    levels = {"empathy": 2, "responsiveness": 4, "assurance": None}
    scored = changed_reply(event, findings=found, carriers={}, missing=lacks, levels=levels)
    return scored.model_copy(update={"reply": reply, "turn_no": turn_no, "seq": turn_no + 2})


LINE, OTHER = "Three visits for one fault would tire anyone.", "What would help you most today?"


@pytest.mark.parametrize(
    ("first", "offered"),
    [
        (wanting(1, "Hello.", ("E1", LINE)), [[LINE], ["", OTHER]]),
        (wanting(1, f"Hello. {LINE.lower()}"), [[], ["", OTHER]]),
        (wanting(1, "Three visits!", shown="E1"), [[], ["", OTHER]]),
        (wanting(1, "Hello."), [[], [LINE, OTHER]]),
    ],
    ids=["offered before", "said before", "shown in other words", "new"],
)
def test_no_line_is_offered_twice_or_after_it_was_said(first: ReplyScored, offered: list[list[str]]) -> None:
    """It gives way; what is missing is still told."""
    second = wanting(2, "I see.", ("E1", LINE), ("E7", OTHER))
    told = debrief([*started(), first, second])
    assert [[a.line for a in r.advice] for r in told.replies] == offered
    assert [a.code for a in told.replies[1].advice] == ["E1", "E7"]
