"""`servicesim graph`: the script as a picture, on the screen or in a file."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from cli_lines import TO_THE_END, Start
from click.testing import CliRunner

from sim.cli.graph import graph_command
from sim.content import bundled_folder
from sim.errors import NotFound, Usage
from sim.model.bad_file import BadFile


def graph(*arguments: str) -> str:
    """Return what the command prints; errors are raised."""
    done = CliRunner().invoke(graph_command, list(arguments), catch_exceptions=False, standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.stdout


def test_the_outline_is_printed(home: Path) -> None:
    """Without a format the script is an outline: title, turns, numbered branches, endings."""
    shown = graph("complaint-01", "--lang", "en")
    assert shown.startswith("Two no-shows for a fridge (complaint-01, version 1)\n")
    assert "\n  opening\n" in shown
    assert "every other reply: to insist" in shown
    assert "Endings that any turn can come to" in shown
    assert not (home / "servicesim.db").exists()


@pytest.mark.parametrize(
    ("name", "begins"), [("g.svg", "<svg"), ("g.html", "<!DOCTYPE html>"), ("g.mmd", "flowchart TD")]
)
def test_the_ending_of_the_file_names_the_format(home: Path, tmp_path: Path, name: str, begins: str) -> None:
    """`-o g.svg` writes SVG; a format that is named comes first."""
    out = tmp_path / name
    assert graph("complaint-01", "-o", str(out)) == ""
    assert out.read_text("utf8").startswith(begins)
    graph("complaint-01", "--format", "text", "--lang", "en", "--force", "-o", str(out))
    assert out.read_text("utf8").startswith("Two no-shows")


def test_a_file_that_is_there_is_not_written_over(home: Path, tmp_path: Path) -> None:
    """Without --force nothing that exists is lost."""
    out = tmp_path / "g.svg"
    out.write_text("mine", "utf8")
    with pytest.raises(Usage):
        graph("complaint-01", "-o", str(out))
    assert out.read_text("utf8") == "mine"


def test_a_file_and_a_pack_are_drawn(home: Path, tmp_path: Path) -> None:
    """A file by its path, and an id of a pack, are drawn with their loose ends."""
    text = (bundled_folder("scenarios") / "complaint-01.yaml").read_text("utf8")
    text = text.replace("id: complaint-01", "id: mine-01").replace("go: pressing", "go: presing", 1)
    (tmp_path / "mine.yaml").write_text(text, "utf8")
    for arguments in ([str(tmp_path / "mine.yaml")], ["mine-01", "--pack", str(tmp_path)]):
        shown = graph(*arguments, "--lang", "en")
        assert "to presing, which is missing" in " ".join(shown.split())


def test_what_cannot_be_drawn_is_named(home: Path, tmp_path: Path) -> None:
    """An unknown id and a missing file are not found; a broken file is refused with its faults."""
    for name in ("complaint-001", "gone.yaml"):
        with pytest.raises(NotFound):
            graph(name)
    (tmp_path / "broken.yaml").write_text("id: [", "utf8")
    with pytest.raises(BadFile):
        graph(str(tmp_path / "broken.yaml"))


def test_attempts_are_counted(servicesim: Start) -> None:
    """After one conversation every format says that one attempt is counted, and what it did."""
    servicesim("run", "complaint-01", "--plain", "--lang", "en", "--who", "Ann", typed=TO_THE_END["en"])
    shown = " ".join(graph("complaint-01", "--attempts", "--lang", "en").split())
    assert "Attempts counted: 1;" in shown
    assert "taken by 1 (100%)" in shown
    assert "taken by nobody" in shown
    assert "No attempt came here." in shown
    drawing = graph("complaint-01", "--attempts", "--format", "svg", "--who", "Ann", "--lang", "en")
    assert "×1" in "".join(ET.fromstring(drawing).itertext())  # noqa: S314 - a drawing of our own
    with pytest.raises(NotFound):
        graph("complaint-01", "--attempts", "--who", "Eve")


def test_who_needs_attempts(home: Path) -> None:
    """A person's name without --attempts would be ignored, so it is refused."""
    import click

    with pytest.raises(click.UsageError):
        graph("complaint-01", "--who", "Ann")


def test_chinese_is_drawn(home: Path) -> None:
    """In Chinese the texts and labels of the scenario are the Chinese ones."""
    shown = graph("complaint-01", "--lang", "zh")
    assert "冰箱两次爽约" in shown
    assert "明天送货，时段由她选" in shown.replace("\n", "").replace(" ", "")
