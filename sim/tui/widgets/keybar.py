"""Owns the line of keys at the foot of a screen, in the trainee's language; each can be clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

N_ = str
NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "left": N_("Left arrow"),
    "ctrl+j": "^J",
    "ctrl+p": "^P",
    "ctrl+q": "^Q",
    "ctrl+r": "^R",
}

LEAST = ("app.command_palette", "app.theme")
"""Actions whose keys go first where the line is too narrow for all: the help page names them."""
MOST = ("app.help", "app.quit")
"""Actions whose keys go last, with the first of the screen."""


def key_name(key: str) -> str:
    """Return how a key is written, in words where it is an arrow: no sign whose width is in doubt."""
    return NAMES.get(key, key.upper())


class KeyBar(Footer):
    """The bindings that are shown, translated when they are drawn; without room the least needed go."""

    def __init__(
        self, translate: Callable[[str], str], *, spare: Sequence[str] = (), without: Sequence[str] = ()
    ) -> None:
        """`translate` turns a binding's English description; actions in `spare` need a wide window.

        Those in `without` are not shown: the help page names them.
        """
        super().__init__(show_command_palette=False, compact=True)
        self._translate, self._spare, self._without = translate, tuple(spare), tuple(without)
        self._told: dict[str, tuple[str, bool]] = {}

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Stay as it is: the keys of a screen do not change."""

    def tell(self, action: str, words: str, *, shown: bool = True) -> None:
        """Say what the key of `action` does now; `words` are translated already."""
        if self._told.get(action) == (words, shown):
            return
        self._told[action] = words, shown
        for key in self.query(FooterKey):
            if key.action == action:
                key.description = words
                key.set_class(not shown, "-off")
                key.refresh(layout=True)
        self._fit()

    def on_mount(self) -> None:
        """Leave out what has no room."""
        self._fit()

    def on_resize(self) -> None:
        """Look again: the room has changed."""
        self._fit()

    def _fit(self) -> None:
        """Leave keys out, the least needed first, until every other stands whole on the line."""
        keys = [key for key in self.query(FooterKey) if not key.has_class("-off")]
        if self.screen.has_class("-narrow"):
            keys = [key for key in keys if not key.has_class("-spare")]
        room = self.size.width + 1  # the last key needs no space behind it
        taken = sum(cell_len(key.key_display) + cell_len(key.description) + 2 for key in keys)
        left_out = set()
        for key in sorted(keys[1:], key=self._need):
            if taken <= room or not self.size.width:
                break
            left_out.add(key)
            taken -= cell_len(key.key_display) + cell_len(key.description) + 2
        for key in keys:
            key.set_class(key in left_out, "-no-room")

    def _need(self, key: FooterKey) -> tuple[int, int]:
        """Return how much a key is needed: what a wide window alone shows less, what comes first more."""
        if key.action in LEAST:
            return 0, LEAST.index(key.action)
        if key.action in MOST:
            return 3, MOST.index(key.action)
        return (1 if key.has_class("-spare") else 2), -list(self.query(FooterKey)).index(key)

    def compose(self) -> ComposeResult:
        """Yield one clickable key for every binding the screen wants shown.

        The screen's own list is read, not the active bindings: a priority
        binding of the app would hide the screen's words for the same key. A key
        that means nothing here, such as a hint in an exam, is left out.
        """
        for binding in self.screen.BINDINGS:
            if not isinstance(binding, Binding) or not binding.show or binding.action in self._without:
                continue
            if self.screen.check_action(binding.action, ()):
                words, shown = self._told.get(binding.action, (self._translate(binding.description), True))
                key = FooterKey(binding.key, self._translate(key_name(binding.key)), words, binding.action)
                key.set_class(not shown, "-off")
                key.set_class(binding.action in self._spare, "-spare")
                yield key.data_bind(compact=Footer.compact)
