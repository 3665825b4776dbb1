"""Owns how much one browser may hand a session: so much at once, then so much a second."""

from __future__ import annotations

import re
from collections.abc import Callable

ROOM = 64 * 1024
"""Bytes that pass at once: a paste of thirty times the longest reply that is read."""

RATE = 8 * 1024
"""Bytes that are free again each second: nobody types so fast, no held key and no moved mouse sends more."""

LEAST = 32
"""Bytes that each key, movement of the mouse or message counts as: a session takes 256 of them a second."""

_PASTE = re.compile("\x1b\\[200~([^\x1b]*)\x1b\\[201~")
_KEY = re.compile("\x1b\\[[<?0-9;]*[A-Za-z~]")


def weight(text: str) -> int:
    """Return the bytes that typed text counts as: a paste as many as it has, all else by the key."""
    pasted = sum(len(found.encode("utf-8", "replace")) for found in _PASTE.findall(text))
    return pasted + LEAST * len(_KEY.sub("k", _PASTE.sub("p", text)))


class Budget:
    """What is left of it."""

    def __init__(self, now: Callable[[], float]) -> None:
        """Begin full; `now` gives seconds that only grow."""
        self._now = now
        self._left, self._at = float(ROOM), now()

    def take(self, size: int) -> bool:
        """Take `size` bytes; say whether there were so many. What did not fit takes nothing."""
        now = self._now()
        self._left = min(float(ROOM), self._left + (now - self._at) * RATE)
        self._at = now
        if (asked := max(LEAST, size)) > self._left:
            return False
        self._left -= asked
        return True
