"""Owns who is logged in: a cookie's hash, the link it came from, until when.

Cookies and tokens are never kept, only their hashes; the file survives a restart, so that a new version
throws nobody out. Never asks whether a link still holds: the gate does, each time.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from sim.coach.invites import digest

FILE = "serve-logins.json"
"""Name of the file in the data folder, readable by the server's user alone."""

LASTS = 30 * 24 * 3600
"""Seconds that a login lasts: a month, the time of a course; a link that ends sooner ends it."""

EACH = 10
"""Logins of one link at most: its owner's devices; the oldest goes first."""


@dataclass(frozen=True)
class Login:
    """One browser that came in by a link. `until` is seconds of the epoch."""

    link: str
    until: float


class Logins:
    """The browsers that are logged in."""

    def __init__(self, folder: Path) -> None:
        """Read what was kept in `folder`; what cannot be read means that everybody logs in again."""
        self._file = folder / FILE
        self._by_cookie: dict[str, Login] = {}
        with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
            kept = json.loads(self._file.read_text("utf-8"))
            self._by_cookie = {str(key): Login(**value) for key, value in kept.items()}

    def add(self, link: str) -> str:
        """Log a browser in by the hash of a link's token; return what its cookie holds."""
        cookie = secrets.token_urlsafe(32)
        self._prune()
        mine = [key for key, login in self._by_cookie.items() if login.link == link]
        for key in mine[: max(0, len(mine) - EACH + 1)]:
            del self._by_cookie[key]
        self._by_cookie[digest(cookie)] = Login(link, time.time() + LASTS)
        self._keep()
        return cookie

    def link(self, cookie: str) -> str | None:
        """Return the hash of the link that a cookie came from, None for one that is unknown or too old."""
        login = self._by_cookie.get(digest(cookie))
        return login.link if login is not None and login.until > time.time() else None

    def remove(self, cookie: str) -> None:
        """Log a browser out."""
        if self._by_cookie.pop(digest(cookie), None) is not None:
            self._keep()

    def _prune(self) -> None:
        now = time.time()
        self._by_cookie = {key: login for key, login in self._by_cookie.items() if login.until > now}

    def _keep(self) -> None:
        """Write the file whole; where that cannot be, everybody logs in again after a restart."""
        part = self._file.with_suffix(".part")
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({key: asdict(login) for key, login in self._by_cookie.items()}, file)
            part.replace(self._file)
