"""Owns places on one row: as near as possible to where each is wanted, in order, none overlapping."""

from __future__ import annotations

from collections.abc import Sequence


def spread(
    wanted: Sequence[float], widths: Sequence[float], weights: Sequence[float], gap: float
) -> list[float]:
    """Return the middles that lie least far (weighted squares) from those wanted, `gap` apart at least.

    Exact: pooling of adjacent violators, on places less the room that stands before them.
    """
    before, at = [], 0.0
    for n, width in enumerate(widths):
        at += (widths[n - 1] + width) / 2 + gap if n else 0.0
        before.append(at)
    pools: list[tuple[float, float, int]] = []
    for want, room, weight in zip(wanted, before, weights, strict=True):
        pools.append((want - room, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            mean, heavy, count = pools.pop()
            other, light, more = pools.pop()
            pools.append(((mean * heavy + other * light) / (heavy + light), heavy + light, count + more))
    level = [mean for mean, _, count in pools for _ in range(count)]
    return [at + room for at, room in zip(level, before, strict=True)]
