"""Scoring law 1: an explanation that says anything but what the texts give is refused."""

from __future__ import annotations

import pytest

from sim.content import Library
from sim.model.score import Explanation
from sim.scoring import Context, Engine, Refuted, verify

REPLY = (
    "Two days off for nothing with a baby and no fridge: I'm sorry, our depot sent it to the wrong van. "
    "I've put 8841 on tomorrow 8-12 and I'll message you by 6 tonight either way."
)


def forgeries(true: Explanation) -> dict[str, Explanation]:
    """Return one forged explanation for each part that can be forged."""
    first = true.findings[0]
    return {
        "a lower level": true.model_copy(
            update={"levels": {**true.levels, "empathy": 1}, "carriers": {**true.carriers, "empathy": ()}}
        ),
        "a finding twice": true.model_copy(update={"findings": (*true.findings, first)}),
        "a reason": true.model_copy(update={"why": {**true.why, "empathy": "because"}}),
        "points": true.model_copy(
            update={"findings": (first.model_copy(update={"points": 99.0}), *true.findings[1:])}
        ),
        "a carrier out of range": true.model_copy(update={"carriers": {**true.carriers, "empathy": (99,)}}),
        "a carrier twice": true.model_copy(
            update={"carriers": {**true.carriers, "empathy": (0, 0, *true.carriers["empathy"])}}
        ),
        "what was missing": true.model_copy(update={"missing": ()}),
        "the engine": true.model_copy(update={"versions": {"engine": "another"}}),
    }


def test_every_forgery_is_refused() -> None:
    """The true explanation passes; each forged part is refused, none raises anything else."""
    library = Library()
    scenario, rubric = library.scenario("complaint-01").value, library.rubric("service").value
    turn = scenario.turns[0]
    context = Context(
        turn=turn.id, gives=turn.gives, raises=turn.raises, customer=(turn.says[0].text.get("en"),)
    )
    true = Engine(scenario, rubric, "en").score(REPLY, context)
    verify(REPLY, true, scenario, rubric, context)
    for forged in forgeries(true).values():
        with pytest.raises(Refuted):
            verify(REPLY, forged, scenario, rubric, context)
