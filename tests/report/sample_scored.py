"""Owns replies scored by the real engine, and small attempts around them, for tests of the debrief."""

from __future__ import annotations

from functools import cache

from sample_attempt import ended, started
from sample_case import RUBRIC, SCENARIO

from sim.content import Library
from sim.model.events import Ended, Event, ReplyScored, Started, State, StateChanged
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import Explanation, Missing
from sim.report import Debrief, build_debrief
from sim.report.debrief import LevelNote
from tests.calibration.labelled import context, engine


@cache
def case(scenario: str) -> tuple[Scenario, Rubric]:
    """Return a shipped scenario and the default rubric."""
    library = Library()
    return library.scenario(scenario).value, library.rubric("service").value


def scored(reply: str, lang: Lang, number: int, turn: str, scenario: str) -> ReplyScored:
    """Return a reply as the engine scores it in a turn of a scenario."""
    said = engine(scenario, lang).score(reply, context(scenario, turn, lang))
    return ReplyScored(
        seq=number + 1,
        turn=turn,
        turn_no=number,
        reply=reply,
        explanation=said,
        quality=2.0,
        key_points=said.key_points,
    )


def attempt_of(replies: list[ReplyScored], lang: Lang, scenario: str, *, over: bool = True) -> list[Event]:
    """Return the events of an attempt with these replies, ended or not."""
    state = State(heat=70, trust=40, patience=60)
    begun = Started(
        seq=1,
        scenario=scenario,
        scenario_hash="a" * 12,
        rubric="service",
        rubric_hash="b" * 12,
        engine="base-4",
        lang=lang,
        mode="practice",
        seed=0,
        state=state,
    )
    end = Ended(
        seq=99,
        ending="",
        kind="unresolved",
        perceived=40,
        expected=60,
        desired=80,
        gap5=-20,
        stay_intent=40,
        levels={},
    )
    return [begun, *replies, *([end] if over else [])]


def told(
    *replies: str, lang: Lang, turn: str = "opening", scenario: str = "complaint-01", over: bool = True
) -> Debrief:
    """Return the debrief of replies that the engine scores, all of them to the same turn."""
    events = [scored(r, lang, n, turn, scenario) for n, r in enumerate(replies, 1)]
    return build_debrief(attempt_of(events, lang, scenario, over=over), *case(scenario))


def note(debrief: Debrief, dimension: str, number: int = 1) -> LevelNote:
    """Return what a debrief says of one dimension of one reply."""
    return next(n for n in debrief.replies[number - 1].levels if n.dimension == dimension)


def with_missing(code: str, lang: Lang, *, company_gap: bool, met: tuple[str, ...]) -> Debrief:
    """Return the debrief of one reply to the small case that lacks one indicator and states some facts.

    Its own exemplar is no part of it: the levels, the facts and what is missing are given.
    """
    dimension = {"E": "empathy", "R": "responsiveness", "A": "assurance"}[code[0]]
    said = Explanation.model_validate(
        {
            "lang": lang,
            "levels": {"empathy": None, "responsiveness": None, "assurance": None} | {dimension: 2},
            "missing": (Missing.model_validate({"code": code, "dimension": dimension, "why": "w"}),),
            "met": met,
        }
    )
    reply = ReplyScored(seq=3, turn="opening", turn_no=1, reply="Words.", explanation=said, quality=2.0)
    scenario = SCENARIO.model_copy(update={"company_gap": company_gap, "find_out": ()})
    return build_debrief([*started(lang), reply, *ended(5)], scenario, RUBRIC)


def moved(number: int, before: tuple[float, float, float], after: tuple[float, float, float]) -> StateChanged:
    """Return a change of state around a reply: heat, trust, patience."""
    names = ("heat", "trust", "patience")
    return StateChanged(
        seq=50 + number,
        turn_no=number,
        before=State(**dict(zip(names, before, strict=True))),
        after=State(**dict(zip(names, after, strict=True))),
        reasons=(),
    )
