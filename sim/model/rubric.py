"""Owns the shape of a rubric file: sections, anchors, indicators, deductions.

Never reads a file and never scores; the ladder's arithmetic is in `sim.scoring.ladder`.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from sim.model.language import Frozen, Lang, Phrases, Text
from sim.model.score import Dimension, Severity

Needs = Literal[
    "nothing",
    "impact",
    "incident",
    "cause",
    "offer",
    "act",
    "time",
    "question",
    "given",
    "card",
    "limit",
    "person",
    "reference",
    "fact",
]
"""What ties an indicator's wording to this case; `fact` is any of them."""


class Indicator(Frozen):
    """One observable behaviour.

    `points` is what one clear case of it is worth on the section's ladder.
    `say` lists general wordings; they count only where `needs` holds nearby.
    `counts` and `not_counts` are whole examples for people and for tests.
    """

    id: str = Field(pattern=r"^[ERA]\d{1,2}$")
    major: bool = False
    points: float = Field(1, ge=0, le=6)
    name: Text
    needs: tuple[Needs, ...] = Field(
        ("nothing",), description="At least one must hold in the same or the next sentence."
    )
    say: Phrases = Phrases()
    counts: Phrases
    not_counts: Phrases
    advice: Text = Field(description="What to do, in one sentence, when it is missing.")


class Step(Frozen):
    """What a level asks for: points, and the anchor's named parts."""

    points: float = Field(description="Points from which the step is reached.")
    any: tuple[str, ...] = Field((), description="At least one of these indicators.")
    all: tuple[str, ...] = Field((), description="Groups `R3|R12`; one of each group.")


class Section(Frozen):
    """One dimension: its weight on the sheet, anchors, ladder and indicators."""

    id: Dimension
    weight: int = Field(ge=1, le=100)
    name: Text
    definition: Text
    levels: tuple[Text, Text, Text, Text, Text]
    start: float = Field(0, description="Points of a reply without any evidence.")
    ladder: dict[Literal[1, 2, 3, 4], Step]
    indicators: tuple[Indicator, ...]

    @cached_property
    def by_id(self) -> dict[str, Indicator]:
        """The indicators by their id."""
        return {i.id: i for i in self.indicators}

    @cached_property
    def _worth(self) -> dict[str, float]:
        attempt = {"R0": self.attempt} if self.attempt else {}
        return {i.id: i.points for i in self.indicators} | attempt

    attempt: float = Field(
        0, ge=0, description="Points for a sign of willingness or any answer, where it counts."
    )

    def worth(self, code: str) -> float:
        """Return the points of one clear case of an indicator of this section; 0 for any other code."""
        return self._worth.get(code, 0.0)


class Deduction(Frozen):
    """One anti-pattern: how severe, which dimensions it caps, what to say instead."""

    id: str = Field(pattern=r"^X\d{2}$")
    name: Text
    severity: Severity
    hits: tuple[Dimension, ...] = Field(min_length=1)
    cost: dict[Dimension, float] = Field(
        default_factory=dict, description="Points that one clear case costs each dimension."
    )
    say: Phrases = Phrases()
    counts: Phrases
    not_counts: Phrases
    say_instead: Text


class Scale(Frozen):
    """The pass rule: every category by itself must exceed `pass`."""

    levels: Literal[5] = 5
    pass_: int = Field(80, alias="pass", ge=0, le=100)
    strict: bool = True
    per_category: bool = True


class Rubric(Frozen):
    """One scoring sheet."""

    rubric: str = Field(pattern=r"^[a-z][a-z0-9-]*$", description="Id of the rubric.")
    version: int = Field(1, ge=1)
    title: Text
    languages: tuple[Lang, ...] = ("en", "zh")
    scale: Scale = Scale()
    sections: tuple[Section, ...]
    deductions: tuple[Deduction, ...]
    red_lines: tuple[str, ...]
    families: dict[str, Phrases] = Field(
        default_factory=dict,
        description="Shared wordings (apology, own act, ownership …) that several checks use.",
    )
    appeal: bool = True

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {i.id: i for s in self.sections for i in s.indicators}

    @cached_property
    def _deductions(self) -> dict[str, Deduction]:
        return {d.id: d for d in self.deductions}

    def section(self, dimension: Dimension) -> Section:
        """Return the section of a dimension."""
        return next(s for s in self.sections if s.id == dimension)

    def indicator(self, code: str) -> Indicator | None:
        """Return the indicator with this id, or None."""
        return self._indicators.get(code)

    def deduction(self, code: str) -> Deduction | None:
        """Return the anti-pattern with this id, or None."""
        return self._deductions.get(code)
