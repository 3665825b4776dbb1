"""Owns a rubric as the sheet a quality manager knows: sections, deductions, red lines, pass rule, appeal.

Plain lines of letters, digits and punctuation. Never scores, and lists none of
the phrases by which wording is found: those are in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sim.locale import translator
from sim.model.language import LANGS, Lang, Phrases
from sim.model.rubric import Deduction, Indicator, Rubric, Scale, Section, Step
from sim.report.printable import printable
from sim.report.words import N_, label
from sim.scoring.ladder import CAP_OF

Say = Callable[[str], str]

NEEDS: Mapping[str, str] = {
    "impact": N_("what this means for the customer"),
    "incident": N_("what went wrong"),
    "cause": N_("why it happened"),
    "offer": N_("something that may be offered"),
    "act": N_("something you do"),
    "time": N_("a time"),
    "question": N_("a question"),
    "given": N_("what the customer has given already"),
    "card": N_("the customer card"),
    "limit": N_("what must be told: a limit, a fee, a right"),
    "person": N_("somebody by name"),
    "reference": N_("the order at hand"),
    "fact": N_("any fact of the case"),
}
"""What ties wording to a case, in words; `nothing` is none of them."""

SEVERITIES: Mapping[str, str] = {
    "severe": N_("severe"),
    "moderate": N_("moderate"),
    "minor": N_("minor"),
}


def sheet_lines(rubric: Rubric, lang: Lang) -> list[str]:
    """Return the whole sheet in `lang`, line by line, safe to print."""
    _ = translator(lang)
    total = sum(s.weight for s in rubric.sections)
    blocks = [
        [
            _("{title} (rubric {id}, version {version})").format(
                title=rubric.title.get(lang), id=rubric.rubric, version=rubric.version
            ),
            _("A sheet of {total} points in {n} sections.").format(total=total, n=len(rubric.sections)),
        ],
        *(_section(s, total, lang, _) for s in rubric.sections),
        *_indicators(rubric, lang, _),
        [_("Deductions")],
        *(_deduction(d, rubric, lang, _) for d in rubric.deductions),
        _red_lines(rubric, lang, _),
        [_("Pass rule"), *_pass_rule(rubric.scale, _)],
        [_("Appeal"), _appeal(rubric, _)],
    ]
    return [printable(line) for block in blocks if block for line in (*block, "")][:-1]


def _section(section: Section, total: int, lang: Lang, _: Say) -> list[str]:
    lines = [
        _("{name}: {weight} of {total} points").format(
            name=section.name.get(lang), weight=section.weight, total=total
        ),
        section.definition.get(lang),
    ]
    if section.start:
        lines.append(_("Without evidence: {points}.").format(points=f"{section.start:g}"))
    if section.attempt:
        lines.append(_("A sign of willingness: worth {points}.").format(points=f"{section.attempt:g}"))
    if section.general:
        lines.append(
            _("A sentence worded like those of good replies: worth up to {points}.").format(
                points=f"{section.general:g}"
            )
        )
    steps: dict[int, Step] = dict(section.ladder.items())
    for level, anchor in enumerate(section.levels):
        lines.append(_("Level {n}: {anchor}").format(n=level, anchor=anchor.get(lang)))
        if level in steps and (asked := step_words(steps[level], lang)):
            lines.append(_("Level {n} asks for: {what}.").format(n=level, what=asked))
    return lines


def step_words(step: Step, lang: Lang) -> str:
    """Return what a step of the ladder asks for, in words; an empty string when it asks for nothing."""
    _ = translator(lang)
    asked = []
    if step.points:
        harm = _("faults that cost no more than {points}")
        worth = _("evidence worth {points}") if step.points > 0 else harm
        asked.append(worth.format(points=f"{abs(step.points):g}"))
    groups = [g.split("|") for g in step.all]
    for group in [list(step.any), *groups] if step.any else groups:
        form = _("one of {codes}") if len(group) > 1 else "{codes}"
        asked.append(form.format(codes=_(", ").join(group)))
    return _("; ").join(asked)


def _indicators(rubric: Rubric, lang: Lang, _: Say) -> Iterable[list[str]]:
    for section in rubric.sections:
        yield [_("Indicators of {section}").format(section=section.name.get(lang))]
        for indicator in section.indicators:
            yield _indicator(indicator, lang, _)


def _indicator(indicator: Indicator, lang: Lang, _: Say) -> list[str]:
    worth = _("worth {points}").format(points=f"{indicator.points:g}")
    weight = _("; ").join([worth, _("major")] if indicator.major else [worth])
    lines = [
        _("{code} {name} ({note})").format(code=indicator.id, name=indicator.name.get(lang), note=weight)
    ]
    tied = [label(NEEDS, need, lang) for need in indicator.needs if need in NEEDS]
    if tied and "nothing" not in indicator.needs:
        lines.append(_("Tied to the case by: {what}.").format(what=_("; ").join(tied)))
    return [
        *lines,
        *_examples(indicator.counts, indicator.not_counts, lang, _),
        _("When it is missing: {advice}").format(advice=indicator.advice.get(lang)),
    ]


def _examples(counts: Phrases, not_counts: Phrases, lang: Lang, _: Say) -> list[str]:
    good = [_("Counts: {example}").format(example=e) for e in _in_either(counts, lang)]
    bad = [_("Does not count: {example}").format(example=e) for e in _in_either(not_counts, lang)]
    return good + bad


def _in_either(phrases: Phrases, lang: Lang) -> tuple[str, ...]:
    """Return examples in `lang`, or in the other language when the file has no others."""
    return next((found for one in (lang, *LANGS) if (found := phrases.get(one))), ())


def _deduction(deduction: Deduction, rubric: Rubric, lang: Lang, _: Say) -> list[str]:
    cap = CAP_OF[deduction.severity]
    hits = [
        _("{dimension} at most level {limit}").format(dimension=rubric.section(d).name.get(lang), limit=cap)
        for d in deduction.hits
    ]
    hits += [
        _("costs {dimension} {points}").format(dimension=rubric.section(d).name.get(lang), points=f"{cost:g}")
        for d, cost in deduction.cost.items()
    ]
    return [
        _("{code} {name} ({note})").format(
            code=deduction.id,
            name=deduction.name.get(lang),
            note=_("; ").join([label(SEVERITIES, deduction.severity, lang), *hits]),
        ),
        *([_("A red line, whatever the levels are.")] if deduction.id in rubric.red_lines else []),
        *_examples(deduction.counts, deduction.not_counts, lang, _),
        _("Say instead: {line}").format(line=deduction.say_instead.get(lang)),
    ]


def _red_lines(rubric: Rubric, lang: Lang, _: Say) -> list[str]:
    named = [(code, rubric.deduction(code)) for code in rubric.red_lines]
    if not named:
        return []
    return [
        _("Red lines"),
        *(f"{code} {found.name.get(lang)}" if found else code for code, found in named),
        _("A red line stands outside every average. Go through it with a trainer."),
    ]


def _pass_rule(scale: Scale, _: Say) -> list[str]:
    if scale.per_category:
        form = (
            _("Every section by itself must be above {line} of 100; none is averaged away by another.")
            if scale.strict
            else _("Every section by itself must reach {line} of 100; none is averaged away by another.")
        )
    else:
        form = (
            _("The whole sheet must be above {line} of 100.")
            if scale.strict
            else _("The whole sheet must reach {line} of 100.")
        )
    return [
        form.format(line=scale.pass_),
        _("A weight changes the sheet's total only, never a level."),
    ]


def _appeal(rubric: Rubric, _: Say) -> str:
    if rubric.appeal:
        return _("Every mark names its rule and your words: contest any that you think is wrong.")
    return _("This sheet knows no appeal.")
