"""Owns the case that one customer's message makes by itself, for replies that belong to no scenario.

A quality team has the message and the answer, and no file of facts. What the
customer names is what can be acknowledged; what may be offered is not known, so
no promise is held against an authority.
"""

from __future__ import annotations

from functools import lru_cache

from sim.model.customer import Customer
from sim.model.facts import Facts
from sim.model.known import CardEntry, Cause, Impact, Issue
from sim.model.language import Lang, Phrases, Text
from sim.model.rubric import Indicator, Rubric, Section
from sim.model.scenario import KeyPoint, Scenario
from sim.model.score import Dimension
from sim.model.turns import Branch, Ending, Reactions, Turn, Variant
from sim.scoring.context import Context
from sim.scoring.topics import naming
from sim.text import tokens_of

TURN = "message"
"""Id of the only turn of such a case."""

ASKED = "issue.asked"
"""What the message asks, as findings link to it."""

WITHOUT_FACTS: dict[Dimension, float] = {"empathy": 1.5, "responsiveness": 2.0, "assurance": 2.0}
"""What evidence is worth here, in a case with facts being 1: much of it can only be told by facts.

Chosen on the rated replies of the eight tuned scenarios, scored by the customer's message alone (from 1 to
3, in steps of a quarter or a half): kappa is highest at 2 in responsiveness and assurance, and the same at
1.5 as at 1 in empathy. On the unseen four, which chose nothing, it rises by .11 to .23.
"""


ANSWERED: dict[str, float] = {"R1": 3.2}
"""The same for single indicators: who answers what was asked stands at level 2 (`domain.md` 2.4).

Kappa of responsiveness on the same replies stays within .01 so; they answer
complaints, of which the question is a part.
"""


def context_of(scenario: Scenario, customer: tuple[str, ...], own: tuple[str, ...] = ()) -> Context:
    """Return the context of a reply in such a case; `customer` are the messages so far, `own` the replies."""
    turn, heat = scenario.turns[0], scenario.customer.heat
    return Context(turn=turn.id, gives=turn.gives, customer=customer, own=own, heat=heat, alone=True)


def without_facts(rubric: Rubric) -> Rubric:
    """Return the sheet by which such a case is scored: evidence earns more, harm and steps stay.

    What it returns is not checked as a file is: its points may be higher than a file may set.
    """
    sections = tuple(_worth(section, WITHOUT_FACTS[section.id]) for section in rubric.sections)
    return Rubric.model_construct(**{**dict(rubric), "sections": sections})


def _worth(section: Section, times: float) -> Section:
    """Return a section whose indicators and general wording earn so many times as much."""
    indicators = tuple(
        Indicator.model_construct(
            **{**dict(one), "points": round(one.points * ANSWERED.get(one.id, times), 3)}
        )
        for one in section.indicators
    )
    general = round(section.general * times, 3)
    return Section.model_construct(**{**dict(section), "indicators": indicators, "general": general})


def _text(lang: Lang, words: str) -> Text:
    return Text.model_validate({lang: words})


def _phrases(lang: Lang, phrases: tuple[str, ...]) -> Phrases:
    return Phrases.model_validate({lang: phrases})


def content(message: str, lang: Lang) -> tuple[str, ...]:
    """Return the words that name something in a message: English words, Chinese pairs of characters."""
    tokens = tokens_of(message)
    named = ("".join(t.raw for t in tokens[first : last + 1]) for first, last in naming(tokens, lang))
    return tuple(dict.fromkeys(named))


@lru_cache(maxsize=256)
def scenario_of(message: str, lang: Lang) -> Scenario:
    """Return the scenario that a customer's message makes. Every part that it does not tell is empty."""
    none = _text(lang, "-")
    said = _text(lang, message.strip() or "-")
    named = content(message, lang)
    impacts = {"told": Impact(label=said, say=_phrases(lang, named))} if named else {}
    return Scenario(
        id="row-message",
        title=none,
        difficulty=1,
        family="service",
        about=said,
        goal=none,
        role=none,
        customer=Customer(
            name=none,
            type="venting",
            tier="regular",
            loyalty="latent",
            heat=60,
            trust=50,
            patience=60,
        ),
        facts=Facts(
            card=(CardEntry(id="message", label=none, text=said),),
            impacts=impacts,
            incident=_phrases(lang, named),
            cause=Cause(owner="third_party", label=none, say=Phrases()),
            offers={},
            issues={"asked": Issue(label=said, met_by=("impact.told",))},
        ),
        key_points=(
            KeyPoint.model_validate(
                {
                    "id": "answer",
                    "weight": 100,
                    "label": none,
                    "justice": "procedural",
                    "link": "know",
                    "needs": (("R2",),),
                    "met_by": Phrases(),
                    "not": Phrases(),
                }
            ),
        ),
        turns=(
            Turn(
                id=TURN,
                stage="open",
                says=(Variant(id="said", text=said),),
                gives=("emotion", "impact", "question", "demand"),
                then=(Branch(go="end"),),
            ),
        ),
        endings=(Ending(id="end", kind="partial", label=none, says=none),),
        reactions=Reactions(
            not_understood=none,
            puzzled=none,
            nothing_said=none,
            supervisor=none,
            complaint=none,
            leaves=none,
            red_line=none,
        ),
    )
