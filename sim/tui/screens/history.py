"""Owns the page of one person's progress. Never computes any of it: it shows what `sim.report` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Static

from sim.errors import N_
from sim.report.progress_text import progress_lines
from sim.tui.clean import plain
from sim.tui.debrief_paint import blocks, body
from sim.tui.screens.room import Room
from sim.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from sim.report.progress_records import Progress


class HistoryScreen(Room[None]):
    """Scrolls with the arrow keys."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["room.tcss", "debrief.tcss"]
    FILE: ClassVar[str] = "progress.txt"
    """What the file is called that the page is written to."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "library", N_("Library")),
        Binding("f5", "export", N_("Export")),
        Binding("f1", "app.help", N_("Help")),
        Binding("f3", "app.theme", N_("Light/Dark")),
        Binding("ctrl+p", "app.command_palette", N_("Commands")),
        Binding("ctrl+q", "app.quit", N_("Quit")),
    ]

    def __init__(self, lang: str, progress: Progress) -> None:
        """Show `progress`, its sentences in `lang`."""
        super().__init__(lang)
        self._progress = progress

    def lines(self, *, plain: bool) -> list[str]:
        """Return the page as lines; `plain` ones have no meters."""
        return progress_lines(self._progress, self.lang, plain=plain)

    def compose(self) -> ComposeResult:
        """Yield the sections under their headings."""
        _ = self.tr
        yield from super().compose()
        (head, notes), *rest = blocks(self.lines(plain=False))
        yield Static(plain(head), markup=False, id="head")
        with VerticalScroll(id="page"):
            yield Static(body(notes), markup=False, classes="-body")
            for heading, lines in rest:
                yield Static(plain(heading), markup=False, classes="-heading")
                yield Static(body(lines), markup=False, classes="-body")
        with Horizontal(id="actions"):
            yield Button(_("Library"), variant="primary", id="library", compact=True)
            yield Button(_("Export"), id="export", compact=True)
        yield KeyBar(_)

    def on_mount(self) -> None:
        """Let the arrow keys scroll the page."""
        self.query_one("#page").focus()

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        if event.button.id == "export":
            self.action_export()
        else:
            self.action_library()

    def action_library(self) -> None:
        """Go back to the list of scenarios."""
        self.dismiss(None)

    def action_export(self) -> None:
        """Write the page to a text file."""
        text = "\n".join(self.lines(plain=True)) + "\n"
        self.desk.export(self.FILE, plain(text))
