"""A store that was opened for one person: nobody else's attempt is there, for trainees and for trainers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import store_samples as samples
from department_samples import House, exam, figures, furnish

from sim.errors import NotFound, Refused
from sim.model.department import Cell, Queued
from sim.store import Store

Use = Callable[[Store, str], Any]


@pytest.fixture
def ann(place: Path | str, house: House) -> Iterator[Store]:
    """Give the store as it is opened for Ann, a trainee."""
    with Store.open(place, only="Ann") as store:
        yield store


@pytest.fixture
def tess(place: Path | str, house: House) -> Iterator[Store]:
    """Give the store as it is opened for Tess, a trainer."""
    with Store.open(place, only="Tess") as store:
        yield store


READS: dict[str, Use] = {
    "row": lambda store, attempt: store.attempt(attempt),
    "events": lambda store, attempt: store.events(attempt),
    "times": lambda store, attempt: store.timed_events(attempt),
    "appeals": lambda store, attempt: store.appeals(attempt),
    "comments": lambda store, attempt: store.comments(attempt),
}
WRITES: dict[str, Use] = {
    "draft": lambda store, attempt: store.draft(attempt),
    "save a draft": lambda store, attempt: store.save_draft(attempt, "x"),
    "append": lambda store, attempt: store.append(attempt, [samples.said(8)], finished=True),
    "appeal": lambda store, attempt: store.appeal(attempt, 1, "E1", "x", seq=3),
    "hand in": lambda store, attempt: store.department.hand_in(attempt, "key", unseen=True),
    "mark": lambda store, attempt: store.department.mark_handed_in(attempt, "now"),
}


def test_anothers_attempt_is_not_there(ann: Store, house: House) -> None:
    """Practice or handed in: reading and writing end as for an id that nobody has, and no id is offered."""
    for use in (READS | WRITES).values():
        for attempt in (house.bo.practice, house.bo.exam):
            with pytest.raises(NotFound) as caught:
                use(ann, attempt)
            assert not set(caught.value.nearest) & {house.bo.practice, house.bo.exam}


def test_lists_hold_what_is_ones_own(ann: Store, store: Store, house: House) -> None:
    """Attempts, appeals, people, cohorts, members, assignments, figures, statements, the audit log."""
    store.begin("Bo", [samples.started()], samples.CONTENTS, assignment=house.spring)
    desk = ann.department
    assert {row.id for row in ann.attempts()} == {house.ann.practice, house.ann.exam}
    assert ann.attempts(who="Bo") == ann.cases(who="Bo") == ()
    assert {appeal.who for appeal in ann.appeals()} == {"Ann"}
    assert ann.profiles() == ("Ann",)
    assert [person.name for person in desk.people()] == ["Ann"]
    assert [cohort.name for cohort in desk.cohorts()] == ["spring"]
    assert desk.members("spring") == ("Ann",)
    assert [task.id for task in desk.assignments()] == [house.spring]
    assert desk.assignments(who="Bo") == desk.assignments()
    assert desk.assignments("autumn") == ()
    assert desk.begun(house.autumn, "Bo") == 0
    assert {standing.who for standing in desk.standings("spring")} == {"Ann"}
    assert [one.who for one in desk.submissions()] == ["Ann"]
    assert desk.submissions(who="Bo") == ()
    assert desk.published() == ()
    assert {one.attempt for one in desk.due("2999", 9)} == {house.ann.exam}
    assert desk.outbox()["waiting"] == 1
    assert [entry.whom for entry in desk.looks()] == ["Ann"]
    assert desk.looks("Bo") == ()
    assert ann.setting("theme") is None


FOR_OTHERS: dict[str, Use] = {
    "begin": lambda store, _: store.begin("Bo", exam("Bo")[:2], samples.CONTENTS),
    "a person": lambda store, _: store.ensure_profile("Eve"),
    "a role": lambda store, _: store.department.set_role("Ann", "admin"),
    "consent": lambda store, _: store.department.set_consent("Bo", True),
    "a cohort": lambda store, _: store.department.create_cohort("mine", by="Ann"),
    "a member": lambda store, _: store.department.add_members("spring", ["Ann"]),
    "an assignment": lambda store, _: store.department.assign(
        "spring", "x", mode="exam", rubric=samples.CONTENTS[1], by="Ann"
    ),
    "an invitation": lambda store, _: store.department.add_invite("x", "Ann", expires_at="2999", by="Ann"),
    "no invitation": lambda store, _: store.department.revoke_invites("Bo"),
    "an entry": lambda store, _: store.department.look("Tess", "x"),
    "figures": lambda store, attempt: store.department.file([figures(attempt, "Ann")]),
    "a published figure": lambda store, _: store.department.publish(
        [Cell(cohort="spring", period="x", name="x", members=())], seen=()
    ),
    "a ruling": lambda store, attempt: store.rule(
        store.appeals(attempt)[0].id, "upheld", by="Ann", because=""
    ),
    "a comment": lambda store, attempt: store.comment(attempt, 1, "Ann", "x", seq=3),
    "a setting": lambda store, _: store.department.save_setting("pass", "1"),
    "everything": lambda store, _: store.department.everything("Bo"),
    "an end": lambda store, _: store.department.erase("Ann"),
}


def test_a_trainee_does_nothing_that_is_for_others(ann: Store, store: Store, house: House) -> None:
    """What acts on somebody else, or is a trainer's or an admin's, is refused and nothing is written."""
    before = store.department.everything("Bo"), store.department.everything("Ann")
    for what, use in FOR_OTHERS.items():
        try:
            use(ann, house.ann.exam)
        except (Refused, NotFound):
            continue
        pytest.fail(f"a trainee could do what is for others: {what}")
    assert (store.department.everything("Bo"), store.department.everything("Ann")) == before
    assert len(store.department.looks()) == 2


def test_a_trainee_takes_in_nothing_for_another(ann: Store, house: House) -> None:
    """What was played elsewhere is handed in by whoever played it."""
    row = ann.attempt(house.ann.exam)
    timed = ann.timed_events(house.ann.exam)
    with pytest.raises((NotFound, Refused)):
        ann.department.receive("Bo", row, timed, (), key="new", unseen=True)
    with pytest.raises(NotFound):
        ann.department.queue([Queued(id="new", attempt=house.bo.exam, statement="{}")])


def test_statements_of_others_are_not_settled(ann: Store, store: Store, house: House) -> None:
    """Marking all as sent marks one's own."""
    ann.department.sent(["uuid-Ann", "uuid-Bo"])
    assert [one.id for one in store.department.due("2999", 9)] == ["uuid-Bo"]


def test_a_trainee_still_does_all_that_is_theirs(ann: Store, house: House) -> None:
    """Play for an assignment, draft, hand in, appeal, consent, set, and have all of one's data."""
    events = exam("Ann")
    attempt = ann.begin("Ann", events[:2], samples.CONTENTS, assignment=house.spring)
    ann.save_draft(attempt, "half")
    ann.append(attempt, events[2:], finished=True)
    receipt = ann.department.hand_in(attempt, "mine", unseen=True)
    assert receipt.origin == "server"
    assert ann.department.receipt("mine", "Ann") == receipt
    assert ann.appeal(attempt, 1, "E1", "I did", seq=3).who == "Ann"
    ann.department.set_consent("Ann", True)
    me = ann.department.me()
    assert me is not None
    assert me.consent
    assert len(ann.department.everything("Ann")["attempts"]) == 3


def test_who_was_erased_does_not_come_back_by_playing_on(ann: Store, store: Store, house: House) -> None:
    """A session that was open meanwhile can begin nothing, and nobody of that name is there again."""
    store.department.erase("Ann")
    with pytest.raises(NotFound):
        ann.begin("Ann", exam("Ann")[:2], samples.CONTENTS)
    assert "Ann" not in store.profiles()


def test_a_trainer_sees_what_was_handed_in(tess: Store, house: House) -> None:
    """Exams of everybody with appeals, people, cohorts and figures; not one attempt of practice."""
    desk = tess.department
    assert {row.id for row in tess.attempts()} == {house.ann.exam, house.bo.exam}
    assert tess.attempts(who="Bo", finished=False) == ()
    assert {appeal.who for appeal in tess.appeals()} == {"Ann", "Bo"}
    assert [person.name for person in desk.people()] == ["Ann", "Bo", "Tess"]
    assert desk.members("spring") == ("Ann", "Bo")
    assert {one.who for one in desk.submissions()} == {"Ann", "Bo"}
    assert len(desk.assignments()) == 2
    assert len(desk.published()) == 1
    assert desk.looks() == ()
    for use in READS.values():
        use(tess, house.bo.exam)
        with pytest.raises(NotFound):
            use(tess, house.bo.practice)
    with pytest.raises(Refused):
        desk.everything("Bo")


def test_a_trainer_writes_nothing_of_a_trainees(tess: Store, house: House) -> None:
    """What was handed in is read, ruled on and commented; nothing is added to it, and drafts are not read."""
    for use in WRITES.values():
        for attempt in (house.bo.practice, house.bo.exam):
            with pytest.raises(NotFound):
                use(tess, attempt)


def test_a_trainer_runs_cohorts_rules_and_comments_by_their_own_name(tess: Store, house: House) -> None:
    """Nobody rules or comments in another's name, gives a role or invites."""
    desk = tess.department
    desk.create_cohort("winter", by="Tess")
    assert desk.add_members("winter", ["Ann", "Cleo"]) == 2
    (appeal,) = tess.appeals(house.bo.exam)
    tess.rule(appeal.id, "upheld", by="Tess", because="")
    tess.comment(house.bo.exam, 1, "Tess", "look", seq=3)
    desk.look("Tess", "debrief", whom="Bo", attempt=house.bo.exam)
    for use in (
        lambda: tess.rule(appeal.id, "rejected", by="Root", because=""),
        lambda: tess.comment(house.bo.exam, 1, "Root", "look", seq=3),
        lambda: desk.look("Root", "x"),
        lambda: desk.set_role("Tess", "admin"),
        lambda: desk.set_consent("Ann", True),
        lambda: desk.add_invite("x", "Ann", expires_at="2999", by="Tess"),
        lambda: tess.begin("Cleo", exam("Cleo")[:2], samples.CONTENTS),
        lambda: desk.erase("Ann"),
    ):
        with pytest.raises(Refused):
            use()


def test_an_admin_who_is_served_may_do_what_an_admin_may(place: Path | str, store: Store) -> None:
    """Roles, invitations, settings of everybody, the whole audit log of their own, erasing."""
    house = furnish(store)
    store.ensure_profile("Root")
    store.department.set_role("Root", "admin")
    with Store.open(place, only="Root") as root:
        desk = root.department
        desk.set_role("Bo", "trainer")
        desk.add_invite("new", "Bo", expires_at="2999-01-01T00:00:00.000000+00:00", by="Root")
        assert desk.revoke_invites("Bo") == 2
        desk.save_setting("pass", "1")
        assert len(desk.everything("Ann")["attempts"]) == 2
        assert desk.erase("Ann")["attempt"] == 2
        with pytest.raises(NotFound):
            root.events(house.ann.exam)
