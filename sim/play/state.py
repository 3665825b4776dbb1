"""Owns how the customer's state moves: heat, trust, patience, resolution (`domain.md` 3.4).

All numbers are design values of that section, chosen to satisfy the findings it
cites; the five properties it names are property tests in `tests/play/`. Pure arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sim.model.events import State
from sim.model.score import DIMENSIONS, Dimension
from sim.model.turns import Stage

PHASE_WEIGHTS: dict[str, tuple[float, float, float]] = {
    "open": (0.50, 0.25, 0.25),
    "mid": (0.20, 0.40, 0.40),
    "close": (0.35, 0.30, 0.35),
}
"""Weight of empathy, responsiveness, assurance by phase: warm at both ends, competent in the middle."""

COOLING, HEATING = 0.25, 0.40
"""Share of the way to the target that heat moves per reply: slow to cool, quick to heat."""

NEUTRAL = 2.0
"""Quality of a reply none of whose dimensions was scored: adequate."""

BETRAYAL = frozenset({"X02", "X03", "X05", "BROKEN"})
"""Events that hurt more the stronger the relationship (m = 1 + 0.5 rel)."""

RED_LINES = frozenset({"X16", "X17", "X19", "X27"})

COSTS: dict[str, tuple[float, float, float]] = {
    "X01": (10, -4, -4),
    "X02": (14, -10, -6),
    "X03": (10, -8, -6),
    "X04": (8, -8, -10),
    "X05": (8, -5, -4),
    "X06": (4, -3, -2),
    "X07": (-5, 4, 3),
    "X08": (3, -4, -6),
    "X09": (4, -5, -4),
    "X11": (5, -3, -10),
    "X12": (3, -3, -3),
    "X24": (3, -2, -4),
    "BROKEN": (22, -28, -10),
    **dict.fromkeys(("X10", "X13", "X14", "X15", "X18", "X25", "X26"), (6, -5, -4)),
    **dict.fromkeys(("X20", "X21", "X22", "X23"), (2, -1, -1)),
    **dict.fromkeys(sorted(RED_LINES), (25, -25, -20)),
}
"""Change of heat, trust and patience for each anti-pattern and for a broken promise.

X10 stands with the moderate ones: the table of 3.4 leaves it out.
"""

TURN_COST = 8
PROGRESS_GAIN = 6
TIME_GAIN = 3
TOO_LONG_COST = 4
KEPT_TRUST = 4

TOO_LONG = {"en": 160, "zh": 250}
"""Words (English) or characters (Chinese) from which a reply is a wall of text (`domain.md` 2.9)."""

SUPERVISOR_HEAT, SUPERVISOR_TRUST = 90, 15
"""Crossing either asks for somebody in charge."""


@dataclass(frozen=True)
class Move:
    """One term of a change: variable, amount, the code it comes from."""

    variable: str
    delta: float
    code: str


def phase_of(stage: Stage) -> str:
    """Return the phase whose weights hold at a stage of the script."""
    return {"open": "open", "close": "close"}.get(stage, "mid")


def quality(levels: Mapping[Dimension, int | None], phase: str) -> float:
    """Return the weighted mean of the scored levels, 0-4; NEUTRAL when none was scored."""
    weights = dict(zip(DIMENSIONS, PHASE_WEIGHTS[phase], strict=True))
    scored = [(weights[d], lv) for d in DIMENSIONS if (lv := levels.get(d)) is not None]
    total = sum(w for w, _ in scored)
    return sum(w * lv for w, lv in scored) / total if total else NEUTRAL


def clamp(value: float) -> float:
    """Keep a variable in 0-100, to two decimals."""
    return round(min(100.0, max(0.0, value)), 2)


def move(
    state: State,
    levels: Mapping[Dimension, int | None],
    codes: Iterable[str],
    *,
    phase: str,
    floor: float,
    relationship: float = 0.0,
    gained: float = 0.0,
    new_time: bool = False,
    too_long: bool = False,
    kept: bool = False,
    answered: bool = False,
) -> tuple[State, list[Move]]:
    """Return the state after one reply, and every term that moved it.

    `levels` are 0-4 or None, `codes` the anti-patterns (and BROKEN), `gained`
    the key-point weight newly met, `floor` the heat floor without substance. Who is `answered`, and harmed
    by nothing, is made no angrier by how tersely it is said (not in `domain.md` 3.4, where any reply below
    adequate heats).
    """
    happened = [c for c in dict.fromkeys(codes) if c in COSTS]
    q = quality(levels, phase)
    moves: list[Move] = []
    resolution = clamp(state.resolution + gained)
    if gained:
        moves.append(Move("resolution", resolution - state.resolution, "key_point"))

    target = 100 - 25 * q
    if q >= NEUTRAL or (answered and not happened):
        target = min(target, state.heat)
    drift = (COOLING if target < state.heat else HEATING) * (target - state.heat)
    heat = state.heat + drift
    moves.append(Move("heat", drift, "quality"))
    trust, patience = state.trust, state.patience
    for code in happened:
        factor = 1 + 0.5 * relationship if code in BETRAYAL else 1
        dh, dt, dp = COSTS[code]
        heat, trust, patience = heat + dh * factor, trust + dt * factor, patience + dp
        moves += [
            Move("heat", dh * factor, code),
            Move("trust", dt * factor, code),
            Move("patience", dp, code),
        ]
    lowest = min(state.heat, floor * (1 - resolution / 100))
    if heat < lowest:
        moves.append(Move("heat", lowest - heat, "floor"))
        heat = lowest

    for dimension, up, down in (("assurance", 4, 6), ("responsiveness", 2, 3)):
        level = levels.get(dimension)  # type: ignore[call-overload]
        if level is None:
            continue
        change = up * max(0, level - 2) - down * max(0, 2 - level)
        trust += change
        moves.append(Move("trust", change, dimension))
    if kept:
        trust += KEPT_TRUST
        moves.append(Move("trust", KEPT_TRUST, "kept"))

    for happens, amount, code in (
        (True, -TURN_COST, "turn"),
        (gained > 0, PROGRESS_GAIN, "progress"),
        (new_time, TIME_GAIN, "time"),
        (too_long, -TOO_LONG_COST, "too_long"),
    ):
        if happens:
            patience += amount
            moves.append(Move("patience", amount, code))
    after = State(heat=clamp(heat), trust=clamp(trust), patience=clamp(patience), resolution=resolution)
    return after, [m for m in moves if m.delta]


def perceived(state: State) -> float:
    """Return the perceived quality at the end, 0-100."""
    return round(
        0.35 * state.resolution + 0.30 * (100 - state.heat) + 0.20 * state.trust + 0.15 * state.patience, 1
    )
