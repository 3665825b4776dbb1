"""What the customer is told in the card's own words, and what is not advised where nothing calls for it."""

from __future__ import annotations

import pytest
import scoring_kit as kit

from sim.model.language import Lang
from sim.scoring import Context
from sim.scoring.mend import Mender
from sim.scoring.sentences import closed
from tests.calibration.labelled import context, engine


def advised(lang: Lang, reply: str, turn: str = "opening", **changes: object) -> set[str]:
    """Return the indicators that a reply is told are missing."""
    around = kit.context(lang, turn, **changes)
    return {m.code for m in kit.engine(lang).score(reply, around).missing}


def test_a_fact_in_the_cards_words_is_told_and_earns_nothing() -> None:
    """Who confirms by when is answered, also word by word from the card; the words are nobody's own."""
    reply = (
        "I've put you down for the morning. The depot manager, Paul Denby, can confirm by 18:00 today that "
        "the fridge is loaded for the slot, and I write to you at once, whatever he says, so don't chase us."
    )
    said = kit.score(reply, "en")
    assert "copied" not in said.flags
    assert "offer.confirm" in said.met
    assert "confirm_time" in said.key_points
    assert not any(f.link == "offer.confirm" and f.code == "R1" for f in said.findings)


def test_a_copy_of_the_card_tells_nothing() -> None:
    """Pasted as a whole it meets no key point."""
    card = " ".join(e.text.get("en") for e in kit.scenario().facts.card)
    said = kit.score(card, "en")
    assert "copied" in said.flags
    assert not said.key_points


def test_whose_fault_it_was_is_said_once() -> None:
    """Owning the fault is advised until the cause was told, and again when "why?" is asked."""
    reply = "The slot is tomorrow 8 to 12."
    assert "A3" in advised("en", reply)
    assert "A3" not in advised("en", reply, told=("cause",))
    assert "A3" in advised("en", reply, told=("cause",), gives=("emotion", "why"))


def test_a_fault_of_others_is_not_owned() -> None:
    """Where the case says that the cause is not ours, nobody is advised to take the blame."""
    scenario = kit.scenario()
    cause = scenario.facts.cause.model_copy(update={"owner": "third_party"})
    facts = scenario.facts.model_copy(update={"cause": cause})
    other = type(kit.engine("en"))(scenario.model_copy(update={"facts": facts}), kit.rubric(), "en")
    around: Context = kit.context("en")
    said = other.score("The slot is tomorrow 8 to 12.", around)
    assert "A3" not in {m.code for m in said.missing}


def test_another_way_is_advised_beside_a_refusal_only() -> None:
    """Without a "no" in it a reply lacks no alternative (R6); one question needs no list of answers (R7)."""
    said = {
        m
        for raises in ((), tuple(kit.scenario().facts.issues)[:1])
        for m in advised("en", "The slot is tomorrow 8 to 12.", raises=raises)
    }
    assert not said & {"R6", "R7"}


@pytest.mark.parametrize(
    ("lang", "asked", "reply", "comes_first"),
    [
        ("en", "Is there a slot or isn't there?", "No, sorry, not with me.", True),
        ("en", "So will it come tomorrow?", "Yes, I think so.", True),
        ("en", "Is there a slot or isn't there?", "No problem, I hear you.", False),
        ("en", "When does it come?", "No, sorry, not with me.", False),
        ("en", "Is there a slot or isn't there?", "Sorry about that.", False),
        ("zh", "那明天能不能送到？", "不能，真的不好意思。", True),
        ("zh", "还要我再说一遍吗？", "不用。", True),
        ("zh", "到底什么时候送？", "不能，真的不好意思。", False),
        ("zh", "那明天能不能送到？", "不就是一台冰箱嘛，别急。", False),
    ],
)
def test_a_yes_or_a_no_that_was_asked_for_is_not_asked_for_again(
    lang: Lang, asked: str, reply: str, *, comes_first: bool
) -> None:
    """Who opens with it is told what to put behind it; the level is what it was."""
    said = kit.engine(lang).score(reply, kit.context(lang, "when_exactly", customer=(asked,)))
    advice = kit.rubric().indicator("R1").advice.get(lang)  # type: ignore[union-attr]
    told = next(m.why for m in said.missing if m.code == "R1")
    assert (advice not in told) is comes_first
    assert ({"en": "comes first", "zh": "开头先答了"}[lang] in told) is comes_first


REMEMBERED = (
    "装完不会没人管，周六我会给您发消息问洗得好不好，有响声直接回我，不用再报修。工单一直挂我名下。"
    "您说得对，让您跑三趟是我们的责任。周三上门装新机，送洗费用我们承担，最多200元。"
)


def _at_the_end(*, erred: bool) -> Context:
    """Return the context of a last reply in which cause and rights are told already."""
    around = context("aftersales-01", "closing", "zh")
    told = ("cause", "impact.three_times", "limit.not_tomorrow", "offer.replacement", "card.case")
    return around.model_copy(update={"own": ("您好。",), "told": told, "erred": erred})


def test_nobody_is_told_to_confess_a_mistake_that_was_never_made() -> None:
    """An open correction is missing only where something said before was wrong; the levels are the same."""
    mine = engine("aftersales-01", "zh")
    clean = mine.score(REMEMBERED, _at_the_end(erred=False))
    wrong = mine.score(REMEMBERED, _at_the_end(erred=True))
    assert "A11" not in {m.code for m in clean.missing}
    assert "A11" in {m.code for m in wrong.missing}
    assert clean.levels == wrong.levels


def test_a_better_line_confesses_nothing_either() -> None:
    """The spare line that owns up is put into a reply only where there is something to own up to."""
    mender = Mender(engine("aftersales-01", "zh"))
    for erred in (False, True):
        around = _at_the_end(erred=erred)
        said = mender.engine.score(REMEMBERED, around)
        edit = mender.mend(REMEMBERED, around, said, "A11")
        assert edit is not None
        assert any("说错了" in line for line in edit.added) is erred


def test_a_promise_that_came_out_broken_is_owned_up_to() -> None:
    """Where the message holds a broken promise against the trainee, the correction is what is missing."""
    mine = engine("complaint-01", "en")
    around = context("complaint-01", "promise_broken", "en").model_copy(update={"told": ("cause",)})
    said = mine.score("The slot is tomorrow 8 to 12.", around)
    assert "A11" in {m.code for m in said.missing}


@pytest.mark.parametrize(
    ("lang", "reply", "says"),
    [
        ("en", "I refund the £25 delivery charge today and give you £60 on top.", ("£25", "up to £50")),
        ("zh", "80元运费我今天就退您，再补您500元。", ("80元", "最多300元")),
    ],
)
def test_a_sum_beyond_the_card_is_told_by_what_the_card_gives(
    lang: Lang, reply: str, says: tuple[str, str]
) -> None:
    """Who names a sum is told which ones they may name, not to say that they do not know."""
    said = kit.score(reply, lang, "pressing")
    (why,) = {f.why for f in said.shown if f.rule == "check:amount"}
    assert all(words in why for words in says)
    assert {"en": "who decides on more", "zh": "由谁批"}[lang] in why


@pytest.mark.parametrize(
    ("lang", "line", "whole"),
    [
        (
            "en",
            "Whether the sender is found I can't promise;",
            "Whether the sender is found I can't promise.",
        ),
        ("en", "Tomorrow, 8 to 12?", "Tomorrow, 8 to 12?"),
        ("zh", "能不能找到发件人我不敢保证；", "能不能找到发件人我不敢保证。"),
        ("en", "", ""),
    ],
)
def test_a_line_to_try_ends_as_a_sentence_does(lang: Lang, line: str, whole: str) -> None:
    """Also where it is a part of a longer one."""
    assert closed(line, lang) == whole


FORMULA: dict[Lang, str] = {
    "en": "We apologise for any inconvenience. Your feedback is important to us.",
    "zh": "给您带来不便，深表歉意。感谢您的宝贵意见。",
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_a_level_stands_for_is_not_held_against_words_nobody_wrote(lang: Lang) -> None:
    """A formula refuses nothing and sends nobody away; above 0 a level's description is called one."""
    said = kit.score(FORMULA[lang], lang, "why_failed")
    anchors = {d: kit.rubric().section(d).levels for d in said.levels}
    assert said.levels["responsiveness"] == 0
    assert anchors["responsiveness"][0].get(lang) not in said.why["responsiveness"]
    assert said.levels["empathy"] == 1
    begins = {"en": "Level 1 stands for: ", "zh": "1 级指的是："}[lang]
    assert said.why["empathy"].startswith(begins + anchors["empathy"][1].get(lang))


def test_level_0_names_the_fault_that_was_written_and_no_other() -> None:
    """Whoever insults is not told of invented facts and of a breach of privacy beside it."""
    said = kit.score("Stop whining.", "en")
    fallen = [said.why[dimension] for dimension, level in said.levels.items() if level == 0]
    assert fallen
    for why in fallen:
        assert why.startswith("Words like these put ")
        assert "privacy" not in why


def test_two_open_questions_stand_in_quotation_marks_of_their_own() -> None:
    """They do not run together into one."""
    issues = kit.scenario().facts.issues
    two = tuple(issues)[:2]
    around = kit.context("en", "pressing", raises=two)
    said = kit.engine("en").score("Hello.", around)
    told = next(m.why for m in said.missing if m.code in ("R1", "R7"))
    assert "; ".join(f"“{issues[name].label.en}”" for name in two) in told


def test_what_is_all_answered_is_not_to_be_gone_through_once_more() -> None:
    """That every issue is covered (R7) is missing only where one is open, and then it is named."""
    open_one = kit.score("Nobody here may pay wages.", "en", "pressing")
    (missing,) = [m for m in open_one.missing if m.code == "R7"]
    assert "not answered yet" in missing.why
    both = "I can't pay wages; nobody here may. If the slot is missed, I put you on the second run."
    said = kit.score(both, "en", "pressing")
    settled = kit.scenario().facts.issues
    assert all(set(settled[name].met_by) & set(said.met) for name in kit.context("en", "pressing").raises)
    assert "R7" not in {m.code for m in said.missing}


def test_nothing_is_advised_that_the_reply_says_already() -> None:
    """Who has just sent the heaters home is not told to send them home; without them that line comes."""
    asked = context("loyalty-01", "opening", "zh")
    bare = "您好，请问有什么可以帮您？"
    sent = "今天15点到18点我给您订上门，两台电暖器今晚送到家，不收费。"
    heaters = {m.try_ for m in engine("loyalty-01", "zh").score(bare, asked).missing if "电暖器" in m.try_}
    assert heaters
    assert heaters.isdisjoint(m.try_ for m in engine("loyalty-01", "zh").score(sent, asked).missing)


def test_a_level_is_told_with_what_carries_it() -> None:
    """From level 2 on faint signs are named where nothing is sure; below, no virtue is."""
    fair = "到我这儿就到头了！名字、电话、账单我十分钟之内全给您改好，一个都不落，改不好我辞职。"
    poor = (
        "六岁吃饭大人都不看着点？快去打急救啊跟我说有什么用。饭里有啥你得问商家，电话在订单页，我们又不炒菜。"
    )
    told = engine("handover-01", "zh").score(fair, context("handover-01", "opening", "zh"))
    assert told.levels["responsiveness"] == 2
    assert "依据：" in told.why["responsiveness"]
    told = engine("complaint-05", "zh").score(poor, context("complaint-05", "opening", "zh"))
    assert told.levels["responsiveness"] == 1
    assert "依据：" not in told.why["responsiveness"]
