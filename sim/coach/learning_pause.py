"""Owns how long the queue waits after the other side failed or asked for peace.

The waits double and have no chance in them: one department has one queue, so nobody comes in step with it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sim.store.department import Department

FIRST, MOST = 60.0, 6 * 3600.0
"""Seconds before the second try, and the longest wait that doubling leads to: four tries a day."""

LONGEST = 24 * 3600.0
"""Most seconds that another side can make us wait; a mistake there must not silence us for a year."""

_SETTING = "xapi.pause"


@dataclass(frozen=True)
class Pause:
    """The queue waits `until` then (with a zone), for the `failures`-th time in a row, and `why`."""

    until: datetime
    failures: int
    why: str

    @classmethod
    def begin(cls, desk: Department, address: str, why: str, wait: float | None, now: datetime) -> Pause:
        """Keep that the queue to `address` waits: what doubling gives, or longer where `wait` asks for it."""
        before = pause_of(desk, address)
        failures = (before.failures if before else 0) + 1
        seconds = max(later(failures - 1), min(wait or 0.0, LONGEST))
        pause = cls(now + timedelta(seconds=seconds), failures, why)
        told = {"address": address, "until": pause.until.isoformat(), "failures": failures, "why": why}
        desk.save_setting(_SETTING, json.dumps(told))
        return pause

    @staticmethod
    def end(desk: Department) -> None:
        """Forget the failures: something arrived."""
        if desk.setting(_SETTING):
            desk.save_setting(_SETTING, "")


def pause_of(desk: Department, address: str | None = None) -> Pause | None:
    """Return the pause that was kept, over or not; with `address` only one of that record store."""
    kept = desk.setting(_SETTING)
    if not kept:
        return None
    told = json.loads(kept)
    if address not in (None, told["address"]):
        return None
    return Pause(datetime.fromisoformat(told["until"]), told["failures"], told["why"])


def later(tries: int) -> float:
    """Return the seconds before the next try of what failed `tries` times before."""
    return float(min(FIRST * 2 ** min(tries, 16), MOST))
