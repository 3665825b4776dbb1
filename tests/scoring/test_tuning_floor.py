"""A tripwire on the scenario that the engine was tuned on.

Complaint-01 is the tuned-on scenario, and the labels are reference labels: a language model's readings, not
human ratings. Agreement here is therefore no claim about anything. A change of the engine that loses it is
noticed, that is all. Each floor stands 0.05 below what was measured when it was set.
"""

from __future__ import annotations

import json

import pytest
import scoring_kit as kit

from sim.coach.rows import RowScorer
from sim.content import Library
from sim.model.language import LANGS, Lang
from sim.model.score import DIMENSIONS, Dimension

FLOOR: dict[Lang, dict[Dimension, float]] = {
    "en": {"empathy": 0.72, "responsiveness": 0.85, "assurance": 0.88},
    "zh": {"empathy": 0.68, "responsiveness": 0.83, "assurance": 0.87},
}
"""Quadratic weighted kappa with the median of the panel, less 0.05: .78 .90 .94 and .73 .88 .93 measured."""


@pytest.fixture(scope="module")
def scored() -> dict[str, dict[str, int | None]]:
    """Return the levels of every rated reply, the way `servicesim score` gives them."""
    scorer = RowScorer(Library())
    rows = [json.dumps(row) for row in kit.rated()]
    return {result["id"]: result["levels"] for result, _ in scorer.lines(rows)}


def kappa(pairs: list[tuple[int, int]]) -> float:
    """Return the quadratic weighted kappa of pairs of levels 0-4."""
    count = len(pairs)
    seen = sum((a - b) ** 2 for a, b in pairs) / count
    chance = sum((a - b) ** 2 for a, _ in pairs for _, b in pairs) / count**2
    return 1 - seen / chance if chance else 1.0


def test_kappa_is_the_known_one() -> None:
    """Full agreement is 1, chance is 0, reversal is below."""
    assert kappa([(0, 0), (4, 4), (2, 2)]) == 1
    assert kappa([(0, 0), (0, 4), (4, 0), (4, 4)]) == 0
    assert kappa([(0, 4), (4, 0)]) == -1


def test_the_rated_replies_are_whole() -> None:
    """Complaint-01 has 64 rated replies, half of them in each language."""
    assert len(kit.rated()) == 64
    assert sum(row["lang"] == "en" for row in kit.rated()) == 32


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_agreement_on_the_tuned_scenario_stays_above_its_floor(
    scored: dict[str, dict[str, int | None]], dimension: Dimension, lang: Lang
) -> None:
    """Tuned-on scenario, reference labels: a tripwire and no claim."""
    pairs = [
        (level, row["levels"][dimension])
        for row in kit.rated()
        if row["lang"] == lang and (level := scored[row["id"]][dimension]) is not None
    ]
    assert len(pairs) >= 16
    assert kappa(pairs) >= FLOOR[lang][dimension]
