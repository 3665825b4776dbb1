"""Owns the case in which a rubric's own examples are scored: one made of what its good replies name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sim.model.known import Impact
from sim.model.language import Lang, Phrases
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.scoring.message import content, scenario_of
from sim.text import PhraseBook, words_of
from sim.text import read as read_reply
from sim.text.tokens import key_of

if TYPE_CHECKING:
    from sim.text import Reading

LACKING: dict[Lang, tuple[str, ...]] = {"en": ("no {}", "without {}"), "zh": ("没{}", "没有{}")}
"""Ways to say that something is lacking; a case's own facts list them too ("no fridge")."""


def case_of(rubric: Rubric, lang: Lang) -> Scenario:
    """Return the case that a rubric's own good replies speak of: what they name is what happened.

    Good replies are the `counts` of indicators and the `not_counts` of
    deductions. Words of the rubric's phrases are left out: they are general,
    and a look-alike must not be tied to a case by its own set phrase.
    """
    general = PhraseBook((("general", phrase) for phrase in _wording(rubric, lang)), lang)
    common = {key_of(word) for phrase in _wording(rubric, lang) for word in words_of(phrase)}
    good = [t for s in rubric.sections for i in s.indicators for t in i.counts.get(lang)]
    good += [t for d in rubric.deductions for t in d.not_counts.get(lang)]
    named: set[str] = set()
    for text in good:
        reading = read_reply(text, general)
        named.update(w for w in content(" ".join(_uncovered(reading)), lang) if key_of(w) not in common)
    words = sorted(named)
    said = Phrases.model_validate(
        {lang: [*words, *(form.format(w) for w in words for form in LACKING[lang])]}
    )
    case = scenario_of(" ".join(words), lang)
    impacts = {"named": Impact(label=case.about, say=said)}
    return case.model_copy(
        update={"facts": case.facts.model_copy(update={"impacts": impacts, "incident": said})}
    )


def _wording(rubric: Rubric, lang: Lang) -> Iterator[str]:
    """Yield every phrase of a rubric, those of its families too."""
    for section in rubric.sections:
        for indicator in section.indicators:
            yield from indicator.say.get(lang)
    for deduction in rubric.deductions:
        yield from deduction.say.get(lang)
    for family in rubric.families.values():
        yield from family.get(lang)


def _uncovered(reading: Reading) -> Iterable[str]:
    """Return the words of a reading that no phrase of the rubric holds."""
    covered = {i for hits in reading.hits.values() for h in hits for i in range(h.first, h.last + 1)}
    return (t.raw for i, t in enumerate(reading.tokens) if i not in covered)
