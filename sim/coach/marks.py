"""Owns the marks of a reply as an appeal names them: which there are, their names, what bears on one.

Never keeps an appeal and never changes a mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import Usage
from sim.locale import translator
from sim.model.appeals import LOSSES
from sim.model.events import ReplyScored
from sim.model.language import LANGS, Lang
from sim.model.rubric import Rubric
from sim.model.score import DIMENSIONS, Dimension
from sim.report import build_debrief
from sim.report.appeals import mark_words
from sim.report.debrief import ReplyReview
from sim.report.review import kind_of, name_of

if TYPE_CHECKING:
    from sim.coach import Seat


def mark_of(mark: str, event: ReplyScored, seat: Seat) -> str:
    """Return a mark of a reply as it is kept: a code, a dimension, or the code of a loss.

    `mark` is a code in any case, the beginning of a dimension's name or the name of a loss, in either
    language. Raises Usage when the reply has none of that name.
    """
    _, wanted = translator(seat.lang), mark.strip().casefold()
    for section in seat.rubric.sections:
        names = (section.id, *(section.name.get(lang).casefold() for lang in LANGS))
        if len(wanted) > 1 and any(name.startswith(wanted) for name in names):
            return str(section.id)
    code, said = wanted.upper(), event.explanation
    found = {f.code for f in said.findings if f.sure or kind_of(f.code) == "bad"}
    found |= {m.code for m in said.missing}
    if code in found or seat.rubric.indicator(code):
        return code
    for loss in sorted(lost := _lost(event, seat)):
        if wanted in (loss.casefold(), *(mark_words(loss, lang).casefold() for lang in LANGS)):
            return loss
    if code in LOSSES or seat.rubric.deduction(code):
        form = _("{code} was not found in reply {n}, so it took nothing away")
        raise Usage(form.format(code=code, n=event.turn_no))
    form = _("reply {n} has no mark '{mark}'; it has: {known}")
    known = _(", ").join([*DIMENSIONS, *sorted(found | lost)])
    raise Usage(form.format(n=event.turn_no, mark=mark.strip(), known=known))


def mark_name(mark: str, rubric: Rubric, lang: Lang) -> str:
    """Return what a mark is called, or nothing when the rubric does not know it."""
    names = {str(s.id): s.name.get(lang) for s in rubric.sections}
    names |= {loss: mark_words(loss, lang) for loss in LOSSES}
    return names.get(mark) or name_of(mark, rubric, lang)


def about(review: ReplyReview, mark: str, rubric: Rubric) -> ReplyReview:
    """Return the part of a review that is about one mark, and the levels that it bears on."""

    def bears(code: str, dimension: Dimension | None) -> bool:
        deduction = rubric.deduction(code)
        return mark in (code, dimension) or bool(deduction and mark in deduction.hits)

    evidence = tuple(e for e in review.evidence if bears(e.code, e.dimension))
    advice = tuple(a for a in review.advice if bears(a.code, a.dimension))
    deduction, indicator = rubric.deduction(mark), rubric.indicator(mark)
    touched = {mark, *(deduction.hits if deduction else ()), *(e.dimension for e in evidence)}
    touched |= {s.id for s in rubric.sections if indicator in s.indicators}
    if mark in DIMENSIONS:
        touched = {mark}
    return review.model_copy(
        update={
            "evidence": evidence,
            "advice": advice,
            "levels": tuple(n for n in review.levels if n.dimension in touched),
            "caps": tuple(c for c in review.caps if bears(c.code, c.dimension)),
        }
    )


def _lost(event: ReplyScored, seat: Seat) -> set[str]:
    """Return what the debrief says of a reply under names that are no findings in it."""
    told = build_debrief(seat.events, seat.scenario, seat.rubric)
    codes = {gap.code for gap in told.gaps if gap.turn_no == event.turn_no}
    codes |= {line.code for line in told.red_lines if line.turn_no == event.turn_no}
    if any(note.status == "broken" and note.turn_no == event.turn_no for note in told.promises):
        codes.add("BROKEN")
    return codes | ({"FLAG"} if event.explanation.flags else set())
