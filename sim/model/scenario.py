"""Owns the shape of a scenario file: the customer, the facts, the turns, the endings.

Never reads a file and holds no rule of the conversation.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.model.facts import Facts
from sim.model.language import N_, Frozen, Lang, Phrases, Text

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
    "monopoly", "inertia", "convenience", "price", "incentive", "latent", "emotional", "service"
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

    name: Text = Field(
        description=N_("How the transcript calls the customer."), examples=["{en: Ms Dawson, zh: 顾女士}"]
    )
    type: CustomerType = Field(
        description=N_("Behaviour of the customer, never a label of the person."), examples=["venting"]
    )
    tier: Tier = Field(
        description=N_("Value tier; changes scope and standards, never respect."), examples=["regular"]
    )
    loyalty: Loyalty = Field(description=N_("What holds this customer."), examples=["price"])
    churn: Churn = Field("none", description=N_("Why this customer might leave."), examples=["fault"])
    heat: Amount = Field(ge=0, le=100, description=N_("How upset they are at the start."), examples=["50"])
    trust: Amount = Field(
        ge=0, le=100, description=N_("How far they trust the company at the start."), examples=["40"]
    )
    patience: Amount = Field(
        ge=0, le=100, description=N_("How long they will go on at the start."), examples=["70"]
    )
    floor: Amount = Field(
        0,
        ge=0,
        le=100,
        description=N_("Heat below which they cannot cool without substance."),
        examples=["50"],
    )
    relationship: float = Field(
        0.0,
        ge=0,
        le=1,
        description=N_("Strength of the relationship; betrayal costs more."),
        examples=["0.2"],
    )
    stay: Amount = Field(
        50, ge=0, le=100, description=N_("Intent to stay before this contact."), examples=["45"]
    )


class Band(Frozen):
    """Bounds on a state of the customer: `below` is exclusive, `at_least` inclusive."""

    below: int | None = Field(
        None, ge=0, le=101, description=N_("The number lies below this one."), examples=["60"]
    )
    at_least: int | None = Field(
        None, ge=0, le=100, description=N_("The number is this one or higher."), examples=["40"]
    )

    def holds(self, value: float) -> bool:
        """Say whether `value` lies inside the band."""
        return (self.below is None or value < self.below) and (
            self.at_least is None or value >= self.at_least
        )


class When(Frozen):
    """A structured condition; every part given must hold. Never code, never a pattern.

    A reply moves heat, trust, patience and resolution after its branch is chosen and before the customer
    writes: a branch is held against the state before it, a wording and a trigger against the state after.
    What the reply said, met and promised counts in all three.
    """

    met: tuple[str, ...] = Field((), description=N_("Key points all met so far."), examples=["[slot]"])
    not_met: tuple[str, ...] = Field(
        (), description=N_("Key points none of which is met so far."), examples=["[slot]"]
    )
    said: tuple[str, ...] = Field(
        (), description=N_("Facts (`offer.slot`) all stated in this reply."), examples=["[offer.slot]"]
    )
    said_any: tuple[str, ...] = Field(
        (),
        description=N_("Facts at least one of which is stated in this reply."),
        examples=["[offer.slot, offer.confirm]"],
    )
    told: tuple[str, ...] = Field(
        (), description=N_("Facts all stated in any reply so far."), examples=["[offer.slot]"]
    )
    not_told: tuple[str, ...] = Field(
        (), description=N_("Facts none of which was stated so far."), examples=["[offer.slot]"]
    )
    asked: tuple[str, ...] = Field(
        (), description=N_("Questions all asked in this reply."), examples=["[ask.tonight]"]
    )
    any: tuple[str, ...] = Field(
        (), description=N_("Indicator or anti-pattern ids, at least one found."), examples=["[X01, E3]"]
    )
    none: tuple[str, ...] = Field(
        (), description=N_("Indicator or anti-pattern ids, none found."), examples=["[X01, E3]"]
    )
    promised: tuple[str, ...] = Field(
        (),
        description=N_("Forbidden promises of which one was made and not taken back."),
        examples=["[wages]"],
    )
    quality: Band | None = Field(
        None, description=N_("Quality of the reply, 0-100."), examples=["{at_least: 45}"]
    )
    heat: Band | None = Field(
        None,
        description=N_(
            "How upset the customer is, 0-100: in a branch before this reply, in a wording or a trigger "
            "after it."
        ),
        examples=["{at_least: 60}"],
    )
    trust: Band | None = Field(
        None,
        description=N_(
            "How far the customer trusts the company, 0-100: in a branch before this reply, in a wording or "
            "a trigger after it."
        ),
        examples=["{below: 30}"],
    )
    patience: Band | None = Field(
        None,
        description=N_(
            "How much patience is left, 0-100: in a branch before this reply, in a wording or a trigger "
            "after it."
        ),
        examples=["{below: 20}"],
    )
    resolution: Band | None = Field(
        None,
        description=N_(
            "How much of what was needed is settled, 0-100, the weights of the key points met: in a branch "
            "before this reply, in a wording or a trigger after it."
        ),
        examples=["{at_least: 75}"],
    )


class Variant(Frozen):
    """One way to say a line; the first whose `when` holds is used."""

    id: str = Field(description=N_("Name of this wording, the only one of its turn."), examples=["calm"])
    when: When = Field(
        When(), description=N_("When it is used; left out: always."), examples=["{heat: {below: 60}}"]
    )
    text: Text = Field(
        description=N_("What the customer writes."),
        examples=["{en: Me again. You'd better be right., zh: 我回来了。你最好说到做到。}"],
    )


class Exemplars(Frozen):
    """A weak, a middling and a strong reply to one turn, in both languages."""

    weak: Text = Field(
        description=N_("A reply of level 1 or less: a formula, or nothing."),
        examples=["{en: Sorry for any inconvenience caused., zh: 给您带来不便敬请谅解。}"],
    )
    middling: Text = Field(
        description=N_("A reply between weak and strong: it does something, and not all."),
        examples=["{en: Sorry about that. I can rebook it for tomorrow., zh: 抱歉，我可以改约到明天。}"],
    )
    strong: Text = Field(
        description=N_("A reply of level 3 or more in every dimension."),
        examples=[
            "{en: \"Two days lost: I'm sorry, our depot sorted it wrongly. Tomorrow 8–12 or 14–18, "
            'which suits?", zh: '
            "让您白等两天，对不起，是我们站点分错了。明天8–12点还是14–18点，您定。}"
        ],
    )


class Branch(Frozen):
    """Where the conversation goes next: a turn id, or an ending id."""

    when: When = Field(
        When(),
        description=N_("When this way is taken; the first that holds wins, and the last one has none."),
        examples=["{told: [offer.slot]}"],
    )
    go: str = Field(
        description=N_("Where the conversation goes: a turn or an ending, by its id."), examples=["pressing"]
    )


class Turn(Frozen):
    """One message of the customer and where each kind of reply leads."""

    id: str = Field(description=N_("Name of the turn, by which branches lead to it."), examples=["opening"])
    stage: Stage = Field(
        description=N_(
            "Phase of the conversation; warmth weighs more at both ends, competence in the middle."
        ),
        examples=["open"],
    )
    speaker: Text | None = Field(
        None,
        description=N_("Who writes, when it is not the customer (a partner, a colleague)."),
        examples=["{en: Ms Dawson's husband, zh: 顾女士的爱人}"],
    )
    says: tuple[Variant, ...] = Field(
        min_length=1,
        description=N_(
            "What the customer writes: one or more wordings, of which the first whose `when` holds is used."
        ),
        examples=['[{id: only, text: {en: "Where is my fridge?", zh: 我的冰箱呢？}}]'],
    )
    gives: tuple[Gives, ...] = Field(
        description=N_("What this message gives a chance to do."), examples=["[emotion, impact, question]"]
    )
    raises: tuple[str, ...] = Field((), description=N_("Issues this message raises."), examples=["[plan]"])
    impacts: tuple[str, ...] | None = Field(
        None, description=N_("Impacts that count here; default: all."), examples=["[lost_days]"]
    )
    breaks: tuple[str, ...] = Field(
        (), description=N_("Forbidden promises that turn out broken here."), examples=["[wages]"]
    )
    keeps: tuple[str, ...] = Field(
        (), description=N_("Offers (`slot`) whose promise turns out kept here."), examples=["[slot]"]
    )
    needs: Text | None = Field(
        None,
        description=N_("What the customer needs now, for hints and the debrief."),
        examples=["{en: A plan with a time in it., zh: 一个带时间的安排。}"],
    )
    exemplars: Exemplars | None = Field(
        None,
        description=N_("A weak, a middling and a strong reply; a trainee sees them afterwards."),
        examples=[
            "{weak: {en: Please wait., zh: 请您等等。}, middling: {en: I can rebook it., zh: "
            "我可以改约。}, strong: {en: \"I'm sorry you lost two days; tomorrow 8–12 is "
            'booked.", zh: 害您白等两天，对不起，明天8–12点已约好。}}'
        ],
    )
    then: tuple[Branch, ...] = Field(
        min_length=1,
        description=N_("Where each kind of reply leads, from the top; the last entry has no `when`."),
        examples=["[{when: {told: [offer.slot]}, go: why_failed}, {go: insist}]"],
    )


class SpareLine(Frozen):
    """A short sentence that a better line may borrow; it stands alone and is true of this case.

    The debrief puts one or two of them into the trainee's own reply and shows that the level rises.
    """

    id: str = Field(description=N_("Name of the sentence."), examples=["listening_out"])
    turns: tuple[str, ...] = Field(
        (), description=N_("Turns it fits; none given: any turn."), examples=["[opening]"]
    )
    text: Text = Field(
        description=N_("The sentence: it stands alone, is true of this case and copies no exemplar."),
        examples=["{en: I'll chase the depot myself., zh: 催站点的事我来做。}"],
    )


class Trigger(Frozen):
    """A line the customer adds in front of the next message when `when` first holds."""

    id: str = Field(description=N_("Name of the trigger."), examples=["calm_down"])
    when: When = Field(description=N_("When the customer says it, once."), examples=["{any: [X01]}"])
    before: tuple[str, ...] = Field(
        (), description=N_("Turns it may stand before; none given: any turn."), examples=["[pressing]"]
    )
    says: Text = Field(
        description=N_("What the customer adds in front of the next message."),
        examples=["{en: Don't tell me to calm down., zh: 别跟我说什么冷静。}"],
    )


class KeyPoint(Frozen):
    """One thing this scenario asks for. Weights of all key points sum to 100."""

    id: str = Field(description=N_("Name of the key point, for conditions."), examples=["slot"])
    weight: int = Field(
        gt=0,
        le=100,
        description=N_("Its share of what this conversation asks for; all weights sum to 100."),
        examples=["25"],
    )
    label: Text = Field(
        description=N_("What is asked for, in a few words."),
        examples=["{en: Offer a delivery for tomorrow, zh: 给出明天送货的安排}"],
    )
    justice: Literal["distributive", "procedural", "interactional"] = Field(
        description=N_(
            "Which kind of fairness it serves: the outcome, the procedure, or the way people are treated."
        ),
        examples=["procedural"],
    )
    link: Literal["know", "maintain", "care", "move"] = Field(
        description=N_(
            "Which part of the relationship it serves: knowing the customer, maintaining, caring, "
            "or moving on."
        ),
        examples=["maintain"],
    )
    needs: tuple[tuple[str, ...], ...] = Field(
        min_length=1,
        description=N_("Alternatives; each is a list of facts or indicator ids that one reply must hold."),
        examples=["[[offer.slot], [cause, A3]]"],
    )
    met_by: Phrases = Field(
        description=N_("Example sentences that meet it; `check` runs them."),
        examples=["{en: [I've booked it for tomorrow 8–12.], zh: [已经约到明天8–12点了。]}"],
    )
    not_: Phrases = Field(
        alias="not",
        description=N_("Near misses that must not meet it; `check` runs them."),
        examples=["{en: [We will arrange it soon.], zh: [我们会尽快安排。]}"],
    )


class Ending(Frozen):
    """How the conversation can end. Turns name it by id; the engine picks one by kind."""

    id: str = Field(description=N_("Name of the ending."), examples=["resolved"])
    kind: Literal["resolved", "partial", "unresolved", "complaint", "left", "red_line"] = Field(
        description=N_("How it ends; the program picks `complaint`, `left` and `red_line` by itself."),
        examples=["resolved"],
    )
    label: Text = Field(
        description=N_("The ending in a few words, for the debrief."),
        examples=['{en: "Agreed: slot and confirmation are settled", zh: 谈妥：时段和确认都有着落}'],
    )
    says: Text = Field(
        description=N_("The customer's last message."),
        examples=["{en: All right. I'll wait for your message., zh: 好，那我等你消息。}"],
    )


class Reactions(Frozen):
    """Lines for what no script foresees; each in the customer's voice."""

    not_understood: Text = Field(
        description=N_("The reply was in a language the customer does not read."),
        examples=['{en: "Can you write in English?", zh: 能用中文说吗？}'],
    )
    puzzled: Text = Field(
        description=N_("The reply made no sense or was addressed to somebody else."),
        examples=['{en: "Is that meant for me?", zh: 你是不是发错人了？}'],
    )
    nothing_said: Text = Field(
        description=N_("The reply was empty or only dots."),
        examples=['{en: "Hello? Is anyone there?", zh: 人呢？还在吗？}'],
    )
    supervisor: Text = Field(
        description=N_("Asks for somebody in charge (recoverable)."),
        examples=["{en: I want to speak to somebody in charge., zh: 叫你们负责人来。}"],
    )
    complaint: Text = Field(
        description=N_("Makes a formal complaint; ends."),
        examples=["{en: I'm making a formal complaint., zh: 我要正式投诉。}"],
    )
    leaves: Text = Field(
        description=N_("Patience is used up; ends."),
        examples=["{en: I haven't got any more time for this., zh: 我没时间再耗了。}"],
    )
    red_line: Text = Field(
        description=N_("Reacts once to an insult, a threat or a breach; ends."),
        examples=['{en: "What did you just say to me?", zh: 你刚才说什么？}'],
    )


class Scenario(Frozen):
    """One scripted difficult customer."""

    id: str = Field(
        pattern=r"^[a-z]+(-[a-z0-9]+)+$",
        description=N_(
            "Name of the scenario, small letters and a number with hyphens between; the file is "
            "best named after it."
        ),
        examples=["complaint-01"],
    )
    version: int = Field(
        1, ge=1, description=N_("Version of the file; raise it when the case changes."), examples=["1"]
    )
    status: Literal["ready", "draft"] = Field(
        "ready",
        description=N_("`ready` is checked in full; `draft` may have loose ends."),
        examples=["ready"],
    )
    language: Lang | None = Field(
        None,
        description=N_(
            "Set when the file is written in one language only; texts then stand without `en` and `zh`."
        ),
        examples=["en"],
    )
    title: Text = Field(
        description=N_("What lists call the scenario."),
        examples=["{en: Two no-shows for a fridge, zh: 冰箱两次爽约}"],
    )
    difficulty: int = Field(ge=1, le=5, description=N_("From 1 (easy) to 5 (very hard)."), examples=["2"])
    family: Family = Field(description=N_("Which kind of case it is."), examples=["complaint"])
    about: Text = Field(
        description=N_("The brief: who the customer is and what happened."),
        examples=["{en: Ms Dawson's fridge was not delivered twice., zh: 顾女士的冰箱两次都没有送到。}"],
    )
    goal: Text = Field(
        description=N_("What the trainee is asked to reach."),
        examples=["{en: Agree a delivery she can rely on., zh: 约定一次靠得住的送货。}"],
    )
    role: Text = Field(
        description=N_("Who the trainee is here."),
        examples=["{en: You answer the chat of a home-appliance shop., zh: 你是家电商城的在线客服。}"],
    )
    customer: Customer = Field(
        description=N_("Who writes, and in which state they start; numbers run from 0 to 100."),
        examples=[
            "{name: {en: Ms Dawson, zh: 顾女士}, type: venting, tier: regular, loyalty: price, "
            "heat: 75, trust: 40, patience: 70}"
        ],
    )
    stages: tuple[Stage, ...] = Field(
        ("open", "diagnose", "agree", "act", "close"),
        description=N_("The phases this conversation goes through, in order."),
        examples=["[open, diagnose, agree, act, close]"],
    )
    jurisdiction: Text | None = Field(
        None,
        description=N_("Whose law the case assumes, where that matters."),
        examples=["{en: England and Wales, zh: 中国大陆}"],
    )
    brand_style: Literal["formal", "casual"] = Field(
        "formal", description=N_("How the company writes to its customers."), examples=["formal"]
    )
    company_gap: bool = Field(
        False, description=N_("The case holds a gap that is not the trainee's to fix."), examples=["true"]
    )
    find_out: tuple[str, ...] = Field(
        (),
        description=N_("Questions (`ask.tonight`) a good reply asks at some time."),
        examples=["[ask.tonight]"],
    )
    facts: Facts = Field(
        description=N_("What every reply is held against: the card, impacts, offers, limits, traps."),
        examples=[
            '{card: [{id: order, label: {en: Order, zh: 订单}, text: {en: "Order 8841, paid in '
            'full.", zh: 订单8841，已付清。}}], impacts: {lost_days: {label: {en: Two lost days, '
            "zh: 白等两天}, say: {en: [day off], zh: [请了假]}}}, cause: {owner: ours, label: {en: "
            "Wrong label, zh: 标签贴错}, say: {en: [wrong label], zh: [贴错标签]}}, offers: {slot: "
            "{label: {en: Delivery tomorrow, zh: 明天送货}, say: {en: [slot tomorrow], zh: "
            '[明天送]}, times: [{day: 1, from: 8, to: 12}]}}, issues: {when: {label: {en: "When '
            'does it come?", zh: 什么时候送}, met_by: [offer.slot]}}}'
        ],
    )
    key_points: tuple[KeyPoint, ...] = Field(
        min_length=1,
        description=N_("What this conversation asks for; the weights sum to 100."),
        examples=[
            "[{id: slot, weight: 100, label: {en: Offer a slot, zh: 给出时段}, justice: "
            "procedural, link: maintain, needs: [[offer.slot]], met_by: {en: [Tomorrow 8–12 is "
            "booked.], zh: [约好明天8–12点了。]}, not: {en: [We will see.], zh: [再看吧。]}}]"
        ],
    )
    turns: tuple[Turn, ...] = Field(
        min_length=1,
        description=N_("The conversation: one entry a message of the customer; the first is the opening."),
        examples=[
            '[{id: opening, stage: open, says: [{id: only, text: {en: "Where is it?", zh: '
            "东西呢？}}], gives: [question], then: [{go: resolved}]}]"
        ],
    )
    lines: tuple[SpareLine, ...] = Field(
        (),
        description=N_("Short sentences that a better line may put into the trainee's own reply."),
        examples=["[{id: chasing, text: {en: I'll chase the depot myself., zh: 催站点的事我来做。}}]"],
    )
    triggers: tuple[Trigger, ...] = Field(
        (),
        description=N_("Lines that the customer adds once when something happens."),
        examples=[
            "[{id: calm_down, when: {any: [X01]}, says: {en: Don't tell me to calm down., zh: "
            "别跟我说什么冷静。}}]"
        ],
    )
    endings: tuple[Ending, ...] = Field(
        min_length=1,
        description=N_("How the conversation can end; `complaint`, `left` and `red_line` are always needed."),
        examples=[
            "[{id: resolved, kind: resolved, label: {en: Agreed, zh: 谈妥}, says: {en: Thanks., zh: 谢谢。}}]"
        ],
    )
    reactions: Reactions = Field(
        description=N_("Lines for what no script foresees, in the customer's voice."),
        examples=[
            '{not_understood: {en: "In English, please?", zh: 能用中文吗？}, puzzled: {en: "Is '
            'that meant for me?", zh: 发错了吧？}, nothing_said: {en: "Hello?", zh: 人呢？}, '
            "supervisor: {en: Somebody in charge please., zh: 叫负责人来。}, complaint: {en: I'm "
            "complaining., zh: 我要投诉。}, leaves: {en: Goodbye., zh: 就这样吧。}, red_line: {en: "
            '"What did you say?", zh: 你刚说什么？}}'
        ],
    )

    def turn(self, turn_id: str) -> Turn | None:
        """Return the turn with this id, or None."""
        return next((t for t in self.turns if t.id == turn_id), None)

    def ending(self, ending_id: str) -> Ending | None:
        """Return the ending with this id, or None."""
        return next((e for e in self.endings if e.id == ending_id), None)
