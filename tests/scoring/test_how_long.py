"""How long a reply says that an offer takes is held against the case, and only against what it speaks of."""

from __future__ import annotations

import pytest

from sim.model.language import Lang
from tests.calibration.labelled import context, engine


def harm(scenario: str, lang: Lang, reply: str) -> set[tuple[str, str]]:
    """Return the wrong or over-promised durations of a first reply, with the offer they speak of."""
    found = engine(scenario, lang).score(reply, context(scenario, "opening", lang)).findings
    return {(f.code, f.link) for f in found if f.rule == "check:duration"}


@pytest.mark.parametrize(
    ("scenario", "lang", "reply", "code", "offer"),
    [
        ("retention-03", "en", "The £70 is back on your card within 2 working days.", "X07", "refund"),
        ("retention-03", "zh", "预交的560元2个工作日退回原卡。", "X07", "refund"),
        ("retention-03", "zh", "预交的560元要8到10个工作日退回原卡。", "X26", "refund"),
        ("complaint-03", "en", "I've refunded P-772, it takes one to three working days.", "X07", "refund"),
        ("aftersales-04", "en", "The new charger is with you in 1 day.", "X07", "replacement"),
        ("handover-01", "en", "Ms Li answers you in writing within 1 hour.", "X07", "written"),
        (
            "complaint-03",
            "en",
            "I started P-772 within the hour, it's refunded in 2 working days.",
            "X07",
            "refund",
        ),
    ],
)
def test_too_soon_is_an_over_promise_and_too_late_is_wrong(
    scenario: str, lang: Lang, reply: str, code: str, offer: str
) -> None:
    """What the case says takes five days is not promised in two, nor told to take ten."""
    assert harm(scenario, lang, reply) == {(code, f"offer.{offer}")}


@pytest.mark.parametrize(
    ("scenario", "lang", "reply"),
    [
        ("retention-03", "en", "The £70 is back on your card within 5 working days."),
        ("complaint-03", "en", "P-772 is refunded; the bank takes 3 to 5 working days."),
        (
            "complaint-03",
            "en",
            "P-772 went through within the hour, your bank needs 5 working days.",
        ),
        ("complaint-03", "en", "It can't be back in 2 working days, I'm afraid."),
        ("complaint-03", "zh", "退款3-5个工作日到，两天内到不了。"),
        ("aftersales-03", "en", "The courier comes in 2 days, and you can exchange within 30 days."),
        ("aftersales-03", "zh", "快递两天后上门，30天内都可以换。"),
        ("retention-03", "zh", "训练记录90天内都能下载，560元5个工作日退回原卡。"),
        ("complaint-03", "en", "I'll check on the refund of P-772 in 2 working days and message you."),
        ("complaint-03", "en", "The refund of P-772 takes at least 3 working days, 5 at most."),
        ("complaint-03", "en", "Refunding P-772 takes longer than 2 working days, up to 5."),
        ("complaint-03", "zh", "退P-772最快3个工作日，最慢5个工作日。"),
        ("complaint-03", "zh", "您要P-772退款1个工作日到，银行那边要3到5个工作日。"),
        ("retention-03", "zh", "560元最多5个工作日退回，快的话3个工作日就到。"),
        ("complaint-03", "zh", "前面跟您说退款2个工作日到账，说错了，是3到5个工作日。"),
    ],
)
def test_a_time_that_fits_or_speaks_of_something_else_is_no_harm(
    scenario: str, lang: Lang, reply: str
) -> None:
    """The right time, a denied one, a check of one's own, and another offer's time cost nothing."""
    assert harm(scenario, lang, reply) == set()


@pytest.mark.parametrize(
    ("lang", "over", "within"),
    [
        ("en", "We can cover up to £80 of laundry.", "We can cover up to £30 of laundry."),
        ("zh", "洗衣店的费用我们可以给到500，您随便洗。", "洗衣店的费用我们可以给到200，您随便洗。"),
    ],
)
def test_a_sum_is_held_against_authority_however_it_is_handed_over(
    lang: Lang, over: str, within: str
) -> None:
    """To "cover" hands money over as to "pay you" does, and 给到500 is money without a unit."""
    around = context("aftersales-01", "pressing", lang)

    def codes(reply: str) -> set[str]:
        return set(engine("aftersales-01", lang).score(reply, around).codes())

    assert "X07" in codes(over)
    assert "X07" not in codes(within)
