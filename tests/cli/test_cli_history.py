"""`servicesim history`: whose progress it is, in which form, and what it leaves out."""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from pathlib import Path

import pytest
from cli_lines import TO_THE_END, Start

from sim.coach import Coach


def play(servicesim: Start, *arguments: str, lang: str = "en", typed: str = "") -> None:
    """Play to the end, or what was typed, as JSON; who plays is remembered."""
    servicesim("run", *arguments, "--lang", lang, "--json", typed=typed or TO_THE_END[lang])


@pytest.fixture
def played(servicesim: Start) -> Start:
    """Return the command line after Ann played one scenario twice and another one once."""
    for scenario in ("complaint-01", "complaint-01", "complaint-02"):
        play(servicesim, scenario, "--who", "Ann")
    return servicesim


def test_text_tells_each_conversation(played: Start) -> None:
    """Each finished conversation is a line with its day, scenario and mode, and first ones are told apart."""
    done = played("history", "--lang", "en")
    assert done.code == 0
    assert done.out.startswith("Progress: Ann\n")
    assert done.out.count("(complaint-01), practice; not practised before.") == 1
    assert done.out.count("(complaint-01), practice; practised before.") == 1
    assert done.out.count("(complaint-02), practice; not practised before.") == 1
    assert re.search(r"Needs 3 more scenarios for a verdict\.|needed for a verdict: 3; ready in", done.out)
    assert "[#" not in done.out
    assert done.err == ""


def test_json_holds_the_figures(played: Start) -> None:
    """JSON has the attempts in order, with means, help and seconds as numbers."""
    data = json.loads(played("history", "--format", "json").out)
    assert data["who"] == "Ann"
    assert [a["first"] for a in data["attempts"]] == [True, False, True]
    assert data["unseen"]["needs"] == 3
    for attempt in data["attempts"]:
        assert attempt["unaided"] == attempt["replies"]
        assert attempt["seconds"] >= 0
        assert len(attempt["levels"]) == 3


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_is_written_to_a_file(played: Start, tmp_path: Path, lang: str) -> None:
    """The page goes to the file named, in the language asked for, with plot and table."""
    path = tmp_path / "progress.html"
    done = played("history", "--format", "html", "--lang", lang, "-o", str(path))
    page = path.read_text(encoding="utf-8")
    assert (done.code, done.out) == (0, "")
    assert str(path) in done.err
    assert f'<html lang="{lang}">' in page
    assert "<svg" in page
    assert "<table>" in page


def test_without_matplotlib_the_page_is_written(
    played: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the library that draws there are tables, and one line says how to get plots."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    path = tmp_path / "progress.html"
    done = played("history", "--format", "html", "--lang", "en", "-o", str(path))
    assert done.code == 0
    assert done.err.count("pip install 'servicesim[report]'") == 1
    assert "<svg" not in path.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_an_error(played: Start, tmp_path: Path) -> None:
    """A folder that is not there is named, in the language of the output, and nothing else happens."""
    done = played("history", "--lang", "en", "-o", str(tmp_path / "no" / "progress.txt"))
    assert (done.code, done.out) == (2, "")
    assert "there is no folder" in done.err


def test_a_file_is_not_written_over_unasked(played: Start, tmp_path: Path) -> None:
    """A file that is there stays as it is and is named, unless --force is given."""
    path = tmp_path / "progress.txt"
    path.write_text("precious", encoding="utf-8")
    done = played("history", "--lang", "en", "-o", str(path))
    assert done.code == 2
    assert str(path) in done.err
    assert path.read_text(encoding="utf-8") == "precious"
    assert played("history", "--lang", "en", "--force", "-o", str(path)).code == 0
    assert path.read_text(encoding="utf-8").startswith("Progress: Ann")


def test_a_reply_taken_back_makes_no_first_attempt(servicesim: Start, home: Path) -> None:
    """Who took a reply back has a conversation in the list that counts for no verdict, and reads why."""
    seat = Coach(home=home).start("complaint-01", lang="en", who="Ann")
    seat.reply("We will see.")
    seat.undo()
    while not seat.ended:
        seat.reply("ok")
    out = servicesim("history", "--lang", "en").out
    assert "not practised before, but not counted as a first attempt: a reply was taken back" in out
    data = json.loads(servicesim("history", "--format", "json").out)
    assert data["unseen"]["attempts"] == 0
    assert "undone" in data["attempts"][0]["hindered"]


def test_nothing_played_says_how_to_begin(servicesim: Start) -> None:
    """Before anything was played there is no progress, and the way to begin is named."""
    done = servicesim("history")
    assert done.code == 1
    assert "servicesim run complaint-01" in done.err


def test_who_played_last_is_meant(played: Start) -> None:
    """Without a name it is who played last; each person's conversations are their own."""
    play(played, "complaint-01", "--who", "Bo")
    assert played("history", "--lang", "en").out.startswith("Progress: Bo\n")
    assert len(json.loads(played("history", "--who", "Ann", "--format", "json").out)["attempts"]) == 3


def test_somebody_unknown_is_not_found(played: Start) -> None:
    """A misspelt name is no empty progress: the nearest names are offered."""
    done = played("history", "--who", "Anne")
    assert done.code == 4
    assert "Ann" in done.err


def test_an_open_exam_shows_no_marks(servicesim: Start) -> None:
    """An exam that has not ended is in no row; its levels stay hidden."""
    play(servicesim, "complaint-01", "--exam", "--who", "Ann", typed="ok\n")
    data = json.loads(servicesim("history", "--format", "json").out)
    assert data["attempts"] == []
    assert data["signs"] == []


def test_an_attempt_that_cannot_be_read_is_named(played: Start, home: Path) -> None:
    """One broken attempt stops nothing: it is named, the exit code is 3, the others are told."""
    database = sqlite3.connect(home / "servicesim.db")
    (broken,) = database.execute("SELECT id FROM attempt ORDER BY id LIMIT 1").fetchone()
    database.execute("UPDATE event SET body = '{}' WHERE attempt = ? AND seq = 2", (broken,))
    database.commit()
    database.close()
    done = played("history", "--format", "json")
    data = json.loads(done.out)
    assert done.code == 3
    assert data["left_out"] == [broken]
    assert [a["first"] for a in data["attempts"]] == [False, True]
    assert f"Attempt {broken} could not be read" in played("history", "--lang", "en").out


def test_chinese_comes_out_whole_under_the_c_locale(servicesim: Start, process: Start) -> None:
    """Names of people and scenarios keep their letters whatever the locale is."""
    play(servicesim, "complaint-01", "--who", "小王", lang="zh")
    done = process("history", "--lang", "zh", LC_ALL="C", LANG="C")
    assert done.code == 0
    assert "小王" in done.out
    assert "共情" in done.out
