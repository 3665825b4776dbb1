"""The folding of events into a chat screen, without a screen and without an event loop."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tui_events import answer, opening

from sim.content import Library
from sim.model.score import Missing, Promise
from sim.report.debrief import PromiseNote
from sim.report.lines import state_line
from sim.report.words import state_word, whole
from sim.tui import feedback_paint, paint, panel_paint
from sim.tui.feedback import Counted, Feedback, feedback_of, grave_in, names_of
from sim.tui.view import Meter, View, transcript_text


def view_of(*events: object, mode: str = "practice") -> View:
    """Return the view after `events`."""
    view = View(trainee="Ann")
    view.extend([*opening(mode=mode), *events])  # type: ignore[list-item]
    return view


def test_a_reply_becomes_a_line_a_feedback_and_the_next_line_of_the_customer() -> None:
    """In practice the feedback stands between the reply and what the customer says to it."""
    view = view_of(*answer(1, "sorry for the two lost days"))
    assert [m.kind for m in view.messages] == ["customer", "trainee", "feedback", "customer"]
    told = view.messages[2].feedback
    assert told is not None
    assert dict(told.levels) == {"empathy": 3, "responsiveness": 1, "assurance": None}
    assert [c.quote for c in told.counted] == ["sorry for th"]
    assert [c.code for c in told.against] == ["X08"]
    assert [m.why for m in told.missing] == ["no owner"]
    assert told.moves[0].reasons == ("named the newborn",)
    heat = view.meters[0]
    assert (heat.variable, heat.value, heat.change) == ("heat", 62, -13)


def test_a_finding_without_a_name_is_not_told() -> None:
    """A sign of willingness, which the rubric does not name, is no evidence for a trainee."""
    scored = answer(1, "sorry for the two lost days")[0]
    assert feedback_of(scored, frozenset({"E1"})).counted
    assert not feedback_of(scored, frozenset({"R2"})).counted


def test_a_level_of_0_says_what_did_it() -> None:
    """The words come from what was found, the reason from the explanation; once is enough."""
    scored = answer(1, "sorry for the two lost days")[0]
    told = scored.explanation.model_copy(
        update={"levels": {"assurance": 0}, "why": {"assurance": "Blames. No time (X08) keeps it at 0."}}
    )
    (harm,) = feedback_of(scored.model_copy(update={"explanation": told})).harm
    assert (harm.dimension, harm.quote, harm.why) == (
        "assurance",
        "sorr",
        "Blames. No time (X08) keeps it at 0.",
    )
    there = told.findings[1].model_copy(update={"dimension": "assurance"})
    told = told.model_copy(update={"findings": (told.findings[0], there)})
    assert not feedback_of(scored.model_copy(update={"explanation": told})).harm


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("made them feel worse", "left them hanging", "harmed their trust")),
        ("zh", ("让客户更难受了", "把客户晾着了", "伤了客户的信任")),
    ],
)
def test_level_0_is_called_what_it_is_in_each_dimension(lang: str, words: tuple[str, ...]) -> None:
    """A reply that merely answers nothing leaves the customer alone; nobody is told that it did harm."""
    names = {"empathy": "1", "responsiveness": "2", "assurance": "3"}
    told = Feedback(1, True, tuple((name, 0) for name in names), (), (), (), (), ())  # type: ignore[misc]
    shown = feedback_paint.feedback(told, names, lang).plain.splitlines()  # type: ignore[arg-type]
    assert [line.partition("---- ")[2] for line in shown[1:4]] == [*words]


def test_feedback_quotes_words_once_for_all_they_did() -> None:
    """Words that counted twice are quoted once a dimension, and by their beginning when they come again."""
    quote = "I have booked tomorrow eight to twelve for you"
    items = (
        Counted("empathy", quote, "Spares effort.", "E8"),
        Counted("responsiveness", quote, "Names a time.", "R3"),
        Counted("responsiveness", quote, "Names who.", "R4"),
    )
    told = Feedback(1, True, (("empathy", 2), ("responsiveness", 3)), items, (), (), (), ())
    names = {"empathy": "Empathy", "responsiveness": "Responsiveness"}
    shown = feedback_paint.feedback(told, names, "en").plain  # type: ignore[arg-type]
    assert shown.count(quote) == 1
    assert '+ "I have booked tomorrow..."  Names a time. Names who.' in shown


def test_one_cause_of_three_levels_is_told_once_and_without_its_code() -> None:
    """An insult takes every level to 0: the sentence that says so stands above them all, and once."""
    names = {"empathy": "Empathy", "responsiveness": "Responsiveness", "assurance": "Assurance"}
    why = "Words like these put {} at level 0: Insults (X16)."
    harm = tuple(Counted(d, "you lot", why.format(n), "X16") for d, n in names.items())  # type: ignore[arg-type]
    levels = tuple((name, 0) for name in names)
    told = Feedback(1, True, levels, (), (), (), (), (), harm)  # type: ignore[arg-type]
    shown = feedback_paint.feedback(told, names, "en").plain  # type: ignore[arg-type]
    assert 'Do differently  "you lot"  Words like these put Empathy at level 0: Insults.' in shown
    assert shown.count("Words like these") == 1
    assert shown.count("- For the same reason.") == 3


def test_the_one_thing_to_change_stands_first_and_is_said_once() -> None:
    """What the lowest dimension lacks comes before all levels; the others keep what they lack."""
    levels = (("empathy", 3), ("responsiveness", 1), ("assurance", 2))
    gaps = tuple(
        Missing(code=code, dimension=dimension, why=why, **{"try": line})  # type: ignore[arg-type]
        for code, dimension, why, line in (
            ("R3", "responsiveness", "Names a time.", "By six."),
            ("A3", "assurance", "Owns the fault.", ""),
        )
    )
    told = Feedback(1, True, levels, (), (), gaps, (), ())  # type: ignore[arg-type]
    names = {"empathy": "Empathy", "responsiveness": "Responsiveness", "assurance": "Assurance"}
    rows = feedback_paint.feedback(told, names, "en").plain.splitlines()  # type: ignore[arg-type]
    assert rows[1:3] == ["Do differently  Names a time.", "Try  By six."]
    assert rows[3].startswith("Empathy")
    assert "\n".join(rows).count("Names a time.") == 1
    assert "  ? Missing  Owns the fault." in rows
    short = feedback_paint.feedback_short(told, names, "en", 0, "F8").plain.splitlines()  # type: ignore[arg-type]
    assert short == [
        "Feedback on reply 1  F8: details",
        "Empathy 3/4 | Responsiveness 1/4 | Assurance 2/4",
        *rows[1:3],
    ]


def test_who_said_nothing_is_told_to_answer_first() -> None:
    """After a bare "ok" every dimension is as low: what the customer asked for comes first, as an act."""
    levels = (("empathy", 1), ("responsiveness", 1), ("assurance", 1))
    gaps = tuple(Missing(code="", dimension=d, why=d) for d, _level in levels)  # type: ignore[arg-type]
    told = Feedback(1, True, levels, (), (), gaps, (), ())  # type: ignore[arg-type]
    assert told.first == gaps[1]
    some = Counted("empathy", "two lost days", "Names it.", "E1")
    assert replace(told, counted=(some,)).first == gaps[0]
    left = Counted("responsiveness", "", "Nothing answers the message.", "")
    assert replace(told, levels=(levels[0], ("responsiveness", 0)), harm=(left,)).first == gaps[1]  # type: ignore[arg-type]


def test_harm_is_the_one_thing_to_change_whatever_else_is_missing() -> None:
    """Who insulted a customer is not told to name a time first; a fault that harmed nothing waits."""
    harm = Counted("empathy", "you lot", "Insults.", "X16")
    gap = Missing(code="E1", dimension="empathy", why="Names the impact.")
    levels = (("empathy", 0), ("responsiveness", 1))
    told = Feedback(1, True, levels, (), (harm,), (gap,), (), ())  # type: ignore[arg-type]
    assert told.first == harm
    assert replace(told, levels=(("empathy", 1), ("responsiveness", 1))).first == gap
    held = replace(harm, grave=True)
    assert replace(told, levels=(("empathy", 1), ("responsiveness", 2)), against=(held,)).first == held
    assert replace(told, levels=(("empathy", None), ("responsiveness", None))).first is None


def test_feedback_shows_what_was_found_and_lifts_nothing_yet() -> None:
    """Who owned the fault, and no more, is told that it was seen, not as if it were missing."""
    scored = answer(1, "sorry for the two lost days")[0]
    found = scored.explanation.findings[0].model_copy(
        update={"code": "R2", "dimension": "responsiveness", "why": "Names an act."}
    )
    told = scored.explanation.model_copy(update={"findings": (found,), "carriers": {}})
    feedback = feedback_of(scored.model_copy(update={"explanation": told}))
    assert [item.code for item in feedback.seen] == ["R2"]
    names = {"empathy": "Empathy", "responsiveness": "Responsiveness", "assurance": "Assurance"}
    shown = feedback_paint.feedback(feedback, names, "en").plain  # type: ignore[arg-type]
    assert f'o "{found.quote}"  Names an act. Not enough for the next level.' in shown


def test_feedback_quotes_the_words_of_a_level_that_rests_on_wording_alone() -> None:
    """The wording is no finding by name, yet no level from 2 on stands there without own words."""
    scored = answer(1, "sorry for the two lost days")[0]
    trace = scored.explanation.findings[0].model_copy(update={"code": "E00", "strength": 0.5})
    told = scored.explanation.model_copy(update={"findings": (trace,), "carriers": {"empathy": (0,)}})
    (shown,) = feedback_of(scored.model_copy(update={"explanation": told}), frozenset({"E1"})).counted
    assert (shown.dimension, shown.quote) == ("empathy", trace.quote)


@pytest.mark.parametrize("value", [34.4, 34.5, 34.6, 35.4, 59.5, 89.5])
def test_a_meter_says_the_word_of_the_figure_it_shows(value: float) -> None:
    """At the edge of a band the word is that of the rounded figure, which is the debrief's figure."""
    moved = answer(1, "sorry")[2]
    after = moved.after.model_copy(update={"heat": value})
    heat = view_of(moved.model_copy(update={"after": after})).meters[0]
    assert heat.value == whole(value)
    told = panel_paint.meter(heat, "en").plain.splitlines()[0]
    assert told.endswith(state_word("heat", whole(value), "en"))
    assert state_line("heat", 75, value, (), "en").startswith(f"Heat {heat.value} (was 75), ")


def test_an_exam_tells_neither_feedback_nor_changes() -> None:
    """An exam shows the customer's state but nothing that grades the reply."""
    view = view_of(*answer(1, "sorry"), mode="exam")
    assert [m.kind for m in view.messages] == ["customer", "trainee", "customer"]
    assert [m.change for m in view.meters] == [None, None, None]


def test_folding_in_two_steps_gives_the_same_as_in_one() -> None:
    """A resumed conversation looks as it did; a promise that breaks later stays one entry."""
    first = answer(1, "one")
    broken = first[1].model_copy(update={"status": "broken", "seq": 99})
    events = [*opening(), *first, broken, *answer(2, "two", ends=True)]
    whole, split = View("Ann"), View("Ann")
    whole.extend(events)
    split.extend(events[:4])
    split.extend(events[4:])
    assert whole == split
    assert [line.status for line in whole.promises] == ["broken", "made"]
    assert whole.ended is not None
    assert "two" in transcript_text(whole)


def test_a_promise_taken_back_and_made_again_is_two_entries() -> None:
    """The first one says that it was taken back; what becomes of the second one is the second one's."""
    first, again = answer(1, "one"), answer(2, "one")
    assert first[1].promise == again[1].promise
    broken = again[1].model_copy(update={"status": "broken", "seq": 199})
    gone = first[1].model_copy(update={"status": "taken_back", "words": "I was wrong", "seq": 99})
    view = View("Ann")
    view.extend([*opening(), *first, gone, *again, broken])
    assert [line.status for line in view.promises] == ["taken_back", "broken"]
    told = panel_paint.ledger(view.promises, "en", standing=True).plain
    assert told.count("taken back") == 1


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_short_meters_are_never_cut(lang: str) -> None:
    """What does not fit is left out whole, the changes first: no word ends in the middle."""
    told = [Meter("heat", 100, -22), Meter("trust", 100, 12), Meter("patience", 45, -10)]
    word = state_word("patience", 45, lang)
    assert panel_paint.meter_short(told, lang, 200).plain.endswith(f" 45 (-10) {word}")
    for room in (58, 78):  # inside the smallest window, and inside 80 columns
        line = panel_paint.meter_short(told, lang, room)
        assert line.cell_length <= room
        assert line.plain.endswith((word, " 45 (-10)"))
    assert panel_paint.meter_short(told, "en", 78).plain.endswith(" 45 running short")
    assert panel_paint.meter_short(told, "en", 58).plain.endswith("Patience 45 (-10)")


def test_an_offer_promised_twice_is_one_entry_and_what_goes_beyond_it_is_told_as_it_was_said() -> None:
    """The panel names an offer once, with its times; "up to £50" would not say that £500 was promised."""
    slot = Promise(what="Delivery", ref="offer.slot", by="tomorrow", span=(0, 4), quote="It comes Tomorrow")
    again = slot.model_copy(update={"by": "tomorrow 8 to 12", "quote": "tomorrow 8 to 12 it is"})
    much = Promise(
        what="Goodwill up to £50", ref="offer.goodwill", span=(0, 4), quote="you get £500", standing="over"
    )
    made = [PromiseNote(promise=p, turn_no=n, status="made") for n, p in enumerate((slot, again, much), 1)]
    told = panel_paint.ledger(made, "en", standing=True).plain
    assert told.count("Delivery") == 1
    assert told.count("omorrow") == 1
    assert "tomorrow 8 to 12" in told
    assert "you get £500" in told
    assert "up to £50" not in told


def test_a_long_promise_is_set_in_below_its_words() -> None:
    """A line that goes on stands below the words and not below the dash, which begins the next promise."""
    slot = Promise(
        what="A delivery slot tomorrow that she chooses", by="tomorrow", span=(0, 4), quote="it is"
    )
    note = PromiseNote(promise=slot, turn_no=1, status="made")
    told = panel_paint.ledger([note], "en", standing=True, width=26).plain.splitlines()
    assert told == ["- A delivery slot tomorrow", "  that she chooses", "  tomorrow"]


def test_the_name_of_an_indicator_is_a_label_however_long_it_is() -> None:
    """Short and long names look alike in a list of indicators; a long sentence is no label."""
    code = paint.lead("E1 Names this customer's concrete situation or impact in own words: 1 reply shows it")
    assert [(s.start, s.end) for s in code.spans] == [(0, 67)]
    assert not paint.lead("A whole sentence that happens to end in a colon: and goes on").spans


def test_a_promise_in_the_panel_does_not_begin_with_and() -> None:
    """What joined it to the words before it is gone there."""
    ring = Promise(what="and I'll ring you", span=(0, 4), quote="and I'll ring you")
    note = PromiseNote(promise=ring, turn_no=1, status="made")
    told = panel_paint.ledger([note], "en", standing=True).plain
    assert told == "- I'll ring you"


def test_the_same_line_is_not_offered_turn_after_turn() -> None:
    """The next best one takes its place; when none is left, the advice stands alone."""
    view = view_of()
    for number in (1, 2, 3):
        scored, *rest = answer(number, "sorry for the two lost days")
        first = scored.explanation.missing[0]
        lacks = [
            first.model_copy(update={"code": code, "why": code, "try_": line})
            for code, line in (("R4", "I'll ring."), ("R3", "By six."))
        ]
        told = scored.explanation.model_copy(update={"missing": tuple(lacks)})
        view.extend([scored.model_copy(update={"explanation": told}), *rest])
    offered = [m.feedback.missing[0] for m in view.messages if m.feedback is not None]
    assert [(m.code, m.try_) for m in offered] == [("R4", "I'll ring."), ("R3", "By six."), ("R4", "")]


def test_a_red_line_is_told_by_the_words_that_crossed_it() -> None:
    """Not by a code that nobody knows."""
    scored = answer(1, "sorry for the two lost days")[0]
    told = scored.explanation.model_copy(update={"red_lines": ("X08",)})
    crossed = feedback_of(scored.model_copy(update={"explanation": told}))
    assert crossed.red_lines == (f'"{told.findings[1].quote}"',)


def test_words_quoted_again_are_shortened_around_what_earned_the_point() -> None:
    """Who owned the fault in the second half of a sentence sees that half beside the point."""
    words = "two days off work with a newborn and no fridge: it is our mistake, not yours"
    counted = (
        Counted("empathy", words, "impact", "E1", "fact:impact.days"),
        Counted("assurance", words, "owns it", "A3", "phrase:our mistake|fault"),
    )
    names = {"empathy": "Empathy", "assurance": "Assurance"}
    told = Feedback(1, True, (("empathy", 3), ("assurance", 3)), counted, (), (), (), ())
    shown = feedback_paint.feedback(told, names, "en").plain  # type: ignore[arg-type]
    assert f'"{words}"  impact' in shown
    assert '"...our mistake, not yours"  owns it' in shown


def test_who_holds_a_customer_back_is_told_to_stop_that_first() -> None:
    """Not to take effort off them: to sell before the question is answered is what moved her (X18)."""
    scored = answer(1, "sorry for the two lost days")[0]
    first = scored.explanation.findings[0]
    selling = first.model_copy(update={"code": "X18", "dimension": "empathy", "strength": 0.7})
    told = scored.explanation.model_copy(
        update={"findings": (*scored.explanation.findings, selling), "levels": {"empathy": 1}}
    )
    event = scored.model_copy(update={"explanation": told})
    rubric = Library().rubric("service").value
    feedback = feedback_of(event, names_of(rubric), grave=grave_in(rubric))
    assert feedback.first is not None
    assert feedback.first.code == "X18"
