"""Owns the counts of scored turns: they add up over parts in any order. Knows no words and no chat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.model.language import LANGS, Lang
from sim.model.score import DIMENSIONS, TOP, Explanation

CODES = ("patterns", "missing", "shown", "red_lines", "flags")
"""What is counted by code: in how many turns it stands."""


@dataclass
class LangTally:
    """The agents' turns of one language.

    `unscored` are those that answer nobody, `flagged` those whose wording counts for nothing, `crossed`
    those with a red line; `levels` counts turns by level 0-4, dimension by dimension.
    """

    turns: int = 0
    scored: int = 0
    unscored: int = 0
    flagged: int = 0
    crossed: int = 0
    incomplete: int = 0
    levels: dict[str, list[int]] = field(default_factory=lambda: {d: [0] * (TOP + 1) for d in DIMENSIONS})
    codes: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in CODES})

    def add(self, said: Explanation | None, codes: Mapping[str, Iterable[str]], *, incomplete: bool) -> None:
        """Count one turn; `said` is None where it was not scored, `codes` are its own, by kind."""
        self.turns += 1
        self.incomplete += incomplete
        if said is None:
            self.unscored += 1
            return
        self.scored += 1
        self.flagged += bool(said.flags)
        self.crossed += bool(said.red_lines)
        for dimension, level in said.levels.items():
            if level is not None:
                self.levels[dimension][level] += 1
        for kind, found in codes.items():
            self.codes[kind].update(found)


NUMBERS = ("turns", "scored", "unscored", "flagged", "crossed", "incomplete")


@dataclass
class Tally:
    """What one part, or all of them, came to. `bad` counts bad rows by problem."""

    rows: int = 0
    chats: int = 0
    bad: Counter[str] = field(default_factory=Counter)
    langs: dict[Lang, LangTally] = field(default_factory=lambda: {lang: LangTally() for lang in LANGS})

    def merge(self, other: Tally) -> None:
        """Add the counts of another part."""
        self.rows += other.rows
        self.chats += other.chats
        self.bad.update(other.bad)
        for lang, theirs in other.langs.items():
            mine = self.langs[lang]
            for name in NUMBERS:
                setattr(mine, name, getattr(mine, name) + getattr(theirs, name))
            for dimension, counts in theirs.levels.items():
                mine.levels[dimension] = [a + b for a, b in zip(mine.levels[dimension], counts, strict=True)]
            for kind, found in theirs.codes.items():
                mine.codes[kind].update(found)

    def total(self, name: str) -> int:
        """Return one of the `NUMBERS` over both languages."""
        return sum(getattr(tally, name) for tally in self.langs.values())

    def as_plain(self) -> dict[str, Any]:
        """Return the counts as plain data, in an order that does not depend on how they came together."""
        return {
            "rows": self.rows,
            "chats": self.chats,
            "bad": dict(sorted(self.bad.items())),
            "langs": {
                lang: {
                    **{name: getattr(tally, name) for name in NUMBERS},
                    "levels": tally.levels,
                    "codes": {kind: dict(sorted(found.items())) for kind, found in tally.codes.items()},
                }
                for lang, tally in self.langs.items()
            },
        }

    @classmethod
    def of_plain(cls, data: Mapping[str, Any]) -> Tally:
        """Return the counts that `as_plain` gave."""
        tally = cls(data["rows"], data["chats"], Counter(data["bad"]))
        for lang in LANGS:
            theirs, mine = data["langs"][lang], tally.langs[lang]
            for name in NUMBERS:
                setattr(mine, name, theirs[name])
            mine.levels = {dimension: list(counts) for dimension, counts in theirs["levels"].items()}
            mine.codes = {kind: Counter(theirs["codes"][kind]) for kind in CODES}
        return tally
