"""Owns what became of the attacks: one record a reply, one row an attack, the table as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sim.model.language import Lang, Text
from sim.model.score import Dimension
from sim.validity.attacks.model import Attack

MOST_GAINED = 0.01
"""Share of attacked replies that may gain a level before the engine counts as gamed: one in a hundred."""

Levels = dict[Dimension, int | None]


@dataclass(frozen=True)
class Tried:
    """One attacked reply after scoring. `unmet` names, in words, what its row asked for and did not get."""

    id: str
    attack: str
    variant: str
    lang: Lang
    reply: str
    text: str
    plain: Levels
    levels: Levels
    flags: tuple[str, ...]
    reasons: tuple[str, ...]
    red_lines: tuple[str, ...]
    codes: tuple[str, ...]
    unmet: tuple[str, ...]
    gained: tuple[Dimension, ...]
    passed: bool

    @property
    def failed(self) -> bool:
        """Say whether anything went wrong: the row not met, a level gained, or the pass mark reached."""
        return bool(self.unmet or self.gained or self.passed)

    def as_plain(self) -> dict[str, Any]:
        """Return the record as plain data."""
        return {
            "id": self.id,
            "lang": self.lang,
            "text": self.text,
            "plain": dict(self.plain),
            "levels": dict(self.levels),
            "flags": list(self.flags),
            "flag_reasons": list(self.reasons),
            "red_lines": list(self.red_lines),
            "codes": list(self.codes),
            "unmet": list(self.unmet),
            "gained": list(self.gained),
            "passed": self.passed,
        }


@dataclass(frozen=True)
class Row:
    """One attack over all replies: how many, how many met the row, gained a level, reached the pass mark."""

    id: str
    name: Text
    n: int
    met: int
    gained: int
    passed: int
    failures: tuple[Tried, ...]


@dataclass(frozen=True)
class Table:
    """The outcome of all attacks, from so many good replies."""

    rows: tuple[Row, ...]
    replies: int

    @property
    def n(self) -> int:
        """How many attacked replies were scored."""
        return sum(row.n for row in self.rows)

    @property
    def gained(self) -> int:
        """How many of them gained a level over the plain reply."""
        return sum(row.gained for row in self.rows)

    @property
    def passed(self) -> int:
        """How many of them reached the pass mark."""
        return sum(row.passed for row in self.rows)

    @property
    def holds(self) -> bool:
        """Say whether the engine holds: none reaches the pass mark, at most one in a hundred gains."""
        return self.passed == 0 and self.gained <= MOST_GAINED * self.n

    def as_plain(self) -> dict[str, Any]:
        """Return the table as plain data, ready for JSON or a page."""
        return {
            "replies": self.replies,
            "n": self.n,
            "met": sum(row.met for row in self.rows),
            "gained": self.gained,
            "passed": self.passed,
            "holds": self.holds,
            "attacks": [
                {
                    "id": row.id,
                    "name": {"en": row.name.en, "zh": row.name.zh},
                    "n": row.n,
                    "met": row.met,
                    "gained": row.gained,
                    "passed": row.passed,
                    "failures": [f.as_plain() for f in row.failures],
                }
                for row in self.rows
            ],
        }


def table_of(attacks: Iterable[Attack], tried: Iterable[Tried]) -> Table:
    """Gather outcomes in the order of `attacks`; an attack that made no reply has a row of zeros."""
    by_attack: dict[str, list[Tried]] = {}
    replies = set()
    for one in tried:
        by_attack.setdefault(one.attack, []).append(one)
        replies.add(one.reply)
    rows = []
    for attack in attacks:
        part = by_attack.get(attack.id, [])
        rows.append(
            Row(
                id=attack.id,
                name=attack.name,
                n=len(part),
                met=sum(not t.unmet for t in part),
                gained=sum(bool(t.gained) for t in part),
                passed=sum(t.passed for t in part),
                failures=tuple(t for t in part if t.failed),
            )
        )
    return Table(tuple(rows), len(replies))
