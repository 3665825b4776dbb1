"""Owns whether a reply, in its place in a scenario, is told of a code."""

from __future__ import annotations

from sim.model.language import Lang
from tests.calibration.labelled import context, engine


def told(code: str, lang: Lang, scenario: str, turn: str, reply: str) -> bool:
    """Say whether a reply is told of a code."""
    said = engine(scenario, lang).score(reply, context(scenario, turn, lang))
    return any(f.code == code for f in said.shown)
