"""Owns why a reply led where it led: every branch with its condition, part by part, and what held.

Decides nothing: conditions are judged by `sim.play.conditions`, and where the conversation went is
read from the events.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sim import play
from sim.model.events import CustomerSaid, Ended, Event, ReplyScored, Session, StateChanged
from sim.model.when import When
from sim.play.conditions import Moment, Part, holds, parts
from sim.play.state import phase_of, quality
from sim.play.step import PUZZLING


@dataclass(frozen=True)
class Way:
    """A branch or a wording: its number from 1, the turn or ending (or wording) it stands for, its condition.

    Without `parts` it always holds. `taken` marks the one that the script chose: the first that holds.
    """

    number: int
    to: str
    parts: tuple[Part, ...]
    holds: bool
    taken: bool


@dataclass(frozen=True)
class Why:
    """What followed a reply, and why.

    `quality` is that of the reply, 0-100. `went` is the turn or the ending that came of it. `instead`
    says what decided in the script's place: `puzzled`, `red_line`, `left`, `complaint`, or `none` where
    no branch holds; empty where the script did. `wordings` are those of the message that followed.
    """

    turn_no: int
    turn: str
    quality: float
    ways: tuple[Way, ...]
    went: str
    instead: str = ""
    wordings: tuple[Way, ...] = ()
    triggers: tuple[str, ...] = ()
    supervisor: bool = False

    @property
    def taken(self) -> Way | None:
        """The branch that the script chose, whether or not the customer followed it."""
        return next((way for way in self.ways if way.taken), None)


def explain(script: play.Script, events: Sequence[Event], turn_no: int) -> Why:
    """Return why reply `turn_no` led where it led. Raises KeyError for a reply that is not there."""
    at = _place(events, turn_no)
    reply = events[at]
    if not isinstance(reply, ReplyScored):
        raise KeyError(turn_no)
    end = next((i for i in range(at + 1, len(events)) if isinstance(events[i], ReplyScored)), len(events))
    came = events[at + 1 : end]
    moved = next((at + 1 + i for i, e in enumerate(came) if isinstance(e, StateChanged)), end)
    turn = script.turn(reply.turn)
    told = reply.explanation
    moment = Moment(
        play.fold(script, events[:moved]),
        frozenset(told.met),
        frozenset(told.asked),
        told.codes(),
        quality(told.levels, phase_of(turn.stage)),
    )
    after = play.fold(script, events[:end])
    ways = _ways([(branch.go, branch.when) for branch in turn.then], moment)
    went = after.ended or after.turn
    said = [e for e in came if isinstance(e, CustomerSaid)]
    return Why(
        turn_no,
        turn.id,
        moment.quality * 25,
        ways,
        went,
        _instead(reply, after, ways, ended=any(isinstance(e, Ended) for e in came)),
        _wordings(script, after, said, moment),
        tuple(e.line for e in said if e.kind == "trigger"),
        any(e.kind == "reaction" and e.line == "supervisor" for e in said),
    )


def _place(events: Sequence[Event], turn_no: int) -> int:
    for at, event in enumerate(events):
        if isinstance(event, ReplyScored) and event.turn_no == turn_no:
            return at
    raise KeyError(turn_no)


def _ways(given: Sequence[tuple[str, When]], moment: Moment, said: str | None = None) -> tuple[Way, ...]:
    """Return the ways in their order; taken is the first that holds, or the one that was `said`."""
    held = [holds(when, moment) for _, when in given]
    first = held.index(True) if True in held else -1
    if said is not None:
        first = next((n for n, (to, _) in enumerate(given) if to == said), -1)
    return tuple(
        Way(n + 1, to, tuple(parts(when, moment)), held[n], n == first) for n, (to, when) in enumerate(given)
    )


def _instead(reply: ReplyScored, after: Session, ways: tuple[Way, ...], *, ended: bool) -> str:
    """Return what decided in the script's place, in the order in which `sim.play.answer` looks."""
    if ended and after.red_lines:
        return "red_line"
    if ended and after.state.patience <= 0:
        return "left"
    taken = next((way.to for way in ways if way.taken), "")
    if any(flag in PUZZLING for flag in reply.explanation.flags):
        return "complaint" if ended else "puzzled"
    if not taken:
        return "none"
    return "complaint" if ended and after.ended != taken else ""


def _wordings(
    script: play.Script, after: Session, said: Sequence[CustomerSaid], moment: Moment
) -> tuple[Way, ...]:
    """Return the wordings of the message that followed, where there was a choice."""
    last = said[-1] if said else None
    turn = script.scenario.turn(last.turn) if last and last.kind == "script" and not after.ended else None
    if turn is None or last is None or len(turn.says) < 2:
        return ()
    given = [(variant.id, variant.when) for variant in turn.says]
    return _ways(given, replace(moment, session=after), last.line)
