"""Owns a small scenario and an engine that says what it is told, so that rules of play are tested alone.

Never scores; what the real engine makes of real replies is tested on complaint-01.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sim import play
from sim.content import Library
from sim.model.events import CustomerSaid, Ended, Event, PromiseRecorded, ReplyScored, Session, StateChanged
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import DIMENSIONS, Explanation, Finding, Promise, TakenBack
from sim.scoring import Context

CUSTOMER: dict[str, Any] = {
    "name": {"en": "Mia"},
    "type": "venting",
    "tier": "regular",
    "loyalty": "price",
    "churn": "fault",
    "heat": 60,
    "trust": 40,
    "patience": 70,
    "floor": 30,
    "relationship": 0.5,
    "stay": 45,
}
REACTIONS = ("not_understood", "puzzled", "nothing_said", "supervisor", "complaint", "leaves", "red_line")
ENDINGS = ("resolved", "partial", "unresolved", "complaint", "left", "red_line")


def turn(turn_id: str, *branches: str | tuple[dict[str, Any], str], **more: Any) -> dict[str, Any]:
    """Return a turn that says its own id; a branch is where it goes, or a condition and where."""
    then = [{"go": b} if isinstance(b, str) else {"when": b[0], "go": b[1]} for b in branches]
    return {
        "id": turn_id,
        "stage": "agree",
        "says": [{"id": "only", "text": {"en": turn_id}}],
        "gives": ["emotion", "question", "doubt"],
        "then": then,
        **more,
    }


def scenario(*turns: dict[str, Any], triggers: Iterable[dict[str, Any]] = (), **customer: Any) -> Scenario:
    """Return a scenario made of these turns; by default three in a row."""
    some = turns or (turn("first", "second"), turn("second", "third"), turn("third", "resolved"))
    say = {"en": ["x"]}
    point = {
        "justice": "procedural",
        "link": "maintain",
        "needs": [["offer.slot"]],
        "met_by": say,
        "not": say,
    }
    return Scenario.model_validate(
        {
            "id": "small-01",
            "title": {"en": "Small"},
            "difficulty": 1,
            "family": "complaint",
            "about": {"en": "About."},
            "goal": {"en": "Goal."},
            "role": {"en": "Role."},
            "customer": CUSTOMER | customer,
            "facts": {
                "card": [],
                "impacts": {},
                "cause": {"owner": "ours", "label": {"en": "cause"}, "say": say},
                "offers": {"slot": {"label": {"en": "slot"}, "say": say}},
                "issues": {},
                "forbidden": {"wages": {"label": {"en": "wages"}, "say": say}},
            },
            "key_points": [
                {"id": "slot", "weight": 60, "label": {"en": "slot"}, **point},
                {"id": "money", "weight": 40, "label": {"en": "money"}, **point},
            ],
            "turns": some,
            "triggers": triggers,
            "endings": [
                {"id": e, "kind": e, "label": {"en": e}, "says": {"en": f"end {e}"}} for e in ENDINGS
            ],
            "reactions": {name: {"en": f"react {name}"} for name in REACTIONS},
        }
    )


def found(*codes: str) -> tuple[Finding, ...]:
    """Return findings of these codes, all at the same word."""
    return tuple(Finding(code=c, dimension=None, span=(0, 1), quote="x", rule="check:test") for c in codes)


def promise(ref: str, standing: str) -> Promise:
    """Return an entry of the ledger."""
    return Promise.model_validate(
        {"what": ref, "ref": ref, "span": (0, 1), "quote": "x", "standing": standing}
    )


def back(promise: Promise, words: str = "I was wrong") -> TakenBack:
    """Return that a promise is taken back with these words, which stand behind it."""
    return TakenBack(promise=promise, span=(5, 5 + len(words)), quote=words)


def heard(
    empathy: int | None = 3,
    responsiveness: int | None = 3,
    assurance: int | None = 3,
    *codes: str,
    **more: Any,
) -> Explanation:
    """Return what the engine says of a reply: three levels, then codes found, then anything else."""
    levels = dict(zip(DIMENSIONS, (empathy, responsiveness, assurance), strict=True))
    return Explanation(lang="en", levels=levels, findings=found(*codes), **more)


class Told:
    """An engine that knows replies by heart."""

    def __init__(self, answers: Mapping[str, Explanation]) -> None:
        """Keep what to say of which reply."""
        self.answers = answers

    def score(self, reply: str, context: Context) -> Explanation:
        """Return what was told of this reply, whatever came before it."""
        del context
        return self.answers[reply]


@cache
def rubric() -> Rubric:
    """Return the bundled rubric, which names the reasons; read once."""
    return Library().rubric("service").value


def script(text: Scenario, **answers: Explanation) -> play.Script:
    """Return a script of a scenario whose engine says of each reply what is given here."""
    made = play.Script(text, rubric(), "en")
    vars(made)["engine"] = Told(answers)
    return made


def start(made: play.Script) -> Session:
    """Return the session that opens an attempt."""
    events = play.begin(made, mode="practice", seed=0, scenario_hash="s", rubric_hash="r")
    return play.fold(made, events)


def after(made: play.Script, *replies: str) -> tuple[Session, tuple[Event, ...]]:
    """Say replies from the start; return the session and the events of the last one."""
    session: Session = start(made)
    events: tuple[Event, ...] = ()
    for reply in replies:
        session, events = play.step(made, session, reply)
    return session, events


def lines(events: Iterable[Event]) -> list[str]:
    """Return what the customer says in these events."""
    return [e.text for e in events if isinstance(e, CustomerSaid)]


def scored(events: Iterable[Event]) -> ReplyScored:
    """Return the scored reply among these events."""
    return next(e for e in events if isinstance(e, ReplyScored))


def changed(events: Iterable[Event]) -> StateChanged:
    """Return the change of state among these events."""
    return next(e for e in events if isinstance(e, StateChanged))


def ended(events: Iterable[Event]) -> Ended | None:
    """Return the ending among these events, if any."""
    return next((e for e in events if isinstance(e, Ended)), None)


def ledger(events: Iterable[Event]) -> list[tuple[str, str]]:
    """Return what the promise ledger records in these events."""
    return [(e.promise.ref, e.status) for e in events if isinstance(e, PromiseRecorded)]
