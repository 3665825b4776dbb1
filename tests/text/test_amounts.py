"""Amounts of money: the sum and its currency, in both languages; other figures are none."""

from __future__ import annotations

import pytest

from sim.text.amounts import find_amounts
from sim.text.normalise import normalise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("£25", [(25, "GBP")]),
        ("£ 25", [(25, "GBP")]),
        ("£1,250.50", [(1250.5, "GBP")]),
        ("25 pounds", [(25, "GBP")]),
        ("a 50 quid voucher", [(50, "GBP")]),
        ("GBP 40", [(40, "GBP")]),
        ("$9.99", [(9.99, "USD")]),
        ("20 euros", [(20, "EUR")]),
        ("80元", [(80, "CNY")]),
        ("￥300", [(300, "CNY")]),
        ("300块钱", [(300, "CNY")]),
        ("８０元", [(80, "CNY")]),
        ("300 RMB", [(300, "CNY")]),
        ("£25 and £50", [(25, "GBP"), (50, "GBP")]),
        ("运费80元，补偿300元", [(80, "CNY"), (300, "CNY")]),
        ("five hundred pounds", [(500, "GBP")]),
        ("a hundred and fifty euros", [(150, "EUR")]),
        ("twenty-five quid", [(25, "GBP")]),
        ("五百元", [(500, "CNY")]),
        ("三百二十块钱", [(320, "CNY")]),
        ("二十万元", [(200_000, "CNY")]),
        ("三百五块", [(350, "CNY")]),
        ("一百零五元", [(105, "CNY")]),
        ("两千零五十元", [(2050, "CNY")]),
        ("5百块", [(500, "CNY")]),
        ("1.5万元", [(15_000, "CNY")]),
        ("几百块", []),
        ("两三百元", []),
        ("5 hundred pounds", [(500, "GBP")]),
        ("fifty and twenty five pounds", []),
        ("one point five pounds", []),
        ("two thousand five hundred dollars", [(2500, "USD")]),
        ("一块儿送", []),
        ("one of the pounds", []),
        ("order 8841", []),
        ("8-12", []),
        ("100%", []),
        ("£", []),
        ("元旦", []),
        ("3 days", []),
    ],
)
def test_amounts(text: str, expected: list[tuple[float, str]]) -> None:
    """Every amount has value and currency; figures without one are no money."""
    assert [(a.value, a.currency) for a in find_amounts(normalise(text).text)] == expected


def test_the_span_holds_the_amount() -> None:
    """An amount's place is that of figure and currency."""
    (found,) = find_amounts("i refund the £25.00 fee")
    assert "i refund the £25.00 fee"[found.start : found.end] == "£25.00"


def test_a_monstrous_figure_is_harmless() -> None:
    """A figure of thousands of digits does not raise."""
    (found,) = find_amounts("£" + "9" * 5000)
    assert found.value > 1e9
