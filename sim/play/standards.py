"""Owns what each tier may expect (`domain.md` 3.6). Courtesy and honesty are the same for all."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.customer import Loyalty, Tier


@dataclass(frozen=True)
class Standard:
    """Expected perceived quality, 0-100: `adequate` is what is tolerated, `desired` what is hoped for."""

    adequate: int
    desired: int
    commitment_by_reply: int


STANDARDS: dict[Tier, Standard] = {
    "vip": Standard(70, 85, 1),
    "main": Standard(65, 82, 1),
    "regular": Standard(60, 80, 2),
    "small": Standard(55, 80, 2),
}
"""First specific commitment expected by which reply, adequate and desired quality, per tier."""


def stay_intent(
    baseline: float, perceived: float, adequate: int, *, failure: bool, loyalty: Loyalty
) -> float:
    """Return the intent to stay, 0-100.

    Moves by half of what was perceived above or below adequate. After a failure
    it cannot rise above where it was (recovery raises satisfaction, not loyalty:
    `domain.md` 3.3), unless service itself is what holds this customer.
    """
    moved = baseline + 0.5 * (perceived - adequate)
    if failure and loyalty != "service":
        moved = min(moved, baseline)
    return round(min(100.0, max(0.0, moved)), 1)
