"""`servicesim cohort` and `person`, and that practice stays private on the command line."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from cli_lines import Start

from sim.coach import Coach
from sim.coach.handing_in import hand_in
from tests.coach.coach_people import ended

MARKS = ("empathy", "perceived", "level", "score")


@pytest.fixture(autouse=True)
def _user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a user of a known name, who speaks English."""
    monkeypatch.setenv("LOGNAME", "owner")


@pytest.fixture
def spring(servicesim: Start) -> None:
    """Make a cohort of two."""
    assert servicesim("cohort", "create", "spring").code == 0
    assert servicesim("cohort", "add", "spring", "Ann", "Bo").code == 0


def test_the_first_cohort_needs_no_ceremony(servicesim: Start) -> None:
    """Who owns a fresh file makes a cohort, adds people by name, and is told which are new."""
    assert "cohort add spring" in servicesim("cohort", "create", "spring").out
    added = servicesim("cohort", "add", "spring", "Ann", " 陈雨 ")
    assert "Added: 2" in added.out
    assert "Ann, 陈雨" in added.out
    again = servicesim("cohort", "add", "spring", "Ann")
    assert "Added: 0" in again.out
    assert "Not known" not in again.out
    listed = json.loads(servicesim("cohort", "list", "--format", "json").out)
    assert listed == [{"cohort": "spring", "members": ["Ann", "陈雨"], "assignments": 0}]
    assert servicesim("cohort", "create", "spring").code == 1
    near = servicesim("cohort", "status", "sprong")
    assert (near.code, "spring" in near.err) == (4, True)


@pytest.mark.usefixtures("spring")
def test_assigning_is_all_or_nothing(servicesim: Start) -> None:
    """A scenario that is not there, a day that is none or over: nothing is assigned."""
    for wrong, code in (
        (("complaint-01", "nowhere", "--mode", "exam"), 4),
        (("complaint-01", "--mode", "exam", "--due", "2030-02-30"), 2),
        (("complaint-01", "--mode", "exam", "--due", "30.3.2030"), 2),
        (("complaint-01", "--mode", "exam", "--due", "2020-01-01"), 2),
        (("complaint-01", "--mode", "exam", "--rubric", "nosheet"), 4),
        (("complaint-01",), 2),
    ):
        assert servicesim("cohort", "assign", "spring", *wrong).code == code
    assert servicesim("cohort", "assign", "autumn", "complaint-01", "--mode", "exam").code == 4
    assert json.loads(servicesim("cohort", "status", "spring", "--format", "json").out)["assignments"] == []


@pytest.mark.usefixtures("spring")
def test_an_exam_is_for_once_unless_told_otherwise(servicesim: Start) -> None:
    """Practice may be begun any number of times; the sheet's version of today is fixed."""
    servicesim("cohort", "assign", "spring", "complaint-01", "--mode", "exam", "--due", "2030-03-31")
    servicesim("cohort", "assign", "spring", "complaint-02", "--mode", "practice")
    servicesim("cohort", "assign", "spring", "complaint-03", "--mode", "exam", "--attempts", "0")
    found = json.loads(servicesim("cohort", "status", "spring", "--format", "json").out)["assignments"]
    told = {one["scenario"]: (one["mode"], one["attempts"], one["due"]) for one in found}
    assert told == {
        "complaint-01": ("exam", 1, "2030-03-31"),
        "complaint-02": ("practice", 0, ""),
        "complaint-03": ("exam", 0, ""),
    }
    sheet = Coach().library.rubric("service").hash
    assert {one["rubric_hash"] for one in found} == {sheet}


@pytest.mark.usefixtures("spring")
def test_status_says_how_far_and_no_mark(servicesim: Start, home: Path) -> None:
    """Begun, ended, handed in, overdue; nothing of practice that nobody asked for, and no figures."""
    servicesim("cohort", "assign", "spring", "complaint-01", "--mode", "exam", "--due", "2030-03-31")
    servicesim("cohort", "assign", "spring", "complaint-02", "--mode", "practice")
    with sqlite3.connect(home / "servicesim.db") as file:
        file.execute("UPDATE assignment SET due = '2020-03-31' WHERE id = 1")
    coach = Coach()
    exam, practice = (coach.store.department.assignments(who="Ann")[n] for n in (0, 1))
    given = ended(coach, "Ann", assignment=exam)
    hand_in(coach, given)
    ended(coach, "Bo", assignment=exam)
    ended(coach, "Bo", scenario="complaint-02", assignment=practice)
    ended(coach, "Bo", "practice", scenario="complaint-03")
    coach.store.close()
    done = servicesim("cohort", "status", "spring")
    lines = [line.strip() for line in done.out.splitlines()]
    assert lines[0] == "spring: people 2, assignments 2"
    assert lines[2].startswith("Ann: handed in 20")
    assert "overdue" not in lines[2]
    assert lines[3] == "Bo: ended, not handed in, overdue"
    assert lines[5:7] == ["Ann: not begun", "Bo: done"]
    assert "complaint-03" not in done.out
    data = servicesim("cohort", "status", "spring", "--format", "json").out
    bo = json.loads(data)["assignments"][0]["members"][1]
    assert (bo["name"], bo["begun"], bo["finished"], bo["handed_in"], bo["overdue"]) == ("Bo", 1, 1, 0, True)
    assert not [word for word in MARKS if word in done.out + data]


def test_roles_are_kept_and_asked_for(servicesim: Start) -> None:
    """Once an admin is named, names decide; what each role may do, and what is logged."""
    assert servicesim("person", "role", "Root", "admin").code == 0
    assert servicesim("person", "role", "Ruth", "trainer", "--by", "Root").code == 0
    refused = servicesim("cohort", "create", "spring")
    assert (refused.code, "only a trainer" in refused.err) == (1, True)
    assert servicesim("cohort", "create", "spring", "--by", "Ruth").code == 0
    assert servicesim("person", "role", "Ruth", "admin", "--by", "Ruth").code == 1
    assert servicesim("cohort", "audit", "--by", "Ruth").code == 1
    log = json.loads(servicesim("cohort", "audit", "--by", "Root", "--format", "json").out)
    assert [(look["by"], look["did"], look["whom"]) for look in log] == [
        ("Root", "role trainer", "Ruth"),
        ("owner", "role admin", "Root"),
    ]
    assert "Ruth: trainer, not to be quoted" in servicesim("person", "list", "--by", "Ruth").out


def test_consent_is_given_and_taken_back(servicesim: Start) -> None:
    """By the person, or by the owner for them; somebody unknown has none."""
    servicesim("cohort", "create", "spring")
    servicesim("cohort", "add", "spring", "Ann")
    assert "may be quoted" in servicesim("person", "consent", "Ann", "yes").out
    assert json.loads(servicesim("person", "list", "--format", "json").out)[0]["consent"] is True
    assert "not quoted" in servicesim("person", "consent", "Ann", "no").out
    assert servicesim("person", "consent", "Nobody", "yes").code == 4


def test_practice_is_private_on_the_command_line(servicesim: Start) -> None:
    """A trainer reads nothing that was not handed in, by any command; each look at what was is logged."""
    servicesim("person", "role", "Ruth", "trainer")
    coach = Coach()
    practice, given = ended(coach, "Ann", "practice"), ended(coach, "Ann", scenario="complaint-02")
    appeal = coach.store.appeal(given, 1, "E1", "I did", seq=3)
    hidden = coach.store.appeal(practice, 1, "E1", "I did as well", seq=3)
    hand_in(coach, given)
    coach.store.close()
    commands = (
        ("debrief", "{}"),
        ("export", "{}", "--format", "json"),
        ("export", "{}", "--format", "xapi"),
        ("record", "{}"),
        ("appeals", "comment", "{}", "more of this", "--reply", "1"),
    )
    for command in commands:
        refused = servicesim(*[part.format(practice) for part in command], "--by", "Ruth")
        assert (refused.code, refused.out, "stays private" in refused.err) == (1, "", True), command
    assert servicesim("history", "--who", "Ann", "--by", "Ruth").code == 1
    for command in (("run", "--resume", practice), ("replay", practice, "--from", "1")):
        assert "Ann" in servicesim(*command, "--who", "Ruth").err
    assert servicesim("appeals", "show", str(hidden.id), "--by", "Ruth").code == 1
    assert servicesim("appeals", "reject", str(hidden.id), "--because", "no", "--by", "Ruth").code == 1
    assert "as well" not in servicesim("appeals", "--by", "Ruth").out
    looks = json.loads(servicesim("cohort", "audit", "--format", "json").out)
    assert [look["did"] for look in looks] == ["role trainer"]
    for command in commands:
        assert servicesim(*[part.format(given) for part in command], "--by", "Ruth").code == 0, command
    assert servicesim("appeals", "show", str(appeal.id), "--by", "Ruth").code == 0
    assert servicesim("appeals", "reject", str(appeal.id), "--because", "no", "--by", "Ruth").code == 0
    every = json.loads(servicesim("export", "--all", "--who", "Ann", "--format", "json", "--by", "Ruth").out)
    assert [one["attempt"] for one in every] == [given]
    log = json.loads(servicesim("cohort", "audit", "--about", "Ann", "--format", "json").out)
    assert {(look["by"], look["whom"], look["attempt"]) for look in log} == {("Ruth", "Ann", given)}
    ruled = (f"appeal {appeal.id}", f"appeal {appeal.id} rejected")
    assert sorted(look["did"] for look in log) == sorted(
        ["debrief", "export", "export", "export", "record", "comment", *ruled]
    )


def test_a_trainee_reads_their_own_by_saying_who_they_are(servicesim: Start) -> None:
    """In a file with a cohort: their practice and history, nobody else's exam, and without a trace."""
    servicesim("cohort", "create", "spring")
    coach = Coach()
    mine, exam = ended(coach, "Ann", "practice"), ended(coach, "Bo")
    hand_in(coach, exam)
    coach.store.department.set_role("Ann", "trainee")
    coach.store.ensure_profile("Ruth")
    coach.store.department.set_role("Ruth", "trainer")
    coach.store.close()
    assert servicesim("debrief", "--by", "Ann").code == 0
    assert servicesim("debrief", mine, "--by", "Ann").code == 0
    assert servicesim("history", "--by", "Ann").code == 0
    assert servicesim("debrief", exam, "--by", "Ann").code == 1
    assert "--by" in servicesim("history").err
    assert "Nothing" in servicesim("cohort", "audit").out


@pytest.mark.usefixtures("spring")
def test_a_run_of_what_is_asked_counts_for_it(servicesim: Start) -> None:
    """The scenario in its mode is enough: the start says so, the status knows it, handing in settles it."""
    servicesim("cohort", "assign", "spring", "complaint-01", "--mode", "exam", "--due", "2030-03-31")
    run = ("run", "complaint-01", "--who", "Ann", "--lang", "en")
    practice = servicesim(*run, typed="ok\n" * 40)
    assert "counts for" not in practice.out
    exam = servicesim(*run, "--exam", typed="ok\n" * 40)
    assert exam.out.splitlines()[0] == "This counts for assignment 1 of spring: exam, due 2030-03-31."
    assert "Ann: ended, not handed in" in servicesim("cohort", "status", "spring").out
    assert servicesim("submit", "--who", "Ann").code == 0
    assert "Ann: handed in" in servicesim("cohort", "status", "spring").out
    again = servicesim(*run, "--exam", "--json", typed="ok\n" * 40)
    assert "counts for" not in again.out + again.err
    assert [row.assignment for row in Coach().attempts("Ann")] == [None, 1, None]


@pytest.mark.usefixtures("spring")
def test_of_two_that_fit_a_run_counts_for_the_one_due_first(servicesim: Start) -> None:
    """By day, not by number; of another sheet none fits; what is settled counts no more; JSON stays JSON."""
    for due in ("2030-04-30", "2030-03-31"):
        servicesim("cohort", "assign", "spring", "complaint-01", "--mode", "practice", "--due", due)
    run = ("run", "complaint-01", "--who", "Bo", "--lang", "en", "--json")
    other = servicesim(*run, "--rubric", "zhijian", typed="ok\n" * 40)
    assert "counts for" not in other.out + other.err
    told = [servicesim(*run, typed="ok\n" * 40) for _ in range(3)]
    assert ["2 of spring" in told[0].err, "1 of spring" in told[1].err, told[2].err] == [True, True, ""]
    assert all(line.startswith("{") for line in told[0].out.splitlines())


@pytest.mark.usefixtures("spring")
def test_a_trainee_lists_and_plays_what_is_asked(servicesim: Start) -> None:
    """Own section first, only where there is one; --assignment plays it as it was asked for, once."""
    assert "Assigned" not in servicesim("list", "--who", "Ann", "--lang", "en").out
    servicesim("cohort", "assign", "spring", "complaint-01", "--mode", "exam", "--due", "2030-03-31")
    listed = servicesim("list", "--who", "Ann", "--lang", "en").out.splitlines()
    assert listed[0].startswith("Assigned to you")
    assert listed[1] == "1    Two no-shows for a fridge: exam; due 2030-03-31; attempts left: 1; to do"
    assert "Assigned" not in servicesim("list", "--who", "Cy", "--lang", "en").out
    assert servicesim("run", "--assignment", "1", "--who", "Cy", typed="ok\n").code == 4
    first = servicesim("run", "--assignment", "1", "--who", "Ann", "--lang", "en", typed="ok\n")
    assert "; exam." in first.out
    assert "submit" not in first.out
    done = servicesim("run", "--assignment", "1", "--who", "Ann", "--lang", "en", typed="ok\n" * 40)
    (row,) = Coach().attempts("Ann")
    assert (row.mode, row.assignment, row.finished) == ("exam", 1, True)
    assert done.out.splitlines()[-1].endswith(f"servicesim submit {row.id}")
    rows = json.loads(servicesim("list", "--who", "Ann", "--format", "json").out)
    (task,) = [task for one in rows for task in one["assignments"]]
    assert (task["id"], task["attempts_left"], task["state"]) == (1, 0, "done")
    none = servicesim("run", "--assignment", "1", "--who", "Ann", typed="ok\n")
    assert (none.code, "no attempt is left" in none.err) == (1, True)
    for wrong in (("complaint-01",), ("--exam",), ("--resume", row.id)):
        assert servicesim("run", "--assignment", "1", *wrong).code == 2
