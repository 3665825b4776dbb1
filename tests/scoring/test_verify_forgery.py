"""Scoring law 1: an explanation that says anything but what the texts give is refused."""

from __future__ import annotations

import pytest
import scoring_forgery as forgery
import scoring_kit as kit
import scoring_replies as replies
from scoring_forgery import Bend

from sim.model.language import LANGS, Lang
from sim.model.score import Explanation
from sim.scoring import Refuted, verify
from sim.scoring.verify import compare

REPLY = (
    "Two days off for nothing with a baby and no fridge: I'm sorry, our depot sent it to the wrong van. "
    "I've put 8841 on tomorrow 8-12 and I'll message you by 6 tonight either way."
)

LEAST = 15
"""Replies of one scenario and language that each way to bend must fit: a fifth of them."""

RARE = frozenset({forgery.scored, forgery.no_flags, forgery.no_red_lines})
"""Bends that few rated replies allow: nobody games there, few cross a red line. Each has its own test."""


def accept(reply: str, explanation: Explanation, lang: Lang) -> None:
    """Verify an explanation of a reply to the opening of complaint-01."""
    verify(reply, explanation, kit.scenario(), kit.rubric(), kit.context(lang))


def bent(bend: Bend, reply: str, true: Explanation) -> list[Explanation]:
    """Return what a bend makes of an explanation: bent only, and with levels that fit the bent findings."""
    made = bend(reply, true)
    return [] if made is None else [e for e in (made, forgery.rebuilt(made)) if e != true]


def refused(reply: str, forged: Explanation, true: Explanation) -> bool:
    """Say whether an explanation does not stand beside the true one."""
    try:
        compare(reply, forged, true, kit.rubric())
    except Refuted:
        return True
    return False


@pytest.mark.parametrize(
    ("scenario", "lang"), [pytest.param(*key, id="-".join(key)) for key in replies.GROUPS]
)
def test_every_bent_explanation_of_every_reply_is_refused(scenario: str, lang: Lang) -> None:
    """Bent in whatever way, with levels counted anew or not, no explanation of a rated reply is accepted."""
    accepted: list[tuple[str, str]] = []
    for answer in replies.answers()[scenario, lang]:
        true = replies.score(answer)
        compare(answer.text, true, true, kit.rubric())
        for bend in forgery.BENDS:
            accepted += [
                (answer.name, bend.__name__)
                for forged in bent(bend, answer.text, true)
                if not refused(answer.text, forged, true)
            ]
    assert accepted == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("bend", [b for b in forgery.BENDS if b not in RARE], ids=lambda b: b.__name__)
def test_every_bend_is_tried(bend: Bend, lang: Lang) -> None:
    """No way to bend is idle: each changes the explanations of several replies."""
    group = replies.answers()[kit.SCENARIO, lang]
    assert sum(bool(bent(bend, a.text, replies.score(a))) for a in group) >= LEAST


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("number", [1, 2, 5, 7, 8, 9, 10, 12])
@pytest.mark.parametrize("bend", forgery.BENDS, ids=lambda b: b.__name__)
def test_a_bent_proof_is_refused(bend: Bend, number: int, lang: Lang) -> None:
    """The whole recheck, from the texts alone, refuses an anchor's explanation bent in any way."""
    reply = kit.anchor(number, lang)
    for forged in bent(bend, reply, kit.score(reply, lang)):
        with pytest.raises(Refuted):
            accept(reply, forged, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_a_score_where_there_was_no_opportunity_is_refused(lang: Lang) -> None:
    """A dimension that was not scored cannot be claimed."""
    reply, context = {"en": "Tomorrow 8-12.", "zh": "明天8–12点。"}[lang], kit.context(lang, "when_exactly")
    found = kit.score(reply, lang, "when_exactly")
    claimed = forgery.scored(reply, found)
    assert claimed is not None
    with pytest.raises(Refuted):
        verify(reply, claimed, kit.scenario(), kit.rubric(), context)


@pytest.mark.parametrize("lang", LANGS)
def test_a_flag_left_out_is_refused(lang: Lang) -> None:
    """An explanation that hides its gaming flag is refused."""
    reply = kit.anchor(12, lang)
    hidden = forgery.no_flags(reply, kit.score(reply, lang))
    assert hidden is not None
    with pytest.raises(Refuted):
        accept(reply, hidden, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_a_red_line_left_out_is_refused(lang: Lang) -> None:
    """A red line is a verdict of its own: an explanation that hides it is refused."""
    reply = {"en": "You are an idiot. Username.", "zh": "你是不是傻，滚。"}[lang]
    found = kit.score(reply, lang)
    assert found.red_lines == ("X16",)
    hidden = forgery.no_red_lines(reply, found)
    assert hidden is not None
    with pytest.raises(Refuted):
        accept(reply, hidden, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_another_reply_is_no_proof(lang: Lang) -> None:
    """The explanation of one reply does not prove another."""
    with pytest.raises(Refuted):
        accept(kit.anchor(6, lang), kit.score(kit.anchor(9, lang), lang), lang)


@pytest.mark.parametrize("lang", LANGS)
def test_the_context_is_part_of_the_proof(lang: Lang) -> None:
    """An explanation holds in its context only: what was said before would have made the reply a copy."""
    reply = kit.anchor(9, lang)
    found = kit.score(reply, lang)
    with pytest.raises(Refuted):
        verify(reply, found, kit.scenario(), kit.rubric(), kit.context(lang, own=(reply,)))


def forgeries(true: Explanation) -> dict[str, Explanation]:
    """Return one forged explanation for each part that no bend of a finding or level touches."""
    first = true.findings[0]
    return {
        "a lower level": true.model_copy(
            update={"levels": {**true.levels, "empathy": 1}, "carriers": {**true.carriers, "empathy": ()}}
        ),
        "a reason": true.model_copy(update={"why": {**true.why, "empathy": "because"}}),
        "a reason of a finding": true.model_copy(
            update={"findings": (first.model_copy(update={"why": "-"}), *true.findings[1:])}
        ),
        "points": true.model_copy(
            update={"findings": (first.model_copy(update={"points": 99.0}), *true.findings[1:])}
        ),
        "findings in another order": true.model_copy(update={"findings": true.findings[::-1]}),
        "a carrier out of range": true.model_copy(update={"carriers": {**true.carriers, "empathy": (99,)}}),
        "a carrier twice": true.model_copy(
            update={"carriers": {**true.carriers, "empathy": (0, 0, *true.carriers["empathy"])}}
        ),
        "what was missing": true.model_copy(update={"missing": ()}),
        "a promise left out": true.model_copy(update={"promises": ()}),
        "facts that were not stated": true.model_copy(update={"met": ("offer.wages",)}),
        "the engine": true.model_copy(update={"versions": {"engine": "another"}}),
        "the other language": true.model_copy(update={"lang": "zh"}),
        "no language": true.model_copy(update={"lang": "xx"}),
    }


@pytest.mark.parametrize("part", forgeries(kit.score(REPLY, "en")))
def test_every_forgery_is_refused(part: str) -> None:
    """The true explanation passes; each forged part is refused, none raises anything else."""
    true = kit.score(REPLY, "en")
    accept(REPLY, true, "en")
    forged = forgeries(true)[part]
    assert forged != true
    with pytest.raises(Refuted):
        accept(REPLY, forged, "en")
