"""The arithmetic of the customer's state: five properties and nine traces of `domain.md` 3.4."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sim.model.events import State
from sim.model.score import DIMENSIONS
from sim.play.state import COSTS, move, perceived

ROUNDING = 0.011
"""Variables are kept to two decimals; two roundings may part by one of the last."""

often = settings(max_examples=120, deadline=None)

amounts = st.floats(0, 100).map(lambda x: round(x, 2))
codes = st.lists(st.sampled_from(sorted(COSTS)), max_size=4, unique=True)
levels = st.tuples(*[st.none() | st.integers(0, 4)] * 3)


@dataclass(frozen=True)
class Reply:
    """Everything that moves the state once."""

    state: State
    levels: tuple[int | None, ...]
    codes: tuple[str, ...]
    phase: str
    floor: int
    relationship: float
    gained: int
    new_time: bool
    too_long: bool
    kept: bool
    answered: bool


replies = st.builds(
    Reply,
    state=st.builds(State, heat=amounts, trust=amounts, patience=amounts, resolution=amounts),
    levels=levels,
    codes=codes.map(tuple),
    phase=st.sampled_from(["open", "mid", "close"]),
    floor=st.integers(0, 100),
    relationship=st.floats(0, 1),
    gained=st.integers(0, 100),
    new_time=st.booleans(),
    too_long=st.booleans(),
    kept=st.booleans(),
    answered=st.booleans(),
)


def moved(reply: Reply, **changes: object) -> State:
    """Return the state after a reply, with some of it changed."""
    given_ = {**vars(reply), **changes}
    state, q, found = given_.pop("state"), given_.pop("levels"), given_.pop("codes")
    return move(state, dict(zip(DIMENSIONS, q, strict=True)), found, **given_)[0]


@often
@given(replies, st.integers(0, 2))
def test_a_better_level_never_heats(reply: Reply, which: int) -> None:
    """(i) Raising any level by one never raises heat and never lowers trust."""
    level = reply.levels[which]
    assume(level is not None and level < 4)
    better = tuple((q or 0) + 1 if i == which else q for i, q in enumerate(reply.levels))
    before, after = moved(reply), moved(reply, levels=better)
    assert after.heat <= before.heat + ROUNDING
    assert after.trust >= before.trust - ROUNDING


@pytest.mark.parametrize(
    ("code", "heat", "trust", "patience"),
    [
        ("X01", 10, -4, -4),
        ("X02", 14, -10, -6),
        ("X03", 10, -8, -6),
        ("X04", 8, -8, -10),
        ("X05", 8, -5, -4),
        ("X06", 4, -3, -2),
        ("X07", -5, 4, 3),
        ("X08", 3, -4, -6),
        ("X09", 4, -5, -4),
        ("X11", 5, -3, -10),
        ("X12", 3, -3, -3),
        ("X13", 6, -5, -4),
        ("X20", 2, -1, -1),
        ("X24", 3, -2, -4),
        ("X26", 6, -5, -4),
        ("X16", 25, -25, -20),
        ("X27", 25, -25, -20),
        ("BROKEN", 22, -28, -10),
    ],
)
def test_each_anti_pattern_costs_what_the_table_says(
    code: str, heat: float, trust: float, patience: float
) -> None:
    """Heat, trust and patience move by the row of `domain.md` 3.4, beside what the reply does without it."""
    before = State(heat=50, trust=50, patience=60, resolution=0)
    adequate = dict.fromkeys(DIMENSIONS, 2)
    plain = move(before, adequate, (), phase="mid", floor=0)[0]
    found = move(before, adequate, (code,), phase="mid", floor=0)[0]
    moved_by = (found.heat - plain.heat, found.trust - plain.trust, found.patience - plain.patience)
    assert moved_by == pytest.approx((heat, trust, patience))


@often
@given(replies)
def test_an_answer_heats_nobody(reply: Reply) -> None:
    """Who has the answer and was harmed by nothing is no angrier, however tersely it was put."""
    assert moved(reply, answered=True, codes=()).heat <= reply.state.heat + ROUNDING


@often
@given(replies, st.sampled_from(sorted(set(COSTS) - {"X07"})))
def test_an_anti_pattern_never_soothes(reply: Reply, code: str) -> None:
    """(ii) Adding any anti-pattern but an over-promise never lowers heat, never raises trust or patience."""
    assume(code not in reply.codes)
    before, after = moved(reply), moved(reply, codes=(*reply.codes, code))
    assert after.heat >= before.heat - ROUNDING
    assert after.trust <= before.trust + ROUNDING
    assert after.patience <= before.patience + ROUNDING


@often
@given(replies, st.integers(1, 50), st.booleans())
def test_more_resolution_never_hurts(reply: Reply, more: int, now: bool) -> None:
    """(iii) More resolution, settled now or before, never raises heat and never lowers patience."""
    before = moved(reply)
    if now:
        after = moved(reply, gained=reply.gained + more)
    else:
        settled = min(100.0, reply.state.resolution + more)
        after = moved(reply, state=reply.state.model_copy(update={"resolution": settled}))
    assert after.heat <= before.heat + ROUNDING
    assert after.patience >= before.patience - ROUNDING


@often
@given(replies)
def test_every_variable_stays_in_bounds(reply: Reply) -> None:
    """(iv) Heat, trust, patience and resolution stay within 0 and 100."""
    assert all(0 <= value <= 100 for value in moved(reply).model_dump().values())


@often
@given(replies)
def test_heat_never_cools_through_the_floor(reply: Reply) -> None:
    """(v) Heat never cools through the floor, which sinks only as things are settled."""
    after = moved(reply)
    floor = min(reply.state.heat, reply.floor * (1 - after.resolution / 100))
    assert after.heat >= floor - ROUNDING


@often
@given(replies)
def test_every_change_has_its_reasons(reply: Reply) -> None:
    """The reasons add up to the change, but for what the bounds 0 and 100 cut off."""
    after, moves = move(
        reply.state,
        dict(zip(DIMENSIONS, reply.levels, strict=True)),
        reply.codes,
        phase=reply.phase,
        floor=reply.floor,
        relationship=reply.relationship,
        gained=reply.gained,
        new_time=reply.new_time,
        too_long=reply.too_long,
        kept=reply.kept,
    )
    for variable, before in reply.state.model_dump().items():
        total = before + sum(m.delta for m in moves if m.variable == variable)
        assert getattr(after, variable) == pytest.approx(min(100, max(0, total)), abs=ROUNDING)


@dataclass(frozen=True)
class Step:
    """One reply of a trace: levels E R A, what else happens, and what the table says."""

    levels: tuple[int, int, int]
    gained: int = 0
    time: bool = False
    kept: bool = False
    codes: tuple[str, ...] = ()
    heat: int | None = None
    trust: int | None = None


FIVE = ("open", "open", "mid", "mid", "close")
OVER = [
    Step((4, 4, 3), 10, True, codes=("X07",)),
    Step((3, 3, 3), 10, True),
    Step((3, 3, 2), codes=("BROKEN",)),
    Step((3, 3, 2), 15),
    Step((3, 3, 3), 15),
]


def _table(steps: list[Step], heat: list[int], trust: list[int | None]) -> list[Step]:
    return [
        Step(s.levels, s.gained, s.time, s.kept, s.codes, h, t)
        for s, h, t in zip(steps, heat, trust, strict=True)
    ]


TRACES: dict[str, tuple[tuple[str, ...], float, list[Step], int]] = {
    "excellent": (
        ("open", "mid", "mid", "close"),
        0,
        [
            Step((4, 4, 4), 40, True, heat=56, trust=52),
            Step((4, 4, 4), 30, True, heat=42, trust=64),
            Step((4, 4, 4), 30, True, kept=True, heat=32, trust=80),
            Step((4, 4, 4), kept=True, heat=24, trust=96),
        ],
        87,
    ),
    "good": (
        FIVE,
        0,
        [
            Step((4, 3, 3), 25, True, heat=59, trust=46),
            Step((3, 4, 3), 25, True, heat=49, trust=54),
            Step((3, 3, 4), 25, True, heat=40, trust=64),
            Step((4, 4, 3), 25, True, kept=True, heat=33, trust=76),
            Step((3, 3, 3), heat=31, trust=82),
        ],
        82,
    ),
    "cold": (
        FIVE,
        0,
        [
            Step((1, 4, 3), 25, True, heat=67),
            Step((1, 4, 3), 25, True, heat=61),
            Step((1, 4, 4), 25, True, heat=50),
            Step((1, 4, 3), 25, True, heat=44),
            Step((1, 3, 3), kept=True, heat=43, trust=86),
        ],
        79,
    ),
    "warm words": (
        FIVE,
        0,
        _table([Step((4, 1, 1))] * 5, [66, 59, 59, 59, 57], [31, 22, 13, 4, 0]),
        17,
    ),
    "templates": (
        FIVE,
        0,
        _table(
            [Step((1, 2, 2), 10, codes=c) for c in [("X08",), ("X09",), ("X08",), ("X09",), ()]],
            [75, 76, 74, 73, 69],
            [None, None, None, None, 22],
        ),
        37,
    ),
    "calm down, it is policy": (
        ("open", "open", "mid"),
        0,
        _table(
            [
                Step((0, 1, 1), codes=("X01", "X05")),
                Step((0, 0, 0), codes=("X01", "X05")),
                Step((0, 0, 0), codes=("X01", "X05")),
            ],
            [98, 100, 100],
            [None, 0, 0],
        ),
        3,
    ),
    "over-promise": (FIVE, 0, _table(OVER, [53, 46, 65, 58, 49], [52, 58, 32, None, 40]), 48),
    "over-promise, strong relationship": (
        FIVE,
        1,
        _table(OVER, [53, 46, 76, 66, 56], [None, None, 18, None, 26]),
        44,
    ),
    "bad first, then good": (
        ("open", "open", "mid", "mid", "close", "close"),
        0,
        [
            Step((0, 1, 1), codes=("X03",), heat=90),
            Step((4, 3, 3), 20, True, heat=71),
            Step((4, 3, 3), 20, True, heat=58),
            Step((4, 3, 4), 20, True, heat=46),
            Step((3, 3, 4), 20, True, heat=38),
            Step((3, 3, 3), 20, True, heat=35),
        ],
        76,
    ),
}


@pytest.mark.parametrize("name", TRACES)
def test_trace(name: str) -> None:
    """A trace of the table comes out as printed, each number within one."""
    phases, relationship, steps, value = TRACES[name]
    state = State(heat=75, trust=40, patience=70)
    for number, (phase, step) in enumerate(zip(phases, steps, strict=True), 1):
        state, _ = move(
            state,
            dict(zip(DIMENSIONS, step.levels, strict=True)),
            step.codes,
            phase=phase,
            floor=50,
            relationship=relationship,
            gained=step.gained,
            new_time=step.time,
            kept=step.kept,
        )
        assert step.heat is None or state.heat == pytest.approx(step.heat, abs=1), (number, state)
        assert step.trust is None or state.trust == pytest.approx(step.trust, abs=1), (number, state)
    assert perceived(state) == pytest.approx(value, abs=1), state


def test_a_strong_relationship_feels_betrayal_more() -> None:
    """A broken promise costs 28 trust and 22 heat, half as much again in the strongest relationship."""
    start = State(heat=40, trust=90, patience=70)
    level = dict.fromkeys(DIMENSIONS, 2)
    weak, strong = (
        move(start, level, ["BROKEN"], phase="mid", floor=0, relationship=rel)[0] for rel in (0.0, 1.0)
    )
    assert (weak.heat, weak.trust) == (62, 62)
    assert (strong.heat, strong.trust) == (73, 48)


def test_other_anti_patterns_weigh_the_same_in_every_relationship() -> None:
    """Only blame, policy and broken promises weigh more with the relationship; vagueness does not."""
    start = State(heat=40, trust=90, patience=70)
    level = dict.fromkeys(DIMENSIONS, 2)
    for code in sorted(set(COSTS) - {"X02", "X03", "X05", "BROKEN"}):
        one, other = (move(start, level, [code], phase="mid", floor=0, relationship=r)[0] for r in (0.0, 1.0))
        assert one == other, code


def test_patience_pays_for_length_and_is_paid_for_progress() -> None:
    """A message costs 8; progress gives 6, a specific time 3; a wall of text costs 4 more."""
    start = State(heat=40, trust=50, patience=50)

    def left(**more: Any) -> float:
        state, _ = move(start, dict.fromkeys(DIMENSIONS, 2), (), phase="mid", floor=0, **more)
        return state.patience

    assert [left(), left(gained=5), left(new_time=True), left(too_long=True)] == [42, 48, 45, 38]
    assert left(gained=5, new_time=True, too_long=True) == 47


def test_a_dimension_not_scored_moves_nothing() -> None:
    """Without an opportunity a dimension is not scored: trust stays and heat follows the others."""
    start = State(heat=60, trust=50, patience=50)
    nothing, _ = move(start, dict.fromkeys(DIMENSIONS), (), phase="open", floor=0)
    assert (nothing.trust, nothing.heat) == (50, 57.5)
    warm, _ = move(start, {"empathy": 4, "responsiveness": None, "assurance": None}, (), phase="mid", floor=0)
    assert warm.heat == 45
