"""Owns a question with a few answers. Never knows what an answer means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sim.tui.clean import plain
from sim.tui.screens.room import Dialog


class Choice(Dialog[str]):
    """Arrow keys and Enter, a click, or Esc for the answer `escape`."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["choice.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(
        self, lang: str, question: str, answers: Sequence[tuple[str, str]], *, escape: str, at: str = ""
    ) -> None:
        """`answers` are pairs of id and words; the choice begins at `at`, else at the first one."""
        super().__init__(lang)
        self._question, self._answers, self._escape, self._at = question, tuple(answers), escape, at

    def compose(self) -> ComposeResult:
        """Yield the question and its answers."""
        with Vertical(id="box"):
            yield Static(plain(self._question), markup=False, id="question")
            yield OptionList(*(Option(plain(words), id=key) for key, words in self._answers), markup=False)

    def on_mount(self) -> None:
        """Begin at the answer that is meant to be the first thought."""
        if self._at:
            listed = self.query_one(OptionList)
            listed.highlighted = listed.get_option_index(self._at)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the answer back."""
        self.dismiss(event.option_id or self._escape)

    def action_leave(self) -> None:
        """Give the answer that changes nothing."""
        self.dismiss(self._escape)
