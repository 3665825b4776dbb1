"""Owns many trainees at once: `python many_writers.py PLACE WRITERS TURNS KILLED`, a process for each.

Every writer begins an attempt and appends turns of two events; some are killed at a moment that chance
chooses. Prints as JSON what each was told before it ended: its name, its attempt, the last event kept.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from pathlib import Path

import store_samples as samples

import sim.store.care  # noqa: F401 (loaded before the forks, so that all start warm)
from sim.errors import StoreBusy
from sim.store import Store


def write(place: Path | str, who: str, turns: int, told: int) -> None:
    """Play, and say `who attempt seq` after every turn that was kept. Tried again when the store is busy."""
    with Store.open(place) as store:
        attempt = store.begin(who, [samples.started()], samples.CONTENTS)
        os.write(told, f"{who} {attempt} 1\n".encode())
        for seq in range(2, 2 * turns + 2, 2):
            turn = [samples.said(seq, f"{who} {seq}"), samples.said(seq + 1, f"{who} {seq + 1}")]
            while True:
                try:
                    store.append(attempt, turn, finished=False)
                    break
                except StoreBusy:
                    continue
            os.write(told, f"{who} {attempt} {seq + 1}\n".encode())


def main(place: Path | str, writers: int, turns: int, killed: int) -> None:
    """Let all loose together, kill some, wait for the others, print what everybody was told."""
    hears, told = os.pipe()
    waits, go = os.pipe()
    processes: dict[str, int] = {}
    for n in range(writers):
        who = f"trainee-{n:02}"
        child = os.fork()
        if child == 0:
            os.close(hears)
            os.close(go)
            os.read(waits, 1)  # ends when the parent closes its end
            write(place, who, turns, told)
            os._exit(0)
        processes[who] = child
    os.close(told)
    os.close(waits)
    victims = random.sample(sorted(processes), killed)
    # By how many turns are kept in all, so that it is in the midst of things on any machine.
    moments = sorted(random.randrange(writers * turns * 2 // 3) for _ in victims)  # noqa: S311
    last: dict[str, tuple[str, int]] = {}
    os.close(go)
    with os.fdopen(hears) as lines:
        for count, line in enumerate(lines):
            who, attempt, seq = line.split()
            last[who] = (attempt, int(seq))
            while moments and moments[0] <= count:
                moments.pop(0)
                os.kill(processes[victims[len(moments)]], signal.SIGKILL)
    ends = {who: os.waitpid(child, 0)[1] for who, child in processes.items()}
    print(json.dumps({"last": last, "ends": ends, "victims": victims}))  # noqa: T201 - it is read by a test


if __name__ == "__main__":
    where, *numbers = sys.argv[1:]
    main(where if "://" in where else Path(where), *map(int, numbers))
