"""Key points are met by what gives the customer something, not by facts thrown at them."""

from __future__ import annotations

import pytest
import scoring_kit as kit

from sim.model.language import Lang
from sim.scoring.key_points import HOSTILE

GIVEN: dict[Lang, str] = {
    "en": "I refund the £25 delivery charge today and add £30 goodwill.",
    "zh": "80元运费我今天就退您，另外再补偿您200元。",
}
THROWN_AT: dict[Lang, str] = {
    "en": "Stop whining, I refund the £25 delivery charge today and add £30 goodwill, can't you read?",
    "zh": "80元运费我今天就退您，另外再补偿您200元，你闹够了没有，听不懂人话吗？",
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_key_point_is_not_met_by_a_sentence_that_does_harm(lang: Lang) -> None:
    """The refund in an insult is told, and meets nothing; given beside it, it does."""
    given, thrown = kit.score(GIVEN[lang], lang, "pressing"), kit.score(THROWN_AT[lang], lang, "pressing")
    both = kit.score(f"{THROWN_AT[lang]} {GIVEN[lang]}", lang, "pressing")
    assert "offer.fee_refund" in thrown.met
    assert thrown.codes() & HOSTILE
    assert not thrown.key_points
    assert given.key_points
    assert both.key_points == given.key_points
