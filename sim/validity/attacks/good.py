"""Owns the good replies that attacks are made from: rated ones, and the exemplars of ready scenarios.

Reads no file: it is handed lines and scenarios.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from sim.errors import N_, Usage
from sim.model.language import LANGS, Lang
from sim.model.refusal import refusal
from sim.model.scenario import Scenario
from sim.model.score import Dimension

GOOD = 3
"""Least level in every rated dimension of a good reply: specific, answered, owned (`domain.md` 2.3-2.5)."""


class Said(BaseModel):
    """One line of what was said before."""

    model_config = ConfigDict(extra="ignore")
    who: Literal["customer", "trainee"]
    text: str


class Good(BaseModel):
    """One good reply. `exemplar` says that it stands in the scenario itself."""

    model_config = ConfigDict(extra="ignore")
    id: str
    scenario: str
    turn: str
    lang: Lang
    reply: str
    levels: dict[Dimension, int | None] = Field(default_factory=dict)
    history: list[Said] = Field(default_factory=list)
    exemplar: bool = False

    @property
    def good(self) -> bool:
        """Say whether every rated dimension reached `GOOD`, and at least one was rated."""
        rated = [level for level in self.levels.values() if level is not None]
        return bool(rated) and min(rated) >= GOOD


def good_replies(lines: Iterable[str]) -> Iterator[Good]:
    """Yield the good ones among rated replies, one JSON line each. Raises Usage for a line that is none."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = Good.model_validate(json.loads(line))
        except (ValueError, RecursionError) as error:
            raise Usage(N_("line {n}: {reason}"), n=number, reason=refusal(error)) from None
        if found.good:
            yield found


def exemplars(scenario: Scenario) -> Iterator[Good]:
    """Yield the strong exemplars of a ready scenario in the languages it was written in; a draft has none."""
    if scenario.status != "ready":
        return
    for turn in scenario.turns:
        for lang in LANGS:
            reply = getattr(turn.exemplars.strong, lang) if turn.exemplars else None
            if reply:
                yield Good(
                    id=f"{scenario.id}.{turn.id}.{lang}",
                    scenario=scenario.id,
                    turn=turn.id,
                    lang=lang,
                    reply=reply,
                    exemplar=True,
                )
