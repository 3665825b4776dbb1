"""Owns the question why a mark is wrong. Never judges the answer."""

from __future__ import annotations

from typing import ClassVar

from textual._path import CSSPathType
from textual.widgets import Input, Static

from sim.tui.screens.ask import AskLine


class AskReason(AskLine):
    """Gives back the reason, or an empty string when the trainee thought better of it."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["choice.tcss", "reason.tcss"]
    LONGEST = 500
    """Characters of a reason: a few sentences, which a trainer reads on one screen."""

    def __init__(self, lang: str, mark: str) -> None:
        """`mark` says in words what is contested."""
        super().__init__(lang)
        self._mark = mark

    def above(self) -> str:
        """Say what is contested."""
        return self._mark

    def question(self) -> str:
        """Ask for the reason."""
        _ = self.tr
        return _("This is wrong, because:")

    def labels(self) -> tuple[str, str]:
        """Return the field's and the button's words."""
        _ = self.tr
        return _("Your reason"), _("Back")

    def give(self) -> None:
        """Give back a reason; say that one is needed where none is given."""
        _ = self.tr
        if self.query_one(Input).value.strip():
            super().give()
            return
        self.query_one("#needed", Static).update(_("A reason is needed: a trainer reads it. Esc goes back."))
        self.query_one(Input).focus()
