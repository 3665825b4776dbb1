"""Owns the events of an attempt and the session they fold into.

An attempt is a list of events; everything shown or stored is a reading of them.
Events carry no clock: the store adds the time when it appends one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from sim.model.drill_result import CaseStarted, DrillAnswered
from sim.model.language import Frozen, Lang
from sim.model.score import DIMENSIONS, Dimension, Explanation, Promise, nothing

Mode = Literal["practice", "exam"]
EndingKind = Literal["resolved", "partial", "unresolved", "complaint", "left", "red_line"]
Variable = Literal["heat", "trust", "patience", "resolution"]
PromiseStatus = Literal["made", "kept", "broken", "taken_back"]
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


class Branch(Frozen):
    """Where an attempt was branched off another one: which, and which of its replies is given anew.

    `seq` is the last event that the other one had then; what was changed there later is not meant.
    """

    attempt: str
    turn_no: int
    seq: int


class Started(Frozen):
    """An attempt begins: everything needed to replay it.

    `branch` says that it tries one reply of an earlier attempt again. `only` is the turn of the
    script that a drill asks for; such an attempt ends with its first reply. `corrects` says that a
    promise taken back openly stands no more; attempts begun before that was so go on as they began.
    """

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
    branch: Branch | None = None
    only: str = ""
    corrects: bool = Field(False, exclude_if=nothing)


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
    levels scored, 0-4. `aided` says that a hint or a suggested line was used; it lowers nothing.
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
    aided: bool = False


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
    """An entry of the promise ledger: made, found kept or broken, or taken back before that.

    `words` are those that took it back, in the reply `turn_no`.
    """

    event: Literal["promise_recorded"] = "promise_recorded"
    seq: int
    turn_no: int
    promise: Promise
    status: PromiseStatus = "made"
    words: str = Field("", exclude_if=nothing)


class Paused(Frozen):
    """The trainee stopped for now; nothing is lost."""

    event: Literal["paused"] = "paused"
    seq: int


class Hinted(Frozen):
    """The trainee asked for a hint on the reply that comes next (`turn_no`, to the message `turn`).

    `step` 1 says what the customer needs, 2 which indicator serves it (`code`), 3 begins a sentence.
    """

    event: Literal["hinted"] = "hinted"
    seq: int
    turn_no: int
    turn: str = ""
    step: Literal[1, 2, 3]
    code: str = ""
    text: str


class Undone(Frozen):
    """The trainee took back reply `turn_no`; what came of it counts no more, and is not lost."""

    event: Literal["undone"] = "undone"
    seq: int
    turn_no: int


class SelfChecked(Frozen):
    """What the trainee thinks before the marks are shown.

    `turn_no` is the reply that cost most trust, 0 for none; `levels` their own rating, 0-4.
    """

    event: Literal["self_checked"] = "self_checked"
    seq: int
    turn_no: int
    levels: dict[Dimension, int]


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
    Started
    | CustomerSaid
    | ReplyScored
    | StateChanged
    | PromiseRecorded
    | Paused
    | Hinted
    | Undone
    | SelfChecked
    | Ended
    | CaseStarted
    | DrillAnswered,
    Field(discriminator="event"),
]
EVENT: TypeAdapter[Event] = TypeAdapter(Event)
"""Reads and writes one event: `EVENT.validate_json(line)`, `EVENT.dump_json(event)`."""


def standing(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events that count: a reply that was taken back is left out with all that came of it.

    Hints stay, for they were read.
    """
    kept: list[Event] = []
    for event in events:
        if isinstance(event, Undone):
            at = next(
                i for i, e in enumerate(kept) if isinstance(e, ReplyScored) and e.turn_no == event.turn_no
            )
            kept[at:] = [e for e in kept[at:] if isinstance(e, Hinted)]
        else:
            kept.append(event)
    return tuple(kept)


def own_replies(events: Iterable[Event]) -> tuple[ReplyScored, ...]:
    """Return the replies that were given in this very attempt and not taken back.

    Those that a branch repeats from the attempt it came from are left out.
    """
    kept = standing(events)
    branch = next((e.branch for e in kept if isinstance(e, Started)), None)
    since = branch.turn_no if branch else 0
    return tuple(e for e in kept if isinstance(e, ReplyScored) and e.turn_no >= since)


class Line(Frozen):
    """One line of the conversation so far."""

    who: Literal["customer", "trainee"]
    text: str
    turn: str


class Session(Frozen):
    """Where an attempt stands: the fold of its events.

    `promises` are those that stand: made, and not taken back since.
    """

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
    only: str = ""
    corrects: bool = False
    seq: int = 0

    @property
    def over(self) -> bool:
        """Say whether no more reply is asked for: the end is reached, or the one reply of a drill given."""
        return bool(self.ended) or bool(self.only and self.turn_no)

    def fingerprint(self) -> str:
        """Return a hash of everything that decides what happens next: the same before a reply tried again."""
        return hashlib.sha256(self.model_dump_json(exclude={"seq"}).encode()).hexdigest()

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
