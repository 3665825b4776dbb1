"""Owns canned events of a conversation and the debrief of it: what screens are tested on."""

from __future__ import annotations

from typing import Any

from sim.model.events import (
    CustomerSaid,
    Ended,
    PromiseRecorded,
    Reason,
    ReplyScored,
    Started,
    State,
    StateChanged,
)
from sim.model.language import Text
from sim.model.score import Explanation, Finding, Missing, Promise
from sim.report.debrief import (
    Debrief,
    Goal,
    LevelNote,
    Mark,
    Moment,
    NextGoal,
    Outcome,
    ProcessNote,
    PromiseNote,
    RedLine,
    ReplyReview,
    Versions,
)

TITLE = {"en": "Two no-shows for a fridge", "zh": "冰箱两次爽约"}
OPENING = {
    "en": "This is the second time your delivery hasn't turned up. I've got a newborn at home.",
    "zh": "第二次了！说好今天送，又没来。家里有刚出生的孩子，冰箱坏了三天了。你们到底打算怎么处理？",
}
NEXT = {"en": "And who pays for my two lost days?", "zh": "那我这两天的误工费谁出？"}
NAMES = {
    "empathy": Text(en="Empathy", zh="共情"),
    "responsiveness": Text(en="Responsiveness", zh="响应"),
    "assurance": Text(en="Assurance", zh="保证"),
}
START = State(heat=75, trust=40, patience=70)
AFTER = State(heat=62, trust=46, patience=71)


def opening(lang: str = "en", mode: str = "practice") -> list[Any]:
    """Return the two events every attempt begins with."""
    return [
        Started(
            seq=1,
            scenario="complaint-01",
            scenario_hash="0" * 12,
            rubric="service",
            rubric_hash="0" * 12,
            engine="base",
            lang=lang,
            mode=mode,
            seed=0,
            state=START,
        ),
        CustomerSaid(seq=2, turn="opening", turn_no=0, speaker="Ms Chen", text=OPENING[lang]),
    ]


def answer(number: int, text: str, lang: str = "en", *, ends: bool = False) -> list[Any]:
    """Return what one reply brings about."""
    seq = 10 * number
    quote = text[:12]
    promise = Promise(
        what="call back", who="I", by="6 pm", span=(0, len(quote)), quote=quote, standing="over"
    )
    told = Explanation(
        lang=lang,
        levels={"empathy": 3, "responsiveness": 1, "assurance": None},
        findings=(
            Finding(
                code="E1",
                dimension="empathy",
                span=(0, len(quote)),
                quote=quote,
                rule="r",
                why="names what hurts",
            ),
            Finding(code="X08", dimension=None, span=(0, 4), quote=text[:4], rule="r", why="no time given"),
        ),
        carriers={"empathy": (0,)},
        missing=(
            Missing.model_validate(
                {
                    "code": "R2",
                    "dimension": "responsiveness",
                    "why": "no owner",
                    "try": "I will call you by six.",
                }
            ),
        ),
    )
    events: list[Any] = [
        ReplyScored(seq=seq, turn="opening", turn_no=number, reply=text, explanation=told, quality=2.0),
        PromiseRecorded(seq=seq + 1, turn_no=number, promise=promise),
        StateChanged(
            seq=seq + 2,
            turn_no=number,
            before=START,
            after=AFTER,
            reasons=(Reason(variable="heat", delta=-13, code="E1", words="named the newborn"),),
        ),
        CustomerSaid(seq=seq + 3, turn="pressing", turn_no=number, speaker="Ms Chen", text=NEXT[lang]),
    ]
    if ends:
        events.append(
            Ended(
                seq=seq + 4,
                ending="settled",
                kind="resolved",
                perceived=71.0,
                expected=60,
                desired=80,
                gap5=11.0,
                stay_intent=55.0,
                levels={"empathy": 75.0, "responsiveness": 25.0, "assurance": None},
            )
        )
    return events


def debrief_of(replies: list[str], lang: str) -> Debrief:
    """Return a debrief with every section filled."""
    reviews = tuple(
        ReplyReview(
            turn="opening",
            turn_no=n,
            customer=OPENING[lang],
            words=words,
            understood=True,
            levels=(LevelNote(dimension="empathy", name="Empathy", level=3),),
            evidence=(),
            caps=(),
            advice=(),
            marks=(Mark(span=(0, 12), code="E1", kind="good"), Mark(span=(2, 4), code="X08", kind="bad")),
        )
        for n, words in enumerate(replies, start=1)
    )
    return Debrief(
        scenario="complaint-01",
        title=TITLE[lang],
        lang=lang,
        mode="practice",
        finished=True,
        red_lines=(RedLine(code="X16", name="threat", turn_no=1, quote="calm down"),),
        goal=Goal(text="A time and a name.", reached="partly", turn_no=1),
        outcome=Outcome(
            ending="settled",
            kind="resolved",
            label="Settled",
            points=(),
            weight_met=60,
            weight_all=100,
            made=1,
            kept=0,
            broken=0,
            over=1,
        ),
        process=(
            ProcessNote(
                dimension="empathy",
                name="Empathy",
                mean=3.0,
                figure=75.0,
                anchor="Specific impact named",
                scored=1,
                evidence=2,
            ),
        ),
        satisfaction=None,
        gaps=(),
        strengths=(),
        replies=reviews,
        course=tuple(
            Moment(
                turn_no=n,
                before=START,
                after=AFTER,
                reasons=(Reason(variable="heat", delta=-13, code="E1", words="named the newborn"),),
            )
            for n, _words in enumerate(replies, start=1)
        ),
        promises=(
            PromiseNote(
                promise=Promise(what="call back", span=(0, 4), quote="call"), turn_no=1, status="made"
            ),
        ),
        next_goal=NextGoal(code="R2", text="End every reply with who and by when.", turn_no=1),
        versions=Versions(
            engine="base", scenario="complaint-01", scenario_hash="0", rubric="service", rubric_hash="0"
        ),
    )


def numbered(events: list[Any]) -> list[Any]:
    """Return the events with fresh, rising numbers."""
    return [e.model_copy(update={"seq": n}) for n, e in enumerate(events, start=1)]
