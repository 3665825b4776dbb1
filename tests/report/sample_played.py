"""Owns stored attempts for tests of progress: the small attempt with times, and the progress it gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sample_attempt import RUBRIC, second_reply, started, whole_attempt

from sim.model.events import Event, ReplyScored
from sim.model.score import DIMENSIONS
from sim.report.progress import build_progress
from sim.report.progress_records import Played, Progress
from sim.report.progress_text import progress_lines

BEGIN = datetime(2025, 3, 1, 8, 0, tzinfo=UTC)


def timed(events: list[Event], apart: float = 30, begin: datetime = BEGIN) -> tuple[tuple[str, Event], ...]:
    """Return events with times `apart` seconds from each other."""
    return tuple((str(begin + timedelta(seconds=apart * i)), event) for i, event in enumerate(events))


def played(number: int = 1, events: list[Event] | None = None, **changed: Any) -> Played:
    """Return a stored attempt, the `number`-th that was begun, each on a day of its own."""
    events = whole_attempt() if events is None else events
    begin = BEGIN + timedelta(days=number)
    fields: dict[str, Any] = {
        "attempt": f"a{number:03}",
        "scenario": f"case-{number:02}",
        "title": f"Case {number}",
        "lang": "en",
        "mode": "practice",
        "kind": "whole",
        "day": f"2025-03-{number:02}",
        "started_at": begin.isoformat(),
        "finished": True,
        "practised": any(isinstance(e, ReplyScored) for e in events),
        "timed": timed(events, begin=begin),
    }
    return Played(**(fields | changed))


def levelled(*levels: int) -> list[Event]:
    """Return an attempt whose replies have these levels in every dimension."""
    events = started()
    (reply, *_rest) = second_reply()
    assert isinstance(reply, ReplyScored)
    for n, level in enumerate(levels, start=1):
        told = reply.explanation.model_copy(update={"levels": dict.fromkeys(DIMENSIONS, level)})
        events.append(reply.model_copy(update={"turn_no": n, "seq": n + 2, "explanation": told}))
    return events


def progress(*attempts: Played, lang: str = "en", **changed: Any) -> Progress:
    """Return the progress of somebody who played these."""
    return build_progress("Ann", attempts, [RUBRIC], "zh" if lang == "zh" else "en", **changed)


def text(told: Progress, lang: str = "en", *, plain: bool = True) -> str:
    """Return the lines in one piece."""
    return "\n".join(progress_lines(told, lang, plain=plain))
