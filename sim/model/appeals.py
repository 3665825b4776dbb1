"""Owns what is said about marks after the fact: a trainee's appeal, a trainer's ruling, a comment.

Never changes a mark; both the engine's and the trainer's stay beside each other.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.model.language import Frozen
from sim.model.score import DIMENSIONS, Explanation

Verdict = Literal["upheld", "rejected"]

Judgement = int | Literal["found", "missing"] | None
"""What is said of a mark: a dimension's level 0-4 (None: not scored), or whether a code is found."""


class Ruling(Frozen):
    """What a trainer decided on an appeal, and why. `at` is UTC, ISO 8601.

    `level` is the trainer's own level of the dimension, 0-4; a code has none.
    """

    verdict: Verdict
    by: str
    at: str
    because: str
    level: int | None = Field(None, ge=0, le=4)


class Appeal(Frozen):
    """A trainee's word that the `mark` of a reply is wrong: a code, or a dimension.

    `seq` is the last event that the attempt held when the appeal was made at `made_at` (UTC, ISO 8601);
    it tells which reply is meant when one was taken back later. `who` played the attempt.
    """

    id: int
    attempt: str
    who: str
    scenario: str
    turn_no: int
    mark: str
    reason: str
    made_at: str
    seq: int
    ruling: Ruling | None = None


class Comment(Frozen):
    """A trainer's words on one reply. `made_at` is UTC, ISO 8601."""

    id: int
    attempt: str
    turn_no: int
    who: str
    text: str
    made_at: str


def judged(explanation: Explanation, mark: str) -> Judgement:
    """Return what an explanation says of a mark."""
    for dimension in DIMENSIONS:
        if mark == dimension:
            return explanation.levels.get(dimension)
    return "found" if mark in explanation.codes() else "missing"
