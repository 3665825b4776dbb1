"""Owns the plan of a server and the clock that tests of its parts share."""

from __future__ import annotations

from typing import Any

from sim.serve.plan import Plan, made_plan


def plan(**options: Any) -> Plan:
    """Return the plan of a command line with these options."""
    usual: dict[str, Any] = {
        "host": "127.0.0.1", "port": 8017, "url": "", "sessions": 40, "idle": 30.0, "grace": 120.0,
        "lang": None, "proxy_header": "", "proxy_from": (), "user": "",
    }  # fmt: skip
    return made_plan(**{**usual, **options})


class Clock:
    """A clock that a test turns."""

    now = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now
