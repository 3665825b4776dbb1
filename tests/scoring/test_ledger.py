"""Each act of the ledger has the time that was said of it, and no other act's."""

from __future__ import annotations

import pytest
import scoring_kit as kit

from sim.model.language import Lang
from tests.calibration.labelled import context, engine

Dated = list[tuple[str, str]]
"""What was promised and by when, in the words of the reply."""

CASES: list[tuple[Lang, str, Dated]] = [
    ("en", "I'll book the engineer now and ring you by 5 pm.",
     [("I'll book the engineer now", ""), ("ring you by 5 pm", "by 5 pm.")]),
    ("en", "I've refunded the £25 and I'll message you by 6 today either way.",
     [("I've refunded the £25", ""), ("and I'll message you by 6 today either way", "by 6 today")]),
    ("en", "I'm moving the delivery, and will text you at 8.", [("I'm moving the delivery", "")]),
    ("en", "I'll move it to tomorrow 8-12 and text you tonight.",
     [("I'll move it to tomorrow 8-12", "tomorrow 8-12"), ("text you tonight", "tonight")]),
    ("en", "I'll send the cold box tonight, and I'll message you before 6 tomorrow.",
     [("I'll send the cold box tonight", "tonight"),
      ("and I'll message you before 6 tomorrow", "before 6 tomorrow")]),
    ("en", "I'll ring you, by 5 pm at the latest.", [("I'll ring you", "by 5 pm")]),
    ("en", "I'll call and text you by 5 pm.", [("I'll call and text you by 5 pm", "by 5 pm.")]),
    ("en", "By 6 today the depot manager confirms, and I'll message you the result.",
     [("By 6 today the depot manager confirms", "by 6 today"),
      ("and I'll message you the result", "by 6 today")]),
    ("zh", "我马上退您80元运费，今天18点前给您消息。",
     [("我马上退您80元运费", ""), ("今天18点前给您消息", "今天18点前")]),
    ("zh", "我先订好冷藏箱，明天上午再给您打电话。",
     [("我先订好冷藏箱", ""), ("明天上午再给您打电话", "明天上午")]),
    ("zh", "我给您退运费并在今天18点前发消息。",
     [("我给您退运费", ""), ("在今天18点前发消息", "今天18点前")]),
    ("zh", "明天8点到12点送，今晚我给您发消息。",
     [("明天8点到12点送", "明天8点到12点"), ("今晚我给您发消息", "今晚")]),
    ("zh", "冷藏箱今晚送，冰箱明天8点到12点送。",
     [("冷藏箱今晚送", "今晚"), ("冰箱明天8点到12点送", "明天8点到12点")]),
    ("zh", "我再补偿您300元，两笔现在就提交，3到5个工作日原路退回。",
     [("我再补偿您300元", "3到5个工作日"), ("两笔现在就提交", "3到5个工作日"),
      ("3到5个工作日原路退回", "3到5个工作日")]),
    ("zh", "站长今天18点前确认，我再把结果发您。",
     [("站长今天18点前确认", "今天18点前"), ("我再把结果发您", "今天18点前")]),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "reply", "dated"), CASES)
def test_an_act_has_its_own_time(lang: Lang, reply: str, dated: Dated) -> None:
    """A time goes with the act it was said of; news comes with what it is of, and one act has one time."""
    found = kit.engine(lang).score(reply, kit.context(lang))
    assert [(p.quote, p.by) for p in found.promises] == dated
    assert all(reply[slice(*p.span)] == p.quote for p in found.promises)


@pytest.mark.parametrize(
    ("lang", "reply", "offers"),
    [
        ("zh", "多扣是我们的错，P-772我这就给您退了。", ["offer.refund"]),
        ("zh", "流水号P-771和P-772，我对过了。", ["offer.confirm_captures"]),
        ("en", "Only P-772 is on its way back.", ["offer.refund"]),
    ],
)
def test_an_act_is_of_the_offer_that_its_words_are_of(lang: Lang, reply: str, offers: list[str]) -> None:
    """A number that several offers speak of does not make a refund a confirmation of the charge."""
    opening = engine("complaint-03", lang).scenario.turns[0].id
    found = engine("complaint-03", lang).score(reply, context("complaint-03", opening, lang))
    assert [p.ref for p in found.promises] == offers


@pytest.mark.parametrize(
    ("lang", "reply"),
    [
        ("en", "I rang the depot this morning about it."),
        ("en", "We found your fridge at six on the wrong van."),
        ("zh", "昨天我问过站点了。"),
    ],
)
def test_what_is_done_is_no_promise(lang: Lang, reply: str) -> None:
    """A time beside an act of the past says when that was; nothing is left to keep or break."""
    assert kit.engine(lang).score(reply, kit.context(lang)).promises == ()


def test_when_it_happened_is_no_time_of_a_promise() -> None:
    """A time in a clause that tells what was is due to nobody."""
    reply = "It was captured twice at 09:14:02, and I can see both. P-772 goes back to your card now."
    said = engine("complaint-03", "en").score(reply, context("complaint-03", "opening", "en"))
    assert said.promises
    assert not any("09:14" in p.by for p in said.promises)
