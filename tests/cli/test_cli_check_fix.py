"""`servicesim check --fix`: mends, says what it did, and then checks as always."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sim.cli.check import check_command
from sim.errors import Refused, Usage

SAMPLE = Path(__file__).parents[1] / "content" / "samples" / "late-parcel.yaml"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Return a scenario with one slip of the keyboard."""
    path = tmp_path / "mine.yaml"
    text = SAMPLE.read_text("utf-8").replace("difficulty: 2", "difficulty：2")
    path.write_text(f"{text}status: draft\n", "utf-8")
    return path


def test_a_slip_is_mended_and_told(mine: Path) -> None:
    """The mend goes to the error stream, so that a report for programs stays whole."""
    done = CliRunner().invoke(
        check_command, [str(mine), "--fix", "--lang", "en", "--format", "json"], standalone_mode=False
    )
    assert done.return_value == 0
    assert "mine.yaml:4: mended: the full-width colon is a plain one now" in done.stderr
    assert done.stdout.strip() == "[]"
    assert "difficulty: 2" in mine.read_text("utf-8")


def test_without_the_option_nothing_is_written(mine: Path) -> None:
    """A check alone never changes a file and leaves nothing beside it."""
    before = mine.read_bytes()
    assert CliRunner().invoke(check_command, [str(mine)], standalone_mode=False).return_value == 1
    assert mine.read_bytes() == before
    assert list(mine.parent.iterdir()) == [mine]


def test_a_folder_is_mended_file_by_file(mine: Path) -> None:
    """Every file of a folder and of its `scenarios` is mended."""
    inner = mine.parent / "scenarios"
    inner.mkdir()
    (inner / "other.yaml").write_text(mine.read_text("utf-8").replace("late-parcel", "other-1"), "utf-8")
    done = CliRunner().invoke(check_command, [str(mine.parent), "--fix"], standalone_mode=False)
    assert done.return_value == 0
    assert "difficulty: 2" in (inner / "other.yaml").read_text("utf-8")


@pytest.mark.parametrize("words", [["--fix"], ["--agreed", "x.yaml"]])
def test_what_would_change_the_wrong_thing_is_refused(words: list[str]) -> None:
    """Our own scenarios are not the user's to change; --agreed means nothing by itself."""
    assert isinstance(CliRunner().invoke(check_command, words, standalone_mode=False).exception, Usage)


def test_a_file_that_cannot_be_written_is_told(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk or a locked folder ends with a sentence and leaves the file as it was."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    before = mine.read_bytes()
    monkeypatch.setattr("sim.content.writing.tempfile.mkstemp", full)
    done = CliRunner().invoke(check_command, [str(mine), "--fix"], standalone_mode=False)
    assert isinstance(done.exception, Refused)
    assert "No space left" in str(done.exception)
    assert mine.read_bytes() == before
