"""`servicesim appeals`: contest a mark, rule on it, write cases, and hear when a ruling is broken."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from cli_lines import GOOD, ROOT, Start

REPLIES = GOOD["en"] + "\nPlease calm down. The label was wrong.\n"


def played(servicesim: Start, *words: str, typed: str = REPLIES) -> str:
    """Play complaint-01 and return the id of the attempt."""
    servicesim("run", "complaint-01", "--lang", "en", "--json", "--new", *words, typed=typed)
    from sim.coach import Coach

    return Coach().attempts()[0].id


@pytest.fixture
def attempt(servicesim: Start) -> str:
    """Return a practice attempt with two replies: a good one, and one that says calm down."""
    return played(servicesim)


def add(servicesim: Start, attempt: str, reply: int = 2, mark: str = "X01", because: str = "unfair") -> Any:
    """Make an appeal."""
    return servicesim("appeals", "add", attempt, "--reply", str(reply), "--mark", mark, "--because", because)


def test_an_appeal_is_made_listed_and_shown(servicesim: Start, attempt: str) -> None:
    """The list names it with its reason; shown, it has message, own words, what the engine said, and why."""
    assert servicesim("appeals").out == "No appeals.\n"
    made = add(servicesim, attempt, because="I asked nicely")
    assert (made.code, made.err) == (0, "")
    assert "servicesim appeals show 1" in made.out
    listed = servicesim("appeals", "--open")
    assert listed.out == (
        f"1 not ruled on yet: trainee, complaint-01, attempt {attempt}, reply 2, X01. I asked nicely\n"
    )
    shown = servicesim("appeals", "show", "1")
    assert shown.code == 0
    for part in (
        'The trainee: "Please calm down. The label was wrong."',
        "The engine on X01 (Calm-down): found.",
        'Costs: "calm down" X01',
        "Empathy: level 0 of 4.",
        "I asked nicely",
    ):
        assert part in shown.out
    assert "The customer: " in shown.out
    assert "Responsiveness" not in shown.out


def test_a_dimension_is_ruled_with_a_level_and_both_marks_stay(servicesim: Start, attempt: str) -> None:
    """The engine's level, the trainer's, both reasons and the comment are shown; --open lists it no more."""
    add(servicesim, attempt, mark="Empathy", because="it was said kindly")
    done = servicesim("appeals", "uphold", "1", "--level", "1", "--because", "a formula", "--by", "Ruth")
    assert (done.code, done.out) == (0, "Appeal 1: upheld.\n")
    comment = servicesim("appeals", "comment", attempt, "--reply", "2", "begin with her day", "--by", "Li")
    assert comment.code == 0
    shown = servicesim("appeals", "show", "1").out
    for part in (
        "The engine on empathy: level 0.",
        "it was said kindly",
        "begin with her day",
        "Comment by Li",
    ):
        assert part in shown
    assert "Ruling by Ruth" in shown
    assert "upheld, level 1. a formula" in shown
    assert servicesim("appeals", "--open").out == "No appeals.\n"
    data = json.loads(servicesim("appeals", "show", "1", "--format", "json").out)
    assert (data["was"], data["ruling"]["level"], data["ruling"]["by"]) == (0, 1, "Ruth")
    assert data["comments"][0]["text"] == "begin with her day"


def test_a_new_ruling_says_what_it_replaces(servicesim: Start, attempt: str) -> None:
    """The last ruling counts, and whoever gives it reads the one before."""
    add(servicesim, attempt)
    servicesim("appeals", "uphold", "1", "--because", "it soothed", "--by", "Ruth")
    done = servicesim("appeals", "reject", "1", "--because", "it did not")
    assert done.out.startswith("Appeal 1: rejected.\nThis replaces an earlier ruling. Ruling by Ruth, ")
    assert "upheld. it soothed" in done.out
    (listed,) = json.loads(servicesim("appeals", "--format", "json", "--attempt", attempt).out)
    assert (listed["ruling"]["verdict"], listed["ruling"]["because"]) == ("rejected", "it did not")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "ATTEMPT", "--reply", "3", "--mark", "E3", "--because", "x"), 2, "replies 1 to 2"),
        (("add", "ATTEMPT", "--reply", "2", "--mark", "Z9", "--because", "x"), 2, "it has: empathy,"),
        (("add", "ATTEMPT", "--reply", "2", "--mark", "X02", "--because", "x"), 2, "X02 was not found"),
        (("add", "ATTEMPT", "--reply", "2", "--mark", "E3", "--because", " "), 2, "say why"),
        (("add", "ATTEMPT", "--reply", "2", "--mark", "x01", "--because", "x"), 1, "already"),
        (("add", "a0000000000", "--reply", "1", "--mark", "E3", "--because", "x"), 4, "no attempt"),
        (("show", "9"), 4, "no appeal '9'"),
        (("reject", "9", "--because", "x"), 4, "no appeal '9'"),
        (("uphold", "1", "--because", "x", "--level", "3"), 2, "about a dimension only"),
        (("uphold", "2", "--because", "x"), 2, "say which level empathy should have"),
        (("uphold", "2", "--because", "x", "--level", "0"), 2, "has level 0 already"),
        (("uphold", "1", "--because", "  "), 2, "say why"),
        (("reject", "1", "--because", "x", "--by", " "), 2, "a name needs"),
        (("comment", "ATTEMPT", "--reply", "3", "x"), 2, "replies 1 to 2"),
        (("comment", "ATTEMPT", "--reply", "1", " "), 2, "needs words"),
        (("--attempt", "a0000000000"), 4, "no attempt"),
        (("cases",), 2, "say where to"),
        (("cases", "x", "--ratings", "x"), 2, "a file each"),
        (("check",), 2, "say which cases"),
        (("check", "none.jsonl"), 4, "no file"),
    ],
)
def test_what_does_not_fit_is_said_in_one_line(
    servicesim: Start, attempt: str, words: tuple[str, ...], code: int, said: str
) -> None:
    """Usage is 2, an unknown id 4, a refusal 1; nothing is kept of it."""
    add(servicesim, attempt)
    add(servicesim, attempt, mark="empathy")
    before = servicesim("appeals", "--format", "json").out
    done = servicesim("appeals", *(attempt if word == "ATTEMPT" else word for word in words))
    assert (done.code, done.out) == (code, "")
    assert done.err.startswith("servicesim: ")
    assert said in done.err
    assert done.err.count("\n") == 1
    assert servicesim("appeals", "--format", "json").out == before


def test_an_open_exam_takes_no_appeal(servicesim: Start) -> None:
    """Before its end its marks are not shown, so none can be contested; afterwards they can."""
    going = played(servicesim, "--exam")
    refused = add(servicesim, going, reply=1, mark="E2")
    assert refused.code == 1
    assert "when it has ended" in refused.err
    over = played(servicesim, "--exam", typed="You are an idiot.\n")
    assert add(servicesim, over, reply=1, mark="X16").code == 0


def test_text_is_data(servicesim: Start, attempt: str) -> None:
    """What people write moves no cursor and colours nothing, in any output."""
    evil = "\x1b[31mred\x1b[0m\x07 \u202etxet\nnext"
    add(servicesim, attempt, because=evil)
    servicesim("appeals", "comment", attempt, "--reply", "2", evil)
    replaced = servicesim("appeals", "reject", "1", "--because", evil) and servicesim(
        "appeals", "reject", "1", "--because", evil
    )
    outputs = [replaced.out, *(servicesim("appeals", *w).out for w in ((), ("show", "1")))]
    outputs += [servicesim("appeals", *w, "--format", "json").out for w in ((), ("show", "1"))]
    assert all(char.isprintable() or char == "\n" for out in outputs for char in out)
    assert all("red" in out for out in outputs)
    assert json.loads(outputs[3])[0]["reason"] == evil


def test_upheld_rulings_become_cases_and_ratings(servicesim: Start, attempt: str, tmp_path: Path) -> None:
    """Cases hold every upheld ruling, ratings those with a level, in lines that `validate` reads."""
    add(servicesim, attempt)
    add(servicesim, attempt, mark="empathy")
    add(servicesim, attempt, reply=1, mark="E2")
    servicesim("appeals", "uphold", "1", "--because", "soothing")
    servicesim("appeals", "uphold", "2", "--because", "kind", "--level", "1")
    servicesim("appeals", "reject", "3", "--because", "no")
    cases, ratings = tmp_path / "rulings.jsonl", tmp_path / "ratings.jsonl"
    cases.write_text('{"id": "other.1"}\n', encoding="utf-8")
    done = servicesim("appeals", "cases", str(cases), "--ratings", str(ratings))
    assert (done.code, done.err) == (0, "")
    other, code, level = map(json.loads, cases.read_text(encoding="utf-8").splitlines())
    assert other == {"id": "other.1"}
    assert (code["mark"], code["was"], code["ruled"]) == ("X01", "found", "missing")
    assert (level["mark"], level["was"], level["ruled"], level["because"]) == ("empathy", 0, 1, "kind")
    assert [said["who"] for said in level["history"]] == ["customer", "trainee"]
    (rated,) = map(json.loads, ratings.read_text(encoding="utf-8").splitlines())
    assert (rated["levels"], rated["labels"]) == ({"empathy": 1}, "human")
    assert "human labels, 1 replies" in servicesim("validate", str(ratings)).out
    servicesim("appeals", "reject", "1", "--because", "after all")
    servicesim("appeals", "cases", str(cases))
    assert [json.loads(x)["id"] for x in cases.read_text(encoding="utf-8").splitlines()] == [
        "other.1",
        level["id"],
    ]


def test_a_rubric_that_breaks_a_ruling_is_found(servicesim: Start, attempt: str, tmp_path: Path) -> None:
    """The pack's own rulings hold with our sheet; with a harder ladder the broken one is named, exit 1."""
    add(servicesim, attempt, reply=1, mark="responsiveness")
    servicesim("appeals", "uphold", "1", "--because", "act, time and owner", "--level", "3")
    pack = tmp_path / "pack"
    (pack / "rubrics").mkdir(parents=True)
    servicesim("appeals", "cases", str(pack / "rulings.jsonl"))
    case = json.loads((pack / "rulings.jsonl").read_text(encoding="utf-8"))
    assert case["was"] == 4
    broken = servicesim("appeals", "check", str(pack / "rulings.jsonl"))
    assert broken.code == 1
    assert "responsiveness is level 4, ruled level 3. act, time and owner" in broken.out
    (pack / "rulings.jsonl").write_text(json.dumps({**case, "ruled": 4}), encoding="utf-8")
    kept = servicesim("appeals", "check", "--pack", str(pack))
    assert (kept.code, kept.out) == (0, "Rulings kept: 1. Broken: 0.\n")
    sheet = (ROOT / "rubrics" / "service.yaml").read_text(encoding="utf-8")
    at = sheet.index("4: {points:", sheet.index("- id: responsiveness"))
    harder = sheet[:at] + "4: {points: 99" + sheet[sheet.index("}", at) :]
    (pack / "rubrics" / "service.yaml").write_text(harder, encoding="utf-8")
    found = servicesim("appeals", "check", "--pack", str(pack), "--format", "json")
    assert found.code == 1
    (one,) = json.loads(found.out)["broken"]
    assert (one["id"], one["ruled"], one["now"]) == (case["id"], 4, 3)


def test_a_line_that_is_no_case_is_named(servicesim: Start, tmp_path: Path) -> None:
    """It is exit 3 when no ruling is broken: the rest was checked."""
    file = tmp_path / "rulings.jsonl"
    file.write_text('\n{"id": "x"}\n', encoding="utf-8")
    done = servicesim("appeals", "check", str(file))
    assert (done.code, done.out) == (3, "Rulings kept: 0. Broken: 0.\n")
    assert done.err == f"servicesim: {file}, line 2: 'scenario' is missing\n"


def test_a_case_that_lost_its_scenario_is_named(servicesim: Start, attempt: str, tmp_path: Path) -> None:
    """Its issue is gone from the scenario: exit 3, and the other ruling is checked."""
    add(servicesim, attempt)
    add(servicesim, attempt, mark="empathy")
    servicesim("appeals", "uphold", "1", "--because", "soothing")
    servicesim("appeals", "uphold", "2", "--because", "kind", "--level", "1")
    file = tmp_path / "rulings.jsonl"
    servicesim("appeals", "cases", str(file))
    first, second = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    first["context"]["raises"] = ["gone"]
    second["ruled"] = 0
    file.write_text(f"{json.dumps(first)}\n{json.dumps(second)}\n", encoding="utf-8")
    done = servicesim("appeals", "check", str(file))
    assert (done.code, done.out) == (3, "Rulings kept: 1. Broken: 0.\n")
    assert f"line 1: {first['id']} cannot be scored again: complaint-01 no longer has issue.gone" in done.err


def test_rulings_of_people_are_counted_apart(servicesim: Start, tmp_path: Path) -> None:
    """A question that was asked after all is ruled by people; checking says that no engine judged it."""
    stuffed = (ROOT / "playthroughs" / "complaint-01.stuffed.en.play.yaml").read_text(encoding="utf-8")
    typed = "".join(said["reply"].replace("\n", " ") + "\n" for said in yaml.safe_load(stuffed)["talk"])
    ended = played(servicesim, typed=typed)
    assert add(servicesim, ended, reply=1, mark="ask", because="I did ask").code == 0
    assert "question not asked" in servicesim("appeals").out
    servicesim("appeals", "uphold", "1", "--because", "asked in reply 2")
    file = tmp_path / "rulings.jsonl"
    servicesim("appeals", "cases", str(file))
    done = servicesim("appeals", "check", str(file))
    assert (done.code, done.err) == (0, "")
    assert done.out == ("Rulings kept: 0. Broken: 0.\nKept as people ruled, not judged by the engine: 1.\n")
    assert json.loads(servicesim("appeals", "check", str(file), "--format", "json").out)["people"] == 1


def test_a_file_of_cases_is_whole_at_any_moment(
    servicesim: Start, attempt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the new one cannot take its place, the old one stands and nothing lies beside it."""
    add(servicesim, attempt)
    servicesim("appeals", "uphold", "1", "--because", "soothing")
    file = tmp_path / "out" / "rulings.jsonl"
    file.parent.mkdir()
    file.write_text('{"id": "other.1"}\n', encoding="utf-8")

    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        done = servicesim("appeals", "cases", str(file))
    assert (done.code, done.out) == (1, "")
    assert done.err == f"servicesim: cannot write {file}: No space left on device\n"
    assert file.read_text(encoding="utf-8") == '{"id": "other.1"}\n'
    assert list(file.parent.iterdir()) == [file]
    if sys.platform != "win32":
        file.chmod(0o640)
    mode = file.stat().st_mode
    assert servicesim("appeals", "cases", str(file)).code == 0
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2
    assert list(file.parent.iterdir()) == [file]
    assert file.stat().st_mode == mode


def test_a_file_that_is_none_is_refused(servicesim: Start, attempt: str) -> None:
    """A device is not replaced by a file."""
    done = servicesim("appeals", "cases", os.devnull)
    assert (done.code, done.out) == (1, "")
    assert "it is no plain file" in done.err
