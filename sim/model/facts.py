"""Owns the facts of a case as a whole: what replies are held against, and how each is referred to.

Every fact has a reference (`impact.newborn`, `offer.slot`, `limit.wages`,
`ask.tonight`) by which turns, key points and findings speak of it. What a fact is
made of stands in `known` (what the case is) and `authority` (what may be given and said).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import Field

from sim.model.authority import FalseClaim, Forbidden, Limit, Offer
from sim.model.known import Ask, CardEntry, Cause, Given, Impact, Issue, Person
from sim.model.language import N_, Frozen, Lang, Phrases


class Facts(Frozen):
    """Everything a reply to this scenario is held against."""

    card: tuple[CardEntry, ...] = Field(
        description=N_("The card that the trainee can look up at any time."),
        examples=[
            '[{id: order, label: {en: Order, zh: 订单}, text: {en: "Order 8841, paid in full.", '
            "zh: 订单8841，已付清。}}]"
        ],
    )
    impacts: dict[str, Impact] = Field(
        description=N_("What hurts this customer, each under a name of its own."),
        examples=[
            "{lost_days: {label: {en: Two lost days, zh: 白等两天}, say: {en: [day off], zh: [请了假]}}}"
        ],
    )
    incident: Phrases = Field(
        Phrases(),
        description=N_("Ways to name what went wrong, for an apology that is tied to it."),
        examples=["{en: [missed delivery, no show], zh: [没送到, 爽约]}"],
    )
    cause: Cause = Field(
        description=N_("Why it happened and whose doing it was."),
        examples=[
            "{owner: ours, label: {en: Wrong label, zh: 标签贴错}, say: {en: [wrong label], zh: [贴错标签]}}"
        ],
    )
    offers: dict[str, Offer] = Field(
        description=N_("What the trainee may do or give, each under a name of its own."),
        examples=[
            "{slot: {label: {en: Delivery tomorrow, zh: 明天送货}, say: {en: [slot tomorrow], zh: "
            "[明天送]}, times: [{day: 1, from: 8, to: 12}]}}"
        ],
    )
    issues: dict[str, Issue] = Field(
        description=N_("What messages bring up and which facts settle it, each under a name of its own."),
        examples=['{when: {label: {en: "When does it come?", zh: 什么时候送}, met_by: [offer.slot]}}'],
    )
    limits: dict[str, Limit] = Field(
        default_factory=dict,
        description=N_("What must be told openly: what cannot be done, fees, rights."),
        examples=[
            "{wages: {kind: cannot, label: {en: No wages, zh: 误工费赔不了}, say: {en: [\"can't … "
            'wages"], zh: [误工费…赔不了]}}}'
        ],
    )
    forbidden: dict[str, Forbidden] = Field(
        default_factory=dict,
        description=N_("Promises and acts outside the trainee's authority: the traps."),
        examples=[
            "{wages: {label: {en: Promising wages, zh: 答应赔误工费}, say: {en: [pay wages], zh: "
            "[给您赔误工费]}}}"
        ],
    )
    false_claims: dict[str, FalseClaim] = Field(
        default_factory=dict,
        description=N_("Plausible statements that are untrue here."),
        examples=[
            "{not_home: {label: {en: Nobody was home, zh: 家里没人}, say: {en: [nobody was home], "
            "zh: [家里没人]}}}"
        ],
    )
    given: dict[str, Given] = Field(
        default_factory=dict,
        description=N_("What the company knows already; asking for it again costs heat and patience."),
        examples=[
            "{order_number: {label: {en: Order number, zh: 订单号}, asks: {en: [what is your order "
            "number], zh: [订单号是多少]}}}"
        ],
    )
    may_ask: dict[str, Ask] = Field(
        default_factory=dict,
        description=N_("Questions worth asking, each under a name of its own."),
        examples=[
            '{tonight: {label: {en: "What about tonight?", zh: 今晚怎么办？}, asks: {en: [need … '
            "tonight], zh: [今晚需要]}}}"
        ],
    )
    people: dict[str, Person] = Field(
        default_factory=dict,
        description=N_("People whom a reply may name."),
        examples=["{manager: {name: {en: Paul Denby, zh: 何卫}, say: {en: [Paul Denby], zh: [何站长]}}}"],
    )
    references: tuple[str, ...] = Field(
        (),
        description=N_("Order and case numbers that may be named, in quotes."),
        examples=["['8841', C-3071]"],
    )

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
