"""Owns the scenarios that are drawn, and a coach with an empty store."""

from __future__ import annotations

import pytest

from sim.content import Library
from sim.model.scenario import Scenario
from sim.workshop.graph import open_source


@pytest.fixture(scope="session")
def complaint() -> Scenario:
    """Return the scenario that is drawn most."""
    return Library().scenario("complaint-01").value


@pytest.fixture(scope="session")
def scenarios() -> tuple[Scenario, ...]:
    """Return every bundled scenario, drafts too."""
    library = Library()
    return tuple(open_source(library, head.id, "en").scenario for head in library.heads())
