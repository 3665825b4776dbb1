"""Owns how tests of the command line start it: in this process, or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli_lines import ROOT, Outcome, Start

from sim.__main__ import main


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty data folder that the program uses; no packs but ours."""
    folder = tmp_path / "home"
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setenv("SERVICESIM_HOME", str(folder))
    monkeypatch.delenv("SERVICESIM_PACKS", raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(work)
    return folder


@pytest.fixture
def servicesim(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Start:
    """Return what runs a command line in this process: `servicesim("list", typed="…")`."""

    def start(*arguments: str, typed: str = "") -> Outcome:
        capsys.readouterr()
        monkeypatch.setattr(sys, "argv", ["servicesim", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
        code = main()
        shown = capsys.readouterr()
        return Outcome(code, shown.out, shown.err)

    return start


@pytest.fixture
def process(home: Path, tmp_path: Path) -> Start:
    """Return what runs `python -m sim` in a process of its own, outside the checkout."""

    def start(*arguments: str, typed: str = "", **environment: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "sim", *arguments],
            input=typed.encode(),
            capture_output=True,
            cwd=tmp_path / "work",
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            check=False,
        )
        return Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return start
