"""Owns the help page of the preview: its keys. Never binds one; `screen` does."""

from __future__ import annotations

from typing import Any, ClassVar

from textual._path import CSSPathType
from textual.screen import Screen

from sim.errors import N_
from sim.tui.screens.help import PAGES, Help, Key

KEYS: tuple[Key, ...] = (
    ("Enter", N_("send the reply; on a button, press it"), ""),
    ("Ctrl+J", N_("new line in the reply"), ""),
    *PAGES,
    ("Tab", N_("next part of the screen; typing goes back to the field"), ""),
    ("F3", N_("to the next fault of the file"), ""),
    ("F5", N_("read the file now; a save is seen by itself"), ""),
    ("F6, F8", N_("the console of the reply before, and after"), ""),
    ("F7", N_("take the last reply back"), ""),
    ("F9", N_("show or hide the console"), ""),
    ("Ctrl+R", N_("begin again at the first message"), ""),
    ("Ctrl+P", N_("all commands"), ""),
    ("Ctrl+Q", N_("leave; nothing is stored"), ""),
)


class PreviewHelp(Help):
    """The help page with the preview's own keys."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["../screens/choice.tcss", "../screens/help.tcss"]

    def __init__(self, lang: str, about: Screen[Any]) -> None:
        """Tell the keys."""
        super().__init__(lang, about)
        self._keys = KEYS
