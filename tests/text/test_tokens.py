"""Words: contractions and chat spelling opened, inflections and number words one, forms of address one."""

from __future__ import annotations

import itertools

import pytest
import text_kit as kit
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.text.normalise import normalise
from sim.text.tokens import known_stems, stem, tokenise

SAME_EN = [
    ("I'll", "I will"),
    ("I’ll", "I will"),
    ("ill", "i will"),
    ("I've", "I have"),
    ("ive", "i have"),
    ("can't", "can not"),
    ("cant", "can not"),
    ("cannot", "can not"),
    ("won't", "will not"),
    ("wont", "will not"),
    ("don't", "do not"),
    ("didnt", "did not"),
    ("isn't", "is not"),
    ("isnt", "is not"),
    ("it's", "it is"),
    ("that's", "that is"),
    ("thats", "that is"),
    ("you're", "you are"),
    ("youre", "you are"),
    ("we'd", "we would"),
    ("u", "you"),
    ("ur", "your"),
    ("pls", "please"),
    ("tmrw", "tomorrow"),
    ("2moro", "tomorrow"),
    ("2nite", "tonight"),
    ("tonite", "tonight"),
    ("b4", "before"),
    ("mgr", "manager"),
    ("msg", "message"),
    ("n", "and"),
    ("two", "2"),
    ("three", "3"),
    ("twice", "2 times"),
    ("refunded", "refund"),
    ("refunds", "refund"),
    ("apologies", "apologise"),
    ("apologize", "apologise"),
    ("sent", "send"),
    ("paid", "pay"),
    ("RANG", "ring"),
    ("sry", "sorry"),
    ("hrs", "hours"),
    ("gonna", "going to"),
    ("lemme", "let me"),
    ("driver's", "driver"),
    ("007", "7"),
]


@pytest.mark.parametrize(("typed", "meant"), SAME_EN)
def test_english_forms_are_one(typed: str, meant: str) -> None:
    """However a word is written or inflected, it has the key of the word that is meant."""
    assert kit.keys(typed) == kit.keys(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("你", "您"),
        ("妳", "您"),
        ("俺", "我"),
        ("咱们", "我们"),
        ("她", "他"),
        ("两次", "二次"),
        ("两天", "2天"),
        ("三天", "3天"),
        ("俩", "两"),
        ("對不起", "对不起"),
        ("８点", "8点"),
    ],
)
def test_chinese_forms_are_one(typed: str, meant: str) -> None:
    """Forms of address, regional words for me and you, number words and scripts are one."""
    assert kit.keys(typed) == kit.keys(meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("not", "note"),
        ("cannot", "can"),
        ("won't", "will"),
        ("wages", "wait"),
        ("8841", "884"),
        ("您", "我"),
        ("买", "卖"),
        ("late", "later"),
        ("were", "we are"),
    ],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    """What means something else has another key."""
    assert kit.keys(one) != kit.keys(other)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(max_size=80))
def test_tokens_stand_in_order_inside_the_text(text: str) -> None:
    """Every token's span lies in the plain text, after the one before (a contraction shares its span)."""
    plain = normalise(text)
    tokens = tokenise(plain)
    assert all(t.key and 0 <= t.start < t.end <= len(plain.text) for t in tokens)
    places = [(t.start, t.end) for t in tokens]
    assert places == sorted(places)
    assert all(a == b or a[1] <= b[0] for a, b in itertools.pairwise(places))


def test_marks_and_emoji_are_no_words() -> None:
    """Only words and figures are tokens."""
    assert kit.keys("!?… 😊 — £") == []


def test_a_chinese_character_is_a_word() -> None:
    """Chinese has one token a character, mixed with figures and letters as they come."""
    assert kit.keys("订单8841已改到vip") == ["订", "单", "8841", "已", "改", "到", "vip"]


def test_the_table_of_stems_says_what_the_stemmer_says() -> None:
    """A word has the same key whether it stands in the table or is stemmed when it is met."""
    table = known_stems()
    assert len(table) > 3_000
    assert {word: stem(word) for word in table} == table
