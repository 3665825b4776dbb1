"""Owns the field a reply is typed into. Never sends anything by itself: it says that Enter was pressed.

Its height is fixed: a repaint then needs no layout, and a key shows within 3 ms.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from sim.tui.clean import plain
from sim.tui.kinsoku import has_wide


class Composer(TextArea):
    """Enter sends, Ctrl+J begins a new line, Page Up and Down turn the conversation."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j", "newline", show=False),
        Binding("pageup", "turn_page(-1)", show=False),
        Binding("pagedown", "turn_page(1)", show=False),
    ]

    class Sent(Message):
        """The trainee wants this reply to be sent."""

    class Turned(Message):
        """The trainee turns a page of the conversation: -1 up, 1 down."""

        def __init__(self, pages: int) -> None:
            """Remember the direction."""
            super().__init__()
            self.pages = pages

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:  # noqa: A002
        """Start empty, without a border and without line numbers."""
        super().__init__(placeholder=placeholder, id=id, compact=True, highlight_cursor_line=False)

    async def _on_key(self, event: events.Key) -> None:
        """Send on Enter instead of breaking the line."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Sent())
            return
        await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        """Take pasted words in without anything that steers a terminal."""
        event.prevent_default()
        event.stop()
        if not self.read_only and (done := self._replace_via_keyboard(plain(event.text), *self.selection)):
            self.move_cursor(done.end_location)
            self.focus()

    def action_newline(self) -> None:
        """Begin a new line."""
        if not self.read_only:
            self._replace_via_keyboard("\n", *self.selection)

    def action_turn_page(self, pages: int) -> None:
        """Ask for another page of the conversation."""
        self.post_message(self.Turned(pages))

    def get_cursor_word_left_location(self) -> tuple[int, int]:
        """Go back one word; one character in Chinese, where a run has no spaces."""
        row, column = self.cursor_location
        before = self.document[row][:column].rstrip()
        if before and has_wide(before[-1]):
            return row, len(before) - 1
        return self._not_past_wide(row, column, super().get_cursor_word_left_location())

    def _not_past_wide(self, row: int, column: int, target: tuple[int, int]) -> tuple[int, int]:
        """Stop a word of letters where Chinese begins."""
        line = self.document[row]
        if target[0] != row:
            return target
        stop = next((i for i in range(column, target[1], -1) if has_wide(line[i - 1])), target[1])
        return row, stop

    def follow_cursor(self, place: Callable[[], None]) -> None:
        """Have `place` called whenever the layout moved this field.

        The input method's window then opens at the caret and not where it was before.
        """
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _screen: place())
