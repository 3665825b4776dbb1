"""Owns the shape of a scenario file as a whole, and of the key points that it asks for.

Never reads a file and holds no rule of the conversation.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.model.customer import Customer
from sim.model.facts import Facts
from sim.model.language import N_, Frozen, Lang, Phrases, Text
from sim.model.turns import Ending, Reactions, SpareLine, Stage, Trigger, Turn

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
