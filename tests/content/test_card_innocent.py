"""What may be right on the card is passed over: ranges, other people, other things, two readings."""

from __future__ import annotations

import pytest
from card_kit import RIGHT, found
from content_kit import Edited

INNOCENT = {
    "the right figures": (RIGHT["en"], RIGHT["zh"]),
    "a price beside the limit": (
        "The order was £480; goodwill up to £50.", "订单价格4800元，补偿最多300元。"),
    "a range": ("Goodwill: £20–£60.", "补偿20–600元。"),
    "a range in words": ("Goodwill between £20 and £60.", "补偿20元到600元。"),
    "another unit": ("Goodwill: up to 500 points, or 60 % off.", "补偿最多500积分，或者六折。"),
    "another currency": ("Goodwill: up to $500.", "补偿最多500美元。"),
    "counted by the piece": ("Goodwill: up to £10 per parcel.", "补偿每件最多50元。"),
    "over a year": ("Goodwill is limited to £200 a year.", "补偿每年上限2000元。"),
    "two levels": ("Goodwill: up to £50. Goodwill up to £200 in a second case.",
                   "补偿最多300元。再次发生时补偿最多1500元。"),
    "somebody else's authority": (
        "Your team leader may give goodwill up to £500.", "组长可以给补偿，最多3000元。"),
    "what needs an approval": ("Goodwill above £120 needs approval.", "补偿超过1200元要审批。"),
    "what was given before": ("Last time goodwill was up to £500.", "上次补偿最多3000元。"),
    "what is refused": ("Goodwill of £500 is not possible.", "补偿不能给3000元。"),
    "both offers together": ("Goodwill and the charge: £75 at most.", "补偿加运费，最多380元。"),
    "a rough sum": ("Goodwill is about £40 in most cases.", "补偿一般约200元。"),
    "thousands": ("Goodwill up to £2k was paid.", "补偿最多2万元。"),
    "a sum below the limit": ("Goodwill: £20.", "补偿100元。"),
    "a price of the same name": ("Delivery charge paid: £30.", "另付运费90元。"),
    "a part of the price": ("Of the £30 delivery charge, £25 comes back.", "运费90元，退80元。"),
    "a limit of another thing": ("The hotel takes up to £500 in cash.", "酒店最多收3000元现金。"),
    "an hour of another thing": ("The shop is open until 18:00.", "门店18点前都开着。"),
    "a limit that another offer has": ("You may give up to £25.", "你最多可给80元。"),
    "a sum that another offer has": ("Delivery charge back: £50.", "可退运费300元。"),
    "two prices in one breath": (
        "Delivery charge back: £35 (£45 on islands).", "可退运费120元（海岛150元）。"),
    "an hour of the same place": ("The depot is full by 18:00.", "确认收货要在18点前。"),
    "an hour after which": ("The depot manager is in from 9:00.", "站长9点后在。"),
    "the hour on the other clock": ("The depot manager confirms by 8 tonight.", "站长晚上8点前确认。"),
    "an hour within a window": ("A slot tomorrow, 9:00-11:00.", "明天送，9:00–11:00。"),
    "a time without an hour": ("The depot manager confirms within 2 hours.", "站长2小时内确认。"),
}  # fmt: skip


@pytest.mark.parametrize("case", INNOCENT)
def test_what_may_be_right_is_not_told(case: str, edited: Edited) -> None:
    """Ranges, prices, other units and currencies, other people, other things: nothing is told of them."""
    en, zh = INNOCENT[case]
    assert found(edited, f"{en} {RIGHT['en']}", f"{zh}{RIGHT['zh']}") == []
    alone = found(edited, en, zh)
    assert [p.message for p in alone] == []


def test_a_line_that_two_offers_claim_alike_is_passed_over(edited: Edited) -> None:
    """Nobody can say which of the two it means."""
    voucher = (
        "    voucher:\n      label: {en: Goodwill voucher, zh: 补偿券}\n"
        "      say: {en: [], zh: []}\n      max: {GBP: 90, CNY: 600}\n"
    )

    def change(old: str, new: str) -> str:
        return edited(old, new).replace("  issues:\n", f"{voucher}  issues:\n", 1)

    assert found(change, "Goodwill voucher up to £500.", "补偿券最多3000元。") == []


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("Anna Bell may give goodwill up to £500.", "安贝可以给补偿，最多3000元。"),
        ("Anna Bell lets you spend up to £500.", "安贝让你最多花3000元。"),
    ],
)
def test_what_a_person_of_the_case_may_give_is_passed_over(en: str, zh: str, edited: Edited) -> None:
    """Her authority need not be the trainee's."""
    anna = "  people:\n    anna: {name: {en: Anna Bell, zh: 安贝}, say: {en: [Anna Bell], zh: [安贝]}}\n"

    def change(old: str, new: str) -> str:
        return edited(old, new).replace("  given:\n", f"{anna}  given:\n", 1)

    assert found(change, en, zh) == []
    assert len(found(edited, en.replace("Anna Bell", "You"), zh.replace("安贝", "你"))) == 2


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("Delivery charge back: £25. Delivery charge back from islands: £35.",
         "可退运费80元；海岛可退运费120元。"),
        ("The depot manager confirms by 20:00. The depot manager confirms by 16:00 on Sundays.",
         "站长20点前确认；周日站长16点前确认。"),
    ],
)  # fmt: skip
def test_a_line_beside_the_offers_own_is_passed_over(en: str, zh: str, edited: Edited) -> None:
    """Where the card says the offer's figure of the same thing, another one is of another case."""
    assert found(edited, en, zh) == []
