"""Owns one person's progress as one HTML page that needs no network: a plot, tables, the verdict in words.

Adds no figure to the progress. Readable on a phone, in the dark and printed.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.locale import translator
from sim.model.score import DIMENSIONS
from sim.report.page import figure, frame, heading, listed, paragraphs, table
from sim.report.plots import WITHOUT, Plots
from sim.report.progress_records import AttemptNote, MeanLevel, Progress
from sim.report.progress_text import (
    TRENDS,
    attempt_lines,
    notes,
    patterns_heading,
    repeated_lines,
    signs_heading,
    title,
    verdict_lines,
)
from sim.report.words import label


def progress_page(progress: Progress, plots: Plots | None, lang: str) -> str:
    """Return the whole page in `lang`; without `plots` the tables stand alone."""
    _ = translator(lang)
    none = _("Nothing yet.")
    body = [
        heading(1, title(progress, lang)),
        paragraphs(notes(progress, lang), "note"),
        paragraphs([_(WITHOUT)], "note") if plots is None else "",
        heading(2, _("Levels over time")),
        _plot(progress, plots, lang),
        _table(progress, lang) or paragraphs([none]),
        heading(2, _("Scenarios not practised before")),
        listed(verdict_lines(progress, lang)),
        heading(2, _("Scenarios practised before")),
        listed(repeated_lines(progress, lang) or [none]),
        heading(2, signs_heading(progress, lang)),
        _signs(progress, lang) or paragraphs([none]),
        heading(2, patterns_heading(progress, lang)),
        _patterns(progress, lang) or paragraphs([none]),
        heading(2, _("Each conversation")),
        _details(progress, progress.attempts, lang) or paragraphs([none]),
        heading(2, _("Drills and replies tried again (they never count)")),
        _details(progress, progress.apart, lang) or paragraphs([none]),
    ]
    return frame(title(progress, lang), body, lang)


def _plot(progress: Progress, plots: Plots | None, lang: str) -> str:
    if plots is None or not progress.attempts:
        return ""
    _ = translator(lang)
    shown = progress.attempts
    caption = _("Filled markers: first attempts that count for the verdict; hollow ones: all others.")
    alt = f"{_('Levels over time')}. {caption} {_('The table below has the same figures.')}"
    svg = plots.over_time(
        [progress.names[d] for d in DIMENSIONS],
        [[(level.mean, level.low, level.high) for level in note.levels] for note in shown],
        [note.first for note in shown],
        _("conversation"),
        alt,
    )
    return figure(svg, caption)


def _table(progress: Progress, lang: str) -> str:
    """Return the figures that the plot draws."""
    _ = translator(lang)
    rows = [
        (
            str(number),
            note.day,
            *(_level(level, lang) for level in note.levels),
            _("no") if note.new else _("yes"),
            _("yes") if note.first else _("no"),
        )
        for number, note in enumerate(progress.attempts, start=1)
    ]
    head = (
        _("No."),
        _("Date"),
        *(_("{dimension}, mean level").format(dimension=progress.names[d]) for d in DIMENSIONS),
        _("Practised before"),
        _("Counts for the verdict"),
    )
    return table("", head, rows) if rows else ""


def _details(progress: Progress, shown: Sequence[AttemptNote], lang: str) -> str:
    """Return all that is told of each attempt."""
    found = (attempt_lines(note, progress, lang) for note in shown)
    return "".join(heading(3, first) + listed(rest) for first, *rest in found)


def _level(level: MeanLevel, lang: str) -> str:
    _ = translator(lang)
    if level.mean is None:
        return _("not scored")
    if level.low is None or level.high is None:
        return f"{level.mean:.1f}"
    return f"{level.mean:.1f} ({level.low:.1f}-{level.high:.1f})"


def _signs(progress: Progress, lang: str) -> str:
    _ = translator(lang)
    rows = [(f"{s.code} {s.name}", str(s.shown), str(s.missing)) for s in progress.signs]
    head = (_("Indicator"), _("Replies that show it"), _("Replies where it is missing"))
    return table("", head, rows) if rows else ""


def _patterns(progress: Progress, lang: str) -> str:
    _ = translator(lang)
    rows = [
        (f"{p.code} {p.name}", str(p.before), str(p.after), label(TRENDS, p.trend, lang))
        for p in progress.patterns
    ]
    head = (_("Anti-pattern"), _("Replies with it then"), _("Replies with it now"), _("Change"))
    return table("", head, rows) if rows else ""
