"""Owns the facts of a case: what replies are held against.

Every fact has a reference (`impact.newborn`, `offer.slot`, `limit.wages`,
`ask.tonight`) by which turns, key points and findings speak of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from sim.model.language import N_, Frozen, Lang, Phrases, Text


class CardEntry(Frozen):
    """One line of the customer's card: what the trainee may look up.

    `say` lists ways a reply uses this entry to treat the customer as an
    individual (indicator E5); `values` are the figures in it, as written.
    """

    id: str = Field(
        description=N_("Name of this line of the card, for references such as `card.order`."),
        examples=["order"],
    )
    label: Text = Field(description=N_("Heading of the line."), examples=["{en: Order, zh: 订单}"])
    text: Text = Field(
        description=N_(
            "What the trainee reads. Whatever a good reply needs must stand on the card, in the "
            "brief or in a message."
        ),
        examples=['{en: "Order 8841, one fridge, paid in full.", zh: 订单8841，冰箱一台，已付清。}'],
    )
    say: Phrases = Field(
        Phrases(),
        description=N_("Ways in which a reply uses this line to treat the customer as an individual."),
        examples=["{en: [order in front of me, see order 8841], zh: [订单我看到了, 订单我这边能看到]}"],
    )


class Impact(Frozen):
    """What hurts this customer. Naming it in own words is empathy evidence."""

    label: Text = Field(
        description=N_("What hurts, in a few words."),
        examples=["{en: Two days off work spent waiting, zh: 请了两天假白等}"],
    )
    say: Phrases = Field(
        description=N_("Ways to name it; naming it in own words is evidence of empathy."),
        examples=["{en: [day off, waiting … for nothing], zh: [请了假, 白等]}"],
    )


class Cause(Frozen):
    """Why it happened and whose doing it was."""

    owner: Literal["ours", "third_party", "customer"] = Field(
        description=N_("Whose doing it was: ours, that of a third party, or the customer's."),
        examples=["ours"],
    )
    label: Text = Field(
        description=N_("What went wrong, in a few words."),
        examples=["{en: The depot sorted it onto the wrong van, zh: 站点分拣时装错了车}"],
    )
    say: Phrases = Field(
        description=N_("Ways to say why it happened."),
        examples=["{en: [wrong van, wrong label], zh: [装错了车, 贴错标签]}"],
    )


class Slot(Frozen):
    """A time the offer may name: a day and an optional window of hours.

    `day` counts from today (0 today, 1 tomorrow); `from` and `to` are hours,
    24-hour clock. An offer stated with another time is a wrong fact.
    """

    day: int = Field(
        ge=0,
        le=60,
        description=N_("Day of the time, counted from today: 0 is today, 1 tomorrow."),
        examples=["1"],
    )
    from_: float | None = Field(
        None,
        alias="from",
        ge=0,
        le=24,
        description=N_("Hour from which it holds, by the 24-hour clock."),
        examples=["8"],
    )
    to: float | None = Field(
        None, ge=0, le=24, description=N_("Hour until which it holds, by the 24-hour clock."), examples=["12"]
    )


class Offer(Frozen):
    """Something the trainee may do or give.

    `max` is the authority, in the currency of each language (GBP for English,
    CNY for Chinese unless the file says otherwise); beyond it a promise is
    over authority (X07). `care` marks an offer that takes effort off the
    customer (E8), `update` a promise to report back, `fallback` what happens
    if the first plan fails.
    """

    label: Text = Field(
        description=N_("What is offered, in a few words."),
        examples=["{en: A delivery slot tomorrow, zh: 明天送货}"],
    )
    say: Phrases = Field(
        description=N_("Ways to offer it."),
        examples=["{en: [rebook … tomorrow, slot tomorrow], zh: [明天送, 改约明天]}"],
    )
    times: tuple[Slot, ...] = Field(
        (),
        description=N_("Times that may be named; another time is a wrong fact."),
        examples=["[{day: 1, from: 8, to: 12}]"],
    )
    max: dict[str, float] = Field(
        default_factory=dict,
        description=N_(
            "The most that may be given, by currency (GBP for English, CNY for Chinese); beyond it "
            "a promise is over authority."
        ),
        examples=["{GBP: 50, CNY: 300}"],
    )
    fixed: dict[str, float] = Field(
        default_factory=dict,
        description=N_("Exact amount by currency, where there is one."),
        examples=["{GBP: 25, CNY: 80}"],
    )
    takes: dict[Literal["working_days", "days", "hours", "minutes"], Annotated[float, Field(ge=1)]] = Field(
        default_factory=dict,
        max_length=1,
        description=N_(
            "How long it takes at most. Who promises it sooner promises too much, who says that it takes "
            "longer is wrong."
        ),
        examples=["{working_days: 5}"],
    )
    owner: Text | None = Field(None, description=N_("Who does it."), examples=["{en: the driver, zh: 司机}"])
    no_exact_hour: bool = Field(
        False,
        description=N_("A clock time for it is beyond authority; only a window may be named."),
        examples=["true"],
    )
    care: bool = Field(False, description=N_("It takes effort off the customer."), examples=["true"])
    update: bool = Field(False, description=N_("It is a promise to report back."), examples=["true"])
    fallback: bool = Field(
        False, description=N_("It is what happens if the first plan fails."), examples=["true"]
    )


class Limit(Frozen):
    """Something that must be told: what cannot be done, a fee, a right, a regulator."""

    kind: Literal["cannot", "fee", "right", "regulator"] = Field(
        description=N_(
            "What has to be told: something that cannot be done, a fee, a right of the customer, "
            "or a regulator."
        ),
        examples=["cannot"],
    )
    label: Text = Field(
        description=N_("The limit, in a few words."),
        examples=["{en: Wages cannot be paid, zh: 误工费赔不了}"],
    )
    say: Phrases = Field(
        description=N_("Ways to say it openly."),
        examples=['{en: ["can\'t … wages", no authority … wages], zh: [误工费…赔不了, 没权…误工]}'],
    )


class Forbidden(Frozen):
    """A promise or an act outside the trainee's authority."""

    label: Text = Field(
        description=N_("The promise or act that is outside the trainee's authority."),
        examples=["{en: Promising to pay wages, zh: 答应赔误工费}"],
    )
    say: Phrases = Field(
        description=N_("Ways to promise or do it, as plain affirmatives."),
        examples=["{en: [pay|cover wages], zh: [给您赔误工费]}"],
    )
    code: Literal["X03", "X07", "X13", "X16", "X17", "X19", "X26", "X27"] = Field(
        "X07", description=N_("The deduction of the rubric that it counts as."), examples=["X07"]
    )
    red_line: bool = Field(
        False, description=N_("It ends the conversation and goes to a trainer."), examples=["true"]
    )


class FalseClaim(Frozen):
    """A plausible untrue statement, with ways to say it (X26)."""

    label: Text = Field(
        description=N_("The untrue statement, in a few words."),
        examples=["{en: Nobody was home, zh: 家里没人}"],
    )
    say: Phrases = Field(
        description=N_("Ways to state it."),
        examples=["{en: [nobody was home, you were out], zh: [家里没人, 您不在家]}"],
    )
    severe: bool = Field(
        False, description=N_("Stating it leaves the dimension at level 0."), examples=["true"]
    )


class Given(Frozen):
    """Information the company has already; asking for it again is X11."""

    label: Text = Field(
        description=N_("What the company knows already."), examples=["{en: Order number, zh: 订单号}"]
    )
    asks: Phrases = Field(
        description=N_("Ways to ask for it again, which costs heat and patience."),
        examples=["{en: [what is your order number], zh: [订单号是多少]}"],
    )
    just_now: bool = Field(
        False,
        description=N_("It stood in the customer's opening message, so that asking is worse."),
        examples=["true"],
    )


class Ask(Frozen):
    """A question worth asking; `asks` are ways to put it.

    `about_need` marks one about what matters to the customer (E7); others are
    practical and asked so that something can be done (R9).
    """

    label: Text = Field(
        description=N_("The question, as a trainee would put it."),
        examples=['{en: "What do you need to keep cold tonight?", zh: 今晚有什么必须冷藏的？}'],
    )
    asks: Phrases = Field(
        description=N_("Ways to ask it."),
        examples=["{en: [keep cold tonight, need … tonight], zh: [必须冷藏, 今晚需要]}"],
    )
    about_need: bool = Field(
        False,
        description=N_("It asks what matters to the customer; others are practical."),
        examples=["true"],
    )


class Issue(Frozen):
    """Something a turn raises, and the facts any of which settles it."""

    label: Text = Field(
        description=N_("What the customer brings up, in a few words."),
        examples=['{en: "When does it come?", zh: 什么时候送}'],
    )
    met_by: tuple[str, ...] = Field(
        min_length=1, description=N_("Facts any one of which settles it."), examples=["[offer.slot]"]
    )


class Person(Frozen):
    """Somebody a reply may name."""

    name: Text = Field(description=N_("The person's name."), examples=["{en: Paul Denby, zh: 何卫}"])
    say: Phrases = Field(
        description=N_("Ways in which a reply may name them."),
        examples=["{en: [Paul Denby, depot manager], zh: [何站长, 站长]}"],
    )


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
