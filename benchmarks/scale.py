"""Prints how fast many chats are judged, how two processes compare with one, and what memory it takes.

Never a gate. `--turns` is the number of messages of the largest file (customers' and agents' together; the
goal is set for a million); a quarter and a sixteenth of it show whether memory grows with the file.
The chats are made from the rated replies of `tests/calibration` and the messages that they answer, the same
every time; no reply is changed, so a turn costs what it costs in earnest.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sim.content import Library

HERE = Path(__file__).parent
REPLIES = HERE.parent / "tests" / "calibration" / "replies.jsonl"
SCRIPT = Path(sys.executable).parent / "servicesim"
GROUP = 10_000
"""Rows of a row group of the made files."""

GOAL = 1.7
"""Times that two processes are to be faster than one."""

Row = tuple[str, int, str, str, str]


def exchanges() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return what customers wrote and agents answered, by scenario and language."""
    library, known, found = Library(), {}, {}
    for line in REPLIES.read_text(encoding="utf-8").splitlines():
        rated = json.loads(line)
        name, lang = rated["scenario"], rated["lang"]
        if name not in known:
            known[name] = library.scenario(name).value
        turn = known[name].turn(rated["turn"])
        found.setdefault((name, lang), []).append((turn.says[0].text.get(lang), rated["reply"]))
    return found


def messages() -> Iterator[Row]:
    """Yield the rows of chats without end, the same every time."""
    found = exchanges()
    dice = random.Random(7)  # noqa: S311 - the same chats every time
    keys = sorted(found)
    for chat in range(sys.maxsize):
        name, lang = dice.choice(keys)
        for number in range(dice.randint(2, 6)):
            asked, answered = dice.choice(found[name, lang])
            yield f"chat-{chat}", 2 * number + 1, "customer", asked, lang
            yield f"chat-{chat}", 2 * number + 2, "agent", answered, lang


def make(path: Path, count: int) -> None:
    """Write a file of `count` messages without ever holding it."""
    names = ("chat_id", "turn", "speaker", "text", "lang")
    types = [pa.string(), pa.int64(), pa.string(), pa.string(), pa.string()]
    rows = islice(messages(), count)
    with pq.ParquetWriter(path, pa.schema(list(zip(names, types, strict=True)))) as writer:
        while group := list(islice(rows, GROUP)):
            columns = zip(*group, strict=True)
            writer.write_table(pa.table(dict(zip(names, map(list, columns), strict=True)), writer.schema))


def family(pid: int) -> list[int]:
    """Return a process and all that it started, as far as they still live."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [p for child in task.read_text().split() for p in family(int(child))]
    return found


def size(pid: int) -> float:
    """Return the proportional size of a process in MB, 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def judged(file: Path, out: Path, workers: int) -> dict[str, Any]:
    """Score a file and return its rate once all are at work, its time, and the largest sizes seen."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    running = subprocess.Popen(
        [SCRIPT, "score", file, "--out", out, "--on", f"local:{workers}"], stderr=subprocess.DEVNULL
    )
    most, main = 0.0, 0.0
    while running.poll() is None:
        try:
            sizes = [size(pid) for pid in family(running.pid)]
        except OSError:  # one ended while it was looked at
            continue
        main, most = max(main, sizes[0]), max(most, sum(sizes))
        time.sleep(0.25)
    seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert running.returncode == 0, running.returncode
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    done = sorted((Path(out / p["file"]).stat().st_mtime, p["turns"]) for p in manifest["parts"])
    steady = done[workers - 1 :] if len(done) > 2 * workers else done[:1]
    span = steady[-1][0] - steady[0][0]
    turns = sum(turns for _, turns in steady[1:])
    return {
        "seconds": seconds,
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "turns": sum(part["turns"] for part in manifest["parts"]),
        "rate": turns / span if span else 0.0,
        "all": most,
        "main": main,
    }


def same(one: Path, two: Path) -> bool:
    """Say whether two folders hold the same bytes."""
    names = [
        {p.relative_to(d) for d in (place,) for p in d.rglob("*") if p.is_file()} for place in (one, two)
    ]
    return names[0] == names[1] and all((one / n).read_bytes() == (two / n).read_bytes() for n in names[0])


def main() -> None:
    """Make the files, judge them, print the figures."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--turns", type=int, default=16_000, help="messages of the largest file")
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        os.environ["SERVICESIM_HOME"] = str(folder / "home")
        for part in (16, 4, 1):
            count = max(1, asked.turns // part)
            make(folder / f"{part}.parquet", count)
            found = judged(folder / f"{part}.parquet", folder / f"two-{part}", 2)
            line(f"{count:,} messages, 2 processes", found)
        one = judged(folder / "1.parquet", folder / "one", 1)
        line(f"{asked.turns:,} messages, 1 process", one)
        print(f"processes at work or waiting {os.getloadavg()[0]:.1f} in the last minute, ours among them")
        faster, sooner = found["rate"] / (one["rate"] or 1), one["seconds"] / found["seconds"]
        print(
            f"two processes against one    {faster:.2f}x at work, {sooner:.2f}x with the start (goal {GOAL}x)"
        )
        print(f"same bytes                   {'yes' if same(folder / 'two-1', folder / 'one') else 'NO'}")


def line(name: str, found: dict[str, Any]) -> None:
    """Print the figures of one run."""
    print(
        f"{name:36} {found['turns']:7,} scored in {found['seconds']:6.1f} s, {found['cpu']:6.1f} s of processor, "
        f"{found['rate']:4.0f}/s at work; memory {found['all']:4.0f} MB, {found['main']:.0f} of it where it is read",
        flush=True,
    )


if __name__ == "__main__":
    main()
