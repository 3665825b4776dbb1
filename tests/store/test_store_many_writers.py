"""Fifty trainees at once, a third of them killed: what was kept stays, in order, each in its own attempt."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import sim
from sim.model.events import CustomerSaid
from sim.store import Store, care

PROGRAM = Path(__file__).with_name("many_writers.py")
ROOT = Path(sim.__file__).parents[1]

WRITERS, TURNS, KILLED = 50, 5, 17


@pytest.mark.skipif(sys.platform == "win32", reason="fork and kill -9 are not of Windows")
def test_fifty_writers_lose_and_mix_nothing(store: Store, place: Path | str) -> None:
    """Every event that was announced is there; nobody has half a turn, another's words or another's id."""
    done = subprocess.run(
        [sys.executable, "-W", "error", str(PROGRAM), str(place), *map(str, (WRITERS, TURNS, KILLED))],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    last, victims = told["last"], set(told["victims"])
    for who, end in told["ends"].items():
        # Who was killed after the last turn had ended well before.
        assert end == 0 or (who in victims and end == signal.SIGKILL), (who, done.stderr)
    assert sum(end == signal.SIGKILL for end in told["ends"].values()) > KILLED // 2
    rows = store.attempts()
    assert len({row.id for row in rows}) == len(rows) == len({row.who for row in rows})
    kept = {row.who: row.id for row in rows}
    for who, (attempt, seq) in last.items():
        assert kept[who] == attempt
        events = store.events(attempt)
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        assert len(events) >= seq
        assert len(events) % 2 == 1
        said = [event for event in events if isinstance(event, CustomerSaid)]
        assert [event.text for event in said] == [f"{who} {n}" for n in range(2, len(events) + 1)]
        if who not in victims:
            assert len(events) == 2 * TURNS + 1
    assert set(last) >= set(told["ends"]) - victims
    assert care.check(place)[1] == ()
