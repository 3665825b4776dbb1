"""Owns what is said of an answer to a case drill, and the two events that keep it.

Never scores; `sim.scoring.drills` does. Spans are places in the answer as typed, end exclusive.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.model.language import Frozen, Lang

Part = Literal["name", "explain", "near", "half_by", "say"]
"""What a span shows: the point's name, its explanation, a verdict that is nearly right, a wording worth half,
or a bonus or wrong claim."""


class DrillFinding(Frozen):
    """Words of the answer that show one part of a point. `by` is the phrase of the file they match."""

    part: Part
    start: int
    end: int
    quote: str
    by: str
    verdict_of: int = -1
    """For a verdict, where the name it belongs to begins in the answer; -1 for what stands by itself."""


class PointResult(Frozen):
    """A point, a bonus or a contradiction as scored. `score` 0, 0.5 or 1 before its weight."""

    id: str
    score: float
    findings: tuple[DrillFinding, ...] = ()


class DrillResult(Frozen):
    """What one answer earns. `total` is between 0 and `of`.

    `copied` says that most of it is the question's own wording, `listed` that it is a list of words.
    """

    points: tuple[PointResult, ...]
    bonus: tuple[PointResult, ...] = ()
    contradictions: tuple[PointResult, ...] = ()
    copied: bool = False
    listed: bool = False
    total: float
    of: float

    def point(self, point_id: str) -> PointResult:
        """Return the result of a point. Raises KeyError."""
        for point in self.points:
            if point.id == point_id:
                return point
        raise KeyError(point_id)


class CaseStarted(Frozen):
    """An attempt at a case drill begins: everything needed to score its answers again."""

    event: Literal["case_started"] = "case_started"
    seq: int
    drill: str
    drill_hash: str
    engine: str
    lang: Lang


class DrillAnswered(Frozen):
    """An answer with what it earns. `turn_no` counts answers from 1; from 2 on it is another try.

    `best` is the score of each point over the answers so far, `standing` the total they make: what
    was met once stays met. Wrong claims count in the answer they stand in.
    """

    event: Literal["drill_answered"] = "drill_answered"
    seq: int
    turn_no: int
    text: str
    result: DrillResult
    best: dict[str, float] = Field(default_factory=dict)
    again: tuple[str, ...] = ()
    """Points that rose with this try, which is not the first."""
    standing: float
