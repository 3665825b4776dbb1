"""Owns how a screen is read in a test: as the text that stands on it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from textual.pilot import Pilot

PATIENCE = 60.0
"""Seconds that `until` waits for what never comes. A slow machine is no failure; a pass never takes them."""
Opener = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


def shown(pilot: Pilot[Any]) -> str:
    """Return what stands on the screen as text, one line a row."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait until something holds; a test that waits in vain shows the screen it got stuck on."""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        await pilot.pause()
        if holds():
            return
        await pilot.pause(0.01)
    pytest.fail(f"waited in vain; the screen shows:\n{shown(pilot)}")


async def click_until(pilot: Pilot[Any], selector: str, words: str) -> None:
    """Click like a person does: again, when nothing has come of it because the screen was still moving."""
    for _ in range(5):
        if pilot.app.screen.query(selector):
            await pilot.click(selector)
        for _ in range(40):
            await pilot.pause(0.02)
            if words in shown(pilot):
                return
    pytest.fail(f"clicked in vain; the screen shows:\n{shown(pilot)}")


async def until_shown(pilot: Pilot[Any], words: str) -> str:
    """Wait until `words` stand on the screen and return the screen."""
    await until(pilot, lambda: words in shown(pilot))
    return shown(pilot)
