"""The statistics of agreement, against values worked out by hand."""

from __future__ import annotations

import random

import pytest

from sim.validity.agreement import (
    adjacent,
    agreement,
    confusion,
    degradation_interval,
    exact,
    interval,
    kappa,
    mean_difference,
    partial,
    pearson,
    ranks,
    raters_interval,
    raters_kappa,
    spearman,
)

FOUR = [(0, 0), (0, 1), (1, 1), (2, 2)]
"""Seen 1; expected (1*2*2 + 4*2*1 + 1 + 1 + 4 + 2) / 4 = 5; kappa 1 - 1/5."""


def many(count: int, seed: int = 7) -> list[tuple[int, int]]:
    """Return pairs that agree with kappa of about .8, the engine off by one on four replies of ten."""
    dice = random.Random(seed)  # noqa: S311 - made-up levels, no secret
    raters = [dice.randrange(5) for _ in range(count)]
    return [(a, min(4, max(0, a + dice.choice([-1, 0, 0, 0, 1])))) for a in raters]


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        (FOUR, 0.8),
        ([(0, 0), (4, 4), (2, 2)], 1.0),
        ([(0, 0), (0, 4), (4, 0), (4, 4)], 0.0),
        ([(0, 4), (4, 0)], -1.0),
        ([(0, 1), (1, 0), (1, 1), (0, 0)], 0.0),
        ([(0, 2), (4, 2)], 0.0),
    ],
)
def test_kappa_is_the_known_one(pairs: list[tuple[int, int]], value: float) -> None:
    """Full agreement is 1, chance and a constant engine are 0, reversal is -1, a small table as by hand."""
    assert kappa(pairs) == pytest.approx(value)


def test_kappa_without_any_spread_is_not_defined() -> None:
    """One level only on both sides, or nothing at all, is no agreement beyond chance and no fault."""
    assert kappa([(2, 2)] * 9) is None
    assert kappa([]) is None


def test_the_table_has_raters_in_rows() -> None:
    """Rows are the raters' levels, columns the engine's."""
    table = confusion([(0, 3), (0, 3), (4, 1)])
    assert table[0][3] == 2
    assert table[4][1] == 1
    assert sum(map(sum, table)) == 3


def test_exact_adjacent_and_mean_difference() -> None:
    """Shares are of all replies; the mean difference is engine less raters in the raters' deviation."""
    pairs = [(0, 0), (0, 1), (4, 2), (4, 4)]
    assert exact(pairs) == 0.5
    assert adjacent(pairs) == 0.75
    assert mean_difference([(0, 1), (2, 3)]) == 1.0
    assert mean_difference([(0, 1), (2, 3)], spread=2.0) == 0.5
    assert mean_difference([(2, 1), (2, 3)]) is None


def test_correlations_are_the_known_ones() -> None:
    """Pearson and Spearman as by hand, equal values sharing their middle rank."""
    assert pearson([1, 2, 3], [1, 3, 2]) == pytest.approx(0.5)
    assert ranks([5, 1, 5, 9]) == [1.5, 0, 1.5, 3]
    assert spearman([1, 2, 2, 3], [1, 3, 2, 4]) == pytest.approx(4.5 / 22.5**0.5)
    assert spearman([1, 2, 3], [10, 100, 1000]) == pytest.approx(1)
    assert pearson([1, 1, 1], [1, 2, 3]) is None


def test_partial_takes_the_third_row_out() -> None:
    """With rank correlations .8, .8 and .6 what is left is (.8 - .48) / (.6 * .8)."""
    assert partial([1, 2, 3, 4], [1, 2, 4, 3], [2, 1, 3, 4]) == pytest.approx(2 / 3)


def test_partial_of_a_row_that_is_its_length_is_not_defined() -> None:
    """Where length explains one side fully nothing is left, and rounding below zero is no fault."""
    assert partial([1, 2, 3, 4], [2, 1, 4, 3], [1, 2, 3, 4]) is None
    row = [float(i % 5) for i in range(97)]
    assert partial(row, list(reversed(row)), row) is None


def test_an_interval_holds_its_kappa_and_repeats() -> None:
    """The interval is around kappa, the same on every run and in any order of the replies."""
    pairs = many(200)
    found = interval(pairs)
    assert found is not None
    assert found[0] < (kappa(pairs) or 0) < found[1]
    assert interval(list(reversed(pairs))) == found


def test_more_replies_give_a_narrower_interval() -> None:
    """Four times the replies halve the width, roughly."""
    (low, high), (closer, nearer) = (interval(many(n)) or (0, 0) for n in (100, 400))
    assert 0.3 < (nearer - closer) / (high - low) < 0.8


def test_intervals_at_the_ends() -> None:
    """Full agreement has no doubt left; what has no kappa has no interval."""
    assert interval([(0, 0), (4, 4), (2, 2)] * 20) == (1.0, 1.0)
    assert interval([(2, 2)] * 5) is None
    assert interval([]) is None


def test_the_raters_own_kappa_is_the_mean_of_pairs() -> None:
    """Raters 1-2 agree fully (1), 1-3 and 2-3 as in the small table (.8); a single rater has none."""
    rated = [(a, a, b) for a, b in FOUR]
    assert raters_kappa(rated) == pytest.approx((1 + 0.8 + 0.8) / 3)
    assert raters_kappa([(1,), (2,), (3,)]) is None
    assert raters_kappa([]) is None
    assert raters_interval([]) is None


def test_a_rater_may_leave_replies_out() -> None:
    """A level that a rater did not give counts for no pair with that rater."""
    rated = [*FOUR, (0, None), (4, None), (3,)]
    assert raters_kappa(rated) == pytest.approx(0.8)


def test_degradation_is_held_against_the_same_replies() -> None:
    """Raters who agree fully leave a degradation of 1 - kappa, and an interval around it."""
    pairs = many(120)
    own = [(a, a) for a, _ in pairs]
    found = agreement([a for a, _ in pairs], [b for _, b in pairs], raters=own)
    assert found.raters == 1
    assert found.degradation == pytest.approx(1 - (kappa(pairs) or 0))
    low, high = degradation_interval(pairs, own) or (0, 0)
    assert found.degradation_interval == (low, high)
    assert low < found.degradation < high
    assert degradation_interval(pairs, []) is None


def test_unscored_replies_are_counted_apart() -> None:
    """A reply without a level of the engine changes no figure but the count of such replies."""
    left, right, size = [0, 1, 2, 4], [0, 2, 2, 3], [10, 25, 20, 40]
    plain = agreement(left, right, size)
    more = agreement([*left, 4, 0], [*right, None, None], [*size, 900, 1])
    assert (more.n, more.unscored) == (4, 2)
    assert more.kappa == plain.kappa
    assert more.table == plain.table
    assert more.length_alone == plain.length_alone == pytest.approx(0.8)


def test_nothing_scored_is_no_fault() -> None:
    """Where every reply is unscored, every figure is undefined."""
    found = agreement([1, 2], [None, None], [3, 4])
    assert (found.n, found.unscored, found.kappa, found.exact) == (0, 2, None, None)


def test_raters_of_one_mind_leave_no_kappa() -> None:
    """Where the raters gave one level to all, kappa and its interval are not defined; the rest is."""
    found = agreement([2, 2, 2], [1, 2, 3], [5, 6, 7], spread=0.5)
    assert (found.kappa, found.interval, found.degradation_interval) == (None, None, None)
    assert found.exact == pytest.approx(1 / 3)
    assert found.mean_difference == 0


def test_lengths_may_be_left_out() -> None:
    """Without lengths there is no measure of length, and all others stand."""
    found = agreement([0, 1, 2], [0, 1, 1])
    assert found.without_length is None
    assert found.length_alone is None
    assert found.kappa is not None
