"""Owns how a debrief looks: the sentences of `sim.report`, with bars, a plot and the trainee's words marked.

Adds no sentence of judgement: whatever is told here is told by the plain text
as well. Marks carry bold, underline and signs besides their colour.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from sim.locale import translator
from sim.model.events import State
from sim.report import Debrief, render_text
from sim.report.debrief import Mark, ReplyReview
from sim.report.words import variable_name, whole
from sim.tui.clean import plain
from sim.tui.feedback import METERS
from sim.tui.paint import bar, lead, padded

_LETTERS = {"heat": ("H", "$text-error"), "trust": ("T", "$text-success"), "patience": ("P", "$text-accent")}
_NUMBER = re.compile(r"\d+\. ")
_GOOD, _BAD = "bold underline $text-success", "bold reverse $text-error"


@dataclass(frozen=True)
class Part:
    """One section of the screen; `details` are folded away until asked for."""

    heading: str
    body: Content
    urgent: bool = False
    details: Content | None = None


def parts(debrief: Debrief, lang: str) -> tuple[Part, ...]:
    """Return the sections in the order of the plain text."""
    _ = translator(lang)
    reviews = {_("Reply {n}").format(n=r.turn_no): r for r in debrief.replies}
    found = []
    for heading, lines in blocks(render_text(debrief, lang)):
        if not lines:
            continue
        if heading in reviews:
            found.append(_reply(heading, reviews[heading], lines, lang))
            continue
        if heading == _("Course of the conversation"):
            told = Content("\n").join((course(debrief, lang), Content(""), body(lines)))
        elif heading in (_("What cost most"), _("What was still missing")):
            told = body(lines, apart=True)
        elif heading == _("Process"):
            told = Content("\n").join((_bars(debrief), Content(""), body(lines)))
        else:
            told = body(lines)
        found.append(Part(heading, told, urgent=heading == _("Red line")))
    return tuple(found)


def title(debrief: Debrief, lang: str) -> str:
    """Return the first line of the plain text."""
    return render_text(debrief, lang)[0]


def blocks(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return the plain text's sections: a heading and the lines below it."""
    found: list[tuple[str, list[str]]] = []
    fresh = True
    for line in lines:
        if not line:
            fresh = True
        elif fresh:
            found.append((line, []))
            fresh = False
        else:
            found[-1][1].append(line)
    return found


def body(lines: Sequence[str], *, apart: bool = False) -> Content:
    """Return the lines of a section, their labels bold; `apart` leaves a line free before each number."""
    told: list[Content] = []
    for line in lines:
        if apart and told and _NUMBER.match(line):
            told.append(Content(""))
        told.append(lead(plain(line)))
    return Content("\n").join(told)


def marked(words: str, marks: Sequence[Mark]) -> Content:
    """Return a reply as it was typed, with the places that counted marked.

    Spans count characters as typed, so the text is cut before it is cleaned.
    """
    kinds = [""] * len(words)
    for mark in sorted(marks, key=lambda m: m.kind == "bad"):
        start, end = max(0, mark.span[0]), min(len(words), mark.span[1])
        kinds[start:end] = [mark.kind] * max(0, end - start)
    pieces: list[tuple[str, str]] = []
    start = 0
    for place in range(1, len(words) + 1):
        if place == len(words) or kinds[place] != kinds[start]:
            style = {"good": _GOOD, "bad": _BAD}.get(kinds[start], "")
            text = plain(words[start:place])
            signs = {"good": ("[+", "]"), "bad": ("[-", "]")}.get(kinds[start])
            pieces.append((f"{signs[0]}{text}{signs[1]}" if signs else text, style))
            start = place
    return Content.assemble(*pieces)


def _reply(heading: str, review: ReplyReview, lines: Sequence[str], lang: str) -> Part:
    """Return a reply's section: the message it answers, the own words marked, levels, a stronger reply.

    Every finding and every missing piece is in the details.
    """
    _ = translator(lang)
    told = [lead(plain(line)) for line in lines[2 if review.customer else 1 :]]
    first = len(review.levels) + (not review.understood)
    better = told[-1:] if review.better else []
    out = []
    if review.customer:
        out.append(Content.assemble((_("Customer"), "bold"), "  ", (plain(review.customer), "italic")))
    out.append(Content.assemble((_("You"), "bold"), "  ", marked(review.words, review.marks)))
    if review.marks:
        out.append(Content.styled(_("[+ ] speaks for you, [- ] against you"), "dim"))
    out += [Content(""), *told[:first], *([Content(""), *better] if better else [])]
    rest = told[first : len(told) - len(better)]
    return Part(heading, Content("\n").join(out), details=Content("\n").join(rest) if rest else None)


def _bars(debrief: Debrief) -> Content:
    """Return one bar a dimension, of 20 cells for 100."""
    widest = max((cell_len(plain(note.name)) for note in debrief.process), default=0)
    rows = []
    for note in debrief.process:
        name = padded(plain(note.name), widest)
        if note.figure is None:
            rows.append(Content(f"{name}  -"))
        else:
            rows.append(
                Content.assemble(
                    f"{name}  ", (bar(note.figure, 100, 20), "$text-primary"), f" {whole(note.figure)}"
                )
            )
    return Content("\n").join(rows)


def course(debrief: Debrief, lang: str) -> Content:
    """Return heat, trust and patience from the start to the end, drawn with letters."""
    _ = translator(lang)
    if not debrief.course:
        return Content("")
    states: list[State] = [debrief.course[0].before, *(m.after for m in debrief.course)]
    numbers = [0, *(m.turn_no for m in debrief.course)]
    legend = Content("   ").join(
        Content.assemble((_LETTERS[v][0], f"bold {_LETTERS[v][1]}"), f" {variable_name(v, lang)}")
        for v in METERS
    )
    rows = [legend]
    rows += [
        Content.assemble(f"{level * 10:>3} |", *(piece for s in states for piece in _column(s, level)))
        for level in range(10, -1, -1)
    ]
    rows.append(Content("    +" + "-" * (5 * len(states))))
    rows.append(Content("     " + "".join(f"  {n:<3}" for n in numbers) + " " + _("reply")))
    for variable in METERS:
        figures = "".join(f"{whole(getattr(s, variable)):>4} " for s in states)
        letter, style = _LETTERS[variable]
        rows.append(Content.assemble((f"  {letter}  ", f"bold {style}"), figures))
    return Content("\n").join(rows)


def _column(state: State, level: int) -> list[str | tuple[str, str]]:
    """Return five cells: each variable has its own place, so that none hides another."""
    out: list[str | tuple[str, str]] = [" "]
    for variable in METERS:
        letter, style = _LETTERS[variable]
        here = whole(getattr(state, variable) / 10) == level
        out.append((letter, f"bold {style}") if here else " ")
    return [*out, " "]
