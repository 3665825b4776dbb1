"""Owns the help page: the keys of the screen it is asked on, one a line, and how a conversation is scored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Button, Static

from sim.errors import N_
from sim.tui.paint import lines, padded
from sim.tui.screens.room import Dialog

Key = tuple[str, str, str]
"""A key, what it does, and the screen's action behind it: left out while the screen refuses that action."""

PAGES: tuple[Key, ...] = (("PgUp", N_("a page up"), ""), ("PgDn", N_("a page down"), ""))
SCREENS: Mapping[str, tuple[Key, ...]] = {
    "LibraryScreen": (
        (N_("letters"), N_("search the list"), ""),
        (N_("Up, Down"), N_("choose a scenario"), ""),
        ("Enter", N_("open the scenario"), ""),
        ("F8", N_("your levels over time"), ""),
        ("F9", N_("report of a cohort"), "cohort"),
        ("Esc", N_("clear the search"), ""),
    ),
    "BriefScreen": (
        ("Enter", N_("start the conversation"), ""),
        *PAGES,
        ("F4", N_("change between practice and exam"), "mode"),
        ("Esc", N_("back to the library"), ""),
    ),
    "ChatScreen": (
        ("Enter", N_("send the reply; on a button, press it"), ""),
        ("Ctrl+J", N_("new line in the reply"), ""),
        *PAGES,
        ("Tab", N_("next part of the screen; typing goes back to the field"), ""),
        ("F2", N_("show or hide the customer's card, state and promises"), ""),
        ("F4", N_("to the debrief, once the turn has been tried again"), "debrief"),
        ("F5", N_("write the conversation to a text file"), ""),
        ("F6", N_("a hint on the next reply"), "hint"),
        ("F7", N_("take the last reply back"), "take_back"),
        ("F8", N_("the whole feedback, or the short"), "details"),
        ("Esc", N_("leave; the conversation is kept"), ""),
    ),
    "SelfCheck": (
        (N_("Up, Down"), N_("choose an answer"), ""),
        ("Enter", N_("take the answer"), ""),
        (N_("Left arrow"), N_("back to the question before"), ""),
        ("Esc", N_("skip the questions"), ""),
    ),
    "DebriefScreen": (
        *PAGES,
        ("F4", N_("try again the turn that the next goal names"), "turn"),
        ("F2", N_("choose a turn to try again"), "other"),
        ("F6", N_("play the whole scenario again"), ""),
        ("F8", N_("contest a mark"), "contest"),
        ("F5", N_("write the debrief to a text file"), ""),
        ("Esc", N_("back to the library"), ""),
    ),
    **dict.fromkeys(
        ("HistoryScreen", "CohortScreen"),
        (
            *PAGES,
            ("F5", N_("write this page to a text file"), ""),
            ("Esc", N_("back to the library"), ""),
        ),
    ),
}
"""The keys of each screen, by the name of its class."""
DIALOG: tuple[Key, ...] = (("Enter", N_("take the answer"), ""), ("Esc", N_("go back"), ""))
EVERYWHERE: tuple[Key, ...] = (
    ("F1", N_("this page"), ""),
    ("F3", N_("light or dark"), ""),
    ("Ctrl+P", N_("all commands"), ""),
    ("Ctrl+Q", N_("pause and quit; nothing is lost"), ""),
)
NAMES = 14
"""Cells for the name of a key: the longest in either language, and two spaces."""


class Help(Dialog[None]):
    """Closed by any of Esc, F1, Enter or its button."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["choice.tcss", "help.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1", "close", show=False)]

    def __init__(self, lang: str, about: Screen[Any]) -> None:
        """Tell the keys of the screen `about`."""
        super().__init__(lang)
        self._keys = tuple(
            key
            for key in (*SCREENS.get(type(about).__name__, DIALOG), *EVERYWHERE)
            if not key[2] or about.check_action(key[2], ())
        )

    def compose(self) -> ComposeResult:
        """Yield the page."""
        _ = self.tr
        rows = [Content.assemble((padded(_(key), NAMES), "bold"), _(words)) for key, words, _a in self._keys]
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
            with Horizontal(id="shut"):
                yield Button(_("Close"), variant="primary", id="close", compact=True)

    def on_mount(self) -> None:
        """Let Enter close the page, which begins at its beginning however little room there is."""
        self.query_one(Button).focus(scroll_visible=False)

    def on_button_pressed(self) -> None:
        """Close the page."""
        self.dismiss(None)

    def action_close(self) -> None:
        """Close the page."""
        self.dismiss(None)
