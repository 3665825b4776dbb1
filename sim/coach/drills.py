"""Owns the use cases of case drills: begin, answer, try again, open, list what was answered.

Never prints, draws or scores by itself. Every answer is on disk before what it earns is returned.
"""

from __future__ import annotations

from collections.abc import Iterable

from sim.coach import DEFAULT_PROFILE, Coach
from sim.errors import NotFound, Refused
from sim.locale import translator
from sim.model.drill import Drill, DrillPoint
from sim.model.drill_result import CaseStarted, DrillAnswered
from sim.model.events import Event
from sim.model.language import Lang
from sim.report.drill import CaseNote
from sim.scoring.drills import ENGINE, DrillEngine, total_of
from sim.store import AttemptRow, Content, Store

FULL = 1.0


class DrillSeat:
    """One attempt at a case drill. Every answer is on disk before its result is returned."""

    def __init__(self, store: Store, attempt: str, drill: Drill, events: Iterable[Event]) -> None:
        """Take the stored events; `drill` is the text that the attempt was started on."""
        self._store, self.drill, self.attempt = store, drill, attempt
        self.events: list[Event] = list(events)
        self.lang: Lang = next(e for e in self.events if isinstance(e, CaseStarted)).lang
        self._engine: DrillEngine | None = None

    @property
    def answers(self) -> tuple[DrillAnswered, ...]:
        """The answers so far, oldest first."""
        return tuple(e for e in self.events if isinstance(e, DrillAnswered))

    @property
    def best(self) -> dict[str, float]:
        """The best score of each point so far, 0, 0.5 or 1."""
        return dict(self.answers[-1].best) if self.answers else {}

    @property
    def open_points(self) -> tuple[DrillPoint, ...]:
        """The points that are not whole yet."""
        best = self.best
        return tuple(p for p in self.drill.points if best.get(p.id, 0.0) < FULL)

    @property
    def draft(self) -> str:
        """The answer that was typed and not scored, or an empty string."""
        return self._store.draft(self.attempt)

    def save_draft(self, text: str) -> None:
        """Keep a half-typed answer."""
        self._store.save_draft(self.attempt, text)

    def answer(self, text: str) -> DrillAnswered:
        """Score an answer, keep it, and return it; one after the first is another try.

        Raises Refused for an answer without a word, and what the store raises.
        """
        if not any(c.isalnum() for c in text):
            _ = translator(self.lang)
            raise Refused(_("there is no answer yet; write one first"))
        self._store.save_draft(self.attempt, text)
        if self._engine is None:
            self._engine = DrillEngine(self.drill, self.lang)
        result = self._engine.score(text)
        before = self.best
        best = {p.id: max(p.score, before.get(p.id, 0.0)) for p in result.points}
        event = DrillAnswered(
            seq=len(self.events) + 1,
            turn_no=len(self.answers) + 1,
            text=text,
            result=result,
            best=best,
            again=tuple(p for p, score in best.items() if before and score > before.get(p, 0.0)),
            standing=total_of(self.drill, best, result.bonus, result.contradictions),
        )
        self._store.append(self.attempt, (event,), finished=False)
        self.events.append(event)
        return event


def start_drill(coach: Coach, drill_id: str, *, lang: Lang, who: str | None = None) -> DrillSeat:
    """Begin an attempt at a case drill. Raises NotFound, BadFile."""
    loaded = coach.library.drill(drill_id)
    drill = loaded.value
    if drill.language not in (None, lang):
        raise NotFound("case drill in this language", drill_id, ())
    name = who or coach.last_profile() or DEFAULT_PROFILE
    started = CaseStarted(seq=1, drill=drill.drill, drill_hash=loaded.hash, engine=ENGINE, lang=lang)
    contents = (Content("drill", drill.drill, loaded.hash, loaded.text),)
    attempt = coach.store.begin(name, (started,), contents)
    coach.store.save_setting("profile", name)
    return DrillSeat(coach.store, attempt, drill, (started,))


def open_drill(coach: Coach, attempt: str) -> DrillSeat:
    """Open an attempt at a case drill on the text it was started on. Raises NotFound."""
    events = coach.store.events(attempt)
    started = next((e for e in events if isinstance(e, CaseStarted)), None)
    if started is None:
        raise NotFound("case drill", attempt, ())
    drill = coach.library.parse_drill(coach.store.content(started.drill_hash), started.drill)
    return DrillSeat(coach.store, attempt, drill, events)


def is_case(coach: Coach, attempt: str) -> bool:
    """Say whether an attempt is one at a case drill. Raises NotFound."""
    return coach.store.attempt(attempt).kind == "case"


def case_notes(coach: Coach, who: str, lang: Lang) -> tuple[CaseNote, ...]:
    """Return what somebody answered, the last first; attempts without an answer are left out."""
    titles = {head.id: head.get(lang) for head in coach.library.drills()}
    return tuple(
        note
        for row in coach.store.cases(who)
        for note in [_note(coach, row, titles.get(row.scenario, row.scenario))]
        if note is not None
    )


def _note(coach: Coach, row: AttemptRow, title: str) -> CaseNote | None:
    answers = [e for e in coach.store.events(row.id) if isinstance(e, DrillAnswered)]
    if not answers:
        return None
    return CaseNote(
        attempt=row.id,
        drill=row.scenario,
        title=title,
        started_at=row.started_at,
        tries=len(answers),
        first=answers[0].result.total,
        standing=answers[-1].standing,
        of=answers[-1].result.of,
    )
