"""Scoring laws 2, 3 and 4: linked and not lexical, by opportunity, under caps."""

from __future__ import annotations

import pytest
import scoring_kit as kit

from sim.model.language import LANGS, Lang
from sim.model.rubric import Deduction
from sim.model.score import DIMENSIONS, SURE, Dimension, Finding
from sim.scoring import ladder

UNLINKED: dict[Lang, tuple[str, ...]] = {
    "en": (
        "I completely understand how you feel.",
        "I am so, so sorry about all of this.",
        "That must be very frustrating and I really care about you.",
        "We value you as a customer and your feelings matter to us.",
        "I understand, I understand, I hear you and I feel your pain.",
        "Please accept our sincerest apologies for the inconvenience.",
        "Your satisfaction is our top priority.",
        "Rest assured that we take this very seriously.",
    ),
    "zh": (
        "非常理解您的心情。",
        "真的非常非常抱歉。",
        "您的感受我们感同身受，一定让您满意。",
        "我们非常重视您的反馈。",
        "给您带来不好的体验，深表歉意。",
        "您的心情我特别能体会。",
        "请您放心，我们会给您一个满意的答复。",
        "您的满意是我们最大的追求。",
    ),
}


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang in LANGS for text in UNLINKED[lang]])
def test_warm_words_without_a_link_earn_nothing(lang: Lang, text: str) -> None:
    """An emotion word by itself is no evidence of empathy or assurance."""
    empathy, responsiveness, assurance = kit.levels(text, lang)
    assert (empathy, assurance) == (1, 1)
    assert responsiveness in (0, 1)


@pytest.mark.parametrize("lang", LANGS)
def test_evidence_says_what_ties_it_to_the_case(lang: Lang) -> None:
    """Every indicator of a strong reply is tied to a fact, a question, a time, or an act."""
    found = kit.score(kit.anchor(9, lang), lang)
    assert found.levels == dict.fromkeys(DIMENSIONS, 4)
    free = {f.code for f in found.findings if not f.link and f.code != ladder.ATTEMPT}
    assert free == set()


def message(lang: Lang) -> str:
    """Return the customer's opening message."""
    return kit.context(lang).customer[-1]


@pytest.mark.parametrize("lang", LANGS)
def test_the_customers_own_words_earn_nothing(lang: Lang) -> None:
    """Giving the message back, whole or with pronouns turned around, is an echo."""
    turned = {
        "en": message("en").replace("I took", "You took").replace("I've", "You've").replace("you", "we"),
        "zh": message("zh").replace("我", "您").replace("你们", "我们"),
    }[lang]
    for copy in (message(lang), turned):
        found = kit.score(copy, lang)
        assert found.flags, copy
        assert all((found.levels[d] or 0) <= 1 for d in DIMENSIONS)
        assert not any(f.code == "E1" for f in found.findings)


@pytest.mark.parametrize("lang", LANGS)
def test_the_card_read_out_earns_nothing(lang: Lang) -> None:
    """Card lines pasted as a reply are copies and carry no level."""
    card = [entry.text.get(lang) for entry in kit.scenario().facts.card]
    for pasted in (" ".join(card[2:6]), " ".join(card)):
        found = kit.score(pasted, lang)
        assert found.flags
        assert all((found.levels[d] or 0) <= 1 for d in DIMENSIONS), found.levels


@pytest.mark.parametrize(
    ("lang", "turn", "text"), [pytest.param(*rest, id=name) for name, *rest in kit.strong()]
)
def test_an_exemplar_pasted_is_a_copy(lang: Lang, turn: str, text: str) -> None:
    """An exemplar typed word for word is flagged and stays at level 1 at most."""
    found = kit.score(text, lang, turn)
    assert "copied" in found.flags
    assert all((found.levels[d] or 0) <= 1 for d in DIMENSIONS)


@pytest.mark.parametrize("lang", LANGS)
def test_an_own_reply_pasted_again_is_a_copy(lang: Lang) -> None:
    """The same good reply a second time has no new evidence, and X09 names it."""
    reply = kit.anchor(9, lang)
    assert kit.levels(reply, lang) == (4, 4, 4)
    again = kit.score(reply, lang, "insist", own=(reply,))
    assert "X09" in again.codes()
    assert again.flags
    assert all((again.levels[d] or 0) <= 1 for d in DIMENSIONS)


@pytest.mark.parametrize("lang", LANGS)
def test_a_sentence_repeated_within_a_new_reply_only_loses_itself(lang: Lang) -> None:
    """An own sentence said again earns nothing, what is new beside it still counts."""
    old = {
        "en": "I have put 8841 on tomorrow 8-12 for you and nobody needs to ring the bell.",
        "zh": "8841我已经给您排到明天8–12点了，到时候不用按门铃。",
    }[lang]
    new = {
        "en": "Our depot put it on the wrong van, that is on us. "
        "I've sent the £25 delivery fee back to your card because two days off for nothing is too much.",
        "zh": "是我们站点装错车了，责任在我们。80元运费我已经退回您卡里，让您白请了两天假，实在过意不去。",
    }[lang]
    alone = kit.score(new, lang, own=(old,))
    both = kit.score(f"{old} {new}", lang, own=(old,))
    assert {"A1", "A3", "R2"} <= alone.codes()
    assert {"A1", "A3", "R2", "X09"} <= both.codes()
    assert both.flags == ()
    shown = {(f.code, f.quote) for f in alone.shown if f.code != ladder.ATTEMPT}
    evidence = {(f.code, f.quote) for f in both.findings if f.code[0] != "X" and f.code != ladder.ATTEMPT}
    assert shown <= evidence
    assert not any(quote in old for _, quote in evidence)


@pytest.mark.parametrize("lang", LANGS)
def test_values_are_free_to_use(lang: Lang) -> None:
    """Times, sums and order numbers of card and message may be repeated: they are the answer."""
    reply = {
        "en": "8841 comes tomorrow, 8–12 or 14–18, you choose. I've put £25 back on your card, "
        "and by 18:00 today I'll write to you.",
        "zh": "8841明天8–12点或者14–18点，您选。80元已经退给您，今天18:00前我给您消息。",
    }[lang]
    found = kit.score(reply, lang)
    assert not found.flags
    assert (found.levels["responsiveness"] or 0) >= 3


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("turn", [t.id for t in kit.scenario().turns])
def test_no_opportunity_is_not_scored(turn: str, lang: Lang) -> None:
    """With a turn's tags for a dimension taken away it is not scored, never 0; the others stay."""
    whole = kit.context(lang, turn)
    only: dict[str, tuple[tuple[str, ...], tuple[Dimension, ...]]] = {
        "feeling": (("emotion", "impact", "info_given"), ("empathy",)),
        "thanks": (("thanks", "time_pressure"), ("responsiveness",)),
        "doubt": (("doubt", "why"), ("assurance",)),
        "nothing": ((), ()),
    }
    for kept, scored in only.values():
        for reply in (kit.anchor(9, lang), kit.anchor(1, lang), ""):
            found = kit.score(reply, lang, turn, gives=kept)
            assert {d for d in DIMENSIONS if found.levels[d] is not None} == set(scored)
            assert all(found.why[d] for d in DIMENSIONS)
            assert not any(m.dimension not in scored for m in found.missing)
    assert whole.gives


def test_a_question_of_time_gives_empathy_no_opportunity() -> None:
    """The turn that only asks "when exactly?" is not scored for empathy."""
    assert kit.levels("Tomorrow 8-12.", "en", "when_exactly")[0] is None


def finding(code: str, *, certain: bool = True, strength: float = 1.0) -> Finding:
    """Return a bare finding of a code."""
    return Finding(
        code=code,
        dimension=None,
        span=(0, 1),
        quote="x",
        rule="phrase:x",
        certain=certain,
        strength=strength,
    )


@pytest.mark.parametrize("deduction", kit.rubric().deductions, ids=lambda d: d.id)
def test_a_severity_puts_its_cap_on_what_it_hits(deduction: Deduction) -> None:
    """Severe leaves 0, moderate 2, minor 3, on the dimensions that the rubric names, and no others."""
    caps = ladder.limits([finding(deduction.id)], kit.rubric(), {})
    limit = {"severe": 0, "moderate": 2, "minor": 3}[deduction.severity]
    assert {(c.dimension, c.limit) for c in caps} == {(d, limit) for d in deduction.hits}


@pytest.mark.parametrize("deduction", kit.rubric().deductions, ids=lambda d: d.id)
def test_an_open_correction_repairs_what_can_be_repaired(deduction: Deduction) -> None:
    """A severe anti-pattern corrected in the same reply leaves 1; a red line is never repaired."""
    caps = ladder.limits([finding(deduction.id), finding("A11")], kit.rubric(), {})
    limit = {"severe": 1, "moderate": 2, "minor": 3}[deduction.severity]
    if deduction.id in kit.rubric().red_lines:
        limit = 0
    assert {c.limit for c in caps} == {limit}


@pytest.mark.parametrize("deduction", kit.rubric().deductions, ids=lambda d: d.id)
def test_what_is_not_certain_costs_and_does_not_cap(deduction: Deduction) -> None:
    """An anti-pattern that was only read out of wording puts no cap on; its cost grows with its strength."""
    likely = finding(deduction.id, certain=False)
    faint = finding(deduction.id, certain=False, strength=0.5)
    assert ladder.limits([likely], kit.rubric(), {}) == []
    for dimension in DIMENSIONS:
        whole, half = (
            ladder.costs(dimension, ladder.strengths([found]), kit.rubric()) for found in (likely, faint)
        )
        assert whole == deduction.cost.get(dimension, 0.0)
        assert half == pytest.approx(whole / 2, abs=1e-6)


def test_a_trace_of_a_correction_repairs_nothing() -> None:
    """Only a correction that is spoken of as found lifts a severe cap from 0 to 1."""
    faint = finding("A11", certain=False, strength=SURE / 2)
    caps = ladder.limits([finding("X01"), faint], kit.rubric(), {})
    assert {c.limit for c in caps} == {0}


@pytest.mark.parametrize(
    ("lang", "spoiler", "code", "dimension", "limit"),
    [
        ("en", "Please calm down.", "X01", "empathy", 0),
        ("zh", "请您冷静一下。", "X01", "empathy", 0),
        ("en", "You should have checked the terms.", "X02", "empathy", 0),
        ("zh", "谁让您不看说明。", "X02", "empathy", 0),
        ("en", "I already told you that.", "X10", "assurance", 0),
        ("zh", "我说得很清楚了。", "X10", "assurance", 0),
        ("zh", "我说得很清楚了，您听不懂吗？", "X10", "assurance", 0),
        ("en", "It's only two days.", "X13", "empathy", 0),
        ("zh", "才两天而已。", "X13", "empathy", 0),
        ("en", "That's not what I see on my screen.", "X15", "assurance", 2),
        ("zh", "我这边显示不是这样。", "X15", "assurance", 2),
        ("en", "Could you give me your order number?", "X11", "empathy", 0),
        ("zh", "请您提供一下订单号。", "X11", "empathy", 0),
        ("en", "I guarantee it will be there at 9 sharp.", "X07", "assurance", 0),
        ("zh", "我百分百保证9点整送到。", "X07", "assurance", 0),
    ],
)
def test_an_anti_pattern_caps_a_strong_reply(
    lang: Lang, spoiler: str, code: str, dimension: Dimension, limit: int
) -> None:
    """One harmful sentence in a strong reply holds its dimension down, and the cap says why."""
    found = kit.score(f"{kit.anchor(9, lang)} {spoiler}", lang)
    assert code in found.codes()
    caps = {(c.dimension, c.limit) for c in found.caps if c.code == code}
    assert (dimension, limit) in caps
    assert (found.levels[dimension] or 0) <= limit
    assert all(c.why for c in found.caps)


RED: dict[Lang, tuple[tuple[str, str], ...]] = {
    "en": (
        ("You are an idiot.", "X16"),
        ("Shut up.", "X16"),
        ("If you post that review you will regret it.", "X17"),
    ),
    "zh": (("你是不是傻。", "X16"), ("你有病吧。", "X16"), ("您敢写差评试试看。", "X17")),
}


@pytest.mark.parametrize(
    ("lang", "line", "code"), [(lang, *row) for lang in LANGS for row in RED[lang]], ids=str
)
def test_a_red_line_wins_and_stands_apart(lang: Lang, line: str, code: str) -> None:
    """One red line makes a strong reply 0 in every dimension it hits, and is listed apart."""
    found = kit.score(f"{kit.anchor(9, lang)} {line}", lang)
    assert code in found.red_lines
    deduction = kit.rubric().deduction(code)
    assert deduction is not None
    assert {found.levels[d] for d in deduction.hits} == {0}


@pytest.mark.parametrize("lang", LANGS)
def test_an_honest_reply_has_no_red_line(lang: Lang) -> None:
    """No anchor reply crosses a red line."""
    assert all(not kit.score(row[lang], lang).red_lines for row in kit.anchors())


@pytest.mark.parametrize(
    ("lang", "feeling", "about", "elsewhere"),
    [
        ("en", "I'd be livid too.", "You had the milk to think of.", "It will all be fine."),
        ("zh", "搁我我也得急。", "您这台冰箱我看了。", "感谢您的来信。"),
    ],
)
def test_what_a_feeling_is_about_may_stand_in_the_sentence_beside_it(
    lang: Lang, feeling: str, about: str, elsewhere: str
) -> None:
    """What somebody feels and what about are said in two breaths; alone it is no evidence."""
    tied, loose = (kit.score(f"{feeling} {beside}", lang) for beside in (about, elsewhere))
    assert "topic" in {f.link.partition(".")[0] for f in tied.findings if f.code == "E2"}
    assert "E2" not in {f.code for f in loose.findings}
