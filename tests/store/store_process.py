"""Owns what the other process does in tests of two processes: `python store_process.py JOB HOME …`.

Each job says `ready` and waits for a line, so that rivals start together.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import store_samples as samples

from sim.errors import Refused
from sim.store import Store
from sim.store.ledger import Ledger


def say(word: object) -> None:
    """Print at once: the reader may kill this process after any line."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def fill(store: Store, who: str, count: str) -> None:
    """Begin an attempt and append events one by one; say its id."""
    attempt = store.begin(who, [samples.started()], samples.CONTENTS)
    for seq in range(2, int(count) + 2):
        store.append(attempt, [samples.said(seq, f"{who} {seq}")], finished=False)
    say(attempt)


def race(store: Store, attempt: str, who: str, count: str) -> None:
    """Try to append every pair of events; say the first seq of each pair that was ours."""
    for seq in range(2, 2 * int(count) + 2, 2):
        try:
            store.append(attempt, [samples.said(seq, who), samples.said(seq + 1, who)], finished=False)
        except Refused:
            continue
        say(seq)


def play(home: Path, who: str) -> None:
    """Play until killed; say the process, the attempt, then the last seq of every turn once it is kept."""
    say(os.getpid())
    with Store.open(home) as store:
        attempt = store.begin(who, [samples.started()], samples.CONTENTS)
        say(attempt)
        seq = 1
        while True:
            store.save_draft(attempt, "half a reply")
            store.append(attempt, [samples.said(seq + n, "x" * 500) for n in (1, 2, 3)], finished=False)
            seq += 3
            say(seq)


def breed(home: Path, who: str, count: str) -> None:
    """Have one player after another, each started when the last was killed; say so. Forks to save imports."""
    for _ in range(int(count)):
        child = os.fork()
        if child == 0:
            play(home, who)
        os.waitpid(child, 0)
        say("dead")


def hand_in(store: Store, attempt: str) -> None:
    """Hand an attempt in and be killed as soon as that is kept, before anybody is told."""
    writing = store._database.writing

    @contextlib.contextmanager
    def writing_last() -> Iterator[Ledger]:
        with writing() as ledger:
            yield ledger
        os.kill(os.getpid(), signal.SIGKILL)

    store._database.writing = writing_last  # type: ignore[method-assign]
    store.department.hand_in(attempt, "key", unseen=True)


def only_open(store: Store, who: str) -> None:
    """Add a person to a store that was just made or migrated."""
    store.ensure_profile(who)


if __name__ == "__main__":
    import sim.store.database  # noqa: F401 (loaded before `ready`, so that rivals meet in the file)

    say("ready")
    sys.stdin.readline()
    job, home, *arguments = sys.argv[1:]
    if job == "breed":
        breed(Path(home), *arguments)
    else:
        with Store.open(home if "://" in home else Path(home)) as opened:
            {"fill": fill, "race": race, "open": only_open, "hand_in": hand_in}[job](opened, *arguments)
