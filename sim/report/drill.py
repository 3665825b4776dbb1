"""Owns the lines of a case drill: the question, and what an answer earned, with its own words.

Computes no score and grades nobody: a total is so many points of so many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sim.locale import translator
from sim.model.drill import Drill, DrillPoint
from sim.model.drill_result import DrillAnswered, DrillFinding, PointResult
from sim.model.language import Lang
from sim.report.printable import printable, shortened

QUOTED = 70
"""Characters of a quotation: a clause, so that a line of a terminal holds it with its label."""

FULL = 1.0


@dataclass(frozen=True)
class CaseNote:
    """One attempt at a case drill in a list: its first total, the one it stands at, and how many tries."""

    attempt: str
    drill: str
    title: str
    started_at: str
    tries: int
    first: float
    standing: float
    of: float


def question_lines(drill: Drill, lang: Lang) -> list[str]:
    """Return what stands before the answer: title, case, material, question."""
    _ = translator(lang)
    lines = [
        _("Case drill: {title} ({id})").format(title=printable(drill.title.get(lang)), id=drill.drill),
    ]
    if drill.about is not None:
        lines.append(printable(drill.about.get(lang)))
    if drill.material is not None:
        lines.append(_("{label}: {text}").format(label=printable(drill.material.heading.get(lang)), text=""))
        lines += [f"  {printable(line.get(lang))}" for line in drill.material.lines]
    return [*lines, _("Question: {text}").format(text=printable(drill.question.get(lang)))]


def points_of(total: float, of: float, lang: Lang) -> str:
    """Return a total in words, such as `3.5 of 4 points`."""
    _ = translator(lang)
    return _("{total} of {of} points").format(total=f"{total:g}", of=f"{of:g}")


def answer_lines(event: DrillAnswered, drill: Drill, lang: Lang) -> list[str]:
    """Return what one answer earned; points met in an earlier one stay met and are not told again."""
    _ = translator(lang)
    result = event.result
    lines = []
    if result.copied:
        lines.append(_("Most of this is the wording of the question; copying it earns nothing."))
    if result.listed:
        lines.append(
            _("This is a list of words: each name counts half. Say in a sentence what each one means.")
        )
    for point, scored in zip(drill.points, result.points, strict=True):
        lines += _point_lines(event, point, scored, lang)
    for bonus in result.bonus:
        label = next(b.label.get(lang) for b in drill.bonus if b.id == bonus.id)
        form = _("On top, {worth}: {label}. {words}")
        lines.append(
            form.format(
                worth=f"{bonus.score:g}", label=printable(label), words=_said(bonus.findings[-1], lang)
            )
        )
    for wrong in result.contradictions:
        right = next(c.correction.get(lang) for c in drill.contradictions if c.id == wrong.id)
        form = _("Costs {cost}: {words} {correction}")
        words = " … ".join(_said(f, lang) for f in wrong.findings)
        lines.append(form.format(cost=f"{-wrong.score:g}", words=words, correction=printable(right)))
    lines.append(_total(event, lang))
    if drill.note is not None:
        lines.append(_("Note: {text}").format(text=printable(drill.note.get(lang))))
    return lines


def follow_up_lines(points: tuple[DrillPoint, ...], lang: Lang) -> list[str]:
    """Return a short question for each point that is not whole, for another try."""
    _ = translator(lang)
    if not points:
        return [_("Every point is met.")]
    asked = [f"- {printable(p.follow_up.get(lang))}" for p in points]
    return [_("Second try: answer these in your own words. What is met stays met."), *asked]


def case_lines(notes: Sequence[CaseNote], lang: Lang) -> list[str]:
    """Return what somebody answered, one line an attempt; nothing where there is none."""
    if not notes:
        return []
    _ = translator(lang)
    form = _("{day}  {title} ({id}): {points} at first, {standing} after {n} answers ({attempt})")
    once = _("{day}  {title} ({id}): {points} ({attempt})")
    return [
        "",
        _("Case drills"),
        *(
            (once if note.tries == 1 else form).format(
                day=note.started_at[:10],
                title=printable(note.title),
                id=note.drill,
                points=points_of(note.first, note.of, lang),
                standing=points_of(note.standing, note.of, lang),
                n=note.tries,
                attempt=note.attempt,
            )
            for note in notes
        ),
    ]


def _point_lines(event: DrillAnswered, point: DrillPoint, scored: PointResult, lang: Lang) -> Iterator[str]:
    _ = translator(lang)
    best = event.best.get(point.id, scored.score)
    label = printable(point.label.get(lang))
    if best > scored.score:
        words = _("Met before: {label}.") if best == FULL else _("Half before: {label}.")
        yield words.format(label=label)
        if best < FULL:
            yield _("Missing: {text}").format(text=printable(point.missing.get(lang)))
        return
    again = _(" (second try)") if point.id in event.again else ""
    shown = _shown(scored, _, lang)
    if scored.score == FULL:
        yield _("Met: {label}{again}. {words}").format(label=label, again=again, words=shown)
    elif scored.score:
        yield _("Half: {label}{again}. {words}").format(label=label, again=again, words=shown)
        yield _("Missing: {text}").format(text=printable(point.missing.get(lang)))
    else:
        yield _("Missing: {text}").format(text=printable(point.missing.get(lang)))


def _shown(scored: PointResult, _: Callable[[str], str], lang: Lang) -> str:
    forms = {
        "name": _("named: {words}"),
        "explain": _("explained: {words}"),
        "near": _("nearly: {words}"),
        "half_by": _("said in general: {words}"),
    }
    return _("; ").join(forms[f.part].format(words=_said(f, lang)) for f in scored.findings)


def _said(finding: DrillFinding, lang: Lang) -> str:
    quote = printable(shortened(finding.quote, QUOTED))
    return f"“{quote}”" if lang == "zh" else f'"{quote}"'


def _total(event: DrillAnswered, lang: Lang) -> str:
    _ = translator(lang)
    own = points_of(event.result.total, event.result.of, lang)
    if event.turn_no == 1:
        return _("This answer: {points}.").format(points=own)
    together = points_of(event.standing, event.result.of, lang)
    return _("This try: {points}; with what was met before: {together}.").format(
        points=own, together=together
    )
