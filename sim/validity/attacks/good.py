"""Owns the good replies that attacks are made from: rated ones, and the exemplars of ready scenarios.

Reads no file: it is handed lines and scenarios.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from sim.errors import ServicesimError
from sim.model.json_lines import Fault, Ids, rows_in
from sim.model.language import LANGS, Lang
from sim.model.refusal import refusal
from sim.model.scenario import Scenario
from sim.model.score import Dimension
from sim.validity.ratings import Level

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
    id: Annotated[str, Field(coerce_numbers_to_str=True)]
    scenario: str
    turn: str
    lang: Lang
    reply: str
    levels: dict[Dimension, Level | None] = Field(default_factory=dict)
    history: list[Said] = Field(default_factory=list)
    exemplar: bool = False

    @property
    def good(self) -> bool:
        """Say whether every rated dimension reached `GOOD`, and at least one was rated."""
        rated = [level for level in self.levels.values() if level is not None]
        return bool(rated) and min(rated) >= GOOD


def good_replies(lines: Iterable[str], look: Callable[[Good], object]) -> tuple[list[Good], list[Fault]]:
    """Return the good ones among rated replies, one JSON line each, and the lines that are no such row.

    `look` raises ServicesimError for a row that is of nothing known; an id that an earlier row has is a
    fault too.
    """
    ids = Ids()

    def take(number: int, data: dict[str, Any]) -> Good:
        again = ids.again(number, data)
        try:
            found = Good.model_validate(data)
            look(found)
        except (ValueError, ServicesimError) as error:
            raise refusal(error, *again) from None
        if again:
            raise refusal(*again)
        return found

    rows, bad = rows_in(lines, take)
    return [row for row in rows if row.good], bad


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
