"""Owns what is known of a case before anybody answers: the card, the cause, what hurts, who is who."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.model.language import N_, Frozen, Phrases, Text


class CardEntry(Frozen):
    """One line of the customer's card: what the trainee may look up.

    `say` lists ways a reply uses this entry to treat the customer as an
    individual (indicator E5).
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
