"""A benchmark that is asked what it does says so and measures nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
PROGRAMS = sorted(p.name for p in BENCHMARKS.glob("*.py") if '__name__ == "__main__"' in p.read_text("utf-8"))


@pytest.mark.parametrize("name", PROGRAMS)
def test_help_explains_a_benchmark_and_runs_nothing(name: str) -> None:
    """`--help` prints how it is called and what it measures."""
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / name), "--help"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "80"},
    )
    assert "No module named 'sim" not in done.stderr, done.stderr
    if "ModuleNotFoundError" in done.stderr:
        pytest.skip(f"{name}: {done.stderr.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"usage: {name}")
