"""Owns the servers and stores of tests of sending."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lrs_kit import Faulty, Ralph

from sim.coach import Coach


@pytest.fixture(scope="module")
def ralph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ralph]:
    """Give a record store that runs, one for a file of tests."""
    server = Ralph(tmp_path_factory.mktemp("ralph"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def faulty() -> Iterator[Faulty]:
    """Give a server that answers as it is told to."""
    told = Faulty()
    server = told.serve()
    yield told
    server.shutdown()
    server.server_close()


@pytest.fixture
def coach(tmp_path: Path) -> Iterator[Coach]:
    """Give an empty store in a file."""
    coach = Coach(home=tmp_path / "home")
    yield coach
    coach.store.close()
