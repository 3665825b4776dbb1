"""Owns the help page: the keys, and how a conversation is scored, in a few lines."""

from __future__ import annotations

from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from sim.tui.paint import lines, padded
from sim.tui.screens.room import Dialog

N_ = str
KEYS = (
    ("Enter", N_("send the reply")),
    ("Ctrl+J", N_("new line in the reply")),
    ("PgUp PgDn", N_("turn the pages of the conversation")),
    ("Tab", N_("move between the parts of the screen")),
    ("F6 F7", N_("in practice: a hint on the next reply; take the last back")),
    ("F4 F2 F6", N_("in the debrief: that turn again, another turn, everything")),
    ("F8", N_("in the debrief: contest a mark; in the library: progress")),
    ("F1", N_("this page")),
    ("F2", N_("show or hide the customer's card, state and promises")),
    ("F3", N_("light or dark")),
    ("F5", N_("write the conversation or debrief to a text file")),
    ("Ctrl+P", N_("all commands")),
    ("Esc", N_("back")),
    ("Ctrl+Q", N_("pause and quit; nothing is lost")),
)


class Help(Dialog[None]):
    """Closed by any of Esc, F1, Enter or its button."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["choice.tcss", "help.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1", "close", show=False)]

    def compose(self) -> ComposeResult:
        """Yield the page."""
        _ = self.tr
        rows = [Content.assemble((padded(key, 11), "bold"), _(words)) for key, words in KEYS]
        with VerticalScroll(id="box"):
            yield Static(_("Help"), markup=False, classes="-title")
            yield Static(lines(rows), markup=False)
            yield Static(
                _(
                    "You answer a customer in writing. Each reply is read for empathy, responsiveness "
                    "and assurance. Only your own words that name this case, answer what was asked or "
                    "state an act count. Promise only what the card allows."
                ),
                markup=False,
                id="how",
            )
            yield Button(_("Close"), variant="primary", id="close", compact=True)

    def on_mount(self) -> None:
        """Let Enter close the page."""
        self.query_one(Button).focus()

    def on_button_pressed(self) -> None:
        """Close the page."""
        self.dismiss(None)

    def action_close(self) -> None:
        """Close the page."""
        self.dismiss(None)
