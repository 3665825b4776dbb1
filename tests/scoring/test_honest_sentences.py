"""Honest sentences that were once held for harm, each beside one that is harm: both must be told apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import scoring_kit as kit
import yaml
from honest_kit import told

from sim.model.language import Lang


def pairs() -> Iterator[tuple[str, Lang, str, str, str, str]]:
    """Yield code, language, scenario, turn, a sentence that is no harm of that code, and one that is."""
    kept = yaml.safe_load((kit.CALIBRATION / "honest.yaml").read_text("utf-8"))
    for code, of_code in kept.items():
        for pair in of_code:
            scenario, turn = pair["at"].split()
            yield code, pair["lang"], scenario, turn, pair["honest"], pair["harm"]


PAIRS = list(pairs())


@pytest.mark.parametrize(("code", "lang", "scenario", "turn", "honest", "_harm"), PAIRS)
def test_an_honest_sentence_is_no_harm(
    code: str, lang: Lang, scenario: str, turn: str, honest: str, _harm: str
) -> None:
    """Nobody is told of a fault in it."""
    assert not told(code, lang, scenario, turn, honest)


@pytest.mark.parametrize(("code", "lang", "scenario", "turn", "_honest", "harm"), PAIRS)
def test_its_neighbour_is_told(
    code: str, lang: Lang, scenario: str, turn: str, _honest: str, harm: str
) -> None:
    """The sentence beside it, which is harm, is told as such."""
    assert told(code, lang, scenario, turn, harm)
