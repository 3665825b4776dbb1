"""Owns the small pieces of a fault's sentence: names in both languages, lists, quotes.

Decides nothing, and holds no sentence of one check.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.content.problems import N_
from sim.model.language import Lang, Text
from sim.model.rubric import Rubric
from sim.model.saying import Saying
from sim.model.scenario import Scenario
from sim.model.score import Dimension, Explanation
from sim.report import names
from sim.report.printable import printable, shortened

LONGEST_QUOTE = 70
"""Characters quoted of a reply: about one line of a terminal, enough to know it by."""

LANGUAGE: dict[Lang, Saying] = {"en": Saying(N_("English")), "zh": Saying(N_("Chinese"))}
"""The languages of a scenario by name."""


FLAGS: dict[str, Saying] = {
    "empty": Saying(N_("This reply holds no words.")),
    "not_understood": Saying(N_("This reply holds no words that the customer could understand.")),
    "other_language": Saying(N_("This reply is written in a language that the customer does not read.")),
    "echo": Saying(N_("Most of this reply repeats the customer's own message.")),
    "copied": Saying(N_("Most of this reply is copied from the card, an example or an earlier reply.")),
    "grader": Saying(N_("Part of this reply is addressed to a grader or a machine, not to the customer.")),
    "word_list": Saying(N_("This reply is a list of words, not sentences.")),
}
"""What the engine says of a reply that it flags, as `sim.scoring` words it."""


@dataclass(frozen=True)
class Written(Saying):
    """A name that a file gives in both languages; `template` is the English one. Never looked up."""

    zh: str = ""

    def said(self, lang: str) -> str:
        """Return the name in `lang`; the other one when the file has only that."""
        return (self.zh or self.template) if lang == "zh" else (self.template or self.zh)


def name_of(text: Text) -> Written:
    """Return a text of a scenario or a rubric as a value of a sentence."""
    return Written(text.en or "", zh=text.zh or "")


def label_of(ref: str, scenario: Scenario) -> Written:
    """Return the label of a fact in both languages; the reference itself where it has none."""
    facts = scenario.facts
    return Written(facts.label(ref, "en"), zh=facts.label(ref, "zh"))


def dimension_of(dimension: Dimension, rubric: Rubric) -> Written:
    """Return the name of a dimension as the rubric gives it."""
    return name_of(rubric.section(dimension).name)


def behaviour_of(code: str, rubric: Rubric) -> Written:
    """Return the name of an indicator or anti-pattern with its code; the code alone where it has none."""
    name, zh = (names.name_of(code, rubric, lang) for lang in ("en", "zh"))
    return Written(f"{name} ({code})", zh=f"{zh}（{code}）") if name else Written(code)


def remedy_of(found: Explanation, dimensions: Iterable[Dimension], rubric: Rubric) -> Saying:
    """Return what would lift the first of these dimensions that falls short; empty where nothing is known.

    That is what to say instead of the harm that holds it down, else the rubric's advice for what is missing.
    """
    for dimension in dimensions:
        held = next(
            (c for c in found.caps if c.dimension == dimension and c.limit == found.levels[dimension]), None
        )
        harm = rubric.deduction(held.code) if held is not None else None
        if harm is not None:
            return name_of(harm.say_instead)
        for missing in found.missing:
            indicator = rubric.indicator(missing.code)
            if missing.dimension == dimension and indicator is not None:
                return name_of(indicator.advice)
    return Saying("")


def advice_of(code: str, rubric: Rubric) -> Saying:
    """Return what to say instead of a harm; empty where the rubric has no advice."""
    harm = rubric.deduction(code)
    return name_of(harm.say_instead) if harm is not None else Saying("")


def flags_of(flags: Iterable[str]) -> Saying:
    """Return what the engine says of flags."""
    return listed(FLAGS.get(flag, Written(flag)) for flag in flags)


def listed(names: Iterable[str | Saying]) -> Saying:
    """Return names behind each other; "nothing" where there is none."""
    all_names = list(names)
    if not all_names:
        return Saying(N_("nothing"))
    joined = _saying(all_names[0])
    for name in all_names[1:]:
        joined = Saying.of(N_("{first}; {second}"), first=joined, second=name)
    return joined


def quote(text: str) -> Saying:
    """Return the beginning of a reply or a line in quotation marks, safe to print."""
    return Saying.of(N_("“{text}”"), text=shortened(printable(text), LONGEST_QUOTE))


def figure(value: float) -> str:
    """Return a number with one decimal, without one where it is whole."""
    return f"{value:.1f}".removesuffix(".0")


def _saying(name: str | Saying) -> Saying:
    return name if isinstance(name, Saying) else Written(name)
