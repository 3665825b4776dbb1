"""Owns the way to an appeal: which reply, which mark, why. Never rules on one and never changes a mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sim.errors import ServicesimError
from sim.locale import translator
from sim.model.appeals import BY_PEOPLE
from sim.model.score import GENERAL_CODES
from sim.report.appeals import mark_words
from sim.report.lines import level_words, named, said
from sim.report.printable import printable
from sim.tui.paint import fitted
from sim.tui.screens.choice import Choice
from sim.tui.screens.reason import AskReason

if TYPE_CHECKING:
    from sim.model.appeals import Appeal
    from sim.report import Debrief
    from sim.report.debrief import ReplyReview
    from sim.tui.shell import Shell

ROW = 56
"""Cells of one line in a dialog: a mark is listed on one, and told in full where the reason is asked."""
QUOTED = 42
"""Characters of a reply or a quotation in a list of answers: one line of a dialog."""


async def contest(app: Shell, debrief: Debrief, attempt: str, lang: str) -> None:
    """Ask for reply, mark and reason, keep the appeal, and tell its number; Esc leaves at any question."""
    _ = translator(lang)
    replies = {str(r.turn_no): r for r in debrief.replies}
    chosen = await app.put(
        Choice(lang, _("A mark of which reply is wrong?"), reply_answers(debrief, lang), escape="")
    )
    if chosen not in replies:
        return
    marks = mark_answers(replies[chosen], lang, losses(debrief, int(chosen), lang))
    short = [(key, fitted(words, ROW)) for key, words in marks]
    mark = await app.put(Choice(lang, _("Which mark is wrong?"), short, escape=""))
    if not mark:
        return
    because = await app.put(AskReason(lang, dict(marks)[mark]))
    if not because:
        return
    try:
        appeal = await app.ask(lambda: _appeal(app, attempt, int(chosen), mark, because))
    except ServicesimError as error:
        app.tell(error)
    else:
        kept = _("Appeal {id} is kept. Read it with: servicesim appeals show {id}").format(id=appeal.id)
        app.notify(kept, timeout=8, markup=False)


def _appeal(app: Shell, attempt: str, turn_no: int, mark: str, because: str) -> Appeal:
    """Keep an appeal; runs in the worker thread."""
    from sim.coach.appeals import Appeals

    if app.coach is None:
        raise TypeError("an appeal needs an open library")
    return Appeals(app.coach).add(attempt, turn_no, mark, because)


def reply_answers(debrief: Debrief, lang: str) -> list[tuple[str, str]]:
    """Return the replies to choose from: number and words, shortened."""
    form = translator(lang)("Reply {n}: {quote}")
    return [
        (str(r.turn_no), form.format(n=r.turn_no, quote=fitted(printable(r.words), QUOTED)))
        for r in debrief.replies
    ]


def losses(debrief: Debrief, turn_no: int, lang: str) -> dict[str, str]:
    """Return what one reply is said to have lost that is no finding in it: code -> what it is called."""
    codes = [gap.code for gap in debrief.gaps if gap.turn_no == turn_no and gap.code in BY_PEOPLE]
    broken = any(note.status == "broken" and note.turn_no == turn_no for note in debrief.promises)
    return {code: mark_words(code, lang) for code in (*codes, *(["BROKEN"] if broken else []))}


def mark_answers(review: ReplyReview, lang: str, lost: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the marks of a reply to choose from, each once: dimensions, what was found, what was missing.

    Doubts and what the reply `lost` besides come last. A finding that the rubric has no name for is left
    out: nobody could say what is wrong about it.
    """
    _ = translator(lang)
    marks: dict[str, str] = {note.dimension: level_words(note, lang) for note in review.levels}
    for item in review.evidence:
        if not item.name or item.code in GENERAL_CODES:  # wording is contested by its dimension
            continue
        form = _("Counts: {reason} {quote}") if item.kind == "good" else _("Costs: {reason} {quote}")
        reason = named(item.code, item.name, "", lang)
        marks.setdefault(item.code, form.format(quote=said(item.quote, lang, QUOTED), reason=reason))
    for advice in review.advice:
        reason = named(advice.code, advice.name, advice.why, lang)
        marks.setdefault(advice.code, _("Missing: {reason}").format(reason=reason))
    for doubt in review.unsure:
        form, reason = _("Not sure: {reason} {quote}"), named(doubt.code, doubt.name, "", lang)
        marks.setdefault(doubt.code, form.format(quote=said(doubt.quote, lang, QUOTED), reason=reason))
    for reason in review.not_counted[:1]:
        marks["FLAG"] = _("Not counted: {reason}").format(reason=printable(reason))
    for code, reason in lost.items():
        marks.setdefault(code, _("Lost: {reason}").format(reason=reason))
    return list(marks.items())
