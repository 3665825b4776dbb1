"""Two windows at once, and windows that are killed: nothing lost, nothing mixed."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import store_samples as samples

import sim
from sim.store import Store

PROGRAM = Path(__file__).with_name("store_process.py")
ROOT = Path(sim.__file__).parents[1]


def start(*arguments: object) -> subprocess.Popen[str]:
    """Start a process that waits for `go`."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", str(PROGRAM), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def go(processes: list[subprocess.Popen[str]]) -> None:
    """Let processes loose together."""
    for process in processes:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line == "ready\n", process.communicate()
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()


def run_together(*jobs: tuple[object, ...]) -> list[list[str]]:
    """Run jobs side by side to their end and return the lines each printed."""
    processes = [start(*job) for job in jobs]
    go(processes)
    lines = []
    for process in processes:
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        lines.append(out.split())
    return lines


def integrity(path: Path) -> str:
    """Return what SQLite itself says of the file."""
    connection = sqlite3.connect(path)
    try:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        connection.close()


def test_processes_that_open_a_new_folder_at_once_all_succeed(tmp_path: Path) -> None:
    """One of them migrates, the others wait for it; each can write afterwards."""
    names = ["Ana", "Bo", "Chen"]
    run_together(*(("open", tmp_path / "home", name) for name in names))
    with Store.open(tmp_path / "home") as store:
        assert list(store.profiles()) == names


def test_two_processes_with_an_attempt_each_lose_and_mix_nothing(tmp_path: Path) -> None:
    """200 events each, written at the same time into one file, are all there under their own attempt."""
    Store.open(tmp_path).close()
    (first,), (second,) = run_together(("fill", tmp_path, "Ana", 200), ("fill", tmp_path, "Bo", 200))
    with Store.open(tmp_path) as store:
        for attempt, who in ((first, "Ana"), (second, "Bo")):
            expected = [samples.started(), *(samples.said(seq, f"{who} {seq}") for seq in range(2, 202))]
            assert store.events(attempt) == expected


def test_two_processes_on_one_attempt_never_share_a_turn(tmp_path: Path) -> None:
    """Each pair of events has one winner, who was told so; the loser's are nowhere."""
    with Store.open(tmp_path) as store:
        attempt = store.begin("Ana", [samples.started()], samples.CONTENTS)
    won = run_together(("race", tmp_path, attempt, "left", 60), ("race", tmp_path, attempt, "right", 60))
    winner = {int(seq): who for who, seqs in zip(("left", "right"), won, strict=True) for seq in seqs}
    assert sum(map(len, won)) == len(winner) == 60
    expected = [samples.started()]
    for seq in range(2, 122, 2):
        expected += [samples.said(seq, winner[seq]), samples.said(seq + 1, winner[seq])]
    with Store.open(tmp_path) as store:
        assert store.events(attempt) == expected


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not of Windows")
def test_a_killed_window_loses_no_turn_it_had_announced(tmp_path: Path) -> None:
    """Windows killed at any moment, beside one that plays on, leave a sound file, every turn, no half one."""
    rounds = 8
    breeders = [start("breed", tmp_path, who, rounds) for who in ("Ana", "Bo")]
    go(breeders)
    for _ in range(rounds):
        for breeder in breeders:
            assert breeder.stdout is not None
            player, attempt = int(breeder.stdout.readline()), breeder.stdout.readline().strip()
            time.sleep(random.uniform(0, 0.1))  # noqa: S311 (any moment will do)
            os.kill(player, signal.SIGKILL)
            announced = [int(line) for line in iter(breeder.stdout.readline, "dead\n")]
            with Store.open(tmp_path) as store:
                kept = [event.seq for event in store.events(attempt)]
            assert kept == list(range(1, len(kept) + 1))
            assert len(kept) % 3 == 1
            assert len(kept) >= max(announced, default=1)
            assert integrity(tmp_path / "servicesim.db") == "ok"
    for breeder in breeders:
        assert breeder.communicate(timeout=60) == ("", "")
