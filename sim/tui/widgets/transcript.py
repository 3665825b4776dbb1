"""Owns the scrolling conversation, of which only a window is mounted.

A layout costs time in proportion to what is mounted (41 ms an entry at 1000,
8.6 ms with a window at any length), so entries outside the window are data.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from textual.containers import VerticalScroll
from textual.widget import Widget

from sim.tui.view import Message

MOST = 56
"""Entries mounted at one time; measured flat up to 60."""
STEP = 20
"""Entries that come in when a reader reaches the window's edge."""


class Transcript(VerticalScroll, can_focus=False):
    """Shows the messages given; scrolling past either edge moves the window.

    It takes no focus: the field turns its pages, and Tab leads from there to the customer's side.
    """

    def __init__(self, paint: Callable[[Message], Widget], *, id: str | None = None) -> None:  # noqa: A002
        """`paint` makes the widget of a message."""
        super().__init__(id=id)
        self._paint = paint
        self._messages: list[Message] = []
        self._low = self._high = 0
        self._pending: Widget | None = None
        self._moving = False
        self._following = True
        self._one_at_a_time = asyncio.Lock()  # what is mounted and what counts as mounted must not part

    @property
    def at_end(self) -> bool:
        """Whether the newest message is mounted."""
        return self._high == len(self._messages)

    async def show(self, messages: Sequence[Message]) -> None:
        """Show the end of a conversation, which has grown since the last call or been cut back."""
        async with self._one_at_a_time:
            known = len(self._messages)
            self._messages = list(messages)
            if self._pending is not None:
                await self._pending.remove()
                self._pending = None
            if self._high < known or not known or len(self._messages) < known:
                await self._jump()
            else:
                await self.mount_all(self._paint(m) for m in self._messages[self._high :])
                self._high = len(self._messages)
                await self._trim_top()
        self._follow()

    def _follow(self) -> None:
        """Go to the end, and stay there until a reader turns a page."""
        self._following = True
        self.call_after_refresh(self._to_end)

    def turn(self, pages: int) -> None:
        """Turn a page: -1 up, 1 down."""
        self._let_go()
        if pages < 0:
            self.scroll_page_up(animate=False)
        else:
            self.scroll_page_down(animate=False)

    def show_top(self, entry: Widget) -> None:
        """Go to the beginning of an entry, and stay there."""
        self._let_go()
        self.call_after_refresh(self.scroll_to_widget, entry, animate=False, top=True, force=True)

    def in_sight(self) -> list[Widget]:
        """Return the mounted entries of which something is seen, in their order."""
        seen = self.scrollable_content_region.size.region.translate(self.scroll_offset)
        return [entry for entry in self.children if seen.overlaps(entry.virtual_region)]

    def to_end(self) -> None:
        """Go to the end again, as when something new was said."""
        self._follow()

    def _let_go(self) -> None:
        self._following = False

    on_mouse_scroll_up = on_mouse_scroll_down = on_scroll_to = on_scroll_up = on_scroll_down = _let_go
    """A reader who scrolls by mouse or scrollbar is not taken back to the end."""

    def on_mount(self) -> None:
        """Watch the height of what is mounted: entries wrap anew when the room for them changes."""
        self.watch(self, "virtual_size", self._find_end, init=False)

    def on_resize(self) -> None:
        """Find the end again."""
        self._find_end()

    def _find_end(self) -> None:
        if self._following:
            self.call_next(self._to_end)

    def _to_end(self) -> None:
        """Go to the end; to the beginning of a note that stands there, however long it is.

        At once, and always from here: an end that was asked for earlier must not come later.
        """
        ends_in_note = self._pending is None and bool(self._messages) and self._messages[-1].kind == "note"
        if ends_in_note and self.children:
            self.scroll_to_widget(self.children[-1], animate=False, top=True, force=True, immediate=True)
        else:
            self.scroll_end(animate=False, immediate=True)

    async def show_pending(self, message: Message) -> None:
        """Show a reply that is being scored; the next `show` takes it away."""
        async with self._one_at_a_time:
            if not self.at_end:
                await self._jump()
            self._pending = self._paint(message)
            self._pending.add_class("-pending")
            await self.mount(self._pending)
        self._follow()

    async def drop_pending(self) -> None:
        """Take back a reply that could not be stored."""
        if self._pending is not None:
            await self._pending.remove()
            self._pending = None

    async def _jump(self) -> None:
        """Mount the last messages afresh."""
        await self.remove_children()
        self._low, self._high = max(0, len(self._messages) - MOST), len(self._messages)
        await self.mount_all(self._paint(m) for m in self._messages[self._low : self._high])

    async def _trim_top(self) -> None:
        extra = (self._high - self._low) - MOST
        if extra > 0:
            await self.remove_children(list(self.children)[:extra])
            self._low += extra

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Move the window when its edge comes into sight."""
        super().watch_scroll_y(old_value, new_value)
        if self._moving:
            return
        if new_value <= 0 < old_value and self._low > 0:
            self._moving = True
            self.call_next(self._earlier)
        elif new_value >= self.max_scroll_y > 0 and new_value > old_value and not self.at_end:
            self._moving = True
            self.call_next(self._later)

    async def _earlier(self) -> None:
        """Bring in earlier messages and let as many of the latest go."""
        async with self._one_at_a_time:
            first = self.children[0] if self.children else None
            low = max(0, self._low - STEP)
            await self.mount_all((self._paint(m) for m in self._messages[low : self._low]), before=0)
            self._low = low
            extra = (self._high - self._low) - MOST
            if extra > 0:
                await self.remove_children(list(self.children)[-extra:])
                self._high -= extra
        self._settle(first, top=True)

    async def _later(self) -> None:
        """Bring in later messages and let as many of the earliest go."""
        async with self._one_at_a_time:
            last = self.children[-1] if self.children else None
            high = min(len(self._messages), self._high + STEP)
            await self.mount_all(self._paint(m) for m in self._messages[self._high : high])
            self._high = high
            await self._trim_top()
        self._settle(last, top=False)

    def _settle(self, seen: Widget | None, *, top: bool) -> None:
        """Keep in sight what the reader was looking at."""

        def keep() -> None:
            if seen is not None and seen.is_attached:
                self.scroll_to_widget(seen, animate=False, top=top, force=True)
            self._moving = False

        self.call_after_refresh(keep)
