"""A chat of N messages with the real transcript and composer, for measuring a key stroke."""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from textual.app import App, ComposeResult

from sim.tui.view import Message
from sim.tui.widgets.bubble import Bubble
from sim.tui.widgets.composer import Composer
from sim.tui.widgets.transcript import Transcript


class LongChat(App[None]):
    """Shows N messages and lets one type."""

    CSS = "Transcript { height: 1fr; scrollbar-gutter: stable; } Composer { height: 4; }"

    def __init__(self, count: int) -> None:
        """Show so many messages."""
        super().__init__()
        self._count = count

    def compose(self) -> ComposeResult:
        """Lay out as the chat does."""
        yield Transcript(lambda m: Bubble(m, {}, "en", 80), id="transcript")
        yield Composer("", id="composer")

    async def on_mount(self) -> None:
        """Fill the transcript and say when it stands."""
        count = self._count
        messages = [
            Message(
                "trainee" if n % 2 else "customer",
                "Ms Dawson",
                f"Message {n}: where is it, and who calls?",
                n,
            )
            for n in range(count - 1)
        ]
        messages.append(Message("customer", "Ms Dawson", "READY", count))
        await self.query_one(Transcript).show(messages)
        self.query_one(Composer).focus()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("messages", type=int, help="how many messages stand in the chat")
    LongChat(parser.parse_args().messages).run()
