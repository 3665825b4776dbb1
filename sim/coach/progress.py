"""Owns gathering one person's stored attempts: for their progress, and for writing attempts to a file.

Never scores, prints or draws.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import datetime

from sim.coach import Coach, Seat
from sim.errors import NotFound, Refused, ServicesimError, Usage
from sim.locale import translator
from sim.model.events import Event, ReplyScored, Started
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.report import Debrief, build_debrief
from sim.report.exported import Exported
from sim.report.progress import build_progress
from sim.report.progress_records import Played, Progress
from sim.report.words import N_
from sim.store import AttemptRow

NOTHING = N_("nothing has been played yet; try: servicesim run complaint-01")
"""What is said where there is no attempt yet."""

RUBRICS = 3
"""Most sheets read for the names of codes: parsing one takes some 80 ms, and sheets seldom change."""


def whose(coach: Coach, who: str | None, lang: str) -> str:
    """Return the person that is meant: as named, else who played last, else the only one.

    Errors are in `lang`. Raises NotFound for somebody who never played here, Usage when it is not clear
    who is meant, ServicesimError when nobody has played yet.
    """
    _ = translator(lang)
    known = coach.profiles()
    if who is not None:
        name = who.strip()
        if name not in known:
            raise NotFound("person", name, tuple(difflib.get_close_matches(name, known, 3)))
        return name
    if not known:
        raise ServicesimError(_(NOTHING))
    last = (coach.last_profile() or "").strip()
    if last in known:
        return last
    if len(known) > 1:
        raise Usage(_("say whose with --who; there are: {names}").format(names=_(", ").join(known)))
    return known[0]


def progress_of(coach: Coach, who: str, lang: Lang) -> Progress:
    """Return the progress of one person, labels in `lang`; what cannot be read is named in it."""
    titles = {head.id: head.title.get(lang) for head in coach.library.heads()}
    ready = [head.id for head in coach.heads()]
    played: list[Played] = []
    unread: list[str] = []
    sheets: list[tuple[str, str]] = []
    for row in coach.attempts(who):
        title = titles.get(row.scenario) or row.scenario
        try:
            timed = tuple(coach.store.timed_events(row.id))
        except ServicesimError:
            timed = ()
            unread.append(row.id)
        played.append(_played(row, title, timed))
        sheets += [(e.rubric_hash, e.rubric) for _at, e in timed if isinstance(e, Started)]
    return build_progress(who, played, _rubrics(coach, sheets), lang, unread, ready=ready)


def exported(coach: Coach, row: AttemptRow, *, better: bool = True) -> Exported:
    """Return one attempt to write down; without `better` lines, finding which takes most of the time.

    Raises Refused for an exam that has not ended, ServicesimError for one that cannot be read.
    """
    _refuse_open_exam(row)
    seat = coach.open(row.id)
    debrief = seat.debrief() if better else _bare(coach, row, seat)
    return Exported(
        attempt=row.id,
        who=row.who,
        day=_day(row.started_at),
        kind=row.kind,
        debrief=debrief,
        timed=tuple(coach.store.timed_events(row.id)),
    )


def recorded(coach: Coach, row: AttemptRow) -> Played:
    """Return what was recorded of one attempt, without a debrief: reading a thousand takes seconds.

    Raises as `exported` does.
    """
    _refuse_open_exam(row)
    return _played(row, row.scenario, tuple(coach.store.timed_events(row.id)))


def _bare(coach: Coach, row: AttemptRow, seat: Seat) -> Debrief:
    """Return the debrief of an attempt without better lines."""
    whole = (r for r in coach.attempts(row.who) if r.finished and r.kind == "whole")
    debrief = build_debrief(
        seat.events, seat.scenario, seat.rubric, attempt=row.id, played=len({r.scenario for r in whole})
    )
    return debrief.model_copy(update={"retry": seat.retry()})


def _refuse_open_exam(row: AttemptRow) -> None:
    if row.mode == "exam" and not row.finished:
        _ = translator(row.lang)
        raise Refused(_("an exam is explained when it has ended; go on with it first"))


def _played(row: AttemptRow, title: str, timed: tuple[tuple[str, Event], ...]) -> Played:
    """Return an attempt for the report; one without events could not be read and counts as practised only."""
    return Played(
        attempt=row.id,
        scenario=row.scenario,
        title=title,
        lang=row.lang,
        mode=row.mode,
        kind=row.kind,
        day=_day(row.started_at),
        started_at=row.started_at,
        finished=row.finished and bool(timed),
        practised=row.turn_no > 0 or any(isinstance(e, ReplyScored) for _at, e in timed),
        timed=timed,
    )


def _rubrics(coach: Coach, sheets: Iterable[tuple[str, str]]) -> list[Rubric]:
    """Return the sheets that attempts were scored by, that of the last played first."""
    latest = list(dict.fromkeys(sheets))[:RUBRICS]
    return [coach.library.parse_rubric(coach.store.content(digest), name) for digest, name in latest]


def _day(at: str) -> str:
    """Return the date of a stored time, where this machine stands."""
    return datetime.fromisoformat(at).astimezone().date().isoformat()
