"""A figure on the card that is not its offer's or limit's is told, with the figure that is."""

from __future__ import annotations

import pytest
from card_kit import HEAD, OFFERS, found, sc051
from content_kit import Edited

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


def test_a_file_of_one_language_is_checked_in_it(english_text: str) -> None:
    """The place is the plain text of the entry."""
    entry = '    - id: extra\n      label: Office\n      text: "Goodwill: up to £500."\n'
    offer = "    goodwill:\n      label: Goodwill\n      say: [goodwill gesture]\n      max: {GBP: 50}\n"
    text = english_text.replace(HEAD, entry + HEAD, 1).replace("  offers:\n", "  offers:\n" + offer, 1)
    (problem,) = sc051(text)
    line = text.splitlines()[problem.line - 1]
    assert line[problem.column - 1 :] == '"Goodwill: up to £500."'
