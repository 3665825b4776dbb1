"""Owns appeals, rulings and comments as plain lines, as a screen reader speaks them.

Decides nothing; what people wrote goes through `printable`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.locale import translator
from sim.model.appeals import Appeal, Comment, Judgement, Ruling
from sim.model.score import DIMENSIONS
from sim.report.debrief import ReplyReview
from sim.report.lines import review_lines, said
from sim.report.printable import printable, shortened


def state_words(verdict: str | None, lang: str) -> str:
    """Return where an appeal stands; None is that nobody has ruled on it."""
    _ = translator(lang)
    return {"upheld": _("upheld"), "rejected": _("rejected")}.get(verdict or "", _("not ruled on yet"))


def judgement_words(judgement: Judgement, lang: str) -> str:
    """Return what is said of a mark: its level, or whether it is found."""
    _ = translator(lang)
    if isinstance(judgement, int):
        return _("level {n}").format(n=judgement)
    return {"found": _("found"), "missing": _("not found")}.get(judgement or "", _("not scored"))


def mark_words(mark: str, lang: str) -> str:
    """Return what a mark is called where no rubric is at hand: a code is itself."""
    _ = translator(lang)
    words = {"empathy": _("empathy"), "responsiveness": _("responsiveness"), "assurance": _("assurance")}
    return words.get(mark, mark)


def day(at: str) -> str:
    """Return a stored time (UTC, ISO 8601) to the minute."""
    return f"{at[:10]} {at[11:16]} UTC"


def appeal_line(appeal: Appeal, lang: str) -> str:
    """Return an appeal on one line of a list, its reason shortened."""
    _ = translator(lang)
    form = _("{id} {state}: {who}, {scenario}, attempt {attempt}, reply {n}, {mark}. {reason}")
    return printable(
        form.format(
            **appeal.model_dump(include={"id", "who", "scenario", "attempt"}),
            mark=mark_words(appeal.mark, lang),
            state=state_words(appeal.ruling.verdict if appeal.ruling else None, lang),
            n=appeal.turn_no,
            reason=shortened(printable(appeal.reason)),
        )
    )


def ruling_line(ruling: Ruling, lang: str) -> str:
    """Return a ruling with its reason, and the trainer's own level where there is one."""
    _ = translator(lang)
    state = state_words(ruling.verdict, lang)
    if ruling.level is not None:
        state = _("{state}, {level}").format(state=state, level=judgement_words(ruling.level, lang))
    form = _("Ruling by {who}, {day}: {state}. {because}")
    return printable(form.format(who=ruling.by, day=day(ruling.at), state=state, because=ruling.because))


def comment_line(comment: Comment, lang: str) -> str:
    """Return a comment with who wrote it and when."""
    form = translator(lang)("Comment by {who}, {day}: {text}")
    return printable(form.format(who=comment.who, day=day(comment.made_at), text=comment.text))


def appeal_lines(
    appeal: Appeal, name: str, was: Judgement, review: ReplyReview, comments: Iterable[Comment], lang: str
) -> Iterator[str]:
    """Yield an appeal whole: message, reply, mark with its `name`, evidence, reason, ruling, comments."""
    _ = translator(lang)
    yield appeal_line(appeal.model_copy(update={"reason": ""}), lang)
    yield _("The customer: {text}").format(text=said(review.customer, lang))
    yield _("The trainee: {text}").format(text=said(review.words, lang))
    form = _("The engine on {mark}: {was}.")
    mark = mark_words(appeal.mark, lang)
    if name and appeal.mark not in DIMENSIONS:
        mark = _("{code} ({name})").format(code=mark, name=name)
    yield printable(form.format(mark=mark, was=judgement_words(was, lang)))
    yield from review_lines(review, lang)
    form = _("Appeal of {day}: {reason}")
    yield printable(form.format(day=day(appeal.made_at), reason=appeal.reason))
    if appeal.ruling is not None:
        yield ruling_line(appeal.ruling, lang)
    for comment in comments:
        yield comment_line(comment, lang)
