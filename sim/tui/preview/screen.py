"""Owns the preview's screen: the conversation beside the console, the faults above the field.

Never plays and never reads the file: the desk does both, in the app's one worker thread, in order. What
comes back is a picture of everything that is shown, so that no edit is seen half.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from sim.errors import N_, ServicesimError
from sim.tui.clean import plain
from sim.tui.paint import fitted
from sim.tui.preview.desk import Desk, Picture
from sim.tui.preview.parts import Console, Faults
from sim.tui.screens.room import Room
from sim.tui.view import Message
from sim.tui.widgets.bubble import Bubble
from sim.tui.widgets.composer import Composer
from sim.tui.widgets.keybar import KeyBar
from sim.tui.widgets.transcript import Transcript
from sim.workshop.preview import fault_counts

EVERY = 0.5
"""Seconds between two looks at the file: what is saved is there before the eye is."""


class PreviewScreen(Room[None]):
    """One scenario, played while it is edited."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["../screens/room.tcss", "preview.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", N_("Send")),
        Binding("f9", "console", N_("Console"), priority=True),
        Binding("f6", "earlier", N_("Before"), priority=True),
        Binding("f8", "later", N_("After"), priority=True),
        Binding("f7", "take_back", N_("Take back"), priority=True),
        Binding("f3", "next_fault", N_("Fault"), priority=True),
        Binding("f5", "reload", N_("Read"), priority=True),
        Binding("ctrl+r", "again", N_("Restart"), priority=True),
        Binding("f1", "app.help", N_("Help")),
        Binding("ctrl+q", "app.quit", N_("Quit")),
    ]

    def __init__(self, lang: str, desk: Desk) -> None:
        """Show what lies on `desk`."""
        super().__init__(lang)
        self.work = desk
        self.picture: Picture | None = None
        self.busy = self._looking = False
        self._chosen = 0

    def compose(self) -> ComposeResult:
        """Yield the title, the conversation beside the console, faults, the field, the keys."""
        _ = self.tr
        yield from super().compose()
        yield Static("", markup=False, id="head")
        with Horizontal(id="middle"):
            yield Transcript(self._bubble, id="transcript")
            yield Console(self.lang)
        yield Faults(self.lang)
        with Vertical(id="foot"):
            yield Static("", markup=False, id="notice")
            yield Static("", markup=False, id="prompt")
            yield Composer(_("Write to the customer here."), id="composer")
        yield KeyBar(_, spare=("later", "reload"))

    def _bubble(self, entry: Message) -> Bubble:
        return Bubble(entry, {}, self.lang, 0)

    @property
    def composer(self) -> Composer:
        """The field for the reply."""
        return self.query_one(Composer)

    async def on_mount(self) -> None:
        """Show what was loaded, and look at the file from now on."""
        self.query_one(Faults).display = False
        self.composer.focus()
        self.composer.follow_cursor(self.place_cursor)
        self._then(lambda: None)
        self.set_interval(EVERY, self._look)

    def place_cursor(self) -> None:
        """Put the terminal's own cursor where the caret is: input methods open their window there."""
        if self.focused is self.composer:
            self.app.cursor_position = self.composer.cursor_screen_offset
            self.composer.refresh()

    def to_field(self) -> None:
        """Put the focus on the field, so that what is typed or pasted anywhere goes there."""
        if self.focused is not self.composer:
            self.set_focus(self.composer)

    # looking at the file

    def _look(self) -> None:
        """Look whether the file was saved, unless a look or a reply is on its way."""
        if not self._looking and not self.busy:
            self._looking = True
            self._looked(now=False)

    @work(group="look")
    async def _looked(self, *, now: bool) -> None:
        chosen = self._chosen
        try:
            picture = await self.desk.ask(
                lambda: self.work.picture(chosen) if self.work.look(now=now) else None
            )
            if picture is not None:
                await self.show(picture)
        except Exception as error:  # told in one line and logged; the trainer goes on
            self.desk.tell(error)
        finally:
            self._looking = False

    # what is shown

    async def show(self, picture: Picture) -> None:
        """Show a picture; what is half typed stays."""
        before, self.picture = self.picture, picture
        await self.query_one(Faults).show(picture.faults)
        transcript = self.query_one(Transcript)
        if before is None or before.messages != picture.messages:
            known = len(before.messages) if before else 0
            if before is not None and picture.messages[:known] != before.messages[: len(picture.messages)]:
                with self.app.batch_update():
                    await transcript.show(())
                    await transcript.show(picture.messages)
            else:
                await transcript.show(picture.messages)
        else:
            await transcript.drop_pending()
        self.query_one(Console).show(picture)
        self._tell()

    def _tell(self) -> None:
        """Say at the top where the conversation stands, and above the field what is awaited there."""
        _, picture = self.tr, self.picture
        if picture is None:
            return
        parts = [plain(picture.title)]
        if picture.turn:
            parts.append(_("at `{turn}`").format(turn=plain(picture.turn)))
        parts.append(_("replies: {n}").format(n=picture.replies))
        if counts := fault_counts(picture.faults, self.lang):
            parts.append(counts)
        parts.append(plain(self.work.name))
        width = max(20, self.size.width - 2)
        self.query_one("#head", Static).update(fitted(" | ".join(parts), width), layout=False)
        notice = self.query_one("#notice", Static)
        notice.display = bool(picture.notices)
        notice.update(plain("\n".join(f"* {words}" for words in picture.notices)))
        told = _("Your reply")
        if not picture.playable:
            told = _("No version of this file can be played yet.")
        elif picture.ending:
            told = _(
                "The conversation is over: {ending}. F7 takes the last reply back, Ctrl+R restarts."
            ).format(ending=plain(picture.ending))
        elif picture.waiting:
            told = _("Your reply; a new one forgets those that wait")
        if self.busy:
            told = _("Your reply is being read...")
        self.query_one("#prompt", Static).update(fitted(told, width), layout=False)

    # doing things

    def _then(self, do: Callable[[], object]) -> None:
        """Have something done by the desk, then show what came of it."""
        if not self.busy:
            self.busy = True
            self._done(do)

    @work(group="do")
    async def _done(self, do: Callable[[], object]) -> None:
        def both() -> Picture:
            do()
            return self.work.picture(self._chosen)

        try:
            picture = await self.desk.ask(both)
        except Exception as error:  # told in one line and logged; the trainer goes on
            self.desk.tell(error)
        else:
            self.busy = False
            await self.show(picture)
        finally:
            self.busy = False
            self._tell()

    def action_enter(self) -> None:
        """Send, or go back to the field."""
        if self.focused is self.composer:
            self.send()
        else:
            self.to_field()

    @on(Composer.Sent)
    def send(self) -> None:
        """Send the reply; after the end, and while nothing can be played, it stays in the field."""
        picture, text = self.picture, plain(self.composer.text)
        if self.busy or not text.strip() or picture is None or picture.ending or not picture.playable:
            return
        self.busy, self._chosen = True, 0
        self.composer.text = ""
        self._deliver(text)

    @work(group="do")
    async def _deliver(self, text: str) -> None:
        """Have a reply answered, then show both; one that cannot be answered comes back."""
        transcript, replies = self.query_one(Transcript), self.picture.replies if self.picture else 0
        self._tell()
        await transcript.show_pending(Message("trainee", self.tr("You"), text, replies + 1))

        def answered() -> Picture:
            self.work.reply(text)
            return self.work.picture()

        try:
            picture = await self.desk.ask(answered)
            await self.show(picture)
        except Exception as error:  # told in one line and logged; the trainer goes on
            await transcript.drop_pending()
            self.composer.text = text + self.composer.text
            self.composer.move_cursor(self.composer.document.end)
            self.desk.tell(error)
        finally:
            self.busy = False
            self._tell()

    def action_take_back(self) -> None:
        """Take the last reply back; its words return to the field."""
        if not self.busy:
            self.busy = True
            self._taken_back()

    @work(group="do")
    async def _taken_back(self) -> None:
        self._chosen = 0
        try:
            words, picture = await self.desk.ask(lambda: (self.work.undo(), self.work.picture()))
        except ServicesimError as error:
            self.desk.tell(error)
        else:
            self.composer.text = "\n".join(part for part in (words, self.composer.text) if part)
            self.composer.select_all()
            await self.show(picture)
        finally:
            self.busy = False
            self._tell()

    def action_again(self) -> None:
        """Begin again at the first message."""
        self._chosen = 0
        self._then(self.work.restart)

    def action_reload(self) -> None:
        """Read the file now."""
        self._then(lambda: self.work.look(now=True))

    def action_next_fault(self) -> None:
        """Go to the next fault."""
        self.query_one(Faults).next()

    def action_earlier(self) -> None:
        """Let the console tell of the reply before."""
        self._choose(-1)

    def action_later(self) -> None:
        """Let the console tell of the reply after."""
        self._choose(1)

    def _choose(self, step: int) -> None:
        picture = self.picture
        if picture is not None and picture.shown and not self.busy:
            self._chosen = max(1, min(picture.replies, picture.shown + step))
            if self._chosen == picture.replies:
                self._chosen = 0
            self._then(lambda: None)

    def action_console(self) -> None:
        """Show or hide the console; in a narrow window it takes the conversation's place."""
        self.toggle_class("-flip")

    @on(Composer.Turned)
    def _turn(self, event: Composer.Turned) -> None:
        hidden = self.has_class("-flip") and self.has_class("-narrow")
        part = self.query_one(Console) if hidden else self.query_one(Transcript)
        part.turn(event.pages)
