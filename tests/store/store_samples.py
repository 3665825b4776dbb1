"""Owns the sample events and texts of the store's tests, for tests and for the processes they start."""

from __future__ import annotations

from hashlib import sha256

from sim.model.events import (
    CustomerSaid,
    Ended,
    Event,
    Paused,
    PromiseRecorded,
    Reason,
    ReplyScored,
    Started,
    State,
    StateChanged,
)
from sim.model.score import Cap, Explanation, Finding, Missing, Promise
from sim.store import Content


def content(kind: str, name: str, text: str) -> Content:
    """Return a text under its hash."""
    return Content(kind, name, sha256(text.encode()).hexdigest(), text)


CONTENTS = (
    content("scenario", "complaint-01", "id: complaint-01\ntitle: 冰箱两次爽约\n"),
    content("rubric", "service", "rubric: service\n"),
)
SCENARIO, RUBRIC = (one.hash for one in CONTENTS)
CALM = State(heat=30.5, trust=60, patience=71.25)


def started(scenario: str = "complaint-01") -> Started:
    """Return an opening event, seq 1."""
    return Started(
        seq=1,
        scenario=scenario,
        scenario_hash=SCENARIO,
        rubric="service",
        rubric_hash=RUBRIC,
        engine="base-1",
        lang="zh",
        mode="practice",
        seed=7,
        state=CALM,
    )


def said(seq: int, text: str = "Where is my fridge?") -> CustomerSaid:
    """Return a customer's line."""
    return CustomerSaid(seq=seq, turn="opening", turn_no=0, speaker="Ms Li", text=text)


def replied(seq: int, turn_no: int = 1) -> ReplyScored:
    """Return a scored reply with every field of its explanation filled."""
    promise = Promise(what="call", by="today 18:00", span=(3, 9), quote="我今天6点前打给您")
    return ReplyScored(
        seq=seq,
        turn="opening",
        turn_no=turn_no,
        reply="非常抱歉\n\tNUL:\0 emoji:👩‍👧 end",
        explanation=Explanation(
            lang="zh",
            levels={"empathy": 3, "responsiveness": None, "assurance": 0},
            findings=(
                Finding(code="E01", dimension="empathy", span=(0, 4), quote="非常抱歉", rule="phrase:抱歉"),
            ),
            carriers={"empathy": (0,)},
            caps=(Cap(code="X01", dimension="assurance", limit=1, why="hollow"),),
            promises=(promise,),
            missing=(
                Missing.model_validate(
                    {"code": "R02", "dimension": "responsiveness", "why": "no time", "try": "今天6点前"}
                ),
            ),
            versions={"engine": "base-1"},
        ),
        quality=2.3333333333333335,
        key_points=("slot",),
    )


def ended(seq: int) -> Ended:
    """Return an ending."""
    return Ended(
        seq=seq,
        ending="calm",
        kind="resolved",
        perceived=72.4,
        expected=60,
        desired=80,
        gap5=0.62,
        stay_intent=66.1,
        levels={"empathy": 75.0, "responsiveness": None},
    )


def conversation() -> tuple[Event, ...]:
    """Return one event of every type, seq 1 to 7."""
    promise = Promise(what="call", span=(0, 1), quote="x", standing="over")
    return (
        started(),
        said(2),
        replied(3),
        StateChanged(
            seq=4,
            turn_no=1,
            before=CALM,
            after=State(heat=20, trust=65, patience=70),
            reasons=(Reason(variable="heat", delta=-10.5, code="E01", words="you apologised"),),
        ),
        PromiseRecorded(seq=5, turn_no=1, promise=promise, status="broken"),
        Paused(seq=6),
        ended(7),
    )
