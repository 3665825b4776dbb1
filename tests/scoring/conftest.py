"""Owns how tests of scoring are kept fast: the kit is loaded once, `verify` reuses compiled engines."""

from __future__ import annotations

import importlib

import pytest
import scoring_kit as kit

from sim.model.language import LANGS, Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.scoring import Engine


@pytest.fixture(scope="session")
def engines() -> dict[Lang, Engine]:
    """Return the engines of complaint-01, compiled once."""
    return {lang: kit.engine(lang) for lang in LANGS}


@pytest.fixture
def quick_verify(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `verify` take a compiled engine for the same texts: compiling costs 200 ms each time."""

    def compiled(scenario: Scenario, rubric: Rubric, lang: Lang) -> Engine:
        assert scenario == kit.scenario()
        assert rubric == kit.rubric()
        return kit.engine(lang)

    monkeypatch.setattr(importlib.import_module("sim.scoring.verify"), "Engine", compiled)
