"""Owns what tests of the content room share: two small valid files and a machine without packs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture(scope="session")
def scenario_text() -> str:
    """Return a scenario without a fault, in both languages."""
    return (SAMPLES / "late-parcel.yaml").read_text("utf-8")


@pytest.fixture(scope="session")
def rubric_text() -> str:
    """Return a rubric without a fault, in both languages."""
    return (SAMPLES / "small.yaml").read_text("utf-8")


@pytest.fixture(scope="session")
def english_text(scenario_text: str) -> str:
    """Return the scenario in English only: plain texts and `language: en`."""
    text = re.sub(r"\{en: (\[[^\]]*\]), zh: \[[^\]]*\]\}", r"\1", scenario_text)
    text = re.sub(r"\{en: ([^{}]*?), zh: [^{}]*?\}", r'"\1"', text)
    return "language: en\n" + text


@pytest.fixture
def edited(scenario_text: str) -> Callable[[str, str], str]:
    """Return a function that gives the scenario with one place changed; the place must be there."""

    def change(old: str, new: str) -> str:
        assert old in scenario_text, old
        return scenario_text.replace(old, new, 1)

    return change


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a machine with no packs but ours; its home and its working folder are empty."""
    (tmp_path / "home").mkdir()
    (tmp_path / "work").mkdir()
    monkeypatch.setenv("SERVICESIM_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SERVICESIM_PACKS", raising=False)
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path
