"""Owns the folder of a sound pack, and an empty data folder to install into."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs_kit import SCENARIO, SHEET


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return the folder of a sound pack with one scenario."""
    folder = tmp_path / "refunds"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "pack.yaml").write_text(SHEET, "utf-8")
    (folder / "scenarios" / "refund-01.yaml").write_text(
        SCENARIO.replace("id: complaint-01", "id: refund-01", 1), "utf-8"
    )
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty data folder, and work in an empty folder."""
    folder = tmp_path / "home"
    (tmp_path / "work").mkdir()
    monkeypatch.setenv("SERVICESIM_HOME", str(folder))
    monkeypatch.delenv("SERVICESIM_PACKS", raising=False)
    monkeypatch.chdir(tmp_path / "work")
    return folder
