"""Owns the lines of a debrief on the trainee's own doing: a turn tried again, the self-check, help used.

Neutral words only: it lays two things beside each other and calls neither right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.report.lines import said
from sim.report.notes import Help, LevelChange, Named, Retry, SelfCheck
from sim.report.printable import printable
from sim.report.words import whole

Say = Callable[[str], str]

NAMED = 4
"""Codes named of those that a second try gained or lost."""


def retry_lines(retry: Retry, lang: str, _: Say) -> list[str]:
    """Return both replies to the same message, and what differs between them and after them."""
    lines = [
        _("Reply {n} was given twice. The earlier attempt is kept as well ({attempt}).").format(
            n=retry.turn_no, attempt=printable(retry.attempt)
        ),
        _("First time: {quote}").format(quote=said(retry.before.words, lang)),
        _("This time: {quote}").format(quote=said(retry.after.words, lang)),
        *(_level(change, _) for change in retry.levels),
    ]
    for form, codes in (
        (_("Indicators gained: {list}."), retry.gained),
        (_("Indicators lost: {list}."), retry.lost),
        (_("No longer there: {list}."), retry.faults_gone),
        (_("New cost: {list}."), retry.faults_new),
    ):
        if codes:
            lines.append(form.format(list=_names(codes, _)))
    if None not in (was := (retry.before.heat_before, retry.before.heat_after)) and None not in (
        now := (retry.after.heat_before, retry.after.heat_after)
    ):
        form = _("Heat, first time from {a} to {b}; this time from {c} to {d}.")
        figures = [whole(value) for value in (*was, *now) if value is not None]
        lines.append(form.format(**dict(zip("abcd", figures, strict=True))))
    for form, answer in (
        (_("The customer answered the first time: {quote}"), retry.before.answer),
        (_("The customer answers this time: {quote}"), retry.after.answer),
    ):
        if answer:
            lines.append(form.format(quote=said(answer, lang)))
    return lines


def _level(change: LevelChange, _: Say) -> str:
    def shown(level: int | None) -> str:
        return _("not scored") if level is None else str(level)

    if change.before == change.after:
        return _("{dimension}: {level} both times").format(dimension=change.name, level=shown(change.before))
    return _("{dimension}: from {before} to {after}").format(
        dimension=change.name, before=shown(change.before), after=shown(change.after)
    )


def _names(codes: Sequence[Named], _: Say) -> str:
    """Return the first few names: a good reply after a bad one gains more than anybody reads."""
    names = _("; ").join(f"{printable(c.name)} {c.code}" for c in codes[:NAMED])
    more = len(codes) - NAMED
    return _("{list}; and {n} more").format(list=names, n=more) if more > 0 else names


def self_check_lines(check: SelfCheck, _: Say) -> list[str]:
    """Return the own levels beside the marks, and the reply that was named beside the one marked."""
    lines = []
    for note in check.levels:
        own = _("not rated") if note.own is None else str(note.own)
        mean = _("not scored") if note.mean is None else f"{note.mean:.1f}"
        lines.append(
            _("{dimension}, your level: {own}; mean of the marks: {mean}").format(
                dimension=note.name, own=own, mean=mean
            )
        )
    named = _("reply {n}").format(n=check.named) if check.named else _("no reply")
    form = _("reply {n} (trust -{fall})")
    if check.left is not None:
        form = _("reply {n} (trust -{fall}, with only {left} left to lose)")
    if not check.cost_most:
        form = _("no reply")
    cost = form.format(n=check.cost_most, fall=check.fall, left=check.left)
    lines.append(
        _("What cost most trust: you named {named}; as it went, it was {cost}.").format(
            named=named, cost=cost
        )
    )
    return lines


def help_lines(note: Help, _: Say) -> list[str]:
    """Return the hints that were read, and how many replies were written without help."""
    lines = [
        _("Before reply {n}, hint {step}: {text}").format(
            n=hint.turn_no, step=hint.step, text=printable(hint.text)
        )
        for hint in note.hints
    ]
    lines.append(_("Replies without help: {n} of {all}.").format(n=note.unaided, all=note.replies))
    if note.hints or note.unaided < note.replies:
        lines.append(_("Help lowers no level."))
    return lines
