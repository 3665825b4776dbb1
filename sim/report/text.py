"""Owns a debrief as plain lines: what a screen reader speaks and a pipe carries.

Letters, digits and punctuation only. Never ranks, grades or labels the person,
and never adds a figure that is not in the debrief.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby

from sim.locale import translator
from sim.report.debrief import Debrief, Outcome, ProcessNote, Satisfaction, Strength
from sim.report.lines import named, promise_line, review_lines, said, state_lines
from sim.report.printable import printable
from sim.report.words import ENDINGS, GAPS, LINKS, MODES, N_, label, sentences, signed, whole

Say = Callable[[str], str]

_REACHED = {
    "yes": N_("Reached, with reply {n}."),
    "partly": N_("Reached in part, with reply {n}."),
    "no": N_("Not reached."),
    "unfinished": N_("Not reached yet: the conversation is not finished."),
}

_ZONES = {
    "dissatisfied": N_("below what this customer would just accept"),
    "acceptable": N_("between adequate and desired service"),
    "delighted": N_("at or above desired service"),
}

QUOTE = 160
"""Longest quotation in the overview; each reply stands whole further down."""


def render_text(debrief: Debrief, lang: str) -> list[str]:
    """Return the debrief as lines in `lang`; texts of the case stay in the attempt's language."""
    _ = translator(lang)
    parts = (
        _head(debrief, lang, _),
        _red_lines(debrief, lang, _),
        _goal(debrief, _),
        _section(_("What went well"), [_strength(s, lang, _) for s in debrief.strengths]),
        _gaps(debrief, lang, _),
        _next(debrief, _),
        _section(_("Outcome"), _outcome(debrief.outcome, lang, _)),
        _section(_("Process"), [line for p in debrief.process for line in _process(p, _)]),
        _satisfaction(debrief.satisfaction, _),
        *_replies(debrief, lang, _),
        _course(debrief, lang, _),
        _section(
            _("Promise ledger"), [promise_line(p, lang) for p in debrief.promises] or [_("No promises.")]
        ),
        _notes(debrief, _),
    )
    return [line for part in parts if part for line in (*part, "")][:-1]


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
            lines.append(_("Say instead: {line}").format(line=said(red.say_instead, lang)))
    if lines:
        lines.append(_("A red line stands outside every average. Go through it with a trainer."))
    return _section(_("Red line"), lines)


def _goal(debrief: Debrief, _: Say) -> list[str]:
    goal = debrief.goal
    return [_("Goal"), printable(goal.text), _(_REACHED[goal.reached]).format(n=goal.turn_no)]


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


def _gaps(debrief: Debrief, lang: str, _: Say) -> list[str]:
    lines = []
    strong = {r.turn_no: r.better for r in debrief.replies}
    for number, gap in enumerate(debrief.gaps, start=1):
        reason = named(gap.code, gap.name, gap.why, lang)
        lines.append(
            _("{number}. Reply {n}: {quote} {reason}").format(
                number=number, n=gap.turn_no, quote=said(gap.quote, lang, QUOTE), reason=reason
            )
        )
        heated = (
            _heat(gap.heat_before, gap.heat_after, _)
            if (gap.heat_after or 0) > (gap.heat_before or 0)
            else ""
        )
        lines.append(sentences(label(GAPS, gap.label, lang) + _("."), heated, lang=lang))
        if gap.line:
            lines.append(_("Try: {line}").format(line=said(gap.line, lang)))
        elif better := strong.pop(gap.turn_no, ""):
            lines.append(_("A strong reply to this message: {quote}").format(quote=said(better, lang)))
    if debrief.company_gap:
        lines.append(_("Part of this case was not yours to fix; reporting it is what was yours to do."))
    return _section(_("What cost most"), lines)


def _outcome(outcome: Outcome, lang: str, _: Say) -> list[str]:
    lines = []
    if outcome.kind is not None:
        kind = label(ENDINGS, outcome.kind, lang)
        form = _("Ending: {label} ({kind}).") if outcome.label else _("Ending: {kind}.")
        lines.append(form.format(label=printable(outcome.label), kind=kind))
    lines.append(
        _("Key points met: {met} of {all} by weight.").format(met=outcome.weight_met, all=outcome.weight_all)
    )
    for point in outcome.points:
        form = _("Met with reply {n}: {label} ({weight})") if point.met else _("Not met: {label} ({weight})")
        lines.append(form.format(n=point.turn_no, label=printable(point.label), weight=point.weight))
    for link, group in groupby(
        sorted(outcome.points, key=lambda p: list(LINKS).index(p.link)), lambda p: p.link
    ):
        form = _("{link}: yes") if any(p.met for p in group) else _("{link}: not yet")
        lines.append(form.format(link=label(LINKS, link, lang)))
    lines.append(
        _("Promises: {made} made, {kept} kept, {broken} broken, {over} over your authority.").format(
            made=outcome.made, kept=outcome.kept, broken=outcome.broken, over=outcome.over
        )
    )
    return lines


def _process(note: ProcessNote, _: Say) -> list[str]:
    if note.mean is None or note.figure is None:
        return [_("{dimension}: not scored; there was no opportunity for it.").format(dimension=note.name)]
    form = _(
        "{dimension}: mean level {mean} of 4 ({figure} of 100); replies scored {scored}, evidence {evidence}."
    )
    line = form.format(
        dimension=note.name, mean=f"{note.mean:.1f}", figure=whole(note.figure), scored=note.scored,
        evidence=note.evidence,
    )  # fmt: skip
    return [line, _("Nearest anchor: {anchor}").format(anchor=printable(note.anchor))]


def _satisfaction(note: Satisfaction | None, _: Say) -> list[str]:
    if note is None:
        return []
    sign = _("better than expected") if note.gap5 >= 0 else _("worse than expected")
    if whole(note.gap5) == 0:
        sign = _("as expected")
    return [
        _("Perceived and expected (simulated)"),
        _("Perceived {perceived}; adequate {adequate}, desired {desired}: {zone}.").format(
            perceived=whole(note.perceived), adequate=note.adequate, desired=note.desired,
            zone=_(_ZONES[note.zone]),
        ),
        _("Gap 5 is perceived minus adequate: {gap}, {sign}.").format(gap=signed(note.gap5), sign=sign),
        _("Intent to stay: {after} (was {before}). Satisfied is not the same as loyal.").format(
            after=whole(note.stay_after), before=whole(note.stay_before)
        ),
    ]  # fmt: skip


def _replies(debrief: Debrief, lang: str, _: Say) -> list[list[str]]:
    blocks = []
    for review in debrief.replies:
        block = [_("Reply {n}").format(n=review.turn_no)]
        if review.customer:
            block.append(_("The customer had written: {quote}").format(quote=said(review.customer, lang)))
        block.append(_("You: {quote}").format(quote=said(review.words, lang)))
        block += review_lines(review, lang)
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


def _next(debrief: Debrief, _: Say) -> list[str]:
    goal = debrief.next_goal
    line = printable(goal.text)
    if goal.turn_no:
        line = _("{goal} (see reply {n})").format(goal=line, n=goal.turn_no)
    again = _("Practise it: servicesim run {scenario} --new").format(scenario=debrief.scenario)
    return [_("Next goal"), line, again]


def _notes(debrief: Debrief, _: Say) -> list[str]:
    versions = debrief.versions
    lines = [
        _("Levels are practice feedback, not a certified measurement; based on SERVQUAL dimensions."),
        _(
            "The pass line is above {line} in every dimension. "
            "A verdict needs {n} scenarios; one session gives none."
        ).format(line=debrief.pass_line, n=debrief.verdict_needs),
    ]
    if debrief.appeal:
        lines.append(_("Every mark names its rule and your words: contest any that you think is wrong."))
    lines.append(
        _("Engine {engine}; scenario {scenario}, {scenario_hash}; rubric {rubric}, {rubric_hash}.").format(
            **versions.model_dump()
        )
    )
    return _section(_("Notes"), lines)
