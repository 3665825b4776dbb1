"""Owns a question that is answered with one line. Never stores or judges the answer."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from sim.tui.clean import plain
from sim.tui.screens.room import Dialog


class AskLine(Dialog[str]):
    """Gives back what was typed, or an empty string when the question was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    LONGEST: ClassVar[int]
    """Most characters of an answer."""

    def above(self) -> str:
        """Return what stands above the question; nothing where it speaks for itself."""
        return ""

    def question(self) -> str:
        """Return the question."""
        raise NotImplementedError

    def labels(self) -> tuple[str, str]:
        """Return what the empty field says, and the button that leaves it."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Yield the question, the field and two buttons."""
        _ = self.tr
        placeholder, leave = self.labels()
        with Vertical(id="box"):
            if self.above():
                yield Static(plain(self.above()), markup=False)
            yield Static(self.question(), markup=False, id="question")
            yield Input(placeholder=placeholder, max_length=self.LONGEST, compact=True)
            yield Static("", markup=False, id="needed")
            with Horizontal(id="buttons"):
                yield Button(_("OK"), variant="primary", id="ok", compact=True)
                yield Button(leave, id="leave", compact=True)

    def on_input_submitted(self) -> None:
        """Take the line."""
        self.give()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take the line, or leave the question."""
        if event.button.id == "ok":
            self.give()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Leave the question unanswered."""
        self.dismiss("")

    def give(self) -> None:
        """Give back what was typed, cleaned."""
        self.dismiss(plain(self.query_one(Input).value).strip())
