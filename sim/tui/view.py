"""Owns the reading of an attempt's events as what stands on the chat screen.

Knows no Textual and no clock, and decides nothing: it repeats what the events say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from sim.coach.hints import MOST_HINTS
from sim.model.events import (
    CustomerSaid,
    Ended,
    Event,
    Hinted,
    Mode,
    PromiseRecorded,
    ReplyScored,
    Started,
    State,
    StateChanged,
    Variable,
)
from sim.model.score import DIMENSIONS, Dimension, Finding, Missing, Promise

METERS: tuple[Variable, ...] = ("heat", "trust", "patience")
"""The states a trainee sees while playing; resolution is told in the debrief."""


QUOTES = 2
"""Quotes told for each dimension at once: much feedback lowers performance (`domain.md` 5.6, FB6)."""


@dataclass(frozen=True)
class Move:
    """How one variable changed after a reply, and through what."""

    variable: Variable
    before: int
    after: int
    reasons: tuple[str, ...]

    @property
    def change(self) -> int:
        """The difference a reader would compute from the two figures shown."""
        return self.after - self.before


@dataclass(frozen=True)
class Counted:
    """One quote of a reply that counted, for (`against` False) or against it."""

    dimension: Dimension | None
    quote: str
    why: str
    code: str


@dataclass(frozen=True)
class Feedback:
    """What the engine says about one reply, cut down to what a trainee can use at once."""

    turn_no: int
    understood: bool
    levels: tuple[tuple[Dimension, int | None], ...]
    counted: tuple[Counted, ...]
    against: tuple[Counted, ...]
    missing: tuple[Missing, ...]
    remarks: tuple[str, ...]
    red_lines: tuple[str, ...]
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Message:
    """One entry of the transcript. `speaker` is empty for feedback and for a hint.

    `aided` marks a reply that was given with help. `step` is that of a hint, 1-3, and 0 for the rest;
    `left` is how many hints were left after it.
    """

    kind: Literal["customer", "trainee", "feedback", "hint"]
    speaker: str
    text: str
    turn_no: int
    feedback: Feedback | None = None
    aided: bool = False
    step: int = 0
    left: int = 0


@dataclass(frozen=True)
class Meter:
    """One state of the customer: the figure and its change since the last reply."""

    variable: Variable
    value: int
    change: int | None


@dataclass(frozen=True)
class LedgerLine:
    """One promise of the ledger and what became of it."""

    promise: Promise
    turn_no: int
    status: Literal["made", "kept", "broken"]


def _count(finding: Finding) -> Counted:
    return Counted(finding.dimension, finding.quote, finding.why, finding.code)


def _once(items: Iterable[Counted]) -> tuple[Counted, ...]:
    """Return the items with every quote told once per dimension and reason."""
    seen: dict[tuple[object, ...], Counted] = {}
    for item in items:
        seen.setdefault((item.dimension, item.quote, item.why), item)
    return tuple(seen.values())


def feedback_of(event: ReplyScored) -> Feedback:
    """Return the feedback on one scored reply; the whole of it stands in the debrief."""
    told = event.explanation
    found = told.shown
    carried = [
        item
        for dimension in DIMENSIONS
        for item in _once(_count(found[i]) for i in told.carriers.get(dimension, ()) if i < len(found))[
            :QUOTES
        ]
        if not item.code.startswith("X")
    ]
    against = _once(_count(f) for f in found if f.code.startswith("X"))
    known = {item.code for item in against}
    remarks = (*(cap.why for cap in told.caps if cap.code not in known), *told.flag_reasons)
    return Feedback(
        turn_no=event.turn_no,
        understood=event.understood,
        levels=tuple((d, told.levels.get(d)) for d in DIMENSIONS),
        counted=tuple(carried),
        against=against,
        missing=_missing(event),
        remarks=tuple(dict.fromkeys(words for words in remarks if words)),
        red_lines=told.red_lines,
    )


def _missing(event: ReplyScored) -> tuple[Missing, ...]:
    """Return the first thing that is missing in each dimension; a line to try only for the lowest."""
    told = event.explanation
    firsts = {
        item.dimension: item for item in reversed(told.missing) if told.levels.get(item.dimension) is not None
    }
    lowest = min(firsts, key=lambda d: (told.levels[d] or 0, DIMENSIONS.index(d)), default=None)
    return tuple(
        firsts[d] if d == lowest else firsts[d].model_copy(update={"try_": ""})
        for d in DIMENSIONS
        if d in firsts
    )


def moves_of(event: StateChanged) -> tuple[Move, ...]:
    """Return the changes of the shown variables, unchanged ones left out."""
    moves = []
    for variable in METERS:
        before, after = round(getattr(event.before, variable)), round(getattr(event.after, variable))
        reasons = tuple(r.words for r in event.reasons if r.variable == variable and r.words)
        if before != after or reasons:
            moves.append(Move(variable, before, after, reasons))
    return tuple(moves)


@dataclass
class View:
    """What stands on the chat screen; `extend` folds more events in.

    It reads the events that stand: after a reply was taken back it is built anew. `again` is the number
    of the reply that is tried again, 0 where none is. `drill` says that one reply is asked for.
    """

    trainee: str
    mode: Mode = "practice"
    messages: list[Message] = field(default_factory=list)
    promises: list[LedgerLine] = field(default_factory=list)
    replies: int = 0
    hints: int = 0
    again: int = 0
    drill: bool = False
    turn: str = ""
    speaker: str = ""
    ended: Ended | None = None
    _state: State | None = None
    _before: State | None = None

    @property
    def shows_feedback(self) -> bool:
        """An exam explains nothing until it is over."""
        return self.mode == "practice"

    @property
    def over(self) -> bool:
        """Whether no more reply is asked for: an ending is reached, or the one reply of a drill given."""
        return self.ended is not None or (self.drill and self.replies > 0)

    @property
    def meters(self) -> tuple[Meter, ...]:
        """The customer's state as it stands now; an exam tells no change."""
        state, before = self._state, self._before
        if state is None:
            return ()
        told = before if self.shows_feedback else None
        return tuple(
            Meter(
                name,
                round(getattr(state, name)),
                None if told is None else round(getattr(state, name)) - round(getattr(told, name)),
            )
            for name in METERS
        )

    def extend(self, events: Iterable[Event]) -> None:
        """Fold events in, in their order."""
        for event in events:
            self._take(event)

    def _take(self, event: Event) -> None:
        if isinstance(event, Started):
            self.mode, self._state = event.mode, event.state
            self.again, self.drill = event.branch.turn_no if event.branch else 0, bool(event.only)
        elif isinstance(event, CustomerSaid):
            self.turn, self.speaker = event.turn, event.speaker
            self.messages.append(Message("customer", event.speaker, event.text, event.turn_no))
        elif isinstance(event, ReplyScored):
            self.replies = event.turn_no
            said = Message("trainee", self.trainee, event.reply, event.turn_no, aided=event.aided)
            self.messages.append(said)
            if self.shows_feedback:
                self.messages.append(Message("feedback", "", "", event.turn_no, feedback_of(event)))
        elif isinstance(event, Hinted):
            self.hints += 1
            left = MOST_HINTS - self.hints
            self.messages.append(Message("hint", "", event.text, event.turn_no, step=event.step, left=left))
        elif isinstance(event, StateChanged):
            self._before, self._state = event.before, event.after
            self._explain(event)
        elif isinstance(event, PromiseRecorded):
            self._record(event)
        elif isinstance(event, Ended):
            self.ended = event

    def _explain(self, event: StateChanged) -> None:
        """Add the reasons of a change to the feedback on the reply that caused it."""
        for index in range(len(self.messages) - 1, -1, -1):
            message = self.messages[index]
            if message.feedback is not None and message.turn_no == event.turn_no:
                told = replace(message.feedback, moves=moves_of(event))
                self.messages[index] = replace(message, feedback=told)
                return

    def _record(self, event: PromiseRecorded) -> None:
        """Enter a promise, or note what became of one that stands there already."""
        for index, line in enumerate(self.promises):
            same_ref = event.promise.ref and event.promise.ref == line.promise.ref
            if event.status != "made" and (same_ref or event.promise.quote == line.promise.quote):
                self.promises[index] = replace(line, status=event.status)
                return
        self.promises.append(LedgerLine(event.promise, event.turn_no, event.status))


def transcript_text(view: View) -> str:
    """Return the conversation as plain text for a file; no feedback, no hints, no figures."""
    lines = [f"{m.speaker}:\n{m.text}\n" for m in view.messages if m.kind in ("customer", "trainee")]
    return "\n".join(lines)
