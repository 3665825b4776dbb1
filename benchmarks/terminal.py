"""Runs a program in a real pseudo-terminal and says when given text arrives."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping

ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b\][^\x07]*\x07|\x1b[=>]")


class Terminal:
    """One program in a terminal of 120 columns and 36 rows that answers like a modern one."""

    def __init__(self, command: list[str], env: Mapping[str, str]) -> None:
        """Start the program."""
        self.began = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(
                command[0], command, {**os.environ, **env, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
            )
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        self.seen = b""

    def wait_for(self, text: str, timeout: float = 20.0) -> float:
        """Read until `text` stands in what arrived since the last call; return the seconds since the start."""
        wanted = text.encode()
        end = time.perf_counter() + timeout
        while time.perf_counter() < end:
            ready, _, _ = select.select([self.fd], [], [], 0.05)
            if not ready:
                continue
            try:
                chunk = os.read(self.fd, 65536)
            except OSError:
                break
            if b"\x1b[?2026$p" in chunk:
                os.write(self.fd, b"\x1b[?2026;2$y")
            self.seen += chunk
            if wanted in ESCAPES.sub(b"", self.seen):
                self.seen = b""
                return time.perf_counter() - self.began
        raise TimeoutError(f"{text!r} did not appear")

    def send(self, data: str) -> float:
        """Type `data`; return the time it was sent."""
        os.write(self.fd, data.encode())
        return time.perf_counter()

    def next_bytes(self, timeout: float = 2.0) -> float:
        """Wait for the next bytes; return when they arrived."""
        ready, _, _ = select.select([self.fd], [], [], timeout)
        if not ready:
            raise TimeoutError("no frame")
        os.read(self.fd, 65536)
        return time.perf_counter()

    def drain(self, quiet: float = 0.15) -> None:
        """Read until nothing has arrived for `quiet` seconds."""
        while select.select([self.fd], [], [], quiet)[0]:
            try:
                os.read(self.fd, 65536)
            except OSError:
                return

    def close(self) -> None:
        """Kill the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)
