"""Owns what a simulation of one scenario found: reach, skill bands, turns, difficulty.

Every figure here is of simulated trainees. Never plays, never measures and says nothing about people.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.model.events import EndingKind
from sim.model.language import Frozen, Lang, Text
from sim.model.score import Dimension

Part = Literal["turn", "branch", "variant", "trigger", "ending"]
"""What of a scenario a play can reach."""


class Reach(Frozen):
    """How many plays reached one part of the scenario.

    `name` is the id of a turn, trigger or ending; `turn.variant` of a wording; `turn#2 > goal` of the
    second branch of a turn. `share` is of all plays, 0-1.
    """

    part: Part
    name: str
    plays: int
    share: float


class SkillBand(Frozen):
    """What trainees of one stated skill reached; figures 0-100, shares 0-1."""

    name: str
    skill: float
    chances: dict[str, float] = Field(
        description="Chance of each quality of reply at this skill, as the model states it."
    )
    plays: int
    levels: dict[Dimension, float | None]
    score: float = Field(description="Mean of the plays' overall scores, by the sheet's weights.")
    p10: float
    p90: float
    perceived: float
    passed: float
    endings: dict[str, float]


class TurnFigures(Frozen):
    """How one turn tells trainees apart, from the first reply each play gives to it.

    `quality` is the mean quality of those replies, 0-4. `with_skill` is its correlation with the stated
    skill, `with_rest` with the mean quality of the play's other replies; None where nothing varies or
    too few replies were given. `separates` is None when that cannot be said.
    """

    turn: str
    replies: int
    quality: float | None
    with_skill: float | None
    with_rest: float | None
    separates: bool | None
    exemplars: bool


class Lengths(Frozen):
    """Replies of a play until it ends; `cut_off` counts plays that never ended."""

    median: float
    p10: float
    p90: float
    longest: int
    cut_off: int


class Simulation(Frozen):
    """One scenario played by simulated trainees of stated skill. Not one figure is of a person."""

    simulated: Literal[True] = True
    scenario: str
    title: Text
    status: str
    version: int
    rubric: str
    engine: str
    lang: Lang
    seed: int
    plays: int
    given: int = Field(description="Replies of the file that joined the pool.")
    declared: int = Field(description="Difficulty as the scenario declares it, 1-5.")
    measured: float = Field(description="Difficulty as measured, 1 (easy) to 5 (hard).")
    discrimination: float | None = Field(description="Correlation of stated skill and overall score.")
    lengths: Lengths
    reach: tuple[Reach, ...]
    endings: dict[str, EndingKind] = Field(description="Id and kind of every ending, in the file's order.")
    bands: tuple[SkillBand, ...]
    turns: tuple[TurnFigures, ...]

    @property
    def unreached(self) -> tuple[Reach, ...]:
        """What no play reached."""
        return tuple(r for r in self.reach if not r.plays)

    @property
    def flat(self) -> tuple[str, ...]:
        """Turns that separate nobody."""
        return tuple(t.turn for t in self.turns if t.separates is False)


class Comparison(Frozen):
    """Several simulations side by side.

    `ranks` is the rank correlation of declared and measured difficulty; None for too few scenarios or
    where one of the two does not vary.
    """

    simulated: Literal[True] = True
    simulations: tuple[Simulation, ...]
    ranks: float | None
    drafts: int = Field(0, description="Drafts left out.")
