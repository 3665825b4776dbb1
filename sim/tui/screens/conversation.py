"""Owns how a conversation looks: what was said, what is being typed, how the customer is.

Never talks to the seat but for what stands in it: sending, hints and drafts are the chat screen's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from sim.report.words import MODES, label
from sim.tui import paint
from sim.tui.clean import plain
from sim.tui.screens.room import Room
from sim.tui.view import Message, View
from sim.tui.widgets.bubble import Bubble
from sim.tui.widgets.composer import Composer
from sim.tui.widgets.keybar import KeyBar
from sim.tui.widgets.panel import Panel
from sim.tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from sim.coach import Seat

SET_IN = 6
"""Cells by which replies and feedback are set in; `chat.tcss` holds the same figure."""
FEEDBACK_MARGIN = SET_IN + 2
"""Cells around a line of feedback: set in, and padding."""
WIDEST = 92
"""Longest line that is comfortable to read; `chat.tcss` holds the same figure."""


class Conversation(Room[Literal["ended", "left"]]):
    """The transcript beside the customer's side, above the field for the reply.

    `busy` holds while the seat is at work. `taken_back` is the number of the reply taken back last, until
    another is sent; 0 for none.
    """

    def __init__(self, lang: str, seat: Seat, trainee: str) -> None:
        """Show what stands in `seat`; `trainee` is the name beside the replies."""
        super().__init__(lang)
        self.seat, self.title_text = seat, plain(seat.brief.title)
        self.view = self.read(trainee)
        self.busy = False
        self.taken_back = 0
        self._names = {s.id: plain(s.name.get(seat.lang)) for s in seat.rubric.sections}

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
        yield KeyBar(_, spare=("newline", "panel") if self.view.shows_feedback else ())

    def read(self, trainee: str) -> View:
        """Return the events that stand, as what is on screen."""
        view = View(trainee=trainee)
        view.extend(self.seat.standing)
        return view

    def _bubble(self, entry: Message) -> Bubble:
        return Bubble(entry, self._names, self.lang, self._room())

    def _room(self) -> int:
        """Return the cells a feedback block has, so that it need not be wrapped twice."""
        room = self.query_one(Transcript).scrollable_content_region.width - FEEDBACK_MARGIN
        return min(room, WIDEST - FEEDBACK_MARGIN + SET_IN)

    @property
    def composer(self) -> Composer:
        """The field for the reply."""
        return self.query_one(Composer)

    def place_cursor(self) -> None:
        """Put the terminal's own cursor where the caret is: input methods open their window there."""
        if self.focused is self.composer:
            self.app.cursor_position = self.composer.cursor_screen_offset
            self.composer.refresh()

    async def show_view(self) -> None:
        """Show the view as it stands."""
        _ = self.tr
        view = self.view
        parts = (
            self.title_text,
            label(MODES, view.mode, self.lang),
            _("replies: {n}").format(n=view.replies),
            *((_("reply {n} tried again").format(n=view.again),) if view.again else ()),
        )
        self.query_one("#head", Static).update(" | ".join(parts), layout=False)
        self.query_one("#strip", Static).update(paint.meter_short(view.meters, self.lang), layout=False)
        self.query_one(Panel).show(view)
        self.tell_prompt()
        await self.query_one(Transcript).show(view.messages)

    def tell_prompt(self) -> None:
        """Say above the field what is awaited there."""
        _ = self.tr
        if self.view.over:
            self.composer.read_only = True
            self.composer.text = ""
        if self.view.ended is not None:
            ending = self.seat.scenario.ending(self.view.ended.ending)
            words = plain(ending.label.get(self.seat.lang)) if ending else self.view.ended.ending
            told = _("The conversation is over.")
            self.query_one("#send", Button).label = _("Debrief")
            self.composer.placeholder = _("{ending}. Press Enter for the debrief.").format(ending=words)
        elif self.view.over:
            told = _("This turn is done.")
            self.query_one("#send", Button).label = _("Go on")
            self.composer.placeholder = _("Press Enter to go on.")
        else:
            told = _("Your reply")
            if self.taken_back:
                told = _("Reply {n} is taken back.").format(n=self.taken_back)
            if self.busy:
                told = _("Your reply is being read...")
        self.query_one("#prompt", Static).update(told, layout=False)

    @on(Composer.Turned)
    def _turn(self, event: Composer.Turned) -> None:
        transcript = self.query_one(Transcript)
        if event.pages < 0:
            transcript.scroll_page_up(animate=False)
        else:
            transcript.scroll_page_down(animate=False)

    def action_panel(self) -> None:
        """Show or hide the customer's side; in a narrow window it takes the conversation's place."""
        self.toggle_class("-flip")
