"""Owns when a structured condition holds. Never code from a file, never a pattern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sim.model.events import Session
from sim.model.turns import Branch, Variant
from sim.model.when import Band, When


@dataclass(frozen=True)
class Moment:
    """What conditions may look at: the session after a reply, and that reply."""

    session: Session
    said: frozenset[str]
    asked: frozenset[str]
    codes: frozenset[str]
    quality: float


@dataclass(frozen=True)
class Part:
    """One part of a condition, held against a moment.

    `name` is its name in a file, `wanted` what stands there. `found` are those of the wanted names
    that are there; `value` is the figure that a band was held against, 0-100, None for names.
    """

    name: str
    wanted: tuple[str, ...] | Band
    holds: bool
    found: tuple[str, ...] = ()
    value: float | None = None


EVERY = ("met", "said", "told", "asked")
"""Parts all of whose names must be there."""
SOME = ("said_any", "any", "promised")
"""Parts of whose names one must be there."""
NO = ("not_met", "not_told", "none")
"""Parts none of whose names may be there."""


def parts(when: When, moment: Moment) -> Iterator[Part]:
    """Yield every part that a condition gives, in the order of `When`, with what it was held against."""
    for name in When.model_fields:
        wanted: tuple[str, ...] | Band | None = getattr(when, name)
        if isinstance(wanted, Band):
            value = _figure(name, moment)
            yield Part(name, wanted, wanted.holds(value), value=value)
        elif wanted:
            there = _there(name, moment)
            found = tuple(one for one in wanted if one in there)
            yield Part(name, wanted, _holds(name, len(found), len(wanted)), found)


def holds(when: When, moment: Moment) -> bool:
    """Say whether every part of a condition holds."""
    return all(part.holds for part in parts(when, moment))


def _holds(name: str, found: int, wanted: int) -> bool:
    if name in EVERY:
        return found == wanted
    return found == 0 if name in NO else found > 0


def _figure(name: str, moment: Moment) -> float:
    """Return the figure, 0-100, that a band is held against."""
    if name == "quality":
        return moment.quality * 25
    return float(getattr(moment.session.state, name))


def _there(name: str, moment: Moment) -> frozenset[str]:
    """Return every name that is there at a moment, of the kind that a part asks for."""
    session = moment.session
    if name in ("met", "not_met"):
        return frozenset(session.key_points)
    if name in ("told", "not_told"):
        return frozenset(session.told)
    if name == "promised":
        return frozenset(p.ref.partition(".")[2] for p in session.promises if p.standing == "over")
    if name == "asked":
        return moment.asked
    return moment.said if name in ("said", "said_any") else moment.codes


def first_branch(branches: Iterable[Branch], moment: Moment) -> Branch | None:
    """Return the first branch whose condition holds."""
    return next((b for b in branches if holds(b.when, moment)), None)


def first_variant(variants: Iterable[Variant], moment: Moment) -> Variant:
    """Return the first variant whose condition holds, else the last one."""
    options = list(variants)
    return next((v for v in options if holds(v.when, moment)), options[-1])
