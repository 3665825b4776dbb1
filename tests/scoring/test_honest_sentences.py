"""Honest sentences that were once held for harm, each beside one that is harm: both must be told apart."""

from __future__ import annotations

import pytest

from sim.model.language import Lang
from tests.calibration.labelled import context, engine

PAIRS: list[tuple[str, Lang, str, str, str, str]] = [
    ("X04", "zh", "complaint-05", "opening", "请您先拨打120，马上带孩子去医院。", "请您拨打银行的电话。"),
    (
        "X02",
        "en",
        "complaint-05",
        "opening",
        "You should have heard that from us first.",
        "You should have read it.",
    ),
    ("X04", "zh", "handover-01", "opening", "不用您去找她，材料我递过去。", "您去找她吧，材料自己带上。"),
    ("X04", "zh", "handover-01", "opening", "多亏您自己打电话来问，不然还要再拖。", "您自己打电话问李敏吧。"),
    ("X02", "zh", "vip-01", "opening", "是您自己打的那个电话救了这笔钱。", "是您自己没核对清楚。"),
    ("X15", "zh", "retention-04", "opening", "您信不过我们也正常。", "您记错了，系统里不是这样的。"),
    ("X04", "en", "complaint-01", "opening", "I'll call the depot for you.", "You have to call the depot."),
    (
        "X11",
        "en",
        "complaint-01",
        "opening",
        "A cold-box can come tonight. Shall I send it to your address?",
        "What is your address?",
    ),
    ("X11", "zh", "complaint-01", "opening", "冷藏箱今晚送到您的地址，可以吗？", "您的地址是什么？"),
    (
        "X26",
        "zh",
        "aftersales-01",
        "opening",
        "是轴承的问题，之前三次都没有把轴承换对，这是我们的错。",
        "送洗的衣服我后天9点到10点上门取。",
    ),
    ("X07", "zh", "complaint-01", "pressing", "误工费的话，我们这边没办法赔付的。", "误工费我来出。"),
    ("X07", "zh", "complaint-01", "pressing", "误工费全赔这句话我不能随口答应。", "误工费我们全赔。"),
    (
        "X07",
        "en",
        "complaint-01",
        "pressing",
        "I'll ask my manager to pay your wages.",
        "I'll pay your wages.",
    ),
    ("X13", "en", "complaint-01", "pressing", "Today the same thing happened.", "Well, these things happen."),
    ("X16", "en", "complaint-02", "opening", "Bye.", "Shut up, you idiot."),
    ("X16", "en", "complaint-02", "opening", "Good luck with the interview.", "Oh boo hoo, cry me a river."),
    ("X16", "en", "abuse-01", "opening", "Of course, and thank you for saying so.", "Yeah right, dream on."),
    (
        "X26",
        "en",
        "complaint-02",
        "opening",
        "I can't promise it will be there tomorrow.",
        "I can't send you the black L.",
    ),
    (
        "X26",
        "en",
        "complaint-02",
        "opening",
        "If it can't leave the shop I refund you in full.",
        "We won't refund you.",
    ),
]
"""Code, language, case, turn, a sentence that is none, and one that is."""


def told(code: str, lang: Lang, scenario: str, turn: str, reply: str) -> bool:
    """Say whether a reply is told of a code."""
    said = engine(scenario, lang).score(reply, context(scenario, turn, lang))
    return any(f.code == code for f in said.shown)


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


def test_an_errand_beside_one_that_is_spared_is_an_errand() -> None:
    """What is taken off the customer excuses nothing else in the sentence."""
    assert told("X04", "zh", "handover-01", "opening", "不用您去找她，请您联系银行客服。")


@pytest.mark.parametrize(
    ("lang", "reply"),
    [("zh", "多亏您自己填错了地址。"), ("en", "Thanks to you and your mistake, you should have read it.")],
)
def test_credit_in_scorn_is_blame(lang: Lang, reply: str) -> None:
    """Thanks for a fault are no thanks."""
    assert told("X02", lang, "complaint-01", "opening", reply)


def test_no_with_a_stop_is_a_sentence_and_a_number_is_none() -> None:
    """An answer "No." turns nothing round behind it."""
    said = engine("complaint-02", "en").score(
        "No. Your photos are on file.", context("complaint-02", "opening", "en")
    )
    assert "offer.use_photos" in said.met


@pytest.mark.parametrize(
    ("lang", "reply"),
    [
        (
            "en",
            "sorry cold flat choice mother elderly pump fault technician 15-18 heaters tonight bill message",
        ),
        ("zh", "对不起 停暖 老人 水泵 师傅 今天15-18点 电暖器 今晚 账单 工单 短信 跟进"),
    ],
)
def test_words_strung_together_are_a_list_with_times_among_them_too(lang: Lang, reply: str) -> None:
    """A clock time does not make sentences of them."""
    said = engine("loyalty-01", lang).score(reply, context("loyalty-01", "opening", lang))
    assert "word_list" in said.flags
