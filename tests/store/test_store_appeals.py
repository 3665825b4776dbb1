"""Appeals, rulings and comments in the store: kept whole, one appeal a mark, nothing deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import store_samples as samples

from sim.errors import NotFound, Refused, Usage
from sim.model.appeals import Comment, Ruling
from sim.model.events import Undone
from sim.store import Store


def played(store: Store) -> str:
    """Return an attempt with one scored reply, which is event 3."""
    attempt = store.begin("Ana", [samples.started(), samples.said(2)], samples.CONTENTS)
    store.append(attempt, [samples.replied(3)], finished=False)
    return attempt


def test_an_appeal_is_kept_with_its_attempt(store: Store, again: Callable[[], Store]) -> None:
    """It comes back as it was made, after closing and opening again: mark, reason, who, which reply."""
    attempt = played(store)
    made = store.appeal(attempt, 1, "E01", "我说了「抱歉」\n真的", seq=3)
    store.close()
    with again() as opened:
        (kept,) = opened.appeals()
    assert kept == made
    assert (kept.attempt, kept.who, kept.scenario) == (attempt, "Ana", "complaint-01")
    assert (kept.turn_no, kept.mark, kept.reason, kept.seq) == (1, "E01", "我说了「抱歉」\n真的", 3)
    assert kept.ruling is None


def test_appeals_are_listed_newest_first_and_filtered(store: Store) -> None:
    """By attempt, and those that nobody has ruled on; an unknown attempt is named."""
    a, b = played(store), played(store)
    first, second = store.appeal(a, 1, "E01", "x", seq=3), store.appeal(b, 1, "E01", "x", seq=3)
    store.rule(second.id, "rejected", by="Ruth", because="no")
    assert [one.id for one in store.appeals()] == [second.id, first.id]
    assert [one.id for one in store.appeals(a)] == [first.id]
    assert [one.id for one in store.appeals(unruled=True)] == [first.id]
    with pytest.raises(NotFound):
        store.appeals("a0000000000")


def test_a_mark_of_a_reply_is_appealed_once(store: Store) -> None:
    """A second appeal on it is refused, ruled on or not; another mark or another attempt is not."""
    attempt = played(store)
    made = store.appeal(attempt, 1, "E01", "x", seq=3)
    store.rule(made.id, "rejected", by="Ruth", because="no")
    with pytest.raises(Refused, match="E01"):
        store.appeal(attempt, 1, "E01", "again", seq=3)
    store.appeal(attempt, 1, "empathy", "x", seq=3)
    store.appeal(played(store), 1, "E01", "x", seq=3)
    assert len(store.appeals()) == 3


def test_a_reply_given_anew_can_be_appealed_anew(store: Store) -> None:
    """After the first reply was taken back, its successor has the same number and marks of its own."""
    attempt = played(store)
    first = store.appeal(attempt, 1, "E01", "x", seq=3)
    store.append(attempt, [Undone(seq=4, turn_no=1), samples.replied(5)], finished=False)
    second = store.appeal(attempt, 1, "E01", "x", seq=5)
    assert (first.seq, second.seq) == (3, 5)
    assert [one.seq for one in store.appeals()] == [5, 3]


def test_the_event_is_kept_whatever_the_clock_says(tmp_path: Path) -> None:
    """With one time for everything, an appeal and a comment still name the reply they were made on."""
    with Store.open(tmp_path, now=lambda: datetime(2030, 1, 1, tzinfo=UTC)) as store:
        attempt = played(store)
        store.append(attempt, [Undone(seq=4, turn_no=1), samples.replied(5)], finished=False)
        for seq in (3, 5):
            store.appeal(attempt, 1, "E01", "x", seq=seq)
            store.comment(attempt, 1, "Li", "x", seq=seq)
        assert [one.seq for one in store.appeals(attempt)] == [5, 3]
        assert [one.seq for one in store.comments(attempt)] == [3, 5]


def test_a_ruling_is_kept_and_a_new_one_replaces_it(tmp_path: Path) -> None:
    """The first replaces none; the next gives back the one it replaces; the appeal itself never changes."""
    clock = [datetime(2030, 1, 1, 9, tzinfo=UTC)]
    with Store.open(tmp_path, now=lambda: clock[0]) as store:
        made = store.appeal(played(store), 1, "empathy", "x", seq=3)
        assert store.rule(made.id, "upheld", by=" Ruth ", because="specific", level=4) is None
        first = Ruling(
            verdict="upheld", by="Ruth", at="2030-01-01T09:00:00.000000+00:00", because="specific", level=4
        )
        assert store.one_appeal(made.id) == made.model_copy(update={"ruling": first})
        clock[0] += timedelta(hours=1)
        assert store.rule(made.id, "rejected", by="Ruth", because="read again") == first
        kept = store.one_appeal(made.id)
    assert kept.ruling == Ruling(
        verdict="rejected", by="Ruth", at="2030-01-01T10:00:00.000000+00:00", because="read again"
    )
    assert kept.model_copy(update={"ruling": None}) == made


@pytest.mark.parametrize("appeal_id", [0, -1, 1, 2**31, 2**80])
def test_an_unknown_appeal_is_named(store: Store, appeal_id: int) -> None:
    """Whatever the number, it is no such appeal; nothing is ruled."""
    with pytest.raises(NotFound, match="no appeal"):
        store.one_appeal(appeal_id)
    with pytest.raises(NotFound, match="no appeal"):
        store.rule(appeal_id, "upheld", by="Ruth", because="x")


def test_comments_are_kept_in_order(store: Store) -> None:
    """Those of one attempt, the oldest first, with who wrote them."""
    a, b = played(store), played(store)
    first = store.comment(a, 1, " Ruth ", "先说两天假", seq=3)
    second = store.comment(a, 1, "Li", "yes", seq=3)
    store.comment(b, 1, "Li", "other", seq=3)
    assert store.comments(a) == (first, second)
    assert first == Comment(
        id=first.id, attempt=a, turn_no=1, seq=3, who="Ruth", text="先说两天假", made_at=first.made_at
    )


def test_what_is_no_attempt_or_no_name_is_refused(store: Store) -> None:
    """Nothing is kept of an appeal or comment on an unknown attempt, or by nobody."""
    attempt = played(store)
    with pytest.raises(NotFound):
        store.appeal("a0000000000", 1, "E01", "x", seq=3)
    with pytest.raises(NotFound):
        store.comment("a0000000000", 1, "Ruth", "x", seq=3)
    with pytest.raises(Usage):
        store.comment(attempt, 1, " ", "x", seq=3)
    made = store.appeal(attempt, 1, "E01", "x", seq=3)
    with pytest.raises(Usage):
        store.rule(made.id, "upheld", by="", because="x")
    assert store.comments(attempt) == ()
    assert store.appeals(unruled=True) == (made,)
