"""Owns conversations played for a check: from the first message to the end, on what is said at each turn.

Scores only through the steps of `sim.play`. Never reports a fault.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim import play
from sim.model.events import Ended, Event, ReplyScored, Session
from sim.model.score import Dimension, Explanation
from sim.model.turns import Turn

MOST_REPLIES = 24
"""Replies after which a conversation is given up. The best path has at most ten (`domain.md` 4.2), and
patience, 8 a reply, is used up after thirteen; progress gives some back."""


@dataclass(frozen=True)
class Said:
    """One reply of a conversation: the turn that it answered, its text, what the engine said of it."""

    turn: str
    reply: str
    explanation: Explanation


@dataclass(frozen=True)
class Played:
    """A conversation; `ended` is None where it was given up."""

    said: tuple[Said, ...]
    session: Session
    ended: Ended | None

    @property
    def means(self) -> dict[Dimension, float | None]:
        """The mean level of each dimension times 25; None where it was never scored."""
        return self.session.mean_levels()

    @property
    def perceived(self) -> float:
        """The quality that the customer perceived, 0-100; 0 where the conversation was given up."""
        return self.ended.perceived if self.ended else 0.0

    def lowest(self, dimension: Dimension) -> Said | None:
        """Return the reply with the lowest level of a dimension, the first of them; None without any."""
        scored = [s for s in self.said if s.explanation.levels[dimension] is not None]
        return min(scored, key=lambda s: s.explanation.levels[dimension] or 0, default=None)


def opened(script: play.Script) -> Session:
    """Return a session before its first reply."""
    return play.fold(script, play.begin(script, mode="practice", seed=0, scenario_hash="", rubric_hash=""))


def ended_in(events: tuple[Event, ...]) -> Ended | None:
    """Return the ending among the events of one step, if there is one."""
    return next((e for e in reversed(events) if isinstance(e, Ended)), None)


def played(script: play.Script, reply_to: Callable[[Turn, int], str]) -> Played:
    """Play to the end; `reply_to` gives the reply to a turn and is told how many were given before."""
    session, ended = opened(script), None
    said: list[Said] = []
    while ended is None and len(said) < MOST_REPLIES:
        turn = script.turn(session.turn)
        reply = reply_to(turn, len(said))
        session, events = play.step(script, session, reply)
        scored = next(e for e in events if isinstance(e, ReplyScored))
        said.append(Said(turn.id, reply, scored.explanation))
        ended = ended_in(events)
    return Played(tuple(said), session, ended)


def repeated(script: play.Script, reply: str) -> Played:
    """Play one reply again and again."""
    return played(script, lambda *_: reply)
