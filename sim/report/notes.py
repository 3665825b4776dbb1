"""Owns the smaller records of a debrief: what followed a reply, doubts, order, help, second tries.

Never computes a score and holds no sentence of its own; `debrief` puts them together.
"""

from __future__ import annotations

from typing import Literal

from sim.model.events import Reason, State
from sim.model.language import Frozen
from sim.model.score import Dimension, Span

Link = Literal["know", "maintain", "care", "move"]
StepName = Literal["heard", "cared", "owned", "solved", "closed"]
Standing = Literal["above", "below", "borderline", "unsaid"]
"""Where a dimension stands to the pass line in one attempt; `unsaid` with fewer replies than say it."""


class Effect(Frozen):
    """What followed a reply: the customer's next message, and their state before and after."""

    said: str = ""
    before: State | None = None
    after: State | None = None


class Unsure(Frozen):
    """A place so close to the line that it may or may not count; `command` contests it, if an id is known."""

    code: str
    name: str
    span: Span
    quote: str
    command: str = ""


class OrderStep(Frozen):
    """One step of the order strip, and the first reply that took it; 0 when none did."""

    step: StepName
    turn_no: int = 0


class LinkTick(Frozen):
    """One of the four links of good communication, and the first reply that made it."""

    link: Link
    met: bool
    turn_no: int = 0


class HintNote(Frozen):
    """A hint that was read before reply `turn_no`."""

    turn_no: int
    step: Literal[1, 2, 3]
    text: str
    code: str = ""


class Help(Frozen):
    """Hints that were read, and how many of the replies were written without help."""

    hints: tuple[HintNote, ...] = ()
    unaided: int = 0
    replies: int = 0


class OwnLevel(Frozen):
    """One dimension: the level the trainee gave themselves, beside the mean of the marks (0-4)."""

    dimension: Dimension
    name: str
    own: int | None
    mean: float | None


class SelfCheck(Frozen):
    """What the trainee thought before the marks were shown, beside what the marks say.

    `named` is the reply they think cost most trust, `cost_most` the one that did, its broken promises
    included; 0 stands for none. `fall` is that cost in points of trust; where less was there to lose, `left`
    is what was.
    """

    named: int
    cost_most: int
    fall: int
    left: int | None = None
    levels: tuple[OwnLevel, ...]


class Named(Frozen):
    """A code with what the rubric calls it."""

    code: str
    name: str


class LevelChange(Frozen):
    """One dimension of one reply, before and after; None is *not scored*."""

    dimension: Dimension
    name: str
    before: int | None
    after: int | None


class Try(Frozen):
    """One of the two replies to the same message: the words, heat around them, what was answered."""

    words: str
    heat_before: float | None = None
    heat_after: float | None = None
    answer: str = ""


class Retry(Frozen):
    """The turn that was tried again: both replies, and what differs between them.

    `attempt` is the one that this attempt branched off. Indicators and faults are those found for sure.
    """

    attempt: str
    turn_no: int
    before: Try
    after: Try
    levels: tuple[LevelChange, ...]
    gained: tuple[Named, ...] = ()
    lost: tuple[Named, ...] = ()
    faults_gone: tuple[Named, ...] = ()
    faults_new: tuple[Named, ...] = ()


class Moment(Frozen):
    """The customer's state around one reply, with the reasons it moved."""

    turn_no: int
    before: State
    after: State
    reasons: tuple[Reason, ...]


class Satisfaction(Frozen):
    """What the customer perceived against what they expected, all simulated."""

    perceived: float
    adequate: int
    desired: int
    gap5: float
    zone: Literal["dissatisfied", "acceptable", "delighted"]
    stay_before: float
    stay_after: float


class Versions(Frozen):
    """What the attempt was played and scored with; hashes are shortened.

    `labels` is the kind of labels that the engine was compared with.
    """

    engine: str
    scenario: str
    scenario_hash: str
    rubric: str
    rubric_hash: str
    labels: Literal["reference"] = "reference"
