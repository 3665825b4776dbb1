"""Owns a department in a PostgreSQL database for each test: it is built once and copied."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from row_rules_house import Place, built, copied


@pytest.fixture(scope="session")
def template(postgres: str) -> Iterator[Place]:
    """Give a department that is only copied."""
    with built(postgres) as place:
        yield place


@pytest.fixture
def place(template: Place) -> Iterator[Place]:
    """Give a department of one's own."""
    with copied(template) as place:
        yield place
