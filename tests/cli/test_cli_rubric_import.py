"""`servicesim rubric import`: the file, what is printed, exit codes; and the pre-commit hooks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_lines import ROOT, Start

SHEET = """Section,Item,Points
Empathy,Sincere apology,40
Resolution,Offers alternatives,30
Compliance,Accurate information,30
"""


@pytest.fixture
def sheet(home: Path) -> Path:
    """Return a sheet in the working folder of which everything can be mapped."""
    path = Path.cwd() / "My Sheet.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_a_sheet_is_written_and_passes_both_checks(servicesim: Start, sheet: Path) -> None:
    """The file is written, every mapping shown with its cell, and `check` and `rubric check` agree."""
    done = servicesim("rubric", "import", sheet.name, "-o", "mine.yaml", "--lang", "en")
    assert done.code == 0
    assert 'B2 "Sincere apology" -> E3' in done.out
    assert "Weights: Empathy 40, Responsiveness 30, Assurance 30" in done.out
    assert "The file passes" in done.out
    assert "rubric: mine\n" in Path("mine.yaml").read_text(encoding="utf-8")
    assert servicesim("check", "mine.yaml").code == 0
    assert servicesim("rubric", "check", "mine.yaml").code == 0


def test_without_a_file_the_rubric_goes_to_the_output(servicesim: Start, sheet: Path) -> None:
    """The text alone goes to standard output, what is said of it to the error output."""
    done = servicesim("rubric", "import", sheet.name)
    assert done.out.splitlines()[-1].strip().startswith("- {id: A1")
    assert "rubric: my-sheet\n" in done.out
    assert "Mapped: 3" in done.err


def test_what_is_left_gives_exit_code_3(servicesim: Start, sheet: Path) -> None:
    """A row that nobody could map is named, and the exit code says so."""
    sheet.write_text(SHEET + "Compliance,Sparkle,10\n", encoding="utf-8")
    done = servicesim("rubric", "import", sheet.name, "-o", "mine.yaml", "--lang", "en")
    assert done.code == 3
    assert 'B5 "Sparkle"' in done.out
    assert 'B5 "Sparkle"' in Path("mine.yaml").read_text(encoding="utf-8")


def test_faults_that_are_left_give_exit_code_1(servicesim: Start, sheet: Path) -> None:
    """A file that does not pass is written all the same, and its faults are shown."""
    done = servicesim("rubric", "import", sheet.name, "-o", "mine.yaml", "--base", "zhijian", "--lang", "en")
    assert done.code == 1
    assert "RB030" in done.out
    assert Path("mine.yaml").is_file()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("gone.csv",), 4),
        (("My Sheet.csv", "--base", "nothing"), 4),
        (("My Sheet.csv", "--id", "Ä"), 2),
        (("My Sheet.csv", "--id", "service"), 2),
        (("My Sheet.csv", "-o", "taken.yaml"), 2),
        (("fake.xlsx",), 1),
    ],
)
def test_user_errors(servicesim: Start, sheet: Path, arguments: tuple[str, ...], code: int) -> None:
    """What cannot be done is said in a sentence, and nothing is written over."""
    Path("taken.yaml").write_text("mine\n", encoding="utf-8")
    Path("fake.xlsx").write_text("no workbook", encoding="utf-8")
    done = servicesim("rubric", "import", *arguments)
    assert done.code == code
    assert "Traceback" not in done.err
    assert "went wrong on our side" not in done.err
    assert Path("taken.yaml").read_text(encoding="utf-8") == "mine\n"


def test_a_sheet_named_in_chinese_gets_an_id(servicesim: Start, sheet: Path) -> None:
    """An id is made of the file's name, or of nothing when it has no letters."""
    sheet.rename("质检表.csv")
    assert "rubric: sheet\n" in servicesim("rubric", "import", "质检表.csv").out


def hooks() -> dict[str, dict[str, str]]:
    """Return the hooks of the repository by id: their keys and values, one a line."""
    found: dict[str, dict[str, str]] = {}
    text = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    for part in re.split(r"^- ", text, flags=re.MULTILINE)[1:]:
        pairs = dict(line.strip().split(": ", 1) for line in part.splitlines() if ": " in line)
        found[pairs["id"]] = pairs
    return found


def pack(folder: Path) -> list[str]:
    """Make a pack of a scenario, a sheet and a playthrough; return its files as git names them."""
    copies = {
        "scenarios/complaint-01.yaml": ROOT / "scenarios/complaint-01.yaml",
        "rubrics/zhijian.yaml": ROOT / "rubrics/zhijian.yaml",
        "playthroughs/complaint-01.cold.en.play.yaml": ROOT / "playthroughs/complaint-01.cold.en.play.yaml",
    }
    for name, source in copies.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    return [*copies, "README.md", ".github/workflows/ci.yaml"]


@pytest.mark.parametrize(("hook", "files"), [("servicesim-check", 2), ("servicesim-test", 3)])
def test_the_hooks_lint_a_pack(servicesim: Start, home: Path, hook: str, files: int) -> None:
    """What a hook's entry says passes a good pack, is given its files only, and stops a bad one."""
    about = hooks()[hook]
    chosen = [name for name in pack(Path.cwd()) if re.search(about["files"], name)]
    assert len(chosen) == files
    program, *words = about["entry"].split()
    assert program == "servicesim"
    arguments = [*words, *([] if about.get("pass_filenames") == "false" else chosen)]
    assert servicesim(*arguments).code == 0
    scenario = Path("scenarios/complaint-01.yaml")
    scenario.write_text(
        scenario.read_text(encoding="utf-8").replace("weight:", "wieght:", 1), encoding="utf-8"
    )
    bad = servicesim(*arguments)
    assert bad.code == 1
    assert "complaint-01" in bad.out + bad.err
