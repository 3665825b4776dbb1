"""Owns the line of keys at the foot of a screen, in the trainee's language; each can be clicked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "left": "Left",
    "ctrl+j": "^J",
    "ctrl+p": "^P",
    "ctrl+q": "^Q",
}


def key_name(key: str) -> str:
    """Return how a key is written: ASCII only, so that its width is never in doubt."""
    return NAMES.get(key, key.upper())


class KeyBar(Footer):
    """The bindings that are shown, translated when they are drawn."""

    def __init__(self, translate: Callable[[str], str], *, spare: Sequence[str] = ()) -> None:
        """`translate` turns a binding's English description; actions in `spare` need a wide window."""
        super().__init__(show_command_palette=False, compact=True)
        self._translate, self._spare = translate, tuple(spare)

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Stay as it is: the keys of a screen do not change."""

    def compose(self) -> ComposeResult:
        """Yield one clickable key for every binding the screen wants shown.

        The screen's own list is read, not the active bindings: a priority
        binding of the app would hide the screen's words for the same key. A key
        that means nothing here, such as a hint in an exam, is left out.
        """
        for binding in self.screen.BINDINGS:
            if not isinstance(binding, Binding) or not binding.show:
                continue
            if self.screen.check_action(binding.action, ()):
                words = self._translate(binding.description)
                key = FooterKey(binding.key, key_name(binding.key), words, binding.action)
                key.set_class(binding.action in self._spare, "-spare")
                yield key.data_bind(compact=Footer.compact)
