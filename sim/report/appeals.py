"""Owns appeals, rulings and comments as plain lines, as a screen reader speaks them.

Decides nothing; what people wrote goes through `printable`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.locale import translator
from sim.model.appeals import LOSSES, Appeal, Comment, Contested, Judgement, Remarks, Ruling
from sim.model.score import DIMENSIONS
from sim.report.debrief import ReplyReview
from sim.report.lines import review_lines, said
from sim.report.printable import printable, shortened

QUOTED = 90
"""Characters quoted of a reply that was taken back: one line, enough to know it by."""


def state_words(verdict: str | None, lang: str) -> str:
    """Return where an appeal stands; None is that nobody has ruled on it."""
    _ = translator(lang)
    return {"upheld": _("upheld"), "rejected": _("rejected")}.get(verdict or "", _("not ruled on yet"))


def judgement_words(judgement: Judgement, lang: str) -> str:
    """Return what is said of a mark: its level, or whether it is found."""
    _ = translator(lang)
    if isinstance(judgement, int):
        return _("level {n}").format(n=judgement)
    words = {"found": _("found"), "missing": _("not found"), "unsure": _("not sure, it may cost points")}
    return words.get(judgement or "", _("not scored"))


def mark_words(mark: str, lang: str) -> str:
    """Return what a mark is called where no rubric is at hand: a code of the rubric is itself."""
    _ = translator(lang)
    words = {
        "empathy": _("empathy"),
        "responsiveness": _("responsiveness"),
        "assurance": _("assurance"),
        "FLAG": _("not counted as evidence"),
        "ASK": _("question not asked"),
        "BROKEN": _("broken promise"),
    }
    return words.get(mark, mark)


def full_name(mark: str, name: str, lang: str) -> str:
    """Return a mark with the `name` that the rubric gives it, where it has one."""
    _ = translator(lang)
    if not name or mark in (*DIMENSIONS, *LOSSES):
        return mark_words(mark, lang)
    return _("{code} ({name})").format(code=mark, name=name)


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
    _ = translator(lang)
    form = _("Comment by {who}, {day}: {text}")
    return printable(form.format(who=comment.who, day=day(comment.made_at), text=comment.text))


def appeal_lines(
    appeal: Appeal, name: str, was: Judgement, review: ReplyReview, comments: Iterable[Comment], lang: str
) -> Iterator[str]:
    """Yield an appeal whole: message, reply, mark with its `name`, evidence, reason, ruling, comments."""
    _ = translator(lang)
    yield appeal_line(appeal.model_copy(update={"reason": ""}), lang)
    yield _("The customer: {text}").format(text=said(review.customer, lang))
    yield _("The trainee: {text}").format(text=said(review.words, lang))
    yield _engine_line(appeal.mark, name, was, lang)
    yield from review_lines(review, lang)
    form = _("Appeal of {day}: {reason}")
    yield printable(form.format(day=day(appeal.made_at), reason=appeal.reason))
    if appeal.ruling is not None:
        yield ruling_line(appeal.ruling, lang)
    for comment in comments:
        yield comment_line(comment, lang)


def remark_lines(remarks: Iterable[Remarks], lang: str) -> dict[int, tuple[str, ...]]:
    """Return what people said of an attempt's replies, as lines by the number of the reply.

    Comments come first, then each appeal: its reason, both marks, the ruling with its reason. What was
    said of a reply that was taken back follows under its number, after a line that quotes it; that
    number may have no reply that counts.
    """
    lines: dict[int, tuple[str, ...]] = {}
    for one in sorted(remarks, key=lambda r: (r.turn_no, not r.standing, r.seq)):
        lines[one.turn_no] = (*lines.get(one.turn_no, ()), *_remarks(one, lang))
    return lines


def _remarks(remarks: Remarks, lang: str) -> Iterator[str]:
    _ = translator(lang)
    if not remarks.standing:
        yield _("On a reply that was taken back: {quote}").format(quote=said(remarks.reply, lang, QUOTED))
    for comment in remarks.comments:
        yield comment_line(comment, lang)
    for contested in remarks.appeals:
        yield from _contested(contested, lang)


def _contested(contested: Contested, lang: str) -> Iterator[str]:
    _ = translator(lang)
    appeal, ruling = contested.appeal, contested.appeal.ruling
    form = _("Appeal {id} of {day}: {reason}")
    yield printable(form.format(id=appeal.id, day=day(appeal.made_at), reason=appeal.reason))
    if ruling is None:
        yield _engine_line(appeal.mark, contested.name, contested.was, lang)
        yield _("Appeal {id}: {state}.").format(id=appeal.id, state=state_words(None, lang))
        return
    form = _("{mark}: the engine says {was}, {who} says {ruled}.")
    yield printable(
        form.format(
            mark=full_name(appeal.mark, contested.name, lang),
            was=judgement_words(contested.was, lang),
            who=ruling.by,
            ruled=judgement_words(contested.ruled, lang),
        )
    )
    yield ruling_line(ruling, lang)


def _engine_line(mark: str, name: str, was: Judgement, lang: str) -> str:
    _ = translator(lang)
    form = _("The engine on {mark}: {was}.")
    return printable(form.format(mark=full_name(mark, name, lang), was=judgement_words(was, lang)))
