"""Owns what tests of the attacks share: the good replies, the range, the outcomes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from sim.content import Library
from sim.model.language import LANGS, Lang
from sim.validity.attacks import (
    ATTACKS,
    FAILURES,
    Attack,
    Attacked,
    Good,
    Range,
    Tried,
    exemplars,
    good_replies,
)
from tests.calibration.labelled import UNSEEN

REPLIES = Path(__file__).parents[1] / "calibration" / "replies.jsonl"
"""The rated replies."""

ROWS = (*ATTACKS, FAILURES)
"""Every attack, and the failures that an attack may not hide."""

SAMPLE = 15
"""Rated replies a language that are attacked: the first by a hash of their id, so that no one chose them.

`servicesim gaming-report` attacks all of a file.
"""

STRONG = 18
"""Strong exemplars a language that are attacked, chosen in the same way."""


@cache
def library() -> Library:
    """Return the bundled scenarios."""
    return Library()


@cache
def goods() -> tuple[Good, ...]:
    """Return the good replies: a sample of rated ones of the tuning scenarios, and of strong exemplars."""
    lines = [
        line for line in REPLIES.read_text("utf-8").splitlines() if json.loads(line)["scenario"] not in UNSEEN
    ]
    ready = [head.id for head in library().heads() if head.status == "ready" and head.id not in UNSEEN]
    strong = [good for name in ready for good in exemplars(library().scenario(name).value)]
    rated, bad = good_replies(lines, lambda _: None)
    assert not bad
    return (*_sample(rated, SAMPLE), *_sample(strong, STRONG))


def _sample(goods: Iterable[Good], number: int) -> list[Good]:
    """Return the first so many of each language by a hash of their ids."""
    ordered = sorted(goods, key=lambda good: hashlib.sha256(good.id.encode()).hexdigest())
    return [good for lang in LANGS for good in [one for one in ordered if one.lang == lang][:number]]


@cache
def field() -> Range:
    """Return where attacks are tried, with the default sheet."""
    return Range(lambda name: library().scenario(name).value, library().rubric("service").value)


@cache
def tried() -> tuple[Tried, ...]:
    """Return the outcome of every attack on every good reply; made once."""
    return tuple(field().attack(ROWS, goods()))


def outcomes(attack: str, lang: Lang) -> list[Tried]:
    """Return the outcomes of one attack in one language."""
    return [t for t in tried() if (t.attack, t.lang) == (attack, lang)]


def told(some: Iterable[Tried]) -> str:
    """Return outcomes in words, one a line, for a reader of the test."""
    return "\n".join(
        f"{t.id} {list(t.plain.values())} -> {list(t.levels.values())} {t.unmet} {t.text[:100]!r}"
        for t in list(some)[:40]
    )


def made(attack: Attack, good: Good) -> list[Attacked]:
    """Return what an attack makes of a good reply."""
    return list(attack.make(field().ground(good)))
