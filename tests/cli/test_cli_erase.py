"""`servicesim erase` and `export --trainee`: all of one person, out or away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_lines import Start

from sim.coach import Coach
from sim.coach.handing_in import catch_up, hand_in
from tests.coach.coach_people import ended

CANARY = "violet heron 77"


@pytest.fixture
def attempt(servicesim: Start, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return an exam of Ann's that was handed in and appealed, with a word that stands nowhere else."""
    monkeypatch.setenv("LOGNAME", "owner")
    servicesim("cohort", "create", "spring")
    servicesim("cohort", "add", "spring", "Ann", "Bo")
    coach = Coach()
    made = ended(coach, "Ann", first=f"I am sorry about the {CANARY}.")
    ended(coach, "Ann", "practice", scenario="complaint-02")
    ended(coach, "Bo")
    hand_in(coach, made)
    catch_up(coach)
    coach.store.appeal(made, 1, "E1", "I did name it", seq=3)
    coach.store.save_draft(ended(coach, "Ann", scenario="complaint-03"), CANARY)
    coach.store.close()
    return made


def ratings(file: Path, *rows: dict[str, object]) -> Path:
    """Write rows to a file of ratings."""
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return file


def rated(reply: str, **levels: tuple[int, int, int]) -> dict[str, object]:
    """Return a row that people rated."""
    dimensions = ("empathy", "responsiveness", "assurance")
    return {
        "id": reply,
        "lang": "en",
        "reply": reply,
        "levels": dict(zip(dimensions, next(iter(levels.values())), strict=True)),
        "raters": {d: [given[n] for given in levels.values()] for n, d in enumerate(dimensions)},
        "names": list(levels),
        "labels": "human",
    }


def bytes_of(home: Path) -> bytes:
    """Return all that lies in the data file and beside it."""
    return b"".join(file.read_bytes() for file in home.glob("servicesim.db*"))


def test_it_asks_first(servicesim: Start, attempt: str) -> None:
    """It counts what is there; without a yes nothing goes."""
    done = servicesim("erase", "--trainee", "Ann", "--lang", "en", typed="n\n")
    assert done.code == 0
    assert "Ann: attempts 3, handed in 1, appeals 1, statements 0" in done.out
    assert "Nothing was erased." in done.out
    assert Coach().store.attempt(attempt).who == "Ann"
    assert servicesim("erase", "--trainee", "Anna", "--yes").code == 4


def test_nothing_of_the_person_is_left(servicesim: Start, attempt: str, home: Path) -> None:
    """Not one word of theirs is in the file afterwards; Bo is as he was; it says what stays."""
    assert CANARY.encode() in bytes_of(home)
    bo = json.loads(servicesim("export", "--trainee", "Bo").out)
    done = servicesim("erase", "--trainee", "Ann", "--yes", "--lang", "en")
    assert done.code == 0
    assert "backups" in done.out
    data = bytes_of(home)
    assert CANARY.encode() not in data
    assert attempt.encode() not in data
    after = json.loads(servicesim("export", "--trainee", "Bo").out)
    del bo["audit"], after["audit"]
    assert after == bo
    log = json.loads(servicesim("cohort", "audit", "--format", "json").out)
    assert "erase" in [look["did"] for look in log]
    assert all(look["whom"] != "Ann" for look in log)
    assert servicesim("erase", "--trainee", "Ann", "--yes").code == 4


def test_ratings_go_as_well(servicesim: Start, attempt: str, tmp_path: Path) -> None:
    """What Ann rated leaves the file, and rows with her words; others' ratings stay, and their median."""
    file = ratings(
        tmp_path / "ratings.jsonl",
        rated("shared", Ann=(4, 4, 4), Bo=(1, 2, 3), Cy=(1, 2, 3)),
        rated("hers", Ann=(0, 0, 0)),
        rated("his", Bo=(2, 2, 2)),
        {"id": f"{attempt}.1", "scenario": "complaint-01", "reply": CANARY},
    )
    file.write_text(file.read_text("utf-8") + "no row at all\n", encoding="utf-8")
    done = servicesim("erase", "--trainee", "Ann", "--yes", "--ratings", str(file), "--lang", "en")
    assert f"{file}: ratings 2, rows with their words 1" in done.out
    lines = file.read_text("utf-8").splitlines()
    shared, his = (json.loads(line) for line in lines[:2])
    assert (shared["names"], shared["raters"]["empathy"], shared["levels"]["assurance"]) == (
        ["Bo", "Cy"],
        [1, 1],
        3,
    )
    assert (his["reply"], lines[2:]) == ("his", ["no row at all"])


def test_a_file_that_cannot_be_read_erases_nothing(servicesim: Start, attempt: str, tmp_path: Path) -> None:
    """It is named before anything is done."""
    done = servicesim("erase", "--trainee", "Ann", "--yes", "--ratings", str(tmp_path / "none.jsonl"))
    assert done.code == 4
    assert Coach().store.attempt(attempt).who == "Ann"


def test_only_admins_erase(servicesim: Start, attempt: str) -> None:
    """A trainer and a trainee are refused, and nothing goes."""
    servicesim("person", "role", "Ruth", "trainer")
    for by in ("Ruth", "Ann"):
        assert servicesim("erase", "--trainee", "Ann", "--yes", "--by", by).code == 1
    assert Coach().store.attempt(attempt).who == "Ann"


def test_all_of_one_person_in_a_file(servicesim: Start, attempt: str, tmp_path: Path) -> None:
    """Attempts with their events, drafts, appeals, cohorts and receipts; nothing of Bo; it is logged."""
    out = tmp_path / "ann.json"
    done = servicesim("export", "--trainee", "Ann", "-o", str(out))
    assert (done.code, done.out) == (0, "")
    data = json.loads(out.read_text("utf-8"))
    assert data["profile"]["name"] == "Ann"
    assert {one["who"] for one in data["attempts"]} == {"Ann"}
    assert len(data["attempts"]) == 3
    (exam,) = [one for one in data["attempts"] if one["id"] == attempt]
    assert CANARY in json.dumps(exam["events"])
    assert exam["appeals"][0]["reason"] == "I did name it"
    assert [one["cohort"] for one in data["cohorts"]] == ["spring"]
    assert [one["attempt"] for one in data["receipts"]] == [attempt]
    log = json.loads(servicesim("cohort", "audit", "--about", "Ann", "--format", "json").out)
    assert [look["did"] for look in log] == ["export all"]
    assert servicesim("export", "--trainee", "Ann", "-o", str(out)).code == 2, "a file is not written over"
    assert servicesim("export", "--trainee", "Nobody").code == 4
    for wrong in ((attempt,), ("--all",), ("--format", "csv"), ("--who", "Ann")):
        assert servicesim("export", "--trainee", "Ann", *wrong).code == 2
    assert servicesim("export", attempt).code == 2, "a form is still asked for"
