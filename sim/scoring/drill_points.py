"""Owns what the findings of a drill's answer are worth: the one rule that scoring and checking share.

Reads no answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.model.drill import Drill, DrillPoint
from sim.model.drill_result import DrillFinding, PointResult

COST = 0.5
"""What a wrong claim that the file lists costs (domain.md 4.3)."""


def point_score(point: DrillPoint, findings: Sequence[DrillFinding]) -> float:
    """Return 0, 0.5 or 1 for what was found of a point: the one rule that scoring and checking share."""
    parts = {finding.part for finding in findings}
    if point.verdict:
        named = {f.start for f in findings if f.part == "name"}
        judged = any(f.part == "explain" and f.verdict_of in named for f in findings)
    else:
        judged = "explain" in parts
    if "name" in parts and judged:
        return 1.0
    alone = ("name" in parts and point.half != "explained") or (
        "explain" in parts and point.half != "named" and not point.verdict
    )
    return 0.5 if alone or parts & {"near", "half_by"} else 0.0


def total_of(
    drill: Drill, points: dict[str, float], bonus: Sequence[PointResult], wrong: Sequence[PointResult]
) -> float:
    """Return the total, 0 to the sum of weights; a bonus makes up for what is missing and no more."""
    sum_ = sum(point.weight * points.get(point.id, 0.0) for point in drill.points)
    return max(0.0, min(drill.of, sum_ + sum(b.score for b in bonus)) - COST * len(wrong))
