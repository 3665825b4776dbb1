"""A department's quality sheet becomes a rubric file: items, weights, vetoes, phrases."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from sheets_kit import CHINESE_CSV, ENGLISH, chinese_100, codes, csv_file, imported, rubric

from sim.workshop.sheets.reader import read_grids


def test_a_chinese_sheet_of_100_points(tmp_path: Path) -> None:
    """Merged sections, points, deductions, vetoes, pass mark and phrases of two sheets reach the file."""
    made = imported(chinese_100(tmp_path))
    assert codes(made) == {
        "在线客服!B4": "E3",
        "在线客服!B5": "E2",
        "在线客服!B6": "A6",
        "在线客服!B8": "A1",
        "在线客服!B9": "R3",
        "在线客服!B10": "R2",
        "在线客服!B12": "A7",
        "在线客服!B13": "R6",
        "在线客服!B17": "X15",
        "在线客服!B19": "X16",
        "在线客服!B20": "X07",
        "禁用语!B2": "X08",
        "禁用语!B3": "X03",
    }
    value = rubric(made)
    assert made.faults == ()
    assert sum(s.weight for s in value.sections) == 100
    assert value.title.get("zh") == "在线客服质检评分表（100分制）"
    assert value.scale.pass_ == 85
    assert value.red_lines == ("X16", "X17", "X19", "X27", "X07")
    assert value.section("empathy").name.get("zh") == "服务态度"
    named = value.indicator("E3")
    assert named is not None
    assert named.name.get("zh") == "主动致歉，态度诚恳"
    harm = value.deduction("X03")
    assert harm is not None
    assert harm.say.get("zh")[0] == "那是仓库的活儿"
    assert "不是我们的问题" in harm.say.get("zh")
    assert harm.say_instead.get("zh") == "我去问仓库，今天给您答复"


def test_an_english_sheet_with_weights_in_per_cent(tmp_path: Path) -> None:
    """Weights in % become weights; a greeting's are spread; an auto-fail is a red line."""
    made = imported(csv_file(tmp_path, ENGLISH))
    value = rubric(made)
    assert made.faults == ()
    assert {s.id: s.weight for s in value.sections} == {"empathy": 26, "responsiveness": 42, "assurance": 32}
    assert value.scale.pass_ == 90
    assert set(value.red_lines) == {"X16", "X17", "X19", "X27"}
    assert codes(made)["B13"] == "X16"
    assert [str(note.place) for note in made.plan.notes] == ["D2", "B3"]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_file_in_any_coding(tmp_path: Path, coding: str, separator: str) -> None:
    """Excel's own codings and separators all read alike."""
    made = imported(csv_file(tmp_path, CHINESE_CSV.replace(";", separator).encode(coding)))
    assert codes(made) == {"B2": "E3", "B3": "E2", "B4": "R3", "B5": "A1", "B6": "X04"}
    weights = {s.id: s.weight for s in rubric(made).sections}
    assert weights == {"empathy": 40, "responsiveness": 30, "assurance": 30}


def test_figures_of_a_section_count_once(tmp_path: Path) -> None:
    """A merged weight, a heading's figure and the sum of the items give the same weights."""
    items = [
        ("Empathy", ["Sincere apology", "Shows empathy"]),
        ("Resolution", ["Offers alternatives", "Next steps"]),
    ]
    merged = "Section,Item,Weight\n" + "".join(
        f"{name},{first},{w}%\n,{second},\n"
        for (name, (first, second)), w in zip(items, (40, 60), strict=True)
    )
    heading = "Item,Points\n" + "".join(
        f"{name} ({w} points),\n{first},\n{second},\n"
        for (name, (first, second)), w in zip(items, (40, 60), strict=True)
    )
    each = "Section,Item,Points\n" + "".join(
        f"{name},{first},{w / 2}\n{name},{second},{w / 2}\n"
        for (name, (first, second)), w in zip(items, (40, 60), strict=True)
    )
    for text in (merged, heading, each):
        weights = {s.id: s.weight for s in rubric(imported(csv_file(tmp_path, text))).sections}
        assert weights == {"empathy": 40, "responsiveness": 59, "assurance": 1}, text


def test_hidden_sheets_stay_hidden(tmp_path: Path) -> None:
    """A hidden sheet is not read: nobody could check what came of it."""
    path = chinese_100(tmp_path)
    book = openpyxl.load_workbook(path)
    book["禁用语"].sheet_state = "hidden"
    book.save(path)
    assert [grid.name for grid in read_grids(path, None, "en")] == ["在线客服"]
