"""Every lost point has exactly one gap label, by the first rule that fits, and a reason."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from sample_attempt import RUBRIC, SCENARIO, ended, second_reply, started
from sample_scored import attempt_of, case, note, scored, told, with_missing

from sim.model.events import PromiseRecorded
from sim.model.language import Lang
from sim.report import build_debrief
from sim.report.debrief import GapLabel
from sim.report.gap_rules import RULES, label_of
from sim.report.lost import Around, loss_by_harm, loss_of_level
from sim.report.words import GAPS, label
from tests.calibration.labelled import UNSEEN, rows

Fixture = tuple[str, Lang, str, str, str]
"""Label, language, turn of complaint-01, dimension, reply."""

OPEN, PRESSING = "opening", "pressing"
BEFORE_EN = (
    "I have read everything you wrote about the two days you waited at home with a newborn and no fridge, "
    "and I am sorry for it, because this is our doing and not yours. Our depot sorted it onto the wrong van "
    "both times, and nobody there replaced the label after the first no-show. The label is new now, and the "
    "colleagues there have been told what it did to your family this week. "
)
BEFORE_ZH = (
    "您前面写的我都看了，孩子这么小，冰箱又没得用，这些都是我们造成的，跟您没有关系。"
    "两次都是我们站点分拣时贴错了标签，装到了别的车上，第一次没送成之后也没有人去换。"
    "现在标签已经换过，站里的同事也都知道这件事给您一家添了多大的麻烦。"
)
LONG_EN = (
    "Two days at home with a newborn and no fridge is a lot to ask of anybody and I am sorry for it, and "
    "what I see in the list here is that tomorrow 8-12 and 14-18 are both free on the van that goes to your "
    "part of town"
)
LONG_ZH = (
    "站里每天进进出出的货很多，车次和人员也一直在变，您家这一单我从头到尾看了一遍，"
    "明天8到12点、14到18点这两个时段在我面前这张表上都还空着，其他的时间段目前都已经排满了"
)

FIXTURES: tuple[Fixture, ...] = (
    ("G4", "en", OPEN, "assurance", "Your fridge will be with you tomorrow at 9am sharp, I guarantee it."),
    ("G4", "en", OPEN, "responsiveness", "I'll pay both your lost days' wages, send us your payslip."),
    ("G4", "en", OPEN, "assurance",
     "I've booked your fridge for tomorrow 8-12. I haven't booked your fridge for tomorrow 8-12."),
    ("G4", "zh", OPEN, "assurance", "明天9点整送到，我保证。"),
    ("G4", "zh", OPEN, "responsiveness", "您两天的误工费我全赔给您，明天9点整准时送到。"),
    ("G4", "zh", OPEN, "assurance",
     "我已经给您订好明天8到12点的送货时段。我没有给您订明天8到12点的送货时段。"),
    ("G1", "en", OPEN, "empathy",
     "8841: mis-sorted at depot, our error. Slots tomorrow 08-12 / 14-18, confirmed by 18:00 today. "
     "Cold-box tonight. Delivery fee refunded. Which slot?"),
    ("G1", "en", OPEN, "responsiveness",
     "You want the delivery fee back, is that right? I am refunding the £25 delivery fee today."),
    ("G1", "en", OPEN, "empathy", BEFORE_EN + "Tomorrow 8-12 and 14-18 are free."),
    ("G1", "zh", OPEN, "empathy",
     "8841，仓库分错拣，责任在我方。明日可选8-12或14-18，请回复其一，18:00前确认。"
     "运费80退，今晚送冷藏箱，地址不变请回1。"),
    ("G1", "zh", OPEN, "responsiveness", "您的意思是要退运费，我理解得对吗？80元运费我今天退给您。"),
    ("G1", "zh", OPEN, "empathy", BEFORE_ZH + "明天8到12点、14到18点都有空位。"),
    ("G2", "en", OPEN, "responsiveness", "As a goodwill gesture I can add £50 to your account today."),
    ("G2", "en", OPEN, "responsiveness", "We're refunding the £25 delivery fee today."),
    ("G2", "en", PRESSING, "responsiveness", "We can't pay wages, nobody here may approve that."),
    ("G2", "en", PRESSING, "empathy",
     "Compensation for wages is excluded under the terms you accepted at checkout, so there's no basis for "
     "that claim."),
    ("G2", "zh", OPEN, "responsiveness", "我给您申请300元补偿，今天就到账。"),
    ("G2", "zh", OPEN, "empathy", "规定就是这样，我也没办法。"),
    ("G2", "zh", PRESSING, "responsiveness", "误工费赔不了，谁都没权限批。"),
    ("GP", "en", OPEN, "responsiveness", BEFORE_EN + "Tomorrow 8-12 and 14-18 are free."),
    ("GP", "en", PRESSING, "responsiveness", BEFORE_EN + "I can't pay wages, but I can add £50 goodwill."),
    ("GP", "en", OPEN, "responsiveness", LONG_EN),
    ("GP", "zh", OPEN, "responsiveness", BEFORE_ZH + "明天8到12点、14到18点都有空位。"),
    ("GP", "zh", PRESSING, "responsiveness", BEFORE_ZH + "误工费赔不了，我可以补偿您300元。"),
    ("GP", "zh", OPEN, "responsiveness", LONG_ZH),
    ("G3", "en", OPEN, "responsiveness", "Please calm down, we will look into it as soon as possible."),
    ("G3", "en", OPEN, "assurance", "I've booked your fridge for tomorrow 8-12."),
    ("G3", "en", OPEN, "empathy", "Tomorrow 8-12."),
    ("G3", "en", OPEN, "empathy", "sorry sorry sorry understand care value you frustrating empathise"),
    ("G3", "zh", OPEN, "empathy", "您先冷静，我们会尽快给您处理。"),
    ("G3", "zh", OPEN, "assurance", "80元运费我今天退给您。"),
    ("G3", "zh", OPEN, "empathy", "冰箱改到明天8到12点。"),
)  # fmt: skip

NOT_MINE: tuple[tuple[Lang, str, tuple[str, ...]], ...] = tuple(
    (lang, code, met)
    for lang in ("en", "zh")
    for code, met in (("R2", ("offer.slot",)), ("R3", ()), ("A5", ()), ("R6", ("offer.slot",)))
)


@pytest.mark.parametrize(("wanted", "lang", "turn", "dimension", "reply"), FIXTURES)
def test_loss_has_the_label_of_its_cause(
    wanted: GapLabel, lang: Lang, turn: str, dimension: str, reply: str
) -> None:
    """Replies scored by the engine, three and more a label and language, get the label of their cause."""
    found = note(told(reply, lang=lang, turn=turn), dimension)
    assert found.level is not None
    assert found.level < 4
    assert (found.gap, found.gap_reason.startswith(label(GAPS, wanted, lang))) == (wanted, True)


@pytest.mark.parametrize(("lang", "code", "met"), NOT_MINE)
def test_what_nobody_could_give_is_not_theirs_to_fix(lang: Lang, code: str, met: tuple[str, ...]) -> None:
    """In a case with a gap of the company, what no offer left would show is not held against the trainee."""
    dimension = {"R": "responsiveness", "A": "assurance"}[code[0]]
    assert note(with_missing(code, lang, company_gap=True, met=met), dimension).gap == "NOT_YOURS"
    assert note(with_missing(code, lang, company_gap=False, met=met), dimension).gap == "G3"


@pytest.mark.parametrize("code", ["R2", "R6"])
def test_what_was_left_to_give_is_theirs(code: str) -> None:
    """An offer of the case that was never made would have shown it."""
    assert note(with_missing(code, "en", company_gap=True, met=()), "responsiveness").gap == "G3"


def test_every_label_has_three_fixtures_a_language() -> None:
    """No label is a default in disguise: each is reached on purpose, in both languages."""
    counted = Counter((name, lang) for name, lang, *_ in FIXTURES)
    counted.update(("NOT_YOURS", lang) for lang, *_ in NOT_MINE)
    assert {(name, lang): counted[name, lang] >= 3 for name in GAPS for lang in ("en", "zh")} == {
        (name, lang): True for name in GAPS for lang in ("en", "zh")
    }


@pytest.mark.parametrize(
    ("lang", "reply"),
    [
        ("en", "Tomorrow 8-12 and 14-18 are free. " + BEFORE_EN),
        ("zh", "明天8到12点、14到18点都有空位。" + BEFORE_ZH),
    ],
)
def test_what_is_said_first_is_not_buried(lang: Lang, reply: str) -> None:
    """The same words with the key fact in front can be seen; where nothing is lost there is no label."""
    found = note(told(reply, lang=lang), "responsiveness")
    assert found.gap == (None if found.level == 4 else "G3")


def test_question_that_was_asked_later_is_no_knowledge_gap() -> None:
    """It is enough that a conversation asks once; and while it goes on, it still can."""
    terse = FIXTURES[6][4]
    ask = "What needs to stay cold tonight? And which suits you tomorrow, 8-12 or 14-18?"
    assert note(told(terse, lang="en"), "empathy").gap == "G1"
    assert note(told(terse, ask, lang="en"), "empathy").gap == "G3"
    assert note(told(terse, lang="en", over=False), "empathy").gap == "G3"


def test_promise_within_authority_is_no_communication_gap() -> None:
    """A window may be named, an hour may not."""
    assert note(told("Your fridge comes tomorrow 8-12.", lang="en"), "assurance").gap == "G3"


def test_broken_promise_labels_the_reply_that_made_it() -> None:
    """What was promised and did not happen is a communication gap, in what the customer relied on."""
    events = second_reply()
    made = next(e for e in events if isinstance(e, PromiseRecorded))
    reply = events[0]
    low = reply.explanation.model_copy(  # type: ignore[union-attr]
        update={"levels": {"empathy": 2, "responsiveness": 2, "assurance": 2}}
    )
    gone = PromiseRecorded(seq=10, turn_no=3, promise=made.promise, status="broken")
    changed = [reply.model_copy(update={"explanation": low}), *events[1:], gone]
    debrief = build_debrief([*started(), *changed, *ended(11)], SCENARIO, RUBRIC)
    assert [n.gap for n in debrief.replies[0].levels] == ["G3", "G4", "G4"]
    assert "I will call" in debrief.replies[0].levels[1].gap_reason


def test_gap_of_one_code_is_labelled_by_that_code() -> None:
    """An order to calm down is delivery, even in a reply that over-promises as well."""
    reply = scored(
        "Calm down. Your fridge will be with you tomorrow at 9am sharp.", "en", 1, OPEN, "complaint-01"
    )
    around = Around(*case("complaint-01"), "en")
    assert label_of(loss_by_harm(reply, "X07"), around)[0] == "G4"
    assert label_of(loss_by_harm(reply, "X01"), around)[0] == "G3"


def test_highest_level_has_no_label() -> None:
    """Where nothing is lost there is nothing to label."""
    reply = scored(FIXTURES[0][4], "en", 1, OPEN, "complaint-01")
    full = reply.explanation.model_copy(update={"levels": {"empathy": 4, "responsiveness": None}})
    perfect = reply.model_copy(update={"explanation": full})
    assert loss_of_level(perfect, "empathy", case("complaint-01")[1]) is None
    assert loss_of_level(perfect, "responsiveness", case("complaint-01")[1]) is None


def test_rules_stand_in_the_order_of_the_domain() -> None:
    """Communication, knowledge, standards, perception, not theirs; delivery is what is left."""
    order = ["G4", "G1", "G2", "GP", "NOT_YOURS"]
    places = [order.index(name) for name, _rule in RULES]
    assert all(a <= b for a, b in pairwise(places))


def test_every_lost_point_of_the_tuning_replies_has_one_label_and_a_reason() -> None:
    """Over all rated replies of the tuned scenarios; what is whole has neither."""
    seen = Counter[str]()
    for row in rows("replies.jsonl"):
        if row["scenario"] in UNSEEN:
            continue
        lang, scenario = row["lang"], row["scenario"]
        reply = scored(row["reply"], lang, 1, row["turn"], scenario)
        debrief = build_debrief(attempt_of([reply], lang, scenario), *case(scenario))
        for found in debrief.replies[0].levels:
            lost = found.level is not None and found.level < 4
            assert (found.gap is not None, bool(found.gap_reason)) == (lost, lost), row["id"]
            seen.update([found.gap] if found.gap else [])
        for gap in debrief.gaps:
            assert gap.label in GAPS
            assert gap.reason.startswith(label(GAPS, gap.label, lang)), row["id"]
    assert {"G1", "G2", "G3", "G4", "GP"} <= set(seen)
    assert seen["G3"] < 0.9 * seen.total()
