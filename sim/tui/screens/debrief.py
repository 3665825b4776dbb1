"""Owns the page read after a conversation. Never judges: it shows what `sim.report` says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on, work
from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Collapsible, Static

from sim.errors import N_
from sim.report import render_text
from sim.tui import debrief_paint
from sim.tui.clean import plain
from sim.tui.screens.choice import Choice
from sim.tui.screens.contest import contest, reply_answers
from sim.tui.screens.room import Room
from sim.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from sim.report import Debrief

Next = Literal["again", "library"] | int
"""What to do next: play again from the beginning, go to the library, or give this reply anew."""

ACTIONS = (
    ("F4", "turn", N_("Try that turn again")),
    ("F2", "other", N_("Another turn")),
    ("F6", "again", N_("Play again")),
    ("F8", "contest", N_("Contest a mark")),
)
"""What the buttons offer, with the keys: each is told once, and all four fit on one line of 80 columns."""


class DebriefScreen(Room[Next]):
    """Scrolls with the arrow keys; gives back what to do next."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["room.tcss", "debrief.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "turn", N_("Try that turn again"), show=False),
        Binding("f2", "other", N_("Another turn"), show=False),
        Binding("f6", "again", N_("Play again"), show=False),
        Binding("f8", "contest", N_("Contest a mark"), show=False),
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
            for part in debrief_paint.parts(self._by_keys(), self.lang):
                mood = "-urgent" if part.urgent else "-usual"
                yield Static(plain(part.heading), markup=False, classes=f"-heading {mood}")
                yield Static(part.body, markup=False, classes=f"-body {mood}")
                if part.details is not None:
                    yield Collapsible(
                        Static(part.details, markup=False),
                        title=_("Show everything found"),
                        collapsed_symbol=">",
                        expanded_symbol="v",
                    )
        with Horizontal(id="actions"):
            for key, action, words in ACTIONS:
                if self.check_action(action, ()):
                    yield Button(plain(f"{key} {_(words)}"), id=action, compact=True)
        yield KeyBar(_)

    def _by_keys(self) -> Debrief:
        """Return the debrief with keys in place of command lines: in a browser there is no terminal."""
        goal, words = (
            self.debrief.next_goal,
            {action: f"{key} {self.tr(word)}" for key, action, word in ACTIONS},
        )
        action = "turn" if goal.turn_no and self.check_action("turn", ()) else "again"
        by_key = goal.model_copy(update={"command": words[action]})
        contest = {"command": words["contest"]}
        replies = tuple(
            reply.model_copy(update={"unsure": tuple(d.model_copy(update=contest) for d in reply.unsure)})
            for reply in self.debrief.replies
        )
        changed = {"next_goal": by_key, "attempt": "", "replies": replies}
        return self.debrief.model_copy(update=changed)

    def on_mount(self) -> None:
        """Let the arrow keys scroll the page."""
        self.query_one("#page").focus()

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        offers: dict[str, Callable[[], object]] = {
            "turn": self.action_turn,
            "other": self.action_other,
            "again": self.action_again,
            "contest": self.action_contest,
        }
        offers[event.button.id or ""]()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a single reply again in practice only, and an appeal where the rubric allows one."""
        if action in ("turn", "other"):
            return self.debrief.mode == "practice" and bool(self.debrief.replies)
        if action == "contest":
            return self.debrief.appeal and bool(self.debrief.replies)
        return super().check_action(action, parameters)

    def action_turn(self) -> None:
        """Give the reply anew that the next goal names, or the last one."""
        self.dismiss(self.debrief.next_goal.turn_no or self.debrief.replies[-1].turn_no)

    def action_other(self) -> None:
        """Choose a reply to give anew."""
        _ = self.tr
        answers = reply_answers(self.debrief, self.lang)
        question = _("Which reply do you want to try again?")
        self.app.push_screen(Choice(self.lang, question, answers, escape=""), self._try)

    def _try(self, chosen: str | None) -> None:
        if chosen:
            self.dismiss(int(chosen))

    @work(group="contest", exclusive=True)
    async def action_contest(self) -> None:
        """Say that a mark is wrong, and why."""
        await contest(self.desk, self.debrief, self._attempt, self.lang)

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
