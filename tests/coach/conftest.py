"""Owns a department's store of either kind, and a file of somebody's own beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from coach_people import Opener

from sim.coach import Coach


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Give where a department's store is: a folder, and the address of an empty database."""
    if request.param == "sqlite":
        return tmp_path / "department"
    return str(request.getfixturevalue("address"))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """Give a way to open stores; they are closed afterwards."""
    coaches: list[Coach] = []

    def open_(place: Path | str, **how: object) -> Coach:
        coaches.append(Coach(home=tmp_path / "home", place=place, **how))  # type: ignore[arg-type]
        return coaches[-1]

    yield open_
    for coach in coaches:
        coach.store.close()


@pytest.fixture
def there(opened: Opener, place: Path | str) -> Coach:
    """Give the department."""
    return opened(place)


@pytest.fixture
def laptop(opened: Opener, tmp_path: Path) -> Coach:
    """Give a file of somebody's own."""
    return opened(tmp_path / "laptop")
