"""Owns every sentence that a trainee reads about a score. Never decides one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sim.locale import translator
from sim.model.language import CURRENCY, Lang
from sim.model.rubric import Rubric, in_short
from sim.model.scenario import Scenario
from sim.model.score import GENERAL_CODES, Cap, Dimension, Finding, Missing
from sim.scoring.found import Found
from sim.scoring.topics import spelling_of


def link_words(link: str, scenario: Scenario, lang: Lang, spelt: Mapping[str, str]) -> str:
    """Return in plain words what ties a finding to the case; what has a name stands in quotation marks.

    `spelt` holds the words that name something of the case, as it spells them (`topics.spelling_of`).
    """
    _ = translator(lang)
    kind, _dot, key = link.partition(".")
    if kind == "topic" and key in spelt:
        return _("the word “{word}” of this case").format(word=spelt[key])
    plain = {
        "act": _("something you do"),
        "time": _("a time"),
        "question": _("a question"),
        "incident": _("what went wrong"),
        "own": _("an earlier reply of yours"),
        "authority": _("your authority"),
        "reference": _("the order at hand"),
        "topic": _("words of this case"),
    }
    if kind in plain:
        return plain[kind]
    label = _label(link, scenario, lang)
    return _mark(label, lang) if label else ""


_VAGUE = frozenset({"act", "time", "question", "topic"})
"""Links that say no more than the name of what was found: they are not told."""

QUOTED = re.compile('[“"]([^“”"]+)[”"]')
"""A text that is one quotation."""

INSIDE = str.maketrans("“”", "‘’")
"""What quotation marks become inside others."""


def _mark(text: str, lang: Lang) -> str:
    """Return a name or words of the case in quotation marks, those inside them of the second rank.

    A label that is all quotation ("Nobody was home") keeps its one pair.
    """
    if (whole := QUOTED.fullmatch(text)) is not None:
        text = whole[1]
    return translator(lang)("“{text}”").format(text=text.translate(INSIDE))


def _label(link: str, scenario: Scenario, lang: Lang) -> str:
    """Return what a scenario calls one of its facts or issues."""
    kind, _dot, key = link.partition(".")
    if kind == "issue" and key in scenario.facts.issues:
        return scenario.facts.issues[key].label.get(lang)
    return scenario.facts.label(link, lang) if link else ""


AMOUNT = "check:amount"
"""Rule of a sum that was held against the card."""

MONEY: dict[Lang, str] = {"en": "£{value:g}", "zh": "{value:g}元"}
"""How a sum is written."""


def better_sum(lang: Lang) -> str:
    """Return what to do instead of naming a sum that the card does not give."""
    _ = translator(lang)
    return _("Name a sum that your card gives, or say who decides on more and when they answer.")


def _sums(link: str, scenario: Scenario, lang: Lang) -> str:
    """Return what may be given in this case, each offer with its sum, the one at hand first."""
    _ = translator(lang)
    currency, offers = CURRENCY[lang], scenario.facts.offers
    told = []
    for name in sorted(offers, key=lambda name: f"offer.{name}" != link):
        offer = offers[name]
        form, value = _("{offer}: {sum}"), offer.fixed.get(currency)
        if value is None:
            form, value = _("{offer}: up to {sum}"), offer.max.get(currency)
        if value is not None:
            text, label = MONEY[lang].format(value=value), offer.label.get(lang)
            words = _mark(label, lang)
            told.append(words if text in label else form.format(offer=words, sum=text))
    return _("; ").join(told)


def why_finding(
    finding: Found, rubric: Rubric, scenario: Scenario, lang: Lang, spelt: Mapping[str, str]
) -> str:
    """Return one sentence: why this place counts, or what it costs; `spelt` as in `link_words`."""
    _ = translator(lang)
    link = link_words(finding.link, scenario, lang, spelt)
    indicator = rubric.indicator(finding.code)
    if indicator is not None:
        name = indicator.name.get(lang)
        if link and finding.link not in _VAGUE:
            return _("{name}: linked to {link}.").format(name=name, link=link)
        return _("{name}.").format(name=name)
    deduction = rubric.deduction(finding.code)
    if deduction is not None:
        name, better = deduction.name.get(lang), deduction.say_instead.get(lang)
        if finding.rule == AMOUNT and (sums := _sums(finding.link, scenario, lang)):
            form = _("{name}: your card does not give this sum; it says {sums}. Better: {better}")
            return form.format(name=name, sums=sums, better=better_sum(lang))
        if finding.rule.startswith("fact:") and (label := _label(finding.link, scenario, lang)):
            return _("{name} ({link}). Better: {better}").format(name=name, link=label, better=better)
        return _("{name}. Better: {better}").format(name=name, better=better)
    if finding.code in GENERAL_CODES and finding.dimension is not None:
        form = _("Strong replies say things like this, which lifts {dimension}; linked to {link}.")
        dimension = in_short(rubric.section(finding.dimension).name.get(lang))
        return form.format(dimension=dimension, link=link)
    return _("A sign that you will deal with it; by itself it is no act, time or owner.")


def closed(line: str, lang: Lang) -> str:
    """Return a line as a sentence of its own, also where it is a part of one ("...;")."""
    bare = line.rstrip(" ;；,，:：、")
    return line if bare == line else bare + ("." if lang == "en" else "。")


class Told:
    """What is told of findings and of what is missing in one case; each sentence is made once.

    None of them holds a word of a reply, so there are no more than the case and the sheet give.
    """

    def __init__(self, scenario: Scenario, rubric: Rubric, lang: Lang) -> None:
        """Take the case."""
        self._rubric, self._scenario, self._lang = rubric, scenario, lang
        self._why: dict[tuple[str, Dimension | None, str, bool, bool], str] = {}
        self._spelt: dict[str, str] | None = None
        self._missing: dict[tuple[Dimension, str, str, tuple[str, ...], bool], Missing] = {}

    def why(self, finding: Found) -> str:
        """Return `why_finding` of a finding of this case."""
        rule = finding.rule
        key = (finding.code, finding.dimension, finding.link, rule.startswith("fact:"), rule == AMOUNT)
        if key not in self._why:
            if self._spelt is None and finding.link.startswith("topic."):
                self._spelt = spelling_of(self._scenario, self._lang)
            self._why[key] = why_finding(finding, self._rubric, self._scenario, self._lang, self._spelt or {})
        return self._why[key]

    def missing(
        self, dimension: Dimension, code: str, example: str, unanswered: tuple[str, ...], *, answered: bool
    ) -> Missing:
        """Return `missing` for an indicator of this case."""
        key = (dimension, code, example, unanswered, answered)
        if key not in self._missing:
            self._missing[key] = missing(
                dimension, code, example, self._rubric, self._lang, unanswered, answered=answered
            )
        return self._missing[key]


def why_cap(cap: Cap, rubric: Rubric, lang: Lang) -> str:
    """Return one sentence: which anti-pattern holds a dimension down, and to which level."""
    _ = translator(lang)
    deduction = rubric.deduction(cap.code)
    name = deduction.name.get(lang) if deduction else cap.code
    dimension = in_short(rubric.section(cap.dimension).name.get(lang))
    form = _("After words like these {dimension} can reach level {limit} at most: {name} ({code}).")
    if not cap.limit:
        form = _("Words like these put {dimension} at level 0: {name} ({code}).")
    return form.format(name=name, code=cap.code, dimension=dimension, limit=cap.limit)


def why_doubt(finding: Finding, rubric: Rubric, lang: Lang) -> str:
    """Return one sentence: what most likely did harm, in the trainee's words, though nothing proves it."""
    _ = translator(lang)
    deduction = rubric.deduction(finding.code)
    return _("Most likely: {name} ({code}), {quote}. It is not proved; contest it if it is wrong.").format(
        name=deduction.name.get(lang) if deduction else finding.code,
        code=finding.code,
        quote=_mark(finding.quote, lang),
    )


def why_level(
    dimension: Dimension,
    level: int | None,
    carrying: list[Finding],
    cap: Cap | None,
    flags: list[str],
    rubric: Rubric,
    lang: Lang,
) -> str:
    """Return why a dimension stands where it stands."""
    _ = translator(lang)
    if level is None:
        return _("The customer's message gave no opportunity for it.")
    anchor = rubric.section(dimension).levels[level].get(lang)
    if not carrying:  # a level says what it stands for, not what somebody wrote
        anchor = _("Level {level} stands for: {anchor}").format(level=level, anchor=anchor)
    if flags and not level:
        return " ".join(flags)
    if flags:
        return _("{anchor} {flags}").format(anchor=anchor, flags=" ".join(flags))
    if cap is not None and not level:
        return cap.why  # what level 0 stands for besides is nothing that was written here
    if cap is not None:
        return _("{anchor} {cap}").format(anchor=anchor, cap=cap.why)
    names = [i.name.get(lang) for f in carrying if (i := rubric.indicator(f.code)) is not None]
    if any(f.code in GENERAL_CODES for f in carrying):
        names.append(_("its wording as a whole"))
    if names:
        return _("{anchor} Carried by: {names}.").format(anchor=anchor, names=_("; ").join(names))
    if not level:
        return _("Nothing in this reply answers the message, does something about it or says by when.")
    return _("{anchor} Nothing in this reply carries more.").format(anchor=anchor)


def missing(
    dimension: Dimension,
    code: str,
    example: str,
    rubric: Rubric,
    lang: Lang,
    unanswered: Sequence[str] = (),
    *,
    answered: bool = False,
) -> Missing:
    """Return what would have lifted a dimension, with a line of this very case that shows it.

    `unanswered` names what the customer raised and the reply left open. With `answered` a yes or a no
    stands first already, so that what is asked for is what it rests on.
    """
    _ = translator(lang)
    indicator = rubric.indicator(code)
    advice = indicator.advice.get(lang) if indicator else ""
    name = indicator.name.get(lang) if indicator else code
    left = _("; ").join(_mark(text, lang) for text in unanswered)
    why = _("{name}: {advice}").format(name=name, advice=advice)
    if answered and left:
        form = _(
            "{name}: your yes or no comes first, as it should; follow it with what makes it so (the fact, "
            "the act or the date), and name the point it answers: {left}."
        )
        why = form.format(name=name, left=left)
    elif answered:
        form = _(
            "{name}: your yes or no comes first, as it should; follow it with what makes it so: the fact, "
            "the act or the date."
        )
        why = form.format(name=name)
    elif left:
        why = _("{name}; not answered yet: {left}. {advice}").format(name=name, left=left, advice=advice)
    return Missing.model_validate(
        {
            "code": code,
            "dimension": dimension,
            "why": why,
            "try": example,
        }
    )
