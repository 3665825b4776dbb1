"""Owns the question who is playing, asked once at the first start. Never stores the answer."""

from __future__ import annotations

from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from sim.tui.clean import plain
from sim.tui.screens.room import Dialog


class AskName(Dialog[str]):
    """Gives back a name, or an empty string when the question was skipped."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["choice.tcss", "name.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "skip", show=False)]

    def compose(self) -> ComposeResult:
        """Yield the field and two buttons."""
        _ = self.tr
        with Vertical(id="box"):
            yield Static(
                _("Under which name shall your attempts be kept? They stay on this computer."),
                markup=False,
                id="question",
            )
            yield Input(placeholder=_("Your name"), max_length=60, compact=True)
            with Horizontal(id="buttons"):
                yield Button(_("OK"), variant="primary", id="ok", compact=True)
                yield Button(_("Skip"), id="skip", compact=True)

    def on_input_submitted(self) -> None:
        """Take the name."""
        self._give()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take the name, or go on without one."""
        if event.button.id == "ok":
            self._give()
        else:
            self.action_skip()

    def action_skip(self) -> None:
        """Go on without a name."""
        self.dismiss("")

    def _give(self) -> None:
        self.dismiss(plain(self.query_one(Input).value).strip())
