"""Owns the store that each test of this room gets: a fresh one on either database, closed afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from department_samples import House, furnish

from sim.store import Store


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Give where a store can be opened: a folder, and the address of an empty database."""
    if request.param == "sqlite":
        return tmp_path / "home"
    return str(request.getfixturevalue("address"))


@pytest.fixture
def store(place: Path | str) -> Iterator[Store]:
    """Give an empty store."""
    with Store.open(place) as opened:
        yield opened


@pytest.fixture
def again(place: Path | str) -> Callable[[], Store]:
    """Give a way to open the same place once more."""
    return lambda: Store.open(place)


@pytest.fixture
def house(store: Store) -> House:
    """Give a furnished department."""
    return furnish(store)
