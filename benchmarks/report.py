"""Prints how long a cohort's report takes over a file of a million events, beside reading its rows alone.

The file has attempts of 35 events each, all handed in, of 40 and of 600 people. A floor is `sqlite3` and `json`
over the same figures, nothing worked out. Goal: under two seconds. Never a gate.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import random
import sqlite3
import tempfile
import time
from pathlib import Path

from sim.coach import Coach
from sim.coach.cohort_report import Period, make_report
from sim.model.department import Submission
from sim.report.cohort.text import report_lines
from sim.store import Store

EVENTS_EACH = 35
"""Events of one conversation: three or four for each of about nine replies, and the beginning and the end."""

BODY = json.dumps({"event": "customer_said", "text": "x" * 120})
BEGUN = dt.datetime(2025, 7, 1, tzinfo=dt.UTC)
DAYS = 184
LEVELS = (50, 62.5, 75, 81.3, 87.5, 93.8)


def handed_in(number: int, names: list[str], chance: random.Random) -> Submission:
    """Return made-up figures of one exam in the second half of a year."""
    at = (BEGUN + dt.timedelta(seconds=chance.randrange(DAYS * 86_400))).isoformat()
    return Submission(
        attempt=f"a{number:08}",
        who=chance.choice(names),
        scenario=f"complaint-{chance.randrange(18):02}",
        title="Two no-shows for a fridge",
        lang="en",
        mode="exam",
        rubric="service",
        rubric_hash="b" * 64,
        engine="base-4",
        ended_at=at,
        handed_in_at=at,
        unseen=chance.random() < 0.6,
        ending=chance.choice(("resolved", "partial", "complaint")),
        loyalty="price",
        levels={
            "empathy": chance.choice(LEVELS),
            "responsiveness": chance.choice(LEVELS),
            "assurance": chance.choice(LEVELS),
        },
        perceived=71.2,
        expected=60,
        desired=80,
        stay_intent=55,
        trust=60,
        replies=9,
        gaps={"G3": 4, "G1": 1},
        missing={"R3": 2, "E1": 1, "R12": 3, "A2": 2, "E7": 1},
        patterns={"X08": 2},
        costs={"opening": 3, "pressing": 4, "insist": 2, "close": 1},
        offers=5,
        accepted=3,
    )


def fill(home: Path, people: int, events: int) -> None:
    """Write the file with plain SQL: a million appends one by one would take an hour."""
    Store.open(home).close()
    chance = random.Random(people)  # noqa: S311 - made-up figures
    names = [f"Person {n}" for n in range(people)]
    made = [handed_in(n, names, chance) for n in range(events // EVENTS_EACH)]
    with contextlib.closing(sqlite3.connect(home / "servicesim.db")) as db, db:
        db.execute("INSERT INTO content (hash, kind, id, text) VALUES ('h', 'rubric', 'service', '')")
        db.executemany(
            "INSERT INTO profile (name, created_at, key) VALUES (?, '', ?)", [(n, f"k{n}") for n in names]
        )
        db.execute("INSERT INTO cohort (name, made_at, made_by) VALUES ('spring', '', '')")
        db.executemany(
            "INSERT INTO member (cohort, who, added_at) VALUES ('spring', ?, '')", [(n,) for n in names]
        )
        db.executemany(
            "INSERT INTO attempt (id, who, scenario, scenario_hash, rubric_hash, lang, mode, started_at, "
            "updated_at, finished, turn_no, handed_in_at) VALUES (?, ?, ?, 'h', 'h', 'en', 'exam', ?, ?, 1, 9, ?)",
            [(s.attempt, s.who, s.scenario, s.ended_at, s.ended_at, s.ended_at) for s in made],
        )
        db.executemany(
            "INSERT INTO event (attempt, seq, at, kind, body) VALUES (?, ?, ?, 'customer_said', ?)",
            ((s.attempt, seq, s.ended_at, BODY) for s in made for seq in range(1, EVENTS_EACH + 1)),
        )
        db.executemany(
            "INSERT INTO submission (attempt, who, ended_at, body) VALUES (?, ?, ?, ?)",
            ((s.attempt, s.who, s.ended_at, s.model_dump_json()) for s in made),
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    events = parser.parse_args().events
    for people in (40, 600):
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            fill(home, people, events)
            began = time.perf_counter()
            with contextlib.closing(sqlite3.connect(home / "servicesim.db")) as db:
                rows = [json.loads(body) for (body,) in db.execute("SELECT body FROM submission")]
            floor = time.perf_counter() - began
            coach = Coach(home=home)
            for period in (Period("half-year", 2025, 2), Period("month", 2025, 12)):
                began, spent = time.perf_counter(), time.process_time()
                made = make_report(coach, "spring", period, "en", by="benchmark")
                lines = report_lines(made.report)
                took, cpu = time.perf_counter() - began, time.process_time() - spent
                print(
                    f"{events:,} events, {len(rows):,} exams, {people} people, {period.label}: {took:.2f} s "
                    f"(CPU {cpu:.2f} s), {len(lines)} lines; reading alone {floor:.2f} s, {took / floor:.1f}x"
                )
            coach.store.close()


if __name__ == "__main__":
    main()
