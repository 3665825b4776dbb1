"""Copied wording: eight words or twelve characters in a row; values are exempt, pronouns are one."""

from __future__ import annotations

import pytest
import text_kit as kit

from sim.model.language import Lang
from sim.text import Sources
from sim.text.copies import ECHO_RUN, ECHO_SHARE, RUN

SOURCE: dict[Lang, str] = {
    "en": "I took unpaid leave from work for it and nobody came near my door.",
    "zh": "我又跟公司请了假在家等着你们送货过来。",
}


def copied(text: str, lang: Lang, *sources: str) -> int:
    """Return how many tokens of a text are copies."""
    return len(Sources(sources or (SOURCE[lang],), lang).copied(kit.reading(text, lang).tokens))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_source_itself_is_a_copy(lang: Lang) -> None:
    """Every word of a text given back is copied, values between the words included."""
    assert copied(SOURCE[lang], lang) == len(kit.reading(SOURCE[lang], lang).tokens)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "You took unpaid leave from work for it and nobody came near your door."),
        ("en", "YOU TOOK UNPAID LEAVE FROM WORK — FOR IT — AND NOBODY CAME!"),
        ("en", "So: unpaid leave from work for it and nobody came. I see."),
        ("zh", "您又跟公司请了假在家等着我们送货过来。"),
        ("zh", "您又跟公司請了假，在家等着你們送貨過來"),
    ],
)
def test_turning_pronouns_around_is_still_a_copy(lang: Lang, text: str) -> None:
    """Pronouns, case, marks and script make no new sentence."""
    assert copied(text, lang) >= RUN[lang]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "You took unpaid leave from work for us."),
        ("en", "Unpaid leave from work gone, and at the end nobody came near the door."),
        ("zh", "您为了等我们又跟公司请了假。"),
        ("zh", "白请了假，送货的人没过来。"),
    ],
)
def test_short_runs_are_nobodys_property(lang: Lang, text: str) -> None:
    """Seven words or eleven characters in a row may be shared."""
    assert copied(text, lang) == 0


@pytest.mark.parametrize(("lang", "length"), [("en", 8), ("zh", 12)])
def test_the_run_that_makes_a_copy(lang: Lang, length: int) -> None:
    """The border is eight words, twelve characters (scoring law 2)."""
    assert RUN[lang] == length
    words = {
        "en": ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india"],
        "zh": list("春夏秋冬东西南北金木水火土"),
    }[lang]
    glue = " " if lang == "en" else ""
    assert copied(glue.join(words[:length]), lang, glue.join(words)) == length
    assert copied(glue.join(words[: length - 1]), lang, glue.join(words)) == 0


@pytest.mark.parametrize(
    ("lang", "source", "text"),
    [
        ("en", "8841 8-12 14-18 18:00 25 50 2 3 6", "8841, 8-12, 14-18, 18:00, £25, £50, 2, 3, 6"),
        ("zh", "8841 8 12 14 18 25 50 2 3 6 7 9 10", "8841，8–12，14–18，25，50，2，3，6，7，9，10"),
        ("en", "Free tomorrow 08:00-12:00 and 14:00-18:00 today", "Tomorrow 08:00-12:00 or 14:00-18:00?"),
    ],
)
def test_values_are_exempt(lang: Lang, source: str, text: str) -> None:
    """Figures, times and sums may be repeated as often as needed."""
    assert copied(text, lang, source) == 0


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_echo_is_measured_by_short_runs(lang: Lang) -> None:
    """A reply pieced together from the customer's words is an echo; an answer is none."""
    sources = Sources([SOURCE[lang]], lang)
    echo = {
        "en": "You took unpaid leave from work. Nobody came near your door.",
        "zh": "您又跟公司请了假在家等着。",
    }[lang]
    answer = {"en": "Our depot sent it to the wrong van.", "zh": "是我们站点装错了车。"}[lang]
    assert sources.echo_share(kit.reading(echo, lang).tokens) >= ECHO_SHARE
    assert sources.echo_share(kit.reading(answer, lang).tokens) == 0
    assert ECHO_RUN[lang] < RUN[lang]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_is_copied_from_nothing(lang: Lang) -> None:
    """Empty sources and empty replies are harmless."""
    assert copied("", lang) == 0
    assert copied(SOURCE[lang], lang, "", "  ") == 0
    assert Sources([], lang).echo_share(kit.reading(SOURCE[lang], lang).tokens) == 0
