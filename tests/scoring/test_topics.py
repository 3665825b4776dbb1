"""Scoring law 2: what names something of the case in own words speaks of it, what fits any case does not."""

from __future__ import annotations

import pytest

from sim.model.language import Lang
from sim.scoring.topics import COMMON, names, spelling_of, topics
from sim.text import tokens_of
from tests.calibration.labelled import context, engine

NAMED: list[tuple[Lang, str, str]] = [
    (
        "en",
        "Another shift thrown away on us, and you still have nothing to show for it.",
        "Another one thrown away on us, and you still have nothing to show for it.",
    ),
    (
        "en",
        "With milk turning and no cold shelf for it, anyone would be at the end of their rope.",
        "With everything like this, anyone would be at the end of their rope.",
    ),
    ("zh", "冷藏的药连着几天没处放，您心里得多悬着。", "这事拖了这么久，您心里得多悬着。"),
    ("zh", "奶都没地方冰，当妈的谁不揪心。", "碰上这种事，谁不揪心。"),
]


def evidence(lang: Lang, text: str) -> dict[str, str]:
    """Return the indicators that a reply to complaint-01 shows, each with its link."""
    found = engine("complaint-01", lang).score(text, context("complaint-01", "opening", lang))
    return {f.code: f.link for f in found.findings if f.code[0] in "ERA" and f.code != "R0"}


@pytest.mark.parametrize(("lang", "named", "general"), NAMED)
def test_what_names_the_case_counts_and_what_fits_any_does_not(lang: Lang, named: str, general: str) -> None:
    """The same thing said of nothing in particular earns nothing."""
    shown = evidence(lang, named)
    assert shown
    assert all(shown.values())
    assert evidence(lang, general) == {}


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "I can't help you."), ("zh", "我知道您很着急，时间宝贵。")]
)
def test_words_of_any_talk_name_no_case(lang: Lang, text: str) -> None:
    """Its customer spoke of help, of time; so does everybody's."""
    assert evidence(lang, text) == {}


def test_a_topic_is_a_word_of_the_case_and_none_of_any_talk() -> None:
    """Stems of words in English, pairs of characters in Chinese."""
    scenario = engine("complaint-01", "en").scenario
    english, chinese = topics(scenario, "en"), topics(scenario, "zh")
    assert {"fridg", "newborn", "milk"} <= english
    assert {"冰箱", "冷藏"} <= chinese
    assert not {"help", "time", "sorri"} & english
    assert not COMMON["zh"] & chinese


def test_a_copied_word_is_no_topic() -> None:
    """What the customer said, given back whole, ties nothing to the case."""
    message = context("complaint-01", "opening", "en").customer[-1]
    assert evidence("en", message) == {}


def test_names_come_with_their_places() -> None:
    """Short words and grammar are passed over."""
    assert list(names(tokens_of("The milk is in the freezer"), "en")) == [(1, "milk"), (5, "freezer")]
    assert list(names(tokens_of("冰箱坏了"), "zh")) == [(0, "冰箱"), (1, "箱坏")]


@pytest.mark.parametrize(
    ("lang", "reply", "word"),
    [("en", NAMED[1][1], "“milk” of this case"), ("zh", NAMED[2][1], "本案提到的“冷藏”")],
)
def test_the_word_that_ties_a_sentence_to_the_case_is_named(lang: Lang, reply: str, word: str) -> None:
    """As the case spells it; a trainee can see what the mark rests on."""
    found = engine("complaint-01", lang).score(reply, context("complaint-01", "opening", lang))
    told = [f.why for f in found.findings if f.link.startswith("topic.")]
    assert told
    assert all(word in why for why in told)


def test_a_topic_is_spelt_as_the_case_spells_it() -> None:
    """Words of English, names with their capital; in Chinese no two halves of two words."""
    scenario = engine("complaint-01", "en").scenario
    english, chinese = spelling_of(scenario, "en"), spelling_of(scenario, "zh")
    assert {"fridg": "fridge", "deliveri": "delivery", "dawson": "Dawson"}.items() <= english.items()
    assert chinese["冰箱"] == "冰箱"
    assert chinese["作日"] == "工作日"
    assert "台冰" not in chinese
    assert set(english) == topics(scenario, "en")
