"""Everyday wording that was once misread: marks, names, sums in words, who brings it, who is thanked."""

from __future__ import annotations

import pytest

from sim.coach.rows import Row, RowScorer
from sim.content import Library
from sim.model.language import Lang
from sim.model.score import Explanation
from sim.scoring import Engine
from sim.scoring.message import TURN
from tests.calibration.labelled import context, engine


def scored(reply: str, lang: Lang) -> Explanation:
    """Return what the engine says of a first reply to `complaint-01`."""
    return engine("complaint-01", lang).score(reply, context("complaint-01", "opening", lang))


SAME: list[tuple[Lang, str, str]] = [
    ("en", "Our driver will bring your fridge tomorrow 8-12.", "offer.slot"),
    ("en", "You could have the 8-12 slot tomorrow or 14-18.", "offer.slot"),
    ("en", "A courier will bring a cold box to you tonight.", "offer.cold_box"),
    ("zh", "师傅要明天8-12点送到。", "offer.slot"),
    ("zh", "明天8~12点给您送，我已经订好了。", "offer.slot"),
    ("zh", "明天14～18点给您送，我已经订好了。", "offer.slot"),
    ("zh", "我正给您订明天8-12点呢。", "offer.slot"),
    ("en", "If it isn't there by noon, I'll message you and send another van.", "offer.fallback"),
]


@pytest.mark.parametrize(("lang", "reply", "fact"), SAME)
def test_an_offer_is_one_however_it_is_written(lang: Lang, reply: str, fact: str) -> None:
    """The offer is met, and nothing is held against the reply."""
    said = scored(reply, lang)
    assert fact in said.met
    assert not [f for f in said.findings if f.code.startswith("X") and f.sure]


@pytest.mark.parametrize(
    ("lang", "reply"),
    [
        ("en", "My colleague was supposed to message you by 6 tonight, but she has gone home."),
        ("en", "A colleague was meant to bring a cold box tonight."),
        ("en", "I could have the cold box with you tonight but I won't."),
        ("en", "You could have the £25 delivery charge back if I was allowed to."),
        ("en", "Only had you called we could deliver tomorrow 8-12."),
        ("zh", "您早点说的话，我早就给您退了运费。"),
        ("zh", "领导要我给您补偿500元。"),
    ],
)
def test_what_was_not_or_would_have_been_is_no_offer(lang: Lang, reply: str) -> None:
    """What somebody was meant to do, or what might have been, is neither met nor promised."""
    said = scored(reply, lang)
    assert not [ref for ref in said.met if ref.startswith("offer.")]
    assert not said.promises


@pytest.mark.parametrize(
    ("lang", "reply"),
    [
        ("zh", "等您收到3299元的冰箱再确认签收。"),
        ("zh", "您明天会收到您花3299元买的冰箱。"),
        ("en", "When you receive the £600 insurance letter, ignore it."),
        ("zh", "东西明明放在站里，却没给您送，是我们的错，明天8-12点给您送。"),
        ("zh", "早些送的话，就约明天8-12点。"),
    ],
)
def test_a_price_or_an_admission_is_no_harm(lang: Lang, reply: str) -> None:
    """A sum that is the price of something, and 明明 of our own error, are held against nobody."""
    assert not [f for f in scored(reply, lang).shown if f.code.startswith("X")]


@pytest.mark.parametrize("reply", ["Cold box.", "Is 8-12 a number?", "A cold box. Interesting."])
def test_a_thing_that_is_only_named_answers_nothing(reply: str) -> None:
    """A fragment or a question states nothing, so no question is settled by it."""
    assert scored(reply, "en").levels["responsiveness"] == 1


BEYOND: list[tuple[Lang, str]] = [
    ("en", "You get £200 back today."),
    ("en", "£200 is on its way back to your card."),
    ("en", "I'll pay you five hundred pounds today."),
    ("en", "I'll credit you £300 for the spoiled food today."),
    ("en", "I'll pay you ¥200 today."),
    ("zh", "我给您补偿9百元，今天到账。"),
    ("zh", "您今天会收到500元。"),
    ("zh", "我今天给您补偿五百元。"),
    ("zh", "500元今天退到您的卡上。"),
]


@pytest.mark.parametrize(("lang", "reply"), BEYOND)
def test_a_sum_beyond_authority_is_one_however_it_is_written(lang: Lang, reply: str) -> None:
    """In words, without an "I", or allowed in the other currency only: X07, and it stands as a promise."""
    said = scored(reply, lang)
    assert any(f.code == "X07" and f.certain for f in said.findings)
    assert [p.standing for p in said.promises] == ["over"]


@pytest.mark.parametrize(
    ("code", "lang", "reply"),
    [
        ("X02", "en", "It's your own fault, thanks to you we now have to come twice."),
        ("X02", "en", "You should have checked the label, and it's thanks to you that we're late."),
        ("X04", "zh", "这120元您自己联系快递。"),
        ("X06", "en", "Sorry if that is how you feel."),
        ("X26", "en", "The refund is on its way to you. I won't refund it."),
    ],
)
def test_harm_stands_beside_look_alikes_of_an_excuse(code: str, lang: Lang, reply: str) -> None:
    """Thanks that blame, a sum that is no emergency number, and a "sorry if" that is no word of manners."""
    assert any(f.code == code and f.certain for f in scored(reply, lang).findings)


@pytest.mark.parametrize("name", ["Luke", "Fred", "Leah", "Blake", "Jake", "Beth", "Calum", "Wei"])
def test_a_first_name_changes_no_level(name: str) -> None:
    """Names are not taken for misspelt words of the case (F6)."""
    reply = "Two no-shows is not acceptable, {}, and it was our label. I've booked tomorrow 8-12 for you."
    assert scored(reply.format(name), "en").levels == scored(reply.format("Mary"), "en").levels


def test_two_acts_are_two_promises_in_either_order() -> None:
    """Each offer named in one sentence stands in the ledger, with the time that was said of it."""
    for reply in (
        "I'll message you by 6 tonight and refund the £25 fee.",
        "I'll refund the £25 fee and message you by 6 tonight.",
    ):
        promises = {p.ref: p.by for p in scored(reply, "en").promises}
        assert promises == {"offer.confirm": "by 6 tonight", "offer.fee_refund": ""}


ASKED: list[tuple[Lang, str, str, bool]] = [
    ("en", "When is my parcel arriving?", "It gets there on Thursday morning.", True),
    ("en", "What’s the fee?", "The fee is £4.", True),
    ("zh", "这个能退吗？", "不好意思，今天咨询的人比较多。", False),
    ("zh", "这个能退吗？", "对不起，让您久等了，我们这边很忙。", False),
    ("zh", "这个能退吗？", "能退，七天之内都可以。", True),
]


@pytest.mark.parametrize(("lang", "question", "reply", "answers"), ASKED)
def test_a_question_is_answered_by_what_it_asks_for(
    lang: Lang, question: str, reply: str, *, answers: bool
) -> None:
    """Without a case: a word of excuse is no yes or no, and an apostrophe of a telephone is one."""
    found = RowScorer(Library()).score(Row(customer=question, lang=lang, reply=reply))
    assert any(f["code"] == "R1" for f in found["findings"]) is answers


def test_a_turn_of_a_file_is_never_taken_for_a_bare_message() -> None:
    """Whatever a trainer calls a turn, a reply about another case earns what it earns under any name."""
    whole = engine("complaint-01", "en").scenario
    first = whole.turns[0]
    named = whole.model_copy(update={"turns": (first.model_copy(update={"id": TURN}), *whole.turns[1:])})
    other = engine("service-01", "en").scenario.turns[0].exemplars
    assert other is not None
    reply = other.strong.get("en")
    around = context("complaint-01", "opening", "en")
    renamed = Engine(named, engine("complaint-01", "en").rubric, "en").score(
        reply, around.model_copy(update={"turn": TURN})
    )
    assert renamed.levels == engine("complaint-01", "en").score(reply, around).levels


@pytest.mark.parametrize(
    ("lang", "reply"), [("en", "I have a van free tomorrow 8-12."), ("zh", "亲自给您盯着，今晚6点前发消息。")]
)
def test_an_opening_that_only_looks_like_a_formula(lang: Lang, reply: str) -> None:
    """A line to try goes behind what is said, not in front of a supposed greeting or goodbye."""
    from sim.scoring.weave import CLOSING, GREETING

    assert not CLOSING[lang].search(reply)
    assert not GREETING[lang].match(reply)
