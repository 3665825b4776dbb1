"""Owns what tests of a department on screen share: how a conversation is played to its end there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from textual.app import SystemCommand
from textual.pilot import Pilot
from tui_pilot import until, until_shown

from sim.tui.screens.chat import ChatScreen

Shown = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


def chat(pilot: Pilot[int]) -> ChatScreen:
    """Return the conversation that is on screen."""
    assert isinstance(pilot.app.screen, ChatScreen)
    return pilot.app.screen


async def play_to_the_end(pilot: Pilot[int], reply: str = "ok", over: str = "conversation is over") -> None:
    """Reply until the conversation is over; typing is not what is tested."""
    await until(pilot, lambda: isinstance(pilot.app.screen, ChatScreen))
    while not chat(pilot).view.over:
        before = chat(pilot).view.replies
        chat(pilot).composer.text = reply
        chat(pilot).send()
        await until(pilot, lambda n=before: chat(pilot).view.replies > n and not chat(pilot).busy)  # type: ignore[misc]
    await until_shown(pilot, over)


def commands(pilot: Pilot[int]) -> list[SystemCommand]:
    """Return what the palette offers on this screen."""
    return list(pilot.app.get_system_commands(pilot.app.screen))
