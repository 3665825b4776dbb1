"""Owns the shape of a scenario file: the customer, the facts, the turns, the endings.

Never reads a file and holds no rule of the conversation.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.model.facts import Facts
from sim.model.language import Frozen, Lang, Phrases, Text

Family = Literal[
    "complaint",
    "aftersales",
    "retention",
    "loyalty",
    "vip",
    "collection",
    "credit",
    "service",
    "abuse",
    "handover",
    "internal",
]
CustomerType = Literal[
    "venting",
    "exhausted",
    "rights",
    "expert",
    "commanding",
    "anxious",
    "indecisive",
    "talkative",
    "silent",
    "embarrassed",
    "testing",
    "abusive",
]
Tier = Literal["vip", "main", "regular", "small"]
Loyalty = Literal[
    "monopoly",
    "inertia",
    "convenience",
    "price",
    "incentive",
    "latent",
    "emotional",
    "service",
]
Churn = Literal["natural", "malicious", "competitive", "fault", "none"]
Stage = Literal["open", "diagnose", "agree", "act", "close"]
Gives = Literal[
    "emotion",
    "impact",
    "info_given",
    "need_unclear",
    "question",
    "demand",
    "time_pressure",
    "why",
    "doubt",
    "fact_conflict",
    "abuse",
    "privacy",
    "thanks",
]
"""Opportunity tags: what a customer's message gives the trainee a chance to do."""

Amount = int
"""A state of the customer, 0-100."""


class Customer(Frozen):
    """Who writes, and in which state they start (all states 0-100)."""

    name: Text = Field(description="How the transcript calls the customer.")
    type: CustomerType = Field(description="Behaviour of the customer, never a label of the person.")
    tier: Tier = Field(description="Value tier; changes scope and standards, never respect.")
    loyalty: Loyalty = Field(description="What holds this customer.")
    churn: Churn = Field("none", description="Why this customer might leave.")
    heat: Amount = Field(ge=0, le=100, description="How upset they are at the start.")
    trust: Amount = Field(ge=0, le=100, description="How far they trust the company at the start.")
    patience: Amount = Field(ge=0, le=100, description="How long they will go on at the start.")
    floor: Amount = Field(0, ge=0, le=100, description="Heat below which they cannot cool without substance.")
    relationship: float = Field(
        0.0, ge=0, le=1, description="Strength of the relationship; betrayal costs more."
    )
    stay: Amount = Field(50, ge=0, le=100, description="Intent to stay before this contact.")


class Band(Frozen):
    """Bounds on a state of the customer: `below` is exclusive, `at_least` inclusive."""

    below: int | None = Field(None, ge=0, le=101)
    at_least: int | None = Field(None, ge=0, le=100)

    def holds(self, value: float) -> bool:
        """Say whether `value` lies inside the band."""
        return (self.below is None or value < self.below) and (
            self.at_least is None or value >= self.at_least
        )


class When(Frozen):
    """A structured condition; every part given must hold. Never code, never a pattern."""

    met: tuple[str, ...] = Field((), description="Key points all met so far.")
    not_met: tuple[str, ...] = Field((), description="Key points none of which is met so far.")
    said: tuple[str, ...] = Field((), description="Facts (`offer.slot`) all stated in this reply.")
    said_any: tuple[str, ...] = Field((), description="Facts at least one of which is stated in this reply.")
    told: tuple[str, ...] = Field((), description="Facts all stated in any reply so far.")
    not_told: tuple[str, ...] = Field((), description="Facts none of which was stated so far.")
    asked: tuple[str, ...] = Field((), description="Questions all asked in this reply.")
    any: tuple[str, ...] = Field((), description="Indicator or anti-pattern ids, at least one found.")
    none: tuple[str, ...] = Field((), description="Indicator or anti-pattern ids, none found.")
    promised: tuple[str, ...] = Field((), description="Forbidden promises of which one was ever made.")
    quality: Band | None = Field(None, description="Quality of the reply, 0-100.")
    heat: Band | None = None
    trust: Band | None = None
    patience: Band | None = None
    resolution: Band | None = None


class Variant(Frozen):
    """One way to say a line; the first whose `when` holds is used."""

    id: str
    when: When = When()
    text: Text


class Exemplars(Frozen):
    """A weak, a middling and a strong reply to one turn, in both languages."""

    weak: Text
    middling: Text
    strong: Text


class Branch(Frozen):
    """Where the conversation goes next: a turn id, or an ending id."""

    when: When = When()
    go: str


class Turn(Frozen):
    """One message of the customer and where each kind of reply leads."""

    id: str
    stage: Stage
    speaker: Text | None = Field(
        None, description="Who writes, when it is not the customer (a partner, a colleague)."
    )
    says: tuple[Variant, ...] = Field(min_length=1)
    gives: tuple[Gives, ...] = Field(description="What this message gives a chance to do.")
    raises: tuple[str, ...] = Field((), description="Issues this message raises.")
    impacts: tuple[str, ...] | None = Field(None, description="Impacts that count here; default: all.")
    breaks: tuple[str, ...] = Field((), description="Forbidden promises that turn out broken here.")
    keeps: tuple[str, ...] = Field((), description="Offers (`slot`) whose promise turns out kept here.")
    needs: Text | None = Field(None, description="What the customer needs now, for hints and the debrief.")
    exemplars: Exemplars | None = None
    then: tuple[Branch, ...] = Field(min_length=1)


class SpareLine(Frozen):
    """A short sentence that a better line may borrow; it stands alone and is true of this case.

    The debrief puts one or two of them into the trainee's own reply and shows that the level rises.
    """

    id: str
    turns: tuple[str, ...] = Field((), description="Turns it fits; none given: any turn.")
    text: Text


class Trigger(Frozen):
    """A line the customer adds in front of the next message when `when` first holds."""

    id: str
    when: When
    before: tuple[str, ...] = Field((), description="Turns it may stand before; none given: any turn.")
    says: Text


class KeyPoint(Frozen):
    """One thing this scenario asks for. Weights of all key points sum to 100."""

    id: str
    weight: int = Field(gt=0, le=100)
    label: Text
    justice: Literal["distributive", "procedural", "interactional"]
    link: Literal["know", "maintain", "care", "move"]
    needs: tuple[tuple[str, ...], ...] = Field(
        min_length=1,
        description="Alternatives; each is a list of facts or indicator ids that one reply must hold.",
    )
    met_by: Phrases = Field(description="Example sentences that meet it; `check` runs them.")
    not_: Phrases = Field(alias="not", description="Near misses that must not meet it; `check` runs them.")


class Ending(Frozen):
    """How the conversation can end. Turns name it by id; the engine picks one by kind."""

    id: str
    kind: Literal["resolved", "partial", "unresolved", "complaint", "left", "red_line"]
    label: Text
    says: Text


class Reactions(Frozen):
    """Lines for what no script foresees; each in the customer's voice."""

    not_understood: Text = Field(description="The reply was in a language the customer does not read.")
    puzzled: Text = Field(description="The reply made no sense or was addressed to somebody else.")
    nothing_said: Text = Field(description="The reply was empty or only dots.")
    supervisor: Text = Field(description="Asks for somebody in charge (recoverable).")
    complaint: Text = Field(description="Makes a formal complaint; ends.")
    leaves: Text = Field(description="Patience is used up; ends.")
    red_line: Text = Field(description="Reacts once to an insult, a threat or a breach; ends.")


class Scenario(Frozen):
    """One scripted difficult customer."""

    id: str = Field(pattern=r"^[a-z]+(-[a-z0-9]+)+$", examples=["complaint-01"])
    version: int = Field(1, ge=1)
    status: Literal["ready", "draft"] = "ready"
    language: Lang | None = Field(None, description="Set when the file is written in one language only.")
    title: Text
    difficulty: int = Field(ge=1, le=5)
    family: Family
    about: Text = Field(description="The brief: who the customer is and what happened.")
    goal: Text = Field(description="What the trainee is asked to reach.")
    role: Text = Field(description="Who the trainee is here.")
    customer: Customer
    stages: tuple[Stage, ...] = ("open", "diagnose", "agree", "act", "close")
    jurisdiction: Text | None = None
    brand_style: Literal["formal", "casual"] = "formal"
    company_gap: bool = Field(False, description="The case holds a gap that is not the trainee's to fix.")
    find_out: tuple[str, ...] = Field(
        (), description="Questions (`ask.tonight`) a good reply asks at some time."
    )
    facts: Facts
    key_points: tuple[KeyPoint, ...] = Field(min_length=1)
    turns: tuple[Turn, ...] = Field(min_length=1)
    lines: tuple[SpareLine, ...] = Field(
        (), description="Short sentences that a better line may put into the trainee's own reply."
    )
    triggers: tuple[Trigger, ...] = ()
    endings: tuple[Ending, ...] = Field(min_length=1)
    reactions: Reactions

    def turn(self, turn_id: str) -> Turn | None:
        """Return the turn with this id, or None."""
        return next((t for t in self.turns if t.id == turn_id), None)

    def ending(self, ending_id: str) -> Ending | None:
        """Return the ending with this id, or None."""
        return next((e for e in self.endings if e.id == ending_id), None)
