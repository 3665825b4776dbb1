"""An exam keeps its marks to its end, in every form of output."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

REPLY = "Sorry. I can't say when it comes. Please be patient.\n"


def servicesim(home: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command with its own data folder."""
    env = {**os.environ, "SERVICESIM_HOME": str(home), "PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-m", "sim", *words]
    return subprocess.run(
        command, input=typed, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_an_open_exam_prints_no_marks(tmp_path: Path) -> None:
    """While it runs, JSON holds no scored reply and its debrief is refused; in practice both are there."""
    exam = servicesim(tmp_path, "run", "complaint-01", "--lang", "en", "--exam", "--json", typed=REPLY)
    assert exam.returncode == 0
    assert "customer_said" in exam.stdout
    assert "reply_scored" not in exam.stdout
    assert "state_changed" not in exam.stdout
    refused = servicesim(tmp_path, "debrief")
    assert refused.returncode == 1
    assert "exam" in refused.stderr
    practice = servicesim(tmp_path, "run", "complaint-01", "--lang", "en", "--json", typed=REPLY)
    assert "reply_scored" in practice.stdout


def test_an_ended_exam_prints_every_mark(tmp_path: Path) -> None:
    """Once it has ended, every scored reply is printed, each once and before the end."""
    exam = servicesim(
        tmp_path, "run", "complaint-01", "--lang", "en", "--exam", "--json", typed="You are an idiot.\n"
    )
    assert exam.stdout.count('"event":"reply_scored"') == 1
    assert exam.stdout.rstrip().splitlines()[-1].startswith('{"event":"ended"')
