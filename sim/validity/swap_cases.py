"""Owns changes of who the customer is: name, gender, tier, in the scenario and in the reply.

Nothing that happened changes, so no score may (`domain.md` 5.5, F6 and F8).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sim.model.customer import Tier
from sim.model.language import LANGS, Lang
from sim.model.scenario import Scenario
from sim.validity.swap_texts import strings_swapped, words_swapped
from sim.validity.swap_words import AFTER_HIM, GENDER, OTHER_NAME

Reworded = Callable[[str, Lang], str]
"""A change of any text of a case."""

OPPOSITE: dict[Tier, Tier] = {"vip": "small", "main": "small", "regular": "vip", "small": "vip"}
"""For each tier the one furthest away."""

_HER = re.compile(rf"\bher\b(?= +(?!(?:{'|'.join(AFTER_HIM.split())})\b)\w)", re.IGNORECASE)


def other_gender(text: str, lang: Lang) -> str:
    """Turn every word that tells a gender into its fellow."""
    if lang == "zh":
        return strings_swapped(text, GENDER["zh"])
    return words_swapped(_HER.sub(lambda m: m[0] + ("S" if m[0].isupper() else "s"), text), GENDER["en"])


def other_name(scenario: Scenario) -> Reworded:
    """Return the change that gives the customer of a scenario another family name."""
    name = scenario.customer.name
    old = {"en": name.get("en").split()[-1], "zh": name.get("zh")}
    new = {"en": OTHER_NAME["en"], "zh": OTHER_NAME["zh"] + name.get("zh")[-2:]}

    def renamed(text: str, lang: Lang) -> str:
        return text.replace(old[lang], new[lang])

    return renamed


def reworded(scenario: Scenario, change: Reworded) -> Scenario:
    """Return a scenario with every text and phrase changed; ids, times and sums stay."""
    return Scenario.model_validate(_changed(scenario.model_dump(by_alias=True), change))


def _changed(part: Any, change: Reworded) -> Any:
    if isinstance(part, dict):
        return {
            key: _said(value, key, change) if key in LANGS else _changed(value, change)
            for key, value in part.items()
        }
    return [_changed(value, change) for value in part] if isinstance(part, list | tuple) else part


def _said(value: Any, lang: Lang, change: Reworded) -> Any:
    """Change one text, or each of several phrases."""
    if isinstance(value, str):
        return change(value, lang)
    return [change(phrase, lang) for phrase in value] if isinstance(value, list | tuple) else value


def other_tier(scenario: Scenario) -> Scenario:
    """Return a scenario whose customer is of the tier furthest away, and the same in all else."""
    customer = scenario.customer
    changed = customer.model_copy(update={"tier": OPPOSITE[customer.tier]})
    return scenario.model_copy(update={"customer": changed})
