"""What a debrief leaves open: doubts, the pass rule, commands; and the words it never uses."""

from __future__ import annotations

import re

import pytest
from sample_attempt import (
    RUBRIC,
    SCENARIO,
    debrief,
    ended,
    first_reply,
    good_reply,
    second_reply,
    started,
    whole_attempt,
)
from sample_scored import attempt_of, case, scored

from sim.model.events import Event
from sim.model.score import SURE, SURE_HARM, Finding
from sim.report import Debrief, build_debrief, render_text
from sim.report.debrief import ReplyReview
from tests.calibration.labelled import LANGS, rows


def levelled(*levels: int) -> list[Event]:
    """Return an attempt whose replies have these levels of empathy."""
    event = good_reply()
    replies = [
        event.model_copy(
            update={
                "turn_no": n,
                "explanation": event.explanation.model_copy(
                    update={"levels": {"empathy": level, "responsiveness": None, "assurance": None}}
                ),
            }
        )
        for n, level in enumerate(levels, 1)
    ]
    return [*started(), *replies]


def doubtful(*found: tuple[str, float, bool], attempt: str = "a1") -> ReplyReview:
    """Return the review of a reply with findings of these codes, strengths and certainties."""
    event = good_reply()
    findings = tuple(
        Finding(
            code=code, dimension="empathy" if code != "X08" else "responsiveness", span=(n, n + 3),
            quote=event.reply[n : n + 3], rule="wording:x", strength=strength, certain=certain,
        )
        for n, (code, strength, certain) in enumerate(found)
    )  # fmt: skip
    said = event.explanation.model_copy(
        update={"findings": findings, "carriers": {}, "levels": {"empathy": 2, "responsiveness": 2}}
    )
    told = debrief([*started(), event.model_copy(update={"explanation": said})], attempt=attempt)
    return told.replies[0]


@pytest.mark.parametrize(
    ("code", "strength", "certain", "named"),
    [
        ("E1", SURE + 0.08, False, True),
        ("E1", SURE - 0.08, False, True),
        ("E1", SURE + 0.09, False, False),
        ("E1", SURE - 0.09, False, False),
        ("X08", SURE_HARM - 0.05, False, True),
        ("X08", SURE_HARM + 0.05, False, True),
        ("X08", SURE, False, False),
        ("X08", SURE_HARM, True, False),
        ("R0", SURE, False, False),
    ],
)
def test_doubt_is_said_near_the_line(code: str, strength: float, certain: bool, named: bool) -> None:
    """Within eight hundredths of the line where a code is spoken of, unless a check proved it."""
    review = doubtful((code, round(strength, 3), certain))
    assert [u.code for u in review.unsure] == ([code] if named else [])


def test_at_most_two_doubts_a_reply_nearest_first() -> None:
    """The two places nearest to the line, in the order of the reply."""
    review = doubtful(("E1", 0.41, False), ("R3", 0.36, False), ("A3", 0.35, False))
    assert [u.code for u in review.unsure] == ["R3", "A3"]


def test_code_that_is_found_beyond_doubt_is_not_doubted() -> None:
    """Nothing hangs on a faint second place."""
    assert doubtful(("E1", 0.36, False), ("E1", 0.8, False)).unsure == ()


def test_doubt_comes_with_the_command_that_contests_it() -> None:
    """With the id of the attempt the command can be typed as it stands; without one there is none."""
    command = 'servicesim appeals add a1 --reply 2 --mark E1 --because "..."'
    assert [u.command for u in doubtful(("E1", 0.36, False)).unsure] == [command]
    assert [u.command for u in doubtful(("E1", 0.36, False), attempt="").unsure] == [""]


def test_doubt_is_told_in_the_reply_it_is_about() -> None:
    """One sentence for each, then the command."""
    event = good_reply()
    faint = event.explanation.findings[0].model_copy(update={"strength": 0.36})
    said = event.explanation.model_copy(
        update={"findings": (faint,), "levels": {"empathy": 2}, "carriers": {"empathy": (0,)}}
    )
    told = debrief([*started(), event.model_copy(update={"explanation": said})], attempt="a1")
    text = render_text(told, "en")
    at = text.index(
        'Not sure this counts: "Two days with a newborn" (E1 Names the impact). You can contest it.'
    )
    assert text.index("Reply 2") < at
    assert text[at + 1].startswith("Contest it: servicesim appeals add a1 --reply 2 --mark E1")


def test_rubric_without_an_appeal_offers_none() -> None:
    """Nobody is told to contest what cannot be contested."""
    closed = RUBRIC.model_copy(update={"appeal": False})
    text = "\n".join(render_text(build_debrief(whole_attempt(), SCENARIO, closed, attempt="a1"), "en"))
    assert "contest" not in text.lower()


@pytest.mark.parametrize(
    ("levels", "standing"),
    [
        ((4, 4), "unsaid"),
        ((4, 4, 4), "above"),
        ((3, 3, 3), "below"),
        ((4, 3, 3), "borderline"),
        ((4, 4, 2), "borderline"),
        ((1, 2, 1, 2), "below"),
    ],
)
def test_standing_to_the_pass_line(levels: tuple[int, ...], standing: str) -> None:
    """Within one standard error of the mean it is borderline; below three replies nothing is said."""
    note = debrief(levelled(*levels)).process[0]
    assert note.standing == standing
    assert (note.error is None) == (len(levels) < 3)


def test_notes_say_the_rule_and_no_verdict() -> None:
    """Every category by itself, strictly above the line; where each stands; how many are wanting."""
    text = render_text(debrief(levelled(4, 4, 2), played=2), "en")
    assert "Every section by itself must be above 80 of 100; none is averaged away by another." in text
    assert (
        "Beside that line, this session: Empathy borderline, too close to be sure; "
        "Responsiveness too few scored replies to say; Assurance too few scored replies to say. "
        "This is no verdict." in text
    )
    assert "A verdict needs 5 scenarios, 3 more than are played; one session gives none." in text


@pytest.mark.parametrize(("played", "said"), [(0, "5 scenarios; one"), (5, "and 5 are"), (7, "and 7 are")])
def test_scenarios_wanting_are_never_less_than_none(played: int, said: str) -> None:
    """With enough played, or not knowing how many, no number is made up."""
    assert said in "\n".join(render_text(debrief(whole_attempt(), played=played), "en"))


def test_kind_of_labels_stands_in_the_notes() -> None:
    """Reference labels are not human ratings."""
    told = debrief(whole_attempt())
    assert told.versions.labels == "reference"
    assert (
        "The engine was compared with reference labels, not with human ratings; see docs/scoring.md."
        in render_text(told, "en")
    )


def test_next_goal_is_practised_from_its_turn() -> None:
    """With an id the turn can be tried again; without one, or in an exam, the scenario is played anew."""
    assert debrief(whole_attempt(), attempt="a1").next_goal.command == "servicesim replay a1 --from 1"
    assert debrief(whole_attempt()).next_goal.command == "servicesim run complaint-99 --new"
    exam = debrief(whole_attempt(mode="exam"), attempt="a1")
    assert exam.next_goal.command == "servicesim run complaint-99 --new"
    assert debrief(started(), attempt="a1").next_goal.command == "servicesim run complaint-99 --new"


PERSON = re.compile(
    r"(?<!what )\byou are\b|\byou're (?:a|an|not|very|so)\b"
    r"|\b(?:great|good|nice|excellent|well) (?:job|work|done)\b|\bbravo\b|\bperfect\b"
    r"|\brank(?:ed|ing|s)?\b|\bpercentile\b|\bbetter than (?:most|other|\d)|\bgrade [a-f]\b"
    r"|真棒|太棒|好样的|你真|你很|你不够|你是个|优秀学员|排名|名次|超过了?\d+%|击败",
    re.IGNORECASE,
)
"""Grades of a person, praise without a quote, comparison with others."""


def own_lines(told: Debrief, lang: str) -> str:
    """Return the text of a debrief without what people wrote: replies, messages, lines of the case."""
    text = "\n".join(render_text(told, lang))
    return re.sub(r"\"[^\"\n]*\"|“[^”\n]*”", "", text)


@pytest.mark.parametrize("lang", LANGS)
def test_debrief_never_judges_the_person(lang: str) -> None:
    """No grade of a person, no praise without a quote, no rank: in sample attempts, good and bad."""
    for events in (
        started(lang),
        [*started(lang), *first_reply(lang=lang)],
        [*started(lang), *second_reply(lang=lang)],
        whole_attempt(lang),
        whole_attempt(lang, kind="red_line", red_lines=("X16",)),
        [*started(lang), *first_reply(lang=lang), *ended(6, kind="left", perceived=5, gap5=-55)],
    ):
        assert not PERSON.search(own_lines(debrief(events, attempt="a1", played=3), lang))


@pytest.mark.parametrize("lang", LANGS)
def test_debrief_of_rated_replies_never_judges_the_person(lang: str) -> None:
    """The same over replies that the engine scored, of every level."""
    for row in [r for r in rows("replies.jsonl") if r["lang"] == lang and r["scenario"] == "complaint-01"]:
        reply = scored(row["reply"], lang, 1, row["turn"], "complaint-01")
        told = build_debrief(attempt_of([reply], lang, "complaint-01"), *case("complaint-01"))
        assert not PERSON.search(own_lines(told, lang)), row["id"]


def test_praise_has_a_quote() -> None:
    """What went well is said of own words, each time."""
    told = debrief(whole_attempt())
    assert told.strengths
    assert all(s.quote.strip() for s in told.strengths)
