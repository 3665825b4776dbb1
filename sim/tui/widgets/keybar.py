"""Owns the line of keys at the foot of a screen, in the trainee's language; each can be clicked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

NAMES = {"enter": "Enter", "escape": "Esc", "space": "Space", "ctrl+j": "^J", "ctrl+p": "^P", "ctrl+q": "^Q"}


def key_name(key: str) -> str:
    """Return how a key is written: ASCII only, so that its width is never in doubt."""
    return NAMES.get(key, key.upper())


class KeyBar(Footer):
    """The bindings that are shown, translated when they are drawn."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        """`translate` turns a binding's English description."""
        super().__init__(show_command_palette=False, compact=True)
        self._translate = translate

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Stay as it is: the keys of a screen do not change."""

    def compose(self) -> ComposeResult:
        """Yield one clickable key for every binding the screen wants shown.

        The screen's own list is read, not the active bindings: a priority
        binding of the app would hide the screen's words for the same key.
        """
        for binding in self.screen.BINDINGS:
            if isinstance(binding, Binding) and binding.show:
                yield FooterKey(
                    binding.key, key_name(binding.key), self._translate(binding.description), binding.action
                ).data_bind(compact=Footer.compact)
