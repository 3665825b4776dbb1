"""Owns the question who is playing, asked once at the first start. Never stores the answer."""

from __future__ import annotations

from typing import ClassVar

from textual._path import CSSPathType

from sim.store.rows import NAME_LIMIT
from sim.tui.screens.ask import AskLine


class AskName(AskLine):
    """Gives back a name, or an empty string when the question was skipped."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["choice.tcss", "name.tcss"]
    LONGEST = NAME_LIMIT

    def question(self) -> str:
        """Ask for the name."""
        _ = self.tr
        return _("Under which name shall your attempts be kept? They stay on this computer.")

    def labels(self) -> tuple[str, str]:
        """Return the field's and the button's words."""
        _ = self.tr
        return _("Your name"), _("Skip")
