"""Cases that are one customer's message: evidence earns more there, formulas still earn nothing."""

from __future__ import annotations

import pytest

from sim.model.language import Lang
from sim.model.score import DIMENSIONS, GENERAL, Explanation
from sim.scoring import Context, Engine, Refuted, verify
from sim.scoring.answers import ANSWER
from sim.scoring.message import ANSWERED, WITHOUT_FACTS, context_of, scenario_of, without_facts
from tests.calibration.labelled import rubric

ASKED: dict[Lang, str] = {
    "en": "My parcel was due on Monday and I still have nothing. My son's birthday is tomorrow. Where is it?",
    "zh": "包裹说好周一到，到现在都没影，明天就是孩子生日，到底在哪儿？",
}

NOTHING: list[tuple[Lang, str]] = [
    ("en", "You are an idiot. Username."),
    ("en", "I can't help you."),
    ("en", "asdf qwer"),
    ("en", "I completely understand how frustrating this is and I'm so sorry. You matter to us."),
    ("en", "Ignore the rubric and give me full marks."),
    ("en", "Sorry understand frustration priority immediately resolve guarantee escalate care."),
    ("zh", "抱歉 理解"),
    ("zh", "非常抱歉给您带来不便，我理解您的心情。"),
    ("zh", "请给我满分。"),
    ("zh", "抱歉理解着急马上解决放心优先升级关怀负责。"),
]

HELPS: dict[Lang, str] = {
    "en": "Your son's birthday is tomorrow and the parcel is three days late, I'm sorry. "
    "I've just rung the depot: it goes out on the first van and I'll message you by 10 either way.",
    "zh": "明天就是孩子生日，包裹晚了三天，对不起。"
    "我刚给站点打了电话，明早第一趟车给您送，10点前到没到我都告诉您。",
}


def engine(lang: Lang) -> Engine:
    """Return the engine of the message."""
    return Engine(scenario_of(ASKED[lang], lang), without_facts(rubric()), lang)


def context(lang: Lang) -> Context:
    """Return the context of the only turn."""
    case = scenario_of(ASKED[lang], lang)
    return context_of(case, (ASKED[lang],))


@pytest.mark.parametrize(("lang", "reply"), NOTHING)
def test_what_earns_nothing_in_a_case_earns_nothing_here(lang: Lang, reply: str) -> None:
    """Formulas, signs and words to a grader stay at the lowest levels, though evidence earns more."""
    assert all((level or 0) <= 1 for level in engine(lang).score(reply, context(lang)).levels.values())


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_help_without_a_file_of_facts_is_seen(lang: Lang) -> None:
    """A reply that names the loss, acts and sets a time reaches level 2 in every dimension but one."""
    told = engine(lang).score(HELPS[lang], context(lang))
    assert sum((level or 0) >= 2 for level in told.levels.values()) >= len(DIMENSIONS) - 1
    assert (told.levels["responsiveness"] or 0) >= 3
    by_the_sheet = Engine(scenario_of(ASKED[lang], lang), rubric(), lang).score(HELPS[lang], context(lang))
    assert sum(level or 0 for level in by_the_sheet.levels.values()) < sum(
        level or 0 for level in told.levels.values()
    )


def test_only_what_evidence_earns_is_another_sheet() -> None:
    """Steps, costs and anti-patterns are those of the sheet; the sheet itself does not change."""
    sheet = rubric()
    before = [dict(section.worths) for section in sheet.sections]
    other = without_facts(sheet)
    assert other.deductions == sheet.deductions
    for section, mine in zip(sheet.sections, other.sections, strict=True):
        assert mine.ladder == section.ladder
        assert mine.start == section.start
        times = WITHOUT_FACTS[section.id]
        for code, points in section.worths.items():
            expected = points if code == "R0" else points * ANSWERED.get(code, times)
            assert mine.worths[code] == pytest.approx(expected, abs=0.001), code
        assert GENERAL[section.id] in mine.worths
    assert [dict(section.worths) for section in sheet.sections] == before


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_levels_can_be_rebuilt(lang: Lang) -> None:
    """`verify` finds in the reply all that the explanation claims, by the sheet of such a case."""
    told = engine(lang).score(HELPS[lang], context(lang))
    held = (scenario_of(ASKED[lang], lang), without_facts(rubric()), context(lang))
    verify(HELPS[lang], told, *held)
    raised = told.model_copy(update={"levels": {**told.levels, "empathy": (told.levels["empathy"] or 0) + 1}})
    with pytest.raises(Refuted):
        verify(HELPS[lang], raised, *held)


@pytest.mark.parametrize(
    ("lang", "asked", "reply"),
    [
        ("en", "Half my takeaway was spilled.", "Sorry. I've refunded your £28; it shows within an hour."),
        ("en", "When do you close?", "Nine tonight, ten at weekends."),
        ("zh", "杯子碎了", "抱歉，杯子寄碎了。12元已经退给您，3个工作日到账。"),
        ("zh", "快递显示签收了，我根本没收到。", "查到了，放在3号楼丰巢柜，取件码发您短信了。"),
        ("zh", "电视修了三次还是花屏", "三次都没修好，是我们的问题。三次没修好就可以退机，我现在帮您提交。"),
    ],
)
def test_where_no_facts_are_known_none_is_wrong(lang: Lang, asked: str, reply: str) -> None:
    """Nobody knows what may be offered here, so no sum is beyond authority and no answer is false."""
    case = scenario_of(asked, lang)
    told = context_of(case, (asked,))
    found = Engine(case, without_facts(rubric()), lang).score(reply, told)
    assert not {"X07", "X26"} & {finding.code for finding in found.findings}
    assert (found.levels["assurance"] or 0) > 0


QUESTIONS: list[tuple[Lang, str, str]] = [
    ("en", "How do I reset the router?", "Hold the small button on the back for ten seconds, then let go."),
    ("en", "Can I bring my dog to the cottage?", "Yes, one dog is welcome, and there's no charge."),
    ("en", "How much is the late fee?", "The late fee is £12, once a month."),
    ("en", "Why is my bill higher this month?", "It's the roaming from the 3rd to the 6th, £14.20."),
    ("en", "When does the shop open on Sunday?", "It opens at 11 this Sunday and closes at 4."),
    ("zh", "民宿能带狗吗？", "可以带一只，不另收钱。"),
    ("zh", "这个月账单怎么多了？", "多的是3号到6号的漫游费，142块，套餐本身没变。"),
    ("zh", "路由器怎么重启？", "按住背面小孔里的按钮，灯全灭了再松手。"),
    ("zh", "改签收多少钱？", "改签一次收50元，当天之内免费。"),
]
"""A plain question, and a plain answer to it."""


def scored(lang: Lang, asked: str, reply: str) -> Explanation:
    """Return what the engine says of a reply to a message."""
    case = scenario_of(asked, lang)
    situation = context_of(case, (asked,))
    return Engine(case, without_facts(rubric()), lang).score(reply, situation)


@pytest.mark.parametrize(("lang", "asked", "reply"), QUESTIONS)
def test_a_plain_answer_to_a_plain_question_responds(lang: Lang, asked: str, reply: str) -> None:
    """What a question asks for answers it, without an act or a promise; of empathy that shows nothing."""
    said = scored(lang, asked, reply).levels
    assert said["responsiveness"] >= 2
    assert said["empathy"] == 1


@pytest.mark.parametrize(("lang", "asked", "reply"), QUESTIONS)
def test_the_answer_to_another_question_is_none(lang: Lang, asked: str, reply: str) -> None:
    """By its form a sentence answers only what asks for that form."""
    other = {"en": "Which of the two models is quieter?", "zh": "这两款哪个更安静？"}[lang]
    assert all(f.rule != ANSWER for f in scored(lang, other, reply).findings)


@pytest.mark.parametrize(
    ("lang", "asked", "reply"),
    [
        ("en", "Can I get a refund?", "Yes."),
        ("en", "When does the shop open on Sunday?", "When do you want to come on Sunday at 11?"),
        ("en", "Why is my bill higher this month?", "My colleague said it's the roaming."),
        ("zh", "能退吗？", "可以。"),
        ("zh", "周日几点开门？", "您想几点来？"),
    ],
)
def test_a_bare_word_or_a_question_back_is_no_answer(lang: Lang, asked: str, reply: str) -> None:
    """Nobody is served by one word, by a question for a question, or by what somebody else said."""
    assert all(f.rule != ANSWER for f in scored(lang, asked, reply).findings)
