"""Owns how the app is opened in a test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from tui_fake import FakeCoach
from tui_pilot import Opener

from sim.tui.app import ServicesimApp
from sim.tui.request import Request


@pytest.fixture
def coach(tmp_path: Path) -> FakeCoach:
    """Return a coach with one scenario and one person."""
    return FakeCoach(tmp_path)


@pytest.fixture
def play(coach: FakeCoach) -> Opener:
    """Return what opens the app on the coach, in a window of a given size."""

    @asynccontextmanager
    async def opened(size: tuple[int, int] = (120, 36), **asked: Any) -> AsyncIterator[Pilot[int]]:
        request = Request(**{"scenario_id": "complaint-01", "title": "Two no-shows for a fridge", **asked})
        app = ServicesimApp(request, lambda _request: coach)  # type: ignore[arg-type,return-value]
        async with app.run_test(size=size, notifications=True) as pilot:
            yield pilot

    return opened
