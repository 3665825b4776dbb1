"""Harm is told whatever stands beside it, and nobody falls by a red line that nobody tells."""

from __future__ import annotations

import pytest

from sim.model.language import Lang
from tests.calibration.labelled import context, engine


@pytest.mark.parametrize(
    ("code", "lang", "scenario", "reply"),
    [
        ("X16", "en", "complaint-01", "You are an idiot and we are closed."),
        ("X16", "en", "complaint-01", "I am talking to an idiot."),
        ("X16", "en", "complaint-01", "You idiot and our fridge are a good pair."),
        ("X16", "en", "complaint-01", "You genius, thank you for nothing."),
        ("X16", "zh", "complaint-01", "我们真是碰上白痴了。"),
        ("X16", "zh", "complaint-01", "您有病吧我们不管。"),
        ("X26", "en", "aftersales-04", "If you do not leave it on overnight, B19 is fine."),
        ("X26", "zh", "aftersales-04", "如果不整夜充，B19没问题。"),
        ("X26", "zh", "complaint-01", "我跟您说明天8点到12点送。不过我不跟您说明天8点到12点送。"),
        ("X16", "zh", "abuse-01", "您点“报修”。你有病吧，滚，别再来烦我。结果在“我的”看。"),
        ("X16", "zh", "abuse-01", "您点「报修」。你有病吧，滚，别再来烦我。结果在「我的」看。"),
        ("X03", "en", "complaint-01", 'Press "OK". This is not our problem, call the courier. Look in "My".'),
        ("X10", "zh", "abuse-01", "骂人也解决不了问题呀。"),
        ("X17", "zh", "abuse-01", "您先把语气放好一点，我再给您查。"),
        ("X02", "zh", "complaint-05", "会不会是孩子自己嘴里带的什么？"),
        ("X26", "zh", "abuse-01", "后天师傅上门给您修。"),
        ("X07", "zh", "service-01", "那个收银员我已经让店长开除她了。"),
    ],
)
def test_words_that_excuse_hide_no_harm(code: str, lang: Lang, scenario: str, reply: str) -> None:
    """Harm is no better for a "we", "our", thanks, a condition, "I tell you" or quoted labels beside it."""
    said = engine(scenario, lang).score(reply, context(scenario, "opening", lang))
    assert any(f.code == code and f.certain for f in said.findings)


@pytest.mark.parametrize(
    ("lang", "reply"),
    [("en", "Yes, you did say so, and I'm not writing to doubt it."), ("en", "I have started the process.")],
)
def test_nobody_falls_to_zero_by_a_red_line_that_nobody_tells(lang: Lang, reply: str) -> None:
    """Level 0 has a reason that is said; a red line on a guess is none."""
    said = engine("collection-01", lang).score(reply, context("collection-01", "opening", lang))
    assert said.levels["empathy"] == 1
    assert said.levels["assurance"] == 1
