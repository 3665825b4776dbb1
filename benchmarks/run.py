"""Prints every figure beside its goal, as ratios against a floor in the same run. Never a gate."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from terminal import Terminal

HERE = Path(__file__).parent
ROUNDS = 11
SCRIPT = str(Path(sys.executable).parent / "servicesim")


def median(values: list[float]) -> float:
    """Return the median in milliseconds."""
    return statistics.median(values) * 1000


def whole_process(command: list[str]) -> float:
    """Return the seconds a command takes from start to end."""
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def help_cost() -> None:
    """`servicesim --help` against `python -c pass`."""
    floor, ours = [], []
    for _ in range(ROUNDS):
        floor.append(whole_process([sys.executable, "-c", "pass"]))
        ours.append(whole_process([SCRIPT, "--help"]))
    ratio = statistics.median(o / f for o, f in zip(ours, floor, strict=True))
    print(
        f"servicesim --help            {median(ours):7.1f} ms   python -c pass {median(floor):6.1f} ms   {ratio:.2f}x (goal 6x)"
    )


def first_frame() -> None:
    """First frame that shows the scenario's title against a Textual hello-world."""
    floor, ours = [], []
    for _ in range(ROUNDS):
        terminal = Terminal([sys.executable, str(HERE / "hello.py")], {})
        floor.append(terminal.wait_for("HELLO-WORLD"))
        terminal.close()
        with tempfile.TemporaryDirectory() as home:
            env = {"SERVICESIM_HOME": home, "LANG": "C.UTF-8"}
            terminal = Terminal([SCRIPT, "run", "complaint-01", "--lang", "en", "--who", "bench"], env)
            ours.append(terminal.wait_for("Two no-shows for a fridge"))
            terminal.close()
    ratio = statistics.median(o / f for o, f in zip(ours, floor, strict=True))
    print(
        f"first frame with the title   {median(ours):7.1f} ms   hello-world    {median(floor):6.1f} ms   {ratio:.2f}x (goal 1.7x)"
    )


def keys() -> None:
    """Key to frame with 10 and with 1000 messages in the transcript."""
    medians = {}
    for count in (10, 1000):
        terminal = Terminal([sys.executable, str(HERE / "long_chat.py"), str(count)], {})
        terminal.wait_for("READY")
        terminal.drain(0.5)
        taken = []
        for number in range(60):
            sent = terminal.send("abcdefghij"[number % 10])
            taken.append(terminal.next_bytes() - sent)
            terminal.drain(0.05)
        terminal.close()
        medians[count] = median(taken)
    ratio = medians[1000] / medians[10]
    print(
        f"key to frame, 1000 messages  {medians[1000]:7.2f} ms   10 messages    {medians[10]:6.2f} ms   {ratio:.2f}x (goal 1.5x)"
    )


def scoring() -> None:
    """One reply scored with full explanation, over the rated replies of complaint-01."""
    from sim.coach.rows import Row, RowScorer
    from sim.content import Library

    path = HERE.parent / "tests" / "calibration" / "replies.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    chosen = [Row.model_validate(r) for r in rows if r["scenario"] == "complaint-01"]
    began = time.perf_counter()
    scorer = RowScorer(Library())
    for row in chosen[:1]:
        scorer.score(row)
    cold = time.perf_counter() - began
    for row in chosen:
        scorer.score(row)
    taken = []
    for _ in range(5):
        for row in chosen:
            began = time.perf_counter()
            scorer.score(row)
            taken.append(time.perf_counter() - began)
    taken.sort()
    p99 = taken[int(len(taken) * 0.99)] * 1000
    print(
        f"one reply scored             {median(taken):7.2f} ms   p99 {p99:6.2f} ms (goal p99 5 ms)   loading {cold * 1000:.0f} ms"
    )


DEBRIEFED = (
    "I'm sorry about your two days off with a newborn. I can book 8-12 tomorrow.",
    "The depot put the wrong label on it.",
    "I can't pay wages, but I refund the £25 delivery fee now.",
    "We will look into it.",
)
"""Replies given in turn until the customer leaves or ten are given: each has something to mend."""


def debriefing() -> None:
    """Debrief of a conversation, better lines included: the first, and once the lines are known."""
    from sim.coach import Coach

    first, again = [], []
    for _ in range(ROUNDS):
        with tempfile.TemporaryDirectory() as home:
            seat = Coach(home=Path(home)).start("complaint-01", lang="en")
            for number in range(10):
                if not seat.ended:
                    seat.reply(DEBRIEFED[number % len(DEBRIEFED)])
            for taken in (first, again):
                began = time.perf_counter()
                seat.debrief()
                taken.append(time.perf_counter() - began)
    print(
        f"debrief of {seat.session.turn_no} replies         {median(first):7.1f} ms   again {median(again):6.1f} ms (goal 150 ms for 10)"
    )


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    os.environ.setdefault("SERVICESIM_HOME", tempfile.mkdtemp())
    help_cost()
    first_frame()
    scoring()
    debriefing()
    keys()
