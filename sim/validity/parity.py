"""Owns the comparison of two languages: the same reply in English and in Chinese, level by level (F9).

Plain arithmetic on levels that somebody else gave. Never scores and never reads a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from sim.errors import N_, Usage
from sim.model.language import Lang
from sim.model.refusal import refusal
from sim.model.score import DIMENSIONS, Dimension
from sim.validity.agreement import adjacent, deviation, mean

MEAN_APART = 0.35
"""Most that the levels of a pair may be apart on average (issue 3, "Fair")."""

MEAN_SIGNED = 0.15
"""Most by which one language may stand above the other on average (issue 3; `domain.md` 5.5, F9)."""

ADJACENT = 0.95
"""Least share of pairs whose levels are at most one apart (issue 3, "Fair")."""

Levels = Mapping[Dimension, int | None]
"""The levels of one reply; None where the message gave no opportunity."""


class Pair(BaseModel):
    """One reply to one message, written in both languages by people who would type it so."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    id: str
    scenario: str
    turn: str
    en: str
    zh: str

    def reply(self, lang: Lang) -> str:
        """Return the reply in one language."""
        return self.en if lang == "en" else self.zh


@dataclass(frozen=True)
class Parity:
    """How far two languages are scored alike in one dimension.

    `apart` is the mean distance of a pair in levels, `signed` the mean of
    (Chinese - English) in levels, `standardised` the same in standard deviations
    of the English levels (None without spread), `adjacent` the share of pairs at
    most one level apart. `beyond` names the other pairs with both levels.
    `unscored` counts pairs of which a side has no level; they are in no other figure.
    """

    dimension: Dimension
    n: int
    unscored: int
    apart: float
    signed: float
    standardised: float | None
    adjacent: float
    beyond: tuple[tuple[str, int, int], ...]

    @property
    def holds(self) -> bool:
        """Say whether all three limits are kept, on at least one pair."""
        return (
            self.n > 0
            and self.apart <= MEAN_APART
            and abs(self.signed) <= MEAN_SIGNED
            and self.adjacent >= ADJACENT
        )

    def as_plain(self) -> dict[str, Any]:
        """Return the figures as plain data, rounded to hundredths, with the verdict."""
        rounded = {k: round(v, 2) if isinstance(v, float) else v for k, v in asdict(self).items()}
        return {**rounded, "holds": self.holds}


def read_pairs(lines: Iterable[str]) -> Iterator[Pair]:
    """Yield pairs, one JSON line each; empty lines are skipped. Raises Usage for a line that is none."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield Pair.model_validate(json.loads(line))
        except (ValueError, RecursionError) as error:
            raise Usage(N_("line {n}: {reason}"), n=number, reason=refusal(error)) from None


def parity(scored: Sequence[tuple[str, Levels, Levels]]) -> tuple[Parity, ...]:
    """Return one row a dimension for pairs of (id, English levels, Chinese levels)."""
    return tuple(_of(dimension, scored) for dimension in DIMENSIONS)


def _of(dimension: Dimension, scored: Sequence[tuple[str, Levels, Levels]]) -> Parity:
    rows = [
        (name, a, b)
        for name, en, zh in scored
        if (a := en.get(dimension)) is not None and (b := zh.get(dimension)) is not None
    ]
    levels = [(a, b) for _, a, b in rows]
    signed = mean([b - a for a, b in levels]) if rows else 0.0
    spread = deviation([a for a, _ in levels]) if rows else 0.0
    return Parity(
        dimension=dimension,
        n=len(rows),
        unscored=len(scored) - len(rows),
        apart=mean([abs(a - b) for a, b in levels]) if rows else 0.0,
        signed=signed,
        standardised=signed / spread if spread else None,
        adjacent=adjacent(levels) if rows else 0.0,
        beyond=tuple(row for row in rows if abs(row[1] - row[2]) > 1),
    )
