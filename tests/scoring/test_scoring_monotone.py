"""Scoring law 8: more evidence never lowers a level, an anti-pattern never raises one."""

from __future__ import annotations

import pytest
import scoring_kit as kit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.model.language import LANGS, Lang
from sim.model.score import DIMENSIONS

STEADY = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
"""The same examples each time: a law that fails once in a while tells nobody where."""

BASES = (2, 3, 5, 6, 7, 9, 10)
"""Anchors that a sentence can be added to; attacks and insults stay what they are."""

HARM: dict[Lang, tuple[str, ...]] = {
    "en": (
        "Please calm down.",
        "You should have read the terms.",
        "That's the courier's problem, not ours.",
        "Just call the courier yourself.",
        "It's our policy.",
        "Sorry for any inconvenience.",
        "I guarantee 100% it will never happen again.",
        "As I already told you, it's simple.",
        "It's only two days.",
        "Is there anything else I can help with?",
        "That's not what I see here.",
        "You are an idiot.",
        "Trust me, hun, all will be fine!",
        "Did you cancel it yourself?",
        "Nobody was home when the driver came.",
        "I'll pay your wages for both days.",
    ),
    "zh": (
        "请您冷静一下。",
        "谁让您不看说明。",
        "这是物流的问题，不是我们的问题。",
        "您自己打电话问快递吧。",
        "规定就是这样。",
        "给您带来不便敬请谅解。",
        "我保证绝对不会再出现。",
        "我说得很清楚了，您听不懂吗。",
        "才两天而已。",
        "还有其他可以帮您的吗？",
        "我这边显示不是这样。",
        "你是不是傻。",
        "亲，放心哦么么哒~",
        "是不是您自己取消的？",
        "司机去的时候家里没人。",
        "您这两天的工资我赔给您。",
    ),
}
"""Sentences that harm: anti-patterns, wrong facts and promises over authority."""


def evidence(lang: Lang) -> list[str]:
    """Return every sentence that the scenario lists as meeting a key point."""
    return [text for point in kit.scenario().key_points for text in point.met_by.get(lang)]


def joined(first: str, second: str, lang: Lang) -> str:
    """Return two sentences as one reply; a line break parts them where the first has no mark at its end."""
    if not first.rstrip().endswith((".", "!", "?", "。", "！", "？")):
        return f"{first}\n{second}"
    return f"{first} {second}" if lang == "en" else first + second


@pytest.mark.parametrize("lang", LANGS)
def test_true_evidence_never_lowers(lang: Lang) -> None:
    """A listed, true, linked sentence at the end of a reply lowers no level."""

    @STEADY
    @given(st.sampled_from(BASES), st.sampled_from(evidence(lang)))
    def law(number: int, more: str) -> None:
        base = kit.anchor(number, lang)
        before, after = kit.score(base, lang), kit.score(joined(base, more, lang), lang)
        worse = {d for d in DIMENSIONS if (after.levels[d] or 0) < (before.levels[d] or 0)}
        assert not worse, (before.levels, after.levels, [c.code for c in after.caps], after.flags)

    law()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("number", [6, 7, 9, 10])
def test_harm_never_raises(number: int, lang: Lang) -> None:
    """A sentence that harms raises no level of a reply with substance."""
    base = kit.anchor(number, lang)
    before = kit.score(base, lang)
    raised = {}
    for harm in HARM[lang]:
        after = kit.score(joined(base, harm, lang), lang)
        if any((after.levels[d] or 0) > (before.levels[d] or 0) for d in DIMENSIONS):
            raised[harm] = (before.levels, after.levels)
    assert raised == {}


@pytest.mark.parametrize(("lang", "harm"), [(lang, harm) for lang in LANGS for harm in HARM[lang]])
def test_harm_is_seen(lang: Lang, harm: str) -> None:
    """Each of these sentences is found when it stands alone, so that the law above says something."""
    found = kit.score(harm, lang)
    assert any(f.code.startswith("X") for f in found.findings)


@pytest.mark.parametrize("lang", LANGS)
def test_a_cap_is_never_lifted_by_evidence(lang: Lang) -> None:
    """However much evidence follows, a severe anti-pattern keeps its dimension at 0."""
    harm = HARM[lang][0]
    whole = joined(harm, kit.anchor(9, lang), lang)
    assert kit.levels(whole, lang)[0] == 0
