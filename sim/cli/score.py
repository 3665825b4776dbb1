"""`servicesim score`: scores replies from a file, one JSON line each."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import IO

import click

from sim.cli.options import pack_option

EPILOG = """\b
A line in:
  {"id": "1", "scenario": "complaint-01", "turn": "opening", "lang": "en", "reply": "…"}
and optionally "history": [{"who": "customer", "text": "…"}, {"who": "trainee", "text": "…"}]
\b
Examples:
  servicesim score replies.jsonl > scores.jsonl
  servicesim score - < replies.jsonl
\b
Exit code 3: some lines were bad and are named; the others are scored.
"""

PART = 3


@click.command("score", epilog=EPILOG)
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@pack_option
def score_command(file: IO[str], packs: tuple[Path, ...]) -> int:
    """Score every reply in FILE (- for standard input) and print one JSON line each."""
    from sim.coach.rows import RowScorer
    from sim.content import Library
    from sim.report.printable import json_safe

    scorer = RowScorer(Library(packs))
    well = True
    for result, good in scorer.lines(file):
        well = well and good
        sys.stdout.write(json_safe(json.dumps(result, ensure_ascii=False)) + "\n")
    return 0 if well else PART
