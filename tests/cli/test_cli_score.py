"""`servicesim score`: one JSON line in, one out; a bad line is named and stops nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_lines import GOOD, Start, row

from sim.model.score import DIMENSIONS


def results(out: str) -> list[dict[str, Any]]:
    """Return the lines of an output as data."""
    return [json.loads(line) for line in out.splitlines()]


def test_good_lines_are_scored_in_order(servicesim: Start) -> None:
    """Every line gets its result, in order, under its own id; blank lines are no lines."""
    lines = [row(id="b"), "", row(id="a", lang="zh", reply=GOOD["zh"]), row(id=3, turn="pressing")]
    done = servicesim("score", "-", typed="\n".join(lines) + "\n")
    assert done.code == 0
    assert [r["id"] for r in results(done.out)] == ["b", "a", 3]
    assert done.err == ""


def test_a_result_has_the_shape_as_issued(servicesim: Start) -> None:
    """A result holds id, levels, findings, caps, flags, red lines, promises, and versions."""
    (result,) = results(servicesim("score", "-", typed=row()).out)
    assert {"id", "levels", "findings", "caps", "flags", "red_lines", "promises", "versions"} <= set(result)
    assert set(result["levels"]) == set(DIMENSIONS)
    assert all(level is None or level in range(5) for level in result["levels"].values())
    assert result["findings"]
    for finding in result["findings"]:
        assert {"code", "dimension", "span", "quote", "why"} <= set(finding)
        assert GOOD["en"][slice(*finding["span"])] == finding["quote"]
        assert finding["why"]
    assert result["promises"]
    assert {"what", "who", "by", "quote", "standing"} <= set(result["promises"][0])
    assert set(result["versions"]) >= {"engine", "scenario", "rubric"}
    assert result["flags"] == []
    assert result["red_lines"] == []


def test_caps_flags_and_red_lines_are_shown(servicesim: Start) -> None:
    """An insult shows its cap and red line, an attack its flag with a reason."""
    typed = row(id="i", reply="You are an idiot. Username.") + "\n" + row(id="a", reply="asdf qwer")
    insult, attack = results(servicesim("score", "-", typed=typed).out)
    assert insult["red_lines"] == ["X16"]
    assert {"code", "dimension", "limit", "why"} <= set(insult["caps"][0])
    assert set(insult["levels"].values()) == {0}
    assert attack["flags"]
    assert attack["flag_reasons"]


BAD = {
    "no JSON": "this is no JSON",
    "half JSON": '{"id": "x", "scenario": ',
    "no object": "[1, 2]",
    "a number": "7",
    "unknown scenario": row(id="x", scenario="complaint-001"),
    "unknown turn": row(id="x", turn="openning"),
    "unknown language": row(id="x", lang="fr"),
    "missing key": json.dumps({"id": "x", "scenario": "complaint-01", "turn": "opening", "lang": "en"}),
    "reply is no text": row(id="x", reply=5),
    "history is no list": row(id="x", history="before"),
    "history of a stranger": row(id="x", history=[{"who": "boss", "text": "hm"}]),
    "null": row(id="x", reply=None),
    "deep": "[" * 100_000,
    "surrogate": row(id="x", turn="HALF").replace("HALF", "\\ud800"),
}


def test_a_bad_line_becomes_an_error_row(servicesim: Start) -> None:
    """A bad line is named in a row of its own, the others are scored, and the exit code is 3."""
    typed = "".join(f"{bad}\n{row(id='good')}\n" for bad in BAD.values())
    done = servicesim("score", "-", typed=typed)
    shown = results(done.out)
    assert done.code == 3
    assert len(shown) == 2 * len(BAD)
    assert all(r["id"] == "good" and r["levels"] == shown[1]["levels"] for r in shown[1::2])
    for number, (name, error) in enumerate(zip(BAD, shown[::2], strict=True)):
        assert error["error"], name
        assert error["id"] in ("x", f"line {2 * number + 1}"), name
        assert "levels" not in error, name


@pytest.mark.parametrize("name", ["no JSON", "unknown scenario", "missing key"])
def test_one_bad_line_alone_is_exit_3(servicesim: Start, name: str) -> None:
    """Even when nothing else was asked for, a bad line is "done in part"."""
    assert servicesim("score", "-", typed=BAD[name]).code == 3


def test_an_error_row_helps(servicesim: Start) -> None:
    """The error of an unknown name says what there is, and that of a missing key names the key."""
    typed = "\n".join([BAD["unknown scenario"], BAD["unknown turn"], BAD["missing key"]])
    scenario, turn, key = (r["error"] for r in results(servicesim("score", "-", typed=typed).out))
    assert "complaint-01" in scenario
    assert "opening" in turn
    assert "reply" in key


def test_an_error_row_tells_its_line_and_all_that_is_wrong(servicesim: Start) -> None:
    """A wrong language hides no misspelt scenario or turn, and how many lines are bad is said aside."""
    first, second = row(id="a", lang="EN", scenario="complaint-1"), row(id="b", lang="EN", turn="openning")
    done = servicesim("score", "-", "--lang", "en", typed=f"{row()}\n{first}\n{second}\n")
    _, scenario, turn = results(done.out)
    assert [(r["id"], r["line"]) for r in (scenario, turn)] == [("a", 2), ("b", 3)]
    assert all('"lang" must be one of these' in r["error"] for r in (scenario, turn))
    assert "no scenario 'complaint-1'" in scenario["error"]
    assert "no turn 'openning' in complaint-01; it has: opening" in turn["error"]
    assert done.err == "bad lines: 2; servicesim score --help shows a right one\n"


def test_why_a_line_is_left_out_is_said_in_the_language_asked_for(
    servicesim: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--lang`, else the system's language: the reason in a row of its own is for people."""
    typed = json.dumps({"scenario": "complaint-01", "turn": "opening", "lang": "fr", "reply": "Bonjour"})
    (asked,) = results(servicesim("score", "-", "--lang", "zh", typed=typed).out)
    assert "“lang”" in asked["error"]
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    (system,) = results(servicesim("score", "-", typed=typed).out)
    assert system["error"] == asked["error"]
    (english,) = results(servicesim("score", "-", "--lang", "en", typed=typed).out)
    assert "must be one of" in english["error"]


def test_an_id_that_comes_again_and_a_name_nobody_reads_are_told_aside(servicesim: Start) -> None:
    """Both rows are scored and the exit code stays; what may be a slip is said beside the results."""
    typed = "\n".join([row(id="a"), row(id="b"), row(id="a"), row(id="c", repply="…", agent="Ann")])
    done = servicesim("score", "-", "--lang", "en", typed=typed)
    assert done.code == 0
    assert len(results(done.out)) == 4
    assert 'the id "a" stands in line 1 and again in line 3' in done.err
    assert '"repply" is read by nobody here; rows that have it: 1 (did you mean reply?)' in done.err
    assert '"agent" is read by nobody here' in done.err
    rated = row(levels={"empathy": 2}, raters={}, labels="human")
    assert servicesim("score", "-", typed=rated).err == "", "what validate reads is no slip"


def test_a_sheet_may_be_named_by_its_file(servicesim: Start, tmp_path: Path) -> None:
    """`--rubric` takes an id or a file here as everywhere; a file that is not there is named."""
    file = tmp_path / "mine2.yaml"
    file.write_text("rubric: mine2\nversion: 1\ntitle: {en: Mine, zh: 我的}\nbased_on: service\n", "utf-8")
    (result,) = results(servicesim("score", "-", "--rubric", str(file), typed=row()).out)
    (plain,) = results(servicesim("score", "-", typed=row()).out)
    assert result["levels"] == plain["levels"]
    assert result["versions"]["rubric"] != plain["versions"]["rubric"]
    gone = servicesim("score", "-", "--rubric", str(tmp_path / "gone.yaml"), typed=row())
    assert gone.code == 4
    assert "gone.yaml" in gone.err


def test_a_question_ends_what_is_said(servicesim: Start) -> None:
    """The nearest names stand in brackets, so that no sentence goes on behind a question mark."""
    (result,) = results(servicesim("score", "-", "--lang", "en", typed=row(scenario="complaint-1")).out)
    assert "(did you mean complaint-01" in result["error"]
    assert "?;" not in result["error"]


def test_a_scenario_is_scored_in_its_own_language_only(servicesim: Start, tmp_path: Path) -> None:
    """A reply in a language that the case is not written in is named, and no level is made up for it."""
    made = servicesim("new", "mine-01", "--lang", "en", "-o", str(tmp_path / "scenarios"))
    assert made.code == 0, made.err
    typed = row(id="z", scenario="mine-01", lang="zh", reply=GOOD["zh"])
    done = servicesim("score", "-", "--pack", str(tmp_path), typed=typed)
    assert done.code == 3
    assert "'en' only" in results(done.out)[0]["error"]


def test_a_scenario_without_its_turn_is_told_what_lacks(servicesim: Start) -> None:
    """A row that names a scenario and brings a message of its own is asked for the turn."""
    (result,) = results(servicesim("score", "-", typed=row(turn="", customer="Hello?")).out)
    assert "needs its 'turn'" in result["error"]


def test_a_lone_surrogate_in_a_reply_is_scored(servicesim: Start) -> None:
    """Half a character from a broken client is no reason to stop."""
    typed = row(id="s", reply="sorry HALF").replace("HALF", "\\ud83d") + "\n"
    done = servicesim("score", "-", typed=typed + row(id="next"))
    assert [r["id"] for r in results(done.out)] == ["s", "next"]


def test_bytes_that_are_no_text(servicesim: Start, tmp_path: Path) -> None:
    """A line that is no UTF-8 is a bad line, or is read with marks in place of bytes; the rest is scored."""
    path = tmp_path / "replies.jsonl"
    path.write_bytes(b"\xff\xfe\x00broken\n" + row(id="good").encode())
    done = servicesim("score", str(path))
    assert done.code == 3
    assert results(done.out)[1]["id"] == "good"


def test_history_is_heard(servicesim: Start) -> None:
    """What the trainee said before cannot be said again for points."""
    history = [{"who": "customer", "text": "Hello?"}, {"who": "trainee", "text": GOOD["en"]}]
    (fresh,) = results(servicesim("score", "-", typed=row()).out)
    (again,) = results(servicesim("score", "-", typed=row(history=history)).out)
    assert sum(fresh["levels"].values()) > sum(again["levels"].values())
    assert "X09" in {f["code"] for f in again["findings"]}


def test_nothing_to_score_is_well(servicesim: Start) -> None:
    """An empty file has no results and no faults."""
    done = servicesim("score", "-", typed="\n\n")
    assert (done.code, done.out) == (0, "")


def test_chinese_under_the_c_locale(process: Start) -> None:
    """In a plain C locale Chinese goes in and comes out whole, and only JSON is printed."""
    done = process("score", "-", typed=row(lang="zh", reply=GOOD["zh"]), LC_ALL="C", LANG="C")
    (result,) = results(done.out)
    assert done.code == 0
    assert result["levels"]["empathy"] >= 3
    assert any("刚出生" in f["quote"] or "两天" in f["quote"] for f in result["findings"])
    assert done.err == ""


def test_a_reply_from_a_file_loads_no_play() -> None:
    """Scoring from a file loads neither the conversation nor the debrief nor the store: they cost a sixth."""
    heavy = ("sim.play", "sim.report.build", "sim.coach.seat", "sim.store", "sim.model.events")
    code = (
        f"import sys, sim.coach.rows, sim.report.printable; print([m for m in {heavy} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
