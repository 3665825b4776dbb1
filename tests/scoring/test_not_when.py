"""The "not when" column and the shifts of severity of `domain.md` 2.7, and red lines of a scenario's own."""

from __future__ import annotations

from functools import cache

import pytest
import scoring_kit as kit

from sim.content import Library
from sim.model.language import LANGS, Lang
from sim.model.score import Dimension
from sim.scoring import Context, Engine

TOLD = {
    "X24": {
        "Sorry. I'm so sorry. I apologise.": True,
        "Sorry. I'm so sorry.": False,
        "Sorry. I'm so sorry. I apologise. I'll message you by 6 today.": False,
    },
    "X23": {
        "The RMA is raised.": True,
        "We call it an RMA, which means a number for your return. It is open.": False,
    },
    "X21": {
        "I know exactly how you feel.": True,
        "I know exactly how you feel: two days off work and no fridge with a newborn.": False,
    },
}


@pytest.mark.parametrize(
    ("code", "reply", "told"), [(code, *row) for code, rows in TOLD.items() for row in rows.items()]
)
def test_what_excuses_it_stands_beside_it(code: str, reply: str, *, told: bool) -> None:
    """Three apologies without an act, jargon unexplained, a feeling claimed without the trouble."""
    assert (code in kit.score(reply, "en").codes()) is told


@pytest.mark.parametrize(("settled", "told"), [(False, True), (True, False)])
def test_the_talk_may_be_closed_once_it_is_settled(*, settled: bool, told: bool) -> None:
    """Asking for anything else closes too early only while something is open (X14)."""
    reply = "Is there anything else I can help you with today?"
    around = kit.context("en", settled=settled)
    assert ("X14" in kit.engine("en").score(reply, around).codes()) is told


@cache
def casual() -> Engine:
    """Return the engine of a company that speaks casually."""
    whole = kit.scenario().model_copy(update={"brand_style": "casual"})
    return Engine(whole, kit.rubric(), "en")


@pytest.mark.parametrize(("heat", "formal", "easy"), [(40, 3, None), (59, 3, None), (60, 2, 2)])
def test_cheer_weighs_more_the_hotter_somebody_is(heat: float, formal: int, easy: int | None) -> None:
    """X20 caps at 3, from heat 60 on at 2; a casual brand may speak so until then."""
    limits = []
    for made in (kit.engine("en"), casual()):
        said = made.score("Aww hun, we've got you!", kit.context("en", heat=heat))
        limits.append(next((c.limit for c in said.caps if c.code == "X20"), None))
    assert limits == [formal, easy]


@pytest.mark.parametrize(
    ("reply", "code", "dimension", "limit"),
    [
        ("Thank you for your understanding.", "X12", "empathy", 2),
        ("Thank you for your understanding. I've booked tomorrow 8-12 for you.", "X12", "empathy", 3),
        ("Not us, that is the courier.", "X03", "responsiveness", 0),
        ("That is not us, the courier did it. I'll message you by 6 tonight.", "X03", "responsiveness", 2),
        ("That is not us, the courier did it. I'll message you by 6 tonight.", "X03", "assurance", 0),
    ],
)
def test_an_act_beside_it_makes_it_lighter(reply: str, code: str, dimension: Dimension, limit: int) -> None:
    """Asking for understanding, or shifting the blame, weighs less where something is done all the same."""
    caps = {(c.code, c.dimension): c.limit for c in kit.score(reply, "en").caps}
    assert caps[code, dimension] == limit


def test_the_highest_sum_that_may_be_given_is_a_fixed_one_too() -> None:
    """A sum below the highest fixed one is no promise beyond authority, though every maximum is lower."""
    whole = kit.scenario()
    offers = {
        name: offer.model_copy(update={"max": {}, "fixed": {"GBP": 80.0} if name == "fee_refund" else {}})
        for name, offer in whole.facts.offers.items()
    }
    facts = whole.facts.model_copy(update={"offers": offers})
    made = Engine(whole.model_copy(update={"facts": facts}), kit.rubric(), "en")
    codes = {sum_: made.score(f"I'll pay you £{sum_} today.", kit.context("en")).codes() for sum_ in (79, 81)}
    assert "X07" not in codes[79]
    assert "X07" in codes[81]


@pytest.mark.parametrize(
    ("lang", "reply"), [("en", "I'll skip the check for you today."), ("zh", "今天我给您跳过核验。")]
)
def test_a_scenario_may_draw_red_lines_of_its_own(lang: Lang, reply: str) -> None:
    """A forbidden fact that is one ends the conversation though its code is none of the sheet's red lines."""
    whole = Library().scenario("vip-01").value
    turn = whole.turns[0]
    around = Context(turn=turn.id, gives=turn.gives, raises=turn.raises, impacts=turn.impacts)
    assert whole.facts.forbidden["skip"].code not in kit.rubric().red_lines
    assert Engine(whole, kit.rubric(), lang).score(reply, around).red_lines == ("forbidden.skip",)


@pytest.mark.parametrize("lang", LANGS)
def test_no_strong_exemplar_is_told_of_harm(lang: Lang) -> None:
    """What trainees are shown as a model has nothing held against it, copied or not."""
    library, told = Library(), {}
    for head in library.heads():
        whole = library.scenario(head.id).value
        bare = whole.model_copy(
            update={"turns": tuple(t.model_copy(update={"exemplars": None}) for t in whole.turns)}
        )
        made = Engine(bare, kit.rubric(), lang)
        for turn in whole.turns:
            reply = turn.exemplars.strong.get(lang) if turn.exemplars else ""
            around = Context(
                turn=turn.id,
                gives=turn.gives,
                raises=turn.raises,
                impacts=turn.impacts,
                customer=(turn.says[0].text.get(lang),),
                heat=whole.customer.heat,
            )
            harm = (
                [f.code for f in made.score(reply, around).shown if f.code.startswith("X")] if reply else []
            )
            if harm:
                told[head.id, turn.id] = harm
    assert not told
