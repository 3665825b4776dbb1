"""What the chat screen tells of an event, the line shell tells too: nobody who listens misses anything."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sim.coach import brief_of
from sim.model.events import CustomerSaid, Event, PromiseRecorded, ReplyScored, StateChanged
from sim.model.score import DIMENSIONS, GENERAL_CODES
from sim.plain.talk import said_lines
from sim.report.printable import printable
from sim.report.words import whole
from sim.tui.feedback import METERS, feedback_of, names_of
from sim.tui.view import View
from tests.playthroughs.golden import paths, read, shared_script, straight


def seat_of(path: Path) -> tuple[Any, tuple[Event, ...]]:
    """Return what the line shell needs of a seat, and a golden conversation's events."""
    golden = read(path)
    script = shared_script(golden.scenario, golden.lang)
    events = straight(script, golden.replies)
    seat = SimpleNamespace(
        lang=golden.lang,
        mode="practice",
        scenario=script.scenario,
        rubric=script.rubric,
        brief=brief_of(script.scenario, golden.lang),
        standing=events,
    )
    return seat, events


@pytest.mark.parametrize("path", paths(), ids=lambda p: p.stem)
def test_every_event_is_told_in_both_shells(path: Path) -> None:
    """Messages, levels, quotes with their reasons, what is missing, figures and promises: event by event."""
    seat, events = seat_of(path)
    known = names_of(seat.rubric)
    view = View("Ann", known)
    for event in events:
        shown = len(view.messages)
        view.extend((event,))
        lines = said_lines(seat, (event,), echo=True)
        told = "\n".join(lines)
        if isinstance(event, CustomerSaid):
            assert view.messages[shown].text == event.text
            assert printable(event.text) in told
        elif isinstance(event, ReplyScored):
            assert view.messages[shown].text == event.reply
            assert printable(event.reply) in told
            feedback = feedback_of(event, known)
            assert dict(feedback.levels) == {d: event.explanation.levels.get(d) for d in DIMENSIONS}
            for note in (*feedback.counted, *feedback.seen, *feedback.against):
                assert printable(note.quote) in told, note
                assert (note.why if note.code in GENERAL_CODES else note.code) in told, note
            for missing in feedback.missing:
                assert missing.code in told, missing
            assert {n.code for n in feedback.against} == {
                f.code for f in event.explanation.shown if f.code.startswith("X")
            }
            for remark in feedback.remarks:
                assert printable(remark) in told, remark
        elif isinstance(event, StateChanged):
            for variable in METERS:
                assert str(whole(getattr(event.after, variable))) in told
                assert str(whole(getattr(event.before, variable))) in told
            assert {m.variable: m.value for m in view.meters} == {
                v: whole(getattr(event.after, v)) for v in METERS
            }
        elif isinstance(event, PromiseRecorded):
            assert printable(event.promise.quote) in told
            assert any(p.promise == event.promise for p in view.promises)


@pytest.mark.parametrize("path", paths(), ids=lambda p: p.stem)
def test_the_line_shell_uses_no_glyph_of_its_own(path: Path) -> None:
    """Beyond what trainee and scenario wrote: letters, digits and punctuation, no box, bar or arrow."""
    seat, events = seat_of(path)
    drawn = {c for line in said_lines(seat, events, echo=False) for c in line if "\u2190" <= c <= "\u27bf"}
    written = {c for e in events if isinstance(e, ReplyScored | CustomerSaid) for c in e.model_dump_json()}
    assert drawn <= written
