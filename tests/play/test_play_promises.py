"""A promise taken back openly stands no more: it does not break, is not counted on, and can be made again."""

from __future__ import annotations

import pytest
from play_small import after, back, changed, heard, ledger, promise, scenario, script, turn

from sim import play
from sim.model.events import CustomerSaid, Event, PromiseRecorded, ReplyScored, Session, Started
from sim.model.language import LANGS, Lang
from sim.model.scenario import Scenario
from sim.workshop.simulate.remembering import RememberingEngine
from tests.playthroughs.golden import from_bytes, opening, shared_script, to_bytes

WAGES = promise("forbidden.wages", "over")
PROMISES = heard(2, 2, 0, promises=(WAGES,))
TAKES_BACK = heard(2, 2, 2, taken_back=(back(WAGES),))
FINE = heard(3, 3, 3)


def text() -> Scenario:
    """Return a scenario whose third message finds a promise broken, and whose second waits for none."""
    return scenario(
        turn("first", "second"),
        turn("second", ({"promised": ["wages"]}, "third"), "fourth"),
        turn("third", "fourth", breaks=["wages"]),
        turn("fourth", "resolved", breaks=["wages"]),
        heat=40,
        trust=90,
    )


def codes(events: tuple[Event, ...]) -> set[str]:
    """Return the codes that a change of state gives as its reasons."""
    return {r.code for r in changed(events).reasons}


def test_a_promise_taken_back_never_breaks() -> None:
    """Neither the branch of those who promised is taken, nor does the promise break where it would have."""
    made = script(text(), a=PROMISES, b=TAKES_BACK, c=FINE)
    session, events = after(made, "a", "b")
    assert ledger(events) == [("forbidden.wages", "taken_back")]
    assert session.turn == "fourth"
    assert not session.promises
    assert not session.broken
    assert "BROKEN" not in codes(events)
    entry = next(e for e in events if isinstance(e, PromiseRecorded))
    assert (entry.turn_no, entry.words) == (2, "I was wrong")


def test_a_promise_dropped_silently_breaks() -> None:
    """Nothing said of it: the customer goes where a promise leads, and finds it broken."""
    session, events = after(script(text(), a=PROMISES, b=FINE), "a", "b")
    assert session.turn == "third"
    assert session.broken == ("wages",)
    assert "BROKEN" in codes(events)


def test_a_promise_made_again_breaks_after_all() -> None:
    """What was taken back and promised once more stands once more."""
    made = script(text(), a=PROMISES, b=TAKES_BACK, c=PROMISES)
    _, events = after(made, "a", "b", "c")
    assert ledger(events) == [("forbidden.wages", "made")]
    worse = heard(2, 2, 0, promises=(WAGES.model_copy(update={"by": "today"}),), taken_back=(back(WAGES),))
    session, events = after(script(text(), a=PROMISES, b=worse), "a", "b")
    assert ledger(events) == [
        ("forbidden.wages", "taken_back"), ("forbidden.wages", "made"), ("forbidden.wages", "broken"),
    ]  # fmt: skip
    assert session.broken == ("wages",)


def test_a_reply_that_takes_back_its_own_promise_leaves_none() -> None:
    """It stands in the ledger as made and as taken back; one that is only told again stands nowhere."""
    own = heard(2, 2, 0, promises=(WAGES,), taken_back=(back(WAGES),))
    session, events = after(script(text(), a=own), "a")
    assert ledger(events) == [("forbidden.wages", "made"), ("forbidden.wages", "taken_back")]
    assert not session.promises
    inside = back(WAGES).model_copy(update={"span": (0, 9)})
    told = heard(2, 2, 0, promises=(WAGES,), taken_back=(inside,))
    session, events = after(script(text(), a=told), "a")
    assert ledger(events) == []
    assert not session.promises


def test_a_broken_promise_cannot_be_taken_back() -> None:
    """Once the customer knows, the record stays: scoring is given only what is still open."""
    made = script(text(), a=PROMISES, b=FINE)
    session, _ = after(made, "a")
    assert made.context(session).promises == (WAGES,)
    session, _ = after(made, "a", "b")
    assert session.promises == (WAGES,)
    assert made.context(session).promises == ()


def test_an_attempt_begun_before_goes_on_as_it_began() -> None:
    """An attempt of an earlier version keeps its ledger, and its events keep their bytes."""
    made = script(text(), a=PROMISES, b=TAKES_BACK)
    begun = play.begin(made, mode="practice", seed=0, scenario_hash="s", rubric_hash="r")
    old = (begun[0].model_copy(update={"corrects": False}), *begun[1:])
    assert isinstance(old[0], Started)
    assert "corrects" not in old[0].model_dump_json()
    assert from_bytes(to_bytes(old)) == old
    session = play.fold(made, old)
    for reply in ("a", "b"):
        assert made.context(session).promises == ()
        session, events = play.step(made, session, reply)
    assert session.turn == "third"
    assert session.broken == ("wages",)
    for event in events:
        if isinstance(event, PromiseRecorded):
            assert "words" not in event.model_dump_json()
        if isinstance(event, ReplyScored):
            plain = event.explanation.model_copy(update={"taken_back": ()})
            assert "taken_back" not in plain.model_dump_json()


PROMISED: dict[Lang, str] = {
    "en": "I'm sorry, two days at home for nothing with a newborn. The fridge comes tomorrow, 8 to 12, "
    "and I'll pay your wages for both days you lost.",
    "zh": "带着新生儿白等两天，真对不起。冰箱明天8点到12点送到，两天的误工费我赔给您。",
}
CAUSE: dict[Lang, str] = {
    "en": "The label at our depot was wrong, so it went on the wrong van, twice. That was our fault, not the "
    "driver's. A new label is on since this afternoon.",
    "zh": "是我们站点的标签贴错了，两次都装错了车，责任在我们，不怪司机。今天下午已经换了新标签。",
}
CORRECTION: dict[Lang, str] = {
    "en": "I have to correct something: I told you I'd pay your wages, and that was wrong. I can't pay "
    "wages, nobody here may approve it. I'm sorry I said it. ",
    "zh": "有一句话我得更正：我之前答应赔您误工费，是我说错了，误工费没法赔，我们这边谁都没权限批，对不起。",
}


def conversation(lang: Lang, *replies: str) -> tuple[Session, tuple[Event, ...]]:
    """Return a conversation of complaint-01 with the engine itself, and all its events."""
    made = shared_script("complaint-01", lang)
    events = opening(made)
    session = play.fold(made, events)
    for reply in replies:
        session, more = play.step(made, session, reply)
        events = (*events, *more)
    assert play.fold(made, from_bytes(to_bytes(events))) == session
    return session, events


@pytest.mark.parametrize("lang", LANGS)
def test_the_customer_does_not_complain_of_a_promise_that_was_taken_back(lang: Lang) -> None:
    """Who lets the wages stand is found out one message later; who corrects them is asked about the money."""
    silent, events = conversation(lang, PROMISED[lang], CAUSE[lang])
    assert silent.turn == "promise_broken"
    assert silent.broken == ("wages",)
    broken = changed(events[::-1])
    assert {r.code for r in broken.reasons} >= {"BROKEN"}

    honest, events = conversation(lang, PROMISED[lang], CORRECTION[lang] + CAUSE[lang])
    assert honest.turn == "pressing"
    assert not honest.broken
    assert honest.state.heat < silent.state.heat - 20
    assert honest.state.trust > silent.state.trust + 20
    assert not any(e.turn.startswith("promise_") for e in events if isinstance(e, CustomerSaid))
    gone = [e for e in events if isinstance(e, PromiseRecorded) and e.status == "taken_back"]
    assert "forbidden.wages" in {e.promise.ref for e in gone}
    assert all(e.words in CORRECTION[lang] for e in gone)
    assert "A11" in honest.codes


@pytest.mark.parametrize("lang", LANGS)
def test_a_simulation_remembers_what_was_taken_back(lang: Lang) -> None:
    """The engine that scores a reply once tells a ledger in which the promise stands from one without."""
    made = shared_script("complaint-01", lang)
    session, _ = conversation(lang, PROMISED[lang])
    context = made.context(session)
    engine = RememberingEngine(made.scenario, made.rubric, lang)
    bare = context.model_copy(update={"promises": ()})
    for _ in range(2):
        assert not [t for t in engine.score(CORRECTION[lang], bare).taken_back if not t.told_again]
        found = engine.score(CORRECTION[lang], context).taken_back
        assert found == made.engine.score(CORRECTION[lang], context).taken_back != ()


def test_what_was_said_wrong_is_to_be_owned_up_to_until_it_is() -> None:
    """Scoring knows of a promise that was never the trainee's to give, and of its open correction."""
    ready = shared_script("complaint-01", "en")
    events = list(opening(ready))
    session = play.fold(ready, events)
    told = [ready.context(session).erred]
    for reply in (
        "I'm sorry you lost two days. I'll pay your wages for both days.",
        "I told you we'd pay your wages. I was wrong, and I'm sorry; nobody here may approve that.",
    ):
        session, _events = play.step(ready, session, reply)
        told.append(ready.context(session).erred)
    assert told == [False, True, False]
