"""Owns what a person was asked to play, with how far they are: what shells show before everything else.

Never decides what is handed in: `handing_in` does. Never prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sim.coach import DEFAULT_RUBRIC, Coach, Seat
from sim.errors import NotFound
from sim.locale import translator
from sim.model.department import Assignment
from sim.model.events import Mode
from sim.model.language import Lang
from sim.report.words import MODES, N_
from sim.store import AttemptRow

State = Literal["new", "open", "done", "handed in"]
"""Not begun, begun, ended and to be handed in (practice: ended), handed in."""

STATES: dict[State, str] = {
    "new": N_("to do"),
    "open": N_("begun"),
    "done": N_("hand it in"),
    "handed in": N_("handed in"),
}
"""How states are called; practice that has ended is only `PRACTISED`, for it may stay private."""
PRACTISED = N_("done")


@dataclass(frozen=True)
class Task:
    """One assignment as one person has it; `attempts` are theirs for it, the last played first."""

    assignment: Assignment
    title: str
    attempts: tuple[AttemptRow, ...]
    today: date

    @property
    def id(self) -> int:
        """The number of the assignment."""
        return self.assignment.id

    @property
    def unfinished(self) -> AttemptRow | None:
        """The attempt that was left, if any."""
        return next((row for row in self.attempts if not row.finished), None)

    @property
    def to_hand_in(self) -> AttemptRow | None:
        """The last attempt that ended and was not handed in, if any."""
        return next((row for row in self.attempts if row.finished and row.handed_in_at is None), None)

    @property
    def handed_in(self) -> AttemptRow | None:
        """The last attempt that was handed in, if any."""
        return next((row for row in self.attempts if row.handed_in_at is not None), None)

    @property
    def left(self) -> int | None:
        """How many attempts may still be begun, None for any number."""
        allowed = self.assignment.attempts
        return max(0, allowed - len(self.attempts)) if allowed else None

    @property
    def state(self) -> State:
        """How far it is. What is to be handed in or to go on with comes before what was handed in."""
        if self.unfinished is not None:
            return "open"
        if self.handed_in is not None:
            return "handed in"
        return "done" if self.to_hand_in is not None else "new"

    @property
    def settled(self) -> bool:
        """Whether what was asked for is done: something was handed in; practice: something has ended."""
        ended = self.assignment.mode == "practice" and self.to_hand_in is not None
        return self.handed_in is not None or ended

    @property
    def overdue(self) -> bool:
        """Whether its last day is over and nothing was handed in; practice: and nothing has ended."""
        return bool(self.assignment.due) and not self.settled and self.today.isoformat() > self.assignment.due

    @property
    def words(self) -> str:
        """How its state is called, untranslated."""
        done = self.state == "done" and self.assignment.mode == "practice"
        return PRACTISED if done else STATES[self.state]


def tasks_of(coach: Coach, who: str, lang: Lang, today: date | None = None) -> tuple[Task, ...]:
    """Return what a person is asked to play: what is open first, then by due day. Titles are in `lang`.

    `today` is for tests; due days are days where this machine stands.
    """
    asked = coach.store.department.assignments(who=who)
    if not asked:
        return ()
    titles = {head.id: head.get(lang) for head in coach.library.heads()}
    mine = [row for row in coach.attempts(who) if row.kind == "whole" and row.assignment is not None]
    found = [
        Task(
            assignment=one,
            title=titles.get(one.scenario) or one.scenario,
            attempts=tuple(row for row in mine if row.assignment == one.id),
            today=today or date.today(),
        )
        for one in asked
    ]
    return tuple(sorted(found, key=lambda task: task.state == "handed in"))


def task_of(coach: Coach, who: str, number: int, lang: Lang) -> Task:
    """Return one assignment as a person has it. Raises NotFound when it is not theirs."""
    found = next((task for task in tasks_of(coach, who, lang) if task.id == number), None)
    if found is None:
        raise NotFound("assignment", str(number))
    return found


def counted_for(
    coach: Coach, who: str, scenario: str, mode: Mode, *, lang: Lang, rubric: str = DEFAULT_RUBRIC
) -> Task | None:
    """Return the assignment that a conversation begun now counts for, if any; of several the one due first.

    It asks for this scenario in this mode by this sheet, is not settled, and allows another attempt or
    holds one that was left.
    """
    for task in tasks_of(coach, who, lang):
        one = task.assignment
        fits = (one.scenario, one.mode, one.rubric) == (scenario, mode, rubric)
        if fits and not task.settled and (task.unfinished is not None or task.left != 0):
            return task
    return None


def counts_line(task: Task, lang: Lang) -> str:
    """Return on one line which assignment a conversation counts for."""
    _, one = translator(lang), task.assignment
    due = _("due {day}").format(day=one.due) if one.due else _("no last day")
    told = _("This counts for assignment {id} of {cohort}: {mode}, {due}.")
    return told.format(id=one.id, cohort=one.cohort, mode=_(MODES[one.mode]), due=due)


def sit_down(coach: Coach, task: Task, who: str, *, lang: Lang, seed: int = 0, new: bool = False) -> Seat:
    """Go on with what was left of an assignment, or with `new` or where nothing was left begin an attempt.

    Raises Refused when no attempt is left, NotFound for a scenario that is not here.
    """
    if task.unfinished is not None and not new:
        return coach.open(task.unfinished.id)
    return coach.start(task.assignment.scenario, lang=lang, seed=seed, who=who, assignment=task.assignment)
