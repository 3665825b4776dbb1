"""The debrief reads events and adds nothing of its own: outcome, process, goal, satisfaction."""

from __future__ import annotations

import json

import pytest
from sample_attempt import debrief, first_reply, started, whole_attempt

from sim.model.events import Event, Paused
from sim.report import Debrief


def test_outcome_and_process_stay_apart() -> None:
    """Key points and promises are the outcome, levels the process; no figure joins them."""
    told = debrief(whole_attempt())
    assert (told.outcome.weight_met, told.outcome.weight_all) == (70, 100)
    assert [(p.id, p.met, p.turn_no) for p in told.outcome.points] == [("slot", True, 2), ("baby", False, 0)]
    assert [(p.mean, p.figure, p.scored) for p in told.process] == [
        (2.0, 50.0, 2),
        (2.5, 62.5, 2),
        (None, None, 0),
    ]


def test_process_quotes_the_nearest_anchor_and_counts_evidence() -> None:
    """A mean of 2.5 reads as level 3; anti-patterns are no evidence."""
    told = debrief(whole_attempt())
    assert [p.anchor for p in told.process] == ["Empathy anchor 2", "Responsiveness anchor 3", ""]
    assert [p.evidence for p in told.process] == [1, 1, 0]


def test_recorded_levels_win_over_the_mean() -> None:
    """The figure shown is the one that the ending recorded."""
    told = debrief(whole_attempt(levels={"empathy": 51.5, "responsiveness": 62.5, "assurance": None}))
    assert told.process[0].figure == 51.5


@pytest.mark.parametrize("events", [started(), [*started(), Paused(seq=3)]])
def test_attempt_without_a_reply_has_a_debrief(events: list[Event]) -> None:
    """Nothing is scored, nothing is blamed, and the next goal is a first reply."""
    told = debrief(events)
    assert (told.finished, told.replies, told.gaps, told.strengths) == (False, (), (), ())
    assert told.satisfaction is None
    assert told.goal.reached == "unfinished"
    assert told.next_goal.text == "Send a first reply. What the customer needs now: a time and a name"


def test_paused_attempt_is_read_so_far() -> None:
    """An unfinished attempt shows its replies but no ending and no perceived satisfaction."""
    told = debrief([*started(), *first_reply(), Paused(seq=6)])
    assert not told.finished
    assert told.outcome.kind is None
    assert [r.turn_no for r in told.replies] == [1]
    assert told.process[0].figure == 0.0


def test_debrief_needs_a_beginning() -> None:
    """Events without a start are refused rather than guessed at."""
    with pytest.raises(ValueError, match="started"):
        debrief(first_reply())


@pytest.mark.parametrize(
    ("kind", "reached"),
    [("resolved", "yes"), ("partial", "partly"), ("complaint", "no"), ("left", "no"), ("unresolved", "no")],
)
def test_goal_is_reached_by_the_kind_of_ending(kind: str, reached: str) -> None:
    """Only a resolved ending reaches the goal."""
    assert debrief(whole_attempt(kind=kind)).goal.reached == reached


@pytest.mark.parametrize(
    ("perceived", "zone"),
    [(59.9, "dissatisfied"), (60.0, "acceptable"), (79.9, "acceptable"), (80.0, "delighted")],
)
def test_zone_is_between_adequate_and_desired(perceived: float, zone: str) -> None:
    """Below adequate is dissatisfied; desired itself is delighted."""
    told = debrief(whole_attempt(perceived=perceived)).satisfaction
    assert told is not None
    assert told.zone == zone


def test_texts_are_in_the_language_of_the_attempt() -> None:
    """A Chinese attempt has Chinese names, advice and goal."""
    told = debrief(whole_attempt("zh"))
    assert told.title == "迟到的冰箱"
    assert told.replies[0].advice[0].advice == "说明何时之前。"
    assert told.next_goal.text.startswith("避免“叫人冷静”，换个做法：")


def test_json_comes_back_as_the_same_debrief() -> None:
    """The JSON form is complete: it reads back to an equal debrief."""
    told = debrief(whole_attempt())
    assert Debrief.model_validate(json.loads(json.dumps(told.model_dump(mode="json")))) == told
