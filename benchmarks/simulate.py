"""Measures `servicesim simulate`: 2,000 plays of complaint-01 in each language, from texts to figures.

Informs and gates nothing. The goal is 20 s on two cores; other work on the machine makes it longer, so
the load before and after is printed beside the time.
"""

from __future__ import annotations

import argparse
import os
import platform
import time

GOAL = 20.0
"""Seconds for 2,000 plays on two cores, from the issue that asked for simulation."""


def load() -> str:
    """Return how many processes waited or ran in the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not told"


def plays_a_second(scenario_id: str, lang: str, plays: int, jobs: int | None) -> None:
    """Play, measure, and print what it took. Starting the processes is part of it."""
    from sim.content import Library
    from sim.workshop.simulate import Order, measure, play_all

    before, began = load(), time.perf_counter()
    library = Library()
    order = Order(library.scenario(scenario_id).value, library.rubric("service").value, lang, plays, 0)
    (found,) = play_all([order], jobs=jobs)
    measure(order, found)
    seconds = time.perf_counter() - began
    replies = sum(len(played.answered) for played in found)
    print(
        f"{scenario_id} {lang}: {plays:,} plays, {replies:,} replies in {seconds:5.1f} s: "
        f"{plays / seconds:5.0f} plays/s (goal {plays / GOAL:.0f}); load {before} -> {load()}"
    )


def main() -> None:
    """Read the options and measure both languages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenario", default="complaint-01")
    parser.add_argument("-n", type=int, default=2000)
    parser.add_argument("--jobs", type=int)
    asked = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {asked.jobs or 'a process a core'}")
    for lang in ("en", "zh"):
        plays_a_second(asked.scenario, lang, asked.n, asked.jobs)


if __name__ == "__main__":
    main()
