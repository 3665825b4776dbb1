"""Writes what the engine says into the playthrough files, so that a change is reviewed as a diff.

    python -m tests.playthroughs.record [FILE ...]

A `turn` that stands in a file is never changed: where the conversation takes another way, the file
is refused with its line and stays as it was. A new reply may leave `turn` out.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.playthroughs.golden import (
    Refused,
    as_played,
    debrief_path,
    debrief_text,
    paths,
    read,
    shared_script,
    straight,
    written,
)


def record(path: Path) -> bool:
    """Rewrite a file and its debrief from the engine; say whether one changed.

    Raises Refused, and then writes nothing.
    """
    golden = read(path)
    events = straight(shared_script(golden.scenario, golden.lang), golden.replies)
    text = written(as_played(golden, events))
    told = debrief_text(shared_script(golden.scenario, golden.lang), events)
    changed = False
    for file, content in ((path, text), (debrief_path(path), told)):
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
