"""Owns a debrief as plain lines: what a screen reader speaks and a pipe carries.

Letters, digits and punctuation only. Never ranks, grades or labels the person,
and never adds a figure that is not in the debrief. Every section is a heading and its lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sim.locale import translator
from sim.report.debrief import Debrief, Strength
from sim.report.lines import promise_line, review_lines, said, state_lines, unsure_lines
from sim.report.printable import printable
from sim.report.promises import entries
from sim.report.review import appeal_command
from sim.report.text_gaps import edit_lines, gap_sections
from sim.report.text_outcome import (
    order_line,
    outcome_lines,
    pass_lines,
    process_lines,
    satisfaction_section,
)
from sim.report.text_own import help_lines, retry_lines, self_check_lines
from sim.report.words import MODES, N_, label, sentences, whole

Say = Callable[[str], str]

_REACHED = {
    "yes": N_("Reached, with reply {n}."),
    "partly": N_("Reached in part, with reply {n}."),
    "no": N_("Not reached."),
    "unfinished": N_("Not reached yet: the conversation is not finished."),
}


def render_text(debrief: Debrief, lang: str, *, brief: bool = False) -> list[str]:
    """Return the debrief as lines in `lang`; texts of the case stay in the attempt's language.

    With `brief` without the replies one by one, the course and the ledger.
    """
    _ = translator(lang)
    retry, check, helped = debrief.retry, debrief.self_check, debrief.help
    process = [line for p in debrief.process for line in process_lines(p, _)]
    if debrief.replies:
        process.append(order_line(debrief.order, lang, _))
    parts = (
        _head(debrief, lang, _),
        _red_lines(debrief, lang, _),
        _goal(debrief, _),
        _section(_("This turn again"), retry_lines(retry, lang, _) if retry else ()),
        *(_section(heading, lines) for heading, lines in gap_sections(debrief, lang, _)),
        _next(debrief, lang, _),
        _section(_("What you thought, and what the marks say"), self_check_lines(check, _) if check else ()),
        _section(_("What went well"), [_strength(s, lang, _) for s in debrief.strengths]),
        _section(_("Outcome"), outcome_lines(debrief.outcome, lang, _)),
        _section(_("Process"), process),
        satisfaction_section(debrief.satisfaction, _),
        _section(
            _("Help used"),
            help_lines(helped, _) if helped.replies and debrief.mode == "practice" else (),
        ),
        _section(
            _("Contested marks and comments"), [line for lines in debrief.remarks.values() for line in lines]
        ),
        *(() if brief else _details(debrief, lang, _)),
        _notes(debrief, lang, _),
    )
    return [line for part in parts if part for line in (*part, "")][:-1]


def _details(debrief: Debrief, lang: str, _: Say) -> list[list[str]]:
    ledger = [promise_line(p, lang) for p in entries(debrief.promises, lang)] or [_("No promises.")]
    return [
        *_replies(debrief, lang, _),
        _course(debrief, lang, _),
        _section(_("Promise ledger"), ledger),
    ]


def _section(heading: str, lines: Iterable[str]) -> list[str]:
    body = list(lines)
    return [heading, *body] if body else []


def _head(debrief: Debrief, lang: str, _: Say) -> list[str]:
    form = _("Debrief: {title} ({scenario}), {mode}")
    return [
        form.format(
            title=printable(debrief.title), scenario=debrief.scenario, mode=label(MODES, debrief.mode, lang)
        )
    ]


def _red_lines(debrief: Debrief, lang: str, _: Say) -> list[str]:
    lines = []
    for red in debrief.red_lines:
        form = _("Reply {n} crossed a red line: {quote} {code} {name}.")
        lines.append(
            form.format(n=red.turn_no, quote=said(red.quote, lang), code=red.code, name=printable(red.name))
        )
        if red.say_instead:
            lines.append(_("Instead: {advice}").format(advice=printable(red.say_instead)))
    if lines:
        lines.append(_("A red line stands outside every average. Go through it with a trainer."))
    return _section(_("Red line"), lines)


def _goal(debrief: Debrief, _: Say) -> list[str]:
    goal = debrief.goal
    reached = _(_REACHED[goal.reached]).format(n=goal.turn_no)
    left = debrief.outcome.weight_all - debrief.outcome.weight_met
    if goal.reached == "yes" and left:
        reached += ("" if debrief.lang == "zh" else " ") + _(
            "Still open: {left} of {all} by weight, see the outcome."
        ).format(left=left, all=debrief.outcome.weight_all)
    return [_("Goal"), printable(goal.text), reached]


def _strength(strength: Strength, lang: str, _: Say) -> str:
    line = _("Reply {n}: {quote} {code} {name}.").format(
        n=strength.turn_no,
        quote=said(strength.quote, lang),
        code=strength.code,
        name=printable(strength.name),
    )
    cooled = (strength.heat_after or 0) < (strength.heat_before or 0)
    return sentences(line, _heat(strength.heat_before, strength.heat_after, _) if cooled else "", lang=lang)


def _heat(before: float | None, after: float | None, _: Say) -> str:
    if before is None or after is None or whole(before) == whole(after):
        return ""
    return _("Heat went from {before} to {after}.").format(before=whole(before), after=whole(after))


def _replies(debrief: Debrief, lang: str, _: Say) -> list[list[str]]:
    blocks = []
    for review in debrief.replies:
        block = [_("Reply {n}").format(n=review.turn_no)]
        if review.customer:
            block.append(_("The customer had written: {quote}").format(quote=said(review.customer, lang)))
        block.append(_("You: {quote}").format(quote=said(review.words, lang)))
        block += review_lines(review, lang)
        block += unsure_lines(review, lang)
        if review.better:
            block.append(_("A strong reply to this message: {quote}").format(quote=said(review.better, lang)))
        blocks.append(block)
    return blocks


def _course(debrief: Debrief, lang: str, _: Say) -> list[str]:
    lines = []
    for moment in debrief.course:
        lines.append(_("After reply {n}:").format(n=moment.turn_no))
        lines += state_lines(moment.before, moment.after, moment.reasons, lang)
    return _section(_("Course of the conversation"), lines)


def _next(debrief: Debrief, lang: str, _: Say) -> list[str]:
    goal = debrief.next_goal
    line = printable(goal.text)
    if goal.turn_no:
        line = _("{goal} (see reply {n})").format(goal=line, n=goal.turn_no)
    lines = [line]
    if goal.better is not None and goal.turn_no not in {g.turn_no for g in debrief.gaps}:
        lines += edit_lines(goal.better, debrief, lang, _)
    lines.append(_("Practise it: {command}").format(command=goal.command))
    return _section(_("Next goal"), lines)


def _notes(debrief: Debrief, lang: str, _: Say) -> list[str]:
    lines = [
        _("Levels are practice feedback, not a certified measurement; based on SERVQUAL dimensions."),
        _("The engine was compared with reference labels, not with human ratings; see docs/scoring.md."),
        *pass_lines(debrief, lang, _),
    ]
    if debrief.appeal:
        lines.append(_("Every mark names its rule and your words: contest any that you think is wrong."))
        if command := appeal_command(debrief.attempt, "N", "CODE"):
            lines.append(_("Contest a mark: {command}").format(command=command))
    lines.append(
        _("Engine {engine}; scenario {scenario}, {scenario_hash}; rubric {rubric}, {rubric_hash}.").format(
            **debrief.versions.model_dump()
        )
    )
    return _section(_("Notes"), lines)
