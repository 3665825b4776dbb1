"""Owns the servers and stores of tests of sending."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lrs_kit import Faulty, Ralph


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
