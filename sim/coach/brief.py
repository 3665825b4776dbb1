"""Owns what a trainee reads before a scenario starts. Never reads a file."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.language import Lang
from sim.model.scenario import Scenario


@dataclass(frozen=True)
class Brief:
    """What a trainee reads before a scenario starts."""

    id: str
    title: str
    difficulty: int
    family: str
    about: str
    goal: str
    role: str
    card: tuple[tuple[str, str], ...]
    customer: str
    tier: str
    type: str


def brief_of(scenario: Scenario, lang: Lang) -> Brief:
    """Return the brief of a scenario in `lang`."""
    return Brief(
        id=scenario.id,
        title=scenario.title.get(lang),
        difficulty=scenario.difficulty,
        family=scenario.family,
        about=scenario.about.get(lang),
        goal=scenario.goal.get(lang),
        role=scenario.role.get(lang),
        card=tuple((e.label.get(lang), e.text.get(lang)) for e in scenario.facts.card),
        customer=scenario.customer.name.get(lang),
        tier=scenario.customer.tier,
        type=scenario.customer.type,
    )
