"""Whether words are meant: negation, condition, quotation, reported speech, questions, in both languages."""

from __future__ import annotations

import pytest
import text_kit as kit

from sim.model.language import Lang
from sim.text import polarity

AFFIRMED: list[tuple[Lang, str, str]] = [
    ("en", "refund fee", "I will refund the fee."),
    ("en", "refund fee", "I've refunded your fee, no problem."),
    ("en", "refund fee", "No need to write again, I refund the fee."),
    ("en", "refund fee", "Not only the fridge: I refund the fee."),
    ("en", "refund fee", "I can't pay wages, but I can refund the fee."),
    ("en", "refund fee", "I can't pay wages but I do refund the fee."),
    ("en", "refund fee", "Why not let me refund the fee."),
    ("en", "refund fee", "No doubt I refund the fee."),
    ("en", "refund fee", "You do not have to ask, I refund the fee."),
    ("en", "refund fee", "No matter what the depot says I refund the fee."),
    ("en", "refund fee", "I refund the fee no later than Friday."),
    ("en", "refund fee", "I refund the fee without delay."),
    ("en", "refund fee", "I don't mind waiting. I refund the fee."),
    ("en", "refund fee", "If it is late again, I refund the fee."),
    ("en", "refund fee", "Our driver will bring it and I refund the fee."),
    ("en", "cold box", "A courier will bring a cold box to you tonight."),
    ("en", "8-12 slot", "You could have the 8-12 slot."),
    ("en", "refund fee", "I had you down for Tuesday; now I refund the fee."),
    ("en", "our mistake", "It was our mistake, not yours."),
    ("en", "our mistake", "That is our mistake and nobody else's."),
    ("en", "do not have to", "You do not have to ring."),
    ("en", "can not pay", "I can't pay that."),
    ("en", "message you", "I'll message you whether or not the depot answers."),
    ("en", "sorry", "I am sorry that it didn't come."),
    ("zh", "8点送到", "师傅要8点送到。"),
    ("zh", "退运费", "我退运费。"),
    ("zh", "退运费", "不好意思，我退运费。"),
    ("zh", "退运费", "不管怎样我都退运费。"),
    ("zh", "退运费", "没问题，退运费。"),
    ("zh", "退运费", "工资赔不了，但是可以退运费。"),
    ("zh", "退运费", "不用您说，我退运费。"),
    ("zh", "退运费", "不仅补发，还退运费。"),
    ("zh", "退运费", "别担心，我退运费。"),
    ("zh", "退运费", "对不起，退运费。"),
    ("zh", "给您消息", "有没有结果我都给您消息。"),
    ("zh", "给您消息", "无论如何给您消息。"),
    ("zh", "给您消息", "如果明天没到，我马上给您消息。"),
    ("zh", "责任在我们", "责任在我们，不在您。"),
    ("zh", "赔不了", "工资赔不了。"),
    ("zh", "不用您打电话", "不用您打电话。"),
    ("zh", "对不起", "对不起，没送到。"),
    ("zh", "给您换新", "三次没修好可以直接给您换新。"),
    ("zh", "给您换新", "两次没修好就给您换新。"),
]


@pytest.mark.parametrize(("lang", "phrase", "text"), AFFIRMED)
def test_what_is_meant_counts(lang: Lang, phrase: str, text: str) -> None:
    """Harmless negations, a negation of something else and a plain condition take nothing away."""
    found = kit.reading(text, lang, phrase)
    (hit,) = found.find(phrase)
    assert found.affirmed(hit)


REFUSED: list[tuple[Lang, str, str, str]] = [
    ("en", "refund fee", "I can't refund the fee.", "negated"),
    ("en", "refund fee", "I cant refund ur fee", "negated"),
    ("en", "refund fee", "We will not refund the fee.", "negated"),
    ("en", "refund fee", "We never refund the fee.", "negated"),
    ("en", "refund fee", "We are unable to refund the fee.", "negated"),
    ("en", "refund fee", "There is no way to refund the fee.", "negated"),
    ("en", "refund fee", "Nobody can refund the fee.", "negated"),
    ("en", "refund fee", "We refuse to refund the fee.", "negated"),
    ("en", "refund fee", "Without a receipt I can't refund the fee.", "negated"),
    ("en", "understand", "I don't understand why you are upset.", "negated"),
    ("en", "pay wages", "Pay wages is outside what I may do.", "negated"),
    ("en", "refund fee", "If you had called, I would have refunded the fee.", "counterfactual"),
    ("en", "fix it today", "If you had called yesterday I would have fixed it today.", "counterfactual"),
    ("en", "refund fee", "I would refund the fee if I could.", "counterfactual"),
    ("en", "refund fee", "Had you called, we might have refunded the fee.", "counterfactual"),
    ("en", "our fault", "If it were our fault we'd say so.", "counterfactual"),
    ("en", "our fault", "According to you it's our fault.", "reported"),
    ("en", "our fault", "According to you, it's our fault.", "reported"),
    ("en", "refund fee", "You said we refund the fee.", "reported"),
    ("en", "within 24 hours", "You said you wanted it within 24 hours.", "reported"),
    ("en", "refund fee", "My colleague said we refund the fee.", "reported"),
    ("en", "sorry", "My colleague was very sorry.", "reported"),
    ("en", "refund fee", "They told you we refund the fee.", "reported"),
    ("en", "understand your frustration", "My script says 'I understand your frustration'.", "quoted"),
    ("en", "refund fee", 'It reads "we refund the fee" on the site.', "quoted"),
    ("en", "refund fee", "It reads “we refund the fee” on the site.", "quoted"),
    ("en", "refund fee", "`refund fee`", "quoted"),
    ("en", "refund fee", "<refund the fee>", "quoted"),
    ("en", "refund fee", "https://help.example/refund-fee", "quoted"),
    ("zh", "退运费", "我不能退运费。", "negated"),
    ("zh", "退运费", "没法退运费。", "negated"),
    ("zh", "退运费", "没人可以退运费。", "negated"),
    ("zh", "退运费", "不退运费。", "negated"),
    ("zh", "退运费", "我们从来没有退运费。", "negated"),
    ("zh", "退运费", "退运费不了。", "negated"),
    ("zh", "退运费", "退运费做不到。", "negated"),
    ("zh", "退运费", "别想退运费。", "negated"),
    ("zh", "退运费", "退運費辦不到。", "negated"),
    ("zh", "理解您", "我不理解您为什么生气。", "negated"),
    ("zh", "赔工资", "赔工资不在我权限里。", "negated"),
    ("zh", "理解您", "您要是早点说，我肯定理解您。", "counterfactual"),
    ("zh", "退运费", "如果您昨天说，我就退运费了。", "counterfactual"),
    ("zh", "退运费", "本来可以退运费的。", "counterfactual"),
    ("zh", "退运费", "您昨天打来的话我早就退运费了。", "counterfactual"),
    ("zh", "退运费", "退运费这话我不敢说。", "negated"),
    ("en", "refund fee", "You could have had us refund the fee.", "counterfactual"),
    ("zh", "装错车", "您说我们装错车了。", "reported"),
    ("zh", "装错车", "按您的说法是我们装错车了。", "reported"),
    ("zh", "24小时内", "同事昨天说24小时内会处理。", "reported"),
    ("zh", "退运费", "领导说要退运费。", "reported"),
    ("zh", "理解您的心情", "领导说要说'非常理解您的心情'。", "quoted"),
    ("zh", "退运费", "页面上写着“全额退运费”。", "quoted"),
    ("zh", "退运费", "页面上写着「可以退运费」。", "quoted"),
]


@pytest.mark.parametrize(("lang", "phrase", "text", "why"), REFUSED)
def test_what_is_not_meant_does_not_count(lang: Lang, phrase: str, text: str, why: str) -> None:
    """Negated, only imagined, somebody else's or quoted words are not the writer's."""
    found = kit.reading(text, lang, phrase)
    assert found.find(phrase), "the phrase itself must be found"
    assert not any(found.affirmed(hit) for hit in found.find(phrase)), why


@pytest.mark.parametrize(
    ("lang", "text", "asks"),
    [
        ("en", "Which slot suits you?", True),
        ("en", "Tomorrow or today ?", True),
        ("en", "I'll call you.", False),
        ("zh", "哪个方便？", True),
        ("zh", "方便吗", True),
        ("zh", "您看呢", True),
        ("zh", "明天送。", False),
        ("zh", "有没有?", True),
        ("zh", "上午可以吗，谢谢", True),
        ("en", "which slot", True),
        ("en", "Ok, shall i book him in.", True),
        ("en", "How do u want to handle it", True),
        ("en", "what's the right phone", True),
        ("en", "Would tomorrow suit you", True),
        ("zh", "上午送行不行", True),
        ("en", "What happened is on us.", False),
        ("en", "What's important is tonight.", False),
        ("en", "What I can do is send it today.", False),
        ("en", "Should you need more, write to me.", False),
        ("en", "Could be tomorrow.", False),
        ("en", "Have a look at the label.", False),
        ("en", "When the parcel is scanned I write to you.", False),
        ("en", "Don't you worry.", False),
        ("zh", "我看行不行", False),
        ("zh", "您讲哪天就哪天", False),
    ],
)
def test_a_question_is_seen(lang: Lang, text: str, asks: bool) -> None:
    """A mark, a Chinese particle or, where the mark was left out, the order of the words makes a question."""
    (sentence,) = kit.reading(text, lang).sentences
    assert sentence.question is asks


def test_a_negation_ends_with_its_clause() -> None:
    """What is refused in one clause says nothing about the next."""
    found = kit.reading("I can't pay wages, I refund the fee.", "en", "pay wages", "refund fee")
    assert [found.affirmed(h) for h in found.find("pay wages", "refund fee")] == [False, True]


def test_a_negative_phrase_is_not_negated_by_itself() -> None:
    """A phrase that refuses is turned around only by another negation before it."""
    found = kit.reading("I can not pay that.", "en", "can not pay")
    assert [found.negated(h) for h in found.find("can not pay")] == [False]
    assert polarity.is_negative("can not pay", "en")
    assert polarity.is_negative("赔不了", "zh")
    assert not polarity.is_negative("refund fee", "en")


def test_a_quotation_may_hold_another_one() -> None:
    """What stands between the outer marks is quoted, also behind the inner ones."""
    text = '"yes, today: it is under "my orders" and the return is free."'
    assert (0, len(text)) in polarity.quoted_spans(text)
    assert polarity.quoted_spans('see "my orders" and "faults", then call.') == [(4, 15), (20, 28)]


@pytest.mark.parametrize("marks", ["“”", "「」", "『』"])
def test_marks_that_were_typed_to_open_and_close_hold_others_without_a_space(marks: str) -> None:
    """Chinese sets no space around quotation marks: their shape says which of them opens."""
    opens, closes = marks
    found = kit.reading(f"{opens}点“我的申请”，核对金额，再告诉我。{closes}", "zh", "核对金额")
    assert [found.quoted(h) for h in found.find("核对金额")] == [True]
    found = kit.reading("点“我的申请”，核对金额，再点“确认”。", "zh", "核对金额")
    assert [found.quoted(h) for h in found.find("核对金额")] == [False]
