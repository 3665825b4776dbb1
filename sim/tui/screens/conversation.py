"""Owns how a conversation looks: what was said, what is being typed, how the customer is.

Never talks to the seat but for what stands in it: sending, hints and drafts are the chat screen's.
"""

from __future__ import annotations

from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from sim.errors import ServicesimError
from sim.report.lines import said
from sim.report.printable import printable
from sim.report.words import MODES, label
from sim.tui import panel_paint
from sim.tui.clean import plain
from sim.tui.feedback import grave_in, names_of
from sim.tui.paint import HANG, fitted, lead, lines
from sim.tui.screens.room import Room
from sim.tui.second import Earlier, earlier_of, note_of
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
ANSWER_EDGE = 2
"""Rows of an answer besides its words: a blank one, and who says it."""
AIM_ROWS = 2
"""Rows above the field for what to aim at: with the words of the first time they are three of 24."""
WIDEST = 92
"""Longest line that is comfortable to read; `chat.tcss` holds the same figure."""


class Conversation(Room[Literal["ended", "left", "debrief"]]):
    """The transcript beside the customer's side, above the field for the reply.

    `busy` holds while the seat is at work. `taken_back` is the number of the reply taken back last, until
    another is sent; 0 for none. `nothing_typed` holds from sending an empty field until something is typed.
    """

    def __init__(self, lang: str, seat: Seat, trainee: str, note: str = "") -> None:
        """Show what stands in `seat`; `trainee` is the name beside the replies, `note` is for a drill."""
        super().__init__(lang)
        self.seat, self.title_text = seat, plain(seat.brief.title)
        self.view = self.read(trainee)
        self.busy = False
        self.taken_back = 0
        self.nothing_typed = False
        self._earlier = Earlier("", note) if note and self.view.drill else None
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
            yield Static("", markup=False, id="earlier")
            yield Composer(_("Write to the customer here."), id="composer")
        spare = ("newline", "panel") if self.view.shows_feedback else ()
        yield KeyBar(_, spare=spare, without=("app.command_palette",) if self.view.again else ())

    def read(self, trainee: str) -> View:
        """Return the events that stand, as what is on screen."""
        view = View(trainee, names_of(self.seat.rubric), grave_in(self.seat.rubric))
        view.extend(self.seat.standing)
        return view

    def _bubble(self, entry: Message) -> Bubble:
        return Bubble(entry, self._names, self.lang, self._room(), self._fits)

    def _fits(self, entry: Message, rows: int) -> bool:
        """Whether so many rows of feedback leave room for what the customer answered to that reply."""
        region = self.query_one(Transcript).scrollable_content_region
        after = dropwhile(lambda m: m is not entry, self.view.messages)
        answers = [
            m for m in takewhile(lambda m: m is entry or m.kind == "customer", after) if m is not entry
        ]
        width = max(1, min(region.width - SET_IN - 2, WIDEST - 2))
        taken = sum(len(Content(plain(m.text)).wrap(width)) + ANSWER_EDGE for m in answers)
        return rows + taken <= region.height

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

    async def look_back(self) -> None:
        """Fetch what was said the first time, where a turn is tried again; without it the goal must do."""
        coach = self.desk.coach
        if not self.view.again or coach is None:
            return
        try:
            self._earlier = await self.desk.ask(lambda: earlier_of(coach, self.seat, self.lang))
        except ServicesimError:
            goal = self.tr("Your goal: {goal}").format(goal=printable(self.seat.brief.goal))
            self._earlier = Earlier("", goal)

    async def compare(self) -> None:
        """Enter into the view what two tries come to, or the reply of a drill."""
        try:
            note = await self.desk.ask(lambda: note_of(self.seat, self.view, self.lang))
        except ServicesimError as error:
            self.desk.tell(error)
            return
        if note is not None:
            self.view.note(note)

    def on_resize(self) -> None:
        """Fit the title, the earlier words and the line of meters into the width."""
        self.tell_title()
        self.tell_earlier()
        self.tell_meters()
        self.call_after_refresh(self._refit)

    def _refit(self) -> None:
        """Let the feedback be short or whole as the height now allows."""
        for bubble in self.query(Bubble):
            bubble.fit()

    def tell_earlier(self) -> None:
        """Show above the field the words of the first time, until the turn has its second reply."""
        earlier, box = self._earlier, self.query_one("#earlier", Static)
        box.display = earlier is not None and not self.view.tried
        if earlier is None or self.view.tried:
            return
        first = self.tr("First time: {quote}").format(quote=said(earlier.words, self.lang))
        room = self.size.width - 4
        rows = [lead(fitted(plain(first), room))] if earlier.words else []
        rows.append(lead(fitted(plain(earlier.aim), AIM_ROWS * room - HANG)))
        box.update(lines(rows))

    def tell_meters(self) -> None:
        """Show where the customer stands on one line, which a narrow window has in place of the panel."""
        short = panel_paint.meter_short(self.view.meters, self.lang, self.size.width - 2)
        self.query_one("#strip", Static).update(short, layout=False)

    def tell_title(self) -> None:
        """Say what is played, how, and how far; a narrow window shortens the title and not the rest."""
        _, view = self.tr, self.view
        rest = (
            label(MODES, view.mode, self.lang),
            _("replies: {n}").format(n=view.replies),
            *((_("reply {n} tried again").format(n=view.again),) if view.again else ()),
        )
        told = "".join(f" | {words}" for words in rest)
        title = fitted(self.title_text, self.size.width - 2 - cell_len(told))
        self.query_one("#head", Static).update(title + told, layout=False)

    async def show_view(self) -> None:
        """Show the view as it stands."""
        view = self.view
        self.tell_title()
        self.tell_meters()
        self.query_one(Panel).show(view)
        self.tell_earlier()
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
            told = _("Type to go on. F4: debrief") if self.view.tried else _("Your reply")
            if self.taken_back:
                told = _("Reply {n} is taken back.").format(n=self.taken_back)
            if self.nothing_typed:
                told = _("Type your reply first.")
            if self.busy:
                told = _("Your reply is being read...")
        self.query_one("#prompt", Static).update(told, layout=False)
        self.tell_keys()

    def tell_keys(self) -> None:
        """Name in the line of keys what Enter does where the focus is, and others while they do something."""
        _ = self.tr
        focused = self.focused
        if isinstance(focused, Button):
            words = str(focused.label)
        elif self.view.over:
            words = str(self.query_one("#send", Button).label)
        else:
            words = _("Send") if focused is self.composer else _("Write")
        keys = self.query_one(KeyBar)
        keys.tell("enter", words)
        keys.tell("debrief", _("Debrief"), shown=self.view.tried and not self.view.over)
        keys.tell("hint", _("Hint"), shown=not self.view.over)
        keys.tell("take_back", _("Take back"), shown=not self.view.over)
        keys.tell("details", _("Details"), shown=any(m.feedback for m in self.view.messages))
        keys.tell("newline", _("New line"), shown=not self.view.over)

    @on(events.DescendantFocus)
    def _follow_focus(self) -> None:
        self.tell_keys()

    def to_field(self) -> None:
        """Put the focus on the field, so that what is typed or pasted anywhere on this screen goes there."""
        composer = self.composer
        if self.focused is not composer and not composer.read_only:
            self.set_focus(composer)

    @on(Composer.Turned)
    def _turn(self, event: Composer.Turned) -> None:
        hidden = self.has_class("-flip") and self.has_class("-narrow")
        part = self.query_one(Panel) if hidden else self.query_one(Transcript)
        part.turn(event.pages)

    def action_details(self) -> None:
        """Show the whole of the feedback that is in sight, from its beginning, or the short of it again."""
        transcript = self.query_one(Transcript)
        mounted = [b for b in transcript.query(Bubble) if b.entry.feedback is not None]
        if not mounted:
            return
        seen = transcript.in_sight()
        told = next((b for b in reversed(mounted) if b in seen), mounted[-1])
        told.toggle()
        if told.short and told is mounted[-1]:
            transcript.to_end()
        else:
            transcript.show_top(told)

    def action_panel(self) -> None:
        """Show or hide the customer's side; in a narrow window it takes the conversation's place."""
        self.toggle_class("-flip")
