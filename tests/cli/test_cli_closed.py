"""A reader who leaves: what a command writes is wanted by nobody any more, as behind `| head`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_lines import ROOT, row

Unread = Callable[..., tuple[int, str]]
"""Runs a command line whose output nobody reads: its exit code, and what it says beside."""


@pytest.fixture
def unread(home: Path, tmp_path: Path) -> Unread:
    """Return what starts a command line with a pipe whose reader has left, for its errors too if wished."""

    def start(*arguments: str, typed: str = "", errors_too: bool = False) -> tuple[int, str]:
        reading, writing = os.pipe()
        os.close(reading)
        try:
            done = subprocess.run(
                [sys.executable, "-W", "error", "-m", "sim", *arguments],
                input=typed.encode(),
                stdout=writing,
                stderr=writing if errors_too else subprocess.PIPE,
                cwd=tmp_path / "work",
                env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""},
                check=False,
            )
        finally:
            os.close(writing)
        return done.returncode, (done.stderr or b"").decode("utf-8")

    return start


@pytest.mark.parametrize(
    "words",
    [
        "--help",
        "rubric --help",
        "list",
        "show complaint-01",
        "rubric show",
        "schema scenario",
        "run complaint-01",
        "drill case-01",
        "run complaint-01 --json",
        "rubric show --lang zh",
    ],
)
def test_a_reader_who_left_is_no_fault(unread: Unread, words: str) -> None:
    """No trace, no word, exit code 0."""
    assert unread(*words.split()) == (0, "")


def test_short_output_that_waits_for_the_end_is_no_fault_either(unread: Unread) -> None:
    """A line that is still held back when the command is through is let go, and the exit code is its own."""
    assert unread("score", "-", typed=row() + "\n") == (0, "")
    code, told = unread("score", "-", typed="no row\n")
    assert (code, told.strip()) == (3, "bad lines: 1; servicesim score --help shows a right one")


@pytest.mark.parametrize(("words", "code"), [("show nothing-01", 4), ("list --nothing", 2)])
def test_a_fault_that_nobody_reads_keeps_its_exit_code(unread: Unread, words: str, code: int) -> None:
    """Where the errors go into the closed pipe too, the exit code still tells."""
    assert unread(*words.split(), errors_too=True) == (code, "")


@pytest.mark.parametrize("stream", ["<&-", ">&-", "2>&-"])
@pytest.mark.parametrize(("words", "code"), [("history --lang en", 1), ("run complaint-01 --lang zh", 0)])
def test_a_stream_that_is_closed_is_no_fault_of_ours(home: Path, stream: str, words: str, code: int) -> None:
    """Started without an input or an output, a command reads nothing and writes nowhere."""
    done = subprocess.run(
        ["sh", "-c", f'"$0" -W error -m sim {words} </dev/null {stream}', sys.executable],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == code
    assert b"our side" not in done.stderr
    assert not (home / "servicesim.log").exists()
