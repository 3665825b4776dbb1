"""Owns writing lines to a stream that may be a pipe, a narrow encoding, or gone.

Never decides what is said.
"""

from __future__ import annotations

import io
import os
import shutil
import textwrap
from collections.abc import Iterable
from typing import TextIO


class Voice:
    """Writes whole lines and flushes each, so that a listener hears them as they come."""

    def __init__(self, out: TextIO) -> None:
        """Speak to `out`."""
        self._out = out

    def say(self, *lines: str) -> None:
        """Write lines. Raises BrokenPipeError when nobody listens any more."""
        self._write("".join(f"{self._wrapped(line)}\n" for line in lines))

    def say_all(self, lines: Iterable[str]) -> None:
        """Write every line of `lines`."""
        self.say(*lines)

    def ask(self, prompt: str) -> None:
        """Write a prompt and leave the cursor behind it."""
        self._write(prompt)

    def hush(self) -> None:
        """Stop for good after a closed pipe, so that closing the program stays quiet too."""
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._out.fileno())
            os.close(nowhere)
        except (OSError, ValueError, io.UnsupportedOperation):
            return

    def _wrapped(self, line: str) -> str:
        """Break a long line between words on a terminal; a pipe and Chinese get it as it is."""
        if not self._out.isatty() or not line.isascii():
            return line
        return textwrap.fill(line, shutil.get_terminal_size().columns, break_on_hyphens=False) or line

    def _write(self, text: str) -> None:
        try:
            self._out.write(text)
        except UnicodeEncodeError:
            encoding = self._out.encoding or "ascii"
            self._out.write(text.encode(encoding, "replace").decode(encoding))
        self._out.flush()
