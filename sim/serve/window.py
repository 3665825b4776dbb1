"""Owns what a browser may send through its websocket, and how that is ended.

Decides nothing about people or sessions, and writes down nothing of what was typed.
"""

from __future__ import annotations

import contextlib
import json
import logging
from typing import Any

from aiohttp import web

from sim.serve.budget import LEAST, weight
from sim.serve.session import Close, Session, shut

log = logging.getLogger("servicesim.serve")

WIDTH, HEIGHT = (20, 400), (10, 150)
"""Smallest and largest window in cells: below it nothing can be read, above it no screen is."""

HEARTBEAT = 15.0
"""Seconds between two signs of life: a connection that died is noticed within twice that."""

TYPED = 256 * 1024
"""Bytes of the largest message of a browser: a hundred times the longest reply that is read."""

CLOSING = 2.0
"""Seconds that a browser has to agree that a connection ends."""


class Window(web.WebSocketResponse):
    """A browser's websocket, which can be cut off."""

    def __init__(self, request: web.Request) -> None:
        """Answer `request`."""
        super().__init__(heartbeat=HEARTBEAT, timeout=CLOSING, max_msg_size=TYPED, compress=False)
        self._asked = request

    def abort(self) -> None:
        """End it without a word, whether it reads or not."""
        if self._asked.transport is not None:
            self._asked.transport.abort()


async def take(session: Session, socket: Window, text: str) -> bool:
    """Do what a message of a browser asks for; say whether it was one, and there may be more."""
    try:
        message = json.loads(text)
        kind = message[0]
        value = message[1] if len(message) > 1 else None
    except (ValueError, LookupError, TypeError, RecursionError):
        return False
    if not session.budget.take(weight(value) if isinstance(value, str) else LEAST):
        log.warning("session %d was sent more than anybody types", session.number)
        await shut(socket, Close.MUCH)
        return False
    if kind == "stdin" and isinstance(value, str):
        await session.type(value)
    elif kind == "resize" and isinstance(value, dict):
        await session.resize(clamp(value.get("width"), WIDTH, 80), clamp(value.get("height"), HEIGHT, 24))
    elif kind == "ping" and isinstance(value, str) and len(value) < 64:
        with contextlib.suppress(OSError):  # it is gone: the next read says so
            await socket.send_json(["pong", value])
    elif kind in ("focus", "blur"):
        await session.focus(gained=kind == "focus")
    else:
        return False
    return True


def clamp(value: Any, span: tuple[int, int], usual: int) -> int:
    """Return a whole number within a span; `usual` for what is none."""
    if not isinstance(value, int) or isinstance(value, bool):
        return usual
    return max(span[0], min(span[1], value))
