"""A tripwire on replies to the six cases without rated replies, written and rated blind to the engine.

Nothing was fitted on them. They were read once their agreement had been measured, the first set before the
engine `base-12` and the second after most of it, so that they hold a gain and prove none any more.
"""

from __future__ import annotations

import json
from functools import cache

import pytest
import scoring_kit as kit

from sim.coach.rows import RowScorer
from sim.content import Library
from sim.model.language import LANGS, Lang
from sim.model.score import DIMENSIONS, Dimension
from sim.validity.agreement import kappa

BEFORE: dict[Lang, dict[Dimension, float]] = {
    "en": {"empathy": 0.80, "responsiveness": 0.84, "assurance": 0.83},
    "zh": {"empathy": 0.84, "responsiveness": 0.89, "assurance": 0.88},
}
"""Quadratic weighted kappa of the second set when nobody had read it, rounded down; now .80 .86 .89 and .85
.90 .93.
"""

CHANCE = 0.08
"""Half the width, about, of the bootstrap interval of 96 replies, read once by a language model."""


@cache
def rated() -> tuple[tuple[int, Lang, Dimension, int, int], ...]:
    """Return set, language, dimension, label and level of every reply that is scored."""
    lines = (kit.CALIBRATION / "blind_replies.jsonl").read_text("utf-8").splitlines()
    rows = {row["id"]: row for row in map(json.loads, lines)}
    return tuple(
        (row["set"], row["lang"], dimension, row["levels"][dimension], level)
        for found, _ in RowScorer(Library()).lines(lines)
        for dimension in DIMENSIONS
        for row in (rows[found["id"]],)
        if (level := found["levels"][dimension]) is not None
    )


def test_there_are_two_sets_of_sixteen_replies_a_case_and_language() -> None:
    """Every reply is scored in every dimension: 2 sets, 6 cases, 2 turns, 2 languages, 8 replies."""
    assert len(rated()) == 2 * 6 * 2 * 2 * 8 * len(DIMENSIONS)


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_agreement_on_blind_replies_stays(number: int, lang: Lang, dimension: Dimension) -> None:
    """Neither set falls below what the second had unread by more than chance."""
    pairs = [(label, level) for s, at, d, label, level in rated() if (s, at, d) == (number, lang, dimension)]
    found = kappa(pairs)
    assert found is not None
    assert found >= BEFORE[lang][dimension] - CHANCE
