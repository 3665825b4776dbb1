"""Heads: packed rows add up to what adding weight by weight gives."""

from __future__ import annotations

import math
import random

import pytest

from sim.model.language import LANGS, Lang
from sim.scoring.heads import SIGN_VALUE, UNIT, Heads, heads
from sim.scoring.signals import Signals


def by_hand(table: Heads, signals: Signals) -> list[float]:
    """Return the scores of a sentence, each weight read from the table as written and added by itself."""
    lines = dict(table.lines())
    totals, signed = [0] * len(table.codes), [0] * len(table.codes)
    square = 0
    for names, sums in ((signals.wording, totals), (signals.signs, signed)):
        for name in names & lines.keys():
            rarity, _, pairs = lines[name].partition("\t")
            times = int(rarity) if sums is totals else 1
            square += times * times if sums is totals else 0
            for place, weight in (pair.split(":") for pair in pairs.split(",") if pair):
                sums[int(place)] += times * int(weight)
    length = math.sqrt(square) or 1.0
    return [
        round((start + SIGN_VALUE * sign + total / length) * stretch / (UNIT * UNIT), 3)
        for start, sign, total, stretch in zip(table.start, signed, totals, table.scale, strict=True)
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_packed_rows_add_up_like_single_weights(lang: Lang) -> None:
    """For any signals, few or thousands, known or not, the scores are those of plain addition."""
    table = heads(lang)
    names = [name for name, _ in table.lines()]
    dice = random.Random(f"heads {lang}")  # noqa: S311 - the same signals every time
    for size in (0, 1, 2, 30, 300, len(names)):
        wording, signs = (frozenset(dice.sample(names, size)) for _ in range(2))
        signals = Signals(wording | {"no such piece"}, signs | {"@no.such.sign"})
        assert table.score(signals) == by_hand(table, signals)
