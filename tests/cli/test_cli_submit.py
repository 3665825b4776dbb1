"""`servicesim submit`: here, or from a laptop's file to a department's PostgreSQL."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_lines import Start

from sim.coach import Coach
from tests.coach.coach_people import assigned, edited_pack, ended, wire


@pytest.fixture
def exam(home: Path) -> str:
    """Return an exam that ended in one's own file."""
    coach = Coach(home=home)
    attempt = ended(coach, "Ann")
    coach.store.save_setting("profile", "Ann")
    coach.store.close()
    return attempt


def test_without_a_department_there_is_nobody_to_hand_in_to(servicesim: Start, exam: str) -> None:
    """In a file of one's own it says how to name one, and marks nothing."""
    done = servicesim("submit", exam)
    assert (done.code, "SERVICESIM_SUBMIT_TO" in done.err) == (2, True)
    assert Coach().store.attempt(exam).handed_in_at is None


def test_where_it_was_played(servicesim: Start) -> None:
    """The last exam that can be is handed in, once; practice and another's exam are not."""
    servicesim("cohort", "create", "spring")
    coach = Coach()
    practice, exam = ended(coach, "Ann", "practice"), ended(coach, "Ann")
    coach.store.close()
    assert servicesim("submit", "--who", "Bo").code == 1
    other = servicesim("submit", exam, "--who", "Bo")
    assert (other.code, "--who Ann" in other.err) == (1, True)
    first = servicesim("submit", "--who", "Ann")
    assert (first.code, exam in first.out) == (0, True)
    assert servicesim("submit", exam, "--who", "Ann").out == first.out
    assert servicesim("submit", "--who", "Ann").code == 1, "nothing more is there"
    assert servicesim("submit", practice, "--who", "Ann").code == 1
    assert servicesim("submit", "a000", "--who", "Ann").code == 4


def test_to_a_department(
    servicesim: Start, exam: str, address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The address comes from the environment or --to, the name is --who; told is what it counts for."""
    there = Coach(home=tmp_path / "there", place=address)
    task = assigned(there, "Ann Li")
    unknown = servicesim("submit", "--to", address)
    assert (unknown.code, "--who" in unknown.err) == (4, True)
    monkeypatch.setenv("SERVICESIM_SUBMIT_TO", address)
    done = servicesim("submit", "--who", "Ann Li", "--lang", "en")
    assert done.code == 0
    assert f"It counts for assignment {task.id}." in done.out
    assert servicesim("submit", exam, "--who", "Ann Li", "--lang", "en").out == done.out
    assert [(row.who, row.assignment) for row in there.attempts()] == [("Ann Li", task.id)]
    there.store.close()


def test_another_version_is_told(servicesim: Start, home: Path, address: str, tmp_path: Path) -> None:
    """A sheet and a scenario that are not the department's are named."""
    there = Coach(home=tmp_path / "there", place=address)
    assigned(there, "Ann")
    there.store.close()
    laptop = Coach(home=home)
    attempt = ended(laptop, pack=edited_pack(tmp_path / "pack"))
    laptop.store.close()
    done = servicesim("submit", attempt, "--to", address, "--who", "Ann", "--lang", "en")
    assert "another version of the sheet" in done.out
    assert "another version of this scenario" in done.out


def test_a_lost_answer_is_one_line_and_can_be_tried_again(
    servicesim: Start, exam: str, address: str, tmp_path: Path
) -> None:
    """The line drops after the commit: one line, exit code 1; again: the same receipt, one attempt."""
    there = Coach(home=tmp_path / "there", place=address)
    assigned(there, "Ann")
    with wire(address) as line:
        line.drops = b"INSERT INTO receipt"
        failed = servicesim("submit", exam, "--to", line.address, "--lang", "en")
        assert line.dropped == 1
        assert failed.code == 1
        assert failed.out == ""
        assert len(failed.err.splitlines()) == 1
        assert f"Nothing is lost: {exam} stays here" in failed.err
        (kept,) = there.attempts()
        again = servicesim("submit", exam, "--to", line.address, "--lang", "en")
    assert again.code == 0
    assert [row.id for row in there.attempts()] == [kept.id]
    assert there.store.department.standings("spring")[0].handed_in == 1
    assert Coach().store.attempt(exam).handed_in_at == kept.handed_in_at
    there.store.close()


def test_with_the_network_away(servicesim: Start, exam: str) -> None:
    """One line that says so, exit code 1, and the attempt is as it was."""
    done = servicesim("submit", exam, "--to", "postgresql://ann@127.0.0.1:1/training", "--lang", "en")
    assert (done.code, len(done.err.splitlines()), "Nothing is lost" in done.err) == (1, 1, True)
    assert Coach().store.attempt(exam).handed_in_at is None
    assert servicesim("submit", exam, "--to", "nonsense").code == 2


def test_whoever_holds_the_address_is_in_the_log(
    servicesim: Start, address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With a database's own address each look is logged under the user's name, practice stays closed."""
    monkeypatch.setenv("SERVICESIM_STORE", address)
    monkeypatch.setenv("LOGNAME", "admin")
    there = Coach(home=tmp_path / "there", place=address)
    practice, exam = ended(there, "Ann", "practice"), ended(there, "Ann")
    there.store.close()
    assert servicesim("debrief", practice).code == 1
    assert servicesim("submit", exam, "--who", "Ann").code == 0
    assert servicesim("debrief", exam).code == 0
    log = json.loads(servicesim("cohort", "audit", "--format", "json").out)
    assert [(look["by"], look["did"], look["attempt"]) for look in log] == [
        ("admin", "debrief", exam),
        ("Ann", "submit", exam),
    ]
    assert "department's, on a server" in servicesim("doctor").out
