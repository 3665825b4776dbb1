"""Owns one session as the server sees it: its process, the browser that watches it, what goes between them.

Never reads what is typed and never keeps what is drawn. Who may watch is decided before.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import signal
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any, Protocol

from textual_serve._binary_encode import load

from sim.serve.budget import Budget
from sim.serve.nursery import Birth

PRELUDE = b"__GANGLION__\n"
"""What Textual's driver writes first."""

LARGEST = 8 << 20
"""Bytes of the largest packet that is believed: forty times a full frame of 500 by 200 cells."""

SLOW = 20.0
"""Seconds that a browser may take to read one frame; then it counts as gone, and can come back."""

STALLED = 1.0
"""Seconds of one frame after which a browser counts as not reading when its session is to end."""

CLOSING = 3.0
"""Seconds that telling a browser why it sees no more may take; one that does not read is cut off."""

POLITE, FIRM = 5.0, 2.0
"""Seconds that a session has to put everything away when it is asked to, then when it is told to."""

CHUNK = 64 * 1024
"""Characters of a file that are asked for at a time."""

BIGGEST_FILE = 4 << 20
"""Bytes of a file that a session may send: a conversation of a hundred replies takes about 0.1 MB."""

OFFERED = 8
"""Files that wait to be fetched; the oldest is dropped."""


class Close(IntEnum):
    """Why a browser is told that it sees no more; the page has words for each."""

    DONE = 1000
    GOING_AWAY = 1001
    TAKEN = 4001
    IDLE = 4002
    LEFT = 4003
    FULL = 4004
    NOT_IN = 4005
    FAULT = 4006
    MUCH = 4007


class Viewer(Protocol):
    """A browser's websocket."""

    def send_bytes(self, data: bytes, /) -> Awaitable[None]:
        """Send what is to be drawn."""

    def send_str(self, data: str, /) -> Awaitable[None]:
        """Send a message to the page."""

    def close(self, *, code: int) -> Awaitable[bool]:
        """End it."""

    def abort(self) -> None:
        """End it without a word, whether it reads or not."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who was let in; `link` is the hash of their link, empty where a proxy vouches for them."""

    who: str
    link: str = ""


@dataclass
class File:
    """A file that a session offers; its parts come as they are asked for, an empty one at the end."""

    name: str
    parts: asyncio.Queue[bytes] = field(default_factory=asyncio.Queue)


class Session:
    """One person's session. `gone` is set when its process has ended; `ending` once it is to end."""

    def __init__(
        self,
        number: int,
        birth: Birth,
        visitor: Visitor,
        tell: Callable[[int, int], None],
        now: Callable[[], float],
    ) -> None:
        """`tell` sends a signal to a session's process by its number; `now` gives seconds that only grow."""
        self.number, self.who, self.lang = number, birth.who, birth.lang
        self.visitor = visitor
        self.ending = False
        self.gone = asyncio.Event()
        self.began = self.touched = now()
        self.budget = Budget(now)
        self.left_at: float | None = None
        self._tell, self._now = tell, now
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._viewer: Viewer | None = None
        self._drawing: tuple[Viewer, float] | None = None
        self._why = Close.LEFT
        self._files: dict[str, File] = {}

    @property
    def watched(self) -> bool:
        """Whether a browser shows it."""
        return self._viewer is not None

    async def connect(self, line: socket.socket) -> None:
        """Take the socket to its process. Raises OSError."""
        self._reader, self._writer = await asyncio.open_unix_connection(sock=line)

    async def show_to(self, viewer: Viewer, width: int, height: int) -> Viewer | None:
        """Show this session in a browser; return the one that showed it before, which sees no more."""
        before, self._viewer = self._viewer, viewer
        self.touched, self.left_at = self._now(), None
        await self._meta({"type": "attach", "width": width, "height": height})
        return before

    def leave(self, viewer: Viewer) -> bool:
        """Take note that a browser is gone; say whether it was the one that showed this session."""
        if self._viewer is not viewer:
            return False
        self._viewer, self.left_at = None, self._now()
        return True

    # to the process

    async def type(self, text: str) -> None:
        """Pass on what somebody typed."""
        self.touched = self._now()
        await self._send(b"D", text.encode("utf-8", "replace"))

    async def resize(self, width: int, height: int) -> None:
        """Pass on the size of the window in cells."""
        await self._meta({"type": "resize", "width": width, "height": height})

    async def focus(self, *, gained: bool) -> None:
        """Pass on whether the window has the focus."""
        await self._meta({"type": "focus" if gained else "blur"})

    async def _meta(self, message: dict[str, Any]) -> None:
        await self._send(b"M", json.dumps(message).encode())

    async def _send(self, kind: bytes, payload: bytes) -> None:
        if self._writer is None:
            return
        with contextlib.suppress(OSError):  # it has ended: whoever waits for that is told
            self._writer.write(kind + len(payload).to_bytes(4, "big") + payload)
            await self._writer.drain()

    # from the process

    async def follow(self) -> None:
        """Pass on what the process draws until it is gone."""
        if self._reader is None:
            return
        with contextlib.suppress(asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError, ValueError):
            await self._reader.readuntil(PRELUDE)
            while True:
                head = await self._reader.readexactly(5)
                size = int.from_bytes(head[1:], "big")
                if size > LARGEST:
                    break
                await self._take(head[:1], await self._reader.readexactly(size))
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    async def _take(self, kind: bytes, payload: bytes) -> None:
        if kind == b"D":
            await self._draw(lambda viewer: viewer.send_bytes(payload))
        elif kind == b"M":
            message = json.loads(payload)
            if message.get("type") == "deliver_file_start":
                key = str(message["key"])
                while len(self._files) >= OFFERED:
                    del self._files[next(iter(self._files))]
                self._files[key] = File(_safe_name(str(message["path"])))
                told = json.dumps(["servicesim_file", key])
                await self._draw(lambda viewer: viewer.send_str(told))
        elif kind == b"P":
            match load(payload):
                case ("deliver_chunk", str(key), str() | bytes() as part) if key in self._files:
                    data = part.encode() if isinstance(part, str) else part
                    self._files[key].parts.put_nowait(data)

    async def _draw(self, send: Callable[[Viewer], Awaitable[None]]) -> None:
        """Send to whoever watches; without anybody it is dropped, and drawn anew for the next."""
        viewer = self._viewer
        if viewer is not None:
            self._drawing = viewer, self._now()
            try:
                await asyncio.wait_for(send(viewer), SLOW)
            except TimeoutError:
                viewer.abort()  # whoever reads from it sees that it is gone, and says so
            except (OSError, RuntimeError):
                pass  # it is closing or gone: whoever reads from it says so
            finally:
                self._drawing = None

    async def file(self, key: str) -> tuple[str, bytes] | None:
        """Return name and content of a file that this session offered, once; None where it did not."""
        file = self._files.get(key)
        if file is None:
            return None
        content = bytearray()
        try:
            while len(content) <= BIGGEST_FILE:
                await self._meta({"type": "deliver_chunk_request", "key": key, "size": CHUNK, "name": None})
                part = await asyncio.wait_for(file.parts.get(), POLITE)
                if not part:
                    return file.name, bytes(content)
                content += part
        except TimeoutError:
            pass
        finally:
            self._files.pop(key, None)
        return None

    # the end

    async def end(self, why: Close) -> None:
        """Have everything put away and the process end, politely first; return when it is gone."""
        if not self.ending:
            self.ending, self._why = True, why
            await self._meta({"type": "quit"})
        for patience, what in ((FIRM, None), (POLITE, signal.SIGTERM), (FIRM, signal.SIGKILL)):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.gone.wait(), patience)
                return
            if what is not None:
                self._tell(self.number, what)
            elif self._drawing is not None and self._now() - self._drawing[1] > STALLED:
                self._drawing[0].abort()  # nobody reads it, and the process waits until somebody does
        await self.gone.wait()

    async def ended(self, code: int) -> None:
        """Take note that the process ended with an exit code, and tell who watches."""
        viewer, self._viewer = self._viewer, None
        self.gone.set()
        if self._writer is not None:
            self._writer.close()  # a process that is still there sees that it is alone, and leaves
        if viewer is not None:
            await shut(viewer, self._why if code == 0 or self.ending else Close.FAULT)


async def shut(viewer: Viewer, why: Close) -> None:
    """Tell a browser why it sees no more; one that does not listen is cut off."""
    try:
        await asyncio.wait_for(viewer.close(code=why), CLOSING)
    except TimeoutError:
        viewer.abort()
    except (OSError, RuntimeError):
        pass  # it is gone


def _safe_name(path: str) -> str:
    """Return the name of a file that any system and any header takes."""
    return re.sub(r"[^A-Za-z0-9._-]", "-", Path(path).name)[-80:].lstrip(".-") or "servicesim.txt"
