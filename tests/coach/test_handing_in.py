"""Handing in: once, whatever the network does; from where it was played or from one's own file."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from coach_people import GOOD, SCENARIO, assigned, edited_pack, ended, wire

from sim.coach import Coach
from sim.coach.handing_in import catch_up, hand_in, key_of, send_in
from sim.coach.tasks import task_of, tasks_of
from sim.errors import NotFound, Refused, StoreBusy
from sim.store import Store, care

Opener = Callable[..., Coach]


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Give where a department's store is: a folder, and the address of an empty database."""
    if request.param == "sqlite":
        return tmp_path / "department"
    return str(request.getfixturevalue("address"))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """Give a way to open stores; they are closed afterwards."""
    coaches: list[Coach] = []

    def open_(place: Path | str, **how: object) -> Coach:
        coaches.append(Coach(home=tmp_path / "home", place=place, **how))  # type: ignore[arg-type]
        return coaches[-1]

    yield open_
    for coach in coaches:
        coach.store.close()


@pytest.fixture
def there(opened: Opener, place: Path | str) -> Coach:
    """Give the department."""
    return opened(place)


@pytest.fixture
def laptop(opened: Opener, tmp_path: Path) -> Coach:
    """Give a file of somebody's own."""
    return opened(tmp_path / "laptop")


def test_handing_in_twice_gives_one_receipt(there: Coach) -> None:
    """The second time nothing is written: same key, same moment; the attempt says when."""
    attempt = ended(there)
    first, second = hand_in(there, attempt), hand_in(there, attempt)
    assert first == second
    assert (first.origin, first.attempt) == ("server", attempt)
    assert there.store.attempt(attempt).handed_in_at == first.at


def test_the_key_is_that_of_the_conversation(laptop: Coach) -> None:
    """What comes after the ending, such as one's own rating, leaves the key; another attempt has another."""
    attempt, other = ended(laptop), ended(laptop)
    row = laptop.store.attempt(attempt)
    before = key_of(row, laptop.store.events(row.id))
    laptop.open(attempt).check_self(1, {"empathy": 2})
    assert key_of(row, laptop.store.events(row.id)) == before
    assert key_of(laptop.store.attempt(other), laptop.store.events(other)) != before


def test_practice_and_what_goes_on_is_not_handed_in(laptop: Coach) -> None:
    """Practice that nobody asked for, an exam that goes on, one turn: refused, and not marked."""
    practice, open_exam = (
        ended(laptop, mode="practice"),
        laptop.start(SCENARIO, lang="en", mode="exam", who="Ann"),
    )
    drill = laptop.start(SCENARIO, lang="en", who="Ann", only="opening")
    drill.reply("ok")
    for attempt, why in (
        (practice, "practice stays yours"),
        (open_exam.attempt, "has ended"),
        (drill.attempt, "whole conversation"),
    ):
        with pytest.raises(Refused, match=why):
            hand_in(laptop, attempt)
        assert laptop.store.attempt(attempt).handed_in_at is None
    with pytest.raises(NotFound):
        hand_in(laptop, "a000")


def test_assigned_practice_can_be_handed_in(there: Coach) -> None:
    """Practice stays private until its owner gives it: then trainers may read it."""
    attempt = ended(there, assignment=assigned(there, "Ann", mode="practice"))
    assert there.store.attempt(attempt).mode == "practice"
    assert hand_in(there, attempt).attempt == attempt


def test_from_a_laptop_to_the_department(there: Coach, laptop: Coach) -> None:
    """Events and times arrive as they were, it counts for the assignment that fits, and only once."""
    task = assigned(there, "Ann", attempts=1)
    attempt = ended(laptop)
    laptop.open(attempt).check_self(1, {"empathy": 2})
    first = send_in(laptop, attempt, there.store, "Ann")
    second = send_in(laptop, attempt, there.store, "Ann")
    assert first.receipt == second.receipt
    assert first.assignment == second.assignment == task
    assert not first.other_sheet
    assert not first.other_text
    assert first.receipt.origin == "laptop"
    kept = first.receipt.attempt
    assert there.store.timed_events(kept) == laptop.store.timed_events(attempt)
    (row,) = there.attempts("Ann")
    assert (row.id, row.assignment, row.handed_in_at) == (kept, task.id, first.receipt.at)
    assert laptop.store.attempt(attempt).handed_in_at == first.receipt.at
    (mine,) = tasks_of(there, "Ann", "en")
    assert (mine.state, mine.left) == ("handed in", 0)


def test_an_exam_beyond_the_attempts_counts_for_none(there: Coach, laptop: Coach) -> None:
    """The assignment takes as many as it allows; another exam is handed in and counts for no assignment."""
    assigned(there, "Ann", attempts=1)
    first, second = (send_in(laptop, ended(laptop), there.store, "Ann") for _ in range(2))
    assert first.assignment is not None
    assert (second.assignment, second.other_sheet) == (None, False)


def test_another_version_of_the_texts_is_told(there: Coach, opened: Opener, tmp_path: Path) -> None:
    """A sheet that is not the assigned one leaves the assignment open; a foreign scenario is named, once."""
    assigned(there, "Ann")
    home, pack = opened(tmp_path / "laptop"), edited_pack(tmp_path / "pack")
    sent = send_in(home, ended(home, pack=pack), there.store, "Ann")
    assert (sent.assignment, sent.other_sheet, sent.other_text) == (None, True, True)
    assert tasks_of(there, "Ann", "en")[0].state == "new"
    again = send_in(home, ended(home, pack=pack), there.store, "Ann")
    assert again.other_text, "a text that only came with an attempt is still not the department's"


def test_practice_goes_to_a_department_that_asked_for_it(there: Coach, laptop: Coach) -> None:
    """Without an assignment it fits, practice stays on the laptop, and nothing of it arrives."""
    there.store.ensure_profile("Ann")
    attempt = ended(laptop, mode="practice")
    with pytest.raises(Refused, match="practice stays yours"):
        send_in(laptop, attempt, there.store, "Ann")
    assert there.attempts() == ()
    task = assigned(there, "Ann", mode="practice")
    assert send_in(laptop, attempt, there.store, "Ann").assignment == task


def test_nobody_unknown_hands_in(there: Coach, laptop: Coach) -> None:
    """The department says whom it knows; nothing is kept there, and the laptop's attempt stays as it is."""
    there.store.ensure_profile("Anna")
    attempt = ended(laptop)
    with pytest.raises(NotFound, match="Anna"):
        send_in(laptop, attempt, there.store, "Ann")
    assert there.attempts() == ()
    assert laptop.store.attempt(attempt).handed_in_at is None


def test_what_somebody_handed_in_is_nobody_elses(there: Coach, laptop: Coach) -> None:
    """A copy of a file does not make a conversation another person's: refused, and only one is kept."""
    for name in ("Ann", "Bo"):
        there.store.ensure_profile(name)
    attempt = ended(laptop)
    send_in(laptop, attempt, there.store, "Ann")
    with pytest.raises(Refused, match="somebody else"):
        send_in(laptop, attempt, there.store, "Bo")
    assert [row.who for row in there.attempts()] == ["Ann"]


def test_a_copy_is_refused_where_the_first_is_hidden(
    new_role: Callable[[str], str], address: str, laptop: Coach, opened: Opener
) -> None:
    """Through a database role that sees nothing of Ann, Bo cannot hand in what was hers either."""
    there = opened(address)
    roles = {}
    for name in ("Ann", "Bo"):
        there.store.ensure_profile(name)
        roles[name] = new_role(name.lower())
        care.let_in(address, roles[name], name)
    attempt = ended(laptop)
    with Store.open(address.replace("postgres:", f"{roles['Ann']}:")) as anns:
        first = send_in(laptop, attempt, anns, "Ann")
        assert send_in(laptop, attempt, anns, "Ann").receipt == first.receipt
    with Store.open(address.replace("postgres:", f"{roles['Bo']}:")) as bos:
        with pytest.raises(Refused, match="somebody else"):
            send_in(laptop, attempt, bos, "Bo")
        assert bos.attempts() == ()
    assert [row.who for row in there.attempts()] == ["Ann"]


def test_an_answer_that_is_lost_changes_nothing(address: str, laptop: Coach, opened: Opener) -> None:
    """The line drops after the commit: an error, nothing lost; again gives one receipt and one attempt."""
    there = opened(address)
    task = assigned(there, "Ann", attempts=1)
    attempt = ended(laptop)
    with wire(address) as line:
        with Store.open(line.address) as department:
            line.drops = b"INSERT INTO receipt"
            with pytest.raises(StoreBusy, match="try again"):
                send_in(laptop, attempt, department, "Ann")
        assert line.dropped == 1
        assert laptop.store.attempt(attempt).handed_in_at is None
        (kept,) = there.attempts()
        with Store.open(line.address) as department:
            sent = send_in(laptop, attempt, department, "Ann")
    assert [row.id for row in there.attempts()] == [kept.id] == [sent.receipt.attempt]
    assert sent.assignment == task
    assert laptop.store.attempt(attempt).handed_in_at == sent.receipt.at == kept.handed_in_at


def test_a_line_that_is_cut_loses_nothing(address: str, laptop: Coach, opened: Opener) -> None:
    """With the network away before anything was sent, nothing is kept there, and the laptop says nothing."""
    there = opened(address)
    there.store.ensure_profile("Ann")
    attempt = ended(laptop)
    with wire(address) as line:
        line.cut = True
        with pytest.raises(StoreBusy, match="cannot reach"):
            Store.open(line.address)
        line.cut = False
        with Store.open(line.address) as department:
            send_in(laptop, attempt, department, "Ann")
    assert [row.who for row in there.attempts()] == ["Ann"]


def test_two_windows_at_once_hand_in_one_attempt(place: Path | str, there: Coach, laptop: Coach) -> None:
    """Whoever comes second waits and gets the receipt of the first."""
    there.store.ensure_profile("Ann")
    attempt = ended(laptop)
    receipts, faults = [], []

    def hand(store: Store) -> None:
        try:
            receipts.append(send_in(laptop, attempt, store, "Ann").receipt)
        except Exception as error:  # shown below
            faults.append(error)

    with Store.open(place) as one, Store.open(place) as two, Store.open(place) as three:
        threads = [threading.Thread(target=hand, args=(store,)) for store in (one, two, three)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert faults == []
    assert len(set(receipts)) == 1
    assert len(there.attempts()) == 1


def test_figures_are_made_from_events(there: Coach, laptop: Coach) -> None:
    """Here and from a laptop: origin, assignment, unseen; made once, and nothing waits afterwards."""
    task = assigned(there, "Ann", "Bo", scenario="complaint-02")
    hand_in(there, ended(there, scenario="complaint-02", assignment=task))
    there.store.ensure_profile("Bo")
    send_in(laptop, ended(laptop, who="Bo"), there.store, "Bo")
    assert catch_up(there) == ()
    here, far = sorted(there.store.department.submissions(), key=lambda one: one.who)
    assert (here.who, here.origin, here.assignment, here.unseen) == ("Ann", "server", task.id, True)
    assert (far.who, far.origin, far.assignment, far.confirmed) == ("Bo", "laptop", None, True)
    assert there.store.department.unread() == ()
    assert catch_up(there) == ()


def test_a_scenario_that_was_practised_is_not_unseen(there: Coach, laptop: Coach) -> None:
    """Practice counts wherever it was: on the laptop, and in the department before the laptop's exam."""
    there.store.ensure_profile("Bo")
    ended(laptop, who="Bo", mode="practice")
    send_in(laptop, ended(laptop, who="Bo"), there.store, "Bo")
    ended(there, who="Ann", mode="practice")
    known = send_in(laptop, ended(laptop, who="Ann"), there.store, "Ann")
    assert not known.receipt.unseen, "the receipt knows it: who reads may see less of the department"
    send_in(laptop, ended(laptop, who="Ann", scenario="complaint-02"), there.store, "Ann")
    catch_up(there)
    seen = {(one.who, one.scenario): one.unseen for one in there.store.department.submissions()}
    assert seen == {("Ann", SCENARIO): False, ("Bo", SCENARIO): False, ("Ann", "complaint-02"): True}


def test_late_is_after_the_day_it_was_due(laptop: Coach) -> None:
    """On the last day it is in time."""
    today = date.today()
    for days, late in ((0, False), (-1, True)):
        task = assigned(laptop, "Ann", due=(today + timedelta(days=days)).isoformat())
        attempt = ended(laptop, assignment=task)
        hand_in(laptop, attempt)
        catch_up(laptop)
        (made,) = [one for one in laptop.store.department.submissions() if one.attempt == attempt]
        assert made.late is late


def test_what_a_laptop_says_of_itself_is_not_believed(there: Coach, laptop: Coach, tmp_path: Path) -> None:
    """Marks that were changed by hand, and texts written at home, make an exam unconfirmed."""
    there.store.ensure_profile("Ann")
    attempts = [ended(laptop), ended(laptop, pack=edited_pack(tmp_path / "pack")), ended(laptop)]
    with sqlite3.connect(laptop.store.path) as file:
        file.execute(
            "UPDATE event SET body = replace(body, '\"responsiveness\":0', '\"responsiveness\":4') "
            "WHERE attempt = ? AND kind = 'reply_scored'",
            (attempts[2],),
        )
    for attempt in attempts:
        send_in(laptop, attempt, there.store, "Ann")
    catch_up(there)
    made = there.store.department.submissions()
    assert [one.confirmed for one in made] == [True, False, False]


def test_one_attempt_that_cannot_be_read_stops_no_other(laptop: Coach) -> None:
    """It is named; the figures of the others are made, and it is tried again the next time."""
    broken, well = ended(laptop), ended(laptop, who="Bo")
    for attempt in (broken, well):
        hand_in(laptop, attempt)
    with sqlite3.connect(laptop.store.path) as file:
        file.execute("UPDATE event SET body = '{}' WHERE attempt = ? AND seq = 2", (broken,))
    assert catch_up(laptop) == (broken,)
    assert [one.attempt for one in laptop.store.department.submissions()] == [well]
    assert catch_up(laptop) == (broken,)


def test_an_unreadable_attempt_keeps_nobody_from_handing_in(laptop: Coach) -> None:
    """An earlier one at the same scenario that cannot be read counts as practice; others do not matter."""
    old, other = ended(laptop), ended(laptop, scenario="complaint-02")
    with sqlite3.connect(laptop.store.path) as file:
        file.execute("UPDATE event SET body = '{}' WHERE attempt = ? AND seq = 2", (old,))
    assert not hand_in(laptop, ended(laptop)).unseen
    assert hand_in(laptop, other).unseen


def test_a_database_that_is_away_makes_nothing_unreadable(address: str, opened: Opener) -> None:
    """Catching up says that it cannot reach the database, not that attempts are broken."""
    there = opened(address)
    hand_in(there, ended(there))
    with wire(address) as line:
        far = opened(line.address)
        assert far.store.department.unread()
        line.drops = b"FROM event"
        with pytest.raises(StoreBusy):
            catch_up(far)
    assert catch_up(there) == ()


def test_words_are_kept_with_consent_and_go_with_it(there: Coach) -> None:
    """Quotations stand in the figures only if they may; taking consent back takes them out there too."""
    desk = there.store.department
    rude = "Calm down, that is your own fault. " + GOOD
    for name, consent in (("Ann", True), ("Bo", False)):
        there.store.ensure_profile(name)
        desk.set_consent(name, consent)
        hand_in(there, ended(there, who=name, first=rude))
    catch_up(there)
    assert {one.who for one in desk.submissions() if one.quotes} == {"Ann"}
    desk.set_consent("Ann", False)
    assert not any("Calm" in body for body in desk.submission_bodies())
    desk.set_consent("Ann", True)
    assert not any("Calm" in body for body in desk.submission_bodies()), "the words are gone, not hidden"


def test_consent_taken_back_through_a_role_of_ones_own_hides_the_words(
    new_role: Callable[[str], str], address: str, opened: Opener
) -> None:
    """A trainee's own database role may not change figures; from that moment nobody is given the words."""
    there = opened(address)
    there.store.ensure_profile("Ann")
    there.store.department.set_consent("Ann", True)
    hand_in(there, ended(there, first="Calm down, that is your own fault. " + GOOD))
    catch_up(there)
    assert any("Calm" in body for body in there.store.department.submission_bodies())
    role = new_role("ann")
    care.let_in(address, role, "Ann")
    with Store.open(address.replace("postgres:", f"{role}:")) as anns:
        anns.department.set_consent("Ann", False)
    assert not any("Calm" in body for body in there.store.department.submission_bodies())


def test_a_task_knows_how_far_it_is(laptop: Coach) -> None:
    """New, begun, ended, handed in; attempts left; overdue until something was handed in."""
    today = date.today()
    task = assigned(laptop, "Ann", attempts=2, due=(today - timedelta(days=1)).isoformat())

    def now() -> tuple[str, int | None, bool]:
        found = task_of(laptop, "Ann", task.id, "en")
        return found.state, found.left, found.overdue

    assert now() == ("new", 2, True)
    seat = laptop.start(SCENARIO, lang="en", who="Ann", assignment=task)
    assert now() == ("open", 1, True)
    while not seat.ended:
        seat.reply("ok")
    assert now() == ("done", 1, True)
    hand_in(laptop, seat.attempt)
    assert now() == ("handed in", 1, False)
    laptop.start(SCENARIO, lang="en", who="Ann", assignment=task)
    with pytest.raises(Refused, match="no attempt is left"):
        laptop.start(SCENARIO, lang="en", who="Ann", assignment=task)
    with pytest.raises(NotFound):
        task_of(laptop, "Bo", task.id, "en")


def test_the_last_day_is_not_overdue(laptop: Coach) -> None:
    """On the day itself there is time left; practice that has ended is not overdue either."""
    today = date.today()
    assigned(laptop, "Ann", due=today.isoformat())
    practice = assigned(laptop, "Ann", mode="practice", due=(today - timedelta(days=1)).isoformat())
    overdue = {task.assignment.mode: task.overdue for task in tasks_of(laptop, "Ann", "en")}
    assert overdue == {"exam": False, "practice": True}
    ended(laptop, assignment=practice)
    assert not task_of(laptop, "Ann", practice.id, "en").overdue
