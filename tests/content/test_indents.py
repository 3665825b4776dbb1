"""A line that is indented wrongly is the one that is named, with figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.content import check_file

SCENARIO = (Path(__file__).parents[2] / "scenarios" / "complaint-01.yaml").read_text("utf-8").split("\n")


def told(tmp_path: Path, name: str, spaces: int) -> tuple[int, int, str, str]:
    """Return by how many lines the fault misses, its code and its message, with `name` moved."""
    at = next(n for n, line in enumerate(SCENARIO) if line.strip().startswith(name))
    lines = [*SCENARIO]
    lines[at] = " " * spaces + lines[at].lstrip()
    file = tmp_path / "mine.yaml"
    file.write_text("\n".join(lines), "utf-8")
    (found,) = check_file(file)
    return found.line - (at + 1), found.column, found.code, found.message


@pytest.mark.parametrize("name", ["trust: 40", "heat: 75", "tier: regular"])
@pytest.mark.parametrize("spaces", [0, 1, 3, 4])
def test_the_line_that_stands_out_is_named(tmp_path: Path, name: str, spaces: int) -> None:
    """Not the good one after it, where YAML stumbles."""
    off, column, code, message = told(tmp_path, name, spaces)
    assert (off, column, code) == (0, spaces + 1, "YM027")
    assert f"in front of this line: {spaces};" in message
    assert message.endswith("around it: 2")


def test_where_no_mend_helps_the_columns_of_both_lines_are_told(tmp_path: Path) -> None:
    """The line at which YAML stumbles, and the last one that begins where it went astray."""
    at = next(n for n, line in enumerate(SCENARIO) if line == "    - id: cold") + 2
    lines = [*SCENARIO]
    assert lines[at] == "      text:"
    lines[at] = "text:"
    file = tmp_path / "mine.yaml"
    file.write_text("\n".join(lines), "utf-8")
    (found,) = check_file(file)
    assert (found.code, found.line) == ("YM039", at + 4)
    assert found.message == (
        f"spaces in front of this line: 4; line {at + 1}, which it does not fit, has 0;"
        " one of the two stands in the wrong column"
    )


def test_a_tab_in_a_sheet_is_shown_by_no_line_of_a_scenario(tmp_path: Path) -> None:
    """The example stands in both kinds of files."""
    sheet = (Path(__file__).parents[2] / "rubrics" / "service.yaml").read_text("utf-8")
    file = tmp_path / "mine.yaml"
    file.write_text(sheet.replace("  en:", "\ten:", 1), "utf-8")
    (found,) = check_file(file)
    assert (found.code, found.example) == ("YM022", "  en: …")
