"""Owns attempts as one HTML page that needs no network: text, transcript, tables, and plots where possible.

It opens with what a reader needs first; all else unfolds on a click, and lies open on paper.
Adds no figure to the debrief's. Readable on a phone, in the dark and printed.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.locale import translator
from sim.model.events import VARIABLES
from sim.report.exported import (
    Exported,
    Part,
    Speech,
    about,
    course_table,
    first_reply,
    level_table,
    levels,
    names,
    opening,
    parts,
    states,
    transcript,
)
from sim.report.page import details, figure, frame, heading, listed, paragraphs, safe, table
from sim.report.plots import WITHOUT, Plots
from sim.report.words import variable_name


def export_html(exported: Sequence[Exported], plots: Plots | None, lang: str) -> str:
    """Return the page, each attempt in its own language; without `plots` the tables stand alone."""
    _ = translator(lang)
    single = len(exported) == 1
    title = parts(exported[0].debrief)[0].heading if single else _("Debriefs")
    body = [] if single else [heading(1, title), _contents(exported)]
    if plots is None:
        body.append(paragraphs([_(WITHOUT)], "note"))
    body += [_article(one, plots, 1 if single else 2) for one in exported]
    return frame(title, body, lang)


def _contents(exported: Sequence[Exported]) -> str:
    items = "".join(
        f'<li><a href="#{safe(one.attempt)}">{safe(parts(one.debrief)[0].heading)}</a>, {safe(one.day)}</li>'
        for one in exported
    )
    return f"<nav><ul>{items}</ul></nav>"


def _article(one: Exported, plots: Plots | None, level: int) -> str:
    found = parts(one.debrief)
    first, others = opening(found, one.debrief)
    place = first_reply(others, one.debrief.lang)

    def folded(shown: Sequence[Part]) -> list[str]:
        return [details(level + 1, part.heading, listed(part.lines)) for part in shown]

    pieces = [
        heading(level, found[0].heading),
        paragraphs([about(one)], "note"),
        *(heading(level + 1, part.heading) + listed(part.lines) for part in first),
        *folded(others[:place]),
        _figures(one, plots, level + 1),
        _transcript(one, level + 1),
        *folded(others[place:]),
    ]
    return f'<article id="{safe(one.attempt)}" lang="{safe(one.debrief.lang)}">{"".join(pieces)}</article>'


def _figures(one: Exported, plots: Plots | None, level: int) -> str:
    lang = one.debrief.lang
    _ = translator(lang)
    pieces = []
    axis = _("reply")
    same = _("The table below has the same figures.")
    course, scored = course_table(one), level_table(one)
    if course.rows:
        if plots is not None:
            called = [variable_name(v, lang) for v in VARIABLES]
            alt = f"{course.caption}. {same}"
            pieces.append(figure(plots.course(called, states(one), axis, alt)))
        pieces.append(table(*course))
    if scored.rows:
        if plots is not None:
            alt = f"{scored.caption}. {same}"
            pieces.append(figure(plots.levels(names(one), levels(one), axis, alt)))
        pieces.append(table(*scored))
    return details(level, _("The conversation in figures"), "".join(pieces)) if pieces else ""


def _transcript(one: Exported, level: int) -> str:
    _ = translator(one.debrief.lang)
    said = transcript(one)
    return details(level, _("The conversation"), "".join(map(_quote, said))) if said else ""


def _quote(speech: Speech) -> str:
    style = ' class="own"' if speech.own else ""
    return f'<blockquote{style}><p class="by">{safe(speech.who)}</p><p>{safe(speech.text)}</p></blockquote>'
