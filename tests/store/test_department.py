"""What a department keeps: people, cohorts, assignments, published figures, invitations, the queue."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import store_samples as samples
from department_samples import false_text

from sim.errors import NotFound, Refused, Usage
from sim.model.department import Assignment, Cell, Person, Queued
from sim.store import Store
from sim.store import ledger as module

RUBRIC = samples.CONTENTS[1]


def cohort(store: Store, *names: str, attempts: int = 0, due: str = "") -> Assignment:
    """Put people into a cohort that is asked to play something."""
    desk = store.department
    desk.create_cohort("spring", by="Tess")
    desk.add_members("spring", names)
    return desk.assign(
        "spring", "complaint-01", mode="exam", rubric=RUBRIC, due=due, attempts=attempts, by="Tess"
    )


def test_people_have_a_role_and_say_whether_they_may_be_quoted(store: Store) -> None:
    """Somebody new is a trainee who has not consented; both can be changed; who is unknown is told."""
    desk = store.department
    store.ensure_profile("Bo")
    store.ensure_profile("Ann")
    assert desk.people() == (Person(name="Ann"), Person(name="Bo"))
    desk.set_role("Ann", "trainer")
    desk.set_consent("Bo", True)
    assert desk.person("Ann") == Person(name="Ann", role="trainer")
    assert desk.person("Bo") == Person(name="Bo", consent=True)
    for change in (lambda: desk.set_role("Anne", "admin"), lambda: desk.set_consent("Anne", True)):
        with pytest.raises(NotFound, match="did you mean Ann"):
            change()
    assert desk.me() is None


def test_cohorts_have_members_known_or_new(store: Store) -> None:
    """Adding somebody twice adds nobody; a bad name or an unknown cohort adds nobody at all."""
    desk = store.department
    made = desk.create_cohort(" spring ", by="Tess")
    assert (made.name, made.made_by) == ("spring", "Tess")
    store.ensure_profile("Bo")
    assert desk.add_members("spring", ["Bo", " Ann "]) == 2
    assert desk.add_members("spring", ["Ann", "Cleo"]) == 1
    assert desk.members("spring") == ("Ann", "Bo", "Cleo")
    assert store.profiles() == ("Ann", "Bo", "Cleo")
    with pytest.raises(Usage):
        desk.add_members("spring", ["Dora", " "])
    with pytest.raises(NotFound, match="did you mean spring"):
        desk.add_members("sprang", ["Dora"])
    assert "Dora" not in store.profiles()
    with pytest.raises(Refused, match="already"):
        desk.create_cohort("spring", by="Tess")
    assert [c.name for c in desk.cohorts()] == ["spring"]


def test_an_assignment_is_for_its_members_the_one_due_first_first(store: Store) -> None:
    """Those without a day come last; a person sees those of all their cohorts and of no other."""
    desk = store.department
    first = cohort(store, "Ann", "Bo")
    late = desk.assign("spring", "b", mode="practice", rubric=RUBRIC, due="2030-02-01", by="Tess")
    soon = desk.assign("spring", "a", mode="exam", rubric=RUBRIC, due="2030-01-01", by="Tess")
    desk.create_cohort("autumn", by="Tess")
    desk.add_members("autumn", ["Bo"])
    other = desk.assign("autumn", "c", mode="exam", rubric=RUBRIC, due="2029-01-01", by="Tess")
    assert desk.assignments("spring") == (soon, late, first)
    assert desk.assignments(who="Ann") == (soon, late, first)
    assert desk.assignments(who="Bo") == (other, soon, late, first)
    assert desk.assignments(who="Cleo") == ()
    assert store.content(soon.rubric_hash) == RUBRIC.text
    with pytest.raises(NotFound):
        desk.assign("winter", "a", mode="exam", rubric=RUBRIC, by="Tess")


def test_an_assignment_allows_so_many_attempts_to_its_members(store: Store) -> None:
    """Each member has their own; nobody else may begin one; a turn tried again counts as none."""
    task = cohort(store, "Ann", "Bo", attempts=2)
    for who in ("Ann", "Ann", "Bo"):
        attempt = store.begin(who, [samples.started()], samples.CONTENTS, assignment=task.id)
        assert store.attempt(attempt).assignment == task.id
    with pytest.raises(Refused, match=r"no attempt is left.*2 were allowed"):
        store.begin("Ann", [samples.started()], samples.CONTENTS, assignment=task.id)
    with pytest.raises(NotFound):
        store.begin("Cleo", [samples.started()], samples.CONTENTS, assignment=task.id)
    with pytest.raises(NotFound):
        store.begin("Ann", [samples.started()], samples.CONTENTS, assignment=task.id + 1)
    assert "Cleo" not in store.profiles()
    desk = store.department
    assert [desk.begun(task.id, who) for who in ("Ann", "Bo", "Cleo")] == [2, 1, 0]


def test_two_windows_that_begin_the_last_attempt_at_once_have_one_of_them(
    store: Store, again: Callable[[], Store]
) -> None:
    """The second waits until the first is kept and is then told that none is left."""
    task = cohort(store, "Ann", attempts=1)
    told: list[object] = []

    def rival() -> None:
        with again() as second:
            try:
                told.append(second.begin("Ann", [samples.started()], samples.CONTENTS, assignment=task.id))
            except Refused as error:
                told.append(error)

    thread = threading.Thread(target=rival)
    with store._writing() as ledger:
        from sim.store.cohort_ledger import CohortLedger

        CohortLedger(ledger).take(task.id, "Ann")
        thread.start()
        time.sleep(0.3)
        assert told == []
        at = datetime.now(UTC)
        for content in samples.CONTENTS:
            ledger.add_content(content)
        attempt = ledger.add_attempt("Ann", samples.started(), at, task.id)
        ledger.append(attempt, (samples.started(),), at, finished=False)
    thread.join()
    assert isinstance(told[0], Refused)
    assert store.department.begun(task.id, "Ann") == 1


def test_an_id_that_is_taken_is_given_to_nobody_else(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two attempts that begin in the same moment by the same chance still have an id each."""
    taken = store.begin("Ann", [samples.started()], samples.CONTENTS)
    chances = iter([taken, taken, "afree"])
    monkeypatch.setattr(module, "new_id", lambda _at: next(chances))
    assert store.begin("Bo", [samples.started()], samples.CONTENTS) == "afree"
    assert (store.attempt(taken).who, store.attempt("afree").who) == ("Ann", "Bo")


def test_a_text_under_anothers_hash_is_not_kept(store: Store) -> None:
    """What is played for an assignment is scored by the very text that was given."""
    cohort(store, "Ann")
    with pytest.raises(ValueError, match="not the hash"):
        store.department.assign("spring", "a", mode="exam", rubric=false_text(), by="Tess")


def test_what_was_published_names_people_until_they_are_erased(store: Store) -> None:
    """Afterwards an opaque key stands for them, so that it is still known how many they were."""
    desk = store.department
    for name in ("Ann", "Bo"):
        store.ensure_profile(name)
    cell = Cell(cohort="spring", period="2030-01", name="mean", members=("Ann", "Bo"))
    assert desk.publish([cell, cell], seen=())
    assert desk.publish([cell], seen=desk.published())
    assert desk.published() == (cell,)
    assert desk.published("autumn") == ()
    desk.erase("Bo")
    ((ann, somebody),) = (one.members for one in desk.published("spring"))
    assert ann == "Ann"
    assert len(somebody) == 32
    store.ensure_profile("Bo")
    assert desk.published()[0].members == ("Ann", somebody)
    assert desk.publish(desk.published(), seen=desk.published())
    assert len(desk.published()) == 1


def test_of_two_who_publish_at_the_same_moment_one_chooses_again(
    store: Store, again: Callable[[], Store]
) -> None:
    """Both saw the same published figures; the first is kept, the second is told and keeps nothing."""
    told: dict[str, bool] = {}
    both = threading.Barrier(2)

    def writer(cohort: str) -> None:
        with again() as own:
            desk = own.department
            seen = desk.published()
            both.wait(60)
            cell = Cell(cohort=cohort, period="2030-01", name="mean", members=("Ann", "Bo"))
            told[cohort] = desk.publish([cell], seen=seen)

    threads = [threading.Thread(target=writer, args=(name,)) for name in ("spring", "autumn")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told.values()) == [False, True]
    assert [told[cell.cohort] for cell in store.department.published()] == [True]


def test_whoever_publishes_waits_for_the_others(store: Store, again: Callable[[], Store]) -> None:
    """What another one has not finished to publish is not overlooked."""
    cell = Cell(cohort="spring", period="2030-01", name="mean", members=("Ann", "Bo"))
    told: list[bool] = []

    def rival() -> None:
        with again() as second:
            told.append(second.department.publish([cell], seen=()))

    thread = threading.Thread(target=rival)
    with store._writing() as ledger:
        from sim.store.cohort_ledger import CohortLedger

        other = cell.model_copy(update={"cohort": "autumn"})
        assert CohortLedger(ledger).publish([other], (), datetime.now(UTC))
        thread.start()
        time.sleep(0.3)
        assert told == []
    thread.join()
    assert told == [False]
    assert store.department.published() == (other,)


def test_an_invitation_lets_in_until_its_time_is_over_or_it_is_revoked(place: Path | str) -> None:
    """By the store's own clock, to the microsecond."""
    clock = [datetime(2030, 1, 1, 9, tzinfo=UTC)]
    with Store.open(place, now=lambda: clock[0]) as store:
        desk = store.department
        store.ensure_profile("Ann")
        store.ensure_profile("Bo")
        until = (clock[0] + timedelta(hours=1)).isoformat(timespec="microseconds")
        desk.add_invite("one", "Ann", expires_at=until, by="Root")
        desk.add_invite("two", "Bo", expires_at=until, by="Root")
        assert (desk.invited("one"), desk.invited("two"), desk.invited("three")) == ("Ann", "Bo", None)
        assert desk.revoke_invites("Bo") == 1
        assert desk.invited("two") is None
        clock[0] += timedelta(hours=1, microseconds=-1)
        assert desk.invited("one") == "Ann"
        clock[0] += timedelta(microseconds=1)
        assert desk.invited("one") is None
        with pytest.raises(NotFound):
            desk.add_invite("four", "Cleo", expires_at=until, by="Root")


def test_the_audit_log_tells_who_did_what_to_whom(store: Store) -> None:
    """The newest first, of everybody or about one person."""
    desk = store.department
    desk.look("Tess", "debrief", whom="Ann", attempt="a1")
    desk.look("Root", "consent yes", whom="Bo")
    assert [(e.by, e.did, e.whom, e.attempt) for e in desk.looks()] == [
        ("Root", "consent yes", "Bo", ""),
        ("Tess", "debrief", "Ann", "a1"),
    ]
    assert [e.whom for e in desk.looks("Ann")] == ["Ann"]


def test_a_statement_waits_until_it_is_sent_or_refused(place: Path | str) -> None:
    """It is queued once, comes when it is due, and goes on waiting as often as sending fails."""
    now = datetime(2030, 1, 1, 9, tzinfo=UTC)
    later, much_later = ((now + timedelta(hours=n)).isoformat(timespec="microseconds") for n in (1, 2))
    with Store.open(place, now=lambda: now) as store:
        desk = store.department
        attempt = store.begin("Ann", [samples.started()], samples.CONTENTS)
        told = [Queued(id=str(n), attempt=attempt, statement=f'{{"n": {n}}}') for n in range(4)]
        assert desk.queue(told[:3]) == 3
        assert desk.queue(told) == 1
        at = now.isoformat(timespec="microseconds")
        assert desk.due("2029", 9) == ()
        assert desk.due(at, 2) == tuple(told[:2])
        desk.sent(["0"])
        desk.refuse(["1"], "bad")
        desk.failed(["2"], "busy", later)
        assert desk.due(at, 9) == (told[3],)
        assert desk.due(much_later, 9) == (told[3], told[2].model_copy(update={"tries": 1, "error": "busy"}))
        assert [(one.id, one.error) for one in desk.refused()] == [("1", "bad")]
        assert desk.outbox() == {"waiting": 2, "sent": 1, "refused": 1}
        with pytest.raises(NotFound):
            desk.queue([Queued(id="9", attempt="none", statement="{}")])


def test_a_setting_of_everybody_is_not_one_of_ones_own(place: Path | str) -> None:
    """On a server, and where one person is served, a shell's settings are apart from the department's."""
    with Store.open(place) as store:
        store.ensure_profile("Ann")
        store.department.save_setting("pass", "80")
        assert store.department.setting("pass") == "80"
        with Store.open(place, only="Ann") as own:
            own.save_setting("pass", "mine")
            assert own.setting("pass") == "mine"
        assert store.department.setting("pass") == "80"
        assert store.setting("pass") == (None if isinstance(place, str) else "80")
