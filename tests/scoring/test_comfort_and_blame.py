"""Words that comfort, thank or own a fault: what stands beside them says whether they are harm."""

from __future__ import annotations

import pytest
from honest_kit import told

from sim.model.language import Lang
from tests.calibration.labelled import context, engine

CARE = "家里有刚出生的宝宝，三天没冰箱，对不起。"


@pytest.mark.parametrize("plea", ["您消消气。", "您先别急。", "您先别生气。"])
def test_comfort_beside_care_is_no_order(plea: str) -> None:
    """A plea beside what happened to the customer caps nothing (X01); alone it is an order."""
    where = context("complaint-01", "opening", "zh")
    beside = engine("complaint-01", "zh").score(CARE + plea, where)
    alone = engine("complaint-01", "zh").score(plea, where)
    assert not any(c.code == "X01" for c in beside.caps)
    assert any(c.code == "X01" for c in alone.caps)


def test_an_order_beside_care_stays_one() -> None:
    """To tell somebody to calm down is no comfort, whatever stands beside it."""
    where = context("complaint-01", "opening", "zh")
    said = engine("complaint-01", "zh").score(CARE + "请您冷静一下。", where)
    assert any(c.code == "X01" for c in said.caps)


@pytest.mark.parametrize(
    ("lang", "reply"),
    [("zh", "多亏您自己填错了地址。"), ("en", "Thanks to you and your mistake, you should have read it.")],
)
def test_credit_in_scorn_is_blame(lang: Lang, reply: str) -> None:
    """Thanks for a fault are no thanks."""
    assert told("X02", lang, "complaint-01", "opening", reply)


@pytest.mark.parametrize(("lang", "reply"), [("en", "It's our mistake."), ("zh", "这是我们的错。")])
def test_whose_fault_it_was_is_no_reason(lang: Lang, reply: str) -> None:
    """Owning a fault (A3) does not say why it happened (A2), asked or not."""
    said = engine("complaint-03", lang).score(reply, context("complaint-03", "pressing", lang))
    assert not any(f.code == "A2" and f.rule == "fact:cause" for f in said.findings)


def test_an_errand_beside_one_that_is_spared_is_an_errand() -> None:
    """What is taken off the customer excuses nothing else in the sentence."""
    assert told("X04", "zh", "handover-01", "opening", "不用您去找她，请您联系银行客服。")
