"""The debrief as plain lines: everything in words, nothing but letters, digits and punctuation."""

from __future__ import annotations

import unicodedata

import pytest
from sample_attempt import RUBRIC, SCENARIO, first_reply, second_reply, started, whole_attempt

from sim.model.events import CustomerSaid, ReplyScored, StateChanged
from sim.model.score import Missing
from sim.report import build_debrief, render_text
from sim.report.gaps import gaps
from sim.report.losses import NEVER_ASKED, Loss
from sim.report.notes import Moment


def lines(lang: str = "en", **changed: object) -> list[str]:
    """Return the text of the finished sample attempt, attempt and text in one language."""
    return render_text(build_debrief(whole_attempt(lang, **changed), SCENARIO, RUBRIC), lang)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_only_letters_digits_and_punctuation(lang: str) -> None:
    """No box, bar, arrow or other glyph that a screen reader would stumble on."""
    shown = lines(lang)
    assert len(shown) > 20
    for line in shown:
        odd = {c for c in line if unicodedata.category(c)[0] not in "LNPZ" and c not in "+＋＝=<>"}
        assert not odd, line
        assert "\n" not in line


def test_chinese_text_holds_no_english_sentence() -> None:
    """Every label of a Chinese debrief is Chinese; only own words and codes are not."""
    text = "\n".join(lines("zh"))
    for word in ("Reply", "level", "Goal", "Counts", "Costs", "Missing", "gap", "Next"):
        assert word not in text


def test_own_words_stand_in_quotation_marks_of_the_language() -> None:
    """Straight marks in English, curly ones in Chinese."""
    assert any('"Two days with a newborn"' in line for line in lines())
    assert any("“Two days with a newborn”" in line for line in lines("zh"))


def test_gap5_is_shown_with_its_sign_and_both_numbers() -> None:
    """Perceived minus adequate: more than expected is plus, and the numbers shown add up."""
    text = "\n".join(lines(perceived=82.0, gap5=22.0))
    assert "Perceived 82; adequate 60, desired 80: at or above desired service." in text
    assert "perceived minus adequate: +22, better than expected." in text
    assert "-23, worse than expected" in "\n".join(lines(perceived=37.0, gap5=-23.0))
    between = "\n".join(lines(perceived=38.5, gap5=-21.5))
    assert "Perceived 39; adequate 60" in between
    assert "-21, worse than expected" in between


def test_course_tells_every_change_with_its_reason() -> None:
    """Each state says where it stands, in a word, where it stood, and why."""
    text = lines()
    assert "Heat 88 (was 75), angry. +10: please calm down; +3: no time given" in text
    assert "Resolution 0, nothing settled yet; unchanged." in text


def test_debrief_is_no_verdict_on_the_person() -> None:
    """It says what the levels are and that one session decides nothing."""
    text = "\n".join(lines())
    assert "not a certified measurement; based on SERVQUAL dimensions" in text
    assert "A verdict needs 5 scenarios; one session gives none." in text
    assert "SERVQUAL score" not in text


def test_exactly_one_next_goal() -> None:
    """One heading, one goal, and how to practise it."""
    text = lines()
    at = text.index("Next goal")
    assert text.count("Next goal") == 1
    assert text[at + 1 : at + 3] == [
        'Avoid "Calm down". Instead: I can see why (see reply 1)',
        "Practise it: servicesim run complaint-99 --new",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("She makes a formal complaint", "Ending: She makes a formal complaint."),
        ("She posts it", "Ending: She posts it (formal complaint)."),
        ("", "Ending: formal complaint."),
    ],
)
def test_the_kind_of_an_ending_is_said_once(label: str, told: str) -> None:
    """It stands in brackets only where the scenario's own words do not say it."""
    debrief = build_debrief(whole_attempt(), SCENARIO, RUBRIC)
    outcome = debrief.outcome.model_copy(update={"kind": "complaint", "label": label})
    assert told in render_text(debrief.model_copy(update={"outcome": outcome}), "en")


def test_red_line_comes_before_the_goal() -> None:
    """The gravest thing is said first and plainly."""
    text = lines(kind="red_line", red_lines=("X16",))
    assert text.index("Red line") < text.index("Goal")
    assert any(line.startswith("Reply 2 crossed a red line:") for line in text)


def test_unscored_dimension_is_said_to_be_unscored() -> None:
    """None is never shown as a zero."""
    assert "Assurance: not scored; there was no opportunity for it." in lines()


def test_zero_replies_still_make_a_text() -> None:
    """Somebody who wrote nothing reads the goal and the next step, and no blame."""
    text = render_text(build_debrief(started(), SCENARIO, RUBRIC), "en")
    assert "Not reached yet: the conversation is not finished." in text
    assert "What cost most" not in text


def test_hostile_words_cannot_steer_the_terminal() -> None:
    """Escapes, direction marks, newlines and lone surrogates in a reply are made harmless."""
    events = [
        e.model_copy(update={"reply": "\x1b[2Jhi\nthere \u202eevil\ud800\x07"})
        if isinstance(e, ReplyScored)
        else e
        for e in whole_attempt()
    ]
    text = "\n".join(render_text(build_debrief(events, SCENARIO, RUBRIC), "en"))
    assert 'You: "hi there evil?"' in text
    text.encode()


def test_reasons_are_said_once() -> None:
    """A name that its reason already holds is not read out twice."""
    events = whole_attempt()
    named = [
        e.model_copy(
            update={
                "explanation": e.explanation.model_copy(
                    update={
                        "carriers": {"empathy": (0,)},
                        "findings": tuple(
                            f.model_copy(update={"why": "Names the impact: linked to newborn."})
                            for f in e.explanation.findings
                            if f.code == "E1"
                        ),
                    }
                )
            }
        )
        if isinstance(e, ReplyScored)
        else e
        for e in events
    ]
    text = render_text(build_debrief(named, SCENARIO, RUBRIC), "en")
    assert 'Counts: "Two days with a newborn" E1 Names the impact: linked to newborn.' in text


def test_words_that_did_several_things_are_quoted_once() -> None:
    """One line for one quote, with everything it counts for; below it only its beginning."""
    whole = "Two days with a newborn: I will call by 6 p.m. today."

    def twice(event: ReplyScored) -> ReplyScored:
        found = [
            f.model_copy(update={"quote": whole, "span": (0, len(whole))}) for f in event.explanation.findings
        ]
        told = {"findings": (*found, found[0].model_copy(update={"code": "A3", "dimension": "assurance"}))}
        carrying = {"carriers": {"empathy": (0,), "responsiveness": (1,)}}
        return event.model_copy(update={"explanation": event.explanation.model_copy(update=told | carrying)})

    events = [twice(e) if isinstance(e, ReplyScored) and e.turn_no == 2 else e for e in whole_attempt()]
    text = render_text(build_debrief(events, SCENARIO, RUBRIC), "en")
    counts = [line for line in text if line.startswith("Counts: ")]
    assert len(counts) == 1
    assert "E1 Names the impact" in counts[0]
    assert "R3" in counts[0]
    assert 'Also seen, not needed for the level: "Two days with a newborn: I will call by..." A3' in text


def test_what_was_found_and_lifts_nothing_is_not_called_surplus() -> None:
    """A level that stayed low although something was found says that it was not enough, and what it was."""
    text = lines_of(levels={"empathy": 1}, carriers={})
    assert 'Seen, but not enough for the next level: "Two days with a newborn" E1 Names the impact' in text
    assert 'Also seen, not needed for the level: "by 6 p.m. today" R3' in text


def lines_of(**changed: object) -> list[str]:
    """Return the text of the sample attempt whose second reply is explained otherwise."""
    events = [
        e.model_copy(update={"explanation": e.explanation.model_copy(update=changed)})
        if isinstance(e, ReplyScored) and e.turn_no == 2
        else e
        for e in whole_attempt()
    ]
    return render_text(build_debrief(events, SCENARIO, RUBRIC), "en")


def test_a_level_that_rests_on_wording_alone_quotes_the_words() -> None:
    """No level from 2 on stands without own words: the sentence that does most for it is shown, once."""

    def traced(event: ReplyScored, level: int) -> ReplyScored:
        first = event.explanation.findings[0]
        traces = tuple(
            first.model_copy(
                update={"code": "E00", "quote": quote, "strength": strength, "why": "Worded like good ones."}
            )
            for quote, strength in (("Two days", 0.3), ("I will call", 0.7))
        )
        told = {"findings": traces, "levels": {"empathy": level}, "carriers": {"empathy": (0, 1)}}
        return event.model_copy(update={"explanation": event.explanation.model_copy(update=told)})

    def counts(level: int) -> list[str]:
        events = [
            traced(e, level) if isinstance(e, ReplyScored) and e.turn_no == 2 else e for e in whole_attempt()
        ]
        text = render_text(build_debrief(events, SCENARIO, RUBRIC), "en")
        return [line for line in text if line.startswith("Counts: ")]

    assert counts(2) == ['Counts: "I will call" Worded like good ones.']
    assert counts(1) == []


def test_surplus_evidence_is_one_line() -> None:
    """What carries a level is explained; what is more than needed is listed."""
    events = [
        e.model_copy(update={"explanation": e.explanation.model_copy(update={"carriers": {"empathy": (0,)}})})
        if isinstance(e, ReplyScored)
        else e
        for e in whole_attempt()
    ]
    text = render_text(build_debrief(events, SCENARIO, RUBRIC), "en")
    assert 'Counts: "Two days with a newborn" E1 Names the impact. names the newborn' in text
    assert 'Also seen, not needed for the level: "by 6 p.m. today" R3' in text


@pytest.mark.parametrize(
    ("lang", "spoke", "shown"),
    [
        ("zh", ("又让我等？", "那今晚到底来不来。"), "“又让我等？那今晚到底来不来。”"),
        ("zh", ("我等着……", "那今晚到底来不来。"), "“我等着……那今晚到底来不来。”"),
        ("en", ("Waiting again?", "Is it tonight or not."), '"Waiting again? Is it tonight or not."'),
    ],
)
def test_two_messages_of_the_customer_stand_as_their_language_joins_them(
    lang: str, spoke: tuple[str, str], shown: str
) -> None:
    """A trigger's line and the line after it: a space between English sentences only."""
    events = whole_attempt(lang)
    at = next(i for i, event in enumerate(events) if isinstance(event, CustomerSaid))
    line = events[at]
    assert isinstance(line, CustomerSaid)
    said = [line.model_copy(update={"text": text, "kind": "trigger"}) for text in spoke]
    debrief = build_debrief([*events[:at], *said, *events[at + 1 :]], SCENARIO, RUBRIC)
    assert shown in "\n".join(render_text(debrief, lang))


def well_taken(*, second_only: bool = False) -> list[str]:
    """Return the debrief of an attempt whose second reply leaves something out and is taken well."""
    scored, *rest = second_reply()
    assert isinstance(scored, ReplyScored)
    wanting = Missing.model_validate({"code": "E1", "dimension": "empathy", "why": "", "try": "Two days."})
    levels = {"empathy": 2, "responsiveness": 4, "assurance": None}
    told = scored.explanation.model_copy(update={"missing": (wanting,), "levels": levels})
    first = [] if second_only else first_reply()
    events = [*started(), *first, scored.model_copy(update={"explanation": told}), *rest]
    return render_text(build_debrief(events, SCENARIO, RUBRIC), "en")


def test_what_was_only_missing_is_not_said_to_have_cost() -> None:
    """A reply that the customer took well stands under a heading of its own, after what cost something."""
    told = well_taken()
    cost, missing = told.index("What cost most"), told.index("What was still missing")
    replies = [line.split('"')[0] for line in told[cost:] if line[:2] in ("1.", "2.", "3.")]
    assert cost < missing
    assert told[missing + 1].startswith("3. Reply 2:")
    assert replies == ["1. Reply 1: ", "2. Reply 1: ", "3. Reply 2: "]


def test_words_that_lack_something_are_no_example_of_it() -> None:
    """What a gap misses is called missing; a fault stands behind the words that are it."""
    told = well_taken()
    cost, missing = told.index("What cost most"), told.index("What was still missing")
    assert '" Missing: E1 ' in told[missing + 1]
    assert '" X0' in told[cost + 1]
    assert "Missing" not in told[cost + 1]


def test_where_nothing_cost_anything_no_heading_says_so() -> None:
    """What could be better is told all the same."""
    told = well_taken(second_only=True)
    assert "What cost most" not in told
    assert told[told.index("What was still missing") + 1].startswith("1. Reply 2:")


def test_a_question_never_asked_cost_nothing_where_the_first_reply_was_taken_well() -> None:
    """It stands with that reply: beside one that calmed the customer it is only missing."""
    scored, change = (
        next(e for e in second_reply() if isinstance(e, k)) for k in (ReplyScored, StateChanged)
    )
    asked = Loss(code="ASK", text="Ask early: tonight")
    asked.add(NEVER_ASKED, scored.turn_no, scored.reply, "", ("G1", "Gap 1"), shown_at=0)
    worse = change.after.model_copy(update={"heat": change.before.heat + 5})
    for after, cost in ((change.after, False), (worse, True)):
        moment = Moment(turn_no=scored.turn_no, before=change.before, after=after, reasons=())
        (gap,) = gaps((asked,), (moment,), {}, {}, {}, RUBRIC, "en")
        assert gap.cost is cost
