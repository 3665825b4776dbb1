"""Owns SC102: each dimension is scored somewhere, and each message gives a chance to score."""

from __future__ import annotations

from sim.content.marks import Marks
from sim.content.problems import N_
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import DIMENSIONS
from sim.scoring.explain import OPPORTUNITY
from sim.workshop.aware.words import dimension_of


def check_chances(scenario: Scenario, rubric: Rubric, marks: Marks) -> None:
    """Report dimensions that no message gives a chance for; warn of messages that give none at all."""
    given = {tag for turn in scenario.turns for tag in turn.gives}
    for dimension in DIMENSIONS:
        if not OPPORTUNITY[dimension] & given:
            marks.say(
                102,
                ("turns", 0, "gives"),
                N_(
                    "no message of the customer gives a chance for {dimension}, so it is never scored; "
                    "put one of the tags that are allowed into `gives` of a message that does"
                ),
                values={"dimension": dimension_of(dimension, rubric)},
                allowed=", ".join(sorted(OPPORTUNITY[dimension])),
            )
    anything = frozenset[str]().union(*OPPORTUNITY.values())
    for number, turn in enumerate(scenario.turns):
        if not anything & set(turn.gives):
            marks.say(
                102,
                ("turns", number, "gives"),
                N_(
                    'the message "{turn}" gives no chance for any dimension, so the reply to it earns nothing'
                ),
                values={"turn": turn.id},
                allowed=", ".join(sorted(anything)),
                warning=True,
            )
