"""Owns the facts of a case: what replies are held against.

Every fact has a reference (`impact.newborn`, `offer.slot`, `limit.wages`,
`ask.tonight`) by which turns, key points and findings speak of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from sim.model.language import Frozen, Lang, Phrases, Text


class CardEntry(Frozen):
    """One line of the customer's card: what the trainee may look up.

    `say` lists ways a reply uses this entry to treat the customer as an
    individual (indicator E5); `values` are the figures in it, as written.
    """

    id: str
    label: Text
    text: Text
    say: Phrases = Phrases()


class Impact(Frozen):
    """What hurts this customer. Naming it in own words is empathy evidence."""

    label: Text
    say: Phrases


class Cause(Frozen):
    """Why it happened and whose doing it was."""

    owner: Literal["ours", "third_party", "customer"]
    label: Text
    say: Phrases


class Slot(Frozen):
    """A time the offer may name: a day and an optional window of hours.

    `day` counts from today (0 today, 1 tomorrow); `from` and `to` are hours,
    24-hour clock. An offer stated with another time is a wrong fact.
    """

    day: int = Field(ge=0, le=60)
    from_: float | None = Field(None, alias="from", ge=0, le=24)
    to: float | None = Field(None, ge=0, le=24)


class Offer(Frozen):
    """Something the trainee may do or give.

    `max` is the authority, in the currency of each language (GBP for English,
    CNY for Chinese unless the file says otherwise); beyond it a promise is
    over authority (X07). `care` marks an offer that takes effort off the
    customer (E8), `update` a promise to report back, `fallback` what happens
    if the first plan fails.
    """

    label: Text
    say: Phrases
    times: tuple[Slot, ...] = ()
    max: dict[str, float] = Field(default_factory=dict)
    fixed: dict[str, float] = Field(default_factory=dict, description="Exact amount, where there is one.")
    owner: Text | None = None
    no_exact_hour: bool = Field(
        False, description="A clock time for it is beyond authority; only a window may be named."
    )
    care: bool = False
    update: bool = False
    fallback: bool = False


class Limit(Frozen):
    """Something that must be told: what cannot be done, a fee, a right, a regulator."""

    kind: Literal["cannot", "fee", "right", "regulator"]
    label: Text
    say: Phrases


class Forbidden(Frozen):
    """A promise or an act outside the trainee's authority."""

    label: Text
    say: Phrases
    code: Literal["X03", "X07", "X13", "X16", "X17", "X19", "X26", "X27"] = "X07"
    red_line: bool = False


class FalseClaim(Frozen):
    """A plausible untrue statement, with ways to say it (X26)."""

    label: Text
    say: Phrases
    severe: bool = False


class Given(Frozen):
    """Information the company has already; asking for it again is X11."""

    label: Text
    asks: Phrases
    just_now: bool = Field(False, description="It stood in the customer's opening message.")


class Ask(Frozen):
    """A question worth asking; `asks` are ways to put it.

    `about_need` marks one about what matters to the customer (E7); others are
    practical and asked so that something can be done (R9).
    """

    label: Text
    asks: Phrases
    about_need: bool = False


class Issue(Frozen):
    """Something a turn raises, and the facts any of which settles it."""

    label: Text
    met_by: tuple[str, ...] = Field(min_length=1)


class Person(Frozen):
    """Somebody a reply may name."""

    name: Text
    say: Phrases


class Facts(Frozen):
    """Everything a reply to this scenario is held against."""

    card: tuple[CardEntry, ...]
    impacts: dict[str, Impact]
    incident: Phrases = Field(
        Phrases(), description="Ways to name what went wrong, for an apology that is tied to it."
    )
    cause: Cause
    offers: dict[str, Offer]
    issues: dict[str, Issue]
    limits: dict[str, Limit] = Field(default_factory=dict)
    forbidden: dict[str, Forbidden] = Field(default_factory=dict)
    false_claims: dict[str, FalseClaim] = Field(default_factory=dict)
    given: dict[str, Given] = Field(default_factory=dict)
    may_ask: dict[str, Ask] = Field(default_factory=dict)
    people: dict[str, Person] = Field(default_factory=dict)
    references: tuple[str, ...] = Field((), description="Order and case numbers that may be named.")

    def phrases(self, lang: Lang) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield every fact reference with its ways to say it in `lang`."""
        yield "incident", self.incident.get(lang)
        yield "cause", self.cause.say.get(lang)
        for entry in self.card:
            yield f"card.{entry.id}", entry.say.get(lang)
        said: tuple[
            tuple[str, Mapping[str, Impact | Offer | Limit | Forbidden | FalseClaim | Person]], ...
        ] = (
            ("impact", self.impacts),
            ("offer", self.offers),
            ("limit", self.limits),
            ("forbidden", self.forbidden),
            ("false", self.false_claims),
            ("person", self.people),
        )
        for kind, group in said:
            for key, fact in group.items():
                yield f"{kind}.{key}", fact.say.get(lang)
        asked: tuple[tuple[str, Mapping[str, Given | Ask]], ...] = (
            ("given", self.given),
            ("ask", self.may_ask),
        )
        for kind, questions in asked:
            for key, question in questions.items():
                yield f"{kind}.{key}", question.asks.get(lang)

    def references_known(self) -> frozenset[str]:
        """Return every reference that turns and key points may use."""
        return frozenset(ref for ref, _ in self.phrases("en"))

    def label(self, ref: str, lang: Lang) -> str:
        """Return the label of a fact in `lang`; the reference itself when it has none."""
        if ref == "cause":
            return self.cause.label.get(lang)
        kind, _, key = ref.partition(".")
        groups: dict[str, Mapping[str, Impact | Offer | Limit | Forbidden | FalseClaim | Given | Ask]] = {
            "impact": self.impacts,
            "offer": self.offers,
            "limit": self.limits,
            "forbidden": self.forbidden,
            "false": self.false_claims,
            "given": self.given,
            "ask": self.may_ask,
        }
        fact = groups.get(kind, {}).get(key)
        if fact is not None:
            return fact.label.get(lang)
        if kind == "person" and key in self.people:
            return self.people[key].name.get(lang)
        return next((e.label.get(lang) for e in self.card if f"card.{e.id}" == ref), ref)
