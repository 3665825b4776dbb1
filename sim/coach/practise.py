"""Owns choosing what to practise: three hard turns where this person lost most.

Reads stored attempts and the library; never scores.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from sim.model.events import ReplyScored
from sim.model.scenario import Scenario
from sim.model.score import DIMENSIONS, Dimension
from sim.model.turns import Turn
from sim.scoring.explain import OPPORTUNITY

TURNS = 3
"""Turns of one practice: about five minutes of typing (`domain.md` 5.6, FB10)."""

UNPLAYED = 2.0
"""What a turn that was never answered counts as having reached: adequate."""


@dataclass(frozen=True)
class Pick:
    """One turn to practise, and why: the dimension, and the mean level reached there (0-4), if any."""

    scenario: str
    turn: str
    dimension: Dimension
    reached: float | None


@dataclass(frozen=True)
class Answered:
    """One scored reply of a scenario's turn."""

    scenario: str
    reply: ReplyScored


def choose(scenarios: Iterable[Scenario], answered: Sequence[Answered]) -> tuple[Pick, ...]:
    """Return up to `TURNS` turns, hardest for this person first, from as many scenarios as there are."""
    weakest = _weakest(answered)
    own: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in answered:
        level = one.reply.explanation.levels.get(weakest)
        if level is not None:
            own[one.scenario, one.reply.turn].append(level)
    found = [
        (scenario, turn, own.get((scenario.id, turn.id)))
        for scenario in scenarios
        for turn in scenario.turns
        if turn.exemplars is not None and OPPORTUNITY[weakest] & set(turn.gives)
    ]

    def rank(entry: tuple[Scenario, Turn, list[int] | None]) -> tuple[float, int, str, str]:
        scenario, turn, levels = entry
        return (fmean(levels) if levels else UNPLAYED, -scenario.difficulty, scenario.id, turn.id)

    picked: list[Pick] = []
    waiting = sorted(found, key=rank)
    while waiting and len(picked) < TURNS:
        used = [p.scenario for p in picked]
        entry = min(waiting, key=lambda e: (used.count(e[0].id), rank(e)))
        waiting.remove(entry)
        scenario, turn, levels = entry
        picked.append(Pick(scenario.id, turn.id, weakest, round(fmean(levels), 1) if levels else None))
    return tuple(picked)


def _weakest(answered: Iterable[Answered]) -> Dimension:
    """Return the dimension with the lowest mean level; empathy where nothing was played."""
    levels: dict[Dimension, list[int]] = {d: [] for d in DIMENSIONS}
    for one in answered:
        for dimension in DIMENSIONS:
            level = one.reply.explanation.levels.get(dimension)
            if level is not None:
                levels[dimension].append(level)
    return min(DIMENSIONS, key=lambda d: fmean(levels[d]) if levels[d] else UNPLAYED)
