"""Where the conversation goes: conditions, their order, lines added once, wordings by state."""

from __future__ import annotations

from typing import Any

import pytest
from play_small import after, heard, lines, promise, scenario, script, start, turn

from sim.model.events import Session, State
from sim.model.language import Text
from sim.model.turns import Branch, Variant
from sim.model.when import When
from sim.play.conditions import Moment, first_branch, first_variant, holds


def moment(quality: float = 2.0, said: str = "", asked: str = "", codes: str = "", **session: Any) -> Moment:
    """Return a moment in a session; `said`, `asked` and `codes` are words apart."""
    base = start(script(scenario()))
    made: Session = base.model_copy(update=session)
    return Moment(made, frozenset(said.split()), frozenset(asked.split()), frozenset(codes.split()), quality)


STATE = State(heat=60, trust=40, patience=70, resolution=25)
OVER = (promise("forbidden.wages", "over"),)
WITHIN = (promise("forbidden.wages", "within"),)

HOLDS: list[tuple[dict[str, Any], Moment, bool]] = [
    ({}, moment(), True),
    ({"met": ["slot"]}, moment(key_points=("slot", "money")), True),
    ({"met": ["slot", "money"]}, moment(key_points=("slot",)), False),
    ({"not_met": ["slot", "money"]}, moment(), True),
    ({"not_met": ["slot", "money"]}, moment(key_points=("money",)), False),
    ({"said": ["offer.slot", "cause"]}, moment(said="offer.slot cause"), True),
    ({"said": ["offer.slot", "cause"]}, moment(said="cause"), False),
    ({"said": ["cause"]}, moment(told=("cause",)), False),
    ({"said_any": ["offer.slot", "cause"]}, moment(said="cause"), True),
    ({"said_any": ["offer.slot"]}, moment(said="cause"), False),
    ({"told": ["offer.slot"]}, moment(told=("offer.slot",)), True),
    ({"told": ["offer.slot"]}, moment(), False),
    ({"not_told": ["offer.slot", "cause"]}, moment(told=("cause",)), False),
    ({"not_told": ["offer.slot"]}, moment(told=("cause",)), True),
    ({"asked": ["ask.tonight"]}, moment(asked="ask.tonight"), True),
    ({"asked": ["ask.tonight"]}, moment(), False),
    ({"any": ["X11", "E1"]}, moment(codes="E1"), True),
    ({"any": ["X11"]}, moment(codes="E1"), False),
    ({"none": ["X11", "X01"]}, moment(codes="E1"), True),
    ({"none": ["X11", "X01"]}, moment(codes="X01"), False),
    ({"promised": ["wages", "exact_hour"]}, moment(promises=OVER), True),
    ({"promised": ["exact_hour"]}, moment(promises=OVER), False),
    ({"promised": ["wages"]}, moment(promises=WITHIN), False),
    ({"quality": {"at_least": 50}}, moment(quality=2.0), True),
    ({"quality": {"at_least": 51}}, moment(quality=2.0), False),
    ({"quality": {"below": 50}}, moment(quality=2.0), False),
    *(
        ({name: {bound: value + by}}, moment(state=STATE), result)
        for name, value in STATE.model_dump().items()
        for bound, by, result in [
            ("at_least", 0, True),
            ("at_least", 1, False),
            ("below", 0, False),
            ("below", 1, True),
        ]
    ),
    ({"met": ["slot"], "heat": {"below": 50}}, moment(key_points=("slot",), state=STATE), False),
]


@pytest.mark.parametrize(("when", "at", "result"), HOLDS, ids=[str(when) for when, _, _ in HOLDS])
def test_condition(when: dict[str, Any], at: Moment, result: bool) -> None:
    """Every part of a condition must hold; a band is from its lower bound to below its upper one."""
    assert holds(When.model_validate(when), at) is result


def test_the_first_branch_that_holds_is_taken() -> None:
    """Branches are tried in their order; one without a condition takes all that is left."""
    branches = [
        Branch(when=When(met=("slot",)), go="a"),
        Branch(when=When(any=("X01",)), go="b"),
        Branch(go="c"),
    ]
    taken = [
        first_branch(branches, at).go  # type: ignore[union-attr]
        for at in (moment(key_points=("slot",), codes="X01"), moment(codes="X01"), moment())
    ]
    assert taken == ["a", "b", "c"]


def test_no_branch_holds() -> None:
    """Without one that holds there is none."""
    assert first_branch([Branch(when=When(met=("slot",)), go="a")], moment()) is None


def test_the_last_wording_is_for_all_other_cases() -> None:
    """The first wording that fits is said; when none does, the last one."""
    hot = Variant(id="hot", when=When.model_validate({"heat": {"at_least": 60}}), text=Text(en="Hot"))
    cold = Variant(id="cold", when=When.model_validate({"heat": {"below": 20}}), text=Text(en="Cold"))
    assert first_variant([hot, cold], moment(state=STATE)).id == "hot"
    assert first_variant([hot, cold], moment(state=STATE.model_copy(update={"heat": 40}))).id == "cold"


def test_a_reply_leads_to_its_branch() -> None:
    """The same message leads to different ones, by what the reply did."""
    text = scenario(
        turn("first", ({"met": ["slot"]}, "second"), ({"any": ["X01"]}, "partial"), "third"),
        turn("second", "resolved"),
        turn("third", "resolved"),
    )
    made = script(
        text, slot=heard(3, 3, 3, "X01", key_points=("slot",)), calm=heard(2, 2, 2, "X01"), other=heard()
    )
    assert after(made, "slot")[0].turn == "second"
    assert after(made, "calm")[0].ended == "partial"
    assert after(made, "other")[0].turn == "third"


def test_what_this_reply_did_counts_for_its_own_branch() -> None:
    """Key points, facts and promises of the reply itself count already when its branch is chosen."""
    text = scenario(
        turn("first", ({"told": ["cause"], "met": ["slot"], "promised": ["wages"]}, "resolved"), "partial")
    )
    reply = heard(3, 3, 3, met=("cause",), key_points=("slot",), promises=OVER)
    assert after(script(text, x=reply), "x")[0].ended == "resolved"


def test_nowhere_to_go_is_unresolved() -> None:
    """Where no branch holds the conversation ends unresolved instead of failing."""
    made = script(scenario(turn("first", ({"met": ["slot"]}, "resolved"))), x=heard())
    assert after(made, "x")[0].ended == "unresolved"


def test_a_trigger_speaks_once() -> None:
    """A trigger adds its line in front of the next message, the first time only."""
    triggers = [{"id": "again", "when": {"any": ["X11"]}, "says": {"en": "You asked that."}}]
    made = script(scenario(triggers=triggers, trust=90), x=heard(3, 3, 3, "X11"), good=heard())
    session, events = after(made, "x")
    assert lines(events) == ["You asked that.", "second"]
    assert session.triggered == ("again",)
    _, events = after(made, "x", "x")
    assert lines(events) == ["third"]
    _, events = after(made, "good", "x")
    assert lines(events) == ["You asked that.", "third"]


def test_one_trigger_at_a_time() -> None:
    """Of two triggers that hold, the first speaks now and the other at its next occasion."""
    triggers = [
        {"id": name, "when": {"any": [code]}, "says": {"en": name}}
        for name, code in (("policy", "X05"), ("calm", "X01"))
    ]
    made = script(scenario(triggers=triggers, trust=100, heat=0), x=heard(3, 3, 3, "X01", "X05"))
    assert lines(after(made, "x")[1]) == ["policy", "second"]
    assert lines(after(made, "x", "x")[1]) == ["calm", "third"]


def test_a_trigger_before_the_ending() -> None:
    """A trigger is heard before the last line, too."""
    triggers = [{"id": "again", "when": {"any": ["X11"]}, "says": {"en": "You asked that."}}]
    made = script(scenario(turn("first", "partial"), triggers=triggers, trust=90), x=heard(3, 3, 3, "X11"))
    assert lines(after(made, "x")[1]) == ["You asked that.", "end partial"]


@pytest.mark.parametrize(("levels", "line"), [((4, 4, 4), "Calm."), ((0, 0, 0), "Hot!")])
def test_wording_by_heat(levels: tuple[int, int, int], line: str) -> None:
    """A message is worded by the customer's heat after the reply, not before it."""
    says = [
        {"id": "hot", "when": {"heat": {"at_least": 60}}, "text": {"en": "Hot!"}},
        {"id": "calm", "text": {"en": "Calm."}},
    ]
    text = scenario(turn("first", "second"), turn("second", "resolved", says=says), heat=60)
    _, events = after(script(text, x=heard(*levels)), "x")
    assert lines(events)[-1] == line


def test_somebody_else_may_write() -> None:
    """A turn may have its own speaker; all others are the customer's."""
    text = scenario(turn("first", "second"), turn("second", "resolved", speaker={"en": "Husband"}))
    _, events = after(script(text, x=heard()), "x")
    assert events[-1].speaker == "Husband"  # type: ignore[union-attr]


def test_a_branch_is_held_against_the_state_before_the_reply() -> None:
    """A reply that cools the customer leads on by the heat before it; her next words go by the new one."""
    hot, cool = {"heat": {"at_least": 60}}, {"heat": {"below": 60}}
    says = [
        {"id": "hot", "when": hot, "text": {"en": "hot"}},
        {"id": "cool", "when": cool, "text": {"en": "cool"}},
    ]
    made = scenario(
        turn("first", (hot, "second"), "third"),
        turn("second", "third", says=says),
        turn("third", "resolved"),
        triggers=[{"id": "cooled", "when": cool, "says": {"en": "cooled"}}],
    )
    session, events = after(script(made, x=heard(4, 4, 4)), "x")
    assert session.state.heat < 60
    assert session.turn == "second"
    assert lines(events) == ["cooled", "cool"]
