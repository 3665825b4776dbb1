"""`servicesim export`: one attempt or all of a person, in four forms."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import sys
from pathlib import Path

import pytest
from cli_lines import GOOD, TO_THE_END, Start

from sim.coach import Coach, Seat

EVIL = '<script>alert(1)</script> =1+1 \x1b[31m\x1b]0;t\x07 sorry "quoted", [a](http://b)'


def play(servicesim: Start, *arguments: str, typed: str = TO_THE_END["en"]) -> str:
    """Play as JSON and return the id of the attempt that was begun."""
    servicesim("run", *arguments, "--lang", "en", "--json", typed=typed)
    return str(json.loads(servicesim("export", "--format", "json").out)["attempt"])


def test_the_last_ended_attempt_is_meant(servicesim: Start) -> None:
    """Without an id the attempt that ended last is written, with debrief and timed events."""
    play(servicesim, "complaint-01", "--who", "Ann")
    done = servicesim("export", "--format", "json")
    data = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert (data["who"], data["kind"], data["debrief"]["scenario"]) == ("Ann", "whole", "complaint-01")
    assert data["events"][0]["event"] == "started"
    assert all(event["at"] for event in data["events"])


def test_one_attempt_by_its_id(servicesim: Start) -> None:
    """An id names the attempt; a misspelt one is not found, and near ones are offered."""
    first = play(servicesim, "complaint-01")
    play(servicesim, "complaint-02")
    assert json.loads(servicesim("export", first, "--format", "json").out)["attempt"] == first
    done = servicesim("export", first[:-1], "--format", "json")
    assert done.code == 4
    assert first in done.err


def test_all_attempts_of_one_person(servicesim: Start) -> None:
    """--all writes every attempt of one person, the oldest first, and nobody else's."""
    first, second = (play(servicesim, name, "--who", "Ann") for name in ("complaint-01", "complaint-02"))
    play(servicesim, "complaint-03", "--who", "Bo")
    data = json.loads(servicesim("export", "--all", "--who", "Ann", "--format", "json").out)
    assert [one["attempt"] for one in data] == [first, second]
    assert json.loads(servicesim("export", "--who", "Ann", "--format", "json").out)["attempt"] == second


def test_csv_is_read_by_a_spreadsheet(servicesim: Start) -> None:
    """CSV has one row a reply, with levels, codes, help and seconds, and none of the words."""
    play(servicesim, "complaint-01", typed=f"{GOOD['en']}\n{EVIL}\n" + "ok\n" * 40)
    done = servicesim("export", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["reply_no"] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    assert {row["scenario"] for row in rows} == {"complaint-01"}
    assert "R3" in rows[0]["codes"].split()
    assert all(row["aided"] == "no" and float(row["seconds"]) >= 0 for row in rows)
    assert "alert" not in done.out


@pytest.mark.parametrize("form", ["html", "md", "markdown"])
def test_what_was_typed_runs_nowhere(servicesim: Start, tmp_path: Path, form: str) -> None:
    """A reply that is a script, or commands for a terminal, is shown as text, in file and terminal."""
    play(servicesim, "complaint-01", typed=f"{EVIL}\n" + "ok\n" * 40)
    path = tmp_path / f"out.{form}"
    done = servicesim("export", "--format", form, "-o", str(path))
    text = path.read_text(encoding="utf-8")
    assert (done.code, done.out) == (0, "")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script" not in text
    shown = servicesim("export", "--format", form).out
    assert shown == text
    assert not {c for c in shown if not c.isprintable()} - {"\n"}


def test_a_file_is_not_written_over_unasked(servicesim: Start, tmp_path: Path) -> None:
    """A file that is there stays as it is and is named, unless --force is given."""
    play(servicesim, "complaint-01")
    path = tmp_path / "mine.csv"
    path.write_text("precious", encoding="utf-8")
    done = servicesim("export", "--format", "csv", "-o", str(path))
    assert (done.code, done.out) == (2, "")
    assert str(path) in done.err
    assert "--force" in done.err
    assert path.read_text(encoding="utf-8") == "precious"
    assert servicesim("export", "--format", "csv", "-o", str(path), "--force").code == 0
    assert path.read_text(encoding="utf-8").startswith("attempt,")


def test_a_file_needs_a_folder_and_a_name(servicesim: Start, tmp_path: Path) -> None:
    """A folder that is missing, or one where a file should be, is named; no folder is made."""
    play(servicesim, "complaint-01")
    for path in (tmp_path / "no" / "one.csv", tmp_path):
        done = servicesim("export", "--format", "csv", "--force", "-o", str(path))
        assert done.code == 2
        assert str(path) in done.err
    assert not (tmp_path / "no").exists()


def test_a_device_is_no_file_to_keep(servicesim: Start) -> None:
    """Writing to a device needs no --force: nothing is lost there."""
    play(servicesim, "complaint-01")
    assert servicesim("export", "--format", "csv", "-o", "/dev/null").code == 0


def test_each_attempt_is_opened_once(servicesim: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """One opening an attempt for JSON, none for CSV, and neither looks for better lines."""
    for name in ("complaint-01", "complaint-02"):
        play(servicesim, name, "--who", "Ann")
    opened: list[str] = []
    plain = Coach.open

    def counted(self: Coach, attempt: str) -> Seat:
        opened.append(attempt)
        return plain(self, attempt)

    def never(self: Seat, turn_no: int) -> None:
        raise AssertionError(turn_no)

    monkeypatch.setattr(Coach, "open", counted)
    monkeypatch.setattr(Seat, "better", never)
    for form, times in (("csv", 0), ("json", 2)):
        opened.clear()
        assert servicesim("export", "--all", "--format", form).code == 0
        assert len(opened) == len(set(opened)) == times


def test_json_is_the_debrief_but_for_better_lines(servicesim: Start) -> None:
    """The debrief in the JSON is the one that `debrief` gives, a reply tried again included."""
    play(servicesim, "complaint-01", "--who", "Ann")
    first = json.loads(servicesim("export", "--format", "json").out)["attempt"]
    servicesim("replay", first, "--from", "1", "--json", typed=TO_THE_END["en"])
    exported = json.loads(servicesim("export", "--all", "--format", "json").out)
    assert len(exported) == 2
    for one in exported:
        whole = json.loads(servicesim("debrief", one["attempt"], "--format", "json").out)
        for told in (whole, one["debrief"]):
            assert (told["retry"] is None) == (one["kind"] == "whole")
            told["still"] = {}
            told["next_goal"]["better"] = None
            for gap in told["gaps"]:
                gap["better"] = None
        assert one["debrief"] == whole


def test_the_page_needs_nothing_else(servicesim: Start, tmp_path: Path) -> None:
    """The page of all attempts has its plots and tables inside and asks the network for nothing."""
    for name in ("complaint-01", "complaint-02"):
        play(servicesim, name, "--who", "Ann")
    path = tmp_path / "all.html"
    assert servicesim("export", "--all", "--format", "html", "-o", str(path)).code == 0
    page = path.read_text(encoding="utf-8")
    assert page.count("<article") == 2
    assert page.count("<svg") == 4
    assert page.count("<table>") == 4
    assert "http" not in page.replace("http-equiv", "")


def test_without_matplotlib_the_page_is_written(
    servicesim: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the library that draws there are tables, and one line says how to get plots."""
    play(servicesim, "complaint-01")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    path = tmp_path / "one.html"
    done = servicesim("export", "--format", "html", "-o", str(path))
    assert done.code == 0
    assert done.err.count("pip install 'servicesim[report]'") == 1
    page = path.read_text(encoding="utf-8")
    assert "<svg" not in page
    assert page.count("<table>") == 2


def test_an_open_exam_is_not_exported(servicesim: Start) -> None:
    """Marks of an exam stay hidden to its end: alone it is refused, among others left out and named."""
    ended = play(servicesim, "complaint-01", "--who", "Ann")
    servicesim("run", "complaint-02", "--exam", "--who", "Ann", "--json", typed="ok\n")
    database_id = next(
        row for row in json.loads(servicesim("export", "--all", "--format", "json").out) if row
    )["attempt"]
    assert database_id == ended
    done = servicesim("export", "--all", "--format", "csv")
    assert done.code == 3
    assert "exam" in done.err
    assert "complaint-02" not in done.out
    hidden = done.err.split(": ")[1]
    alone = servicesim("export", hidden, "--format", "json")
    assert (alone.code, alone.out) == (1, "")


def test_an_attempt_that_cannot_be_read_stops_nothing(servicesim: Start, home: Path) -> None:
    """Among all attempts a broken one is named and left out, and the exit code is 3."""
    broken, well = (play(servicesim, "complaint-01", "--who", "Ann") for _ in range(2))
    database = sqlite3.connect(home / "servicesim.db")
    database.execute("UPDATE event SET body = '{}' WHERE attempt = ? AND seq = 2", (broken,))
    database.commit()
    database.close()
    done = servicesim("export", "--all", "--format", "json")
    assert done.code == 3
    assert broken in done.err
    assert [one["attempt"] for one in json.loads(done.out)] == [well]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--format", "json"), 1),
        (("--all", "--format", "json"), 1),
        ((), 2),
        (("a1", "--all", "--format", "json"), 2),
        (("--format", "pdf"), 2),
        (("--who", "Nobody", "--format", "json"), 4),
    ],
)
def test_what_cannot_be_meant_is_an_error(servicesim: Start, arguments: tuple[str, ...], code: int) -> None:
    """Nothing played, no format, an id beside --all, an unknown person: each is said, nothing is printed."""
    done = servicesim("export", *arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err
