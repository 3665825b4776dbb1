"""Owns the list of what to play: what one was asked to play, then the scenarios; the way to one's progress.

Never opens one: it gives back which it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias, cast

from textual import events, on, work
from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from sim.errors import N_, ServicesimError
from sim.report.words import FAMILIES, MODES, label
from sim.tui.clean import plain
from sim.tui.paint import bar, padded
from sim.tui.screens.room import Room
from sim.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from sim.coach.tasks import Task
    from sim.model.language import Lang
    from sim.report.progress_records import Progress


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


Chosen: TypeAlias = "str | Task"
"""What can be chosen: a scenario's id, or an assignment."""

TITLE = 32
"""Cells of a title below which a narrow window leaves the family out: most titles of ours are shorter."""
FAMILY = 17
"""Cells of the family: the longest, "everyday service", and one."""

ASSIGNED = "assignment "
"""Begins the id of an assignment's line; no scenario's id holds a blank."""


def easiest(rows: Sequence[Row]) -> str | None:
    """Return where somebody begins who has nothing to go on with: the easiest that they have not played."""
    fresh = [row for row in rows if row.last is None and not row.unfinished]
    first = min(fresh or rows, key=lambda row: row.difficulty, default=None)
    return first.id if first else None


class LibraryScreen(Room["Chosen | None"]):
    """Gives back what was chosen, or None to leave. Typing filters, arrows choose."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["room.tcss", "library.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", N_("Open"), priority=True),
        Binding("f8", "history", N_("Progress")),
        Binding("f9", "cohort", N_("Cohort")),
        Binding("f1", "app.help", N_("Help")),
        Binding("f3", "app.theme", N_("Light/Dark")),
        Binding("ctrl+p", "app.command_palette", N_("Commands")),
        Binding("escape", "clear", N_("Clear filter"), show=False),
        Binding("ctrl+q", "app.quit", N_("Quit")),
    ]

    def __init__(
        self,
        lang: str,
        rows: Sequence[Row],
        who: str,
        at: Chosen | None = None,
        *,
        tasks: Sequence[Task] = (),
        trains: bool = False,
    ) -> None:
        """`at` is what to begin at, `tasks` what this person was asked to play; trainers see cohorts."""
        super().__init__(lang)
        self._rows, self._who, self._trains = tuple(rows), who, trains
        self._tasks = {f"{ASSIGNED}{task.id}": task for task in tasks}
        self._at = at if at is None or isinstance(at, str) else f"{ASSIGNED}{at.id}"
        if at is None and not tasks:
            self._at = easiest(self._rows)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Show cohorts to trainers only."""
        return self._trains if action == "cohort" else super().check_action(action, parameters)

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
        words = self.query_one(Input).value.casefold().split()
        tasks = {k: t for k, t in self._tasks.items() if self._fits(words, t.assignment.scenario, t.title)}
        found = [row for row in self._rows if self._fits(words, row.id, row.title, row.family)]
        room = self.size.width - 43
        family = room >= TITLE
        room += 0 if family else FAMILY + 1
        listed = self.query_one(OptionList)
        at = self._at or self._highlighted()
        listed.clear_options()
        if tasks:
            less = room - 3
            listed.add_option(Option(Content.styled(self._task_heads(less), "bold dim"), disabled=True))
            listed.add_options([Option(self._task_line(task, less), id=key) for key, task in tasks.items()])
            heads = Content.styled("\n" + self._heads(room, family=family), "bold dim")
            listed.add_option(Option(heads if found else "", disabled=True))
        listed.add_options([Option(self._line(row, room, family=family), id=row.id) for row in found])
        columns = self.query_one("#columns", Static)
        columns.update(self._heads(room, family=family), layout=False)
        columns.display = not tasks
        ids = [option.id for option in listed.options]
        real = [key for key in ids if key is not None]
        if real:
            listed.highlighted = ids.index(at if at in real else real[0])
        self._at = None
        self.query_one("#none").display = not real
        listed.display = bool(real)

    def _heads(self, room: int, *, family: bool) -> str:
        _ = self.tr
        heads = [padded(_("Scenario"), room), padded(_("Hard"), 6)]
        heads += [padded(_("Family"), FAMILY)] if family else []
        return " ".join((*heads, padded(_("Best"), 5), _("Last")))

    def _task_heads(self, room: int) -> str:
        _ = self.tr
        heads = (
            padded(_("Assigned to you"), room),
            padded(_("Mode"), 9),
            padded(_("Due"), 10),
            padded(_("Left"), 5),
            _("Status"),
        )
        return " ".join(heads)

    def _task_line(self, task: Task, room: int) -> Content:
        _ = self.tr
        left = "-" if task.left is None else str(task.left)
        due = _("overdue") if task.overdue else task.assignment.due or "-"
        return Content.assemble(
            self._title(task.title, room),
            f" {padded(_(MODES[task.assignment.mode]), 9)} ",
            (padded(due, 10), "$text-error bold" if task.overdue else ""),
            f" {padded(left, 5)} {_(task.words)}",
        )

    def _title(self, title: str, room: int) -> Content:
        shown = Content(plain(title)).truncate(room, ellipsis=False)
        return shown.pad_right(room - shown.cell_length)

    def _fits(self, words: Sequence[str], scenario: str, title: str, family: str = "") -> bool:
        named = label(FAMILIES, family, self.lang) if family else ""
        return all(word in f"{scenario} {title} {named}".casefold() for word in words)

    def _line(self, row: Row, room: int, *, family: bool) -> Content:
        _ = self.tr
        title = self._title(row.title, room)
        best = "-" if row.best is None else str(row.best)
        last = _("open") if row.unfinished else "-" if row.last is None else str(row.last)
        kind = padded(label(FAMILIES, row.family, self.lang), FAMILY) + " " if family else ""
        return Content.assemble(
            title, f" {bar(row.difficulty, 5, 5)}  ", (kind, "dim"), f"{padded(best, 5)} {last}"
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
        self._give(event.option_id)

    def _give(self, key: str | None) -> None:
        if key is not None:
            self.dismiss(self._tasks.get(key, key))

    def action_choose(self) -> None:
        """Open what is highlighted."""
        self._give(self._highlighted())

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

    @work(group="consent", exclusive=True)
    async def action_consent(self) -> None:
        """Ask whether words of this person's replies may be quoted."""
        from sim.tui.screens.consent import ask_consent

        await ask_consent(self.desk, self._who, cast("Lang", self.lang))

    @work(group="cohort", exclusive=True)
    async def action_cohort(self) -> None:
        """Show a trainer the report of a cohort."""
        from sim.tui.screens.cohort import show_report

        await show_report(self.desk, self._who, cast("Lang", self.lang))
