"""Owns the statistics of agreement between two rows of levels.

Plain arithmetic on whole numbers 0-4, so that the same ratings give the same
figures on every machine. Measures and their gates are those of automated
scoring (quadratic weighted kappa, standardised mean difference, degradation).
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

LEVELS = 5
"""Levels run from 0 to 4."""

RESAMPLES = 400
"""Resamples of a bootstrap interval; its ends move by about .01 between seeds at 200 ratings."""

SEED = 20_261
"""Fixed, so that an interval is the same on every run."""

Pairs = Sequence[tuple[int, int]]
"""(rater's level, engine's level) of each reply."""

Marks = Sequence[int | None]
"""Each rater's own level of one reply; None where that rater gave none."""

Bounds = tuple[float, float]
"""Lower and upper end of a 95 % interval."""

_Cell = TypeVar("_Cell")


def confusion(pairs: Pairs) -> list[list[int]]:
    """Return the 5 x 5 table of counts: rows are the raters' levels, columns the engine's."""
    table = [[0] * LEVELS for _ in range(LEVELS)]
    for rater, engine in pairs:
        table[rater][engine] += 1
    return table


def kappa_of(table: list[list[int]]) -> float | None:
    """Return the quadratic weighted kappa of a table; None where it is not defined (no spread at all)."""
    total = sum(map(sum, table))
    if not total:
        return None
    rows = [sum(row) for row in table]
    columns = [sum(table[i][j] for i in range(LEVELS)) for j in range(LEVELS)]
    seen = expected = 0.0
    for i in range(LEVELS):
        for j in range(LEVELS):
            weight = (i - j) ** 2
            seen += weight * table[i][j]
            expected += weight * rows[i] * columns[j] / total
    return None if expected == 0 else 1 - seen / expected


def kappa(pairs: Pairs) -> float | None:
    """Return the quadratic weighted kappa of pairs of levels (Cohen 1968)."""
    return kappa_of(confusion(pairs))


def interval(pairs: Pairs, resamples: int = RESAMPLES) -> Bounds | None:
    """Return the 95 % percentile bootstrap interval of kappa; None where kappa is not defined.

    Replies are drawn again, each on its own. Their order makes no difference.
    """
    return _bootstrap(Counter(pairs), _kappa_counted, resamples)


def _kappa_counted(counts: Mapping[tuple[int, int], int]) -> float | None:
    table = [[0] * LEVELS for _ in range(LEVELS)]
    for (rater, engine), count in counts.items():
        table[rater][engine] += count
    return kappa_of(table)


def _bootstrap(
    counts: Counter[_Cell],
    measure: Callable[[Mapping[_Cell, int]], float | None],
    resamples: int = RESAMPLES,
) -> Bounds | None:
    """Return the middle 95 % of a measure over resamples of counted cells."""
    if measure(counts) is None:
        return None
    dice = random.Random(SEED)  # noqa: S311 - resampling, no secret
    cells = sorted(counts, key=repr)
    weights, size = [counts[cell] for cell in cells], counts.total()
    drawn = (measure(Counter(dice.choices(cells, weights, k=size))) for _ in range(resamples))
    found = sorted(value for value in drawn if value is not None)
    if not found:
        return None
    return found[int(0.025 * len(found))], found[min(len(found) - 1, int(0.975 * len(found)))]


def exact(pairs: Pairs) -> float:
    """Return the share of replies on which both give the same level."""
    return sum(a == b for a, b in pairs) / len(pairs)


def adjacent(pairs: Pairs) -> float:
    """Return the share of replies on which the levels are at most one apart."""
    return sum(abs(a - b) <= 1 for a, b in pairs) / len(pairs)


def mean(values: Sequence[float]) -> float:
    """Return the arithmetic mean."""
    return math.fsum(values) / len(values)


def deviation(values: Sequence[float]) -> float:
    """Return the standard deviation of a population."""
    middle = mean(values)
    return math.sqrt(math.fsum((v - middle) ** 2 for v in values) / len(values))


def mean_difference(pairs: Pairs, spread: float | None = None) -> float | None:
    """Return (engine - raters) in units of the raters' standard deviation; None where that is 0.

    `spread` is the standard deviation to use for a part of a larger set, so
    that parts can be compared: the one of the whole set.
    """
    spread = deviation([a for a, _ in pairs]) if spread is None else spread
    return mean([b - a for a, b in pairs]) / spread if spread else None


def pearson(left: Sequence[float], right: Sequence[float]) -> float | None:
    """Return the product-moment correlation; None where one side does not vary."""
    a, b = mean(left), mean(right)
    shared = math.fsum((x - a) * (y - b) for x, y in zip(left, right, strict=True))
    spread = math.sqrt(math.fsum((x - a) ** 2 for x in left) * math.fsum((y - b) ** 2 for y in right))
    return shared / spread if spread else None


def ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value, equal values sharing their middle rank."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end + 1 < len(order) and values[order[end + 1]] == values[order[at]]:
            end += 1
        for place in order[at : end + 1]:
            found[place] = (at + end) / 2
        at = end + 1
    return found


def spearman(left: Sequence[float], right: Sequence[float]) -> float | None:
    """Return the rank correlation; None where one side does not vary."""
    return pearson(ranks(left), ranks(right))


def partial(left: Sequence[float], right: Sequence[float], other: Sequence[float]) -> float | None:
    """Return the rank correlation of two rows with a third one partialled out."""
    found = spearman(left, right), spearman(left, other), spearman(right, other)
    if None in found:
        return None
    ab, ac, bc = (f for f in found if f is not None)
    rest = math.sqrt(max(0.0, 1 - ac * ac) * max(0.0, 1 - bc * bc))
    return (ab - ac * bc) / rest if rest else None


def raters_kappa(rated: Sequence[Marks]) -> float | None:
    """Return the mean pairwise kappa among raters; None when no reply has two of them.

    The n-th level of every reply is taken to be the same rater's.
    """
    return _among(Counter(map(tuple, rated)))


def raters_interval(rated: Sequence[Marks], resamples: int = RESAMPLES) -> Bounds | None:
    """Return the 95 % percentile interval of the raters' own kappa; None where it is not defined."""
    return _bootstrap(Counter(map(tuple, rated)), _among, resamples)


def _among(counts: Mapping[tuple[int | None, ...], int]) -> float | None:
    most = max(map(len, counts), default=0)
    found = []
    for i in range(most):
        for j in range(i + 1, most):
            both: Counter[tuple[int, int]] = Counter()
            for levels, count in counts.items():
                if len(levels) > j and (a := levels[i]) is not None and (b := levels[j]) is not None:
                    both[a, b] += count
            if (value := _kappa_counted(both)) is not None:
                found.append(value)
    return mean(found) if found else None


def degradation_interval(pairs: Pairs, rated: Sequence[Marks], resamples: int = RESAMPLES) -> Bounds | None:
    """Return the 95 % interval of (raters' own kappa - engine's kappa); None where one is not defined."""

    def measure(counts: Mapping[tuple[tuple[int, int], tuple[int | None, ...]], int]) -> float | None:
        levels: Counter[tuple[int, int]] = Counter()
        own: Counter[tuple[int | None, ...]] = Counter()
        for (pair, marks), count in counts.items():
            levels[pair] += count
            own[marks] += count
        among, found = _among(own), _kappa_counted(levels)
        return None if among is None or found is None else among - found

    return (
        _bootstrap(Counter(zip(pairs, map(tuple, rated), strict=True)), measure, resamples) if rated else None
    )


@dataclass(frozen=True)
class Agreement:
    """All measures of one dimension on one set of replies; None where a measure is not defined.

    `unscored` counts replies that the engine leaves without a level (no
    opportunity in the customer's message); they are in no other figure.
    `degradation` is the raters' own kappa less the engine's; its interval is of
    the same resamples for both, since both are of the same replies. `without_length`
    is the rank correlation of raters and engine with the reply's length
    partialled out, `length_alone` that of the raters' levels with the length.
    """

    n: int
    unscored: int
    table: list[list[int]]
    kappa: float | None = None
    interval: Bounds | None = None
    pearson: float | None = None
    spearman: float | None = None
    exact: float | None = None
    adjacent: float | None = None
    mean_difference: float | None = None
    raters: float | None = None
    raters_interval: Bounds | None = None
    degradation: float | None = None
    degradation_interval: Bounds | None = None
    without_length: float | None = None
    length_alone: float | None = None


def middle(levels: Iterable[int]) -> int:
    """Return the middle level of raters; between two of them the even one.

    Always the lower one would make the raters of a pair look stricter than they are. Raises StatisticsError
    where nobody rated.
    """
    return round(median(levels))


def agreement(
    rated: Sequence[int],
    scored: Sequence[int | None],
    lengths: Sequence[int] = (),
    raters: Sequence[Marks] = (),
    spread: float | None = None,
) -> Agreement:
    """Return every measure for one dimension.

    `rated` are the raters' levels (their median), `scored` the engine's,
    `lengths` the characters of each reply (none: no measure of length),
    `raters` each rater's own level, `spread` the standard deviation that the
    mean difference is counted in (default: that of `rated`). Where the raters
    gave one level to every reply there is nothing to agree on beyond chance,
    and kappa is not defined.
    """
    kept = [i for i, level in enumerate(scored) if level is not None]
    pairs = [(rated[i], level) for i in kept if (level := scored[i]) is not None]
    table = confusion(pairs)
    if not pairs:
        return Agreement(0, len(scored), table)
    left, right = [a for a, _ in pairs], [b for _, b in pairs]
    size = [lengths[i] for i in kept] if lengths else []
    own = [raters[i] for i in kept] if raters else []
    varied = len(set(left)) > 1
    found, among = kappa_of(table) if varied else None, raters_kappa(own)
    return Agreement(
        n=len(pairs),
        unscored=len(scored) - len(pairs),
        table=table,
        kappa=found,
        interval=interval(pairs) if varied else None,
        pearson=pearson(left, right),
        spearman=spearman(left, right),
        exact=exact(pairs),
        adjacent=adjacent(pairs),
        mean_difference=mean_difference(pairs, spread),
        raters=among,
        raters_interval=raters_interval(own),
        degradation_interval=degradation_interval(pairs, own) if varied else None,
        degradation=None if found is None or among is None else among - found,
        without_length=partial(left, right, size) if size else None,
        length_alone=spearman(left, size) if size else None,
    )
