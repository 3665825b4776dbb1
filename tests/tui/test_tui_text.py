"""Text as data: what is taken out, and where Chinese breaks."""

from __future__ import annotations

import random
from pathlib import Path

from rich.cells import cell_len
from textual import content
from textual.document import _wrapped_document

from sim.report.debrief import Mark
from sim.tui import kinsoku
from sim.tui.clean import plain, short_path
from sim.tui.debrief_paint import body, marked


def test_nothing_in_a_text_can_steer_the_terminal() -> None:
    """Escape sequences lose their escape character, direction marks vanish, words stay."""
    assert plain("a\x1b[31mred\x1b]0;title\x07 \u202eevil\x9b2J\r\nb\ud800") == "a[31mred]0;title evil2J\nb?"


def test_chinese_lines_never_begin_with_closing_punctuation() -> None:
    """Random Chinese, with Latin words and figures in it, keeps both rules at any width."""
    chance = random.Random(7)  # noqa: S311 - the same texts every time are the point
    pieces = [
        *"包裹什么时候能够送到我已经等了三周",
        *"，。！？、）》",
        *"（《“",
        "A12345",
        "￥99.00",
        " ",
        "Ms",
    ]
    for _ in range(3000):
        text = "".join(chance.choices(pieces, k=40))
        width = chance.randint(12, 40)
        cuts = kinsoku.breaks(text, width)
        rows = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        assert "".join(rows) == text
        assert all(cell_len(row.rstrip()) <= width for row in rows)
        too_long = [
            (at, at + len(atom)) for at, atom in kinsoku.atoms(text) if cell_len(atom.rstrip()) > width
        ]
        for row, cut in zip(rows[1:], cuts, strict=True):
            if not any(start < cut < end for start, end in too_long):
                assert row[0] not in "，。！？、）》"
                assert text[cut - 1] not in "（《“"


def test_the_rule_is_in_force_in_textual() -> None:
    """Textual still calls the two private functions that are replaced."""
    kinsoku.install()
    kinsoku.install()
    rows = content.Content("客户：请问我的包裹什么时候能够送到？谢谢！我已经等了三周了，真的很着急。").wrap(
        20
    )
    assert len(rows) > 3
    assert not any(row.plain.startswith(("，", "！", "。")) for row in rows)
    assert content.divide_line("plain words only", 6) == [6, 12]
    assert _wrapped_document.compute_wrap_offsets("一二三四五，六", 10, 4) == [4]


def test_marks_follow_the_reply_as_it_was_typed() -> None:
    """A control character before a mark does not shift it, and markup stays text."""
    told = marked(
        "a\x07 [b]good[/b] bad",
        [Mark(span=(3, 14), code="E1", kind="good"), Mark(span=(15, 18), code="X01", kind="bad")],
    )
    assert told.plain == "a [+[b]good[/b]] [-bad]"


def test_what_cost_most_leaves_a_line_between_its_numbers() -> None:
    """Three gaps of seven lines each are three blocks, and not one."""
    told = body(["1. Reply 3: a", "Gap 3: b", "2. Reply 1: c", "Gap 3: d"], apart=True).plain
    assert told.splitlines() == ["1. Reply 3: a", "Gap 3: b", "", "2. Reply 1: c", "Gap 3: d"]


def test_a_long_path_is_cut_between_folders() -> None:
    """The file's name stays whole, folders in the middle go; the home folder is a sign."""
    path = Path("/srv/people/ann/practice/servicesim/exports/complaint-01-a2-debrief.txt")
    assert short_path(path, 80) == str(path)
    assert short_path(path, 60) == "/srv/people/ann/.../exports/complaint-01-a2-debrief.txt"
    assert short_path(path, 30) == "complaint-01-a2-debrief.txt"
    assert short_path(Path.home() / "a" / "b.txt", 50) == "~/a/b.txt"
