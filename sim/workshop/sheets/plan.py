"""Owns what becomes of a sheet: which item is which code of ours, and what is left for the trainer.

Never guesses silently: every item is either mapped, with the wording that it was known by, or in a note.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.saying import Saying
from sim.model.score import DIMENSIONS, Dimension
from sim.text import PhraseBook, read, words_of
from sim.workshop.sheets.layout import Item, Sheet
from sim.workshop.sheets.mapping import Fit, bare, candidates, denies, fit, is_chinese, split_phrases
from sim.workshop.sheets.saying import N_, Note, Place, quoted
from sim.workshop.sheets.weights import Weights, weights_of

INITIALS: dict[str, Dimension] = {"E": "empathy", "R": "responsiveness", "A": "assurance"}
"""The letters of indicators and the section of each."""

LEAST_WORDS = 2
"""Words (English) or characters (Chinese) of a phrase: one alone stands in any sentence."""


@dataclass(frozen=True)
class Mapped:
    """An item or a phrase that was taken for a code; `by` is the wording or the heading it was known by."""

    place: Place
    text: str
    code: str
    by: str
    also: tuple[str, ...] = ()
    points: float | None = None


@dataclass
class Plan:
    """What goes into the rubric file, and the notes on what does not."""

    title: str = ""
    weights: Weights = field(default_factory=Weights)
    headings: dict[Dimension, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, list[str]] = field(default_factory=dict)
    instead: dict[str, str] = field(default_factory=dict)
    red_lines: list[str] = field(default_factory=list)
    pass_mark: int | None = None
    mapped: list[Mapped] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    skipped: list[Place] = field(default_factory=list)


def plan_of(sheet: Sheet, base: Rubric) -> Plan:
    """Return what becomes of a sheet on top of the rubric `base`."""
    plan = Plan(bare(sheet.title), notes=list(sheet.notes), skipped=list(sheet.skipped))
    planner = _Planner(plan, base)
    sections = {n: place for n, item in enumerate(sheet.items) if (place := planner.take(item))}
    plan.weights = weights_of(sheet, sections)
    planner.weigh(sheet)
    if sheet.pass_mark is not None:
        plan.pass_mark = round(sheet.pass_mark)
    plan.notes.sort(key=lambda note: note.place)
    return plan


class _Planner:
    """Takes one item after the other."""

    def __init__(self, plan: Plan, base: Rubric) -> None:
        self.plan, self.base = plan, base
        self.books: dict[Lang, PhraseBook] = {}
        self.told_points = False

    def take(self, item: Item) -> Dimension | None:
        """Enter one item; return the section that its points go to, if any."""
        if item.kind == "phrase":
            self._phrases(item)
            return None
        if item.kind == "bonus":
            self._note(item, Saying(BONUS), BONUS_TODO)
            return None
        found = fit(item.text, "item", "outside")
        if found is None and item.kind in ("veto", "deduct"):
            found = fit(item.block.name, "item")
        if found is None:
            return self._unknown(item)
        if found.meaning in OUTSIDE:
            self._note(item, Saying(OUTSIDE[found.meaning]), OUTSIDE_TODO)
            return None
        return self._known(item, found)

    def _known(self, item: Item, found: Fit) -> Dimension | None:
        code = found.meaning
        others = tuple(name for name in found.also if name not in OUTSIDE)
        self.plan.mapped.append(Mapped(item.place, item.text, code, found.wording, others, item.points))
        if not denies(item.text):
            self.plan.names.setdefault(code, quoted(bare(item.text)))
        harm = self.base.deduction(code)
        if item.kind == "veto":
            if harm is None:
                self._note(item, Saying.of(NO_VETO, code=code), VETO_TODO)
            elif code not in self.plan.red_lines:
                self.plan.red_lines.append(code)
                if code not in self.base.red_lines:
                    self._note(item, Saying.of(NEW_RED, code=code), NEW_RED_TODO)
        elif item.kind == "deduct" and harm is None:
            self._note(item, Saying.of(EARNED, code=code), EARNED_TODO)
        elif item.kind == "deduct" and item.points and harm is not None and not self.told_points:
            self.told_points = True
            self._note(item, Saying.of(CAPS, code=code, severity=Saying(harm.severity)), CAPS_TODO)
        if item.kind != "earn":
            return None
        section = harm.hits[0] if harm else INITIALS[code[0]]
        self._heading(item, section)
        return section

    def _unknown(self, item: Item) -> Dimension | None:
        near = candidates(item.text, "item", "outside")
        codes = [name for name in near if name not in OUTSIDE]
        if item.kind == "veto":
            self._note(item, Saying(UNKNOWN_VETO), VETO_TODO)
            return None
        heading = fit(item.block.name, "heading") if item.kind == "earn" else None
        section: Dimension | None = next((d for d in DIMENSIONS if heading and heading.meaning == d), None)
        if len(codes) > 1:
            self._note(item, Saying.of(EITHER, codes=", ".join(codes)), EITHER_TODO)
        elif section:
            self._note(item, Saying.of(BY_HEADING, section=Saying(section)), UNKNOWN_TODO)
        else:
            self._note(item, Saying(UNKNOWN), UNKNOWN_TODO)
        if section:
            self._heading(item, section)
        return section

    def _heading(self, item: Item, section: Dimension) -> None:
        names = self.plan.headings.setdefault(section, [])
        heading = fit(item.block.name, "heading")
        if item.block.name and heading and heading.meaning == section and item.block.name not in names:
            names.append(item.block.name)

    def _phrases(self, item: Item) -> None:
        found = list(split_phrases(item.text))
        by_block = fit(item.block.name, "item")
        for phrase in found:
            lang: Lang = "zh" if is_chinese(phrase) else "en"
            hits = self._known_harm(phrase, lang)
            if hits:
                code = hits[0]
                self.plan.mapped.append(Mapped(item.place, phrase, code, "", tuple(hits[1:])))
            elif len(words_of(phrase)) < LEAST_WORDS:
                self._note(item, Saying(SHORT), SHORT_TODO, phrase)
                continue
            elif by_block and self.base.deduction(by_block.meaning):
                code = by_block.meaning
                self.plan.mapped.append(Mapped(item.place, phrase, code, by_block.wording))
                self.plan.phrases.setdefault(code, []).append(phrase.replace("...", "…"))
            else:
                self._note(item, Saying(NO_HARM), NO_HARM_TODO, phrase)
                continue
            self._instead(item, code)

    def _instead(self, item: Item, code: str) -> None:
        if not item.instead:
            return
        text = " ".join(item.instead.split())
        kept = self.plan.instead.setdefault(code, text)
        if kept != text:
            self._note(item, Saying.of(ONE_INSTEAD, code=code), ONE_INSTEAD_TODO, text)

    def _known_harm(self, phrase: str, lang: Lang) -> list[str]:
        """Return the deductions whose own phrases stand in this one, the longest first."""
        if lang not in self.books:
            said = ((d.id, p) for d in self.base.deductions for p in d.say.get(lang))
            self.books[lang] = PhraseBook(said, lang)
        hits = read(phrase, self.books[lang]).hits
        length = {code: max(h.last - h.first for h in found) for code, found in hits.items() if found}
        return sorted(length, key=lambda code: (-length[code], code))

    def weigh(self, sheet: Sheet) -> None:
        """Say what of the sheet's figures is not what the file holds."""
        weights = self.plan.weights
        if not sheet.items:
            return
        first = sheet.items[0]
        if not weights.of:
            if any(item.kind == "earn" for item in sheet.items):
                self._note(first, Saying(NO_POINTS), NO_POINTS_TODO)
            return
        for section in weights.bare:
            self._note(first, Saying.of(BARE, section=Saying(section)), BARE_TODO)
        if round(weights.stated, 4) not in (1, 100) and weights.stated:
            self._note(first, Saying.of(NOT_100, sum=f"{weights.stated:g}"), NOT_100_TODO)

    def _note(self, item: Item, why: Saying, todo: str, text: str = "") -> None:
        self.plan.notes.append(Note(item.place, text or item.text, why, Saying(todo)))


OUTSIDE = {
    "voice": N_("voice and pace cannot be heard in a chat"),
    "greeting": N_("greeting and closing formulas are not scored: they help no customer"),
    "record": N_("what is written into a ticket is not part of the conversation"),
    "clock": N_("how fast a reply came is not measured"),
    "outcome": N_("what customers say afterwards is not part of the conversation"),
}
"""Why items of these kinds have no code."""

OUTSIDE_TODO = N_("keep it on your own sheet; its points are spread over the rest")
BONUS = N_("there are no bonus points: good service climbs a level by itself")
BONUS_TODO = N_("leave it out, or make it an item")
NO_VETO = N_("it is {code}, something that is earned; only an anti-pattern (X01-X27) can be a veto")
NEW_RED = N_("{code} is a red line now and ends the conversation, also for the milder cases of {code}")
NEW_RED_TODO = N_("read them with `servicesim rubric show`; if that is too much, take it out of `red_lines`")
UNKNOWN_VETO = N_("this veto is none of our anti-patterns")
VETO_TODO = N_("add the anti-pattern that it is to `red_lines`, or keep it on your own sheet")
EARNED = N_("it is {code}, which is earned: without it the points are lost by themselves")
EARNED_TODO = N_("nothing has to be done; raise the section's weight if it should cost more")
CAPS = N_("points per case are not taken over: {code} is {severity} and limits the level of its section")
CAPS_TODO = N_("change `severity` (severe, moderate, minor) of any deduction where yours is another")
EITHER = N_("it may be {codes}")
EITHER_TODO = N_("part it into one row for each, or write it as `name` under the one that it is")
BY_HEADING = N_("it is worded like none of our indicators; its points went to {section} by its heading")
UNKNOWN = N_("it is worded like none of our indicators; its points are left out")
UNKNOWN_TODO = N_("find its code with `servicesim rubric show` and write it there as `name`")
SHORT = N_("one word alone would be found in harmless sentences")
SHORT_TODO = N_("write the phrase that it stands in")
NO_HARM = N_("it is none of the phrases of our anti-patterns, and no heading says which it belongs to")
NO_HARM_TODO = N_("put it under a heading such as 推诿 or Blames the customer, or add it to a `say` list")
ONE_INSTEAD = N_("{code} has one sentence to say instead, and another row gave it")
ONE_INSTEAD_TODO = N_("choose one, or join them in `say_instead`")
NO_POINTS = N_("no item has points or a weight that can be read")
NO_POINTS_TODO = N_("the weights are those of the rubric below; change `weight` if yours differ")
BARE = N_("nothing with points on the sheet is about {section}; its weight is 1, the least")
BARE_TODO = N_("every section is passed by itself: give it the weight that it deserves")
NOT_100 = N_("the figures of the sheet add up to {sum}, not 100")
NOT_100_TODO = N_("they were scaled to 100; look whether one was read wrongly")
