"""A tripwire on replies to the six cases without rated replies of the panel, which nothing was fitted on.

Written, and rated by another reading, both blind to the engine. What was wrong about the English ones was
read once, after they had been measured: that a list of words tells badly who responds (R0) was seen there and
on the panel's replies. The Chinese ones nobody read.
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

NOW: dict[Lang, dict[Dimension, float]] = {
    "en": {"empathy": 0.74, "responsiveness": 0.89, "assurance": 0.83},
    "zh": {"empathy": 0.84, "responsiveness": 0.90, "assurance": 0.92},
}
"""Quadratic weighted kappa, rounded down; the engine before (`base-12`) had .71 .84 .79 and .80 .86 .85."""

CHANCE = 0.08
"""Half the width, about, of the bootstrap interval of 96 replies, read once by a language model."""


@cache
def rated() -> tuple[tuple[Lang, Dimension, int, int], ...]:
    """Return language, dimension, label and level of every reply that is scored."""
    lines = (kit.CALIBRATION / "blind_replies.jsonl").read_text("utf-8").splitlines()
    rows = {row["id"]: row for row in map(json.loads, lines)}
    return tuple(
        (row["lang"], dimension, row["levels"][dimension], level)
        for found, _ in RowScorer(Library()).lines(lines)
        for dimension in DIMENSIONS
        for row in (rows[found["id"]],)
        if (level := found["levels"][dimension]) is not None
    )


def test_there_are_sixteen_replies_a_case_and_language() -> None:
    """Every reply is scored in every dimension: 6 cases, 2 turns, 2 languages, 8 replies."""
    assert len(rated()) == 6 * 2 * 2 * 8 * len(DIMENSIONS)


def test_none_of_them_is_among_those_that_are_fitted_on() -> None:
    """No reply of the blind set stands in a file that the heads learn from."""
    blind = {
        json.loads(line)["reply"]
        for line in (kit.CALIBRATION / "blind_replies.jsonl").read_text("utf-8").splitlines()
    }
    for name in ("replies.jsonl", "own_replies.jsonl", "further_replies.jsonl", "other_cases.jsonl"):
        for line in (kit.CALIBRATION / name).read_text("utf-8").splitlines():
            assert json.loads(line)["reply"] not in blind


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_agreement_on_blind_replies_stays(lang: Lang, dimension: Dimension) -> None:
    """It does not fall by more than chance."""
    pairs = [(label, level) for at, d, label, level in rated() if (at, d) == (lang, dimension)]
    found = kappa(pairs)
    assert found is not None
    assert found >= NOW[lang][dimension] - CHANCE
