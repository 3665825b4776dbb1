"""What the trainee did about it: help used, the self-check, a turn tried again."""

from __future__ import annotations

import json

from sample_attempt import debrief, ended, first_reply, second_reply, started, whole_attempt

from sim.model.events import (
    Branch,
    Event,
    Hinted,
    PromiseRecorded,
    Reason,
    ReplyScored,
    SelfChecked,
    Started,
    State,
    StateChanged,
    Undone,
)
from sim.report import Debrief, render_text
from sim.report.notes import Named, Retry
from sim.report.text_own import retry_lines
from sim.report.trust import trust_costs


def section(text: list[str], heading: str) -> list[str]:
    """Return the lines below a heading."""
    at = text.index(heading) + 1
    return text[at : text.index("", at)]


def branched() -> list[Event]:
    """Return an attempt that tries the first reply of another one again, in better words."""
    begun, *rest = started()
    assert isinstance(begun, Started)
    again: list[Event] = []
    for event in second_reply(seq=3):
        if isinstance(event, StateChanged):
            again.append(
                event.model_copy(
                    update={"turn_no": 1, "before": event.before.model_copy(update={"heat": 75})}
                )
            )
        elif hasattr(event, "turn_no"):
            again.append(event.model_copy(update={"turn_no": 1}))
    return [begun.model_copy(update={"branch": Branch(attempt="a1", turn_no=1, seq=99)}), *rest, *again]


def test_hints_and_aided_replies_are_told() -> None:
    """Each hint stands with the reply it was read for, and replies without help are counted."""
    hint = Hinted(seq=3, turn_no=1, step=2, code="R3", text="Say by when.")
    bad = first_reply(seq=4)
    aided = [bad[0].model_copy(update={"aided": True}), *bad[1:]]
    told = debrief([*started(), hint, *aided, *second_reply(seq=7), *ended(11)])
    assert [(h.turn_no, h.step, h.text, h.code) for h in told.help.hints] == [(1, 2, "Say by when.", "R3")]
    assert (told.help.unaided, told.help.replies) == (1, 2)
    assert [r.aided for r in told.replies] == [True, False]
    assert section(render_text(told, "en"), "Help used") == [
        "Before reply 1, hint 2: Say by when.",
        "Replies without help: 1 of 2.",
        "Help lowers no level.",
    ]


def test_without_help_only_the_count_is_told() -> None:
    """Somebody who used none reads just that; an exam, which gives none, does not speak of it."""
    assert section(render_text(debrief(whole_attempt()), "en"), "Help used") == [
        "Replies without help: 2 of 2."
    ]
    assert "Help used" not in render_text(debrief(whole_attempt(mode="exam")), "en")


def test_hint_on_a_reply_that_was_taken_back_stays() -> None:
    """It was read."""
    hint = Hinted(seq=3, turn_no=1, step=1, text="She needs a time.")
    undone = Undone(seq=7, turn_no=1)
    told = debrief([*started(), hint, *first_reply(seq=4), undone])
    assert (len(told.help.hints), told.help.replies) == (1, 0)


def test_self_check_lays_own_levels_beside_the_marks() -> None:
    """Own levels and mean levels, the reply named and the one that cost most trust."""
    check = SelfChecked(seq=11, turn_no=2, levels={"empathy": 3, "responsiveness": 2})
    told = debrief([*whole_attempt(), check]).self_check
    assert told is not None
    assert (told.named, told.cost_most, told.fall) == (2, 1, 4)
    assert [(n.dimension, n.own, n.mean) for n in told.levels] == [
        ("empathy", 3, 2.0), ("responsiveness", 2, 2.5), ("assurance", None, None),
    ]  # fmt: skip


def moved(turn_no: int, before: float, *trust: tuple[str, float]) -> StateChanged:
    """Return a change of trust alone, by code, that ends at 0 where it would go below."""
    was = State(heat=60, trust=before, patience=50)
    left = max(0.0, before + sum(delta for _, delta in trust))
    reasons = tuple(Reason(variable="trust", delta=delta, code=code, words=code) for code, delta in trust)
    after = was.model_copy(update={"trust": left})
    return StateChanged(seq=20 + turn_no, turn_no=turn_no, before=was, after=after, reasons=reasons)


def test_the_reply_that_cost_most_is_found_before_the_cut_at_nothing_left() -> None:
    """Trust that ends at 0 hides no cost; what a reply gained is taken off it."""
    course = [moved(1, 60, ("X05", -18)), moved(2, 42, ("assurance", -53), ("kept", 4)), moved(3, 0)]
    assert trust_costs(course) == {1: 18, 2: 49, 3: 0}
    course[1:2] = [moved(2, 12, ("X16", -41), ("assurance", -12))]
    check = SelfChecked(seq=30, turn_no=2, levels={})
    replies = [e for e in whole_attempt() if isinstance(e, ReplyScored)]
    told = debrief([*started(), *replies, *course, check])
    assert told.self_check is not None
    assert (told.self_check.cost_most, told.self_check.fall) == (2, 53)
    line = next(line for line in render_text(told, "en") if line.startswith("What cost most trust"))
    assert "reply 2 (trust -53, with only 12 left to lose)" in line


def test_a_broken_promise_is_charged_to_the_reply_that_made_it() -> None:
    """It comes out later; replies whose promises come out together share what that costs."""
    (made,) = (e for e in second_reply() if isinstance(e, PromiseRecorded))
    other = made.model_copy(update={"turn_no": 1, "promise": made.promise.model_copy(update={"quote": "x"})})
    out = [e.model_copy(update={"turn_no": 3, "status": "broken"}) for e in (made, other)]
    late = moved(3, 40, ("BROKEN", -28), ("X05", -5))
    assert trust_costs([made, out[0], moved(2, 42, ("X08", -2)), late]) == {2: 30, 3: 5}
    assert trust_costs([other, made, *out, moved(1, 42), moved(2, 42), late]) == {1: 14, 2: 14, 3: 5}


def test_self_check_is_told_in_neutral_words() -> None:
    """Both stand side by side, and neither is called right."""
    check = SelfChecked(seq=11, turn_no=0, levels={"empathy": 3})
    lines = section(
        render_text(debrief([*whole_attempt(), check]), "en"), "What you thought, and what the marks say"
    )
    assert lines == [
        "Empathy, your level: 3; mean of the marks: 2.0",
        "Responsiveness, your level: not rated; mean of the marks: 2.5",
        "Assurance, your level: not rated; mean of the marks: not scored",
        "What cost most trust: you named no reply; as it went, it was reply 1 (trust -4).",
    ]


def test_no_self_check_no_section() -> None:
    """Nobody is told of what they were not asked."""
    told = debrief(whole_attempt())
    assert told.self_check is None
    assert "What you thought, and what the marks say" not in render_text(told, "en")


def test_trust_that_never_fell_is_charged_to_no_reply() -> None:
    """A rise is not the smallest fall."""
    check = SelfChecked(seq=11, turn_no=1, levels={})
    told = debrief([*started(), *second_reply(seq=3), check]).self_check
    assert told is not None
    assert (told.cost_most, told.fall) == (0, 0)


def retry() -> Retry:
    """Return the two tries of the sample branch."""
    told = debrief(branched(), before=whole_attempt()).retry
    assert told is not None
    return told


def test_turn_tried_again_shows_both_replies_and_what_differs() -> None:
    """Words, levels, indicators, heat and answer, the first time and this time."""
    told = retry()
    assert (told.attempt, told.turn_no) == ("a1", 1)
    assert told.before.words.startswith("Calm down")
    assert told.after.words.startswith("Two days")
    assert [(c.dimension, c.before, c.after) for c in told.levels] == [
        ("empathy", 0, 4), ("responsiveness", 1, 4), ("assurance", None, None),
    ]  # fmt: skip
    assert [n.code for n in told.gained] == ["E1", "R3"]
    assert (told.lost, told.faults_new) == ((), ())
    assert [n.name for n in told.faults_gone] == ["Calm down", "Vague time"]
    assert (told.before.heat_before, told.before.heat_after) == (75, 88)
    assert (told.after.heat_before, told.after.heat_after) == (75, 60)
    assert (told.before.answer, told.after.answer) == ("When exactly?", "Fine.")


def test_of_much_that_was_gained_a_few_names_are_told() -> None:
    """A good reply after a bad one shows a dozen indicators more; the first four and a count are enough."""
    many = tuple(Named(code=f"E{n}", name=f"Name {n}") for n in range(1, 13))
    told = retry_lines(retry().model_copy(update={"gained": many}), "en", str)
    assert "Indicators gained: Name 1 E1; Name 2 E2; Name 3 E3; Name 4 E4; and 8 more." in told


def test_turn_tried_again_comes_right_after_the_goal() -> None:
    """Who tried again wants to know first what it changed."""
    text = render_text(debrief(branched(), before=whole_attempt()), "en")
    headings = [line for before, line in zip(["", *text], text, strict=False) if before == ""]
    assert headings[headings.index("Goal") + 1] == "This turn again"
    assert section(text, "This turn again") == [
        "Reply 1 was given twice. The earlier attempt is kept as well (a1).",
        'First time: "Calm down, we will look into it soon."',
        'This time: "Two days with a newborn: I will call by 6 p.m. today."',
        "Empathy: from 0 to 4",
        "Responsiveness: from 1 to 4",
        "Assurance: not scored both times",
        "Indicators gained: Names the impact E1; Gives a time R3.",
        "No longer there: Calm down X01; Vague time X08.",
        "Heat, first time from 75 to 88; this time from 75 to 60.",
        'The customer answered the first time: "When exactly?"',
        'The customer answers this time: "Fine."',
    ]


def test_reply_taken_back_in_the_first_attempt_is_not_compared() -> None:
    """Only what stood counts, in both."""
    before = [*started(), *first_reply(), Undone(seq=7, turn_no=1)]
    assert debrief(branched(), before=before).retry is None


def test_attempt_of_its_own_has_nothing_to_compare() -> None:
    """No branch, or no reply given anew yet: no section."""
    assert debrief(whole_attempt(), before=whole_attempt()).retry is None
    assert debrief(branched()[:2], before=whole_attempt()).retry is None
    assert debrief(branched()).retry is None
    assert all(not isinstance(e, ReplyScored) for e in branched()[:2])


def test_json_holds_what_the_trainee_did() -> None:
    """Help, self-check and the second try read back as they were written."""
    check = SelfChecked(seq=20, turn_no=1, levels={"empathy": 3})
    hint = Hinted(seq=21, turn_no=2, step=3, code="R3", text="By ...")
    told = debrief([*branched(), check, hint], before=whole_attempt())
    assert told.retry is not None
    assert told.self_check is not None
    assert Debrief.model_validate(json.loads(json.dumps(told.model_dump(mode="json")))) == told
