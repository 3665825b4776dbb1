"""Owns the way through what a trainee was asked to play: what an assignment offers, and handing in.

Never draws and never decides what may be handed in: `sim.coach` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import ServicesimError
from sim.locale import translator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.coach import Coach, Seat
    from sim.coach.tasks import Task
    from sim.model.department import Receipt
    from sim.model.events import Mode
    from sim.model.language import Lang
    from sim.tui.shell import Shell


class Assigned:
    """One person's assignments, on screen."""

    def __init__(self, app: Shell, coach: Coach, lang: Lang, seed: int) -> None:
        """Speak `lang`; what is begun has `seed`."""
        self.app, self.coach, self.lang, self.seed = app, coach, lang, seed

    def tasks(self, who: str) -> tuple[Task, ...]:
        """Return what somebody is asked to play; runs in the worker thread."""
        from sim.coach.tasks import tasks_of

        return tasks_of(self.coach, who, self.lang)

    async def named(self, number: int, who: str) -> Seat | None:
        """Sit down at the assignment of that number. Raises NotFound when it is not this person's."""
        from sim.coach.tasks import task_of

        return await self.sit_down(
            await self.app.ask(lambda: task_of(self.coach, who, number, self.lang)), who
        )

    async def counted(self, scenario_id: str, who: str, rubric: str) -> dict[Mode, Task]:
        """Return what a conversation of a scenario, begun anew, would count for, by its mode."""
        from sim.coach.tasks import counted_for

        def found() -> dict[Mode, Task]:
            modes: tuple[Mode, ...] = ("practice", "exam")
            fits = {
                m: counted_for(self.coach, who, scenario_id, m, lang=self.lang, rubric=rubric) for m in modes
            }
            return {mode: task for mode, task in fits.items() if task is not None and task.left != 0}

        return await self.app.ask(found)

    def told(self, counted: Mapping[Mode, Task]) -> dict[Mode, str]:
        """Return what the brief says of what a conversation counts for."""
        from sim.coach.tasks import counts_line

        return {mode: counts_line(task, self.lang) for mode, task in counted.items()}

    async def sit_down(self, task: Task, who: str) -> Seat | None:
        """Offer what can be done with an assignment; return a seat to play or to read, None to go back."""
        from sim.tui.screens.choice import Choice

        _ = translator(self.lang)
        if not task.attempts:
            return await self._begin(task, who)
        handed, left, ended = task.to_hand_in, task.unfinished, task.to_hand_in or task.handed_in
        answers = []
        if left is not None:
            answers.append(("on", _("Go on")))
        if handed is not None:
            answers.append(("hand", _("Hand it in")))
        if task.left != 0:
            answers.append(("new", _("Begin another attempt")))
        if ended is not None:
            answers.append(("read", _("Read the last conversation and its debrief")))
        answers.append(("back", _("Back to the library")))
        question = f"{task.title}\n\n{asked(task, self.lang)}"
        answer = await self.app.put(Choice(self.lang, question, answers, escape="back"))
        if answer == "new":
            return await self._begin(task, who)
        if answer == "hand" and handed is not None:
            await self._hand_in(handed.id)
        if answer == "on" and left is not None:
            return await self.app.ask(lambda: self.coach.open(left.id))
        if answer == "read" and ended is not None:
            return await self.app.ask(lambda: self.coach.open(ended.id))
        return None

    async def _begin(self, task: Task, who: str) -> Seat | None:
        from sim.tui.screens.brief import BriefScreen

        one = task.assignment
        brief = await self.app.ask(lambda: self.coach.brief(one.scenario, self.lang))
        if await self.app.put(BriefScreen(self.lang, brief, one.mode, asked(task, self.lang))) is None:
            return None
        return await self.begin(task, who)

    async def begin(self, task: Task, who: str) -> Seat:
        """Begin an attempt for an assignment. Raises Refused when none is left."""
        from sim.coach.tasks import sit_down

        return await self.app.ask(
            lambda: sit_down(self.coach, task, who, lang=self.lang, seed=self.seed, new=True)
        )

    async def ended(self, seat: Seat) -> None:
        """Ask to hand in what was an exam for an assignment; what was handed in is not asked for again."""
        from sim.tui.screens.choice import Choice

        row = await self.app.ask(lambda: self.coach.store.attempt(seat.attempt))
        if row.assignment is None or row.mode != "exam" or row.handed_in_at is not None:
            return
        _ = translator(self.lang)
        question = _("The exam is over. Hand it in now? Your trainers may read it then.")
        answers = (("yes", _("Hand it in")), ("later", _("Later")))
        # Begins at "later": the Enter that left the conversation must not hand it in by being typed twice.
        choice = Choice(self.lang, question, answers, escape="later", at="later")
        if await self.app.put(choice) == "yes":
            await self._hand_in(row.id)
        else:
            self.app.notify(_("Not handed in. It waits for you in the library."), timeout=8, markup=False)

    async def _hand_in(self, attempt: str) -> None:
        _ = translator(self.lang)
        try:
            receipt = await self.app.ask(lambda: self._receipt(attempt))
        except ServicesimError as error:
            self.app.tell(error)
        else:
            told = _("Handed in on {when}. Your trainers may read it now.").format(when=local(receipt.at))
            self.app.notify(told, timeout=8, markup=False)

    def _receipt(self, attempt: str) -> Receipt:
        from sim.coach.handing_in import hand_in

        return hand_in(self.coach, attempt)


def asked(task: Task, lang: str) -> str:
    """Return what is asked for, on lines: mode, last day, attempts, how far it is."""
    from sim.report.words import MODES

    _, one = translator(lang), task.assignment
    lines = [_("Assigned to {cohort}: {mode}").format(cohort=one.cohort, mode=_(MODES[one.mode]))]
    if one.due:
        due = _("Due {day}, overdue") if task.overdue else _("Due {day}")
        lines.append(due.format(day=one.due))
    if task.left is None:
        lines.append(_("Any number of attempts"))
    elif task.left:
        lines.append(_("Attempts left: {n}").format(n=task.left))
    else:
        lines.append(_("No attempts left"))
    if task.handed_in is not None and task.handed_in.handed_in_at is not None:
        lines.append(_("Handed in on {when}").format(when=local(task.handed_in.handed_in_at)))
    elif task.to_hand_in is not None and one.mode == "exam":
        lines.append(_("Ended, not handed in"))
    return "\n".join(lines)


def local(at: str) -> str:
    """Return a stored time as people here write it."""
    from datetime import datetime

    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
