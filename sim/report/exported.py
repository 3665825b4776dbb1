"""Owns one attempt as it leaves the program: its debrief, its events with their times, its tables as text.

Never scores and writes no file; the formats beside this module decide how it looks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sim.locale import translator
from sim.model.events import VARIABLES, CustomerSaid, Event, ReplyScored, StateChanged, standing
from sim.model.score import DIMENSIONS
from sim.report.debrief import Debrief
from sim.report.printable import printable
from sim.report.progress_events import reply_seconds
from sim.report.progress_records import Kind
from sim.report.text import render_text
from sim.report.text_gaps import gap_heading, gap_sections
from sim.report.words import variable_name, whole


@dataclass(frozen=True)
class Exported:
    """One attempt to write down. `day` is its date where it was played, `timed` has UTC times (ISO 8601)."""

    attempt: str
    who: str
    day: str
    kind: Kind
    debrief: Debrief
    timed: tuple[tuple[str, Event], ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """The events that count: what was taken back is left out."""
        return standing(event for _at, event in self.timed)

    @property
    def replies(self) -> tuple[ReplyScored, ...]:
        """The replies that count, oldest first; those before a branch are its parent's words."""
        return tuple(e for e in self.events if isinstance(e, ReplyScored))


class Part(NamedTuple):
    """A heading and the lines below it."""

    heading: str
    lines: tuple[str, ...]


class Speech(NamedTuple):
    """One message of the conversation."""

    who: str
    text: str
    own: bool


class Table(NamedTuple):
    """A table as text; the first cell of a row names it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def as_plain(exported: Exported) -> dict[str, Any]:
    """Return everything of one attempt as plain data: its head, its debrief, its events with their times."""
    return {
        "attempt": exported.attempt,
        "who": exported.who,
        "date": exported.day,
        "kind": exported.kind,
        "debrief": exported.debrief.model_dump(mode="json", by_alias=True),
        "events": [
            {"at": at, **event.model_dump(mode="json", by_alias=True)} for at, event in exported.timed
        ],
    }


def parts(debrief: Debrief) -> list[Part]:
    """Return the debrief's text as headings and lines; the first part has the title and no line."""
    found: list[list[str]] = [[]]
    for line in render_text(debrief, debrief.lang):
        if line:
            found[-1].append(line)
        else:
            found.append([])
    return [Part(block[0], tuple(block[1:])) for block in found if block]


def opening(found: list[Part], debrief: Debrief) -> tuple[list[Part], list[Part]]:
    """Return the parts that a reader needs first, and all the others; the title is in neither.

    First are a red line, the goal, what cost most of all and the next goal.
    """
    _ = translator(debrief.lang)
    red, goal, following = _("Red line"), _("Goal"), _("Next goal")
    cost = gap_heading(debrief.gaps[0], _) if debrief.gaps else ""
    first, others = [], []
    for part in found[1:]:
        if part.heading == cost:
            single = debrief.model_copy(update={"gaps": debrief.gaps[:1]})
            told = [
                line for _heading, lines in gap_sections(single, debrief.lang, _) for line in lines if line
            ]
            same = (i for i, (a, b) in enumerate(zip(part.lines, told, strict=False)) if a != b)
            size = next(same, min(len(told), len(part.lines)))
            first.append(Part(cost, part.lines[:size]))
            if part.lines[size:]:
                rest = _("What cost most after that") if debrief.gaps[0].cost else _("Also still missing")
                others.append(Part(rest, part.lines[size:]))
        elif part.heading in (red, goal, following):
            first.append(part)
        else:
            others.append(part)
    return first, others


def first_reply(found: list[Part], lang: str) -> int:
    """Return where the details of the replies begin among the parts: figures go before them."""
    _ = translator(lang)
    name = _("Reply {n}").format(n=1)
    return next((i for i, part in enumerate(found) if part.heading == name), len(found))


def about(exported: Exported) -> str:
    """Return whose attempt this is, of which day, and its id."""
    _ = translator(exported.debrief.lang)
    form = _("{who}, {day}, attempt {attempt}")
    return form.format(who=printable(exported.who), day=exported.day, attempt=printable(exported.attempt))


def transcript(exported: Exported) -> list[Speech]:
    """Return what was said, in order; what was taken back is left out."""
    _ = translator(exported.debrief.lang)
    you = _("You")
    said = []
    for event in exported.events:
        if isinstance(event, CustomerSaid):
            said.append(Speech(printable(event.speaker), printable(event.text), own=False))
        elif isinstance(event, ReplyScored):
            said.append(Speech(you, printable(event.reply), own=True))
    return said


def states(exported: Exported) -> list[tuple[float, ...]]:
    """Return heat, trust, patience and resolution before the first reply and after each, 0-100."""
    course = [e for e in exported.events if isinstance(e, StateChanged)]
    points = [course[0].before, *(moment.after for moment in course)] if course else []
    return [tuple(getattr(state, v) for v in VARIABLES) for state in points]


def levels(exported: Exported) -> list[tuple[int | None, ...]]:
    """Return the three levels of each reply, None where one was not scored."""
    return [tuple(r.explanation.levels.get(d) for d in DIMENSIONS) for r in exported.replies]


def names(exported: Exported) -> list[str]:
    """Return what the three dimensions are called."""
    told = {p.dimension: p.name for p in exported.debrief.process}
    return [told.get(d, d) for d in DIMENSIONS]


def course_table(exported: Exported) -> Table:
    """Return the course of the four states as a table; row 0 is before the first reply."""
    lang = exported.debrief.lang
    _ = translator(lang)
    head = (_("After reply"), *(variable_name(v, lang) for v in VARIABLES))
    rows = (
        (str(n), *(str(whole(value)) for value in row)) for n, row in enumerate(states(exported), start=0)
    )
    return Table(_("The customer's state, 0 to 100"), head, tuple(rows))


def level_table(exported: Exported) -> Table:
    """Return level, help and time of each reply as a table."""
    _ = translator(exported.debrief.lang)
    seconds = reply_seconds(exported.timed)
    unscored = _("not scored")
    rows = []
    for reply, row in zip(exported.replies, levels(exported), strict=True):
        took = seconds.get(reply.turn_no)
        rows.append(
            (
                str(reply.turn_no),
                *(unscored if level is None else str(level) for level in row),
                _("with help") if reply.aided else _("without help"),
                _("unknown") if took is None else str(whole(took)),
            )
        )
    head = (_("Reply"), *names(exported), _("Help with it"), _("Seconds (never scored)"))
    return Table(_("Levels reply by reply, 0 to 4"), head, tuple(rows))


def tables(exported: Exported) -> Iterable[Table]:
    """Return the tables that hold anything."""
    return [t for t in (course_table(exported), level_table(exported)) if t.rows]
