"""Owns why a level is not the one that was expected: what is missing, what limits it, what carries it.

Never scores; it reads what the engine wrote down of a reply.
"""

from __future__ import annotations

from sim.locale import translator
from sim.model.behaviour import CODE
from sim.model.language import Lang
from sim.model.playthrough import Figure
from sim.model.rubric import Rubric
from sim.model.score import Dimension, Explanation
from sim.report.lines import said
from sim.report.names import name_of
from sim.scoring.ladder import ATTEMPT

ORDER = "ERAX"
"""The dimensions' indicators first, what is deducted for last: the order of every sheet."""

QUOTED = 60
"""Characters of a quote that are enough to find it in a reply."""


def marks_of(explanation: Explanation) -> tuple[str, ...]:
    """Return the codes that a file may name and that are found for sure, in the order of a sheet."""
    found = filter(CODE.fullmatch, explanation.codes())
    return tuple(sorted(found, key=lambda code: (ORDER.find(code[0]), int(code[1:]))))


def mark_name(code: str, rubric: Rubric, lang: Lang) -> str:
    """Return a code with what the sheet calls it: `R8 (Gives a reason)`."""
    _ = translator(lang)
    name = _("A sign of willingness") if code == ATTEMPT else name_of(code, rubric, lang)
    return _("{code} ({name})").format(code=code, name=name) if name else code


def quote_of(explanation: Explanation, code: str) -> str:
    """Return the words in which a code is found."""
    return next((f.quote for f in explanation.shown if f.code == code), "")


def why_level(
    explanation: Explanation, dimension: Dimension, expected: Figure | None, rubric: Rubric, lang: Lang
) -> str:
    """Return why a level is too low or too high; nothing where it is not scored, or was not to be."""
    _ = translator(lang)
    level = explanation.levels.get(dimension)
    if level is None or expected is None:
        return ""
    parts = []
    if level > expected.high:
        carried = [explanation.findings[i] for i in explanation.carriers.get(dimension, ())]
        parts = [
            _("found: {mark} {quote}").format(
                mark=mark_name(f.code, rubric, lang), quote=said(f.quote, lang, QUOTED)
            )
            for f in carried
        ]
        return _("; ").join(parts)
    for cap in explanation.caps:
        if cap.dimension == dimension and cap.limit == level:
            form = _("limited to {limit}: {mark}")
            parts.append(form.format(limit=cap.limit, mark=mark_name(cap.code, rubric, lang)))
    lacking = [mark_name(m.code, rubric, lang) for m in explanation.missing if m.dimension == dimension]
    if lacking:
        parts.append(_("missing: {marks}").format(marks=_(", ").join(lacking)))
    if explanation.flags and explanation.lang == lang:
        parts += [_("not counted: {reason}").format(reason=why) for why in explanation.flag_reasons]
    return _("; ").join(parts)
