"""The appraisal sheet: a row a person, as CSV and as a workbook, in both languages."""

from __future__ import annotations

import csv
import io
import sys
from typing import Any

import pytest
from sample_cohort import NOVEMBER, exam, report_of
from sample_report import exams, sample

from sim.errors import ServicesimError
from sim.model.department import Submission
from sim.report.cohort import CohortReport
from sim.report.cohort.handed import Handed
from sim.report.cohort.people import appraisals
from sim.report.cohort.records import Appraisal
from sim.report.cohort.sheet import BOM, columns, sheet_csv, sheet_xlsx

openpyxl = pytest.importorskip("openpyxl")

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1", "\x1b[31m=1")


def people_of(given: list[Submission]) -> tuple[Appraisal, ...]:
    """Return everybody's line in November."""
    return appraisals(Handed(given).within(NOVEMBER))


def cells(given: list[Submission], report: CohortReport) -> list[dict[str, str]]:
    """Return the CSV as rows by heading."""
    text = sheet_csv(people_of(given), report)
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM))))


def book(given: list[Submission], report: CohortReport) -> Any:
    """Return the page of the workbook."""
    return openpyxl.load_workbook(io.BytesIO(sheet_xlsx(people_of(given), report))).active


def test_a_row_a_person() -> None:
    """Each person has one row with figures, their errors, whether each category is met, and the verdict."""
    given = [exam("Ann", f"complaint-0{n}", levels=(90, 81, 79)) for n in range(1, 6)]
    (row,) = cells(given, sample())
    assert (row["Name"], row["Cohort"], row["Appraisal period"]) == ("Ann", "spring", "November 2026")
    assert (row["Number of scenarios"], row["Empathy, of 100"], row["Assurance, of 100"]) == (
        "5",
        "90.0",
        "79.0",
    )
    assert (row["Empathy above 80"], row["Assurance above 80"], row["All above 80"]) == ("yes", "no", "no")
    assert (row["Simulated satisfaction (as perceived, of 100)"], row["Verdict"]) == (
        "70.0",
        "not above the line",
    )


def test_the_chinese_sheet() -> None:
    """The sheet is the 客服绩效考核表 that a department knows; what is simulated says so."""
    report = sample("zh")
    head = columns(report)
    for wanted in (
        "姓名", "班组", "考核周期", "场景数", "共情得分", "响应得分", "保证得分", "共情标准误",
        "是否达标（每项>80）", "触碰红线的对话数", "结论",
    ):  # fmt: skip
        assert wanted in head
    assert [name for name in head if "满意度" in name] == [name for name in head if "模拟" in name]
    rows = cells(exams(), report)
    assert [row["姓名"] for row in rows] == ["Ann", "Bo", "Cai", "Dee", "Eli"]
    assert {row["考核周期"] for row in rows} == {"2026年11月"}
    assert rows[0]["结论"] == "不作结论，场景太少"
    page = book(exams(), report)
    assert (page.title, page.cell(1, 1).value) == ("客服绩效考核表", "客服绩效考核表")


def test_the_workbook_has_the_same_figures() -> None:
    """The workbook has the rows of the CSV, with numbers as numbers, under remarks on how to read it."""
    page = book(exams(), sample())
    table = list(page.iter_rows(min_row=5, values_only=True))
    assert list(table[0]) == columns(sample())
    text = sheet_csv(people_of(exams()), sample()).removeprefix(BOM)
    for row, plain in zip(table[1:], list(csv.reader(io.StringIO(text)))[1:], strict=True):
        for cell, words in zip(row, plain, strict=True):
            assert cell == float(words) if isinstance(cell, int | float) else (cell or "") == words
    assert isinstance(table[1][5], int | float)
    remarks = [page.cell(n, 1).value for n in (2, 3)]
    assert "not a certified measurement" in remarks[0]
    assert "simulated" in remarks[1]


@pytest.mark.parametrize("name", FORMULAS)
def test_no_name_is_a_formula(name: str) -> None:
    """A name that a spreadsheet would calculate is text in both files; a figure below 0 stays a number."""
    given = [exam(name, perceived=50.0, expected=60.0)]
    report = report_of(given, cohort=name)
    (row,) = cells(given, report)
    assert row["Name"].startswith("'")
    assert row["Cohort"].startswith("'")
    assert row["Simulated satisfaction minus adequate"] == "-10.0"
    page = book(given, report)
    first, second = page.cell(6, 1), page.cell(6, 2)
    assert (first.data_type, second.data_type) == ("s", "s")
    assert str(first.value).strip() == first.value
    assert first.quotePrefix


def test_a_category_that_was_not_scored_is_empty() -> None:
    """A dimension without an opportunity has no figure and neither meets the line nor misses it."""
    given = [exam("Ann", levels=(90, 90, None))]
    (row,) = cells(given, sample())
    assert (row["Assurance, of 100"], row["Assurance above 80"], row["All above 80"]) == ("", "", "")


@pytest.mark.parametrize(("lang", "words"), [("en", "needs openpyxl"), ("zh", "要用 openpyxl")])
def test_without_openpyxl_it_is_said_what_to_do(
    monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    """Without the library that writes workbooks one line says how to get it, and what else there is."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ServicesimError, match=words):
        sheet_xlsx(people_of(exams()), sample(lang))
