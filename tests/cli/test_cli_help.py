"""Help, unknown words, exit codes, and how little is loaded to say them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from cli_lines import Start

from sim import __version__
from sim.cli import COMMANDS


def test_the_help_names_every_command_and_an_example(servicesim: Start) -> None:
    """`--help` and `-h` list the commands, what they do, and one line to start with."""
    for flag in ("--help", "-h"):
        done = servicesim(flag)
        assert done.code == 0
        assert all(name in done.out for name in COMMANDS)
        assert "servicesim run complaint-01" in done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_explains_itself_by_example(servicesim: Start, command: str) -> None:
    """Each command's help shows at least one whole command line."""
    done = servicesim(command, "--help")
    assert done.code == 0
    assert "Example" in done.out
    assert f"  servicesim {command}" in done.out
    assert done.err == ""


def test_the_version_is_printed(servicesim: Start) -> None:
    """`--version` says which version this is."""
    done = servicesim("--version")
    assert done.code == 0
    assert __version__ in done.out


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("rum", "run"), ("lst", "list"), ("shwo", "show"), ("debreif", "debrief"), ("doktor", "doctor")],
)
def test_an_unknown_command_names_the_nearest(servicesim: Start, typed: str, nearest: str) -> None:
    """A mistyped command is wrong usage (2), and the nearest ones are named."""
    done = servicesim(typed)
    assert done.code == 2
    assert f"Did you mean {nearest}" in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense-without-neighbour",),
        ("list", "--no-such-option"),
        ("list", "--lang", "fr"),
        ("list", "--difficulty", "9"),
        ("score",),
        ("show",),
        ("run",),
        ("run", "complaint-01", "--new", "--resume", "x"),
        ("run", "complaint-01", "--seed", "many"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_2(servicesim: Start, arguments: tuple[str, ...]) -> None:
    """Wrong words or values end with 2 and one message, never a trace."""
    done = servicesim(*arguments)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert done.err.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "complaint-1"),
        ("run", "complaint-1"),
        ("run", "complain-01", "--json"),
        ("show", "complant-01", "--script"),
    ],
    ids=" ".join,
)
def test_an_unknown_scenario_names_the_nearest(servicesim: Start, arguments: tuple[str, ...]) -> None:
    """A scenario that is not there is exit 4, and the nearest one is named."""
    done = servicesim(*arguments)
    assert done.code == 4
    assert "complaint-01" in done.err
    assert "did you mean" in done.err


@pytest.mark.parametrize(
    "arguments",
    [("debrief", "no-such-attempt"), ("run", "--resume", "no-such-attempt"), ("show", "zzz")],
    ids=" ".join,
)
def test_an_unknown_id_is_exit_4(servicesim: Start, arguments: tuple[str, ...]) -> None:
    """An attempt or scenario that is not there is exit 4, with a message."""
    done = servicesim(*arguments)
    assert done.code == 4
    assert arguments[-1] in done.err
    assert "Traceback" not in done.err


def test_a_file_that_is_not_there(servicesim: Start) -> None:
    """`score` of a missing file names the file and is no fault of ours."""
    done = servicesim("score", "no-such-file.jsonl")
    assert done.code in (2, 4)
    assert "no-such-file.jsonl" in done.err


def test_the_command_line_is_light() -> None:
    """Importing the command line loads no screen, store, matcher, model or YAML library."""
    heavy = ("textual", "sqlalchemy", "rapidfuzz", "pydantic", "yaml", "alembic", "snowballstemmer")
    code = f"import sys, sim.cli, sim.__main__; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_loads_no_more(servicesim: Start) -> None:
    """`--help` costs no more than Click: no command is imported for it."""
    code = (
        "import sys; sys.argv = ['servicesim', '--help']\n"
        "from sim.__main__ import main\nmain()\n"
        "print([m for m in sys.modules if m.startswith('sim.cli.')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
