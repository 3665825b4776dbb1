"""Owns the log file of our own faults: the trace goes there, never to the screen."""

from __future__ import annotations

import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

LARGEST = 1_000_000
"""Bytes after which the log starts anew."""


def log_fault(error: BaseException, home: Path | None = None) -> Path:
    """Append a trace to `servicesim.log` in the data folder (or a temporary one) and return its path."""
    from sim.coach.home import data_folder

    for folder in (home or data_folder(), Path(tempfile.gettempdir())):
        path = folder / "servicesim.log"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            mode = "w" if path.exists() and path.stat().st_size > LARGEST else "a"
            with path.open(mode, encoding="utf8", errors="replace") as file:
                file.write(f"--- {datetime.now(UTC).isoformat(timespec='seconds')}\n")
                file.writelines(traceback.format_exception(error))
        except OSError:
            continue
        return path
    return Path("(no log file could be written)")
