"""What to practise: the turns answered worst, in the weakest dimension, from several scenarios."""

from __future__ import annotations

from collections.abc import Mapping

from sim.coach.practise import TURNS, Answered, Pick, choose
from sim.content import Library
from sim.model.events import ReplyScored
from sim.model.score import DIMENSIONS, Dimension, Explanation
from sim.scoring.explain import OPPORTUNITY

LIBRARY = Library()
NAMES = ("aftersales-03", "complaint-01", "retention-01", "vip-01")
SCENARIOS = [LIBRARY.scenario(name).value for name in NAMES]


def answered(scenario: str, turn: str, **levels: int) -> Answered:
    """Return a reply with these levels, 2 in the dimensions that are not named."""
    whole: Mapping[Dimension, int | None] = {d: levels.get(d, 2) for d in DIMENSIONS}
    explanation = Explanation(lang="en", levels=dict(whole), findings=())
    reply = ReplyScored(seq=1, turn=turn, turn_no=1, reply="x", quality=2.0, explanation=explanation)
    return Answered(scenario, reply)


def gives(pick: Pick) -> set[str]:
    """Return the opportunities that the customer gives at the turn of a pick."""
    turn = LIBRARY.scenario(pick.scenario).value.turn(pick.turn)
    assert turn is not None
    return set(turn.gives)


def test_the_turns_answered_worst_come_first() -> None:
    """Lower means stand before higher ones, each with the mean that was reached there."""
    levels = {"complaint-01": 1, "vip-01": 3, "aftersales-03": 0}
    picks = choose(SCENARIOS, [answered(name, "opening", assurance=n) for name, n in levels.items()])
    assert [(p.scenario, p.turn, p.reached) for p in picks[:2]] == [
        ("aftersales-03", "opening", 0.0),
        ("complaint-01", "opening", 1.0),
    ]
    assert 3.0 not in [p.reached for p in picks]
    assert {p.dimension for p in picks} == {"assurance"}


def test_three_scenarios_come_before_a_second_turn_of_one() -> None:
    """However badly one conversation went, the practice is not all of it."""
    poor = [answered("complaint-01", turn.id, empathy=0) for turn in SCENARIOS[1].turns]
    assert len({p.scenario for p in choose(SCENARIOS, poor)}) == TURNS
    assert len({p.turn for p in choose(SCENARIOS[1:2], poor)}) == TURNS


def test_only_turns_that_ask_for_the_weak_dimension_are_practised() -> None:
    """At every turn that is chosen the weak dimension is scored."""
    for weak in DIMENSIONS:
        picks = choose(SCENARIOS, [answered("vip-01", "opening", **{weak: 0})])
        assert {p.dimension for p in picks} == {weak}
        assert all(OPPORTUNITY[weak] & gives(p) for p in picks)
