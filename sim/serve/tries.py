"""Owns how often somebody may fail to get in: per address, within a window of time. Knows no tokens."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable

from sim.serve.plan import address_of

FAILURES = 10
"""Failed tries that one address has: a mistyped link takes two or three, a guesser of 256 bits any number."""

WINDOW = 600.0
"""Seconds after which a failed try is forgotten."""

KEPT = 10_000
"""Addresses remembered at most, so that a flood of them fills no memory; the oldest is forgotten first."""


class Tries:
    """The failed tries of each address; an IPv6 one counts with its whole /64, which one person has."""

    def __init__(self, now: Callable[[], float]) -> None:
        """`now` gives seconds that only grow."""
        self._now = now
        self._failed: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """Return the seconds until this address may try again; 0 when it may now."""
        failed = self._failed.get(_group(address))
        if failed is None:
            return 0.0
        while failed and failed[0] <= self._now() - WINDOW:
            failed.popleft()
        return failed[0] + WINDOW - self._now() if len(failed) >= FAILURES else 0.0

    def fail(self, address: str) -> None:
        """Count a failed try."""
        group = _group(address)
        self._failed.setdefault(group, deque(maxlen=FAILURES)).append(self._now())
        self._failed.move_to_end(group)
        while len(self._failed) > KEPT:
            self._failed.popitem(last=False)


def _group(address: str) -> str:
    found = address_of(address)
    return str(int(found) >> 64) if found is not None and found.version == 6 else address
