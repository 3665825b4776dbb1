"""Writes what the engine says into the playthrough files, so that a change is reviewed as a diff.

    python -m tests.playthroughs.record [FILE ...]

Unlike `servicesim test --update` it expects every level, state and end exactly, and writes debriefs.
A `turn` that stands in a file is never changed: where the conversation takes another way, the file
is refused with its line and stays as it was. A new reply may leave `turn` out.
"""

from __future__ import annotations

import sys
from pathlib import Path

from sim.errors import Refused
from tests.playthroughs.golden import (
    DEBRIEFED,
    as_recorded,
    debrief_path,
    debrief_text,
    paths,
    read,
    shared_script,
    straight,
)


def record(path: Path) -> bool:
    """Rewrite a file and, of one scenario, its debrief from the engine; say whether one changed.

    Raises Refused, and then writes nothing.
    """
    golden = read(path)
    events = straight(shared_script(golden.scenario, golden.lang), golden.replies)
    text = as_recorded(golden, events)
    written = [(path, text)]
    if golden.scenario == DEBRIEFED:
        told = debrief_text(shared_script(golden.scenario, golden.lang), events)
        written.append((debrief_path(path), told))
    changed = False
    for file, content in written:
        if not file.exists() or file.read_text("utf-8") != content:
            file.parent.mkdir(exist_ok=True)
            file.write_text(content, "utf-8")
            changed = True
    return changed


def main(names: list[str]) -> int:
    """Record the files named, or all; 1 when one was refused."""
    refused = 0
    for path in [Path(name) for name in names] or paths():
        try:
            note = "recorded" if record(path) else "unchanged"
        except Refused as reason:
            refused += 1
            sys.stderr.write(f"refused: {reason}\n")
        else:
            sys.stdout.write(f"{path.name}: {note}\n")
    return 1 if refused else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
