"""Owns the events of an attempt and the session they fold into.

An attempt is a list of events; everything shown or stored is a reading of them.
Events carry no clock: the store adds the time when it appends one.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from sim.model.language import Frozen, Lang
from sim.model.score import DIMENSIONS, Dimension, Explanation, Promise

Mode = Literal["practice", "exam"]
EndingKind = Literal["resolved", "partial", "unresolved", "complaint", "left", "red_line"]
Variable = Literal["heat", "trust", "patience", "resolution"]
VARIABLES: tuple[Variable, ...] = ("heat", "trust", "patience", "resolution")


class State(Frozen):
    """The customer's state, each 0-100, kept to two decimals."""

    heat: float
    trust: float
    patience: float
    resolution: float = 0.0


class Reason(Frozen):
    """Why one variable moved: by how much, through which code, in words."""

    variable: Variable
    delta: float
    code: str
    words: str


class Started(Frozen):
    """An attempt begins: everything needed to replay it."""

    event: Literal["started"] = "started"
    seq: int
    scenario: str
    scenario_hash: str
    rubric: str
    rubric_hash: str
    engine: str
    lang: Lang
    mode: Mode
    seed: int
    state: State


class CustomerSaid(Frozen):
    """The customer writes. `turn` is the id in the script, `line` that of the wording chosen."""

    event: Literal["customer_said"] = "customer_said"
    seq: int
    turn: str
    turn_no: int
    speaker: str
    text: str
    kind: Literal["script", "trigger", "reaction"] = "script"
    line: str = ""


class ReplyScored(Frozen):
    """The trainee's reply, whole, with what the engine says of it.

    `turn_no` counts replies from 1. `quality` is the weighted mean of the
    levels scored, 0-4.
    """

    event: Literal["reply_scored"] = "reply_scored"
    seq: int
    turn: str
    turn_no: int
    reply: str
    understood: bool = True
    explanation: Explanation
    quality: float
    key_points: tuple[str, ...] = ()


class StateChanged(Frozen):
    """The customer's state after a reply, with a reason for every change.

    `calmed` says that the demand for a supervisor is off the table again.
    """

    event: Literal["state_changed"] = "state_changed"
    seq: int
    turn_no: int
    before: State
    after: State
    calmed: bool = False
    reasons: tuple[Reason, ...]


class PromiseRecorded(Frozen):
    """An entry of the promise ledger, made or found broken."""

    event: Literal["promise_recorded"] = "promise_recorded"
    seq: int
    turn_no: int
    promise: Promise
    status: Literal["made", "kept", "broken"] = "made"


class Paused(Frozen):
    """The trainee stopped for now; nothing is lost."""

    event: Literal["paused"] = "paused"
    seq: int


class Ended(Frozen):
    """The conversation is over. Figures 0-100; `gap5` is perceived minus adequate."""

    event: Literal["ended"] = "ended"
    seq: int
    ending: str
    kind: EndingKind
    perceived: float
    expected: int
    desired: int
    gap5: float
    stay_intent: float
    levels: dict[Dimension, float | None]
    red_lines: tuple[str, ...] = ()


Event = Annotated[
    Started | CustomerSaid | ReplyScored | StateChanged | PromiseRecorded | Paused | Ended,
    Field(discriminator="event"),
]
EVENT: TypeAdapter[Event] = TypeAdapter(Event)
"""Reads and writes one event: `EVENT.validate_json(line)`, `EVENT.dump_json(event)`."""


class Line(Frozen):
    """One line of the conversation so far."""

    who: Literal["customer", "trainee"]
    text: str
    turn: str


class Session(Frozen):
    """Where an attempt stands: the fold of its events."""

    scenario: str
    lang: Lang
    mode: Mode
    seed: int
    turn: str
    turn_no: int = 0
    state: State
    lines: tuple[Line, ...] = ()
    key_points: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    broken: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    triggered: tuple[str, ...] = ()
    supervisor: bool = False
    levels: tuple[dict[Dimension, int | None], ...] = ()
    red_lines: tuple[str, ...] = ()
    ended: str = ""
    seq: int = 0

    def own_replies(self) -> tuple[str, ...]:
        """Return the trainee's replies so far, oldest first."""
        return tuple(line.text for line in self.lines if line.who == "trainee")

    def mean_levels(self) -> dict[Dimension, float | None]:
        """Return the mean of the scored levels times 25, per dimension, or None if none was scored."""
        means: dict[Dimension, float | None] = {}
        for dimension in DIMENSIONS:
            scored = [lv for row in self.levels if (lv := row.get(dimension)) is not None]
            means[dimension] = round(25 * sum(scored) / len(scored), 1) if scored else None
        return means
