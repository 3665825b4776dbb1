"""What tests of everyday wording share: a first reply to a turn, and what is held against it."""

from __future__ import annotations

from sim.model.language import Lang
from sim.model.score import Explanation
from tests.calibration.labelled import context, engine


def scored(scenario: str, turn: str, lang: Lang, reply: str) -> Explanation:
    """Return what the engine says of a first reply to a turn."""
    return engine(scenario, lang).score(reply, context(scenario, turn, lang))


def harm(said: Explanation) -> list[str]:
    """Return the codes of what is held against a reply for certain."""
    return [f.code for f in said.findings if f.code.startswith("X") and f.certain]
