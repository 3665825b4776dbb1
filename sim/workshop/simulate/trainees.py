"""Owns who the simulated trainees are: five stated skills, and how skill decides a reply's quality.

Never scores and never reads a reply's words; a quality is only where its words came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

Quality = Literal["harmful", "weak", "middling", "strong"]
QUALITIES: tuple[Quality, ...] = ("harmful", "weak", "middling", "strong")
"""Kinds of reply, worst first."""


@dataclass(frozen=True)
class Band:
    """Trainees of one skill, 0 (knows nothing of the craft) to 1 (masters it)."""

    name: str
    skill: float


BANDS = (
    Band("novice", 0.1),
    Band("beginner", 0.3),
    Band("competent", 0.5),
    Band("proficient", 0.7),
    Band("expert", 0.9),
)
"""Five stages of skill as Dreyfus and Dreyfus (1980) name them, at the middles of five equal parts of 0-1."""

SLIP = 0.35
"""Chance that a trainee of no skill harms the conversation in a reply; it falls in a straight line to 0.

A trainee of middling skill then harms in 17 of 100 replies and an expert in 3 or 4. Of the rated replies
of `tests/calibration`, 17 of 100 in the middle third of levels hold a severe anti-pattern, none in the
upper third. Those replies were written to be rated, so this is a design value near them, no estimate.
"""


def chances(skill: float) -> tuple[float, float, float, float]:
    """Return the chance of each quality for a skill of 0-1; they sum to 1.

    A slip comes first. Otherwise the quality is binomial: two steps lead from weak to strong, each taken
    with the chance `skill`. This is the binomial model of a test score (Keats and Lord 1962), the one
    with no constant to choose.
    """
    slip = SLIP * (1 - skill)
    fair = 1 - slip
    return slip, fair * (1 - skill) ** 2, fair * 2 * skill * (1 - skill), fair * skill**2


def draw(skill: float, chance: Random) -> Quality:
    """Return the quality of one reply."""
    return chance.choices(QUALITIES, chances(skill))[0]
