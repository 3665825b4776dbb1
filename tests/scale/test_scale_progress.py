"""The line that tells how far a run is: on a terminal it moves, in a log it is seldom."""

from __future__ import annotations

import io

import pytest

from sim.scale.job import Step
from sim.scale.progress import SELDOM, Progress


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        """Return the seconds that it was set to."""
        return self.now


def started(*, moving: bool) -> tuple[Progress, io.StringIO, Clock]:
    """Return a progress that began at zero, what it writes to, and its clock."""
    stream, clock = io.StringIO(), Clock()
    return Progress(stream, "en", moving=moving, clock=clock), stream, clock


@pytest.mark.parametrize(
    ("step", "seconds", "shown"),
    [
        (Step(0.0, 0.0, 0), 0, "0 % [------------------------] 0 turns, 0/s, ? left"),
        (Step(0.5, 0.5, 1000), 10, "50 % [############------------] 1,000 turns, 100/s, 10 s left"),
        (Step(0.75, 0.25, 500), 100, "75 % [##################------] 500 turns, 5/s, 2 min left"),
        (Step(0.01, 0.01, 500), 150, "1 % [------------------------] 500 turns, 3/s, 4 h 7 min left"),
        (Step(1.0, 0.2, 7), 10, "100 % [########################] 7 turns, 1/s, 0 s left"),
    ],
)
def test_rate_and_time_left(step: Step, seconds: float, shown: str) -> None:
    """The rate is that of this run; the time left follows from what this run did, not from what was there."""
    progress, _stream, _clock = started(moving=True)
    assert progress.line(step, seconds) == shown


def test_on_a_terminal_one_line_moves() -> None:
    """Each step writes over the one before, leaving nothing of it, and the end leaves the line."""
    progress, stream, clock = started(moving=True)
    clock.now = 1000.0
    progress(Step(0.001, 0.001, 1000))
    clock.now = 1001.0
    progress(Step(1.0, 1.0, 9))
    progress.close()
    progress.close()
    first, second = stream.getvalue().removesuffix("\n").split("\r")[1:]
    assert len(second) == len(first)
    assert second.rstrip().endswith("0 s left")
    assert stream.getvalue().count("\n") == 1


def test_in_a_log_lines_are_seldom() -> None:
    """Where nobody watches a line is written now and then, each whole."""
    progress, stream, clock = started(moving=False)
    for second in range(100):
        clock.now = float(second)
        progress(Step(second / 100, second / 100, second))
    progress.close()
    lines = stream.getvalue().splitlines()
    assert len(lines) == 99 // SELDOM
    assert all(line.endswith("left") for line in lines)
    assert "\r" not in stream.getvalue()
