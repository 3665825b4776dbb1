"""`servicesim simulate`: reports by scenario or side by side, bad input named, Ctrl+C quiet."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from cli_lines import ROOT, Start

SMALL = ("-n", "20", "--jobs", "1")


def own_pack(folder: Path) -> Path:
    """Return a pack with the bundled scenario under an id of its own, one of its branches out of reach."""
    text = (ROOT / "scenarios" / "complaint-01.yaml").read_text("utf-8")
    text = text.replace("id: complaint-01\n", "id: fridge-01\n", 1)
    first = "      - when: {asked: [ask.tonight], told: [offer.slot], not_told: [offer.cold_box]}\n"
    blocked = "      - when: {trust: {at_least: 100}}\n        go: closing\n"
    (folder / "scenarios").mkdir(parents=True)
    (folder / "scenarios" / "fridge-01.yaml").write_text(text.replace(first, blocked + first, 1), "utf-8")
    return folder


def test_one_scenario_is_reported_in_full(servicesim: Start) -> None:
    """The report names difficulty, discrimination, bands, endings, turns and what was reached."""
    done = servicesim("simulate", "complaint-01", "--lang", "en", *SMALL)
    assert done.code == 0
    assert done.err == ""
    for word in (
        "Difficulty:",
        "2 declared",
        "Discrimination:",
        "novice",
        "expert",
        "red line crossed",
        "opening",
    ):
        assert word in done.out
    assert "no person played" in done.out


def test_json_holds_everything_and_is_the_same_again(servicesim: Start) -> None:
    """As JSON all figures are there; the same seed prints the same bytes, whatever the processes."""
    words = ("simulate", "complaint-01", "--lang", "en", "--format", "json", "--seed", "4", "-n", "20")
    once, again = servicesim(*words, "--jobs", "1"), servicesim(*words, "--jobs", "2")
    assert once.out == again.out
    (found,) = json.loads(once.out)["simulations"]
    assert found["simulated"] is True
    assert found["plays"] == 20
    assert {"bands", "turns", "reach", "endings", "lengths", "measured", "declared"} <= set(found)


def test_a_branch_out_of_reach_is_named(servicesim: Start, tmp_path: Path) -> None:
    """A branch that no play takes stands in the report with its turn, number and goal."""
    pack = own_pack(tmp_path / "pack")
    done = servicesim("simulate", "fridge-01", "--lang", "en", "--pack", str(pack), *SMALL)
    assert done.code == 0
    assert "opening#1 > closing" in done.out


def test_all_prints_a_row_each_and_counts_drafts(servicesim: Start, tmp_path: Path) -> None:
    """Every ready scenario gets a row; drafts are counted, and too few scenarios are not ranked."""
    pack = own_pack(tmp_path / "pack")
    done = servicesim("simulate", "--all", "--lang", "en", "--pack", str(pack), *SMALL)
    assert done.code == 0
    assert re.search(r"^complaint-01 +2 ", done.out, re.MULTILINE)
    assert re.search(r"^fridge-01 +2 ", done.out, re.MULTILINE)
    assert "not ranked" in done.out or "Spearman" in done.out


def test_a_draft_can_be_named(servicesim: Start, tmp_path: Path) -> None:
    """A draft plays when it is asked for by name, and the report says that it is one."""
    text = (ROOT / "tests" / "content" / "samples" / "late-parcel.yaml").read_text("utf-8")
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "late-parcel.yaml").write_text(f"{text}status: draft\n", "utf-8")
    done = servicesim("simulate", "late-parcel", "--lang", "en", "--pack", str(tmp_path), *SMALL)
    assert done.code == 0
    assert "This scenario is a draft." in done.out


def test_bad_replies_are_named_and_the_rest_is_played(servicesim: Start, tmp_path: Path) -> None:
    """A bad line and a turn that is not there are named on standard error; the exit code is 3."""
    row = {"scenario": "complaint-01", "turn": "opening", "lang": "en", "reply": "I'm on it."}
    file = tmp_path / "replies.jsonl"
    lines = [json.dumps(row), "nonsense", json.dumps(row | {"turn": "opening2"})]
    file.write_text("\n".join(lines), "utf-8")
    done = servicesim("simulate", "complaint-01", "--lang", "en", "--replies", str(file), *SMALL)
    assert done.code == 3
    assert "replies, line 2: " in done.err
    assert "opening2" in done.err
    assert "replies of the file joined" in done.out


@pytest.mark.parametrize("words", [(), ("complaint-01", "--all"), ("complaint-01", "-n", "2")])
def test_words_that_make_no_sense(servicesim: Start, words: tuple[str, ...]) -> None:
    """Neither an ID nor --all, both of them, or fewer plays than bands: exit code 2."""
    assert servicesim("simulate", *words).code == 2


def test_an_unknown_id_is_exit_4(servicesim: Start) -> None:
    """A scenario that is not there is named with the nearest one."""
    done = servicesim("simulate", "complaint-1")
    assert done.code == 4
    assert "complaint-01" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_ctrl_c_leaves_quietly(home: Path) -> None:
    """On a terminal a bar moves; Ctrl+C ends all processes with exit code 130 and without a trace."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "sim", "simulate", "complaint-01", "-n", "9000", "--jobs", "2"],
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        start_new_session=True,
    ) as running:
        os.close(theirs)
        shown = b""
        while not re.search(rb"[1-9]\d*%", shown):
            shown += os.read(ours, 1000)
        os.killpg(running.pid, signal.SIGINT)
        while more := _read(ours):
            shown += more
        os.close(ours)
    assert running.returncode == 130
    assert b"Traceback" not in shown


def _read(terminal: int) -> bytes:
    """Return what stands in a terminal; nothing when the program has left it."""
    try:
        return os.read(terminal, 1000)
    except OSError:
        return b""
