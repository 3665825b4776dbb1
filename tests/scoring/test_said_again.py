"""What a reply says twice, the second time turned round, and stops that no sentence leaves: G12 and G15."""

from __future__ import annotations

import random
import re

import pytest
import scoring_kit as kit

from sim.model.language import LANGS, Lang
from sim.scoring.conflicts import CONTRADICTION
from sim.validity.attacks.pieces import chunks

STRONG = 9
"""Number of the anchor at level 4, 4, 4."""


def taken_back(reply: str, lang: Lang) -> list[str]:
    """Return what is found to take back something of the reply."""
    return [f.quote for f in kit.score(reply, lang).findings if f.rule == CONTRADICTION and f.certain]


REVERSED: dict[Lang, tuple[tuple[str, str], ...]] = {
    "en": (
        ("I've just booked the 8–12 for you.", "But I haven't just booked the 8–12 for you."),
        ("On Friday I'll write to you.", "But on Friday I won't write to you."),
        ("What I can do now is refund the delivery fee.", "But what I can't do now."),
        ("If it doesn't come I'll get it onto the second run.", "If it doesn't come I won't get it."),
        ("We don't need anything from you.", "We need anything from you."),
        ("I've just given him all you told me.", "But I haven't just given him all you told me."),
    ),
    "zh": (
        ("没动静我来跟进。", "不过没动静我不来跟进。"),
        ("您的运费我今天给您退。", "但是您的运费我今天不给您退。"),
        ("我能做的是今晚送保温箱。", "不过我不能做的是今晚送保温箱。"),
    ),
}


@pytest.mark.parametrize(("lang", "pair"), [(lang, pair) for lang in LANGS for pair in REVERSED[lang]])
def test_a_sentence_said_again_with_a_not_takes_back(lang: Lang, pair: tuple[str, str]) -> None:
    """A "not" more or less in the same words is a contradiction (X26), quoted whole; either alone is none."""
    first, second = pair
    middle = {"en": "The route is made tonight.", "zh": "路线今晚才排。"}[lang]
    assert second.rstrip(".。") in "".join(taken_back(f"{first} {middle} {second}", lang))
    assert not taken_back(first, lang)
    assert not taken_back(f"{middle} {second}", lang)


@pytest.mark.parametrize(
    ("lang", "reply"),
    [
        ("en", "What I can't do: name the exact hour. What I can do: refund the delivery fee today."),
        ("en", "I can't book it today. I can book it for tomorrow, 8 to 12."),
        ("en", "Can you be in from 8? If you can't be in from 8, I keep the afternoon for you."),
        ("en", "I can refund the £25. I can't refund lost wages, nobody here may."),
        ("en", "We've kept you waiting twice. I won't keep you waiting."),
        ("en", "You were let down twice. I won't let you down."),
        ("en", "I know the ringing phone wakes the baby. I won't ring. I'll message you by 6 tonight."),
        ("zh", "我们让您白等了两次。这次我不让您白等。"),
        ("zh", "之前同事给您打电话吵醒了孩子。我不打电话，今晚6点前发消息给您。"),
        ("zh", "明天8-12点、14-18点我都能给您订，以上都可以，夜里办不了。"),
        ("zh", "老人家这个岁数不能这么等着，我给您标成优先。八十岁的老人在家还裹着大衣，换谁都着急。"),
        ("zh", "我不能做的：定几点几分。我能做的：今天给您退运费。"),
        ("zh", "今天送不了。明天8–12点能送。"),
        ("zh", "您方便在家吗？不方便在家的话，我给您留下午。"),
        ("zh", "运费80元我能退。误工费我不能退，我没有这个权限。"),
    ],
)
def test_a_limit_beside_an_offer_takes_nothing_back(lang: Lang, reply: str) -> None:
    """Much the same words about another thing, another day, or only supposed: that is honest, not false."""
    assert not taken_back(reply, lang)


@pytest.mark.parametrize(
    ("lang", "reply", "refusal"),
    [
        ("en", "Yes, we can. I'll send the van tomorrow, 8 to 12. But we can't.", "But we can't"),
        ("en", "I've booked you in for tomorrow, 8-12. But we can't.", "But we can't"),
        ("zh", "我给您约好了明天8点到12点。不过我们做不到。", "不过我们做不到"),
    ],
)
def test_a_bare_refusal_takes_back_the_promise_before_it(lang: Lang, reply: str, refusal: str) -> None:
    """A sentence too short to name anything refuses what was said right before it (X26)."""
    assert taken_back(reply, lang) == [refusal]


@pytest.mark.parametrize(
    ("lang", "reply"),
    [
        ("en", "I'd love to refund the whole. But we can't. What I can do is refund the delivery fee."),
        ("en", "I asked whether the driver could come tonight. But we can't."),
        (
            "en",
            "You want it today, I see that. But we can't. I've booked you in for tomorrow 8-12.",
        ),
        ("zh", "您想今天就送到，这我明白。但是我们做不到。能做的是明天8点到12点送。"),
        ("zh", "我也想今晚就给您送到。但是我们做不到。"),
    ],
)
def test_a_bare_refusal_of_what_was_only_wished_takes_nothing_back(lang: Lang, reply: str) -> None:
    """A wish, a question, what the customer wants: to refuse it is honest."""
    assert not taken_back(reply, lang)


@pytest.mark.parametrize(
    ("lang", "reply"),
    [
        ("zh", "明天上午8点到12点我不会给您送。"),
        ("zh", "保温箱我不给您送，您看怎么办？"),
        ("en", "There is a cold box that I can't send round tonight."),
    ],
)
def test_an_offer_is_denied_by_words_behind_it(lang: Lang, reply: str) -> None:
    """Where the offer stands first, a refusal behind it denies it all the same (X26)."""
    assert any(f.rule == "check:denied" for f in kit.score(reply, lang).findings)


def test_chunks_of_chinese_in_another_order_are_no_reply() -> None:
    """Pieces of two characters still hold words; their stops stand where no sentence leaves them.

    Seen in six shuffles of eight at least; the others happen to leave every stop behind a word.
    """
    text = kit.anchor(STRONG, "zh")
    seen = 0
    for seed in range(8):
        mixed = chunks(text)
        random.Random(seed).shuffle(mixed)  # noqa: S311
        found = kit.score("".join(mixed), "zh")
        if "word_list" in found.flags:
            seen += 1
            assert max(level or 0 for level in found.levels.values()) <= 1
    assert seen >= 6


@pytest.mark.parametrize("slip", ["，，", "。，", "……，", "！！", "？！", "。:)"])
def test_a_slip_of_the_finger_is_no_shuffle(slip: str) -> None:
    """One stop too many in a reply that reads well moves no level."""
    text = kit.anchor(STRONG, "zh")
    assert text.count("，")
    assert kit.score(text.replace("，", slip, 1), "zh").levels == kit.score(text, "zh").levels


def test_pieces_of_chinese_without_stops_are_mostly_seen() -> None:
    """Four in five good replies in pieces of two characters, mixed, are seen though no stop betrays them."""
    texts = [re.sub(r"\W", "", text) for _, lang, _, text in kit.strong() if lang == "zh"]
    seen = 0
    for text in texts:
        mixed = chunks(text)
        random.Random(1).shuffle(mixed)  # noqa: S311
        seen += "word_list" in kit.score("".join(mixed), "zh").flags
    assert seen >= 0.8 * len(texts) > 0, (seen, len(texts))


@pytest.mark.parametrize(
    "reply",
    [
        "靓女你去拔咗佢先 唔好再用住 插头底有个批次嘅 系嘅话今日寄新嘅俾你 两日到唔收钱 退货袋都系我哋出",
        "恁先别急哈 冰箱俺给恁盯着 明儿8点到12点送 站长六点前给俺回话 中不中",
        "📦 记下了哈 8841我看到了 明天8点到12点送 我盯着 六点前给您发消息 您几点在家给我说下就中 🙏",
    ],
)
def test_how_people_of_a_region_write_is_no_list(reply: str) -> None:
    """Cantonese, northern words, spaces for stops and signs around a reply are no word list (F4, F5)."""
    assert "word_list" not in kit.score(reply, "zh").flags
