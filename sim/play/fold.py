"""Owns folding events into the session they stand for. Resuming is exactly this."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from sim.model.events import (
    CustomerSaid,
    Ended,
    Event,
    Hinted,
    Line,
    Paused,
    PromiseRecorded,
    ReplyScored,
    SelfChecked,
    Session,
    Started,
    StateChanged,
    Undone,
    standing,
)
from sim.model.scenario import Scenario


def fold(scenario: Scenario, events: Iterable[Event]) -> Session:
    """Return the session after `events`; the first must be `started`."""
    given = tuple(events)
    first = given[0]
    if not isinstance(first, Started):
        raise TypeError("an attempt begins with a started event")
    session = Session(
        scenario=first.scenario,
        lang=first.lang,
        mode=first.mode,
        seed=first.seed,
        turn=first.only or scenario.turns[0].id,
        state=first.state,
        only=first.only,
        corrects=first.corrects,
        seq=first.seq,
    )
    folded = reduce(apply, standing(given)[1:], session)
    return folded.model_copy(update={"seq": given[-1].seq})


SUPERVISOR_ASKED = "reaction.supervisor"
"""Stands among the lines said already once somebody in charge was asked for: it is asked for once."""


def apply(session: Session, event: Event) -> Session:
    """Return the session after one more event."""
    changes: dict[str, object] = {"seq": event.seq}
    match event:
        case CustomerSaid():
            changes["lines"] = (*session.lines, Line(who="customer", text=event.text, turn=event.turn))
            changes["turn"] = event.turn
            if event.kind == "trigger":
                changes["triggered"] = (*session.triggered, event.line)
            elif event.kind == "reaction" and event.line == "supervisor":
                changes["supervisor"] = True
                changes["triggered"] = (*session.triggered, SUPERVISOR_ASKED)
        case ReplyScored():
            explanation = event.explanation
            changes |= {
                "lines": (*session.lines, Line(who="trainee", text=event.reply, turn=event.turn)),
                "turn_no": event.turn_no,
                "key_points": _union(session.key_points, event.key_points),
                "told": _union(session.told, explanation.met),
                "asked": _union(session.asked, (*explanation.asked, *_given(event))),
                "codes": _union(session.codes, sorted(explanation.codes())),
                "levels": (*session.levels, explanation.levels),
                "red_lines": _union(session.red_lines, explanation.red_lines),
            }
        case StateChanged():
            changes["state"] = event.after
            if session.supervisor and event.calmed:
                changes["supervisor"] = False
        case PromiseRecorded():
            key = event.promise.ref.partition(".")[2]
            if event.status == "broken":
                changes["broken"] = _union(session.broken, (key,))
            elif event.status == "kept":
                changes["kept"] = _union(session.kept, (key,))
            elif event.status == "taken_back":
                changes["promises"] = tuple(p for p in session.promises if p != event.promise)
            else:
                changes["promises"] = (*session.promises, event.promise)
        case Ended():
            changes["ended"] = event.ending
        case Started() | Paused() | Hinted() | Undone() | SelfChecked():
            pass
    return session.model_copy(update=changes)


def _given(event: ReplyScored) -> list[str]:
    """Return which known things the reply asked for again, so that a second time weighs more."""
    return [f.link.partition(".")[2] for f in event.explanation.shown if f.code == "X11"]


def _union(known: tuple[str, ...], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *more)))
