"""Owns the page read after a conversation. Never judges: it shows what `sim.report` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Collapsible, Static

from sim.report import render_text
from sim.tui import debrief_paint
from sim.tui.clean import plain
from sim.tui.screens.room import Room
from sim.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from sim.report import Debrief

N_ = str
Next = Literal["again", "library"]


class DebriefScreen(Room[Next]):
    """Scrolls with the arrow keys; gives back what to do next."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["room.tcss", "debrief.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "again", N_("Play again")),
        Binding("escape", "library", N_("Library")),
        Binding("f5", "export", N_("Export")),
        Binding("f1", "app.help", N_("Help")),
        Binding("f3", "app.theme", N_("Light/Dark")),
        Binding("ctrl+p", "app.command_palette", N_("Commands")),
        Binding("ctrl+q", "app.quit", N_("Quit")),
    ]

    def __init__(self, lang: str, debrief: Debrief, attempt: str) -> None:
        """Show `debrief`; `attempt` names the file it may be written to."""
        super().__init__(lang)
        self.debrief, self._attempt = debrief, attempt

    def compose(self) -> ComposeResult:
        """Yield the sections under their headings."""
        _ = self.tr
        yield from super().compose()
        yield Static(debrief_paint.title(self.debrief, self.lang), markup=False, id="head")
        with VerticalScroll(id="page"):
            for part in debrief_paint.parts(self.debrief, self.lang):
                mood = "-urgent" if part.urgent else "-usual"
                yield Static(plain(part.heading), markup=False, classes=f"-heading {mood}")
                yield Static(part.body, markup=False, classes=f"-body {mood}")
                if part.details is not None:
                    yield Collapsible(
                        Static(part.details, markup=False),
                        title=_("Everything found in this reply"),
                        collapsed_symbol="[+]",
                        expanded_symbol="[-]",
                    )
        with Horizontal(id="actions"):
            yield Button(_("Play again"), variant="primary", id="again", compact=True)
            yield Button(_("Library"), id="library", compact=True)
            yield Button(_("Export"), id="export", compact=True)
        yield KeyBar(_)

    def on_mount(self) -> None:
        """Let the arrow keys scroll the page."""
        self.query_one("#page").focus()

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        {"again": self.action_again, "export": self.action_export}.get(
            event.button.id or "", self.action_library
        )()

    def action_again(self) -> None:
        """Play the same scenario once more, from its beginning."""
        self.dismiss("again")

    def action_library(self) -> None:
        """Go to the list of scenarios."""
        self.dismiss("library")

    def action_export(self) -> None:
        """Write the debrief to a text file."""
        text = "\n".join(render_text(self.debrief, self.lang)) + "\n"
        self.desk.export(f"{self.debrief.scenario}-{self._attempt}-debrief.txt", plain(text))
