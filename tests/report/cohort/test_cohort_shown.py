"""A cohort's report as people get it: plain lines, a page, a table, in both languages."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from sample_cohort import FIVE, exam, report_of
from sample_report import exams, sample

from sim.errors import ServicesimError
from sim.report.cohort import CohortReport
from sim.report.cohort.page import report_page
from sim.report.cohort.plots import CohortPlots
from sim.report.cohort.table import Row, report_csv, report_parquet, rows
from sim.report.cohort.text import report_lines

GOLDEN = Path(__file__).parent / "golden"
EVIL = '<script>alert("&")</script>\x1b[31m=1+1'


def evil() -> CohortReport:
    """Return a report whose every text is an attack on a page, a terminal and a spreadsheet."""
    quote = {"code": "G3", "turn": EVIL, "words": EVIL}
    given = [
        exam(f"{EVIL}{n}", levels=(70, 70, 70), gaps={"G3": 2}, costs={EVIL: 3.0}, quotes=(quote,))
        for n in range(5)
    ]
    return report_of(
        given,
        cohort=f"={EVIL}",
        titles={"complaint-01": EVIL},
        consenting={one.who for one in given},
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_report_as_lines(lang: str) -> None:
    """Every part of a report reads as it was written down and looked through, in both languages."""
    shown = "\n".join(report_lines(sample(lang))) + "\n"
    assert shown == (GOLDEN / f"report.{lang}.txt").read_text(encoding="utf-8")


def test_what_is_withheld_says_why() -> None:
    """Too few people, and a period that is not over, are said in words where the figure would stand."""
    few = report_lines(report_of([exam(who) for who in FIVE[:4]]))
    assert "empathy: withheld, fewer than five people" in few
    assert "Names are listed from five people on, when the period is over." in few
    running = report_lines(report_of([exam(who) for who in FIVE], today=date(2026, 11, 20)))
    assert "This period is not over; figures of the group come when it is." in running
    assert "empathy: comes when the period is over" in running
    assert "empathy: nothing handed in" in report_lines(report_of([]))


def test_nothing_that_was_typed_steers_a_terminal() -> None:
    """Names, titles, turns and quotations reach a terminal as text alone."""
    shown = "\n".join(report_lines(evil()))
    assert "<script>" in shown
    assert all(unicodedata.category(c) != "Cc" or c == "\n" for c in shown)


@pytest.mark.parametrize("plots", [CohortPlots(), None], ids=["plots", "no plots"])
def test_nothing_that_was_typed_runs_in_a_page(plots: CohortPlots | None) -> None:
    """Whatever names and words hold is escaped; the page has no script and asks for nothing."""
    page = report_page(evil(), plots)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page.replace("http-equiv", "")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_has_every_line_and_figure(lang: str) -> None:
    """The page has the headings, names and figures of the lines; two plots have the same in tables below."""
    report = sample(lang)
    page = report_page(report, CohortPlots())
    assert page.count("<svg") == 2
    text = re.sub(r"<[^>]+>", " ", page)
    lines = (GOLDEN / f"report.{lang}.txt").read_text(encoding="utf-8").splitlines()
    heads = [lines[0], *(lines[n + 1] for n, line in enumerate(lines) if not line)]
    assert all(head in text for head in heads)
    wanted = {figure for line in lines for figure in re.findall(r"\d+\.\d%?", line)}
    assert not {figure for figure in wanted if figure not in text}


def test_without_matplotlib_the_tables_stand_alone() -> None:
    """Without what draws the page has every table, and one line says how to get plots."""
    page = report_page(sample(), None)
    assert "<svg" not in page
    assert page.count("pip install &#x27;servicesim[report]&#x27;") == 1
    assert page.count("<table>") == report_page(sample(), CohortPlots()).count("<table>") == 6


def test_a_plot_leaves_out_what_is_withheld() -> None:
    """A report without figures has no plot, and no figure of 0 in place of one."""
    page = report_page(report_of([exam(who) for who in FIVE[:4]]), CohortPlots())
    assert "<svg" not in page
    assert "withheld, fewer than five people" in page


def test_the_table_has_a_row_a_figure() -> None:
    """One tidy table: every figure with its people, what it counts, and which are simulated."""
    found = list(csv.DictReader(io.StringIO(report_csv(sample()))))
    assert list(found[0]) == list(Row._fields)
    assert [r["value"] for r in found if r["table"] == "category"] == ["86.0", "84.0", "79.0"]
    assert {r["row"] for r in found if r["simulated"] == "yes"} == {
        "complaint",
        "return",
        "praise",
        "naming",
        "sales",
    }
    assert {r["table"] for r in found if r["simulated"] == "yes"} == {"simulated"}
    assert not any(who in report_csv(sample()) for who in FIVE)
    few = list(csv.DictReader(io.StringIO(report_csv(report_of([exam(who) for who in FIVE[:4]])))))
    assert {(r["value"], r["withheld"]) for r in few} == {("", "few")}


def test_the_table_is_no_formula() -> None:
    """A cell that a spreadsheet would calculate is text; a figure below 0 stays a number."""
    found = list(csv.reader(io.StringIO(report_csv(evil()))))
    assert not [cell for row in found for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert found[1][0].startswith("'=")


def test_parquet_is_the_same_table() -> None:
    """The Parquet file has the rows of the CSV, with numbers as numbers and nothing in place of a figure."""
    parquet = pytest.importorskip("pyarrow.parquet")
    report = sample()
    table = parquet.read_table(io.BytesIO(report_parquet(report)))
    assert table.to_pylist() == [one._asdict() for one in rows(report)]
    assert str(table.schema.field("value").type) == "double"
    few = parquet.read_table(io.BytesIO(report_parquet(report_of([exam("Ann")]))))
    assert set(few.column("value").to_pylist()) == {None}


@pytest.mark.parametrize(("lang", "words"), [("en", "needs pyarrow"), ("zh", "要用 pyarrow")])
def test_without_pyarrow_it_is_said_what_to_do(
    monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    """Without the library that writes Parquet one line says how to get it, and what else there is."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ServicesimError, match=words):
        report_parquet(sample(lang))


def test_the_json_is_the_report() -> None:
    """The JSON of a report is read back as the same report; every indicator says that it is simulated."""
    report = sample()
    text = json.dumps(report.model_dump(mode="json"))
    assert CohortReport.model_validate_json(text) == report
    assert all(one["simulated"] is True for one in json.loads(text)["indicators"])
    assert len(report.indicators) == 5


def test_no_figure_of_one_person_is_in_the_report() -> None:
    """Names stand in two lists without a figure; figures are of the group."""
    data = sample().model_dump(mode="json")
    named = json.dumps([data["below"], data["reliability"]["few"]])
    assert "Ann" in named
    assert not re.search(r"\d\d\.\d", named)
    rest = json.dumps({k: v for k, v in data.items() if k not in ("below", "reliability")})
    assert not [one.who for one in exams() if f'"{one.who}"' in rest]
