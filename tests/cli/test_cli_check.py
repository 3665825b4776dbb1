"""`check`: every problem of files and folders, in words, as JSON and as annotations."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cli_lines import Start

from sim.content import bundled_folder
from sim.content.packs import yaml_files
from sim.content.problems import Problems
from sim.model.problems import Problem
from sim.model.saying import Saying

BAD_FILES = Path(__file__).parents[1] / "bad_files"
TAB = str(BAD_FILES / "tab.yaml")


def test_text_ends_with_the_counts(servicesim: Start) -> None:
    """The last line says how many problems stand in how many files, and what explains the first."""
    done = servicesim("check", TAB, str(BAD_FILES / "unknown-go.yaml"))
    assert done.code == 1
    assert done.out.splitlines()[-1] == "2 errors in 2 files; servicesim explain YM022 tells more"


def test_one_of_each_is_counted_in_the_singular(
    servicesim: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One error and one warning in one file read as English does."""
    found = Problems("mine.yaml")
    found.add("SC014", (3, 4), "a")
    found.add("SC009", (9, 1), "b", warning=True)
    monkeypatch.setattr("sim.cli.check.every_problem", lambda _: found.found)
    done = servicesim("check", str(tmp_path))
    assert done.out.splitlines()[-1] == "1 error, 1 warning in 1 file; servicesim explain SC014 tells more"
    assert [": warning: SC" in line for line in done.out.splitlines()] == [False, True, False]


def test_warnings_alone_are_well(servicesim: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file with nothing but warnings can be played: exit 0."""
    found = Problems("mine.yaml")
    found.add("SC009", (9, 1), "b", warning=True)
    monkeypatch.setattr("sim.cli.check.every_problem", lambda _: found.found)
    assert servicesim("check", str(tmp_path)).code == 0


def test_no_problem_is_said(servicesim: Start) -> None:
    """A good file has no problem, and that is said; no counts follow."""
    assert servicesim("check", str(bundled_folder("rubrics") / "zhijian.yaml")).out == "No problems found.\n"


@pytest.mark.parametrize("command", [("check",), ("rubric", "check")])
def test_a_folder_without_files_is_no_good_folder(
    servicesim: Start, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """Where nothing was checked, nothing is called free of problems."""
    done = servicesim(*command, str(tmp_path))
    assert done.code == 1
    assert "YM001 there is no file to check in this folder" in done.out
    assert "No problems" not in done.out


def test_json_keeps_english_and_adds_what_is_said(servicesim: Start) -> None:
    """Programs read `message` in English whatever the language; `said` comes with another one."""
    (english,) = json.loads(servicesim("check", TAB, "--format", "json").out)
    (chinese,) = json.loads(servicesim("check", TAB, "--format", "json", "--lang", "zh").out)
    assert "said" not in english
    assert {**english, "said": chinese["said"]} == chinese
    assert set(english) == {
        "file", "line", "column", "code", "message", "path", "allowed", "example", "hint", "severity",
    }  # fmt: skip


def test_github_annotations_name_the_place(servicesim: Start) -> None:
    """Each problem is one workflow command with file, line, column and code; nothing else is printed."""
    done = servicesim("check", TAB, "--format", "github")
    assert done.code == 1
    (line,) = done.out.splitlines()
    name = re.escape(TAB)
    assert re.fullmatch(rf"::error file={name},line=\d+,col=\d+,title=YM022::a tab stands here.*", line)


def test_github_annotations_escape_what_would_end_them(
    servicesim: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Percent signs everywhere, and colons and commas in a name, are written as GitHub asks."""
    found = Problems("a,b:c%.yaml")
    found.add("YM001", (0, 0), "100% gone: so it is, really", warning=True)
    monkeypatch.setattr("sim.cli.check.every_problem", lambda _: found.found)
    done = servicesim("check", str(tmp_path), "--format", "github")
    assert done.out == "::warning file=a%2Cb%3Ac%25.yaml,title=YM001::100%25 gone: so it is, really\n"


def test_a_line_break_in_a_value_ends_no_line(
    servicesim: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What stands in a file cannot begin a line of the output: no second command can be smuggled in."""
    found = Problems("mine.yaml")
    found.add("SC001", (1, 1), "{name}", values={"name": "x\n::error ::y"})
    monkeypatch.setattr("sim.cli.check.every_problem", lambda _: found.found)
    for form in ("github", "text"):
        lines = servicesim("check", str(tmp_path), "--format", form).out.splitlines()
        assert not [line for line in lines if line.startswith("::error ::")]


def test_a_problem_is_said_whole_in_each_language() -> None:
    """English is the default; values that are sayings are said in the language, names of the file are not."""
    found = Problems("mine.yaml")
    found.add(
        "SC004",
        (2, 3),
        "{name} is {what}",
        values={"name": "heat", "what": Saying("wrong")},
        path=("customer", "heat"),
        allowed=Saying.of("{low} to {high}", low=0, high=100),
        example="heat: 50",
        hint="heat",
    )
    (problem,) = found.found
    line = (
        "mine.yaml:2:3: SC004 heat is wrong (did you mean heat?); allowed: 0 to 100; "
        "example: heat: 50 (customer.heat)"
    )
    assert str(problem) == problem.shown("en") == line
    assert problem.shown("zh").startswith("mine.yaml:2:3: SC004 ")
    assert problem.model_dump()["allowed"] == "0 to 100"


def test_a_problem_without_a_template_is_said_in_english() -> None:
    """A sentence that no catalogue can hold is said as it stands."""
    problem = Problem(file="mine.yaml", code="SC010", message="is refused")
    assert problem.said("zh") == "is refused"
    assert str(problem) == "mine.yaml: SC010 is refused"


def test_braces_without_values_are_said_as_they_stand() -> None:
    """A sentence that shows a way to write something is no form to fill."""
    assert Saying("write {go: insist}").said("zh") == "write {go: insist}"


def test_without_a_path_ours_are_checked_and_that_is_said(
    servicesim: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder that is no pack what came with the program is checked; a program reads JSON alone."""
    asked: list[tuple[Path, ...]] = []
    monkeypatch.setattr("sim.cli.check.every_problem", lambda paths: asked.append(tuple(paths)) or ())
    told = "Checking the scenarios and rubrics that came with the program; name a folder to check yours.\n"
    looked = sum(len(yaml_files(bundled_folder(kind))) for kind in ("scenarios", "rubrics"))
    assert servicesim("check", "--lang", "en").out == f"{told}Files checked: {looked}. No problems found.\n"
    done = servicesim("check", "--lang", "en", "--format", "json")
    assert (done.out, done.err) == ("[]\n", told)
    assert asked == [(bundled_folder("scenarios"), bundled_folder("rubrics"))] * 2


@pytest.mark.parametrize("sign", ["scenarios", "pack.yaml"])
def test_without_a_path_the_pack_around_us_is_checked(servicesim: Start, sign: str) -> None:
    """Where the working folder is a pack, or has a folder of scenarios, that is what is meant."""
    if sign == "scenarios":
        Path(sign).mkdir()
        Path(sign, "mine.yaml").write_text("id: mine-01\n", "utf-8")
    else:
        Path(sign).write_text("name: mine\n", "utf-8")
    done = servicesim("check", "--lang", "en")
    assert done.code == 1
    place = "scenarios/mine.yaml" if sign == "scenarios" else "pack.yaml"
    (*faults, _last) = done.out.splitlines()
    assert faults
    assert all(line.startswith(f"{place}:") for line in faults)


def test_the_last_line_explains_the_first_error(
    servicesim: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A warning that stands above it is not what keeps the file from being played."""
    found = Problems("mine.yaml")
    found.add("SC108", (3, 4), "a", warning=True)
    found.add("SC104", (5, 4), "b")
    found.add("SC103", (9, 1), "c")
    monkeypatch.setattr("sim.cli.check.every_problem", lambda _: found.found)
    assert "servicesim explain SC104" in servicesim("check", str(tmp_path)).out
    monkeypatch.setattr("sim.cli.check.every_problem", lambda _: found.found[:1])
    assert "servicesim explain SC108" in servicesim("check", str(tmp_path)).out
