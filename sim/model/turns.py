"""Owns the shape of the conversation in a scenario file: turns, branches, triggers, endings, reactions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.model.language import N_, Frozen, Text
from sim.model.when import When

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
