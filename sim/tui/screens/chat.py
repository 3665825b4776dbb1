"""Owns playing on screen: sending, hints, taking back, drafts, leaving.

Never scores and never branches: it hands a reply to the seat and shows the
events that come back. Every call to the seat runs in the app's one worker
thread, in order, so that drawing never waits and a draft never overtakes a reply.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on, work
from textual._path import CSSPathType
from textual.binding import Binding, BindingType
from textual.widgets import Button, TextArea

from sim.errors import N_, ServicesimError
from sim.model.events import Undone
from sim.tui.clean import plain
from sim.tui.screens.choice import Choice
from sim.tui.screens.conversation import Conversation
from sim.tui.screens.drafts import Drafts
from sim.tui.view import Message, transcript_text
from sim.tui.widgets.composer import Composer
from sim.tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from sim.coach import Seat


class ChatScreen(Conversation):
    """Gives back `ended` when the debrief is wanted, `left` when the trainee went away.

    `debrief` is wanted of a conversation that has not ended: a turn was tried again in it.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = ["room.tcss", "chat.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", N_("Send")),
        Binding("ctrl+j", "newline", N_("New line")),
        Binding("f4", "debrief", N_("Debrief"), priority=True),
        Binding("f6", "hint", N_("Hint"), priority=True),
        Binding("f7", "take_back", N_("Take back"), priority=True),
        Binding("f8", "details", N_("Details"), priority=True),
        Binding("f1", "app.help", N_("Help")),
        Binding("f2", "panel", N_("Customer")),
        Binding("escape", "back", N_("Back")),
        Binding("ctrl+p", "app.command_palette", N_("Commands")),
        Binding("ctrl+q", "app.quit", N_("Quit")),
        Binding("f5", "export", N_("Export"), show=False, priority=True),
    ]

    def __init__(self, lang: str, seat: Seat, trainee: str, note: str = "") -> None:
        """Sit down at `seat`; `trainee` is the name beside the replies, `note` says what a drill is for."""
        super().__init__(lang, seat, trainee, note)
        self._drafts = Drafts(self, seat, self._typed)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Give hints and take replies back in practice only."""
        if action in ("hint", "take_back"):
            return self.view.shows_feedback and not self.view.ended
        if action == "details":
            return self.view.shows_feedback
        if action == "debrief":
            return self.view.shows_feedback and self.view.again > 0
        return super().check_action(action, parameters)

    async def on_mount(self) -> None:
        """Show what was said before and restore what was half typed."""
        composer = self.composer
        composer.text = self._drafts.saved + self.desk.type_ahead.strip()
        self.desk.type_ahead = ""
        composer.move_cursor(composer.document.end)
        composer.focus()
        composer.follow_cursor(self.place_cursor)
        await self.show_view()
        if self.view.again or self.view.drill:
            self._look()

    @work(group="look")
    async def _look(self) -> None:
        """Add what has to be read from the store: the first try, and what two tries come to."""
        await self.look_back()
        await self.compare()
        await self.show_view()

    # sending

    def action_enter(self) -> None:
        """Do what Enter says in the line of keys: press a button, send, or go back to the field."""
        focused = self.focused
        if isinstance(focused, Button):
            focused.press()
        elif focused is self.composer or self.view.over:
            self.send()
        else:
            self.to_field()

    @on(Composer.Sent)
    def send(self) -> None:
        """Send the reply, or go on to the debrief when the conversation is over."""
        if self.view.over:
            self.dismiss("ended")
            return
        text = plain(self.composer.text)
        if self.busy:
            return
        if not text.strip():
            self.nothing_typed = True
            self.tell_prompt()
            return
        self.busy, self.taken_back = True, 0
        self._drafts.stop()
        self.composer.text = ""
        self._deliver(text)

    @work(group="send")
    async def _deliver(self, text: str) -> None:
        """Have a reply stored and answered, then show both."""
        transcript = self.query_one(Transcript)
        self.tell_prompt()
        await transcript.show_pending(Message("trainee", self.view.trainee, text, self.view.replies + 1))
        try:
            events = await self.desk.ask(lambda: self.seat.reply(text))
        except Exception as error:  # told in one line and logged; nothing typed is lost
            await transcript.drop_pending()
            self.composer.text = text + self.composer.text
            self.composer.move_cursor(self.composer.document.end)
            self.desk.tell(error)
        else:
            self._drafts.saved = ""
            self.view.extend(events)
            if self.view.drill or self.view.again == self.view.replies:
                await self.compare()
            await self.show_view()
        finally:
            self._free()

    def _free(self) -> None:
        """Let the next reply come."""
        self.busy = self.nothing_typed = False
        self.tell_prompt()
        self._drafts.later()

    def action_newline(self) -> None:
        """Begin a new line in the reply, for the mouse."""
        self.composer.focus()
        self.composer.action_newline()

    # second thoughts, in practice

    def action_hint(self) -> None:
        """Ask for a hint on the reply that comes next."""
        if not self.busy:
            self.busy = True
            self._hint()

    @work(group="send")
    async def _hint(self) -> None:
        try:
            self.view.extend(await self.desk.ask(self.seat.hint))
        except Exception as error:  # told in one line and logged; nothing typed is lost
            self.desk.tell(error)
        else:
            await self.show_view()
        finally:
            self._free()

    def action_take_back(self) -> None:
        """Take the last reply back; its words return to the field."""
        if not self.busy:
            self.busy = True
            self._drafts.stop()
            self._take_back()

    @work(group="send")
    async def _take_back(self) -> None:
        try:
            events, words = await self.desk.ask(lambda: (self.seat.undo(), self.seat.draft))
        except Exception as error:  # told in one line and logged; nothing typed is lost
            self.desk.tell(error)
        else:
            self._drafts.saved = words
            self.view = self.read(self.view.trainee)
            await self.compare()
            self.composer.text = "\n".join(part for part in (words, self.composer.text) if part)
            self.composer.select_all()
            await self.show_view()
            self.taken_back = next((e.turn_no for e in events if isinstance(e, Undone)), 0)
        finally:
            self._free()

    # putting away

    def _typed(self) -> str | None:
        """Return what is half typed, None while a reply is on its way and after the ending."""
        return None if self.busy or self.view.over else self.composer.text

    @on(TextArea.Changed)
    def _later_draft(self) -> None:
        self._drafts.later()
        if self.nothing_typed:
            self.nothing_typed = False
            self.tell_prompt()

    async def put_away(self) -> None:
        """Keep the draft and mark the attempt as paused; a reply on its way is waited for."""
        while self.busy:
            await asyncio.sleep(0.01)
        self._drafts.stop()
        await self._drafts.flush()
        await self.desk.ask(self.seat.pause)

    # moving about

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        """Do what the button says and let typing go on."""
        if event.button.id == "send":
            self.send()
        elif event.button.id == "toggle":
            self.action_panel()
        else:
            self.action_back()
        self.composer.focus()

    def action_back(self) -> None:
        """Go back to the library, or out of a drill; while the conversation runs, ask first."""
        if self.view.over:
            self.dismiss("left")
            return
        if self.has_class("-flip") and self.has_class("-narrow"):
            self.action_panel()
            return
        _ = self.tr
        away = _("Leave this turn") if self.view.drill else _("Pause and go to the library")
        answers = (("stay", _("Stay here")), ("leave", away))
        question = _("Leave this conversation? It is kept, and you can go on at any time.")
        self.app.push_screen(Choice(self.lang, question, answers, escape="stay"), self._leave)

    def _leave(self, answer: str | None) -> None:
        if answer == "leave":
            self._go("left")

    def action_debrief(self) -> None:
        """Leave the conversation for the debrief as soon as a turn has been tried again."""
        if self.view.over:
            self.dismiss("ended")
        elif self.view.tried and not self.busy:
            self._go("debrief")

    @work(group="leave")
    async def _go(self, where: Literal["left", "debrief"]) -> None:
        try:
            await self.put_away()
        except ServicesimError as error:
            self.desk.tell(error)
            return
        self.dismiss(where)

    def action_export(self) -> None:
        """Write the conversation to a text file."""
        text = f"{self.title_text}\n\n{transcript_text(self.view)}"
        self.desk.export(f"{self.seat.scenario.id}-{self.seat.attempt}-transcript.txt", plain(text))
