"""Owns hand-written events of one small attempt, so that no engine is needed to read them."""

from __future__ import annotations

from typing import Any

from sample_case import RUBRIC, SCENARIO

from sim.model.events import (
    CustomerSaid,
    Ended,
    Event,
    PromiseRecorded,
    Reason,
    ReplyScored,
    Started,
    State,
    StateChanged,
)
from sim.model.score import Cap, Explanation, Finding, Missing, Promise
from sim.report import Debrief, build_debrief

START = State(heat=75, trust=40, patience=70)
REPLIES = ("Calm down, we will look into it soon.", "Two days with a newborn: I will call by 6 p.m. today.")


def started(lang: str = "en", mode: str = "practice") -> list[Event]:
    """Return the events that open an attempt."""
    return [
        Started.model_validate(
            {
                "seq": 1,
                "scenario": "complaint-99",
                "scenario_hash": "aaaaaaaa1111",
                "rubric": "service",
                "rubric_hash": "bbbbbbbb2222",
                "engine": "base-1",
                "lang": lang,
                "mode": mode,
                "seed": 0,
                "state": START,
            }
        ),
        CustomerSaid(
            seq=2,
            turn="opening",
            turn_no=0,
            speaker=SCENARIO.customer.name.get("zh" if lang == "zh" else "en"),
            text="Where is it?",
        ),
    ]


def quote(text: str, words: str) -> dict[str, Any]:
    """Return the span and the quote of `words` in a reply."""
    start = text.index(words)
    return {"span": (start, start + len(words)), "quote": words}


def poor_reply(seq: int = 3, lang: str = "en") -> ReplyScored:
    """Return a poor reply as it was scored: told to calm down, a vague time."""
    text = REPLIES[0]
    explanation = Explanation.model_validate(
        {
            "lang": lang,
            "levels": {"empathy": 0, "responsiveness": 1, "assurance": None},
            "findings": (
                Finding(
                    code="X01",
                    dimension="empathy",
                    rule="phrase:calm down",
                    why="it orders the feeling away",
                    **quote(text, "Calm down"),
                ),
                Finding(
                    code="X08",
                    dimension="responsiveness",
                    rule="phrase:soon",
                    why="no time",
                    **quote(text, "soon"),
                ),
            ),
            "caps": (
                Cap(code="X01", dimension="empathy", limit=0, why="said once"),
                Cap(code="X08", dimension="responsiveness", limit=2, why="no time follows"),
            ),
            "missing": (
                Missing.model_validate(
                    {
                        "code": "R3",
                        "dimension": "responsiveness",
                        "why": "no time was given",
                        "try": "By 6 p.m. today.",
                    }
                ),
            ),
        }
    )
    return ReplyScored(seq=seq, turn="opening", turn_no=1, reply=text, explanation=explanation, quality=0.5)


def first_reply(seq: int = 3, lang: str = "en") -> list[Event]:
    """Return a poor reply and what came of it: heat goes up."""
    after = State(heat=88, trust=36, patience=58)
    return [
        poor_reply(seq, lang),
        StateChanged(
            seq=seq + 1,
            turn_no=1,
            before=START,
            after=after,
            reasons=(
                Reason(variable="heat", delta=10, code="X01", words="please calm down"),
                Reason(variable="heat", delta=3, code="X08", words="no time given"),
                Reason(variable="trust", delta=-4, code="X01", words="please calm down"),
            ),
        ),
        CustomerSaid(seq=seq + 2, turn="opening", turn_no=1, speaker="Ms Hale", text="When exactly?"),
    ]


def good_reply(seq: int = 6, lang: str = "en") -> ReplyScored:
    """Return a good reply as it was scored: names the impact, gives a time."""
    text = REPLIES[1]
    explanation = Explanation.model_validate(
        {
            "lang": lang,
            "levels": {"empathy": 4, "responsiveness": 4, "assurance": None},
            "findings": (
                Finding(
                    code="E1",
                    dimension="empathy",
                    rule="fact:impact.baby",
                    link="impact.baby",
                    points=2,
                    why="names the newborn",
                    **quote(text, "Two days with a newborn"),
                ),
                Finding(
                    code="R3",
                    dimension="responsiveness",
                    rule="check:time",
                    points=2,
                    why="a time",
                    **quote(text, "by 6 p.m. today"),
                ),
            ),
            "carriers": {"empathy": (0,), "responsiveness": (1,)},
            "asked": ("ask.tonight",),
        }
    )
    return ReplyScored(
        seq=seq,
        turn="opening",
        turn_no=2,
        reply=text,
        explanation=explanation,
        quality=4,
        key_points=("slot",),
    )


def second_reply(seq: int = 6, lang: str = "en") -> list[Event]:
    """Return a good reply and what came of it: a promise, and heat goes down."""
    text = REPLIES[1]
    before, after = (
        State(heat=88, trust=36, patience=58),
        State(heat=60, trust=50, patience=59, resolution=70),
    )
    promise = Promise(
        what="call", who="I", by="6 p.m. today", standing="within", **quote(text, "I will call")
    )
    return [
        good_reply(seq, lang),
        PromiseRecorded(seq=seq + 1, turn_no=2, promise=promise),
        StateChanged(
            seq=seq + 2,
            turn_no=2,
            before=before,
            after=after,
            reasons=(Reason(variable="heat", delta=-28, code="E1", words="named the newborn"),),
        ),
        CustomerSaid(seq=seq + 3, turn="opening", turn_no=2, speaker="Ms Hale", text="Fine."),
    ]


def ended(seq: int = 10, **changed: Any) -> list[Event]:
    """Return the end of the attempt; keywords replace its fields."""
    fields: dict[str, Any] = {
        "seq": seq,
        "ending": "good",
        "kind": "resolved",
        "perceived": 66.5,
        "expected": 60,
        "desired": 80,
        "gap5": 6.5,
        "stay_intent": 50.0,
        "levels": {"empathy": 50.0, "responsiveness": 62.5, "assurance": None},
    }
    return [Ended.model_validate(fields | changed)]


def whole_attempt(lang: str = "en", mode: str = "practice", **changed: Any) -> list[Event]:
    """Return a finished attempt of two replies."""
    return [*started(lang, mode), *first_reply(lang=lang), *second_reply(lang=lang), *ended(**changed)]


def changed_reply(event: ReplyScored, **changed: object) -> ReplyScored:
    """Return a scored reply with parts of its explanation replaced."""
    return event.model_copy(update={"explanation": event.explanation.model_copy(update=changed)})


def debrief(events: list[Event], **more: Any) -> Debrief:
    """Return the debrief of events of this attempt."""
    return build_debrief(events, SCENARIO, RUBRIC, **more)


__all__ = [
    "REPLIES",
    "RUBRIC",
    "SCENARIO",
    "changed_reply",
    "debrief",
    "ended",
    "first_reply",
    "good_reply",
    "poor_reply",
    "second_reply",
    "started",
    "whole_attempt",
]
