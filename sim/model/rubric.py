"""Owns the shape of a rubric file: sections, anchors, indicators, deductions.

Never reads a file and never scores; the ladder's arithmetic is in `sim.scoring.ladder`.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field

from sim.model.language import N_, Frozen, Lang, Phrases, Text
from sim.model.score import GENERAL, Dimension, Severity

Needs = Literal[
    "nothing",
    "impact",
    "incident",
    "cause",
    "offer",
    "act",
    "time",
    "question",
    "given",
    "card",
    "limit",
    "person",
    "reference",
    "fact",
]
"""What ties an indicator's wording to this case; `fact` is any of them."""


class Indicator(Frozen):
    """One observable behaviour.

    `points` is what one clear case of it is worth on the section's ladder.
    `say` lists general wordings; they count only where `needs` holds nearby.
    `counts` and `not_counts` are whole examples for people and for tests.
    """

    id: str = Field(
        pattern=r"^[ERA]\d{1,2}$",
        description=N_("Which indicator it is; those that exist are fixed."),
        examples=["E1"],
    )
    major: bool = Field(
        False, description=N_("It is one of those that carry a dimension."), examples=["true"]
    )
    points: float = Field(
        1,
        ge=0,
        le=6,
        description=N_("What one clear case is worth on the section's ladder."),
        examples=["0.8"],
    )
    name: Text = Field(
        description=N_("The behaviour, in a few words."),
        examples=["{en: Names the impact, zh: 说出对客户的影响}"],
    )
    needs: tuple[Needs, ...] = Field(
        ("nothing",),
        description=N_("At least one must hold in the same or the next sentence."),
        examples=["[impact, incident]"],
    )
    say: Phrases = Field(
        Phrases(),
        description=N_("General wordings; they count only where `needs` holds nearby."),
        examples=["{en: [anyone would be], zh: [换谁都]}"],
    )
    counts: Phrases = Field(
        description=N_("Whole replies that show it, for people and for tests."),
        examples=['{en: ["Two days lost: anyone would be angry."], zh: [白等两天，换谁都生气。]}'],
    )
    not_counts: Phrases = Field(
        description=N_("Whole replies that look like it and do not show it."),
        examples=["{en: [I understand your frustration.], zh: [您的心情我理解。]}"],
    )
    advice: Text = Field(
        description=N_("What to do, in one sentence, when it is missing."),
        examples=[
            '{en: "Name what it means for this customer, in your own words.", zh: '
            "用自己的话说出这件事对客户意味着什么。}"
        ],
    )


class Step(Frozen):
    """What a level asks for: points, and the anchor's named parts."""

    points: float = Field(description=N_("Points from which the step is reached."), examples=["0.5"])
    any: tuple[str, ...] = Field(
        (), description=N_("At least one of these indicators."), examples=["[E1, E2]"]
    )
    all: tuple[str, ...] = Field(
        (), description=N_("Groups `R3|R12`; one of each group."), examples=["['E1|E2|E3']"]
    )

    @cached_property
    def groups(self) -> tuple[frozenset[str], ...]:
        """The sets of indicators of which each must have one that is found."""
        whole = (frozenset(group.split("|")) for group in self.all)
        return (frozenset(self.any), *whole) if self.any else tuple(whole)


def in_short(name: str) -> str:
    """Return a name as a sentence says it, without its full-width brackets: 共情（移情性） is 共情."""
    return name.partition("（")[0] or name


class Section(Frozen):
    """One dimension: its weight on the sheet, anchors, ladder and indicators."""

    id: Dimension = Field(description=N_("Which of the three dimensions it scores."), examples=["empathy"])
    weight: int = Field(
        ge=1, le=100, description=N_("Its share of the sheet; all weights sum to 100."), examples=["30"]
    )
    name: Text = Field(
        description=N_("What the sheet calls it."), examples=["{en: Empathy, zh: 共情（移情性）}"]
    )
    definition: Text = Field(
        description=N_("What it means, in one sentence."),
        examples=['{en: "Caring, individual attention.", zh: 对每位客户的关心和个性化关注。}'],
    )
    levels: tuple[Text, Text, Text, Text, Text] = Field(
        description=N_("What a reply of each level looks like, from 0 to 4."),
        examples=[
            "[{en: Mocks or denies., zh: 嘲讽或否定。}, {en: Formula only., zh: 只有客套话。}, "
            "{en: General., zh: 笼统提到。}, {en: Specific., zh: 具体点出。}, {en: Specific and "
            "shaped around the customer., zh: 具体并据此安排。}]"
        ],
    )
    start: float = Field(0, description=N_("Points of a reply without any evidence."), examples=["0"])
    ladder: dict[Literal[1, 2, 3, 4], Step] = Field(
        description=N_("What each level from 1 to 4 asks for."),
        examples=["{1: {points: 0}, 2: {points: 0.5}, 3: {points: 1}, 4: {points: 1.7}}"],
    )
    indicators: tuple[Indicator, ...] = Field(
        description=N_("The behaviours that are looked for."),
        examples=[
            "[{id: E1, points: 0.8, name: {en: Names the impact, zh: 说出影响}, counts: {en: [], "
            "zh: []}, not_counts: {en: [], zh: []}, advice: {en: Name it., zh: 说出来。}}]"
        ],
    )

    @cached_property
    def by_id(self) -> dict[str, Indicator]:
        """The indicators by their id."""
        return {i.id: i for i in self.indicators}

    @cached_property
    def worths(self) -> dict[str, float]:
        """Points of one clear case of each code that may count here."""
        attempt = {"R0": self.attempt} if self.attempt else {}
        general = {GENERAL[self.id]: self.general} if self.general else {}
        return {i.id: i.points for i in self.indicators} | attempt | general

    attempt: float = Field(
        0,
        ge=0,
        description=N_("Points for a sign of willingness or any answer, where it counts."),
        examples=["0.3"],
    )
    general: float = Field(
        0,
        ge=0,
        description=N_("Points for each sentence worded like those of good replies, as far as it is."),
        examples=["0.5"],
    )

    def worth(self, code: str) -> float:
        """Return the points of one clear case of an indicator of this section; 0 for any other code."""
        return self.worths.get(code, 0.0)


class Deduction(Frozen):
    """One anti-pattern: how severe, which dimensions it caps, what to say instead."""

    id: str = Field(
        pattern=r"^X\d{2}$",
        description=N_("Which anti-pattern it is; those that exist are fixed."),
        examples=["X01"],
    )
    name: Text = Field(
        description=N_("The anti-pattern, in a few words."),
        examples=["{en: Orders the feeling away, zh: 命令客户冷静}"],
    )
    severity: Severity = Field(
        description=N_("How far it holds a level down: severe to 0, moderate to 2, minor to 3."),
        examples=["severe"],
    )
    hits: tuple[Dimension, ...] = Field(
        min_length=1, description=N_("The dimensions it holds down."), examples=["[empathy]"]
    )
    cost: dict[Dimension, float] = Field(
        default_factory=dict,
        description=N_("Points that one clear case costs each dimension."),
        examples=["{empathy: 1}"],
    )
    say: Phrases = Field(
        Phrases(),
        description=N_("Wordings by which it is noticed."),
        examples=["{en: [calm down], zh: [您冷静一下]}"],
    )
    counts: Phrases = Field(
        description=N_("Whole replies that show it, for people and for tests."),
        examples=["{en: [Please calm down.], zh: [请您冷静一下。]}"],
    )
    not_counts: Phrases = Field(
        description=N_("Whole replies that look like it and are harmless."),
        examples=["{en: [I'm calm and I'm listening.], zh: [我在听，您慢慢说。]}"],
    )
    say_instead: Text = Field(
        description=N_("What to say instead, in one sentence."),
        examples=["{en: Say what you will do now., zh: 说清您现在就做什么。}"],
    )


class Scale(Frozen):
    """The pass rule: every category by itself must exceed `pass`."""

    levels: Literal[5] = Field(5, description=N_("How many levels there are: five, 0 to 4."), examples=["5"])
    pass_: int = Field(
        80, alias="pass", ge=0, le=100, description=N_("The pass mark, of 100."), examples=["80"]
    )
    strict: bool = Field(
        True, description=N_("The mark itself does not pass; more is needed."), examples=["true"]
    )
    per_category: bool = Field(
        True,
        description=N_("Every dimension must pass by itself; otherwise their average."),
        examples=["true"],
    )


class Rubric(Frozen):
    """One scoring sheet."""

    rubric: str = Field(
        pattern=r"^[a-z][a-z0-9-]*$", description=N_("Id of the rubric."), examples=["service"]
    )
    version: int = Field(
        1, ge=1, description=N_("Version of the file; raise it when the sheet changes."), examples=["1"]
    )
    title: Text = Field(
        description=N_("What lists call the sheet."), examples=["{en: Default scoring sheet, zh: 默认评分表}"]
    )
    languages: tuple[Lang, ...] = Field(
        ("en", "zh"), description=N_("The languages it is written in."), examples=["[en, zh]"]
    )
    scale: Scale = Field(
        Scale(), description=N_("The pass rule."), examples=["{pass: 80, strict: true, per_category: true}"]
    )
    sections: tuple[Section, ...] = Field(
        description=N_("One section a dimension; their weights sum to 100."),
        examples=[
            "[{id: empathy, weight: 30, name: {en: Empathy, zh: 共情（移情性）}, definition: {en: "
            '"Caring, individual attention.", zh: 对每位客户的关心和个性化关注。}, levels: [{en: '
            "Mocks or denies., zh: 嘲讽或否定。}, {en: Formula only., zh: 只有客套话。}, {en: "
            "General., zh: 笼统提到。}, {en: Specific., zh: 具体点出。}, {en: Specific and shaped "
            "around the customer., zh: 具体并据此安排。}], ladder: {1: {points: 0}, 2: {points: "
            "0.5}, 3: {points: 1}, 4: {points: 1.7}}, indicators: [{id: E1, points: 0.8, name: "
            "{en: Names the impact, zh: 说出影响}, counts: {en: [], zh: []}, not_counts: {en: [], "
            "zh: []}, advice: {en: Name it., zh: 说出来。}}]}]"
        ],
    )
    deductions: tuple[Deduction, ...] = Field(
        description=N_("The anti-patterns that hold a level down."),
        examples=[
            "[{id: X01, name: {en: Orders the feeling away, zh: 命令客户冷静}, severity: severe, "
            "hits: [empathy], counts: {en: [], zh: []}, not_counts: {en: [], zh: []}, say_instead: "
            "{en: Say what you will do., zh: 说清您做什么。}}]"
        ],
    )
    red_lines: tuple[str, ...] = Field(
        description=N_("Deductions that end the conversation and go to a trainer."), examples=["[X16, X17]"]
    )
    families: dict[str, Phrases] = Field(
        default_factory=dict,
        description=N_("Shared wordings (apology, own act, ownership …) that several checks use."),
        examples=["{apology: {en: [sorry], zh: [抱歉]}}"],
    )
    appeal: bool = Field(True, description=N_("Trainees may contest their marks."), examples=["true"])

    @cached_property
    def _indicators(self) -> dict[str, Indicator]:
        return {i.id: i for s in self.sections for i in s.indicators}

    @cached_property
    def _deductions(self) -> dict[str, Deduction]:
        return {d.id: d for d in self.deductions}

    def section(self, dimension: Dimension) -> Section:
        """Return the section of a dimension."""
        return next(s for s in self.sections if s.id == dimension)

    def indicator(self, code: str) -> Indicator | None:
        """Return the indicator with this id, or None."""
        return self._indicators.get(code)

    def deduction(self, code: str) -> Deduction | None:
        """Return the anti-pattern with this id, or None."""
        return self._deductions.get(code)
