"""Upheld rulings as cases: scored again exactly as they were, and named when engine or rubric break them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sim.coach import Coach, Seat
from sim.coach.appeals import Appeals, case_scorer
from sim.errors import NotFound, Usage
from sim.model.events import ReplyScored
from sim.model.language import LANGS, Lang
from sim.model.score import DIMENSIONS, Explanation
from sim.validity.ratings import Rated
from sim.validity.rulings import BY_PEOPLE, Case, check, merged, rulings_in, unfit

REPLIES: dict[Lang, tuple[str, ...]] = {
    "en": (
        "Two days off for nothing with a newborn and no fridge: I'm sorry, our depot put it on the wrong "
        "van. I've put 8841 on tomorrow 8-12; the depot manager confirms by 6 and I'll message you.",
        "Please calm down. What was your order number again?",
        "Our depot put the wrong label on it, and nobody changed it. There is a new one on it since noon.",
    ),
    "zh": (
        "带着刚出生的孩子白请了两天假，换谁都会生气，对不起，是我们站点装错了车。8841我已排到明天8–12点，"
        "今晚6点前站长向我确认，不管结果如何我都给您消息。",
        "您先冷静一下。请问您的订单号是多少？",
        "是我们站点贴错了标签，一直没人改，今天中午已经换了新的。",
    ),
}
"""A conversation in which facts are told, something known is asked for again, and heat moves."""


def play(coach: Coach, lang: Lang = "en") -> Seat:
    """Play the conversation."""
    seat = coach.start("complaint-01", lang=lang)
    for reply in REPLIES[lang]:
        seat.reply(reply)
    return seat


def case(**changes: Any) -> Case:
    """Return a case about a reply that is not scored here."""
    plain = {
        "id": "a1.1",
        "scenario": "complaint-01",
        "turn": "opening",
        "lang": "en",
        "reply": "Sorry.",
        "context": {"turn": "opening", "gives": ["emotion"]},
        "rubric": "service",
        "mark": "empathy",
        "was": 1,
        "ruled": 3,
        "because": "specific",
    }
    return Case.model_validate({**plain, **changes})


def says(level: int | None = 3) -> Explanation:
    """Return an explanation of that level in empathy, in which no code is found."""
    return Explanation(lang="en", levels={"empathy": level})


def line(one: Case) -> str:
    """Return a case as a line of a file."""
    return json.dumps(one.as_plain(), ensure_ascii=False)


@pytest.mark.parametrize("lang", LANGS)
def test_a_case_is_scored_again_exactly_as_it_was(coach: Coach, lang: Lang) -> None:
    """Read back from its line, its reply gets the very explanation that was stored."""
    seat = play(coach, lang)
    appeals = Appeals(coach)
    scored = [e for e in seat.events if isinstance(e, ReplyScored)]
    for event in scored:
        dimension = next(d for d in DIMENSIONS if event.explanation.levels[d] is not None)
        made = appeals.add(seat.attempt, event.turn_no, dimension, "because")
        level = (event.explanation.levels[dimension] or 0) + 1
        appeals.rule(made.id, "upheld", "because", level=level % 5)
    cases, bad = appeals.cases()
    score = case_scorer(coach.library, "en")
    again = [score(Case.model_validate_json(line(one))) for one in cases]
    assert bad == {}
    assert again == [event.explanation for event in scored]
    context = cases[2].context
    assert context.told
    assert context.given == ("order_number",)
    assert context.heat not in (50, seat.scenario.customer.heat)
    assert context.own == REPLIES[lang][:2]
    said = tuple(one["text"] for one in cases[2].history if one["who"] == "customer")
    assert context.customer == (*said, context.customer[-1])


def test_a_kept_ruling_is_counted_and_a_broken_one_named() -> None:
    """A dimension is kept at the ruled level alone; the report says what was, what was ruled, what is."""
    lines = [line(case()), "", line(case(id="a1.2", ruled=2))]
    found = check(lines, lambda _case: says(3), "en")
    assert found.kept == 1
    assert [(one.case.id, one.case.was, one.case.ruled, one.now) for one in found.broken] == [
        ("a1.2", 1, 2, 3)
    ]
    assert found.bad == ()
    assert check([line(case())], lambda _case: says(None), "en").broken[0].now is None


def test_an_upheld_code_is_the_opposite_of_what_was_said(coach: Coach) -> None:
    """What was found should not be found, what was not found should be: the present engine breaks both."""
    seat = play(coach)
    appeals = Appeals(coach)
    said = next(e for e in seat.events if isinstance(e, ReplyScored) and e.turn_no == 2).explanation
    assert "X01" in said.codes()
    assert "E2" not in said.codes()
    for mark in ("x01", "E2"):
        appeals.rule(appeals.add(seat.attempt, 2, mark, "why").id, "upheld", "because")
    cases, _bad = appeals.cases()
    assert [(one.mark, one.was, one.ruled) for one in cases] == [
        ("X01", "found", "missing"),
        ("E2", "missing", "found"),
    ]
    checked = check(map(line, cases), case_scorer(coach.library, "en"), "en")
    assert [one.now for one in checked.broken] == ["found", "missing"]


def test_rejected_and_open_appeals_are_no_cases(coach: Coach) -> None:
    """Nor is one that was upheld first and rejected later."""
    seat = play(coach)
    appeals = Appeals(coach)
    first = appeals.add(seat.attempt, 1, "E2", "why")
    appeals.add(seat.attempt, 2, "E2", "why")
    appeals.rule(first.id, "upheld", "because")
    assert [one.id for one in appeals.cases()[0]] == [f"{seat.attempt}.{first.id}"]
    appeals.rule(first.id, "rejected", "read again")
    assert appeals.cases() == ([], {})


def test_an_appeal_stays_with_the_reply_that_was_taken_back(coach: Coach) -> None:
    """The reply given in its place has the same number; evidence and case are still those of the first."""
    seat = coach.start("complaint-01", lang="en")
    seat.reply("Please calm down.")
    appeals = Appeals(coach)
    made = appeals.add(seat.attempt, 1, "X01", "why")
    seat.undo()
    seat.reply(REPLIES["en"][0])
    assert appeals.view(made.id).review.words == "Please calm down."
    appeals.rule(made.id, "upheld", "because")
    assert [one.reply for one in appeals.cases()[0]] == ["Please calm down."]
    with pytest.raises(Usage, match="X01 was not found"):
        appeals.add(seat.attempt, 1, "X01", "why")


BAD = {
    "no JSON": "{no",
    "no object": "[1]",
    "too deep": "[" * 100_000,
    "too long": line(case(reply="x" * 1_000_001)),
    "no context": line(case()).replace('"context"', '"text"'),
    "unknown language": line(case()).replace('"en"', '"fr"'),
    "a level for a code": line(case()).replace('"empathy"', '"E1"'),
    "a word for a level": line(case()).replace('"ruled": 3', '"ruled": "found"'),
    "level 5": line(case()).replace('"ruled": 3', '"ruled": 5'),
    "unknown scenario": line(case(scenario="unknown")),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_line_is_named_and_stops_nothing(name: str) -> None:
    """Its number and what is wrong with it are kept; the lines around it are checked."""

    def score(one: Case) -> Explanation:
        if one.scenario == "unknown":
            raise NotFound("scenario", one.scenario)
        return says()

    found = check([line(case()), BAD[name], line(case())], score, "en")
    assert found.kept == 2
    assert [one.line for one in found.bad] == [2]
    assert found.bad[0].reason


def test_a_reason_names_the_field_and_what_stood_in_it() -> None:
    """What is missing, what does not fit, and what is no case at all are told apart."""
    lines = [BAD[name] for name in ("no context", "unknown language", "level 5", "no object", "no JSON")]
    reasons = [one.reason for one in check(lines, lambda _case: says(), "en").bad]
    assert reasons == [
        "'context' is missing",
        "'lang' cannot be \"fr\"",
        "'ruled' is a level from 0 to 4 for a dimension, 'found' or 'missing' for a code",
        "this is no JSON object",
        "this is no JSON object",
    ]


GONE = {
    "turn.gone": {"turn": "gone"},
    "turn.left": {"context": {"turn": "left", "gives": ["emotion"]}},
    "issue.gone": {"context": {"turn": "opening", "gives": ["emotion"], "raises": ["gone"]}},
    "impact.gone": {"context": {"turn": "opening", "gives": ["emotion"], "impacts": ["gone"]}},
}


@pytest.mark.parametrize("ref", GONE)
def test_a_case_whose_scenario_has_changed_is_named_and_stops_nothing(coach: Coach, ref: str) -> None:
    """What it rests on and the scenario has lost is named; the cases after it are scored."""
    lines = [line(case(id="a1.9", **GONE[ref])), line(case())]
    found = check(lines, case_scorer(coach.library, "en"), "en")
    assert found.kept + len(found.broken) == 1
    (bad,) = found.bad
    assert bad.line == 1
    assert bad.reason == f"a1.9 cannot be scored again: complaint-01 no longer has {ref}"


def test_a_case_that_its_scenario_still_fits_can_be_scored(coach: Coach) -> None:
    """What was told earlier may be gone: no check looks it up again."""
    scenario = coach.library.scenario("complaint-01").value
    told = {"turn": "opening", "gives": ["emotion"], "told": ["offer.gone"], "given": ["gone"]}
    assert unfit(case(context=told), scenario, "en") == ""


@pytest.mark.parametrize("mark", BY_PEOPLE)
def test_what_hangs_on_the_whole_attempt_is_counted_and_not_scored(mark: str) -> None:
    """People ruled it; a reply scored again says nothing of it."""

    def score(_case: Case) -> Explanation:
        raise AssertionError("scored")

    found = check([line(case(mark=mark, was="found", ruled="missing"))], score, "en")
    assert (found.kept, found.people, found.broken, found.bad) == (0, 1, (), ())


def test_a_level_is_a_rating_that_validate_reads() -> None:
    """Of one dimension, rated by people; a code gives none."""
    rated = Rated.model_validate(case().rating())
    assert (rated.levels, rated.labels, rated.reply) == ({"empathy": 3}, "human", "Sorry.")
    assert case(mark="E1", was="missing", ruled="found").rating() is None


def test_a_file_keeps_what_is_not_ours() -> None:
    """Our ids are replaced or dropped; every other line stays as it is, even when it is no JSON."""
    lines = ['{"id": "a1.1"}\n', '{"id":  "b2.1"}\n', "\n", "# by hand\n", '{"id": "a1.2"}\n', '{"id": 7}']
    found = merged(lines, ['{"id": "a1.1", "new": 1}'], frozenset({"a1.1", "a1.2"}))
    assert found == ['{"id":  "b2.1"}', "# by hand", '{"id": 7}', '{"id": "a1.1", "new": 1}']


def test_a_pack_may_hold_rulings(tmp_path: Path) -> None:
    """They lie in its folder under one name; a folder without the file holds none."""
    assert rulings_in(tmp_path) is None
    assert rulings_in(tmp_path / "none") is None
    (tmp_path / "rulings.jsonl").touch()
    assert rulings_in(tmp_path) == tmp_path / "rulings.jsonl"
