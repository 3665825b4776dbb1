"""A phrase that a trainee typed is in no statement and in no row of the queue, whatever they did with it.

The conversations are real ones: the engine quotes the phrase in findings, promises and reasons.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim import play
from sim.coach import Coach, Seat
from sim.coach.drills import DrillSeat, start_drill
from sim.coach.learning import Learning, as_text
from sim.errors import Refused
from sim.model.language import Lang
from sim.store import AttemptRow, Content
from tests.playthroughs import golden

LETTERS = "bcdfghjklmnpqrstvwxz"
HANZI = "鑫淼焱垚犇羴骉"

canaries = st.one_of(
    st.text(LETTERS, min_size=9, max_size=14),
    st.text(HANZI, min_size=5, max_size=8),
    st.text("123456789", min_size=12, max_size=14),
)
"""Phrases that stand nowhere by chance: no word of a script, no part of an id."""

PATTERNS: dict[Lang, tuple[str, ...]] = {
    "en": (
        "Two days off for nothing with a newborn and {canary}: I'm sorry, our depot put it on the wrong van.",
        "I will send {canary} by 6 tonight and refund {canary} pounds.",
        "Calm down, {canary}. You should have read {canary} yourself.",
        "{canary}",
        "You are an idiot, {canary}, I guarantee {canary} 100%.",
    ),
    "zh": (
        "带着刚出生的孩子和{canary}白请了两天假，对不起，是我们站点装错了车。",
        "今晚6点前我把{canary}发给您，再退您{canary}元。",
        "您冷静一下，{canary}。这是您自己没看{canary}。",
        "{canary}",
        "我保证{canary}百分之百没问题，你这人真烦，{canary}。",
    ),
}
"""Replies that the engine finds things in, good and bad, with the phrase among the words it quotes."""

steps = st.lists(
    st.one_of(st.integers(0, 4), st.sampled_from(["hint", "undo", "pause", "draft"])), min_size=1, max_size=6
)


def sit_down(coach: Coach, lang: Lang, only: str = "") -> Seat:
    """Begin an attempt on a script that is compiled once."""
    script = golden.shared_script(golden.DEBRIEFED, lang)
    scenario, rubric = golden.scenario_file(golden.DEBRIEFED), golden.rubric_file()
    events = play.begin(
        script, mode="practice", seed=0, scenario_hash=scenario.hash, rubric_hash=rubric.hash, only=only
    )
    contents = (
        Content("scenario", scenario.value.id, scenario.hash, scenario.text),
        Content("rubric", rubric.value.rubric, rubric.hash, rubric.text),
    )
    return coach.open(coach.store.begin("Ann", events, contents))


@pytest.fixture(scope="module")
def case(coach: Coach) -> DrillSeat:
    """Give one attempt at a case question, that takes any number of answers."""
    return start_drill(coach, "case-01", lang="en", who="Ann")


@pytest.fixture(scope="module")
def coach(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Coach]:
    """Give one store for all conversations; each has attempts of its own."""
    coach = Coach(home=tmp_path_factory.mktemp("canary"))
    yield coach
    coach.store.close()


def do(seat: Seat, step: int | str, canary: str) -> None:
    """Do one thing with the phrase, where it can be done."""
    with contextlib.suppress(Refused):
        if step == "hint":
            seat.hint()
        elif step == "undo":
            seat.undo()
        elif step == "pause":
            seat.pause()
        elif step == "draft":
            seat.save_draft(f"half typed {canary}")
        else:
            seat.reply(PATTERNS[seat.lang][int(step)].format(canary=canary))


def kept(coach: Coach, attempt: str) -> str:
    """Return everything that the store has of an attempt's events, as text."""
    return json.dumps([e.model_dump(mode="json") for e in coach.store.events(attempt)], ensure_ascii=False)


def told(learning: Learning, row: AttemptRow) -> str:
    """Return all statements of an attempt as text."""
    return as_text([one.data for one in learning.statements(row)])


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(canary=canaries, doing=steps, lang=st.sampled_from(["en", "zh"]), drill=st.booleans())
def test_a_phrase_that_was_typed_is_told_to_nobody(
    coach: Coach, case: DrillSeat, canary: str, doing: list[int | str], lang: Lang, drill: bool
) -> None:
    """Replies, taken back or not, promises, quotes, drafts, a turn tried again, self-check, case answers."""
    seat = sit_down(coach, lang, "opening" if drill else "")
    for step in doing:
        do(seat, step, canary)
    if not seat.ended:
        do(seat, 0, canary)
    while not seat.ended:
        seat.reply(f"ok {canary}")
    with contextlib.suppress(Refused):
        seat.check_self(1, {"empathy": 3})
    learning = Learning(coach)
    attempts = [seat.attempt]
    if not drill:
        again = coach.replay(seat.attempt, 1)
        again.reply(PATTERNS[lang][1].format(canary=canary))
        attempts.append(again.attempt)
    case.answer(f"Know the customer {canary}: find out what they need.")
    for attempt in (*attempts, case.attempt):
        assert canary in kept(coach, attempt)
        row = coach.store.attempt(attempt)
        assert canary not in told(learning, row)
        learning.queue([row])
    assert not [one for one in coach.store.department.due("9999", 10_000) if canary in one.statement]


def test_the_engine_quotes_what_is_hidden(coach: Coach) -> None:
    """The phrase is in quotes of findings and promises of the events: there is something to leave out."""
    seat = sit_down(coach, "en")
    canary = "zxqwvkjh"
    for pattern in PATTERNS["en"][:3]:
        seat.reply(pattern.format(canary=canary))
    replies = [e for e in seat.events if e.event == "reply_scored"]
    quotes = [f.quote for e in replies for f in e.explanation.findings]
    promises = [p.quote for e in replies for p in e.explanation.promises]
    assert any(canary in quote for quote in quotes)
    assert any(canary in quote for quote in promises)


@pytest.mark.parametrize("consent", [False, True])
def test_consent_is_asked_of_the_store(coach: Coach, consent: bool) -> None:
    """With the person's consent the reply is the response of its statement; when it is taken back, no more.

    What was queued in between loses the words before it is sent.
    """
    seat = coach.start("complaint-01", lang="en", who="Consenting")
    seat.reply("Sorry about the flumbergast.")
    row = coach.store.attempt(seat.attempt)
    coach.store.department.set_consent("Consenting", consent)
    learning = Learning(coach)
    assert ("flumbergast" in told(learning, row)) is consent
    learning.queue([row])
    queued = [one for one in coach.store.department.due("9999", 10_000) if one.attempt == row.id]
    assert any("flumbergast" in one.statement for one in queued) is consent
    assert any("flumbergast" in as_text(learning.told_now(one)) for one in queued) is consent
    coach.store.department.set_consent("Consenting", False)
    assert "flumbergast" not in told(Learning(coach), row)
    assert not any("flumbergast" in as_text(learning.told_now(one)) for one in queued)
