"""One attempt as HTML, Markdown, JSON and CSV: all of it is there, and nothing of it runs."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from sample_attempt import REPLIES, RUBRIC, SCENARIO, whole_attempt

from sim.locale import translator
from sim.model.events import EVENT, Branch, Event, ReplyScored, Started, Undone
from sim.report import build_debrief, render_text
from sim.report.export_csv import COLUMNS, export_csv
from sim.report.export_html import export_html
from sim.report.export_md import export_md, markdown
from sim.report.exported import Exported, as_plain, course_table, level_table
from sim.report.page import safe
from sim.report.plots import Plots
from sim.report.progress_records import Played

EVIL = '<script>alert(1)</script> & "q" \x1b[31mred\x1b[0m \x1b]0;title\x07 $x_1$ [a](http://b) *c* | d'
SHOWN = '<script>alert(1)</script> & "q" red  $x_1$ [a](http://b) *c* | d'
BEGIN = datetime(2025, 3, 1, 8, 0, tzinfo=UTC)


def exported(events: list[Event] | None = None, lang: str = "en", **changed: Any) -> Exported:
    """Return the sample attempt, 30 seconds between one event and the next."""
    events = whole_attempt(lang) if events is None else events
    fields: dict[str, Any] = {
        "attempt": "a1",
        "who": "Ann",
        "day": "2025-03-01",
        "kind": "whole",
        "debrief": build_debrief(events, SCENARIO, RUBRIC),
        "timed": tuple((str(BEGIN + timedelta(seconds=30 * i)), e) for i, e in enumerate(events)),
    }
    return Exported(**(fields | changed))


def evil() -> Exported:
    """Return the attempt with a first reply, and a person's name, that try to be more than words."""
    events = [
        e.model_copy(update={"reply": EVIL}) if isinstance(e, ReplyScored) and e.turn_no == 1 else e
        for e in whole_attempt()
    ]
    return exported(events, who=EVIL)


def page(*found: Exported, plots: bool = True) -> str:
    """Return the page of these attempts."""
    return export_html(found, Plots() if plots else None, found[0].debrief.lang)


class Reader(HTMLParser):
    """Reads a page the way a browser would: its elements, ids, addresses and text."""

    VOID = frozenset({"meta", "br", "hr", "img", "link", "input"})

    def __init__(self, text: str) -> None:
        """Read the whole page."""
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element, its id and where it points."""
        self.tags.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "xlink:href", "action"):
                self.links.append(value or "")
            assert not name.startswith("on"), name

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Check that elements close in order."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Gather what is read."""
        self.text += data


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_says_all_that_the_debrief_says(lang: str) -> None:
    """Every line of the debrief's text stands in the page, in the language of the attempt."""
    one = exported(lang=lang)
    read = Reader(page(one))
    for line in render_text(one.debrief, lang):
        assert line in read.text
    for reply in REPLIES:
        assert read.text.count(reply) >= 2
    assert f'<html lang="{lang}">' in page(one)
    assert read.open == []


def test_the_page_needs_no_network() -> None:
    """It loads nothing, runs nothing, and points only into itself."""
    read = Reader(page(exported(), exported(attempt="a2")))
    assert not {"script", "link", "img", "iframe", "form", "base"} & set(read.tags)
    assert all(link.startswith("#") and link[1:] in read.ids for link in read.links)
    assert "@import" not in page(exported())
    assert "default-src 'none'" in page(exported())
    assert len(read.ids) == len(set(read.ids))


def test_the_page_fits_a_phone_paper_and_the_dark() -> None:
    """It names a viewport, a greatest width, wrapping, and styles for print and dark screens."""
    text = page(exported())
    for rule in (
        '<meta name="viewport" content="width=device-width',
        "max-width: 46rem",
        "overflow-wrap: anywhere",
        "@media print",
        "prefers-color-scheme: dark",
    ):
        assert rule in text


def outside(text: str) -> str:
    """Return what a page shows before anything is unfolded."""
    return re.sub(r"<details>.*?</details>", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_opens_with_goal_one_gap_and_the_next_goal(lang: str) -> None:
    """Before anything is unfolded there are the goal, what cost most of all, and what to do next."""
    one = exported(lang=lang)
    _ = translator(lang)
    assert len(one.debrief.gaps) > 1
    shown = Reader(outside(page(one))).text
    heads = re.findall(r"<h2>(.*?)</h2>", outside(page(one)))
    assert heads == [_("Goal"), _("What cost most"), _("Next goal")]
    assert one.debrief.gaps[0].quote in shown
    second = one.debrief.gaps[1].why
    assert second not in shown
    assert second in Reader(page(one)).text
    assert one.debrief.next_goal.text in shown


def test_a_red_line_is_never_folded_away() -> None:
    """Where a red line was crossed it stands first, before the goal."""
    events = [
        e.model_copy(update={"explanation": e.explanation.model_copy(update={"red_lines": ("X01",)})})
        if isinstance(e, ReplyScored) and e.turn_no == 1
        else e
        for e in whole_attempt()
    ]
    heads = re.findall(r"<h2>(.*?)</h2>", outside(page(exported(events))))
    assert heads[:2] == ["Red line", "Goal"]


def test_all_of_it_lies_open_on_paper() -> None:
    """What is folded on a screen is printed; nothing is marked open for the screen."""
    text = page(exported())
    print_rules = text[text.index("@media print") : text.index("</style>")]
    assert "details::details-content { content-visibility: visible" in print_rules
    assert "<details open" not in text
    assert text.count("<details>") > 5


def test_plots_have_words_and_a_table_of_the_same_figures() -> None:
    """Course and levels are drawn, each with a name for who cannot see it, and stand in tables too."""
    one = exported()
    read = Reader(page(one))
    assert read.tags.count("svg") == 2
    assert page(one).count('<svg role="img" aria-label="') == 2
    assert course_table(one).rows == (
        ("0", "75", "40", "70", "0"),
        ("1", "88", "36", "58", "0"),
        ("2", "60", "50", "59", "70"),
    )
    assert level_table(one).rows == (
        ("1", "0", "1", "not scored", "without help", "30"),
        ("2", "4", "4", "not scored", "without help", "30"),
    )
    assert read.tags.count("table") == 2


def test_lines_of_a_plot_differ_without_colour() -> None:
    """Colours come from the style sheet, for light and dark; dashes tell the lines apart."""
    text = page(exported())
    assert "stroke-dasharray" in text
    assert "currentColor" in text
    assert {f"var(--s{n})" in text for n in range(1, 5)} == {True}
    assert "#0a0b0" not in text


def test_without_matplotlib_the_tables_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library that draws, the page has its tables and one line on how to get plots."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert Plots.load() is None
    text = page(exported(), plots=False)
    assert "<svg" not in text
    assert text.count("<table>") == 2
    assert text.count("pip install") == 1


def test_what_people_wrote_stays_text_in_html() -> None:
    """A reply that is a script, or commands for a terminal, is shown and does nothing."""
    text = page(evil())
    assert safe(EVIL) in text
    assert "<script" not in text
    assert "\x1b" not in text
    assert "\x07" not in text
    assert SHOWN in Reader(text).text


def test_what_people_wrote_stays_text_in_markdown() -> None:
    """Markup in a reply is escaped, control characters are gone, and line starts open nothing."""
    text = export_md([evil()])
    assert markdown(EVIL) in text
    assert "<script" not in text
    assert "\x1b" not in text
    assert markdown("1. a") == "1\\. a"
    assert markdown("- a") == "\\- a"
    assert markdown("# a") == "\\# a"
    assert markdown("a | b") == "a \\| b"


def test_markdown_has_headings_lists_quotes_and_tables() -> None:
    """The structure of the debrief is that of the document; the conversation is quoted."""
    lines = export_md([exported()]).splitlines()
    assert lines[0].startswith("# Debrief: ")
    assert "## Goal" in lines
    assert any(line.startswith("- Reached, with reply 2.") for line in lines)
    assert "> **Ms Hale** Where is it?" in lines
    assert f"> **You** {REPLIES[0]}" in lines
    assert "| 1 | 88 | 36 | 58 | 0 |" in lines


def test_json_holds_debrief_and_events() -> None:
    """The events read back as they are stored, each with its time; the debrief is its own JSON."""
    one = exported()
    data = json.loads(json.dumps(as_plain(one)))
    assert (data["attempt"], data["who"], data["date"], data["kind"]) == ("a1", "Ann", "2025-03-01", "whole")
    assert data["debrief"] == one.debrief.model_dump(mode="json", by_alias=True)
    times = [event.pop("at") for event in data["events"]]
    assert [EVENT.validate_python(event) for event in data["events"]] == [e for _at, e in one.timed]
    assert times == [at for at, _e in one.timed]


def rows(*found: Exported) -> list[dict[str, str]]:
    """Return the CSV as a spreadsheet reads it."""
    played = [
        Played(
            attempt=one.attempt, scenario=one.debrief.scenario, title="", lang="en", mode="practice",
            kind=one.kind, day=one.day, started_at="", finished=True, practised=True, timed=one.timed,
        )
        for one in found
    ]  # fmt: skip
    return list(csv.DictReader(io.StringIO(export_csv(played))))


def test_csv_has_one_row_a_reply() -> None:
    """A row names attempt, day, case, language, mode, reply, levels, codes, help and time."""
    first, second = rows(exported())
    assert tuple(first) == COLUMNS
    assert list(first.values()) == [
        "a1", "2025-03-01", "complaint-99", "en", "practice", "whole", "1",
        "0", "1", "", "X01 X08", "no", "30.0",
    ]  # fmt: skip
    assert (second["reply_no"], second["codes"], second["empathy"]) == ("2", "E1 R3", "4")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(start: str) -> None:
    """A cell that a spreadsheet would calculate gets an apostrophe before it."""
    (first, *_rest) = rows(exported(attempt=f"{start}cmd|' /C calc'!A0", day=f"\t{start}1"))
    assert first["attempt"].startswith(f"'{start}cmd")
    assert first["date"] == f"'{start}1"


def test_a_reply_taken_back_is_in_no_table() -> None:
    """What was undone is in the events of the JSON, and in no row, table or transcript."""
    undone: list[Event] = [*whole_attempt()[:-1]]
    undone.append(Undone(seq=10, turn_no=2))
    one = exported(undone)
    assert [r["reply_no"] for r in rows(one)] == ["1"]
    assert REPLIES[1] not in export_md([one])
    assert any(event["event"] == "undone" for event in as_plain(one)["events"])


def test_a_branch_exports_its_own_replies() -> None:
    """Replies that a branch repeats from its parent are no rows of their own."""
    begun, *rest = whole_attempt()
    assert isinstance(begun, Started)
    branch = begun.model_copy(update={"branch": Branch(attempt="a0", turn_no=2, seq=99)})
    one = exported(None, timed=tuple((str(BEGIN), e) for e in (branch, *rest)), kind="branch")
    assert [r["reply_no"] for r in rows(one)] == ["2"]


def test_several_attempts_share_one_page() -> None:
    """Each attempt is an article with a link to it, in its own language."""
    read = Reader(text := page(exported(), exported(lang="zh", attempt="a2")))
    assert read.tags.count("article") == 2
    assert {"#a1", "#a2"} <= set(read.links)
    assert 'lang="zh"' in text
    assert read.tags.count("h1") == 1


def test_the_same_attempt_gives_the_same_page() -> None:
    """Nothing of a page depends on when it was made."""
    assert page(exported()) == page(exported())
