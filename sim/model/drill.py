"""Owns the shape of a case drill: a question, the points of a good answer, what contradicts them.

Never reads a file and never scores an answer.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.model.language import N_, Frozen, Lang, Phrases, Text

Half = Literal["either", "named", "explained"]
"""What earns half a point: the name or the explanation alone, only the name, only the explanation."""


class DrillPoint(Frozen):
    """One point that a good answer makes: named and explained it counts 1, one of the two half."""

    id: str = Field(
        pattern=r"^[a-z][a-z0-9-]*$",
        description=N_("Name of the point; results and answers on record speak of it."),
        examples=["know"],
    )
    weight: int = Field(
        1, ge=1, le=4, description=N_("How much the point counts among the others."), examples=["1"]
    )
    label: Text = Field(
        description=N_("The point in a few words."), examples=["{en: Know the customer, zh: 了解客户}"]
    )
    name: Phrases = Field(
        description=N_("Ways to name the point, each of which means nothing else."),
        examples=["{en: [know the customer], zh: [了解客户]}"],
    )
    alone: Phrases = Field(
        Phrases(),
        description=N_(
            "Words that name the point only where they stand alone: in a list, as a heading, or before "
            "“is” or “means”."
        ),
        examples=["{en: [know], zh: [了解]}"],
    )
    explain: Phrases = Field(
        description=N_("Ways to explain the point; they count without its name, too."),
        examples=["{en: [find out … need], zh: [弄清|摸清…需求]}"],
    )
    hints: Phrases = Field(
        Phrases(),
        description=N_(
            "Words that show an explanation where a sentence beside the name is spent on it; they count "
            "nowhere else."
        ),
        examples=["{en: [need, expect], zh: [需求, 期望]}"],
    )
    verdict: bool = Field(
        False,
        description=N_(
            "The explanation is a verdict on what is named: it counts only for the name it belongs to."
        ),
        examples=["true"],
    )
    near: Phrases = Field(
        Phrases(),
        description=N_("Verdicts that point the right way and do not go far enough; they earn half a point."),
        examples=["{en: [below], zh: [低于]}"],
    )
    half: Half = Field(
        "either",
        description=N_(
            "What earns half a point: `either` the name or the explanation, only the point `named`, or "
            "only `explained`."
        ),
        examples=["either"],
    )
    half_by: Phrases = Field(
        Phrases(),
        description=N_("Other wordings that earn half a point, such as one that covers several points."),
        examples=["{en: [all the others pass], zh: [其余都达标]}"],
    )
    met_by: Phrases = Field(
        description=N_("Three or more whole ways to meet the point; `check` scores them."),
        examples=[
            '{en: ["Know the customer: ask what they need."], zh: [了解客户，先问清他要什么。]}',
        ],
    )
    not_: Phrases = Field(
        alias="not",
        description=N_("Two or more near misses that must not meet it; `check` scores them."),
        examples=['{en: ["Know the company."], zh: [了解公司。]}'],
    )
    missing: Text = Field(
        description=N_("One line that tells what was missing."),
        examples=["{en: Nothing says how you learn what they need., zh: 没说怎样弄清客户要什么。}"],
    )
    follow_up: Text = Field(
        description=N_("A short question for a second try."),
        examples=["{en: What comes before you can help anybody?, zh: 帮客户之前，先要弄清什么？}"],
    )


class DrillBonus(Frozen):
    """Something more that a good answer may say; it makes up for what is missing elsewhere."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$", description=N_("Name of the bonus."), examples=["mutual"])
    worth: float = Field(gt=0, le=1, description=N_("What it counts, up to 1."), examples=["1"])
    label: Text = Field(
        description=N_("The bonus in a few words."),
        examples=["{en: Both sides understand the message, zh: 双方都理解所传递的信息}"],
    )
    say: Phrases = Field(
        description=N_("Ways to say it."), examples=["{en: [mutual understanding], zh: [相互理解]}"]
    )
    met_by: Phrases = Field(
        description=N_("Whole ways to meet it; `check` scores them."),
        examples=['{en: ["Talk works when both sides mean the same."], zh: [双方理解一致，沟通才算有效。]}'],
    )
    not_: Phrases = Field(
        alias="not",
        description=N_("Near misses that must not meet it; `check` scores them."),
        examples=['{en: ["Talk more."], zh: [多沟通。]}'],
    )


class Contradiction(Frozen):
    """A wrong claim that costs half a point. Other wrong claims cost nothing."""

    id: str = Field(
        pattern=r"^[a-z][a-z0-9-]*$", description=N_("Name of the wrong claim."), examples=["average"]
    )
    of: str = Field(
        "",
        description=N_("Point whose name the claim must belong to, where it is a verdict on that point."),
        examples=["parking"],
    )
    say: Phrases = Field(
        description=N_("Ways to make the claim."),
        examples=["{en: [average … above 80], zh: [平均…超过80]}"],
    )
    correction: Text = Field(
        description=N_("What is right instead, in a sentence."),
        examples=["{en: Each category is held to the limit by itself., zh: 每一类都要单独过线。}"],
    )
    counts: Phrases = Field(
        description=N_("Whole ways to make the claim; `check` scores them."),
        examples=['{en: ["The average is above 80, so we pass."], zh: [平均分超过80，所以达标。]}'],
    )
    not_: Phrases = Field(
        alias="not",
        description=N_("Wordings that do not make the claim; `check` scores them."),
        examples=['{en: ["The average hides it."], zh: [平均分掩盖了问题。]}'],
    )


class Material(Frozen):
    """A piece of material above the question: a heading and lines. Its wording earns nothing."""

    heading: Text = Field(
        description=N_("What the material is."),
        examples=["{en: Monthly survey (invented for training), zh: 月度调查（本表为训练自拟）}"],
    )
    lines: tuple[Text, ...] = Field(
        min_length=1,
        description=N_("The material, line by line."),
        examples=["[{en: Parking 55, zh: 停车 55}]"],
    )


class Drill(Frozen):
    """A question that is answered in free text and scored by point."""

    drill: str = Field(
        pattern=r"^[a-z]+(-[a-z0-9]+)+$",
        description=N_("Id of the drill; the file bears the same name."),
        examples=["case-01"],
    )
    version: int = Field(ge=1, description=N_("Raise it with every change of the file."), examples=["1"])
    language: Lang | None = Field(
        None, description=N_("The file's language, where it has only one."), examples=["en"]
    )
    title: Text = Field(
        description=N_("Title in a list."),
        examples=["{en: Four links of communication, zh: 沟通的四个环节}"],
    )
    about: Text | None = Field(
        None,
        description=N_("What has happened, where the question is about a case."),
        examples=["{en: Two taxi firms cut their fares., zh: 两家出租车公司降价。}"],
    )
    material: Material | None = Field(None, description=N_("What the answer is to be drawn from."))
    question: Text = Field(
        description=N_("The question."),
        examples=["{en: Which four links make communication work?, zh: 有效沟通有哪四个重点环节？}"],
    )
    spoken: bool = Field(
        False,
        description=N_("Long quotations in an answer are the trainee's own proposed words, and count."),
        examples=["true"],
    )
    note: Text | None = Field(
        None,
        description=N_("What is shown after an answer, where the field has no one wording."),
        examples=["{en: Two lists are taught; both count., zh: 教材有两种分法，都算对。}"],
    )
    points: tuple[DrillPoint, ...] = Field(min_length=2, max_length=12, description=N_("The points."))
    bonus: tuple[DrillBonus, ...] = Field((), max_length=3, description=N_("What counts on top."))
    contradictions: tuple[Contradiction, ...] = Field(
        (), max_length=12, description=N_("Wrong claims that cost half a point each.")
    )

    @property
    def of(self) -> float:
        """The most that an answer can reach: the sum of the points' weights."""
        return float(sum(point.weight for point in self.points))
