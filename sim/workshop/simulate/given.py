"""Owns reading replies that somebody else wrote, one JSON object a line, which join the pool.

Opens no file: it takes lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import fmean

from pydantic import BaseModel, ConfigDict, Field

from sim.model.json_lines import Fault, rows_in
from sim.model.language import Lang
from sim.model.score import Dimension, Explanation
from sim.workshop.simulate.trainees import Quality

THIRDS = (4 / 3, 8 / 3)
"""Mean levels that part the scale of 0-4 into thirds: weak below the first, strong from the second."""


class Given(BaseModel):
    """One reply of the file; `levels` (0-4), where a rater gave them, say how good it is."""

    model_config = ConfigDict(frozen=True)

    scenario: str
    turn: str
    lang: Lang
    reply: str = Field(min_length=1)
    levels: dict[Dimension, float] = Field(default_factory=dict)

    def quality(self, explanation: Explanation) -> Quality:
        """Return where it joins the pool: by its own levels, else by those of the engine."""
        scored = list(self.levels.values()) or [v for v in explanation.levels.values() if v is not None]
        mean = fmean(scored) if scored else 0.0
        return "weak" if mean < THIRDS[0] else "middling" if mean < THIRDS[1] else "strong"


def read_given(lines: Iterable[str]) -> tuple[tuple[Given, ...], list[Fault]]:
    """Return the replies, and number (from 1) and fault of each line that is none; blank lines are fine."""
    good, bad = rows_in(lines, lambda _, row: Given.model_validate(row))
    return tuple(good), bad
