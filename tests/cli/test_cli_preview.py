"""`servicesim preview`: found by id or path, played line by line from a pipe, nothing stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from sim.cli.preview import preview_command
from sim.content import bundled_folder
from sim.errors import NotFound

REPLY = "I'm sorry for any inconvenience. We will look into it as soon as possible.\n"


def said(*words: str, lines: str = "") -> str:
    """Run the command with these lines as input and return what it says."""
    return CliRunner().invoke(preview_command, list(words), input=lines, catch_exceptions=False).output


def test_an_id_from_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bundled scenario is played, /why explains, and no data folder comes into being."""
    monkeypatch.setenv("SERVICESIM_HOME", str(tmp_path / "home"))
    told = said("complaint-01", "--lang", "en", lines=f"{REPLY}/why\n")
    assert "Order 8841" in told
    assert "> 6. `insist`: taken" in told
    assert not (tmp_path / "home").exists()


def test_a_file_in_chinese(tmp_path: Path) -> None:
    """A file is taken as it lies, and the customer writes in the language asked for."""
    path = tmp_path / "mine.yaml"
    path.write_text((bundled_folder("scenarios") / "complaint-01.yaml").read_text("utf-8"), "utf-8")
    assert "订单号8841" in said(str(path), "--lang", "zh")


def test_what_is_not_there(tmp_path: Path) -> None:
    """An unknown id, file or sheet is said as everywhere; a broken file opens with its faults."""
    for words in (("complaint-99",), (str(tmp_path / "x.yaml"),), ("complaint-01", "--rubric", "none")):
        with pytest.raises(NotFound):
            said(*words)
    path = tmp_path / "x.yaml"
    path.write_text("", "utf-8")
    told = said(str(path), "--lang", "en", lines="hello\n")
    assert "x.yaml" in told
    assert "no version of this file can be played yet" in told
