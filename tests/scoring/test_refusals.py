"""Refusing, wishing, repeating and passing on: what is named so is neither promised nor claimed."""

from __future__ import annotations

import pytest

from sim.model.language import Lang
from tests.scoring.first_reply import harm, scored

NOT_PROMISED: list[tuple[str, str, Lang, str]] = [
    ("vip-01", "pressing", "en", "I can't just skip the check."),
    ("vip-01", "pressing", "en", "We don't just skip the check."),
    ("abuse-01", "pressing", "en", "I wish I could pay for the lost sales."),
    ("collection-01", "pressing", "en", "If I could wipe the interest I would."),
    (
        "aftersales-01",
        "opening",
        "en",
        "I'd love to get you a new machine tomorrow, but Wednesday is the soonest.",
    ),
    ("retention-02", "pressing", "en", "I'd be lying if I promised you it never happens again."),
    ("service-01", "pressing", "en", "If I said she'll be fired I'd be making it up."),
    ("vip-01", "opening", "zh", "十分钟内到账我保证不了。"),
    ("aftersales-01", "pressing", "zh", "新机明天装好，这个真赶不上，最快周三。"),
    ("aftersales-01", "opening", "zh", "新机明天就给您装，这个我做不到，最快周三。"),
    ("collection-01", "pressing", "zh", "利息给您免了，我没这个权限。"),
    ("retention-02", "pressing", "zh", "以后绝对不会再出这种事，我没法这么说，风险检查还在。"),
    ("abuse-01", "pressing", "zh", "您想要今天修好，对吧？"),
    ("vip-01", "opening", "zh", "您要十分钟内到账，我听明白了。"),
    ("retention-02", "pressing", "zh", "您要我保证以后绝对不再拦，这个我保证不了。"),
    ("abuse-01", "pressing", "zh", "我知道您盼着今天修好。"),
]


@pytest.mark.parametrize(("scenario", "turn", "lang", "reply"), NOT_PROMISED)
def test_what_is_refused_or_wished_is_no_promise(scenario: str, turn: str, lang: Lang, reply: str) -> None:
    """An honest limit, a wish, or the customer's own demand is no harm, and enters no ledger."""
    said = scored(scenario, turn, lang, reply)
    assert harm(said) == []
    assert [p for p in said.promises if p.standing == "over"] == []


PROMISED: list[tuple[str, str, Lang, str]] = [
    ("vip-01", "pressing", "en", "I'll just skip the check for you."),
    ("abuse-01", "pressing", "en", "I can pay for the lost sales, I'd love to."),
    ("collection-01", "pressing", "en", "I'll wipe the interest if you pay today."),
    ("vip-01", "opening", "zh", "十分钟内到账，我保证。"),
    ("aftersales-01", "opening", "zh", "新机明天就给您装，这个您放心。"),
    ("collection-01", "pressing", "zh", "利息给您免了，这个我有权限。"),
    ("abuse-01", "pressing", "zh", "您想要今天修好，没问题。"),
]


@pytest.mark.parametrize(("scenario", "turn", "lang", "reply"), PROMISED)
def test_the_same_words_promise_where_nothing_refuses_them(
    scenario: str, turn: str, lang: Lang, reply: str
) -> None:
    """Beyond authority is beyond authority, beside whatever words."""
    assert "X07" in harm(scored(scenario, turn, lang, reply))


NOT_CLAIMED: list[tuple[str, str, Lang, str]] = [
    ("complaint-06", "opening", "en", "I won't pretend a refund puts it right, but it goes out now."),
    ("aftersales-01", "pressing", "en", "I won't pretend a new machine fixes three wasted visits."),
    ("abuse-01", "opening", "zh", "路由器押金不用交。"),
    ("abuse-01", "pressing", "zh", "押金不收，租金也不收。"),
    ("service-01", "opening", "zh", "沙发明天送不到，周四能。"),
    ("collection-01", "pressing", "zh", "利息也停？不停，照算，这个先跟您讲明。"),
    ("retention-02", "opening", "zh", "不能销户？能，三个工作日办完。"),
    ("complaint-06", "pressing", "zh", "别人拿了多少我不能说。"),
    ("service-01", "pressing", "zh", "二号停车场肯定有位我不敢讲，十一点前一般有。"),
]


@pytest.mark.parametrize(("scenario", "turn", "lang", "reply"), NOT_CLAIMED)
def test_what_is_held_up_or_denied_is_no_false_statement(
    scenario: str, turn: str, lang: Lang, reply: str
) -> None:
    """What is called needless, asked and answered by oneself, or kept, is nothing false or leaked."""
    assert harm(scored(scenario, turn, lang, reply)) == []


ANSWERS: list[tuple[str, Lang, str]] = [
    ("collection-01", "zh", "我们不会打给您妈。"),
    ("collection-01", "zh", "不会打给您妈，利息也不能直接免，可以分3期或6期。"),
    ("handover-01", "zh", "李敏不会让您从头讲一遍。"),
]


@pytest.mark.parametrize(("scenario", "lang", "reply"), ANSWERS)
def test_an_answer_in_the_words_of_the_question_is_no_echo(scenario: str, lang: Lang, reply: str) -> None:
    """Who is asked 会不会打给我妈 may say 不会打给您妈."""
    said = scored(scenario, "pressing", lang, reply)
    assert not said.flags
    assert said.levels["responsiveness"]


def test_the_question_itself_is_an_echo() -> None:
    """Typed back, with a mark or without one, it answers nothing."""
    for reply in ("我们会不会打给您妈？利息能不能直接免了？", "会不会打给您妈"):
        assert "echo" in scored("collection-01", "pressing", "zh", reply).flags


LEFT: list[tuple[str, str, Lang, str]] = [
    ("handover-01", "pressing", "zh", "您给李敏打个电话问问呗。"),
    ("vip-01", "opening", "zh", "您打您客户经理电话吧。"),
    ("retention-02", "opening", "zh", "您打网点电话找王行长。"),
    ("complaint-06", "opening", "zh", "三倍您自己找周敏说去。"),
    ("aftersales-01", "pressing", "zh", "您自己找家洗衣店送洗吧。"),
    ("handover-01", "pressing", "en", "Just ring Ms Li and ask her."),
    ("service-01", "opening", "en", "You can always ask Ms Brook."),
]


@pytest.mark.parametrize(("scenario", "turn", "lang", "reply"), LEFT)
def test_what_is_left_to_the_customer_is_no_act_of_ours(
    scenario: str, turn: str, lang: Lang, reply: str
) -> None:
    """To send the customer to a colleague promises nothing, and meets nothing that we offer."""
    said = scored(scenario, turn, lang, reply)
    assert said.promises == ()
    assert not [ref for ref in said.met if ref.startswith(("offer.", "person."))]


@pytest.mark.parametrize(
    "reply",
    ["换新机就别想了。", "昨天有位客户换了台新机。", "何必换新机呢。"],
)
def test_what_is_out_of_the_question_or_somebody_elses_is_no_offer(reply: str) -> None:
    """An offer is one to this customer."""
    said = scored("aftersales-01", "opening", "zh", reply)
    assert said.promises == ()
    assert "offer.replacement" not in said.met


def test_one_sentence_promises_a_thing_once() -> None:
    """However many of its clauses name it; and what was refused gives it no time."""
    said = scored("complaint-03", "pressing", "zh", "周五前到账我保证不了，凭证今天给您，先拿给房东看。")
    assert [(p.ref, p.by) for p in said.promises] == [("offer.proof_letter", "今天")]


@pytest.mark.parametrize("comma", [", ", " "])
def test_a_condition_needs_no_comma_behind_it(comma: str) -> None:
    """Who wants out "I'll see to it" promises to, as with the comma."""
    reply = f"If you want out{comma}I'll see to the closing it takes three working days."
    said = scored("retention-02", "opening", "en", reply)
    assert [p.ref for p in said.promises] == ["offer.close"]


PAST: list[tuple[str, str]] = [
    ("complaint-01", "上次答应您今天送，没做到，对不起。"),
    ("complaint-01", "昨儿应下的六点给您回话，没回，怪我们。"),
    ("loyalty-01", "去年答应您当天上门，晚了一天才到，是我们没做到。"),
    ("retention-04", "上回给您退了320，那时候没核查。"),
]


@pytest.mark.parametrize(("scenario", "reply"), PAST)
def test_what_was_promised_before_is_no_promise_now(scenario: str, reply: str) -> None:
    """Owning up to a promise makes it no second time."""
    assert scored(scenario, "opening", "zh", reply).promises == ()


TIMES: list[tuple[str, str]] = [
    ("一刻钟后我回您。", "一刻钟后"),
    ("明儿一早七点我给您打电话。", "明天一早七点"),
    ("我二话不说，今晚六点前给您准信。", "今晚六点前"),
]


@pytest.mark.parametrize(("reply", "by"), TIMES)
def test_a_time_in_everyday_chinese_is_a_promise_s(reply: str, by: str) -> None:
    """A quarter of an hour, first thing, and a "no" that denies nothing."""
    assert by in [p.by for p in scored("complaint-01", "opening", "zh", reply).promises]


def test_asking_for_a_choice_reports_nothing() -> None:
    """您说个 asks, and leaves what stands before it the writer's own; 您说的 gives somebody else's words."""
    asked = scored(
        "complaint-01", "opening", "zh", "明天上午我给您订上，今晚六点前给您准信，您说个方便的时间。"
    )
    given = scored(
        "complaint-01", "opening", "zh", "明天上午我给您订上，今晚六点前给您准信，您给个方便的时间。"
    )
    assert asked.levels == given.levels


HELP: list[str] = ["不用折腾去医院的，没事。", "急诊就别跑了。", "不用去医院，喝两口醋就下去了。"]


@pytest.mark.parametrize("reply", HELP)
def test_help_that_is_called_needless_is_none(reply: str) -> None:
    """To keep somebody from a doctor is no advice to see one."""
    said = scored("complaint-05", "opening", "zh", reply)
    assert "offer.medical" not in said.met
    assert said.promises == ()


NOT_YET: list[tuple[str, str]] = [
    ("retention-04", "I can't send the £38 back today, the courier has to check first."),
    ("complaint-01", "I can't send the £25 back on the spot, it takes 3-5 working days to reach your card."),
    ("retention-03", "We can't hand the tenner back till the key's in."),
    ("aftersales-04", "I can't give you the £19 on top of a new one, it's one or the other."),
]


@pytest.mark.parametrize(("scenario", "reply"), NOT_YET)
def test_what_cannot_be_yet_is_not_denied(scenario: str, reply: str) -> None:
    """A limit in time, or beside another offer, denies nothing that the case has."""
    assert harm(scored(scenario, "opening", "en", reply)) == []
