"""The debrief reads events and adds nothing of its own."""

from __future__ import annotations

import json

import pytest
from sample_attempt import (
    REPLIES,
    RUBRIC,
    SCENARIO,
    ended,
    first_reply,
    quote,
    second_reply,
    started,
    whole_attempt,
)

from sim.model.events import Event, Paused, PromiseRecorded, ReplyScored
from sim.model.language import LANGS, Lang
from sim.model.score import Finding, Missing
from sim.report import Debrief, build_debrief, render_text
from sim.report.review import review_reply


def debrief(events: list[Event]) -> Debrief:
    """Return the debrief of hand-written events."""
    return build_debrief(events, SCENARIO, RUBRIC)


def changed_reply(event: Event, **changed: object) -> ReplyScored:
    """Return a scored reply with parts of its explanation replaced."""
    assert isinstance(event, ReplyScored)
    return event.model_copy(update={"explanation": event.explanation.model_copy(update=changed)})


def test_outcome_and_process_stay_apart() -> None:
    """Key points and promises are the outcome, levels the process; no figure joins them."""
    told = debrief(whole_attempt())
    assert (told.outcome.weight_met, told.outcome.weight_all) == (70, 100)
    assert [(p.id, p.met, p.turn_no) for p in told.outcome.points] == [("slot", True, 2), ("baby", False, 0)]
    assert [(p.mean, p.figure, p.scored) for p in told.process] == [
        (2.0, 50.0, 2),
        (2.5, 62.5, 2),
        (None, None, 0),
    ]


def test_process_quotes_the_nearest_anchor_and_counts_evidence() -> None:
    """A mean of 2.5 reads as level 3; anti-patterns are no evidence."""
    told = debrief(whole_attempt())
    assert [p.anchor for p in told.process] == ["Empathy anchor 2", "Responsiveness anchor 3", ""]
    assert [p.evidence for p in told.process] == [1, 1, 0]


def test_recorded_levels_win_over_the_mean() -> None:
    """The figure shown is the one that the ending recorded."""
    told = debrief(whole_attempt(levels={"empathy": 51.5, "responsiveness": 62.5, "assurance": None}))
    assert told.process[0].figure == 51.5


@pytest.mark.parametrize("events", [started(), [*started(), Paused(seq=3)]])
def test_attempt_without_a_reply_has_a_debrief(events: list[Event]) -> None:
    """Nothing is scored, nothing is blamed, and the next goal is a first reply."""
    told = debrief(events)
    assert (told.finished, told.replies, told.gaps, told.strengths) == (False, (), (), ())
    assert told.satisfaction is None
    assert told.goal.reached == "unfinished"
    assert told.next_goal.text == "Send a first reply. What the customer needs now: a time and a name"


def test_paused_attempt_is_read_so_far() -> None:
    """An unfinished attempt shows its replies but no ending and no perceived satisfaction."""
    told = debrief([*started(), *first_reply(), Paused(seq=6)])
    assert not told.finished
    assert told.outcome.kind is None
    assert [r.turn_no for r in told.replies] == [1]
    assert told.process[0].figure == 0.0


def test_debrief_needs_a_beginning() -> None:
    """Events without a start are refused rather than guessed at."""
    with pytest.raises(ValueError, match="started"):
        debrief(first_reply())


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
    event = first_reply()[0]
    assert isinstance(event, ReplyScored)
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


def test_every_loss_has_one_gap_label() -> None:
    """A level below four has a label, a level of four or none has not."""
    for reply in debrief(whole_attempt()).replies:
        for note in reply.levels:
            assert (note.gap is not None) == (note.level is not None and note.level < 4)


def test_gaps_are_worst_first_with_own_words() -> None:
    """The severe anti-pattern leads, and one fault that cost twice is one gap."""
    gaps = debrief(whole_attempt()).gaps
    assert [(g.code, g.quote, g.label) for g in gaps] == [("X01", "Calm down", "G3"), ("X08", "soon", "G3")]


def test_reply_that_was_not_counted_is_a_loss_of_its_own() -> None:
    """A copied reply is told to be in own words, not blamed for every missing indicator."""
    flagged = changed_reply(
        first_reply()[0], findings=(), caps=(), flags=("echo",), flag_reasons=("It repeats the customer.",)
    )
    told = debrief([*started(), flagged])
    assert [(g.code, g.why) for g in told.gaps] == [("FLAG", "It repeats the customer.")]
    assert told.next_goal.text == "Answer in your own words, in sentences, about this case."
    assert told.replies[0].not_counted == ("It repeats the customer.",)


def test_at_most_three_gaps() -> None:
    """However much went wrong, three points are spoken of."""
    event = first_reply()[0]
    assert isinstance(event, ReplyScored)
    faults = tuple(
        Finding(code=f"X{n:02d}", dimension="empathy", span=(n, n + 1), quote=event.reply[n], rule="phrase:x")
        for n in range(10, 16)
    )
    told = debrief([*started(), changed_reply(event, findings=faults)])
    assert len(told.gaps) == 3


def test_over_promise_is_a_communication_gap() -> None:
    """A promise over authority is labelled before anything else fits."""
    event = first_reply()[0]
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


def test_strengths_need_a_quote() -> None:
    """What went well is shown with own words, or not at all."""
    told = debrief(whole_attempt())
    assert [(s.code, s.quote) for s in told.strengths] == [
        ("E1", "Two days with a newborn"), ("R3", "by 6 p.m. today"),
    ]  # fmt: skip
    event = second_reply()[0]
    assert isinstance(event, ReplyScored)
    silent = tuple(f.model_copy(update={"quote": " "}) for f in event.explanation.findings)
    assert debrief([*started(), changed_reply(event, findings=silent)]).strengths == ()


def test_nothing_is_praised_in_a_dimension_that_is_hardly_there() -> None:
    """A reply whose empathy is a formula or less is no example of empathy, whatever words stand in it."""
    event = second_reply()[0]
    assert isinstance(event, ReplyScored)
    low = changed_reply(event, levels={**event.explanation.levels, "empathy": 1})
    assert [s.code for s in debrief([*started(), low]).strengths] == ["R3"]


def test_one_place_is_praised_once() -> None:
    """Findings on the same words are one strength, the one worth most."""
    event = second_reply()[0]
    assert isinstance(event, ReplyScored)
    first = event.explanation.findings[0]
    twin = first.model_copy(update={"code": "A3", "points": 3.0, "dimension": "assurance"})
    told = debrief([*started(), changed_reply(event, findings=(first, twin))])
    assert [s.code for s in told.strengths] == ["A3"]


def test_examples_of_the_rubric_are_told_from_lines_to_try() -> None:
    """A line from another case is marked, and a gap shows the case's own strong reply instead."""
    missing = Missing.model_validate({"code": "R3", "dimension": "responsiveness", "why": "w", "try": "yes"})
    told = debrief([*started(), changed_reply(first_reply()[0], findings=(), caps=(), missing=(missing,))])
    assert told.replies[0].advice[0].elsewhere
    assert told.gaps[0].line == ""
    text = render_text(told, "en")
    assert 'Example from another case: "yes"' in text
    assert text.count('A strong reply to this message: "I will message you by 6 p.m."') == 2


def test_next_goal_comes_from_the_costliest_loss() -> None:
    """One goal: what to avoid and what to say instead, at the worst anti-pattern, else the missing advice."""
    assert debrief(whole_attempt()).next_goal.text == 'Avoid "Calm down". Instead: I can see why'
    milder = changed_reply(first_reply()[0], findings=(), caps=())
    assert debrief([*started(), milder]).next_goal.text == "Say by when."


def test_next_goal_after_perfect_replies_is_a_key_point_or_a_harder_case() -> None:
    """Without a loss the goal is the heaviest key point left, then a harder scenario."""
    assert "Sees the baby" in debrief([*started(), *second_reply()]).next_goal.text
    event = second_reply()[0]
    assert isinstance(event, ReplyScored)
    all_met = event.model_copy(update={"key_points": ("slot", "baby")})
    assert "harder" in debrief([*started(), all_met]).next_goal.text


def test_red_line_leads_and_outranks_every_loss() -> None:
    """A red line is quoted, and what to say instead is the next goal."""
    event = first_reply()[0]
    assert isinstance(event, ReplyScored)
    insult = Finding(code="X16", dimension=None, span=(0, 9), quote="Calm down", rule="phrase:x")
    crossed = changed_reply(event, findings=(*event.explanation.findings, insult), red_lines=("X16",))
    told = debrief([*started(), crossed, *ended(4, kind="red_line", red_lines=("X16",))])
    assert [(r.code, r.quote, r.turn_no) for r in told.red_lines] == [("X16", "Calm down", 1)]
    assert told.next_goal.code == "X16"
    assert told.goal.reached == "no"


@pytest.mark.parametrize(
    ("kind", "reached"),
    [("resolved", "yes"), ("partial", "partly"), ("complaint", "no"), ("left", "no"), ("unresolved", "no")],
)
def test_goal_is_reached_by_the_kind_of_ending(kind: str, reached: str) -> None:
    """Only a resolved ending reaches the goal."""
    assert debrief(whole_attempt(kind=kind)).goal.reached == reached


@pytest.mark.parametrize(
    ("perceived", "zone"),
    [(59.9, "dissatisfied"), (60.0, "acceptable"), (79.9, "acceptable"), (80.0, "delighted")],
)
def test_zone_is_between_adequate_and_desired(perceived: float, zone: str) -> None:
    """Below adequate is dissatisfied; desired itself is delighted."""
    told = debrief(whole_attempt(perceived=perceived)).satisfaction
    assert told is not None
    assert told.zone == zone


def test_texts_are_in_the_language_of_the_attempt() -> None:
    """A Chinese attempt has Chinese names, advice and goal."""
    told = debrief(whole_attempt("zh"))
    assert told.title == "迟到的冰箱"
    assert told.replies[0].advice[0].advice == "说明何时之前。"
    assert told.next_goal.text.startswith("避免“叫人冷静”，换个做法：")


def test_json_comes_back_as_the_same_debrief() -> None:
    """The JSON form is complete: it reads back to an equal debrief."""
    told = debrief(whole_attempt())
    assert Debrief.model_validate(json.loads(json.dumps(told.model_dump(mode="json")))) == told


def test_review_of_one_reply_needs_no_other_events() -> None:
    """A shell can review a reply the moment it is scored."""
    event = first_reply()[0]
    assert isinstance(event, ReplyScored)
    review = review_reply(event, SCENARIO, RUBRIC, "en")
    assert [n.level for n in review.levels] == [0, 1, None]
    assert [(c.code, c.say_instead) for c in review.caps] == [
        ("X01", "I can see why"),
        ("X08", "by 6 p.m. today"),
    ]


NAMED, TIMED = "Two days with a newborn, can't you read?", "I will call by 6 p.m. today."


def scolding(*codes: str, red_line: str = "") -> ReplyScored:
    """Return a reply of two sentences, both with something good, the first with these faults."""
    text = f"{NAMED} {TIMED}"
    event = second_reply()[0]
    assert isinstance(event, ReplyScored)
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


def wanting(turn_no: int, reply: str, *missing: tuple[str, str], shown: str = "") -> ReplyScored:
    """Return a reply that lacks these codes, each with a line to try, and shows one."""
    event = second_reply()[0]
    assert isinstance(event, ReplyScored)
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
