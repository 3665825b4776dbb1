"""Owns which key points of a scenario a reply meets: by facts stated and indicators found."""

from __future__ import annotations

from sim.model.scenario import Scenario
from sim.model.score import Explanation


def met(scenario: Scenario, explanation: Explanation) -> tuple[str, ...]:
    """Return the ids of key points that this reply meets by itself."""
    have = set(explanation.met) | set(explanation.asked) | set(explanation.codes())
    return tuple(
        point.id
        for point in scenario.key_points
        if any(all(ref in have for ref in alternative) for alternative in point.needs)
    )
