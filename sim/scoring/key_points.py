"""Owns which key points of a scenario a reply meets: by facts stated and indicators found."""

from __future__ import annotations

from collections.abc import Collection

from sim.model.scenario import Scenario
from sim.model.score import Explanation
from sim.scoring.context import Case

HOSTILE = frozenset({"X02", "X10", "X13", "X15", "X16", "X17", "X25", "X27"})
"""What treats the customer as the problem: a fact thrown at somebody in the same sentence gives them nothing.

It voids empathy in its sentence too (`engine`).
"""


def met(scenario: Scenario, explanation: Explanation, void: Collection[str] = ()) -> tuple[str, ...]:
    """Return the ids of key points that this reply meets by itself; what is `void` meets none."""
    have = (set(explanation.met) | set(explanation.asked) | set(explanation.codes())) - set(void)
    return tuple(
        point.id
        for point in scenario.key_points
        if any(all(ref in have for ref in alternative) for alternative in point.needs)
    )


def void(case: Case, explanation: Explanation) -> frozenset[str]:
    """Return the facts and indicators of a reply that stand in hostile sentences only."""
    shown, reading = explanation.shown, case.reading
    hostile = {case.sentence_at(f.span[0]) for f in shown if f.code in HOSTILE}
    if not hostile:
        return frozenset()
    places: dict[str, set[int]] = {}
    for finding in shown:
        places.setdefault(finding.code, set()).add(case.sentence_at(finding.span[0]))
    for ref in (*explanation.met, *explanation.asked):
        stated = (reading.sentence_of[h.first] for h in reading.find(ref) if reading.affirmed(h))
        places.setdefault(ref, set()).update(stated)
    return frozenset(key for key, at in places.items() if at and at <= hostile)
