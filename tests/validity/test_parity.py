"""English and Chinese are scored alike (F9): pairs written natively in both before anything was scored."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache

import pytest
import swap_kit as kit
from owed import goals

from sim.errors import Usage
from sim.model.language import LANGS
from sim.model.score import DIMENSIONS, Dimension
from sim.validity.attacks import Good
from sim.validity.parity import (
    ADJACENT,
    MEAN_APART,
    MEAN_SIGNED,
    Levels,
    Pair,
    Parity,
    parity,
    read_pairs,
)
from tests.calibration.labelled import UNSEEN

ENOUGH, SCENARIOS = 100, 6
"""Pairs, and scenarios they come from, that issue 3 asks for."""

FLOORS: dict[Dimension, tuple[float, float]] = {
    "empathy": (0.35, 0.97),
    "responsiveness": (0.3, 0.98),
    "assurance": (0.35, 0.98),
}
"""Most levels a pair is apart on average, and least share of pairs at most one level apart.

Measured on the pairs, all of tuning scenarios; the distance is rounded up to
.05 (empathy's to .01, which is next to the goal), the share down to .01. While
the heads stay the first may only fall, the second only rise.
"""

ALL = [(dimension,) for dimension in DIMENSIONS]
"""A row for each dimension."""

APART: dict[tuple[str, ...], str] = {}
UNEQUAL: dict[tuple[str, ...], str] = {}
"""Goals that are not met yet, and why."""

LINES = (kit.CALIBRATION / "pairs.jsonl").read_text("utf-8").splitlines()


@cache
def pairs() -> tuple[Pair, ...]:
    """Return all pairs."""
    return tuple(read_pairs(LINES))


@cache
def measured() -> dict[Dimension, Parity]:
    """Return how far both languages agree; scored once."""
    scored = []
    for pair in pairs():
        en, zh = (
            kit.bench()
            .score(
                Good(id=pair.id, scenario=pair.scenario, turn=pair.turn, lang=lang, reply=pair.reply(lang))
            )
            .levels
            for lang in LANGS
        )
        scored.append((pair.id, en, zh))
    return {row.dimension: row for row in parity(scored)}


def test_there_are_enough_pairs() -> None:
    """At least 100 pairs with ids of their own, from six or more scenarios, none of them an unseen one."""
    assert len(pairs()) >= ENOUGH
    assert len({pair.id for pair in pairs()}) == len(pairs())
    scenarios = {pair.scenario for pair in pairs()}
    assert len(scenarios) >= SCENARIOS
    assert not scenarios & UNSEEN


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_the_pairs_cover_all_levels(dimension: Dimension) -> None:
    """Every level from 0 to 4 is meant by at least ten pairs."""
    counts = Counter(json.loads(line)["levels"][dimension] for line in LINES)
    assert all(counts[level] >= 10 for level in range(5)), counts


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_pair_is_counted(dimension: Dimension) -> None:
    """Both sides of every pair have a level, or the pair is counted as unscored."""
    row = measured()[dimension]
    assert row.n + row.unscored == len(pairs())
    assert row.n >= ENOUGH


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_no_language_stands_above_the_other(dimension: Dimension) -> None:
    """No language is on average more than .15 level above the other."""
    row = measured()[dimension]
    assert abs(row.signed) <= MEAN_SIGNED, json.dumps(row.as_plain())


@pytest.mark.parametrize("dimension", goals(ALL, APART))
def test_both_languages_are_scored_alike(dimension: Dimension) -> None:
    """Goal: the levels of a pair are at most .35 apart on average."""
    row = measured()[dimension]
    assert row.apart <= MEAN_APART, json.dumps(row.as_plain())


@pytest.mark.parametrize("dimension", goals(ALL, UNEQUAL))
def test_nearly_all_pairs_are_neighbours(dimension: Dimension) -> None:
    """Goal: the levels of 95 % of the pairs are at most one apart."""
    row = measured()[dimension]
    assert row.adjacent >= ADJACENT, json.dumps(row.as_plain())


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_both_languages_are_no_further_apart_than_before(dimension: Dimension) -> None:
    """Floor: distance and share of neighbours are no worse than was measured."""
    row = measured()[dimension]
    most_apart, least_adjacent = FLOORS[dimension]
    assert row.apart <= most_apart, json.dumps(row.as_plain())
    assert row.adjacent >= least_adjacent, json.dumps(row.as_plain())


def levels(*given: int | None) -> Levels:
    """Return levels of the three dimensions."""
    return dict(zip(DIMENSIONS, given, strict=True))


def test_the_figures_are_those_of_the_pairs() -> None:
    """Distance, sign, share of neighbours and spread are counted over pairs with both levels."""
    scored = [
        ("a", levels(0, 2, None), levels(2, 2, 1)),
        ("b", levels(4, 2, None), levels(3, 2, 2)),
    ]
    empathy, responsiveness, assurance = parity(scored)
    assert (empathy.n, empathy.unscored) == (2, 0)
    assert (empathy.apart, empathy.signed, empathy.adjacent) == (1.5, 0.5, 0.5)
    assert empathy.standardised == 0.25
    assert empathy.beyond == (("a", 0, 2),)
    assert not empathy.holds
    assert responsiveness.holds
    assert responsiveness.standardised is None
    assert (assurance.n, assurance.unscored) == (0, 2)
    assert not assurance.holds


@pytest.mark.parametrize(
    ("en", "zh", "holding"),
    [
        ((2,) * 20, (2,) * 17 + (3,) * 3, True),
        ((2,) * 20, (2,) * 16 + (3,) * 4, False),
        ((2,) * 20, (3,) * 3 + (1,) * 3 + (2,) * 14, True),
        ((2,) * 20, (3,) * 4 + (1,) * 4 + (2,) * 12, False),
        ((1,) * 20, (1,) * 19 + (3,), True),
        ((2,) * 20, (2,) * 18 + (0, 4), False),
    ],
)
def test_each_limit_is_kept(en: tuple[int, ...], zh: tuple[int, ...], holding: bool) -> None:
    """The three limits hold each by itself: mean distance, signed mean, share of neighbours."""
    scored = [(str(i), levels(a, a, a), levels(b, b, b)) for i, (a, b) in enumerate(zip(en, zh, strict=True))]
    assert [row.holds for row in parity(scored)] == [holding] * 3, parity(scored)[0]


def test_plain_figures_are_rounded() -> None:
    """A page prints hundredths and the verdict."""
    row = parity([("a", levels(0, 0, 0), levels(1, 1, 1)), *[("b", levels(1, 1, 1), levels(1, 1, 1))] * 2])[0]
    plain = row.as_plain()
    assert plain["apart"] == plain["signed"] == 0.33
    assert plain["holds"] is False


@pytest.mark.parametrize("line", ["{", "[1]", '{"id": "a"}', "[" * 50_000])
def test_a_bad_line_is_named(line: str) -> None:
    """A line that is no pair is refused by its number; empty lines are none."""
    with pytest.raises(Usage, match="line 2"):
        list(read_pairs(["", line]))
