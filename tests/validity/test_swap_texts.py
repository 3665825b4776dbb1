"""The texts that swaps make: what each change touches, and what it leaves alone."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sim.text.normalise import normalise
from sim.validity import swap_texts as texts
from sim.validity.swap_cases import other_gender


def test_typos_leave_names_figures_and_words_alone() -> None:
    """F1: one to three long words are misspelt and become no other word; names and figures stay."""
    plain = "Paul Denby rings before 18:00 about order 8841, because the wrong sticker caused both failures."
    for count in (1, 2, 3):
        typed = texts.typos(count, 19)(plain)
        changed = [(a, b) for a, b in zip(plain.split(), typed.split(), strict=True) if a != b]
        assert len(changed) == count
        assert all(a.islower() and not texts.is_word(b.strip(".,")) for a, b in changed)
    assert texts.same_sound(1)("账单我再查，账上没有。") == "帐单我再查，账上没有。"


@pytest.mark.parametrize(
    ("text", "shorter"),
    [
        ("It comes tomorrow.", "It comes tomorrow"),
        ("Which slot suits you?", "Which slot suits you"),
        ("Fine. Book it?", "Fine. Book it?"),
        ("明天送到。", "明天送到"),
        ("哪个时段方便？", "哪个时段方便"),
        ("您考虑考虑？", "您考虑考虑？"),
    ],
)
def test_a_mark_is_left_out_where_it_says_nothing(text: str, shorter: str) -> None:
    """F1: the last mark goes, but not the one that alone makes a question."""
    assert texts.unended(text) == shorter


def test_words_are_swapped_whole() -> None:
    """Swaps keep capitals, touch no part of a word, and turn each word once."""
    assert texts.american("Apologies, the COLOUR and the Centre, centred") == (
        "Apologies, the COLOR and the Center, centred"
    )
    assert texts.british(texts.american("We apologise, your mum's favourite")) == (
        "We apologise, your mum's favourite"
    )
    assert other_gender("Ask her to ring; it's her phone, she said. Mr Li", "en") == (
        "Ask him to ring; it's his phone, he said. Ms Li"
    )
    assert other_gender("顾女士和她妈妈，其他人", "zh") == "顾先生和他爸爸，其他人"


def test_chinese_is_the_same_in_another_dress() -> None:
    """F4: Traditional characters and full width fold back; 我这边 comes and goes where somebody acts."""
    plain = "您的冰箱明天送到，我帮您盯着，运费80元。"
    assert texts.traditional(plain) != plain
    assert normalise(texts.traditional(plain)).text == normalise(plain).text
    assert texts.half_width(plain) == "您的冰箱明天送到,我帮您盯着,运费80元."
    assert texts.from_here("我帮您查，和我说，让我来") == "我这边帮您查，和我说，让我来"
    assert texts.from_me("我这边帮您查，我们这边也查") == "我帮您查，我们也查"


def test_sentences_cover_a_text() -> None:
    """F2: the spans of the sentences follow each other over the whole reply as typed."""
    text = "Sorry！ Ms. Hall confirms by 6 p.m. today. 8841 is booked\nfor tomorrow"
    spans = texts.sentences_of(text)
    assert (spans[0][0], spans[-1][1]) == (0, len(text))
    assert all(a[1] <= b[0] and not text[a[1] : b[0]].strip() for a, b in pairwise(spans))
