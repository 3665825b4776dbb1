"""Owns the screen of a case drill: question and material above, the answer below, what it earned between.

Never scores and never stores: the seat does both before anything is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from sim.errors import N_, ServicesimError
from sim.report.drill import answer_lines, follow_up_lines, question_lines
from sim.tui.clean import plain
from sim.tui.screens.room import Room
from sim.tui.widgets.composer import Composer
from sim.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from sim.coach.drills import DrillSeat
    from sim.model.drill_result import DrillAnswered


class DrillScreen(Room[None]):
    """Takes an answer and shows its points; F4 goes on to another try. Esc leaves, nothing is lost."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["room.tcss", "drill.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "send", N_("Send"), show=True),
        Binding("ctrl+j", "newline", N_("New line")),
        Binding("f4", "again", N_("Second try")),
        Binding("f1", "app.help", N_("Help")),
        Binding("f3", "app.theme", N_("Light/Dark")),
        Binding("escape", "leave", N_("Leave")),
        Binding("ctrl+q", "app.quit", N_("Quit")),
    ]

    def __init__(self, lang: str, seat: DrillSeat) -> None:
        """Ask the question of `seat`, in its language."""
        super().__init__(lang)
        self._seat, self._busy = seat, False

    def compose(self) -> ComposeResult:
        """Yield the question, the place of the result, and the field."""
        _ = self.tr
        yield from super().compose()
        title, *about, question = question_lines(self._seat.drill, self._seat.lang)
        yield Static(plain(title), markup=False, id="head")
        with VerticalScroll(id="page", can_focus=False):
            if about:
                yield Static("\n".join(plain(line) for line in about), markup=False, id="material")
            yield Static(plain(question), markup=False, id="question")
            yield Vertical(id="result")
        with Vertical(id="foot"):
            yield Static(_("Your answer"), markup=False, id="prompt")
            yield Composer(
                _("Write in your own words. Enter sends, Ctrl+J begins a new line."), id="composer"
            )
        yield KeyBar(_, spare=("newline", "app.theme"))

    def on_mount(self) -> None:
        """Wait for the answer."""
        self._field.focus()

    @property
    def _field(self) -> Composer:
        return self.query_one(Composer)

    def to_field(self) -> None:
        """Let words typed anywhere go into the field."""
        if not self._field.has_focus:
            self._field.focus()

    @on(Composer.Sent)
    def action_send(self) -> None:
        """Send the answer, unless there is none or one is on its way."""
        text = self._field.text
        if self._busy or not text.strip():
            return
        self._busy = True
        self._score(text)

    @work(group="answer")
    async def _score(self, text: str) -> None:
        """Have the answer kept and scored, then show it."""
        try:
            event = await self.desk.ask(lambda: self._seat.answer(text))
        except ServicesimError as error:
            self.desk.tell(error)
        else:
            await self._show(event)
        finally:
            self._busy = False

    async def _show(self, event: DrillAnswered) -> None:
        _ = self.tr
        lang = self._seat.lang
        lines = [*answer_lines(event, self._seat.drill, lang), *follow_up_lines(self._seat.open_points, lang)]
        result = self.query_one("#result", Vertical)
        await result.remove_children()
        await result.mount(*(self._line(line) for line in lines))
        self._field.text = ""
        open_points = bool(self._seat.open_points)
        words = _("Second try: only what is missing") if open_points else _("Every point is met. Esc leaves.")
        self.query_one("#prompt", Static).update(words)
        self.call_after_refresh(self._to_result)

    def _line(self, line: str) -> Static:
        _ = self.tr
        kinds = {
            "-met": (_("Met: {label}{again}. {words}"), _("Met before: {label}.")),
            "-half": (_("Half: {label}{again}. {words}"), _("Half before: {label}.")),
            "-missing": (_("Missing: {text}"), _("Costs {cost}: {words} {correction}")),
        }
        found = next(
            (name for name, forms in kinds.items() if any(line.startswith(f.split("{")[0]) for f in forms)),
            "",
        )
        return Static(plain(line), markup=False, classes=found)

    def _to_result(self) -> None:
        self.query_one("#page", VerticalScroll).scroll_to_widget(
            self.query_one("#result"), top=True, animate=False
        )

    @on(Composer.Turned)
    def _turn(self, event: Composer.Turned) -> None:
        page = self.query_one("#page", VerticalScroll)
        (page.scroll_page_up if event.pages < 0 else page.scroll_page_down)(animate=False)

    def action_newline(self) -> None:
        """Begin a new line of the answer."""
        self._field.action_newline()

    def action_again(self) -> None:
        """Go to the field for another try, with what is still asked in view."""
        if self._seat.answers:
            self.query_one("#page", VerticalScroll).scroll_end(animate=False)
        self._field.focus()

    async def put_away(self) -> None:
        """Keep what is half typed."""
        text = self._field.text
        if text.strip():
            await self.desk.ask(lambda: self._seat.save_draft(text))

    async def action_leave(self) -> None:
        """Leave; what was answered is kept."""
        await self.put_away()
        self.dismiss(None)
