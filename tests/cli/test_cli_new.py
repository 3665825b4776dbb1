"""`servicesim new` and `servicesim schema`: files to begin with, and nothing of a trainer's lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_lines import Start

from sim.content import check_paths


def test_a_new_scenario_is_written_with_its_schema(servicesim: Start) -> None:
    """The file passes check, the schema lies where its first line says, and what comes next is told."""
    done = servicesim("new", "tea-01", "--lang", "en", "--title", "Cold tea", "--customer-name", "Ms Reed")
    assert done.code == 0, done.err
    path = Path("scenarios/tea-01.yaml")
    first = path.read_text("utf-8").split("\n")[0]
    schema = path.parent / first.removeprefix("# yaml-language-server: $schema=")
    assert json.loads(schema.read_text("utf-8"))["title"] == "A scenario of servicesim"
    assert check_paths([path]) == ()
    assert done.out.split("\n")[2:5] == [
        f"  servicesim check {path}",
        "  servicesim preview tea-01",
        "  servicesim run tea-01",
    ]


def test_a_new_scenario_can_be_played_at_once(servicesim: Start) -> None:
    """The commands that are told work: the scenario is found in the working folder."""
    servicesim("new", "tea-01", "--lang", "zh")
    assert "tea-01" in servicesim("list", "--lang", "zh").out
    assert servicesim("run", "tea-01", "--lang", "zh", "--plain", typed="您好\n").code == 0


def test_without_a_terminal_nothing_is_asked(servicesim: Start) -> None:
    """In a script what is missing stays as it is in the template, in the system's language."""
    done = servicesim("new", "tea-01")
    assert done.code == 0
    assert "language: en" in Path("scenarios/tea-01.yaml").read_text("utf-8")


def test_a_terminal_is_asked_for_what_is_missing(servicesim: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """Language, title, customer and kind are asked for, again after a slip, and only what no flag says."""
    monkeypatch.setattr("sim.cli.new._terminal", lambda: True)
    done = servicesim("new", "tea-01", typed="both\nCold\nCold / 凉了\nMs Reed / 芮女士\ncomplaint\n")
    assert done.code == 0, done.err
    text = Path("scenarios/tea-01.yaml").read_text("utf-8")
    assert all(
        words in text for words in ("en: Cold", "zh: 凉了", "en: Ms Reed", "zh: 芮女士", "family: complaint")
    )
    flags = ("--lang", "en", "--title", "T", "--family", "vip", "--customer-name", "Al")
    assert servicesim("new", "tea-02", *flags).code == 0


def test_a_copy_is_asked_for_its_title_only(servicesim: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy asks one question, and an empty answer calls it a copy."""
    monkeypatch.setattr("sim.cli.new._terminal", lambda: True)
    assert servicesim("new", "tea-01", "--from", "complaint-01", typed="\n").code == 0
    assert "Two no-shows for a fridge (copy)" in Path("scenarios/tea-01.yaml").read_text("utf-8")


def test_nothing_is_written_over(servicesim: Start) -> None:
    """A file that is there stays until --force; a file in the way of the folder is told."""
    servicesim("new", "tea-01", "--lang", "en")
    path = Path("scenarios/tea-01.yaml")
    path.write_text("id: tea-01\n# my work\n", "utf-8")
    done = servicesim("new", "tea-01", "--lang", "en")
    assert done.code == 2
    assert "--force" in done.err
    assert path.read_text("utf-8") == "id: tea-01\n# my work\n"
    assert servicesim("new", "tea-01", "--lang", "en", "--force").code == 0
    assert "# my work" not in path.read_text("utf-8")
    assert sorted(p.name for p in path.parent.iterdir()) == [".servicesim", "tea-01.yaml"]
    Path("file").write_text("", "utf-8")
    assert servicesim("new", "tea-02", "--lang", "en", "-o", "file").code == 2


def test_ids_that_are_taken_or_wrong(servicesim: Start) -> None:
    """An id of another file, a name that cannot be one and an unknown source are told with their codes."""
    assert servicesim("new", "complaint-01", "--lang", "en").code == 2
    assert servicesim("new", "service", "--rubric").code == 2
    assert servicesim("new", "../tea-01", "--lang", "en").code == 2
    done = servicesim("new", "tea-01", "--from", "complaint-1")
    assert done.code == 4
    assert "complaint-01" in done.err
    assert servicesim("new", "tea-01", "--lang", "both", "--title", "x").code == 2
    assert not Path("scenarios").exists()


def test_a_folder_of_ones_own(servicesim: Start) -> None:
    """With -o the folders come to be, and the commands that are told name the folder."""
    done = servicesim("new", "tea-01", "--lang", "en", "-o", "my cases/new")
    assert done.code == 0
    assert '  servicesim run tea-01 --pack "my cases/new"' in done.out.split("\n")
    assert servicesim("show", "tea-01", "--pack", "my cases/new").code == 0


def test_a_new_sheet(servicesim: Start) -> None:
    """A sheet is written beside the scenarios' folder, passes check, and is found by its id."""
    done = servicesim("new", "our-sheet", "--rubric", "--title", "Ours / 我们的")
    assert done.code == 0, done.err
    assert check_paths([Path("rubrics/our-sheet.yaml")]) == ()
    assert Path("rubrics/.servicesim/rubric.schema.json").is_file()
    assert "Ours" in servicesim("rubric", "show", "our-sheet").out
    assert servicesim("new", "other", "--rubric", "--family", "vip").code == 2
    assert servicesim("new", "other", "--rubric", "--from", "zhijian").code == 0
    assert check_paths([Path("rubrics/other.yaml")]) == ()
    told = servicesim("new", "third-01", "--from", "zhijian")
    assert (told.code, "--rubric" in told.err) == (2, True)


@pytest.mark.parametrize("kind", ["scenario", "rubric"])
def test_the_schema_is_printed_or_written(servicesim: Start, kind: str) -> None:
    """The schema is JSON on standard output, or a file that is not written over."""
    done = servicesim("schema", kind, "--lang", "en")
    assert json.loads(done.out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert servicesim("schema", kind, "-o", "s.json").code == 0
    assert json.loads(Path("s.json").read_text("utf-8"))["title"].endswith("of servicesim")
    assert servicesim("schema", kind, "-o", "s.json").code == 2
