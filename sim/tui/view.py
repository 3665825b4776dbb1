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
from sim.report.advised import Advised
from sim.report.debrief import PromiseNote
from sim.report.words import whole
from sim.tui.feedback import METERS, Feedback, feedback_of, moves_of


@dataclass(frozen=True)
class Message:
    """One entry of the transcript. `speaker` is empty for feedback and for a hint.

    A `note` is ours: what two tries or the end of a drill come to; its heading stands in `speaker`.
    `aided` marks a reply that was given with help. `step` is that of a hint, 1-3, and 0 for the rest;
    `left` is how many hints were left after it.
    """

    kind: Literal["customer", "trainee", "feedback", "hint", "note"]
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


@dataclass
class View:
    """What stands on the chat screen; `extend` folds more events in.

    It reads the events that stand: after a reply was taken back it is built anew. `again` is the number
    of the reply that is tried again, 0 where none is. `drill` says that one reply is asked for. `known`
    holds the codes that the rubric has a name for; None knows all. `grave` are the faults told first.
    """

    trainee: str
    known: frozenset[str] | None = None
    grave: frozenset[str] = frozenset()
    mode: Mode = "practice"
    messages: list[Message] = field(default_factory=list)
    promises: list[PromiseNote] = field(default_factory=list)
    replies: int = 0
    hints: int = 0
    again: int = 0
    drill: bool = False
    turn: str = ""
    speaker: str = ""
    ended: Ended | None = None
    _state: State | None = None
    _before: State | None = None
    _advised: Advised = field(default_factory=Advised)

    @property
    def shows_feedback(self) -> bool:
        """An exam explains nothing until it is over."""
        return self.mode == "practice"

    @property
    def over(self) -> bool:
        """Whether no more reply is asked for: an ending is reached, or the one reply of a drill given."""
        return self.ended is not None or (self.drill and self.replies > 0)

    @property
    def tried(self) -> bool:
        """Whether the turn that is tried again has its second reply."""
        return 0 < self.again <= self.replies

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
                whole(getattr(state, name)),
                None if told is None else whole(getattr(state, name)) - whole(getattr(told, name)),
            )
            for name in METERS
        )

    def extend(self, events: Iterable[Event]) -> None:
        """Fold events in, in their order."""
        for event in events:
            self._take(event)

    def note(self, entry: Message) -> None:
        """Enter a note behind everything that its reply brought about, once."""
        self.messages = [m for m in self.messages if m.kind != "note"]
        places = [i for i, m in enumerate(self.messages) if m.turn_no == entry.turn_no]
        self.messages.insert(places[-1] + 1 if places else len(self.messages), entry)

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
                told = feedback_of(event, self.known, self._advised, self.grave)
                self.messages.append(Message("feedback", "", "", event.turn_no, told))
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
        settled = event.turn_no if event.status != "made" else 0
        for index, note in enumerate(self.promises):
            if event.status != "made" and note.promise == event.promise and note.status == "made":
                changed = {"status": event.status, "settled": settled}
                self.promises[index] = note.model_copy(update=changed)
                return
        self.promises.append(
            PromiseNote(promise=event.promise, turn_no=event.turn_no, status=event.status, settled=settled)
        )


def transcript_text(view: View) -> str:
    """Return the conversation as plain text for a file; no feedback, no hints, no figures."""
    lines = [f"{m.speaker}:\n{m.text}\n" for m in view.messages if m.kind in ("customer", "trainee")]
    return "\n".join(lines)
