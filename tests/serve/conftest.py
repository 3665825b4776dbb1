"""Owns the server that the tests of a module share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from servers import Served, serving

PEOPLE = ("Ann", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida")


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """Serve, believing a proxy at 127.0.0.9; every test plays as people of its own."""
    with serving("--proxy-from", "127.0.0.9", "--proxy-header", "X-Remote-User", people=PEOPLE) as running:
        yield running
