"""A department's quality sheet becomes a rubric file, and what cannot is named with its cell."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.content import Problems
from sim.content.parse import rubric_of
from sim.errors import NotFound, Refused, ServicesimError
from sim.model.rubric import Rubric
from sim.workshop.sheets import Imported, import_sheet
from sim.workshop.sheets.layout import amount, read_layout
from sim.workshop.sheets.mapping import bare, denies, fit, labelled
from sim.workshop.sheets.reader import MOST_BYTES, Grid, read_grids

openpyxl = pytest.importorskip("openpyxl")

ENGLISH = """QA scorecard - chat,,,
Section,Criteria,Weight,How to score
Opening,Greeting with brand name,5%,
Empathy & tone,Acknowledges the customer's frustration,15%,0-5
Empathy & tone,Sincere apology where needed,10%,
Resolution,Answers the question asked,15%,
Resolution,Offers alternatives,15%,
Resolution,Explains next steps,10%,
Compliance,Verifies the customer's identity,15%,
Compliance,Accurate information,15%,
Fatal errors,,,
,Discloses personal information,Auto-fail,
,Rude or abusive,Auto-fail,
Total,,100%,
Pass mark,,90%,
"""

CHINESE_CSV = """大类;检查项;分值
服务态度;主动致歉;20
;安抚客户情绪;20
解决能力;告知处理时限;30
业务能力;解答准确;30
扣分项;推诿客户;-10
"""


def imported(path: Path, lang: str = "en", sheet: str | None = None) -> Imported:
    """Return what becomes of a file."""
    target = path.parent / "made.yaml"
    return import_sheet(path, rubric_id="made", base_id="service", sheet=sheet, target=target, lang=lang)


def csv_file(folder: Path, text: str | bytes) -> Path:
    """Return a CSV file that holds a text."""
    path = folder / "sheet.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def workbook(folder: Path, **sheets: list[list[Any]]) -> Path:
    """Return a workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = folder / "sheet.xlsx"
    book.save(path)
    return path


def chinese_100(folder: Path) -> Path:
    """Return a Chinese sheet of 100 points: merged cells, totals, notes, a second sheet of phrases."""
    path = workbook(
        folder,
        在线客服=[
            ["在线客服质检评分表（100分制）"],
            ["坐席姓名：", None, "质检日期："],
            ["大类", "检查项", "分值", "评分标准", "得分"],
            ["服务态度（30分）", "1、主动致歉，态度诚恳", 10, "未致歉扣5分"],
            [None, "2、安抚客户情绪，表示理解", 10],
            [None, "3、耐心倾听", 5],
            [None, "4、语音语调亲切自然", 5],
            ["业务能力（40分）", "业务解答准确", 15],
            [None, "告知处理时限", 10],
            [None, "一次性解决客户问题", 10],
            [None, "工单记录完整", 5],
            ["服务规范（30分）", "按规定核实身份", 10],
            [None, "提供替代方案", 10],
            [None, "服务礼节", 10],
            ["合计", None, "=SUM(C4:C14)"],
            ["扣分项"],
            [None, "与客户争辩", "扣5分"],
            ["一票否决项"],
            [None, "辱骂、讽刺客户", "一票否决"],
            [None, "资金违规承诺", "一票否决"],
            [None, "私自外呼客户", "一票否决"],
            ["合格线", None, 85],
            ["备注：本表自今年起执行"],
        ],
        禁用语=[
            ["类型", "禁用语", "规范用语"],
            ["敷衍", "尽快、耐心等待", "今天18点前给您答复"],
            ["推卸责任", "那是仓库的活儿", "我去问仓库，今天给您答复"],
            ["其他", "主管不在岗", None],
        ],
    )
    book = openpyxl.load_workbook(path)
    sheet = book["在线客服"]
    for cells in ("A1:E1", "A4:A7", "A8:A11", "A12:A14"):
        sheet.merge_cells(cells)
    book.save(path)
    return path


def rubric(made: Imported) -> Rubric:
    """Return the rubric in what was written."""
    return rubric_of(made.text, Problems("made.yaml"))


def codes(made: Imported) -> dict[str, str]:
    """Return the code of each cell that was mapped."""
    return {f"{m.place}": m.code for m in made.plan.mapped}


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


def test_what_is_not_taken_over_is_named_with_its_cell(tmp_path: Path) -> None:
    """A cell without a place in a rubric is in a note, in the file's comments, and nowhere else."""
    made = imported(chinese_100(tmp_path))
    told = {str(note.place) for note in made.plan.notes}
    assert {"在线客服!B7", "在线客服!B11", "在线客服!B14", "在线客服!B21", "禁用语!B4"} <= told
    assert not {str(m.place) for m in made.plan.mapped} & {"在线客服!B7", "禁用语!B4"}
    head = made.text.split("\nrubric:")[0]
    assert all(line.startswith("#") for line in head.splitlines() if line)
    for place in told:
        assert place in head
    assert {str(p) for p in made.plan.skipped} == {f"在线客服!A{n}" for n in (1, 2, 15, 23)}


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


RUBBISH = """;;;
lorem;ipsum;dolor
Item;Points;Colour
Sparkle and shine;10;red
Accurate information;ten;blue
;5;
Calm down;5-10;
Shows empathy and next steps explained;5;
"""


def test_rubbish_is_named_and_never_guessed(tmp_path: Path) -> None:
    """Unknown items, numbers in words, ranges and rows without an item are notes; the file is still sound."""
    made = imported(csv_file(tmp_path, RUBBISH))
    assert made.faults == ()
    assert codes(made)["A5"] == "A1"
    places = [str(note.place) for note in made.plan.notes]
    assert {"C3", "A4", "B5", "B6", "B7"} <= set(places)


def test_no_header_is_refused_with_what_is_needed(tmp_path: Path) -> None:
    """A file without a header row is no sheet; the message says what a header is."""
    with pytest.raises(Refused, match="header row"):
        imported(csv_file(tmp_path, "a,b\nc,d\n"))


@pytest.mark.parametrize(
    "cell", ["=cmd|' /C calc'!A0", "=1+1", "+SUM(1)", "@x", '=HYPERLINK("http://x","y")']
)
def test_a_formula_is_data(tmp_path: Path, cell: str) -> None:
    """What looks like a formula is text that is quoted: in a CSV file, in a workbook, in the file written."""
    rows = [["Item", "Points"], [cell, 10], ["Accurate information", 10]]
    quoted = cell.replace('"', '""')
    for path in (
        csv_file(tmp_path, f'Item,Points\n"{quoted}",10\nAccurate information,10\n'),
        workbook(tmp_path, Sheet=rows),
    ):
        made = imported(path)
        assert made.faults == ()
        assert any(note.text == cell for note in made.plan.notes)
        assert list(codes(made).values()) == ["A1"]


def test_text_of_a_cell_cannot_leave_its_comment_or_its_quotes(tmp_path: Path) -> None:
    """Line breaks, quotes, escape sequences and colons in cells change nothing in the file."""
    text = 'Item,Points\n"Accurate information: ""x""\nred_lines: []\x1b[31m",10\n"Shine\nrubric: evil",5\n'
    with pytest.raises(Refused):
        imported(csv_file(tmp_path, text))
    made = imported(csv_file(tmp_path, text.replace("\x1b", "")))
    assert made.faults == ()
    assert rubric(made).red_lines == ("X16", "X17", "X19", "X27")
    assert rubric(made).rubric == "made"


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a zip file with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


BAD = {
    "text": b"this is no workbook",
    "empty": b"",
    "old excel": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "zip of something": packed({"a.txt": b"hi"}),
    "bomb": packed({"xl/workbook.xml": b" " * (MOST_BYTES + 1)}),
    "many parts": packed({f"{n}.xml": b"" for n in range(600)}),
    "entities": packed({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    "entities in utf-16": packed({"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")}),
    "a damaged workbook": packed({"xl/workbook.xml": b"<a", "[Content_Types].xml": b"<b/>"}),
    "half a zip": packed({"xl/workbook.xml": b"<a/>"})[:40],
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_what_is_no_workbook_is_a_user_error(tmp_path: Path, data: bytes) -> None:
    """A bomb, another file under the name of a workbook and a damaged one are refused in a sentence."""
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(data)
    with pytest.raises(Refused, match="cannot be read as a quality sheet"):
        imported(path)


@pytest.mark.parametrize("data", [b"\0\1\2\3" * 50, b"\xff\xfe\xff", b"\x80\x81\xff" * 9], ids=repr)
def test_what_is_no_text_is_a_user_error(tmp_path: Path, data: bytes) -> None:
    """Bytes of a picture under the name of a CSV file are refused."""
    with pytest.raises(Refused):
        imported(csv_file(tmp_path, data))


def test_without_openpyxl_the_way_to_get_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The base install reads CSV; for a workbook it says what to install."""
    path = chinese_100(tmp_path)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ServicesimError, match=r"pip install 'servicesim\[sheets\]'"):
        imported(path)
    assert imported(csv_file(tmp_path, ENGLISH)).faults == ()


def test_files_and_sheets_that_are_not_there(tmp_path: Path) -> None:
    """A missing file and a missing sheet are named, the sheets that exist with it."""
    with pytest.raises(NotFound):
        imported(tmp_path / "gone.csv")
    with pytest.raises(NotFound, match="禁用语"):
        imported(chinese_100(tmp_path), sheet="热线")
    assert set(codes(imported(chinese_100(tmp_path), sheet="禁用语"))) == {"禁用语!B2", "禁用语!B3"}


def test_a_phrase_that_harmless_sentences_have_is_left_out(tmp_path: Path) -> None:
    """A phrase that stands in a look-alike of its own code would break the sheet's examples."""
    base = import_sheet(
        csv_file(tmp_path, ENGLISH),
        rubric_id="made",
        base_id="service",
        sheet=None,
        target=tmp_path / "made.yaml",
        lang="en",
    ).base
    harm = base.deduction("X03")
    assert harm is not None
    near = next(t for t in harm.not_counts.get("en") if len(t.split()) > 4)
    words = " ".join(near.replace(",", "").split()[:4])
    made = imported(csv_file(tmp_path, f"Type,Forbidden phrase\nShifts blame,{words}\n"))
    assert made.faults == ()
    assert [note.text for note in made.plan.notes if "must not count" in note.why.said("en")] == [words]


def test_a_total_that_is_wrong_is_named(tmp_path: Path) -> None:
    """Points and their total are compared; the points are what counts."""
    made = imported(csv_file(tmp_path, CHINESE_CSV.replace("扣分项", "合计;;90\n扣分项")))
    assert "add up to 100" in next(n for n in made.plan.notes if n.text == "90").why.said("en")


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


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10", 10),
        ("15%", 15),
        ("5分", 5),
        ("扣5分", -5),
        ("-10", -10),
        ("（10分）", 10),
        ("5-10", None),
        ("ten", None),
    ],
)
def test_amounts(text: str, value: float | None) -> None:
    """One number is read with its unit; a range or a word is none."""
    assert amount(text) == value


def test_wordings() -> None:
    """Numbering and points are no part of an item, an absence is told from a presence, labels are short."""
    assert bare("1、主动致歉（5分）") == "主动致歉"
    assert denies("无推诿客户现象")
    assert denies("No jargon")
    assert not denies("Notes the reference number")
    assert labelled("分值", "column") == "points"
    assert labelled("Max. points", "column") == "points"
    assert labelled("The points are given by the team leader", "column") == ""
    assert fit("Sparkle", "item") is None


def test_every_wording_of_the_table_is_known_by_itself() -> None:
    """Each wording fits its own meaning, and each code exists."""
    from sim.workshop.sheets.mapping import TABLE

    seen: dict[tuple[str, str], str] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, meaning, wordings = line.split("\t")
        for wording in wordings.split(" | "):
            assert seen.setdefault((kind, wording), meaning) == meaning, wording
            if kind in ("item", "heading"):
                found = fit(wording, kind)
                assert found is not None, wording
                assert found.meaning == meaning, wording


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(st.text(max_size=12) | st.sampled_from(["检查项", "分值", "合计", "10", "Item", "扣分项"]))
    )
)
def test_any_cells_can_be_laid_out(rows: list[list[str]]) -> None:
    """No arrangement of cells breaks the reading of a sheet; what is told of stands in a filled cell."""
    sheet = read_layout((Grid("", tuple(tuple(row) for row in rows)),))
    told = [*(item.place for item in sheet.items), *(note.place for note in sheet.notes), *sheet.skipped]
    filled = {(n, m) for n, row in enumerate(rows, 1) for m, cell in enumerate(row, 1) if cell}
    assert {(place.row, place.column) for place in told} <= filled


def test_hidden_sheets_stay_hidden(tmp_path: Path) -> None:
    """A hidden sheet is not read: nobody could check what came of it."""
    path = chinese_100(tmp_path)
    book = openpyxl.load_workbook(path)
    book["禁用语"].sheet_state = "hidden"
    book.save(path)
    assert [grid.name for grid in read_grids(path, None, "en")] == ["在线客服"]
