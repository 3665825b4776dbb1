"""Owns the conversation on screen: what was said, what is being typed, how the customer is.

Never scores and never branches: it hands a reply to the seat and shows the
events that come back. Every call to the seat runs in the app's one worker
thread, in order, so that drawing never waits and a draft never overtakes a reply.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on, work
from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Button, Static, TextArea

from sim.errors import ServicesimError
from sim.report.words import MODES, label
from sim.tui import paint
from sim.tui.clean import plain
from sim.tui.screens.choice import Choice
from sim.tui.screens.room import Room
from sim.tui.view import Message, View, transcript_text
from sim.tui.widgets.bubble import Bubble
from sim.tui.widgets.composer import Composer
from sim.tui.widgets.keybar import KeyBar
from sim.tui.widgets.panel import Panel
from sim.tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from sim.coach import Seat

N_ = str
DRAFT_AFTER = 0.7
"""Seconds from a change to its draft on disk; with the write itself well below the promised one second."""


SET_IN = 6
"""Cells by which replies and feedback are set in; `chat.tcss` holds the same figure."""
FEEDBACK_MARGIN = SET_IN + 2
"""Cells around a line of feedback: set in, and padding."""
WIDEST = 92
"""Longest line that is comfortable to read; `chat.tcss` holds the same figure."""


class ChatScreen(Room[Literal["ended", "left"]]):
    """Gives back `ended` when the debrief is wanted, `left` when the trainee went away."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["room.tcss", "chat.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", N_("Send")),
        Binding("ctrl+j", "newline", N_("New line")),
        Binding("f1", "app.help", N_("Help")),
        Binding("f2", "panel", N_("Customer")),
        Binding("escape", "back", N_("Back")),
        Binding("ctrl+p", "app.command_palette", N_("Commands")),
        Binding("ctrl+q", "app.quit", N_("Pause, quit")),
        Binding("f5", "export", N_("Export"), show=False),
    ]

    def __init__(self, lang: str, seat: Seat, trainee: str) -> None:
        """Sit down at `seat`; `trainee` is the name beside the replies."""
        super().__init__(lang)
        self.seat, self.title_text = seat, plain(seat.brief.title)
        self.view = View(trainee=trainee)
        self.view.extend(seat.events)
        self._names = {s.id: plain(s.name.get(seat.lang)) for s in seat.rubric.sections}
        self._busy = False
        self._timer: Timer | None = None
        self._saved = seat.draft

    def compose(self) -> ComposeResult:
        """Yield the title, the conversation beside the panel, the composer, the keys."""
        _ = self.tr
        yield from super().compose()
        yield Static("", markup=False, id="head")
        yield Static("", markup=False, id="strip")
        with Horizontal(id="middle"):
            yield Transcript(self._bubble, id="transcript")
            brief = self.seat.brief
            yield Panel(brief.card, brief.role, self.lang)
        with Vertical(id="foot"):
            with Horizontal(id="bar"):
                yield Static("", markup=False, id="prompt")
                yield Button(_("Back"), compact=True, id="back")
                yield Button(_("Customer"), compact=True, id="toggle")
                yield Button(_("Send"), variant="primary", compact=True, id="send")
            yield Composer(_("Write to the customer here."), id="composer")
        yield KeyBar(_)

    def _bubble(self, entry: Message) -> Bubble:
        return Bubble(entry, self._names, self.lang, self._room())

    def _room(self) -> int:
        """Return the cells a feedback block has, so that it need not be wrapped twice."""
        room = self.query_one(Transcript).scrollable_content_region.width - FEEDBACK_MARGIN
        return min(room, WIDEST - FEEDBACK_MARGIN + SET_IN)

    async def on_mount(self) -> None:
        """Show what was said before and restore what was half typed."""
        composer = self.composer
        composer.text = self._saved + self.desk.type_ahead.strip()
        self.desk.type_ahead = ""
        composer.move_cursor(composer.document.end)
        composer.focus()
        composer.follow_cursor(self._place_cursor)
        await self._refresh()

    @property
    def composer(self) -> Composer:
        """The field for the reply."""
        return self.query_one(Composer)

    def _place_cursor(self) -> None:
        """Put the terminal's own cursor where the caret is: input methods open their window there."""
        if self.focused is self.composer:
            self.app.cursor_position = self.composer.cursor_screen_offset
            self.composer.refresh()

    async def _refresh(self) -> None:
        """Show the view as it stands."""
        _ = self.tr
        view = self.view
        parts = (
            self.title_text,
            label(MODES, view.mode, self.lang),
            _("replies: {n}").format(n=view.replies),
        )
        self.query_one("#head", Static).update(" | ".join(parts), layout=False)
        self.query_one("#strip", Static).update(paint.meter_short(view.meters, self.lang), layout=False)
        self.query_one(Panel).show(view)
        self._tell_prompt()
        await self.query_one(Transcript).show(view.messages)

    def _tell_prompt(self) -> None:
        _ = self.tr
        if self.view.ended is not None:
            ending = self.seat.scenario.ending(self.view.ended.ending)
            words = plain(ending.label.get(self.seat.lang)) if ending else self.view.ended.ending
            told = _("The conversation is over.")
            self.query_one("#send", Button).label = _("Debrief")
            self.composer.read_only = True
            self.composer.placeholder = _("{ending}. Press Enter for the debrief.").format(ending=words)
            self.composer.text = ""
        else:
            told = _("Your reply is being read...") if self._busy else _("Your reply")
        self.query_one("#prompt", Static).update(told, layout=False)

    # sending

    @on(Composer.Sent)
    def action_send(self) -> None:
        """Send the reply, or go to the debrief when the conversation is over."""
        if self.view.ended is not None:
            self.dismiss("ended")
            return
        text = plain(self.composer.text)
        if self._busy or not text.strip():
            return
        self._busy = True
        self._stop_timer()
        self.composer.text = ""
        self._deliver(text)

    @work(group="send")
    async def _deliver(self, text: str) -> None:
        """Have a reply stored and answered, then show both."""
        transcript = self.query_one(Transcript)
        self._tell_prompt()
        await transcript.show_pending(Message("trainee", self.view.trainee, text, self.view.replies + 1))
        try:
            events = await self.desk.ask(lambda: self.seat.reply(text))
        except Exception as error:
            await transcript.drop_pending()
            self.composer.text = text + self.composer.text
            self.composer.move_cursor(self.composer.document.end)
            self.desk.tell(error)
        else:
            self._saved = ""
            self.view.extend(events)
            await self._refresh()
        finally:
            self._busy = False
            self._tell_prompt()
            self._later_draft()

    def action_newline(self) -> None:
        """Begin a new line in the reply, for the mouse."""
        self.composer.focus()
        self.composer.action_newline()

    # drafts

    @on(TextArea.Changed)
    def _later_draft(self) -> None:
        """Keep what is typed, at most a second after it was."""
        if self._timer is None and not self._busy and self.view.ended is None:
            self._timer = self.set_timer(DRAFT_AFTER, self._save_draft)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _save_draft(self) -> None:
        self._timer = None
        if not self._busy:
            self._keep_draft()

    @work(group="draft")
    async def _keep_draft(self) -> None:
        try:
            await self._flush()
        except Exception as error:
            self.desk.tell(error)

    async def _flush(self) -> None:
        """Bring the draft on disk level with the field."""
        text = self.composer.text
        if text != self._saved and self.view.ended is None:
            await self.desk.ask(lambda: self.seat.save_draft(text))
            self._saved = text

    async def put_away(self) -> None:
        """Keep the draft and mark the attempt as paused; a reply on its way is waited for."""
        while self._busy:
            await asyncio.sleep(0.01)
        self._stop_timer()
        await self._flush()
        await self.desk.ask(self.seat.pause)

    # moving about

    @on(Composer.Turned)
    def _turn(self, event: Composer.Turned) -> None:
        transcript = self.query_one(Transcript)
        if event.pages < 0:
            transcript.scroll_page_up(animate=False)
        else:
            transcript.scroll_page_down(animate=False)

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        """Do what the button says and let typing go on."""
        if event.button.id == "send":
            self.action_send()
        elif event.button.id == "toggle":
            self.action_panel()
        else:
            self.action_back()
        self.composer.focus()

    def action_panel(self) -> None:
        """Show or hide the customer's side; in a narrow window it takes the conversation's place."""
        self.toggle_class("-flip")

    def action_back(self) -> None:
        """Go back to the library; while the conversation runs, ask first."""
        if self.view.ended is not None:
            self.dismiss("left")
            return
        if self.has_class("-flip") and self.has_class("-narrow"):
            self.action_panel()
            return
        _ = self.tr
        answers = (("stay", _("Stay here")), ("leave", _("Pause and go to the library")))
        question = _("Leave this conversation? It is kept, and you can go on at any time.")
        self.app.push_screen(Choice(self.lang, question, answers, escape="stay"), self._leave)

    def _leave(self, answer: str | None) -> None:
        if answer == "leave":
            self._go()

    @work(group="leave")
    async def _go(self) -> None:
        try:
            await self.put_away()
        except ServicesimError as error:
            self.desk.tell(error)
            return
        self.dismiss("left")

    def action_export(self) -> None:
        """Write the conversation to a text file."""
        text = f"{self.title_text}\n\n{transcript_text(self.view)}"
        self.desk.export(f"{self.seat.scenario.id}-{self.seat.attempt}-transcript.txt", plain(text))
