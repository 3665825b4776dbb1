"""Owns attempts as comma-separated values, one row a reply, for a spreadsheet.

Never writes a cell that a spreadsheet would take for a formula, and no words of the conversation.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from sim.model.score import DIMENSIONS
from sim.report.printable import printable
from sim.report.progress_events import own_replies, reply_seconds, shown_codes
from sim.report.progress_records import Played

COLUMNS = (
    "attempt", "date", "scenario", "lang", "mode", "kind", "reply_no",
    *DIMENSIONS, "codes", "aided", "seconds",
)  # fmt: skip
"""The first row: what each column holds."""

FORMULA = ("=", "+", "-", "@")
"""What a cell begins with that a spreadsheet would calculate."""


def export_csv(played: Iterable[Played]) -> str:
    """Return one row for each reply that was given in the attempt itself; what was not scored is empty."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in played:
        seconds = reply_seconds(one.timed)
        for reply in own_replies(one.timed):
            said = reply.explanation
            told = shown_codes(said)
            codes = dict.fromkeys(f.code for f in said.findings if f.code in told)
            took = seconds.get(reply.turn_no)
            cells = (
                one.attempt, one.day, one.scenario, one.lang, one.mode, one.kind, reply.turn_no,
                *(said.levels.get(d) for d in DIMENSIONS),
                " ".join(codes), "yes" if reply.aided else "no", "" if took is None else f"{took:.1f}",
            )  # fmt: skip
            writer.writerow([_cell(value) for value in cells])
    return held.getvalue()


def _cell(value: object) -> str:
    """Return a cell as text that nothing runs: no control character, no formula."""
    text = "" if value is None else printable(str(value))
    return f"'{text}" if text.startswith(FORMULA) else text
