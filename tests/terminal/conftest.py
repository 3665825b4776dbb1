"""Owns the terminal that a test gets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tmux_kit import Tmux


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    """Give a terminal with an empty data folder."""
    terminal = Tmux(tmp_path / "home")
    yield terminal
    terminal.kill_server()
