"""Owns the shape of a playthrough: a conversation with what is expected of every reply and of its end.

Never reads a file and never plays one.
"""

from __future__ import annotations

from pydantic import Field

from sim.model.events import EndingKind, Variable
from sim.model.language import Frozen, Lang
from sim.model.score import Dimension

DEFAULT_RUBRIC = "service"
"""The sheet that is meant where a playthrough names none: the one that every attempt is scored by."""


class Figure(Frozen):
    """A figure that is expected: exact, or a range with both its ends in it. `text` is how it is written."""

    low: float
    high: float
    text: str

    @classmethod
    def exact(cls, value: float) -> Figure:
        """Return the figure that only `value` meets."""
        return cls(low=value, high=value, text=short(value))

    def holds(self, value: float | None) -> bool:
        """Say whether a figure that was played is as expected; one that was not scored never is."""
        return value is not None and self.low <= value <= self.high


class Said(Frozen):
    """One reply, the message it answers, and what is expected of it; what is left out is not looked at.

    A level that is null is expected not to be scored.
    """

    turn: str = Field("", description="Id of the customer's message it answers.", examples=["opening"])
    says: str = Field("", description="Id of the customer's variant it answers.", examples=["hot"])
    reply: str = Field(
        description="What the trainee writes.", examples=['"I have booked 8841 for tomorrow, 8:00-12:00."']
    )
    levels: dict[Dimension, Figure | None] = Field(
        {},
        description='Levels 0-4 by dimension: `3`, `2-3`, `">=2"` or null.',
        examples=["{empathy: 3, assurance: 2-3}"],
    )
    marks: tuple[str, ...] = Field((), description="Codes that must be found.", examples=["[E3, R2]"])
    not_: tuple[str, ...] = Field(
        (), alias="not", description="Codes that must not be found.", examples=["[X05]"]
    )
    state: dict[Variable, Figure] = Field(
        {}, description="The customer's state after it, 0-100.", examples=["{heat: 40-60}"]
    )

    @property
    def bare(self) -> bool:
        """Whether nothing is expected of the reply yet."""
        return not (self.levels or self.marks or self.not_ or self.state)


class Ends(Frozen):
    """How the conversation ends, straight after the last reply; what is left out is not looked at."""

    ending: str = Field("", description="Id of the ending.", examples=["resolved"])
    kind: EndingKind | None = Field(None, description="What kind of ending it is.")
    perceived: Figure | None = Field(None, description="Perceived quality, 0-100.", examples=["60-70"])
    gap5: Figure | None = Field(None, description="Perceived minus adequate.", examples=['">=0"'])


class Playthrough(Frozen):
    """One conversation. Without `ends` it may stop before the end."""

    scenario: str = Field(pattern=r"^[a-z]+(-[a-z0-9]+)+$", examples=["complaint-01"])
    lang: Lang
    name: str = Field(
        pattern=r"^[a-z][a-z0-9-]*$", description="Tells it from others of the scenario.", examples=["cold"]
    )
    about: str = Field("", description="What it shows, in a sentence.")
    rubric: str = Field(DEFAULT_RUBRIC, description="The sheet that scores it.", examples=["service"])
    talk: tuple[Said, ...] = Field(min_length=1)
    ends: Ends | None = None

    @property
    def replies(self) -> tuple[str, ...]:
        """Everything the trainee says, in order."""
        return tuple(said.reply for said in self.talk)

    @property
    def file_name(self) -> str:
        """The name that a file of this conversation bears."""
        return f"{self.scenario}.{self.name}.{self.lang}.play.yaml"


def short(value: float) -> str:
    """Return a number as a person writes it: 56, not 56.0."""
    return str(int(value)) if value == int(value) else str(value)
