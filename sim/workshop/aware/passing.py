"""Owns when a conversation passes by a rubric, and by how much it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sim.model.rubric import Rubric
from sim.model.score import Dimension


def short(means: Mapping[Dimension, float | None], rubric: Rubric) -> Iterator[tuple[Dimension, float]]:
    """Yield every dimension that fails the pass rule, with its figure (0-100).

    By the average, where a rubric passes on it, all dimensions fail together.
    A dimension that was never scored fails nothing.
    """
    scored = {d: m for d, m in means.items() if m is not None}
    scale = rubric.scale
    if scale.per_category:
        held = scored
    else:
        weights = {d: rubric.section(d).weight for d in scored}
        total = sum(weights.values())
        average = sum(m * weights[d] for d, m in scored.items()) / total if total else 0.0
        held = dict.fromkeys(scored, average)
    for dimension, value in held.items():
        if value < scale.pass_ or (scale.strict and value == scale.pass_):
            yield dimension, scored[dimension]


def passes(means: Mapping[Dimension, float | None], red_lines: tuple[str, ...], rubric: Rubric) -> bool:
    """Say whether a conversation passes: something was scored, no red line was crossed, the rule holds."""
    scored = any(mean is not None for mean in means.values())
    return scored and not red_lines and not any(short(means, rubric))
