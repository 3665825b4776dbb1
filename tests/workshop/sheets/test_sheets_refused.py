"""Files that are no quality sheet are refused in a sentence, and texts in cells stay texts."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest
from sheets_kit import ENGLISH, chinese_100, codes, csv_file, imported, rubric, workbook

from sim.errors import NotFound, Refused, ServicesimError
from sim.workshop.sheets.reader import MOST_BYTES


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
