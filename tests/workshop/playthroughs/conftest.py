"""Owns how a test gets the short conversation with places changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from play_kit import baseline


@pytest.fixture
def edited(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return what writes the short conversation with places changed; each must be there."""

    def write(*changes: tuple[str, str]) -> Path:
        text = baseline(tmp_path_factory.getbasetemp())
        for old, new in changes:
            assert re.search(old, text), (old, text)
            text = re.sub(old, new, text, count=1)
        path = tmp_path / "complaint-01.short.en.play.yaml"
        path.write_text(text, "utf-8")
        return path

    return write
