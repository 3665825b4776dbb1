"""Owns how a test comes into the conversation, and by which words it knows the customer's first line."""

from __future__ import annotations

from textual.pilot import Pilot
from tui_pilot import until

from sim.tui.screens.chat import ChatScreen
from sim.tui.widgets.bubble import Bubble

LINE = "second time your delivery"


async def chat(pilot: Pilot[int]) -> ChatScreen:
    """Start the conversation and return its screen."""
    await until(
        pilot, lambda: pilot.app.screen.query("#start") != [] and bool(pilot.app.screen.query("#start"))
    )
    await pilot.press("enter")
    await until(
        pilot, lambda: isinstance(pilot.app.screen, ChatScreen) and bool(pilot.app.screen.query(Bubble))
    )
    await pilot.pause()
    assert isinstance(pilot.app.screen, ChatScreen)
    return pilot.app.screen
