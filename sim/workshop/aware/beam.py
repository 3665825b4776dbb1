"""Owns the search for the best way through a scenario on exemplars alone.

Looks ahead with rough scores and returns which exemplar to say at each message;
whoever asks plays it exactly. Never reports a fault.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim import play
from sim.model.events import Ended, Session
from sim.workshop.aware.bench import LEVELS, Bench, Level
from sim.workshop.aware.plays import MOST_REPLIES, Played, ended_in, opened, played

WIDTH = 12
"""Conversations kept at each message: three exemplars, over about four states that differ."""

TRIED = 3
"""Ways that are played exactly for each thing sought: rough scores leave out only what was said before."""


@dataclass(frozen=True)
class _Way:
    """What was said so far, and where it led."""

    levels: tuple[Level, ...]
    session: Session
    ended: Ended | None = None

    @property
    def merit(self) -> float:
        """How promising it is: levels, and the customer's state by its weights in perceived quality."""
        state = self.session.state
        felt = 0.35 * state.resolution - 0.3 * state.heat + 0.2 * state.trust + 0.15 * state.patience
        return felt + self.lowest

    @property
    def lowest(self) -> float:
        """The mean of the dimension that stands lowest, 0-100."""
        return min((mean for mean in self.session.mean_levels().values() if mean is not None), default=0.0)

    @property
    def key(self) -> tuple[object, ...]:
        """What decides what can happen next, heat and patience to the nearest ten."""
        s = self.session
        near = round(s.state.heat, -1), round(s.state.patience, -1)
        return s.turn, frozenset(s.told), frozenset(s.key_points), near, s.supervisor


def strong(bench: Bench) -> Played:
    """Play the strong exemplar at every message."""
    return played(bench.exact, lambda turn, _: bench.exemplar(turn, "strong"))


def best(bench: Bench) -> list[Played]:
    """Return the most promising mixes of exemplars, played exactly."""
    ends = _ends(bench)
    by_levels = sorted(ends, key=lambda w: -w.lowest)
    by_quality = sorted(ends, key=lambda w: -(w.ended.perceived if w.ended else 0.0))
    solved = [w for w in by_quality if w.ended is not None and w.ended.kind == "resolved"]
    chosen = dict.fromkeys(w.levels for ways in (by_levels, by_quality, solved) for w in ways[:TRIED])
    return [_exactly(levels, bench) for levels in chosen]


def _exactly(levels: tuple[Level, ...], bench: Bench) -> Played:
    return played(
        bench.exact, lambda turn, n: bench.exemplar(turn, levels[n] if n < len(levels) else "strong")
    )


def _ends(bench: Bench) -> list[_Way]:
    script = bench.rough
    front, ends = [_Way((), opened(script))], []
    for _ in range(MOST_REPLIES):
        following: dict[tuple[object, ...], _Way] = {}
        for way in front:
            turn = script.turn(way.session.turn)
            for level in LEVELS:
                session, events = play.step(script, way.session, bench.exemplar(turn, level))
                after = _Way((*way.levels, level), session, ended_in(events))
                if after.ended is not None:
                    ends.append(after)
                elif after.key not in following or following[after.key].merit < after.merit:
                    following[after.key] = after
        front = sorted(following.values(), key=lambda w: -w.merit)[:WIDTH]
        if not front:
            break
    return ends
