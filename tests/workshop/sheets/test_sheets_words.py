"""The words of a sheet: amounts, labels, the table of wordings, and any cells at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.workshop.sheets.layout import amount, read_layout
from sim.workshop.sheets.mapping import bare, denies, fit, labelled
from sim.workshop.sheets.reader import Grid


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
