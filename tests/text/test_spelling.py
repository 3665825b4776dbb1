"""Misspelt words are read as meant; real words, names and figures are left alone."""

from __future__ import annotations

import pytest
import text_kit as kit

from sim.text.spelling import LONG, SHORTEST, is_word

PHRASE = "refund delivery charge"


@pytest.mark.parametrize(
    "typed",
    [
        "I refunded the delivery charge",
        "I refnuded the delivery charge",
        "I refunded the delivry charge",
        "I refunded the deilvery charge",
        "I refunded the delivery chrage",
        "I refunded the dellivery charge",
        "I refunded the delivery chharge",
        "i refundid the dilivery charge",
    ],
)
def test_a_misspelt_phrase_word_is_found(typed: str) -> None:
    """One slip in a word of a phrase costs nothing."""
    assert kit.finds(typed, "en", PHRASE)


def test_a_name_is_no_slip() -> None:
    """A word with a capital inside a sentence stays; the same word at its beginning may be a slip."""
    assert not kit.finds("Hi Refnud, delivery charge", "en", PHRASE)
    assert kit.finds("Refnud delivery charge", "en", PHRASE)


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [
        ("the confirmtion by six", "confirmation by six"),
        ("the confrimaton by six", "confirmation by six"),
        ("we apolgise for it", "apologise for it"),
        ("for tomorow morning", "tomorrow morning"),
        ("a temporay fridge", "temporary fridge"),
        ("I am sory you waited", "sorry you waited"),
        ("your new born child", "new born"),
    ],
)
def test_common_slips_are_forgiven(typed: str, phrase: str) -> None:
    """Two edits from eight letters on, one from four: the slips that people make."""
    assert kit.finds(typed, "en", phrase)


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [
        ("I read the change", "charge"),
        ("a van full of deliveries was late", "later"),
        ("we can quote it", "quite"),
        ("the form is here", "from"),
        ("that is not true", "note"),
        ("a message in the packing", "parking"),
        ("he has a cough", "couch"),
        ("I refuse the charge", "refund charge"),
    ],
)
def test_a_real_word_is_left_alone(typed: str, phrase: str) -> None:
    """A word that exists is never read as another one, however near."""
    assert not kit.finds(typed, "en", phrase)


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [
        ("teh van", "tea van"),
        ("the wan is here", "van is here"),
        ("order 8842", "order 8841"),
        ("xefund it", "refund it"),
    ],
)
def test_short_words_figures_and_first_letters_are_left_alone(typed: str, phrase: str) -> None:
    """Words under four letters, figures and the first letter are taken as typed."""
    assert not kit.finds(typed, "en", phrase)


def test_chinese_is_never_repaired() -> None:
    """A wrong character is another word."""
    assert not kit.finds("明天送冰想", "zh", "送冰箱")


def test_the_edits_forgiven_grow_with_the_word() -> None:
    """Four letters forgive one edit, eight forgive two; pinned here because they decide scores."""
    assert (SHORTEST, LONG) == (4, 8)
    assert kit.finds("a tecnhican comes", "en", "technician comes")
    assert not kit.finds("the mnagre comes", "en", "manager comes")


@pytest.mark.parametrize("word", ["refund", "refunded", "wages", "fridges", "sorry", "tonight"])
def test_common_words_are_known(word: str) -> None:
    """The list of words covers what replies are made of, inflections too."""
    assert is_word(word)


@pytest.mark.parametrize("word", ["asdf", "qwer", "refnud", "tomorow"])
def test_noise_is_no_word(word: str) -> None:
    """Random letters and misspelt words are in no list."""
    assert not is_word(word)
