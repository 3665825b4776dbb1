"""Owns what every screen shares: its language, its keys, and the word when a window is too small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from textual.app import ComposeResult
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from sim.locale import translator

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.tui.shell import Shell

Result = TypeVar("Result")


class _Shared:
    """Mixed into full screens and dialogs alike."""

    lang: str

    @property
    def tr(self) -> Callable[[str], str]:
        """The translator of this screen's language; `_ = self.tr`."""
        return translator(self.lang)

    @property
    def desk(self) -> Shell:
        """The app, as far as a screen knows it."""
        return cast("Shell", cast(Any, self).app)


class Room(_Shared, Screen[Result]):
    """A full screen. Below 60x18 it asks for a larger window; what was typed stays."""

    def __init__(self, lang: str) -> None:
        """Speak `lang`."""
        super().__init__()
        self.lang = lang

    def compose(self) -> ComposeResult:
        """Yield the notice for small windows; screens add their own parts after it."""
        _ = self.tr
        yield Static(
            _("Please make the window larger: at least 60 columns and 18 lines.\nNothing is lost."),
            id="too-small",
            markup=False,
        )


class Dialog(_Shared, ModalScreen[Result]):
    """A question in front of the screen that asks it."""

    def __init__(self, lang: str) -> None:
        """Speak `lang`."""
        super().__init__()
        self.lang = lang
