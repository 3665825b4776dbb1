"""Owns one play: a simulated trainee answers until the conversation ends, and what it passed is noted.

Scores and moves only through `sim.play`; keeps no words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from sim import play
from sim.model.events import CustomerSaid, Ended, Event, PromiseRecorded, ReplyScored, Session, StateChanged
from sim.model.score import Dimension
from sim.model.turns import Turn
from sim.play.conditions import Moment, holds
from sim.play.fold import apply
from sim.play.state import perceived, phase_of, quality
from sim.play.step import PUZZLING
from sim.workshop.simulate.pool import Pool
from sim.workshop.simulate.trainees import BANDS, draw

MOST_REPLIES = 60
"""Replies after which a play is cut off. A longest scripted way has some ten messages, and every reply
costs patience, so only a script that turns in circles gets here."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One reply: the turn it answers, its quality (0-4, None when nothing was scored), the branch taken.

    `branch` counts from 1; 0 says that none was: the customer did not understand.
    """

    turn: str
    quality: float | None
    branch: int


@dataclass(frozen=True, slots=True)
class Played:
    """What one play came to. `lines` are wordings (`turn.variant`), `ending` is empty when it was cut off."""

    number: int
    band: int
    answered: tuple[Answered, ...]
    lines: tuple[str, ...]
    triggers: tuple[str, ...]
    ending: str
    levels: dict[Dimension, float | None]
    perceived: float


class Player:
    """Plays one scenario again and again; play `number` of a seed is always the same play."""

    def __init__(self, script: play.Script, pool: Pool, seed: int) -> None:
        """Take the script and what can be said; the first message is the same in every play."""
        self.script, self.pool, self.seed = script, pool, seed
        self._opening = play.begin(script, mode="practice", seed=seed, scenario_hash="", rubric_hash="")
        self._session = play.fold(script, self._opening)

    def play(self, number: int) -> Played:
        """Play once; the bands take turns, so each has its equal share."""
        band = number % len(BANDS)
        chance = Random(f"{self.seed}.{number}")  # noqa: S311 - a reproducible draw, no secret
        session, said = self._session, set[str]()
        events: list[Event] = list(self._opening)
        answered: list[Answered] = []
        while not session.over and len(answered) < MOST_REPLIES:
            reply = self.pool.pick(session.turn, draw(BANDS[band].skill, chance), said, chance)
            said.update(reply.parts)
            was = session
            session, more = play.step(self.script, was, reply.text)
            answered.append(self._answered(was, more))
            events.extend(more)
        last = events[-1]
        script = [e for e in events if isinstance(e, CustomerSaid) and e.kind == "script"]
        return Played(
            number=number,
            band=band,
            answered=tuple(answered),
            lines=tuple(dict.fromkeys(f"{e.turn}.{e.line}" for e in script if not _is_end(e, last))),
            triggers=session.triggered,
            ending=session.ended,
            levels=session.mean_levels(),
            perceived=last.perceived if isinstance(last, Ended) else perceived(session.state),
        )

    def _answered(self, was: Session, events: Sequence[Event]) -> Answered:
        scored = events[0]
        if not isinstance(scored, ReplyScored):
            raise TypeError("a step begins with the reply")
        explanation, turn = scored.explanation, self.script.turn(was.turn)
        rated = any(level is not None for level in explanation.levels.values())
        puzzled = any(flag in PUZZLING for flag in explanation.flags)
        branch = 0 if puzzled else self._branch(turn, was, events, scored)
        return Answered(turn.id, scored.quality if rated else None, branch)

    def _branch(self, turn: Turn, was: Session, events: Sequence[Event], scored: ReplyScored) -> int:
        """Return which branch of a turn was taken: the first that holds for what the reply made known."""
        session = was
        for event in events:
            if isinstance(event, StateChanged):
                break
            if isinstance(event, ReplyScored | PromiseRecorded):
                session = apply(session, event)
        explanation = scored.explanation
        moment = Moment(
            session,
            frozenset(explanation.met),
            frozenset(explanation.asked),
            explanation.codes(),
            quality(explanation.levels, phase_of(turn.stage)),
        )
        return next((n for n, b in enumerate(turn.then, start=1) if holds(b.when, moment)), 0)


def _is_end(said: CustomerSaid, last: Event) -> bool:
    """Say whether a line is the last one, which belongs to the ending and not to a turn."""
    return isinstance(last, Ended) and said.seq == last.seq - 1
