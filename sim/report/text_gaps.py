"""Owns the lines of a debrief on what cost most: own words, what followed, the label, a way to mend it.

Letters, digits and punctuation only; struck words stand in [-...], added ones in [+...].
"""

from __future__ import annotations

from collections.abc import Callable

from sim.model.events import VARIABLES
from sim.model.rubric import in_short
from sim.model.score import Edit
from sim.report.debrief import Debrief, Gap
from sim.report.lines import named, said
from sim.report.notes import Effect
from sim.report.printable import printable
from sim.report.words import quoted, sentences, variable_name, whole

Say = Callable[[str], str]

QUOTE = 160
"""Longest quotation in the overview, in characters; each reply stands whole further down."""


def gap_heading(gap: Gap, _: Say) -> str:
    """Return the heading that a gap stands under: only what cost something is said to have cost most."""
    return _("What cost most") if gap.cost else _("What was still missing")


def gap_sections(debrief: Debrief, lang: str, _: Say) -> list[tuple[str, list[str]]]:
    """Return the headings of the gaps with the lines under each; the numbers go on."""
    told = _gaps(debrief, lang, _)
    found: dict[str, list[str]] = {}
    for gap, lines in zip(debrief.gaps, told, strict=True):
        found.setdefault(gap_heading(gap, _), []).extend(lines)
    if debrief.company_gap:
        line = _("Part of this case was not yours to fix; reporting it is what was yours to do.")
        found.setdefault(list(found)[-1] if found else _("What cost most"), []).append(line)
    return list(found.items())


def _gaps(debrief: Debrief, lang: str, _: Say) -> list[list[str]]:
    """Return the lines of each gap, numbered: own words and reason, the label, what followed, a better line.

    What followed a reply, its better line and its strong reply are told once.
    """
    found: list[list[str]] = []
    strong = {r.turn_no: r.better for r in debrief.replies}
    mended, needed, told = set[int](), set[int](), list[Effect]()
    for number, gap in enumerate(debrief.gaps, start=1):
        reason = named(gap.code, gap.name, gap.why, lang)
        if not gap.code.startswith("X") and not gap.code.isalpha():  # the words are not an example of it
            reason = _("Missing: {reason}").format(reason=reason)
        lines: list[str] = []
        found.append(lines)
        lines.append(
            _("{number}. Reply {n}: {quote} {reason}").format(
                number=number, n=gap.turn_no, quote=said(gap.quote, lang, QUOTE), reason=reason
            )
        )
        lines.append(printable(gap.reason))
        if gap.needs and gap.turn_no not in needed:
            needed.add(gap.turn_no)
            lines.append(_("What was needed here: {needs}").format(needs=printable(gap.needs)))
        if gap.effect is not None and gap.effect not in told:
            told.append(gap.effect)
            lines.append(effect_line(gap.effect, lang, _))
        if gap.better is not None and gap.turn_no not in mended:
            mended.add(gap.turn_no)
            lines += edit_lines(gap.better, debrief, lang, _)
        elif gap.line and gap.code.startswith("X") and gap.line in gap.why:
            pass  # what to do instead stands in the reason already
        elif gap.line and gap.code.startswith("X"):  # what to do, not what to say
            lines.append(_("Instead: {advice}").format(advice=printable(gap.line)))
        elif gap.line:
            lines.append(_("Try: {line}").format(line=said(gap.line, lang)))
        elif gap.better is None and (better := strong.pop(gap.turn_no, "")):
            lines.append(_("A strong reply to this message: {quote}").format(quote=said(better, lang)))
    return found


def effect_line(effect: Effect, lang: str, _: Say) -> str:
    """Return what followed: the customer's next message, and what moved."""
    wrote = ""
    if effect.said:
        wrote = _("The customer then wrote: {quote}").format(quote=said(effect.said, lang, QUOTE))
    moved = []
    if effect.before is not None and effect.after is not None:
        for variable in VARIABLES[:3]:
            before, after = whole(getattr(effect.before, variable)), whole(getattr(effect.after, variable))
            if before != after:
                form = _("{name} from {before} to {after}")
                moved.append(form.format(name=variable_name(variable, lang), before=before, after=after))
    return sentences(wrote, _("; ").join(moved) + _(".") if moved else "", lang=lang)


def edit_lines(edit: Edit, debrief: Debrief, lang: str, _: Say) -> list[str]:
    """Return an edit of an own reply: what is struck and added, and every level before and after.

    The signs are explained with it: in a reply as it was typed they mark what counted.
    """
    forms = {"kept": "{text}", "left": "[!{text}]", "struck": "[-{text}]", "added": "[+{text}]"}
    shown = (forms[p.kind].format(text=text) for p in edit.pieces if (text := printable(p.text)))
    words = ("" if debrief.lang == "zh" else " ").join(shown)
    levels = _("; ").join(
        _("{name} from {before} to {after}").format(name=in_short(note.name), before=before, after=after)
        for note in debrief.process
        if (before := edit.before.get(note.dimension)) is not None
        and (after := edit.after.get(note.dimension)) is not None
        and after != before
    )
    signs = {"added": _("[+ ] put in"), "struck": _("[- ] taken out")}
    form = _("Your words, changed: {words} ({signs})")
    if edit.aside:  # what is missing has no line in this scenario
        form = _("Something else that lifts this reply: {words} ({signs})")
    told = _(", ").join(sign for kind, sign in signs.items() if any(p.kind == kind for p in edit.pieces))
    lines = [
        form.format(words=quoted(words, lang), signs=told),
        _("Scored by the same engine: {levels}.").format(levels=levels),
    ]
    names = _("; ").join(name for code, name in debrief.still.items() if code in edit.left)
    if names:
        lines.append(
            _("That alone is not enough: what stands in [! ] has to go too ({names}).").format(
                names=printable(names)
            )
        )
    return lines
