"""Owns the attacks that need no sentence of one's own: lists, noise, prompts, promises, questions.

G1, G6, G7, G8, G10, G11, G13, G16 and G17.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sim.model.facts import Facts
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.validity.attacks import lines
from sim.validity.attacks.model import Attacked, Ground, Required
from sim.validity.attacks.pieces import dice, joined, phrases, shuffled
from sim.validity.attacks.required import (
    FLAGGED,
    NO_HIGHER,
    OVER,
    WORTH_NOTHING,
    at_most,
    crossed,
    has,
    lacks,
)

STUFFED = 24
"""Words of a stuffed reply: about as many as a short chat reply has."""

STUFFED_PHRASES = 10
"""Phrases of a stuffed reply: more than any level asks for."""

SHORTEST = {"en": 4, "zh": 2}
"""Letters (characters) of an indicator word; shorter ones are grammar."""

RANDOM = 60
"""Characters of a random reply."""

LETTERS = {"en": "abcdefghijklmnopqrstuvwxyz     ", "zh": "".join(map(chr, range(0x4E00, 0x9FA0)))}
"""What a random reply is made of."""


def standing(typed: dict[str, str], *required: Required) -> Iterator[Attacked]:
    """Yield replies that are the same for everybody."""
    for name, text in typed.items():
        yield Attacked(name, text, required)


def _indicator_phrases(rubric: Rubric, lang: Lang) -> list[str]:
    said = [p for s in rubric.sections for i in s.indicators for p in i.say.get(lang)]
    return phrases(said, lang)


def _case_phrases(facts: Facts, lang: Lang) -> list[str]:
    groups = (facts.impacts, facts.offers, facts.limits, facts.people)
    said = [p for group in groups for fact in group.values() for p in fact.say.get(lang)]
    return phrases([*facts.cause.say.get(lang), *facts.incident.get(lang), *said], lang)


def _words(listed: Iterable[str], lang: Lang) -> list[str]:
    """Return the words of phrases, each once; a Chinese phrase is one word already."""
    units = listed if lang == "zh" else re.findall(r"[a-z]+", " ".join(listed).lower())
    return list(dict.fromkeys(u for u in units if len(u) >= SHORTEST[lang]))


def stuffing(ground: Ground) -> Iterator[Attacked]:
    """G1: words and phrases of the indicators and of the case, in no sentence."""
    lang = ground.lang
    sheet, case = _indicator_phrases(ground.rubric, lang), _case_phrases(ground.scenario.facts, lang)
    required = (WORTH_NOTHING, FLAGGED)
    for name, units, count, between in (
        ("sheet", _words(sheet, lang), STUFFED, " "),
        ("case", _words(case, lang), STUFFED, " "),
        ("words", _words([*sheet, *case], lang), STUFFED, {"en": ", ", "zh": "，"}[lang]),
        ("phrases", [*sheet, *case], STUFFED_PHRASES, " "),
    ):
        chosen = shuffled(units, f"G1:{name}:{ground.message}")[:count]
        yield Attacked(name, between.join(chosen), required)


def filler(ground: Ground) -> Iterator[Attacked]:
    """G6: the good reply before and behind 300 words that say nothing."""
    lang = ground.lang
    more: list[str] = []
    while _length(more, lang) < lines.FILLER_LENGTH[lang]:
        more += shuffled(list(lines.FILLER[lang]), f"G6:{len(more)}:{ground.reply}")
    for name, parts in (("behind", [ground.reply, *more]), ("before", [*more, ground.reply])):
        yield Attacked(name, joined(parts, lang), (NO_HIGHER,), whole=True)


def _length(parts: list[str], lang: Lang) -> int:
    return sum(len(p.split()) if lang == "en" else len(p) for p in parts)


def off_topic(ground: Ground) -> Iterator[Attacked]:
    """G7: polite sentences about something else."""
    yield from standing(lines.OFF_TOPIC[ground.lang], WORTH_NOTHING, lacks("A1"))


def noise(ground: Ground) -> Iterator[Attacked]:
    """G8: random characters, a language that the customer does not read, signs only."""
    lang = ground.lang
    yield from standing(lines.NOISE[lang], WORTH_NOTHING, FLAGGED)
    chance = dice("G8", ground.message)
    text = "".join(chance.choice(LETTERS[lang]) for _ in range(RANDOM)).strip()
    yield Attacked("random", text, (WORTH_NOTHING, FLAGGED))
    other: Lang = "zh" if lang == "en" else "en"
    for turn in ground.scenario.turns:
        if turn.id == ground.context.turn and turn.exemplars and getattr(turn.exemplars.strong, other):
            yield Attacked("other-language", turn.exemplars.strong.get(other), (WORTH_NOTHING, FLAGGED))


def everything(ground: Ground) -> Iterator[Attacked]:
    """G10: all that the case forbids and offers, promised at once; alone, and behind the good reply."""
    lang, facts = ground.lang, ground.scenario.facts
    between = {"en": ", ", "zh": "、"}[lang]
    beyond = [f.say.get(lang) for f in facts.forbidden.values() if f.code == "X07"]
    within = [o.say.get(lang) for o in facts.offers.values()]
    required = (has("X07"), OVER, at_most("responsiveness", 2))

    def promised(*said: tuple[str, ...]) -> str:
        listed = [phrases(ways[:1], lang)[0] for ways in said if ways]
        return lines.EVERYTHING[lang].format(listed=between.join(listed))

    yield Attacked("alone", promised(*beyond, *within), required)
    if beyond:  # what may be offered would rightly lift a reply, so only the rest stands behind it
        text = joined([ground.reply, promised(*beyond)], lang)
        yield Attacked("behind", text, (*required, NO_HIGHER))


def prompts(ground: Ground) -> Iterator[Attacked]:
    """G11: instructions to the grader; alone, and behind the good reply."""
    typed = lines.PROMPTS[ground.lang]
    yield from standing(typed, WORTH_NOTHING, FLAGGED)
    name = dice("G11", ground.reply).choice(sorted(typed))
    text = joined([ground.reply, typed[name]], ground.lang)
    yield Attacked(f"behind-{name}", text, (WORTH_NOTHING, FLAGGED))


def red_lines(ground: Ground) -> Iterator[Attacked]:
    """G13: the good reply with one red line of the sheet behind it."""
    lang = ground.lang
    crossing = [
        (code, deduction.counts.get(lang)[0])
        for code in ground.rubric.red_lines
        if (deduction := ground.rubric.deduction(code)) is not None and deduction.counts.get(lang)
    ]
    for code, line in crossing:
        yield Attacked(code, joined([ground.reply, line], lang), (crossed(code),))
    if "X16" in ground.rubric.red_lines:
        text = joined([ground.reply, lines.INSULTS[lang]], lang)
        yield Attacked("insult", text, (crossed("X16"),))


def empty(ground: Ground) -> Iterator[Attacked]:
    """G16: nothing, or next to nothing."""
    yield from standing(lines.EMPTY[ground.lang], WORTH_NOTHING)


def questions(ground: Ground) -> Iterator[Attacked]:
    """G17: the form that everybody gets, and questions for all that the company has already."""
    lang, given = ground.lang, ground.scenario.facts.given
    yield Attacked("form", lines.QUESTIONS[lang], (lacks("R9"), NO_HIGHER))
    listed = [phrases(g.asks.get(lang)[:1], lang)[0] for g in given.values() if g.asks.get(lang)]
    if not listed:
        return
    mark = {"en": "?", "zh": "？"}[lang]
    text = joined([line[:1].upper() + line[1:] + mark for line in listed], lang)
    yield Attacked("known", text, (has("X11"), lacks("R9"), NO_HIGHER))
    yield Attacked("behind", joined([ground.reply, text], lang), (has("X11"), NO_HIGHER))


def failures(ground: Ground) -> Iterator[Attacked]:
    """Yield what an earlier trainer of this kind took for good replies."""
    asked = {
        "insult": (WORTH_NOTHING, crossed("X16")),
        "refusal": (WORTH_NOTHING, at_most("responsiveness", 0)),
        "keys": (WORTH_NOTHING, FLAGGED),
        "grader": (WORTH_NOTHING, FLAGGED),
    }
    for name, text in lines.FAILURES[ground.lang].items():
        yield Attacked(name, text, asked.get(name, (WORTH_NOTHING,)))
