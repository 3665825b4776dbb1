"""Owns when a structured condition holds. Never code from a file, never a pattern."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.model.events import Session
from sim.model.scenario import Branch, Variant, When


@dataclass(frozen=True)
class Moment:
    """What conditions may look at: the session after a reply, and that reply."""

    session: Session
    said: frozenset[str]
    asked: frozenset[str]
    codes: frozenset[str]
    quality: float


def holds(when: When, moment: Moment) -> bool:
    """Say whether every part of a condition holds."""
    session = moment.session
    met, told = set(session.key_points), set(session.told)
    promised = {p.ref.partition(".")[2] for p in session.promises if p.standing == "over"}
    bands = (
        (when.quality, moment.quality * 25),
        (when.heat, session.state.heat),
        (when.trust, session.state.trust),
        (when.patience, session.state.patience),
        (when.resolution, session.state.resolution),
    )
    return (
        set(when.met) <= met
        and not set(when.not_met) & met
        and set(when.said) <= moment.said
        and (not when.said_any or bool(set(when.said_any) & moment.said))
        and set(when.told) <= told
        and not set(when.not_told) & told
        and set(when.asked) <= moment.asked
        and (not when.any or bool(set(when.any) & moment.codes))
        and not set(when.none) & moment.codes
        and (not when.promised or bool(set(when.promised) & promised))
        and all(band is None or band.holds(value) for band, value in bands)
    )


def first_branch(branches: Iterable[Branch], moment: Moment) -> Branch | None:
    """Return the first branch whose condition holds."""
    return next((b for b in branches if holds(b.when, moment)), None)


def first_variant(variants: Iterable[Variant], moment: Moment) -> Variant:
    """Return the first variant whose condition holds, else the last one."""
    options = list(variants)
    return next((v for v in options if holds(v.when, moment)), options[-1])
