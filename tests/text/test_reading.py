"""Which language a text is in, whether it holds words at all, and what a reading knows of a reply."""

from __future__ import annotations

import pytest
import text_kit as kit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.model.language import LANGS, Lang
from sim.text import language_of, makes_sense


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("I'm sorry about that.", "en"),
        ("so sry 2 days off n no fridge", "en"),
        ("ok", "en"),
        ("对不起，明天给您送。", "zh"),
        ("對不起，明天給您送。", "zh"),
        ("好", "zh"),
        ("您的iPhone 15明天到", "zh"),
        ("OK，明天送", "zh"),
        ("The fridge (冰箱) comes tomorrow morning.", "en"),
        ("ＳＯＲＲＹ about it", "en"),
        ("", None),
        ("   ", None),
        ("…", None),
        ("8841", None),
        ("😊😊", None),
        ("?!", None),
    ],
)
def test_language_of(text: str, lang: Lang | None) -> None:
    """A text is English, Chinese, or neither."""
    assert language_of(text) == lang


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("I'm sorry about that.", True),
        ("so sory 2 days of n no frigde", True),
        ("on it", True),
        ("对不起", True),
        ("asdf qwer", False),
        ("xkcd wqrt zzzp mnbv lkjh", False),
        ("qwertyuiop", False),
        ("", False),
        ("8841", False),
        ("😊", False),
        ("!?…", False),
    ],
)
def test_makes_sense(text: str, sense: bool) -> None:
    """Words of either language make sense, misspelt ones too; random letters and marks do not."""
    assert makes_sense(text) is sense


def test_a_hit_quotes_what_was_typed() -> None:
    """The span of a hit is that of the reply as typed."""
    typed = "So SORRY — our depot sent it to the wrong  van."
    found = kit.reading(typed, "en", "wrong van")
    (hit,) = found.find("wrong van")
    assert typed[slice(*found.span(hit.first, hit.last))] == "wrong  van"


@pytest.mark.parametrize("typed", ["£76 refunded", "$76 back", "€5, today", "up by 50%"])
def test_a_span_keeps_the_signs_of_a_sum(typed: str) -> None:
    """A quote of "76 refunded" would be another sum."""
    found = kit.reading(typed, "en", "refunded")
    assert typed[slice(*found.span(0, len(found.tokens) - 1))] == typed


def test_hits_come_in_order_of_place() -> None:
    """Whatever the order of the references asked for, hits are ordered by where they stand."""
    found = kit.reading("The van was late and the label was wrong.", "en", "label", "van", "wrong")
    assert [h.ref for h in found.find("wrong", "van", "label")] == ["van", "label", "wrong"]


TOLD = {"en": "It comes tomorrow at 8:30 and £25 go back.", "zh": "明天8点半送到，退您25元。"}
"""A sentence with a time and an amount, put among whatever is typed."""


@pytest.mark.parametrize("lang", LANGS)
def test_reading_never_raises(lang: Lang) -> None:
    """Whatever is typed can be read, and every word has a sentence and a clause."""

    @settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(
        st.text(
            alphabet=st.one_of(
                st.characters(), st.sampled_from("abno t.,!?'\"\n-:不没的点，。：“”8 126:but如果")
            )
        )
    )
    def law(noise: str) -> None:
        text = f"{noise} {TOLD[lang]} {noise}"
        found = kit.reading(text, lang, "not … to", "不 … 点", "no")
        assert len(found.sentence_of) == len(found.clause_of) == len(found.tokens)
        assert found.sentence_of == sorted(found.sentence_of)
        assert found.clause_of == sorted(found.clause_of)
        assert all(0 <= s < len(found.sentences) for s in found.sentence_of)
        assert found.times
        assert all(0 <= w.start < w.end <= len(found.plain.text) for w in found.times)
        assert 25 in {a.value for a in found.amounts}
        assert all(a.value >= 0 for a in found.amounts)
        for hit in found.find("not … to", "不 … 点", "no"):
            found.affirmed(hit)

    law()
