"""Owns handing in: an attempt becomes readable for trainers, once, here or in a department's store.

Figures of what was handed in are made by whoever reads them, from the events and never from what a laptop
says of itself; what was played elsewhere is scored anew first. Never prints.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sim import play
from sim.coach import Coach
from sim.coach.progress import recorded
from sim.coach.seat import Seat
from sim.content import Loaded
from sim.errors import Refused, ServicesimError, StoreBusy
from sim.locale import translator
from sim.model.department import Assignment, Receipt, Submission
from sim.model.events import EVENT, Ended, Event, ReplyScored, Started, standing
from sim.report.cohort.submission import submission_of
from sim.report.progress_first import newness
from sim.store import AttemptRow, Content, Store


@dataclass(frozen=True)
class Sent:
    """What came of sending an attempt to a department.

    `assignment` is the one it counts for, None for none. `other_sheet`: something was assigned that
    would fit, but with another version of the sheet; `other_text`: the department never had this version
    of the scenario.
    """

    receipt: Receipt
    assignment: Assignment | None = None
    other_sheet: bool = False
    other_text: bool = False


def key_of(row: AttemptRow, events: Iterable[Event]) -> str:
    """Return what stands for an attempt wherever it is handed in: a SHA-256 over its events to the ending."""
    digest = hashlib.sha256(f"{row.id}\n{row.started_at}\n".encode())
    for event in events:
        digest.update(EVENT.dump_json(event, by_alias=True) + b"\n")
        if isinstance(event, Ended):
            break
    return digest.hexdigest()


def can_be_handed_in(row: AttemptRow) -> bool:
    """Say whether an attempt could be handed in where it was played, and was not yet."""
    asked = row.mode == "exam" or row.assignment is not None
    return row.finished and row.kind == "whole" and asked and row.handed_in_at is None


def hand_in(coach: Coach, attempt: str) -> Receipt:
    """Hand in an attempt in the store where it was played; again gives the same receipt.

    Raises NotFound, Refused for practice that no assignment asked for and for what has not ended.
    """
    row = _ready(coach, attempt)
    if row.mode != "exam" and row.assignment is None:
        _ = translator(row.lang)
        raise Refused(_("practice stays yours; an exam, or what you were asked to play, can be handed in"))
    key = key_of(row, coach.store.events(attempt))
    return coach.store.department.hand_in(attempt, key, unseen=_unseen(coach, row))


def send_in(coach: Coach, attempt: str, to: Store, who: str) -> Sent:
    """Hand an attempt of one's own file in to a department's store; again gives the same receipt.

    It counts for the assignment of `who` there that fits: same scenario, mode and version of the sheet,
    attempts left; the one due first. Practice can be handed in where one fits.

    Raises NotFound for the attempt and for somebody the department does not know; Refused for what has
    not ended, is no whole conversation, is practice that was not asked for, or was handed in by somebody
    else; StoreBusy when the department cannot be reached: nothing is lost, and it can be tried again.
    """
    row = _ready(coach, attempt)
    timed = coach.store.timed_events(attempt)
    started = timed[0][1]
    if not isinstance(started, Started):
        raise TypeError(f"attempt {attempt} does not begin with a started event")
    key = key_of(row, [event for _at, event in timed])
    held = to.department.receipt(key, who)
    if held is not None:
        sent = Sent(held, _assignment(to, to.attempt(held.attempt).assignment, who))
    else:
        sent = _deliver(coach, row, timed, started, to, who, key)
    coach.store.department.mark_handed_in(attempt, sent.receipt.at)
    return sent


def _deliver(
    coach: Coach,
    row: AttemptRow,
    timed: Sequence[tuple[str, Event]],
    started: Started,
    to: Store,
    who: str,
    key: str,
) -> Sent:
    to.department.person(who)
    asked = [
        a for a in to.department.assignments(who=who) if (a.scenario, a.mode) == (row.scenario, row.mode)
    ]
    fitting = next((a for a in asked if a.rubric_hash == started.rubric_hash and _is_left(to, a, who)), None)
    if row.mode != "exam" and fitting is None:
        _ = translator(row.lang)
        raise Refused(_("practice stays yours; play it as an exam (--exam) to hand it in"))
    kinds = (("scenario", started.scenario, started.scenario_hash),
             ("rubric", started.rubric, started.rubric_hash))  # fmt: skip
    contents = [Content(kind, name, digest, coach.store.content(digest)) for kind, name, digest in kinds]
    other_text = not to.department.knows(started.scenario_hash)
    played_there = _played_before(to, row, who)
    receipt = to.department.receive(
        who,
        replace(row, assignment=fitting.id if fitting else None),
        timed,
        contents,
        key=key,
        unseen=_unseen(coach, row) and not played_there,
    )
    other_sheet = fitting is None and any(a.rubric_hash != started.rubric_hash for a in asked)
    return Sent(receipt, fitting, other_sheet=other_sheet, other_text=other_text)


def _is_left(to: Store, one: Assignment, who: str) -> bool:
    return not one.attempts or to.department.begun(one.id, who) < one.attempts


def _assignment(to: Store, number: int | None, who: str) -> Assignment | None:
    return next((a for a in to.department.assignments(who=who) if a.id == number), None)


def _played_before(store: Store, row: AttemptRow, who: str) -> bool:
    """Say whether somebody had given a reply in a scenario, in this store, before an attempt began."""
    others = store.attempts(who=who, scenario=row.scenario)
    return any(o.id != row.id and o.turn_no and o.started_at < row.started_at for o in others)


def _ready(coach: Coach, attempt: str) -> AttemptRow:
    """Return the row of an attempt that could be handed in. Raises NotFound, Refused."""
    row = coach.store.attempt(attempt)
    _ = translator(row.lang)
    if row.kind != "whole":
        raise Refused(_("only a whole conversation can be handed in"))
    if not row.finished:
        raise Refused(_("only an attempt that has ended can be handed in"))
    return row


def _unseen(coach: Coach, row: AttemptRow) -> bool:
    """Return whether this was the person's first conversation of the scenario, as far as this store knows.

    One that cannot be read counts as played.
    """
    mine = []
    for one in coach.store.attempts(who=row.who, scenario=row.scenario):
        if one.mode == "exam" and not one.finished:
            if one.turn_no and one.started_at < row.started_at:
                return False
            continue
        try:
            mine.append(recorded(coach, one))
        except ServicesimError:
            return False
    begun = sorted(mine, key=lambda p: (p.started_at, p.attempt))
    found = {p.attempt: new.counts for p, new in zip(begun, newness(begun), strict=True)}
    return found.get(row.id, False)


def catch_up(coach: Coach) -> tuple[str, ...]:
    """Make the figures of whatever was handed in and has none yet; return the attempts that cannot be read.

    Each is kept as soon as it is made. Raises StoreBusy.
    """
    desk = coach.store.department
    waiting = desk.unread()
    asked = {one.id: one for one in desk.assignments()} if waiting else {}
    unread: list[str] = []
    for receipt in waiting:
        try:
            figures = _figures(coach, receipt, asked)
        except StoreBusy:
            raise
        except ServicesimError:
            unread.append(receipt.attempt)
        else:
            desk.file([figures])
    return tuple(unread)


def _figures(coach: Coach, receipt: Receipt, asked: Mapping[int, Assignment]) -> Submission:
    row = coach.store.attempt(receipt.attempt)
    seat = coach.open(receipt.attempt)
    ended_at = next(at for at, event in coach.store.timed_events(receipt.attempt) if isinstance(event, Ended))
    task = asked.get(row.assignment or 0)
    made = submission_of(
        seat.events,
        seat.scenario,
        seat.rubric,
        attempt=row.id,
        who=row.who,
        assignment=row.assignment,
        origin=receipt.origin,
        unseen=receipt.unseen and not _played_before(coach.store, row, row.who),
        late=bool(task and task.due and _day(ended_at) > task.due),
        ended_at=ended_at,
        handed_in_at=receipt.at,
        consent=coach.store.department.person(row.who).consent,
    )
    sure = receipt.origin == "server" or (_is_ours(coach, seat) and confirmed(seat))
    return made.model_copy(update={"confirmed": sure})


def _day(at: str) -> str:
    return datetime.fromisoformat(at).astimezone().date().isoformat()


def _is_ours(coach: Coach, seat: Seat) -> bool:
    """Say whether an attempt was played on texts of the department's, not on what somebody wrote at home."""
    started, library = seat.started, coach.library
    kinds: tuple[tuple[str, Callable[[str], Loaded[Any]], str], ...] = (
        (started.scenario, library.scenario, started.scenario_hash),
        (started.rubric, library.rubric, started.rubric_hash),
    )
    for name, read, digest in kinds:
        if not coach.store.department.knows(digest):
            try:
                if read(name).hash != digest:
                    return False
            except ServicesimError:
                return False
    return True


def confirmed(seat: Seat) -> bool:
    """Return whether playing the same replies again gives the same marks and the same ending."""
    kept = standing(seat.events)
    first = next((i for i, e in enumerate(kept) if isinstance(e, ReplyScored)), len(kept))
    session = play.fold(seat.script, kept[:first])
    again: list[Event] = []
    for event in kept[first:]:
        if isinstance(event, ReplyScored):
            if session.over:
                return False
            session, events = play.step(seat.script, session, event.reply, aided=event.aided)
            again += events
    return _told(again) == _told(kept)


def _told(events: Sequence[Event]) -> list[object]:
    """Return what an attempt says of itself, without its numbering."""
    shown: list[object] = []
    for event in events:
        if isinstance(event, ReplyScored):
            shown.append((event.turn, event.explanation.levels, event.explanation.red_lines))
        elif isinstance(event, Ended):
            shown.append(event.model_copy(update={"seq": 0}))
    return shown
