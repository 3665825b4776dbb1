"""Owns the line that tells how far a run is: a bar, a rate, the time left. Computes no score."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from sim.locale import translator
from sim.scale.job import Step

WIDTH = 24
"""Signs of the bar: with the figures it fits a terminal of 80 columns in both languages."""

SELDOM = 30.0
"""Seconds between two lines where nobody watches, as in a log file."""

MINUTE, HOUR = 60, 3600


class Progress:
    """Tells how far a run is on `stream`: one line that moves on a terminal, else a line now and then."""

    def __init__(
        self, stream: TextIO, lang: str, *, moving: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin to count; `moving` says that the stream is a terminal."""
        self._stream, self._lang, self._moving, self._clock = stream, lang, moving, clock
        self._began = self._told = clock()
        self._shown = 0

    def __call__(self, step: Step) -> None:
        """Tell of a step."""
        now = self._clock()
        line = self.line(step, now - self._began)
        if self._moving:
            self._stream.write("\r" + line + " " * max(0, self._shown - len(line)))
            self._shown = len(line)
        elif now - self._told >= SELDOM:
            self._stream.write(line + "\n")
            self._told = now
        self._stream.flush()

    def close(self) -> None:
        """Leave the line that moves, so that what follows stands on its own."""
        if self._shown:
            self._stream.write("\n")
            self._stream.flush()
            self._shown = 0

    def line(self, step: Step, seconds: float) -> str:
        """Return the line of a step, `seconds` after the run began."""
        _ = translator(self._lang)
        full = int(WIDTH * step.done)
        bar = "#" * full + "-" * (WIDTH - full)
        rate = step.turns / seconds if seconds > 0 else 0.0
        form = _("{percent} % [{bar}] {turns} turns, {rate}/s, {left} left")
        return form.format(
            percent=int(100 * step.done),
            bar=bar,
            turns=f"{step.turns:,}",
            rate=f"{rate:,.0f}",
            left=self._left(step, seconds),
        )

    def _left(self, step: Step, seconds: float) -> str:
        _ = translator(self._lang)
        if not step.fresh:
            return "?"
        left = round(seconds / step.fresh * max(0.0, 1 - step.done))
        if left < MINUTE:
            return _("{n} s").format(n=left)
        if left < HOUR:
            return _("{n} min").format(n=round(left / MINUTE))
        return _("{n} h {m} min").format(n=left // HOUR, m=left % HOUR // MINUTE)
