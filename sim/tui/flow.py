"""Owns the way through the screens: who plays, go on or start anew, brief, chat, debrief.

Never draws and never scores. One coroutine, read from top to bottom; the self-check comes before the marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import ServicesimError, Usage
from sim.locale import translator
from sim.tui.assigned import Assigned

if TYPE_CHECKING:
    from sim.coach import Coach, Seat
    from sim.coach.tasks import Task
    from sim.model.events import Mode
    from sim.tui.request import Request
    from sim.tui.screens.library import Chosen, Row
    from sim.tui.shell import Shell

NEW = "\0new"
"""Answer that stands for a name not in the list; no name can hold this character."""

PLACE = "seat"
"""Setting that holds the attempt a served session is at, so that it comes back to the same turn."""


def load(request: Request) -> Coach:
    """Import the core and the screens and open the library; runs in the worker thread."""
    from sim.coach import Coach
    from sim.tui.screens import (  # noqa: F401 - so that the first push is quick
        brief,
        chat,
        debrief,
        library,
        selfcheck,
    )

    return Coach(home=request.home, packs=request.packs, only=request.only)


class Flow:
    """Walks one person through the program until they leave."""

    def __init__(self, app: Shell, coach: Coach, request: Request) -> None:
        """`request` says what was asked for on the command line."""
        self.app, self.coach, self.request = app, coach, request
        self.lang = request.lang
        self.mode: Mode = request.mode
        self.who = ""
        self.assigned = Assigned(app, coach, self.lang, request.seed)

    async def walk(self) -> None:
        """Go from the first question to the end. Raises what keeps the asked-for scenario from opening."""
        if self.request.drill:
            await self._drill(self.request.drill)
            return
        first = await self._first()
        at: Chosen | None = self.request.scenario_id
        seat = first
        while True:
            try:
                if seat is None:
                    at = await self._from_library(at)
                    if at is None:
                        return
                    seat = await self._choose(at)
                if seat is not None:
                    at = at if not isinstance(at, str) else seat.scenario.id
                    drill = bool(seat.session.only)
                    seat = await self._play(seat)
                    if drill:
                        return
            except ServicesimError as error:
                self.app.tell(error)
                seat = None

    async def _first(self) -> Seat | None:
        """Open what the command line named; None goes to the library."""
        self.who = await self._who()
        if self.request.resume:
            attempt = self.request.resume
            return await self.app.ask(lambda: self._resumed(attempt))
        if self.request.assignment is not None:
            return await self.assigned.named(self.request.assignment, self.who)
        if self.request.scenario_id is None:
            return await self.app.ask(self._place) if self.request.served else None
        return await self.sit_down(self.request.scenario_id, new=self.request.new)

    def _resumed(self, attempt: str) -> Seat:
        """Return the seat at an attempt; runs in the worker thread. Raises NotFound, Refused."""
        from sim.coach.private import Reader

        reader = Reader(self.coach, self.who, self.lang)
        reader.own(self.coach.store.attempt(attempt), "resume", "--who")
        return self.coach.open(attempt)

    def _place(self) -> Seat | None:
        """Return the seat where a served session was left; runs in the worker thread."""
        attempt = self.coach.store.setting(PLACE)
        try:
            return self.coach.open(attempt) if attempt else None
        except ServicesimError:
            return None

    async def _be_at(self, attempt: str) -> None:
        """Keep where a served session is; an empty string is the library."""
        if self.request.served:
            await self.app.ask(lambda: self.coach.store.save_setting(PLACE, attempt))

    async def _choose(self, chosen: Chosen) -> Seat | None:
        """Sit down at what was chosen in the library, an assignment or a scenario; None to go back."""
        if isinstance(chosen, str):
            return await self.sit_down(chosen, new=False)
        return await self.assigned.sit_down(chosen, self.who)

    async def _drill(self, drill_id: str) -> None:
        """Ask a case question until the trainee leaves it."""
        from sim.coach.drills import start_drill
        from sim.tui.screens.drill import DrillScreen

        self.who = await self._who()
        seat = await self.app.ask(lambda: start_drill(self.coach, drill_id, lang=self.lang, who=self.who))
        await self.app.put(DrillScreen(self.lang, seat))

    async def _who(self) -> str:
        """Return the name to play under, asked for when it is not clear."""
        from sim.tui.screens.choice import Choice

        _ = translator(self.lang)
        if given := await self.app.ask(self._given):
            return given
        known = await self.app.ask(self.coach.profiles)
        if self.request.resume and known and not await self.app.ask(self._is_guarded):
            rows = await self.app.ask(self.coach.attempts)
            return next((r.who for r in rows if r.id == self.request.resume), known[0])
        if len(known) == 1:
            return known[0]
        if known:
            answers = [(name, name) for name in known] + [(NEW, _("Somebody else"))]
            chosen = await self.app.put(Choice(self.lang, _("Who is playing?"), answers, escape=known[0]))
            if chosen != NEW:
                return chosen
        return await self._new_name()

    def _given(self) -> str | None:
        """Return who plays where that needs no question; runs in the worker thread. Raises Refused."""
        from sim.coach.people import given_player

        return given_player(self.coach, self.request.who, self.lang)

    def _is_guarded(self) -> bool:
        from sim.coach.people import guarded

        return guarded(self.coach)

    async def _new_name(self) -> str:
        from sim.coach import DEFAULT_PROFILE
        from sim.store.rows import clean_name
        from sim.tui.screens.name import AskName

        while True:
            name = await self.app.put(AskName(self.lang))
            try:
                return clean_name(name) if name else DEFAULT_PROFILE
            except Usage as error:
                self.app.tell(error)

    async def sit_down(self, scenario_id: str, *, new: bool) -> Seat | None:
        """Return a seat at a scenario: an unfinished attempt or a new one; None to go back."""
        from sim.tui.screens.brief import BriefScreen
        from sim.tui.screens.choice import Choice

        _ = translator(self.lang)
        brief = await self.app.ask(lambda: self.coach.brief(scenario_id, self.lang))
        row = None if new else await self.app.ask(lambda: self.coach.unfinished(scenario_id, self.who))
        if row is not None:
            left = (
                _("{title}\n\nYou left a turn that you were trying again. Replies so far: {n}.")
                if row.kind == "branch"
                else _("{title}\n\nYou left a conversation here. Replies so far: {n}.")
            )
            question = left.format(title=brief.title, n=row.turn_no)
            answers = (("on", _("Go on")), ("new", _("Start anew")), ("back", _("Back to the library")))
            answer = await self.app.put(Choice(self.lang, question, answers, escape="back"))
            if answer == "on":
                attempt = row.id
                return await self.app.ask(lambda: self.coach.open(attempt))
            if answer == "back":
                return None
        counted = await self.assigned.counted(scenario_id, self.who, self.request.rubric)
        told = self.assigned.told(counted)
        mode = await self.app.put(BriefScreen(self.lang, brief, self.mode, counts=told))
        if mode is None:
            return None
        self.mode = mode
        if mode in counted:
            return await self.assigned.begin(counted[mode], self.who)
        return await self.app.ask(
            lambda: self.coach.start(
                scenario_id,
                lang=self.lang,
                mode=mode,
                seed=self.request.seed,
                who=self.who,
                rubric_id=self.request.rubric,
            )
        )

    async def _play(self, seat: Seat) -> Seat | None:
        """Chat, then debrief; return the seat to play next, None for the library.

        A drill has no debrief: what there is to say stands under its one reply.
        """
        from sim.tui.screens.chat import ChatScreen
        from sim.tui.screens.debrief import DebriefScreen

        await self._be_at(seat.attempt)
        self.app.left_at = "" if seat.session.only else seat.attempt
        way = await self.app.put(ChatScreen(self.lang, seat, self._speaker(), self.request.note))
        if seat.session.only:
            return None
        if seat.ended:
            await self.assigned.ended(seat)
        if way == "left":
            self.app.left_at = ""
            return None
        if way == "ended":
            await self._check_self(seat)
        debrief, attempt = await self.app.ask(seat.debrief), seat.attempt
        self.app.left_at = ""
        wanted = await self.app.put(DebriefScreen(self.lang, debrief, attempt))
        if wanted == "library":
            return None
        if wanted == "again":
            return await self.sit_down(seat.scenario.id, new=True)
        return await self.app.ask(lambda: self.coach.replay(attempt, wanted))

    def _speaker(self) -> str:
        """Return the name beside the replies; who gave none is spoken to."""
        from sim.coach import DEFAULT_PROFILE

        _ = translator(self.lang)
        return _("You") if self.who == DEFAULT_PROFILE else self.who

    async def _check_self(self, seat: Seat) -> None:
        """Ask, once, what the trainee thinks before the marks are shown."""
        from sim.model.events import ReplyScored
        from sim.tui.screens.selfcheck import SelfCheck

        if seat.self_check is not None:
            return
        replies = [(e.turn_no, e.reply) for e in seat.standing if isinstance(e, ReplyScored)]
        answer = await self.app.put(SelfCheck(self.lang, replies, seat.rubric.sections, seat.lang))
        if answer is None:
            return
        turn_no, levels = answer
        try:
            await self.app.ask(lambda: seat.check_self(turn_no, levels))
        except ServicesimError as error:
            self.app.tell(error)

    async def _from_library(self, at: Chosen | None) -> Chosen | None:
        """Show the library; None to leave. Where it cannot be read, wait for a key before trying again."""
        from sim.tui.screens.choice import Choice
        from sim.tui.screens.library import LibraryScreen

        _ = translator(self.lang)
        while True:
            try:
                await self._be_at("")
                rows, tasks, trains = await self.app.ask(lambda: (self._rows(), *self._asked()))
            except ServicesimError as error:
                answers = (("again", _("Try again")), ("quit", _("Quit")))
                if (
                    await self.app.put(Choice(self.lang, self.app.words_of(error), answers, escape="quit"))
                    == "quit"
                ):
                    return None
            else:
                break
        return await self.app.put(LibraryScreen(self.lang, rows, self.who, at, tasks=tasks, trains=trains))

    def _asked(self) -> tuple[tuple[Task, ...], bool]:
        """Return what this person was asked to play and whether they train; runs in the worker thread."""
        from sim.coach.people import trains

        return self.assigned.tasks(self.who), trains(self.coach, self.who)

    def _rows(self) -> tuple[Row, ...]:
        """Return the library with this person's own figures; runs in the worker thread."""
        from sim.report.words import whole
        from sim.tui.screens.library import Row

        mine = self.coach.attempts(self.who)
        rows = []
        for head in self.coach.heads():
            own = [a for a in mine if a.scenario == head.id and a.kind != "drill"]
            figures = [
                whole(a.perceived)
                for a in own
                if a.finished and a.perceived is not None and a.kind == "whole"
            ]
            rows.append(
                Row(
                    id=head.id,
                    title=head.get(self.lang),
                    difficulty=head.difficulty,
                    family=head.family,
                    best=max(figures, default=None),
                    last=figures[0] if figures else None,
                    unfinished=any(not a.finished and a.assignment is None for a in own),
                )
            )
        return tuple(rows)
