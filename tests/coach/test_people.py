"""Who acts, in which role, and who may read whose attempts: in a file, on a server, through a role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from coach_people import assigned, ended

from sim.coach import Coach, people
from sim.coach.handing_in import hand_in
from sim.coach.people import acting, consent_by, erase, everything_of, given_player, guarded, require, trains
from sim.coach.private import Reader
from sim.errors import NotFound, Refused, Usage
from sim.store import care

USER = "somebody"


@pytest.fixture(autouse=True)
def _user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a user of a known name."""
    monkeypatch.setenv("LOGNAME", USER)


@pytest.fixture
def server(address: str, tmp_path: Path) -> Iterator[Coach]:
    """Return a coach that has a database's own address."""
    made = Coach(home=tmp_path, place=address)
    yield made
    made.store.close()


def served(coach: Coach, name: str) -> Coach:
    """Return a coach on the same file that is opened for one person."""
    return Coach(home=coach.home, only=name)


def named(coach: Coach, **roles: people.Role) -> None:
    """Give people roles; they are made known first."""
    for name, role in roles.items():
        coach.store.ensure_profile(name)
        coach.store.department.set_role(name, role)


def test_the_owner_of_a_file_is_its_admin_as_long_as_it_names_none(coach: Coach) -> None:
    """Without a named role whoever owns the file is; with a trainer named the owner still is, by no name."""
    assert (acting(coach).name, acting(coach).role) == (USER, "admin")
    assert acting(coach, "Ruth").role == "admin"
    named(coach, Ruth="trainer", Ann="trainee")
    assert acting(coach).role == "admin"
    assert acting(coach, "Ruth").role == "trainer"
    assert acting(coach, "Ann").role == "trainee"
    with pytest.raises(NotFound, match="Ruth"):
        acting(coach, "Rut")


def test_in_a_file_with_an_admin_names_decide(coach: Coach) -> None:
    """Then the owner of the file is nobody without a name, and what a role may not do is refused."""
    named(coach, Root="admin", Ruth="trainer", Ann="trainee")
    assert acting(coach).role == "trainee"
    assert require(coach, "admin", "Root").name == "Root"
    assert require(coach, "trainer", "Root").name == "Root"
    with pytest.raises(Refused, match="only an admin"):
        require(coach, "admin", "Ruth")
    with pytest.raises(Refused, match="only a trainer"):
        require(coach, "trainer", "Ann")


def test_somebody_elses_file_makes_nobody_an_admin(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may write into a file that another user owns is a trainee in it."""
    coach.store.ensure_profile("Ann")
    monkeypatch.setattr(people.os, "getuid", lambda: coach.store.path.stat().st_uid + 1)
    assert acting(coach).role == "trainee"


def test_a_store_opened_for_somebody_knows_who_acts(coach: Coach) -> None:
    """The name is proven, a role is what the store says, and nobody else's name is taken."""
    named(coach, Ruth="trainer", Ann="trainee")
    ann, ruth = served(coach, "Ann"), served(coach, "Ruth")
    assert acting(ann) == acting(ann, "Ann") == people.Acting("Ann", "trainee", proven=True)
    assert acting(ruth).role == "trainer"
    with pytest.raises(Refused, match="Ann"):
        acting(ann, "Ruth")
    assert [trains(one, name) for one, name in ((ann, "Ann"), (ruth, "Ruth"))] == [False, True]


def test_a_databases_own_address_is_an_admins(server: Coach) -> None:
    """Whatever name is said, which is only kept; who plays there is the own user, or it is written down."""
    assert acting(server, "Ruth") == people.Acting("Ruth", "admin", proven=False)
    assert guarded(server)
    assert given_player(server) == USER
    assert server.store.department.looks() == ()
    assert given_player(server, "Ann") == "Ann"
    (look,) = server.store.department.looks()
    assert (look.by, look.did, look.whom) == (USER, "play", "Ann")


def test_a_database_role_is_the_person_behind_it(
    new_role: Callable[[str], str], address: str, server: Coach, tmp_path: Path
) -> None:
    """A trainer's role may make cohorts of known people; a trainee's may not, nor read the log."""
    named(server, Ruth="trainer", Ann="trainee")
    found = {}
    for name in ("Ruth", "Ann"):
        role = new_role(name.lower())
        care.let_in(address, role, name)
        found[name] = Coach(home=tmp_path / name, place=address.replace("postgres:", f"{role}:"))
    ruth, ann = found["Ruth"], found["Ann"]
    assert require(ruth, "trainer").name == "Ruth"
    ruth.store.department.create_cohort("spring", by="Ruth")
    assert ruth.store.department.add_members("spring", ["Ann"]) == 1
    with pytest.raises(Refused):
        require(ann, "trainer")
    assert consent_by(ann, "Ann", consent=True).consent
    attempt = ended(server, "Ann")
    hand_in(server, attempt)
    Reader(ruth).look([ruth.store.attempt(attempt)], "debrief")
    assert [(look.by, look.did.split()[0], look.whom) for look in server.store.department.looks()] == [
        ("Ruth", "debrief", "Ann"),
        (care.ADMIN, "admit", "Ann"),
        (care.ADMIN, "admit", "Ruth"),
    ]
    for one in (ruth, ann):
        one.store.close()


def test_in_a_file_of_ones_own_everything_is_open(coach: Coach) -> None:
    """Without cohort and trainer nobody is asked who they are, and nothing is logged."""
    attempt = ended(coach, "Bo", "practice")
    reader = Reader(coach)
    assert not guarded(coach)
    reader.look([coach.store.attempt(attempt)], "debrief")
    reader.own(coach.store.attempt(attempt), "resume")
    reader.of("Bo")
    assert reader.name is None
    assert reader.latest() == coach.latest_ended()
    assert coach.store.department.looks() == ()


def test_trainers_read_what_was_handed_in_and_leave_a_trace(coach: Coach) -> None:
    """Practice and an exam that was not handed in are refused; a look is logged before anything is shown."""
    named(coach, Ruth="trainer", Ann="trainee")
    practice, kept, given = ended(coach, "Ann", "practice"), ended(coach, "Ann"), ended(coach, "Ann")
    hand_in(coach, given)
    ruth = Reader(coach, "Ruth")
    rows = {attempt: coach.store.attempt(attempt) for attempt in (practice, kept, given)}
    for attempt in (practice, kept):
        with pytest.raises(Refused, match="stays private"):
            ruth.look([rows[given], rows[attempt]], "debrief")
    assert coach.store.department.looks() == ()
    ruth.look([rows[given]], "debrief")
    (look,) = coach.store.department.looks()
    assert (look.by, look.did, look.whom, look.attempt) == ("Ruth", "debrief", "Ann", given)
    assert [row.id for row in ruth.allowed(rows.values())] == [given]
    latest = ruth.latest("Ann")
    assert latest is not None
    assert latest.id == given
    with pytest.raises(Refused, match="private"):
        ruth.of("Ann")
    with pytest.raises(Refused, match="alone"):
        ruth.own(rows[given], "replay")


def test_trainees_read_their_own_and_nobody_elses(coach: Coach) -> None:
    """One's own is read without a trace, handed in or not; another's not even when it was handed in."""
    named(coach, Ruth="trainer", Ann="trainee", Bo="trainee")
    attempt = ended(coach, "Ann")
    hand_in(coach, attempt)
    row = coach.store.attempt(attempt)
    Reader(coach, "Ann").look([row], "debrief")
    Reader(coach, "Ann").of("Ann")
    assert coach.store.department.looks() == ()
    with pytest.raises(Refused, match="Ann"):
        Reader(coach, "Bo").look([row], "debrief")
    with pytest.raises(Refused, match="only a trainer"):
        Reader(coach, "Bo").judge(row, "comment")
    with pytest.raises(Usage, match="--by"):
        Reader(coach).whose(None)


def test_a_served_trainer_reads_and_is_logged(coach: Coach) -> None:
    """Through a served session as on the command line; practice is not even there."""
    named(coach, Ruth="trainer", Ann="trainee")
    practice, given = ended(coach, "Ann", "practice"), ended(coach, "Ann")
    hand_in(coach, given)
    ruth = served(coach, "Ruth")
    with pytest.raises(NotFound):
        ruth.store.attempt(practice)
    Reader(ruth).judge(ruth.store.attempt(given), "comment")
    assert [look.did for look in coach.store.department.looks()] == ["comment"]


def test_whoever_holds_the_address_is_logged_even_for_their_own(server: Coach) -> None:
    """There any name can be said, so that each look leaves a trace; practice of others stays closed."""
    mine, hers = ended(server, USER, "practice"), ended(server, "Ann", "practice")
    reader = Reader(server)
    reader.look([server.store.attempt(mine)], "debrief")
    assert [(look.by, look.whom) for look in server.store.department.looks()] == [(USER, USER)]
    with pytest.raises(Refused, match="stays private"):
        reader.look([server.store.attempt(hers)], "debrief")


def test_a_cohort_makes_a_file_a_departments(coach: Coach) -> None:
    """From then on practice in it is private, also from the owner of the file."""
    attempt = ended(coach, "Ann", "practice")
    assert not guarded(coach)
    assigned(coach, "Ann")
    with pytest.raises(Refused, match="stays private"):
        Reader(coach).look([coach.store.attempt(attempt)], "debrief")


def test_consent_is_ones_own_or_recorded_by_an_admin(coach: Coach) -> None:
    """A trainee says so for themselves, an admin for somebody and that is logged, a trainer for nobody."""
    named(coach, Root="admin", Ruth="trainer", Ann="trainee", Bo="trainee")
    assert consent_by(coach, "Ann", consent=True, by="Ann").consent
    assert coach.store.department.looks() == ()
    for other in ("Ruth", "Bo"):
        with pytest.raises(Refused):
            consent_by(coach, "Ann", consent=False, by=other)
    assert coach.store.department.person("Ann").consent
    assert not consent_by(coach, "Ann", consent=False, by="Root").consent
    assert [(look.by, look.whom) for look in coach.store.department.looks()] == [("Root", "Ann")]


def test_all_of_a_person_is_for_them_and_for_admins(coach: Coach) -> None:
    """Practice is among it; a trainer is refused; erasing is for admins and takes the person out."""
    named(coach, Root="admin", Ruth="trainer", Ann="trainee")
    attempt = ended(coach, "Ann", "practice")
    for by in ("Ann", "Root"):
        data = everything_of(coach, "Ann", by)
        assert [one["id"] for one in data["attempts"]] == [attempt]
    for refused in (everything_of, erase):
        with pytest.raises(Refused):
            refused(coach, "Ann", "Ruth")
    assert erase(coach, "Ann", "Root")["attempt"] == 1
    assert "Ann" not in coach.profiles()
    assert [look.did for look in coach.store.department.looks()] == ["erase", "export all", "export all"]
