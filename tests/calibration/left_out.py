"""Owns the rated replies as heads see them that left the reply's own scenario out.

What a new scenario would give the ladder. Never reads an unseen scenario, never makes a level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.model.language import LANGS, Lang
from sim.model.score import Cap, Dimension
from sim.scoring.ladder import Limit, strengths
from tests.calibration.fit import Fit
from tests.calibration.labelled import UNSEEN, context, engine, labelled, rows


@dataclass(frozen=True)
class Seen:
    """One rated reply as heads see it that left its scenario out: all that the ladder needs."""

    row: Mapping[str, Any]
    strengths: Mapping[str, float]
    limits: tuple[Limit, ...]
    flagged: bool
    scored: frozenset[Dimension]
    codes: frozenset[str]
    engine: str

    @property
    def scenario(self) -> str:
        """The scenario's id."""
        return str(self.row["scenario"])


def seen() -> list[Seen]:
    """Return every rated reply of a scenario that is not an unseen one, in order of the files."""
    found = {row["id"]: row for name in ("replies.jsonl", "own_replies.jsonl") for row in rows(name)}
    rated = [row for row in found.values() if row["scenario"] not in UNSEEN]
    whole = list(labelled())
    return [one for lang in LANGS for one in _of(rated, Fit(whole, lang), lang)]


def _of(rated: Sequence[Mapping[str, Any]], fit: Fit, lang: Lang) -> Iterator[Seen]:
    scores: dict[tuple[str, int], list[list[float]]] = {}
    mine = [row for row in rated if row["lang"] == lang]
    for scenario in sorted({row["scenario"] for row in mine}):
        scores |= fit.left_out([scenario])
    by_reply: dict[str, list[list[list[float]]]] = {}
    for (reply, _), row in sorted(scores.items()):
        by_reply.setdefault(reply, []).append(row)
    for row in mine:
        around = context(row["scenario"], row["turn"], lang)
        told = engine(row["scenario"], lang).score(row["reply"], around, by_reply[row["id"]])
        yield Seen(
            row=row,
            strengths={code: round(value, 3) for code, value in strengths(told.findings).items()},
            limits=tuple(map(_limit, told.caps)),
            flagged=bool(told.flags),
            scored=frozenset(d for d, reached in told.levels.items() if reached is not None),
            codes=told.codes(),
            engine=told.versions["engine"],
        )


def _limit(cap: Cap) -> Limit:
    return Limit(cap.code, cap.dimension, cap.limit)
