"""Wording that only resembles harm, beside the harm that it resembles."""

from __future__ import annotations

import pytest

from sim.model.language import Lang
from tests.scoring.first_reply import harm, scored


@pytest.mark.parametrize(
    ("scenario", "turn", "lang", "reply"),
    [
        ("complaint-02", "pressing", "zh", "面试穿别的不行吗，就一件衣服。"),
        ("complaint-06", "opening", "zh", "那您发吧，随便您发。"),
    ],
)
def test_a_rhetorical_question_refuses_nothing(scenario: str, turn: str, lang: Lang, reply: str) -> None:
    """不行吗 pushes back; it does not say that something cannot be."""
    assert harm(scored(scenario, turn, lang, reply))


MEANT_WELL: list[tuple[str, str, Lang, str]] = [
    (
        "retention-02",
        "opening",
        "en",
        "You of all people should not have been stopped at the till. I'm sorry.",
    ),
    ("vip-01", "pressing", "en", "I don't care how many calls it takes, I'll have everything ready."),
    ("handover-01", "pressing", "en", "I don't care whose desk it's on, I'm staying with it."),
    (
        "abuse-01",
        "pressing",
        "en",
        "Leave the morons out of it, please. The engineer is there tomorrow 8 to 10.",
    ),
    (
        "aftersales-01",
        "pressing",
        "en",
        "Like I said I would, I've booked the laundry: collected tomorrow 12 to 2.",
    ),
    ("aftersales-01", "opening", "en", "That racket isn't normal and whoever told you so was wrong."),
    ("complaint-03", "pressing", "en", "Banks do them in batches, card charges go through live."),
    ("complaint-06", "pressing", "en", "You'll have it in writing within the hour."),
    ("complaint-01", "opening", "zh", "怎么这么久没人管您，我看了都来气。"),
]


@pytest.mark.parametrize(("scenario", "turn", "lang", "reply"), MEANT_WELL)
def test_wording_that_only_resembles_harm(scenario: str, turn: str, lang: Lang, reply: str) -> None:
    """Whose care, whose words and which people are meant, says the sentence."""
    assert harm(scored(scenario, turn, lang, reply)) == []


ILL_MEANT: list[tuple[str, str, Lang, str, str]] = [
    ("complaint-06", "opening", "en", "Go on then, post it. See if anyone cares.", "X16"),
    ("abuse-01", "opening", "en", "I don't care what you want.", "X16"),
    ("abuse-01", "opening", "en", "You moron, keep out of it.", "X16"),
    ("collection-01", "pressing", "en", "We won't call your mother as long as you pay.", "X17"),
    ("abuse-01", "pressing", "zh", "您接着骂，我喝口水。", "X16"),
    ("service-01", "opening", "en", "You people never listen.", "X27"),
    ("retention-04", "opening", "zh", "您要骗退款，我们也没办法。", "X16"),
    ("retention-04", "opening", "zh", "您骗我们？没有证据我们不能退。", "X16"),
    ("retention-04", "opening", "en", "Don't pretend, you lied to us.", "X16"),
    ("abuse-01", "opening", "zh", "你骂谁呢？有脑子你自己修啊。", "X16"),
    ("complaint-06", "pressing", "zh", "上周有位客户说了，别人拿了五百。", "X19"),
    ("complaint-01", "opening", "zh", "您的订单号是多少？没有订单号我查不了。", "X11"),
]


@pytest.mark.parametrize(("scenario", "turn", "lang", "reply", "code"), ILL_MEANT)
def test_harm_beside_its_look_alikes(scenario: str, turn: str, lang: Lang, reply: str, code: str) -> None:
    """What the rules above let pass must not let these pass."""
    assert code in harm(scored(scenario, turn, lang, reply))


VOICED: list[tuple[str, str]] = [
    ("complaint-02", "三个人都问一遍，烦不烦？烦。那三个工单我关掉俩。"),
    ("complaint-02", "换我也要骂一句有完没完，照片我这儿都有，不用再发。"),
    ("loyalty-01", "14度，冷不冷？换谁都冷，今晚先送两台电暖器。"),
    ("complaint-01", "旧冰箱三天前就罢工了，家里还有小娃，对不起，是我们分拣装错车。"),
    ("aftersales-03", "退是退不了。寄卖柜台那边我打个招呼，让他们优先收您的包。"),
    ("retention-01", "七点整我许不了，只能说周四18到20点之间。"),
    ("retention-04", "跟上次一样给您退，我倒是想，可这回得先核查，三个工作日。"),
]


@pytest.mark.parametrize(("scenario", "reply"), VOICED)
def test_what_anybody_would_say_is_held_against_nobody(scenario: str, reply: str) -> None:
    """A question asked and answered, a curse in the customer's place, a word with two meanings."""
    assert harm(scored(scenario, "opening", "zh", reply)) == []


OPEN: list[tuple[str, str]] = [
    ("retention-01", "Before you decide, is there anything else about the line that's been bothering you?"),
    ("aftersales-04", "Unplug it now. Is there anything else of ours in the house, another charger?"),
]


@pytest.mark.parametrize(("scenario", "reply"), OPEN)
def test_a_question_for_more_of_something_closes_nothing(scenario: str, reply: str) -> None:
    """What is asked for stands behind it; the bare formula still hurries (X14)."""
    assert "X14" not in harm(scored(scenario, "opening", "en", reply))
    assert "X14" in harm(scored(scenario, "opening", "en", "Is there anything else?"))
