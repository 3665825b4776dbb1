"""The gaps of a debrief: every loss has one label, the worst comes first, in own words."""

from __future__ import annotations

import pytest
from sample_attempt import (
    changed_reply,
    debrief,
    ended,
    first_reply,
    poor_reply,
    second_reply,
    started,
    whole_attempt,
)

from sim.model.events import PromiseRecorded
from sim.model.language import LANGS, Lang
from sim.model.score import Finding
from sim.report import render_text


def test_every_loss_has_one_gap_label() -> None:
    """A level below four has a label, a level of four or none has not."""
    poor, good = debrief(whole_attempt()).replies
    assert [(n.level, n.gap) for n in poor.levels] == [(0, "G3"), (1, "G3"), (None, None)]
    assert [(n.level, n.gap) for n in good.levels] == [(4, None), (4, None), (None, None)]


def test_gaps_are_worst_first_with_own_words() -> None:
    """The severe anti-pattern leads, and one fault that cost twice is one gap."""
    gaps = debrief(whole_attempt()).gaps
    assert [(g.code, g.quote, g.label) for g in gaps] == [("X01", "Calm down", "G3"), ("X08", "soon", "G3")]


def test_reply_that_was_not_counted_is_a_loss_of_its_own() -> None:
    """A copied reply is told to be in own words, not blamed for every missing indicator."""
    flagged = changed_reply(
        poor_reply(), findings=(), caps=(), flags=("echo",), flag_reasons=("It repeats the customer.",)
    )
    told = debrief([*started(), flagged])
    assert [(g.code, g.why) for g in told.gaps] == [("FLAG", "It repeats the customer.")]
    assert told.next_goal.text == "Answer in your own words, in sentences, about this case."
    assert told.replies[0].not_counted == ("It repeats the customer.",)


def test_at_most_three_gaps() -> None:
    """However much went wrong, three points are spoken of."""
    event = poor_reply()
    faults = tuple(
        Finding(code=f"X{n:02d}", dimension="empathy", span=(n, n + 1), quote=event.reply[n], rule="phrase:x")
        for n in range(10, 16)
    )
    told = debrief([*started(), changed_reply(event, findings=faults)])
    assert len(told.gaps) == 3


def test_over_promise_is_a_communication_gap() -> None:
    """A promise over authority is labelled before anything else fits."""
    event = poor_reply()
    fault = Finding(code="X07", dimension="assurance", span=(0, 4), quote="Calm", rule="check:promise")
    told = debrief([*started(), changed_reply(event, findings=(fault,), caps=(), missing=())])
    assert told.gaps[0].label == "G4"


def test_broken_promise_is_quoted_where_it_was_made() -> None:
    """The ledger ends in broken, and the gap points at the reply that promised."""
    events = [*started(), *first_reply(), *second_reply()]
    made = next(e for e in events if isinstance(e, PromiseRecorded))
    events.append(PromiseRecorded(seq=10, turn_no=3, promise=made.promise, status="broken"))
    told = debrief(events)
    (note,) = told.promises
    assert (note.turn_no, note.status, note.settled) == (2, "broken", 3)
    assert (told.outcome.made, told.outcome.broken) == (1, 1)
    assert next(g for g in told.gaps if g.code == "BROKEN").turn_no == 2


@pytest.mark.parametrize("lang", LANGS)
def test_promise_taken_back_is_no_gap_and_quotes_what_took_it_back(lang: Lang) -> None:
    """The ledger says which reply took it back, in its words; nothing is held against anybody for it."""
    events = [*started(lang), *first_reply(lang=lang), *second_reply(lang=lang)]
    made = next(e for e in events if isinstance(e, PromiseRecorded))
    gone = PromiseRecorded(seq=10, turn_no=3, promise=made.promise, status="taken_back", words="I was wrong")
    told = debrief([*events, gone])
    (note,) = told.promises
    assert (note.turn_no, note.status, note.settled, note.words) == (2, "taken_back", 3, "I was wrong")
    assert (told.outcome.made, told.outcome.broken, told.outcome.taken_back) == (1, 0, 1)
    assert not [g for g in told.gaps if g.code == "BROKEN"]
    (line,) = [shown for shown in render_text(told, lang) if "I was wrong" in shown]
    assert "3" in line
    if lang == "en":
        assert line.endswith('; taken back with reply 3: "I was wrong".')
    assert told.model_dump(mode="json")["promises"][0]["status"] == "taken_back"
    assert debrief(events).outcome.taken_back == 0


def test_question_never_asked_is_a_knowledge_gap_only_at_the_end() -> None:
    """While the conversation goes on, a question can still be asked."""
    going = [*started(), *first_reply()]
    assert "G1" not in {g.label for g in debrief(going).gaps}
    assert "G1" in {g.label for g in debrief([*going, *ended(6)]).gaps}
    assert "G1" not in {g.label for g in debrief(whole_attempt()).gaps}
