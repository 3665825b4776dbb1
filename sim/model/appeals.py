"""Owns what is said about marks after the fact: a trainee's appeal, a trainer's ruling, a comment.

Never changes a mark; both the engine's and the trainer's stay beside each other.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.model.language import Frozen
from sim.model.score import DIMENSIONS, Explanation

Verdict = Literal["upheld", "rejected"]

Judgement = int | Literal["found", "unsure", "missing"] | None
"""What is said of a mark: a dimension's level 0-4 (None: not scored), or whether a code is found.

An anti-pattern is `unsure` where it may cost points and is not spoken of.
"""

BY_PEOPLE = ("ASK", "BROKEN")
"""Losses that hang on the whole attempt: a question never asked, a promise not kept.

A reply scored again says nothing of them, so what is ruled on them is never judged again by the engine.
"""

LOSSES = ("FLAG", *BY_PEOPLE)
"""Codes of gaps that no rubric lists; `FLAG` is a reply that was not counted."""


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

    `seq` is the event of the reply, which tells which one is meant when one was taken back later.
    `made_at` is UTC, ISO 8601. `who` played the attempt.
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
    """A trainer's words on the reply that is event `seq`. `made_at` is UTC, ISO 8601."""

    id: int
    attempt: str
    turn_no: int
    seq: int
    who: str
    text: str
    made_at: str


class Contested(Frozen):
    """An appeal with the `name` of its mark, what the engine said of it, and what the trainer says.

    `ruled` is None while nobody has ruled.
    """

    appeal: Appeal
    name: str
    was: Judgement
    ruled: Judgement = None


class Remarks(Frozen):
    """What people said of one reply after the fact, each kind the oldest first.

    `standing` says that the reply counts; it is off for one that was taken back.
    """

    turn_no: int
    seq: int
    reply: str
    standing: bool
    comments: tuple[Comment, ...] = ()
    appeals: tuple[Contested, ...] = ()


def judged(explanation: Explanation, mark: str) -> Judgement:
    """Return what an explanation says of a mark; a loss that only people judge is found where it was told."""
    for dimension in DIMENSIONS:
        if mark == dimension:
            return explanation.levels.get(dimension)
    if mark == "FLAG":
        return "found" if explanation.flags else "missing"
    if mark in BY_PEOPLE or mark in explanation.codes() or mark in explanation.red_lines:
        return "found"
    weighs = mark.startswith("X") and any(f.code == mark for f in explanation.findings)
    return "unsure" if weighs else "missing"


def ruled(mark: str, was: Judgement, ruling: Ruling) -> Judgement:
    """Return what a trainer says of a mark: what the engine said, their own level, or the opposite."""
    if ruling.verdict == "rejected":
        return was
    if mark in DIMENSIONS:
        return ruling.level
    return "found" if was == "missing" else "missing"
