"""What the card tells the trainee is what offers and limits have; what may be innocent is passed over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.content.card_hours import Hours, fits, hours_in, on_card, same
from sim.content.parse import scenario_of
from sim.content.problems import Problems
from sim.model.authority import Slot
from sim.model.bad_file import BadFile
from sim.model.problems import Problem

Edited = Callable[[str, str], str]

HEAD = "    - id: home\n"
OFFERS = """\
  offers:
    goodwill:
      label: {en: "Goodwill up to £50", zh: "补偿，最多300元"}
      say: {en: [as a goodwill gesture], zh: [给您一点补偿]}
      max: {GBP: 50, CNY: 300}
    fee:
      label: {en: Delivery charge back, zh: 退运费}
      say: {en: [refund … delivery charge], zh: [把运费退给您]}
      fixed: {GBP: 25, CNY: 80}
    confirm:
      label: {en: The depot manager confirms by 20:00 today, zh: 今天20点前站长确认}
      say: {en: [depot … confirm], zh: [站长…确认]}
      times: [{day: 0, to: 20}]
"""
RIGHT = {
    "en": "Goodwill: up to £50. Delivery charge back: £25. The depot manager confirms by 20:00 today.",
    "zh": "补偿最多300元；可退运费80元；今天20点前站长确认。",
}
"""A card that says all three figures."""


def found(edited: Edited, en: str, zh: str, heading: str = "{en: Office, zh: 内部}") -> list[Problem]:
    """Return what is told of the late parcel with three more offers and one more entry on its card."""
    entry = f'    - id: extra\n      label: {heading}\n      text: {{en: "{en}", zh: "{zh}"}}\n'
    text = edited(HEAD, entry + HEAD).replace("  offers:\n", OFFERS, 1)
    return sc051(text)


def sc051(text: str) -> list[Problem]:
    """Return what the check of the card tells of a scenario's text."""
    problems = Problems("f")
    try:
        scenario_of(text, problems)
    except BadFile as error:
        return [p for p in error.problems if p.code == "SC051"]
    return [p for p in problems.found if p.code == "SC051"]


WRONG = {
    "a limit above the offer's": (
        "Goodwill: up to £500, at your discretion.", "补偿最多3000元，由你决定。",
        "up to £500", "最多3000元", "goodwill", "£50", "300元"),
    "a limit below it": (
        "You may give goodwill, £20 at most.", "补偿20元以内，由你决定。",
        "£20 at most", "20元以内", "goodwill", "£50", "300元"),
    "a price and a limit in one sentence": (
        "Order £80, goodwill up to £500.", "订单价格560元，补偿最多3000元。",
        "up to £500", "最多3000元", "goodwill", "£50", "300元"),
    "two offers in one sentence": (
        "Delivery charge back: £25, goodwill up to £500.", "可退运费80元，补偿最多3000元。",
        "up to £500", "最多3000元", "goodwill", "£50", "300元"),
    "a limit that is the trainee's, and no other offer's": (
        "Up to £500, at your discretion.", "最多3000元，由你决定。",
        "Up to £500", "最多3000元", "goodwill", "£50", "300元"),
    "an exact sum": (
        "Delivery charge back: £35.", "可退运费120元。", "£35", "120元", "fee", "£25", "80元"),
    "an exact sum after a way to say the offer": (
        "You may refund the delivery charge: £35.", "把运费退给您：120元。",
        "£35", "120元", "fee", "£25", "80元"),
    "a deadline before the offer's": (
        "The depot manager confirms by 18:00 today.", "今天18点前站长确认。",
        "by 18:00 today", "今天18点前", "confirm", "{day: 0, to: 20}", "{day: 0, to: 20}"),
    "a deadline after it": (
        "The depot manager confirms by 9 pm.", "站长晚上9点前确认。",
        "by 9 pm", "晚上9点前", "confirm", "{day: 0, to: 20}", "{day: 0, to: 20}"),
    "a window": (
        "You can book a slot tomorrow 8:00-13:00.", "明天上午可约，8:00–13:00。",
        "tomorrow 8:00-13:00", "8:00–13:00", "slot",
        "{day: 1, from: 8, to: 12}", "{day: 1, from: 8, to: 12}"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_figure_that_is_not_the_offers_is_told(case: str, edited: Edited) -> None:
    """The finding names the entry, what stands there, the offer and its figure, in each language."""
    en, zh, said_en, said_zh, name, right_en, right_zh = WRONG[case]

    def change(old: str, new: str) -> str:
        text = edited(old, new)
        return text.replace("a slot tomorrow 8:00-12:00", "room").replace("明天8:00–12:00有空位", "有空位")

    told = {p.path.rpartition(".")[2]: p for p in found(change, en, zh)}
    assert sorted(told) == ["en", "zh"]
    for lang, said, right in (("en", said_en, right_en), ("zh", said_zh, right_zh)):
        for part in (f'"{said}"', '"extra"', f'"{name}"', right):
            assert part in told[lang].message
        assert right in told[lang].allowed
        assert told[lang].example
        assert told[lang].severity == "warning"


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


def test_a_sum_beyond_the_limit_needs_no_word_of_limit(edited: Edited) -> None:
    """Where a piece is plainly the offer's, more than its limit is told and less is not."""
    label = '{en: "Goodwill up to £50", zh: "补偿，最多300元"}'
    fuller = '{en: "Goodwill voucher up to £50", zh: "安慰补偿金，最多300元"}'
    entry = '    - id: extra\n      label: {en: Office, zh: 内部}\n      text: {en: "EN", zh: "ZH"}\n'
    text = edited(HEAD, entry + HEAD).replace("  offers:\n", OFFERS, 1).replace(label, fuller)
    more = text.replace("EN", "A goodwill voucher: £70.").replace("ZH", "安慰补偿金：500元。")
    less = text.replace("EN", "A goodwill voucher: £20.").replace("ZH", "安慰补偿金：100元。")
    assert [p.path for p in sc051(more)] == ["facts.card.2.text.en", "facts.card.2.text.zh"]
    assert sc051(less) == []


def test_the_example_is_the_cards_own_sentence_with_the_offers_figure(edited: Edited) -> None:
    """An author can copy it; a day that the card named is named in it."""
    en = "You may give goodwill, £20 at most. The depot manager confirms by 18:00 today."
    told = found(edited, en, "可补偿20元以内；今天18点前站长确认。")
    assert {p.example for p in told} == {
        "You may give goodwill, £50 at most",
        "The depot manager confirms by 20:00 today",
        "可补偿300元以内",
        "今天20:00前站长确认",
    }


def test_a_wrong_day_is_told(edited: Edited) -> None:
    """The hours are right and the day is another one."""
    text = edited("{day: 1, from: 8, to: 12}", "{day: 2, from: 8, to: 12}")
    text = text.replace("zh: 明天送}", "zh: 仓库空位}")
    assert [(p.path, p.example) for p in sc051(text)] == [
        ("facts.card.1.text.en", "Our depot has a slot the day after tomorrow 08:00–12:00"),
        ("facts.card.1.text.zh", "仓库后天08:00–12:00有空位"),
    ]


def test_a_limit_whose_sum_nobody_can_read_is_held_against_its_line(edited: Edited) -> None:
    """A limit's label names a sum; the card's line of it names another, and nothing names the limit's."""
    limits = (
        "  limits:\n    fee:\n      kind: fee\n"
        "      label: {en: Leaving early costs £40, zh: 提前走要交200元}\n"
        "      say: {en: [costs to leave early], zh: [提前走要交钱]}\n  forbidden:\n"
    )
    entry = '    - id: out\n      label: {en: Contract, zh: 合约}\n      text: {en: "EN", zh: "ZH"}\n'
    text = edited(HEAD, entry + HEAD).replace("  forbidden:\n", limits, 1)
    wrong = text.replace("EN", "Leaving early costs £60.").replace("ZH", "提前走要交350元。")
    right = text.replace("EN", "Leaving early costs £40.").replace("ZH", "提前走要交200元。")
    told = sc051(wrong)
    assert [(p.path.rpartition(".")[2], p.allowed) for p in told] == [("en", "£40"), ("zh", "200元")]
    assert '"fee"' in told[0].message
    assert sc051(right) == []


def test_a_line_told_of_an_offer_is_not_told_of_a_limit_too(edited: Edited) -> None:
    """An offer's limit is mostly a limit to be told, too; one line is one finding."""
    limits = (
        "  limits:\n    cap:\n      kind: cannot\n"
        '      label: {en: "Goodwill, £50 and no more", zh: "补偿，300元为限"}\n'
        "      say: {en: [no more goodwill], zh: [补偿不能再多]}\n"
    )

    def change(old: str, new: str) -> str:
        return edited(old, new).replace("  forbidden:\n", f"{limits}  forbidden:\n", 1)

    told = found(change, "Goodwill: up to £500.", "补偿最多3000元。")
    assert ['the offer "goodwill"' in p.message for p in told] == [True, True]


def test_a_line_told_of_one_offer_is_not_lent_to_another(edited: Edited) -> None:
    """An offer that no line speaks of is left to SC036 when the only limit is another offer's."""
    parking = "    parking:\n      label: {en: Parking, zh: 停车费}\n      say: {en: [], zh: []}\n"
    parking += "      max: {GBP: 31}\n"

    def change(old: str, new: str) -> str:
        return edited(old, new).replace("  issues:\n", f"{parking}  issues:\n", 1)

    (problem,) = found(change, "You may give goodwill up to £500.", "补偿最多300元。")
    assert '"goodwill"' in problem.message


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


@pytest.mark.parametrize(
    ("en", "right", "code"),
    [("Goodwill: up to £500.", "补偿最多300元。", "GBP"), ("The depot manager confirms by 9 pm.", "", "to")],
)
def test_a_figure_told_at_the_card_is_not_told_at_the_offer_too(
    en: str, right: str, code: str, edited: Edited
) -> None:
    """One slip, one finding: that nobody can read the offer's figure (SC036) goes without saying."""
    entry = (
        "    - id: extra\n      label: {en: Office, zh: 内部}\n"
        f'      text: {{en: "{en}", zh: "{right or "站长晚上9点前确认。"}"}}\n'
    )
    offers = (
        OFFERS.replace("20点", "晚间").replace("by 20:00 ", "in the evening ").replace("to: 20}", "to: 19}")
    )
    text = edited(HEAD, entry + HEAD).replace("  offers:\n", offers, 1)
    problems = Problems("f")
    scenario_of(text, problems)
    name = "goodwill.max.GBP" if code == "GBP" else "confirm.times.0.to"
    assert "SC051" in {p.code for p in problems.found}
    assert [p.code for p in problems.found if p.path == f"facts.offers.{name}"] == []


def test_a_file_of_one_language_is_checked_in_it(english_text: str) -> None:
    """The place is the plain text of the entry."""
    entry = '    - id: extra\n      label: Office\n      text: "Goodwill: up to £500."\n'
    offer = "    goodwill:\n      label: Goodwill\n      say: [goodwill gesture]\n      max: {GBP: 50}\n"
    text = english_text.replace(HEAD, entry + HEAD, 1).replace("  offers:\n", "  offers:\n" + offer, 1)
    (problem,) = sc051(text)
    line = text.splitlines()[problem.line - 1]
    assert line[problem.column - 1 :] == '"Goodwill: up to £500."'


def hours(text: str, lang: str = "en") -> list[Hours]:
    """Return the times of day in a plain text."""
    return list(hours_in(text, "zh" if lang == "zh" else "en", lambda first, last: text[first:last]))


def hour(text: str, lang: str = "en") -> Hours:
    """Return the only time of day in a plain text."""
    (one,) = hours(text, lang)
    return one


def test_an_hour_below_twelve_may_be_of_either_half_of_the_day() -> None:
    """Nobody writes "pm" where only the afternoon is meant."""
    afternoon = Slot.model_validate({"day": 1, "from": 14, "to": 18})
    assert fits(hour("between 2 and 4"), afternoon)
    assert same(hour("between 2 and 6"), afternoon)
    assert not fits(hour("between 5 and 7"), afternoon)
    assert fits(hour("by 8"), Slot.model_validate({"day": 0, "to": 20}))


def test_a_time_after_which_is_no_promise() -> None:
    """Only deadlines, clock times and windows are held against an offer."""
    assert hours("after 18:00") == []
    assert hours("18点后", "zh") == []


def test_the_same_day_need_not_be_today() -> None:
    """当天 is the day that was spoken of."""
    assert (hour("今天15:00前", "zh").day, hour("当天15:00前", "zh").day) == (0, None)


@pytest.mark.parametrize(
    ("slot", "said", "lang", "written"),
    [
        ({"day": 1, "from": 8.5, "to": 12}, "tomorrow 8:00-11:00", "en", "tomorrow 08:30–12:00"),
        ({"day": 4, "from": 8, "to": 12}, "8:00-11:00", "en", "08:00–12:00"),
        ({"day": 0, "to": 18}, "by 19:00 today", "en", "by 18:00 today"),
        ({"day": 1, "from": 10, "to": 10}, "at 11:00", "en", "at 10:00"),
        ({"day": 1, "to": 10}, "明天11:00前", "zh", "明天10:00前"),
    ],
)
def test_an_offers_time_is_written_as_the_card_wrote_its_own(
    slot: dict[str, float], said: str, lang: str, written: str
) -> None:
    """Its day only where the card names one."""
    assert on_card(Slot.model_validate(slot), hour(said, lang), "zh" if lang == "zh" else "en") == written
