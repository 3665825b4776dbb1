"""`check`, `doctor`, and how the program leaves when the fault is ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_lines import Start

from sim.cli.library import list_command
from sim.content import bundled_folder

BAD_FILES = Path(__file__).parents[1] / "bad_files"


def test_check_of_a_good_file(servicesim: Start) -> None:
    """A file without an error is exit 0."""
    done = servicesim("check", str(bundled_folder("scenarios") / "complaint-01.yaml"))
    assert done.code == 0
    assert done.out.strip()


@pytest.mark.parametrize("name", ["unknown-go.yaml", "empty.yaml", "tab.yaml", "rubric-weights.yaml"])
def test_check_of_a_bad_file(servicesim: Start, name: str) -> None:
    """A faulty file is exit 1, and the fault has file, line and column."""
    done = servicesim("check", str(BAD_FILES / name))
    assert done.code == 1
    assert f"{name}:" in done.out
    (problem, *_) = json.loads(servicesim("check", str(BAD_FILES / name), "--format", "json").out)
    assert problem["line"] >= 1
    assert problem["message"]


def test_check_of_a_file_that_is_not_there(servicesim: Start) -> None:
    """A missing file is named and is not well."""
    done = servicesim("check", "no-such-file.yaml")
    assert done.code in (1, 4)
    assert "no-such-file.yaml" in done.out + done.err


def test_doctor_of_a_well_installation(process: Start) -> None:
    """All is well: exit 0, every line says ok, and the data folder is named."""
    done = process("doctor", LC_ALL="C.UTF-8")
    assert done.code == 0, done.out
    assert "MEND" not in done.out
    assert "home" in done.out


def test_doctor_of_a_folder_that_cannot_be_written(
    servicesim: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A data folder that cannot be made is named with what to do, and the exit code is not 0."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("SERVICESIM_HOME", str(tmp_path / "file" / "home"))
    done = servicesim("doctor")
    assert done.code == 1
    assert "MEND" in done.out
    assert str(tmp_path / "file") in done.out
    found = {f["what"]: f["well"] for f in json.loads(servicesim("doctor", "--format", "json").out)}
    assert not all(found.values())


def fail(**_: object) -> int:
    """Fail as only our own code can."""
    raise ZeroDivisionError("a fault of ours")


def test_our_own_fault_is_logged(servicesim: Start, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 70: one line for people, the trace in a log file that the line names."""
    monkeypatch.setattr(list_command, "callback", fail)
    done = servicesim("list")
    assert done.code == 70
    assert "Traceback" not in done.err
    assert len(done.err.strip().splitlines()) == 1
    log = home / "servicesim.log"
    assert str(log) in done.err
    assert "ZeroDivisionError: a fault of ours" in log.read_text("utf-8")
    assert "Traceback" in log.read_text("utf-8")


def test_a_log_that_cannot_be_written(
    servicesim: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the data folder out of reach the log goes elsewhere, and the line names where."""
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("SERVICESIM_HOME", str(tmp_path / "file" / "home"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(list_command, "callback", fail)
    done = servicesim("list")
    assert done.code == 70
    assert str(tmp_path / "servicesim.log") in done.err
    assert (tmp_path / "servicesim.log").exists()


@pytest.mark.parametrize("error", [KeyboardInterrupt, EOFError])
def test_an_interruption_is_exit_130(
    servicesim: Start, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    """Ctrl+C is no fault: 130 and no trace."""

    def interrupt(**_: object) -> int:
        raise error

    monkeypatch.setattr(list_command, "callback", interrupt)
    done = servicesim("list")
    assert done.code == 130
    assert "Traceback" not in done.err


def test_a_bad_pack_is_named_and_the_rest_listed(servicesim: Start, tmp_path: Path) -> None:
    """A faulty file in a trainer's pack hides no other scenario, and its fault is said on the side."""
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "mine.yaml").write_text("id: mine-01\n\ttitle: x\n", encoding="utf-8")
    done = servicesim("list", "--pack", str(pack))
    assert "complaint-01" in done.out
    assert "mine.yaml" in done.err


@pytest.mark.parametrize(
    "words",
    [
        ("list",), ("show", "complaint-01"), ("run", "complaint-01"), ("simulate", "complaint-01"),
        ("graph", "complaint-01"), ("test",), ("new", "tea-01"), ("rubric", "show", "service"),
        ("record", "complaint-01"),
    ],
)  # fmt: skip
def test_a_pack_that_is_not_there(servicesim: Start, tmp_path: Path, words: tuple[str, ...]) -> None:
    """A folder that was mistyped is said by every command, and nothing is done without it."""
    done = servicesim(*words, "--pack", str(tmp_path / "mistyped"))
    assert (done.code, done.out) == (4, "")
    assert "mistyped" in done.err


def test_a_control_character_in_a_name_is_not_printed(servicesim: Start) -> None:
    """What was typed is not played back to the terminal raw."""
    done = servicesim("show", "comp\x1b[31mlaint")
    assert done.code == 4
    assert "\x1b" not in done.err


def test_doctor_speaks_chinese(servicesim: Start) -> None:
    """What is examined and how it is are said in Chinese; programs get English."""
    lines = servicesim("doctor", "--lang", "zh").out.splitlines()
    assert any(line.startswith("正常 自带文件：") and line.endswith("没有问题") for line in lines)
    names = {f["what"] for f in json.loads(servicesim("doctor", "--format", "json", "--lang", "zh").out)}
    assert "bundled files" in names
