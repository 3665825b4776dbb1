"""Owns the list of scenarios, with the way to one's progress. Never opens one: it gives back which it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on, work
from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from sim.errors import ServicesimError
from sim.report.words import FAMILIES, label
from sim.tui.clean import plain
from sim.tui.paint import bar, padded
from sim.tui.screens.room import Room
from sim.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from sim.model.language import Lang
    from sim.report.progress_records import Progress

N_ = str


@dataclass(frozen=True)
class Row:
    """One scenario in the list; `best` and `last` are the trainee's own, 0-100."""

    id: str
    title: str
    difficulty: int
    family: str
    best: int | None = None
    last: int | None = None
    unfinished: bool = False


class LibraryScreen(Room["str | None"]):
    """Gives back a scenario's id, or None to leave. Typing filters, arrows choose."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["room.tcss", "library.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", N_("Open"), priority=True),
        Binding("f8", "history", N_("Progress")),
        Binding("f1", "app.help", N_("Help")),
        Binding("f3", "app.theme", N_("Light/Dark")),
        Binding("ctrl+p", "app.command_palette", N_("Commands")),
        Binding("escape", "clear", N_("Clear filter"), show=False),
        Binding("ctrl+q", "app.quit", N_("Quit")),
    ]

    def __init__(self, lang: str, rows: Sequence[Row], who: str, at: str | None = None) -> None:
        """`at` is the scenario to begin at."""
        super().__init__(lang)
        self._rows, self._who, self._at = tuple(rows), who, at

    def compose(self) -> ComposeResult:
        """Yield the filter and the list."""
        _ = self.tr
        yield from super().compose()
        yield Static(_("Library | {who}").format(who=plain(self._who)), markup=False, id="head")
        yield Input(
            placeholder=_("Type to filter, arrows to choose, Enter to open"), id="filter", compact=True
        )
        yield Static("", markup=False, id="columns")
        yield OptionList(id="list", markup=False)
        yield Static(
            _("Best and Last: the service as the customer perceived it, of 100."), markup=False, id="figures"
        )
        yield Static(_("No scenario matches."), markup=False, id="none")
        yield KeyBar(_)

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one("#list").can_focus = False
        self.query_one(Input).focus()

    def on_resize(self) -> None:
        """Give the title the room that is left."""
        self._fill()

    @on(Input.Changed)
    def _fill(self) -> None:
        _ = self.tr
        words = self.query_one(Input).value.casefold().split()
        found = [r for r in self._rows if all(w in self._haystack(r) for w in words)]
        room = max(20, self.size.width - 46)
        listed = self.query_one(OptionList)
        at = self._at or self._highlighted()
        listed.clear_options()
        listed.add_options([Option(self._line(row, room), id=row.id) for row in found])
        heads = (
            padded(_("Scenario"), room),
            padded(_("Hard"), 7),
            padded(_("Family"), 18),
            padded(_("Best"), 6),
            _("Last"),
        )
        self.query_one("#columns", Static).update(" ".join(heads), layout=False)
        ids = [row.id for row in found]
        if ids:
            listed.highlighted = ids.index(at) if at in ids else 0
        self._at = None
        self.query_one("#none").display = not ids
        listed.display = bool(ids)

    def _haystack(self, row: Row) -> str:
        return f"{row.id} {row.title} {label(FAMILIES, row.family, self.lang)}".casefold()

    def _line(self, row: Row, room: int) -> Content:
        _ = self.tr
        title = Content(plain(row.title)).truncate(room, ellipsis=False)
        title = title.pad_right(room - title.cell_length)
        best = "-" if row.best is None else str(row.best)
        last = _("open") if row.unfinished else "-" if row.last is None else str(row.last)
        family = padded(label(FAMILIES, row.family, self.lang), 18)
        return Content.assemble(
            title, f" {bar(row.difficulty, 5, 5)}   ", (family, "dim"), f" {padded(best, 6)} {last}"
        )

    def _highlighted(self) -> str | None:
        option = self.query_one(OptionList).highlighted_option
        return option.id if option else None

    def on_key(self, event: events.Key) -> None:
        """Let the arrows move in the list while the filter keeps the letters."""
        listed = self.query_one(OptionList)
        moves: dict[str, Callable[[], None]] = {
            "up": listed.action_cursor_up,
            "down": listed.action_cursor_down,
            "pageup": listed.action_page_up,
            "pagedown": listed.action_page_down,
        }
        if event.key in moves:
            event.stop()
            moves[event.key]()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_choose(self) -> None:
        """Open the scenario that is highlighted."""
        if (chosen := self._highlighted()) is not None:
            self.dismiss(chosen)

    @work(group="history", exclusive=True)
    async def action_history(self) -> None:
        """Show the trainee's levels over time."""
        from sim.tui.screens.history import HistoryScreen

        try:
            progress = await self.desk.ask(self._progress)
        except ServicesimError as error:
            self.desk.tell(error)
        else:
            await self.desk.push_screen(HistoryScreen(self.lang, progress))

    def _progress(self) -> Progress:
        """Return the progress of who is playing; runs in the worker thread."""
        from sim.coach.progress import progress_of

        if self.desk.coach is None:
            raise TypeError("progress needs an open library")
        return progress_of(self.desk.coach, self._who, cast("Lang", self.lang))

    def action_clear(self) -> None:
        """Empty the filter."""
        self.query_one(Input).value = ""
