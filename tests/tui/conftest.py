"""Owns how the app is opened in a test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from tui_department import Shown
from tui_fake import FakeCoach
from tui_pilot import Opener

from sim.coach import Coach
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


@pytest.fixture
def kept(tmp_path: Path) -> Coach:
    """Return the real coach with an empty store."""
    return Coach(home=tmp_path)


@pytest.fixture
def go_on(kept: Coach) -> Opener:
    """Return what opens the app on an attempt of the real coach; without one, in the library."""

    @asynccontextmanager
    async def opened(
        attempt: str | None = None, size: tuple[int, int] = (80, 24), lang: str = "en"
    ) -> AsyncIterator[Pilot[int]]:
        request = Request(None, lang=lang, who="Ann", resume=attempt)  # type: ignore[arg-type]
        app = ServicesimApp(request, lambda _request: kept)
        async with app.run_test(size=size, notifications=True) as pilot:
            yield pilot

    return opened


@pytest.fixture
def show(kept: Coach, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Return what opens the app for Ann on the coach of `owner`; `only` opens a served session of its own."""
    monkeypatch.setenv("LOGNAME", "owner")

    @asynccontextmanager
    async def opened(size: tuple[int, int] = (80, 24), **asked: Any) -> AsyncIterator[Pilot[int]]:
        request = Request(**{"who": "Ann", **asked})
        coach = Coach(home=kept.home, only=request.only) if request.only else kept
        app = ServicesimApp(request, lambda _request: coach)
        async with app.run_test(size=size, notifications=True) as pilot:
            yield pilot

    return opened
