"""Owns how well drills are scored: answers with the points that a person gives them, against the engine.

    python -m tests.calibration.drills          # the figures, seen, blind-1 and blind-2 answers apart
    python -m tests.calibration.drills --miss   # every point that differs, too

`drills/seen-*.jsonl` was written by the one who wrote the phrases; `drills/blind-*.jsonl` (blind-1) by people
who had not seen the data files, but rules and phrases were tuned on it afterwards; `drills/blind2-*.jsonl`
(blind-2) by people who had not seen them, after that tuning, and nobody tunes on it.
Rows: {id, drill, lang, answer, points: {id: 0|0.5|1}, contradictions: n}; `kind` may
say what the answer is (full, partial, wrong, stuffed, copied). Never changes a score.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sim.content import Library
from sim.model.drill_result import DrillResult
from sim.model.language import Lang
from sim.scoring.drills import DrillEngine

FOLDER = Path(__file__).parent / "drills"
FILES = {"seen": "seen-*.jsonl", "blind-1": "blind-*.jsonl", "blind-2": "blind2-*.jsonl"}
"""The parts of the answers and the files of each; figures of different parts are never added up."""

ROLES = {
    "seen": "by the phrases' author",
    "blind-1": "tuned on afterwards",
    "blind-2": "never tuned on",
}
"""What the figures of a part may be taken for."""

HALVES = tuple(FILES)
GOAL = 0.9
"""Share of points that must be scored as the person did, in each part."""


@cache
def engine(drill: str, lang: Lang) -> DrillEngine:
    """Return the engine of a bundled drill."""
    return DrillEngine(Library().drill(drill).value, lang)


def rows(half: str) -> list[dict[str, Any]]:
    """Return the rows of one part, in the order of the files; a faulty row raises ValueError."""
    found = []
    for path in sorted(FOLDER.glob(FILES[half])):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip():
                row = json.loads(line)
                known = {p.id for p in engine(row["drill"], row["lang"]).drill.points}
                bonus = {b.id for b in engine(row["drill"], row["lang"]).drill.bonus}
                if not known <= set(row["points"]) or not set(row["points"]) <= known | bonus:
                    raise ValueError(f"{path.name}:{number}: points must be {sorted(known)}")
                found.append(row)
    return found


@dataclass
class Tally:
    """How many points agree with the person, of how many; and wrong claims, of answers."""

    points: int = 0
    right: int = 0
    answers: int = 0
    claims: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of points that agree, 0-1; 0 where there is none."""
        return self.right / self.points if self.points else 0.0


def scored(row: dict[str, Any]) -> DrillResult:
    """Return what the engine says of a row."""
    return engine(row["drill"], row["lang"]).score(row["answer"])


def differing(row: dict[str, Any]) -> Iterator[str]:
    """Yield each point of a row that the engine scores otherwise."""
    result = scored(row)
    for point in result.points:
        if point.score != row["points"][point.id]:
            shown = "; ".join(f"{f.part}={f.quote!r} by {f.by!r}" for f in point.findings)
            yield f"{row['id']} {point.id}: {point.score:g}, not {row['points'][point.id]:g} ({shown})"


def tallies(half: str) -> dict[tuple[str, str], Tally]:
    """Return the tally of each drill and language of one part."""
    found: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for row in rows(half):
        tally = found[row["drill"], row["lang"]]
        misses = list(differing(row))
        tally.answers += 1
        tally.points += len(scored(row).points)
        tally.right += len(scored(row).points) - len(misses)
        tally.claims += len(scored(row).contradictions) == row["contradictions"]
        tally.misses += misses
        if len(scored(row).contradictions) != row["contradictions"]:
            said = [(c.id, c.findings[-1].quote) for c in scored(row).contradictions]
            tally.misses.append(f"{row['id']} wrong claims: {said}, not {row['contradictions']}")
    return dict(found)


def total(found: dict[tuple[str, str], Tally]) -> Tally:
    """Return the sum of tallies."""
    together = Tally()
    for tally in found.values():
        together.points += tally.points
        together.right += tally.right
        together.answers += tally.answers
        together.claims += tally.claims
    return together


def main(arguments: list[str]) -> None:
    """Print the figures."""
    for half in HALVES:
        found = tallies(half)
        if not found:
            print(f"{half} ({ROLES[half]}): no answers yet")  # noqa: T201 - this program prints figures
            continue
        print(f"{half} ({ROLES[half]}): {total(found).answers} answers")  # noqa: T201
        for (drill, lang), tally in sorted({**found, ("all", ""): total(found)}.items()):
            print(  # noqa: T201
                f"  {drill:8} {lang:2} {tally.answers:4} answers  points {tally.right}/{tally.points} "
                f"{100 * tally.share:5.1f} %  wrong claims {tally.claims}/{tally.answers}"
            )
            if "--miss" in arguments:
                print("".join(f"      {miss}\n" for miss in tally.misses), end="")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
