"""Owns the lines of a debrief on the whole attempt: outcome, process, order, satisfaction, pass rule.

Letters, digits and punctuation only; adds no figure and gives no verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.report.debrief import Debrief, Outcome, ProcessNote
from sim.report.notes import OrderStep, Satisfaction
from sim.report.printable import printable
from sim.report.words import CATEGORIES, ENDINGS, LINKS, N_, STEPS, label, signed, whole

Say = Callable[[str], str]

_ZONES = {
    "dissatisfied": N_("below what this customer would just accept"),
    "acceptable": N_("between adequate and desired service"),
    "delighted": N_("at or above desired service"),
}


def outcome_lines(outcome: Outcome, lang: str, _: Say) -> list[str]:
    """Return the ending, the key points, the four links and the promises."""
    lines = []
    if outcome.kind is not None:
        kind = label(ENDINGS, outcome.kind, lang)
        if not outcome.label or outcome.label == kind:
            form = _("Ending: {kind}.")
        elif kind.casefold() in outcome.label.casefold():
            form = _("Ending: {label}.")
        else:
            form = _("Ending: {label} ({kind}).")
        lines.append(form.format(label=printable(outcome.label), kind=kind))
    lines.append(
        _("Key points met: {met} of {all} by weight.").format(met=outcome.weight_met, all=outcome.weight_all)
    )
    for point in outcome.points:
        form = _("Met with reply {n}: {label} ({weight})") if point.met else _("Not met: {label} ({weight})")
        lines.append(form.format(n=point.turn_no, label=printable(point.label), weight=point.weight))
    links = (
        (_("{step} (reply {n})") if tick.met else _("{step} (not yet)")).format(
            step=label(LINKS, tick.link, lang), n=tick.turn_no
        )
        for tick in outcome.links
    )
    lines.append(_("Four things that make a contact good: {links}.").format(links=_(", ").join(links)))
    due = outcome.kept + outcome.broken
    if not outcome.made:
        return [*lines, _("No promises were made.")]
    form = (
        _("Promises: {made} made, {kept} kept, {broken} broken, {over} over your authority.")
        if due
        else _("Promises: {made} made, none of them due yet, {over} over your authority.")
    )
    lines.append(form.format(made=outcome.made, kept=outcome.kept, broken=outcome.broken, over=outcome.over))
    if outcome.taken_back:
        lines.append(_("Taken back before they were due: {n}.").format(n=outcome.taken_back))
    return lines


def process_lines(note: ProcessNote, _: Say) -> list[str]:
    """Return one dimension: mean, figure, count of evidence, and the anchor nearest to it."""
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


def satisfaction_section(note: Satisfaction | None, _: Say) -> list[str]:
    """Return what was perceived against what was expected, with its heading; nothing before the end."""
    if note is None:
        return []
    gap = whole(note.perceived) - note.adequate
    sign = _("better than expected") if gap > 0 else _("worse than expected")
    if gap == 0:
        sign = _("as expected")
    return [
        _("Perceived and expected (simulated)"),
        _("Perceived {perceived}; adequate {adequate}, desired {desired}: {zone}.").format(
            perceived=whole(note.perceived), adequate=note.adequate, desired=note.desired,
            zone=_("just at adequate service") if gap == 0 else _(_ZONES[note.zone]),
        ),
        _("Gap 5 is perceived minus adequate: {gap}, {sign}.").format(gap=signed(gap), sign=sign),
        _("Intent to stay: {after} (was {before}). Satisfied is not the same as loyal.").format(
            after=whole(note.stay_after), before=whole(note.stay_before)
        ),
    ]  # fmt: skip


def order_line(order: Sequence[OrderStep], lang: str, _: Say) -> str:
    """Return the order strip on one line: which reply took each step first."""
    steps = (
        (_("{step} (reply {n})") if step.turn_no else _("{step} (not yet)")).format(
            step=label(STEPS, step.step, lang), n=step.turn_no
        )
        for step in order
    )
    return _("Order: {steps}.").format(steps=_(", ").join(steps))


def pass_lines(debrief: Debrief, lang: str, _: Say) -> list[str]:
    """Return the pass rule, where each dimension stands to it, and how many scenarios a verdict needs."""
    if debrief.pass_each:
        form = (
            _("Every section by itself must be above {line} of 100; none is averaged away by another.")
            if debrief.pass_strict
            else _("Every section by itself must reach {line} of 100; none is averaged away by another.")
        )
    else:
        form = (
            _("The whole sheet must be above {line} of 100.")
            if debrief.pass_strict
            else _("The whole sheet must reach {line} of 100.")
        )
    lines = [form.format(line=debrief.pass_line)]
    stands = _("; ").join(
        _("{dimension} {standing}").format(dimension=p.name, standing=label(CATEGORIES, p.standing, lang))
        for p in debrief.process
    )
    if stands:
        lines.append(_("Beside that line, this session: {list}. This is no verdict.").format(list=stands))
    more = debrief.verdict_needs - debrief.played
    if debrief.played and more > 0:
        form = _("A verdict needs {needs} scenarios, {n} more than are played; one session gives none.")
    elif debrief.played:
        form = _("A verdict needs {needs} scenarios, and {played} are played; one session gives none.")
    else:
        form = _("A verdict needs {needs} scenarios; one session gives none.")
    lines.append(form.format(needs=debrief.verdict_needs, n=more, played=debrief.played))
    return lines
