"""What one window does with a store: people, attempts, events, drafts, settings."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import store_samples as samples
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from sim.errors import NotFound, Refused, ServicesimError, Usage
from sim.model.events import EVENT, Paused
from sim.store import AttemptRow, Content, Store


def begin(store: Store, who: str = "Ana", scenario: str = "complaint-01") -> str:
    """Begin an attempt with one event."""
    return store.begin(who, [samples.started(scenario)], samples.CONTENTS)


def test_every_type_of_event_comes_back_as_it_went_in(store: Store, again: Callable[[], Store]) -> None:
    """Equal as objects and equal as bytes, after closing and opening opened."""
    events = samples.conversation()
    attempt = store.begin("Ana", events[:2], samples.CONTENTS)
    store.append(attempt, events[2:], finished=True)
    store.close()
    with again() as opened:
        read = opened.events(attempt)
    assert read == list(events)
    assert [EVENT.dump_json(e) for e in read] == [EVENT.dump_json(e) for e in events]


def test_texts_are_kept_under_their_hash_once(store: Store) -> None:
    """An attempt keeps the text it started on; nobody brings another one under that hash."""
    begin(store)
    begin(store, "Bo")
    with pytest.raises(ValueError, match="not the hash"):
        store.begin(
            "Bo", [samples.started()], [Content("scenario", "complaint-01", samples.SCENARIO, "other")]
        )
    assert store.content(samples.SCENARIO) == samples.CONTENTS[0].text
    with pytest.raises(NotFound):
        store.content("hash-x")


def test_an_attempt_without_its_text_is_not_begun(store: Store) -> None:
    """Nothing of a refused beginning is kept, not even the person."""
    with pytest.raises(ValueError, match=samples.RUBRIC):
        store.begin("Ana", [samples.started()], samples.CONTENTS[:1])
    with pytest.raises(ValueError, match="Started"):
        store.begin("Ana", [samples.said(1)], samples.CONTENTS)
    assert store.attempts() == ()
    assert store.profiles() == ()
    with pytest.raises(NotFound):
        store.content(samples.SCENARIO)


def test_an_attempts_row_tells_where_it_stands(tmp_path: Path) -> None:
    """Times are the store's clock in UTC; replies, ending and figure are those of the events."""
    clock = [datetime(2030, 1, 1, 9, tzinfo=UTC)]
    with Store.open(tmp_path, now=lambda: clock[0]) as store:
        events = samples.conversation()
        attempt = store.begin(" Ana ", events[:2], samples.CONTENTS)
        fresh = AttemptRow(
            id=attempt,
            who="Ana",
            scenario="complaint-01",
            lang="zh",
            mode="practice",
            started_at="2030-01-01T09:00:00.000000+00:00",
            updated_at="2030-01-01T09:00:00.000000+00:00",
            finished=False,
            turn_no=0,
            ending=None,
            perceived=None,
        )
        assert store.attempts() == (fresh,)
        clock[0] += timedelta(minutes=1)
        store.append(attempt, events[2:], finished=True)
        (row,) = store.attempts()
    assert (row.started_at, row.updated_at) == (fresh.started_at, "2030-01-01T09:01:00.000000+00:00")
    assert (row.finished, row.turn_no, row.ending, row.perceived) == (True, 1, "calm", 72.4)


def test_attempts_are_listed_last_played_first_and_filtered(store: Store) -> None:
    """Filters by person, scenario and state combine; an attempt gone on with is the newest again."""
    a, b, c = begin(store), begin(store, "Bo"), begin(store, scenario="vip-01")
    assert [row.id for row in store.attempts()] == [c, b, a]
    store.append(a, [samples.ended(2)], finished=True)
    assert [row.id for row in store.attempts()] == [a, c, b]
    assert [row.id for row in store.attempts(who=" Ana")] == [a, c]
    assert [row.id for row in store.attempts(who="Ana", finished=False)] == [c]
    assert [row.id for row in store.attempts(scenario="complaint-01", finished=True)] == [a]
    assert store.attempts(who="nobody") == store.attempts(scenario="\udcff") == ()


def test_ids_are_short_and_unique_even_when_the_clock_stands(tmp_path: Path) -> None:
    """A hundred attempts in one instant have a hundred ids, and a later one sorts behind them."""
    clock = [datetime(2030, 1, 1, tzinfo=UTC)]
    with Store.open(tmp_path, now=lambda: clock[0]) as store:
        ids = {begin(store) for _ in range(100)}
        clock[0] += timedelta(seconds=1)
        later = begin(store)
    assert len(ids) == 100
    assert all(len(i) == 11 and i.startswith("a") and i.isalnum() for i in ids)
    assert later > max(ids)


def test_an_event_that_is_already_there_is_refused_whole(store: Store) -> None:
    """The second window is told, and neither its events nor its ending nor its draft's end is kept."""
    attempt = begin(store)
    store.append(attempt, [samples.said(2, "first window")], finished=False)
    store.save_draft(attempt, "typed here")
    before = store.attempts()
    with pytest.raises(Refused, match="moved on in another window"):
        store.append(attempt, [samples.said(2, "second"), samples.ended(3)], finished=True)
    assert store.events(attempt) == [samples.started(), samples.said(2, "first window")]
    assert store.attempts() == before
    assert store.draft(attempt) == "typed here"


def test_an_append_leaves_no_gap(store: Store) -> None:
    """Events out of order are our own fault; events that skip one are refused; no events say nothing."""
    attempt = begin(store)
    with pytest.raises(Refused):
        store.append(attempt, [samples.said(3)], finished=False)
    for wrong in ([], [samples.said(2), samples.said(4)], [samples.said(2), samples.said(2)]):
        with pytest.raises(ValueError, match="seq"):
            store.append(attempt, wrong, finished=False)
    assert store.events(attempt) == [samples.started()]


def test_an_ended_attempt_takes_no_more_events(store: Store) -> None:
    """What has ended stays ended."""
    attempt = begin(store)
    store.append(attempt, [samples.ended(2)], finished=True)
    with pytest.raises(Refused, match="ended"):
        store.append(attempt, [samples.said(3)], finished=False)


def test_an_event_that_could_not_be_read_back_is_not_written(store: Store) -> None:
    """A figure that is no number fails now, not when the attempt is opened again."""
    attempt = begin(store)
    with pytest.raises(ValidationError):
        store.append(attempt, [samples.ended(2).model_copy(update={"gap5": float("nan")})], finished=True)
    assert store.events(attempt) == [samples.started()]


def test_an_event_of_another_version_is_told_apart_from_damage(store: Store) -> None:
    """An event this version cannot read is named, with what to do."""
    attempt = begin(store)
    with store._database.writing() as ledger:
        ledger._db.exec_driver_sql("""UPDATE event SET body = '{"event": "danced", "seq": 1}'""")
    with pytest.raises(ServicesimError, match=f"event 1 of attempt {attempt} cannot be read"):
        store.events(attempt)


@pytest.mark.parametrize("name", ["events", "draft"])
def test_an_unknown_attempt_is_answered_with_the_nearest(store: Store, name: str) -> None:
    """A shortened or misspelt id names the one that was meant; text that no id can be names none."""
    attempt = begin(store)
    for wrong in (attempt[:5], attempt[:4] + attempt[5:]):
        with pytest.raises(NotFound, match="did you mean") as caught:
            getattr(store, name)(wrong)
        assert caught.value.nearest == (attempt,)
    for wrong in ("", "\0", "\udcff", "?" * 40):
        with pytest.raises(NotFound) as caught:
            getattr(store, name)(wrong)
        assert caught.value.nearest == ()


def test_writing_to_an_unknown_attempt_is_not_found(store: Store) -> None:
    """Neither events nor drafts make an attempt."""
    with pytest.raises(NotFound):
        store.append("a0", [samples.said(2)], finished=False)
    with pytest.raises(NotFound):
        store.save_draft("a0", "text")


def test_a_draft_is_kept_until_the_next_scored_reply(store: Store, again: Callable[[], Store]) -> None:
    """It is replaced when saved again, outlives the window that typed it, and pausing does not drop it."""
    attempt, other = begin(store), begin(store)
    assert store.draft(attempt) == ""
    store.save_draft(attempt, "dear")
    store.save_draft(attempt, "dear \0 客户 \udcff")
    store.save_draft(other, "other")
    store.close()
    with again() as opened:
        assert opened.draft(attempt) == "dear \0 客户 \udcff"
        opened.append(attempt, [Paused(seq=2)], finished=False)
        assert opened.draft(attempt) == "dear \0 客户 \udcff"
        opened.append(attempt, [samples.replied(3)], finished=False)
        assert opened.draft(attempt) == ""
        assert opened.draft(other) == "other"


def test_names_are_data(store: Store) -> None:
    """Any script, quotes and SQL are a name; blanks around it are not part of it."""
    names = ["Ana", "李雷", "O'Brien; DROP TABLE attempt", "👩‍👧 Zoë", "x" * 60, "%_*"]
    for name in names:
        assert store.ensure_profile(f"  {name}\n") == name
        assert store.ensure_profile(name) == name
    assert store.profiles() == tuple(sorted(names))


@pytest.mark.parametrize("name", ["", " \t\n", "x" * 61, "a\0b", "a\nb", "a\x1b[31mb", "a\u2028b", "a\udcff"])
def test_what_is_no_name_is_wrong_usage(store: Store, name: str) -> None:
    """Empty, too long, or with characters that would break a line or a terminal."""
    for use in (store.ensure_profile, store.attempts, begin_as(store)):
        with pytest.raises(Usage, match="name"):
            use(name)
    assert store.profiles() == ()


def begin_as(store: Store):
    """Return a function that begins an attempt as someone."""
    return lambda who: begin(store, who)


def test_settings_are_kept_by_name(store: Store) -> None:
    """An unknown one is None; the last value counts."""
    assert store.setting("theme") is None
    store.save_setting("theme", "dark")
    store.save_setting("theme", "light 亮")
    store.save_setting("who", "")
    assert store.setting("theme") == "light 亮"
    assert store.setting("who") == ""


def test_a_closed_store_says_so(store: Store) -> None:
    """Closing twice is fine; using it afterwards is our own fault."""
    assert store.size > 0
    store.close()
    store.close()
    with pytest.raises(ValueError, match="closed"):
        store.profiles()


def test_no_words_of_a_trainee_stand_in_an_error(store: Store) -> None:
    """An error that the driver tells goes to a log file: what somebody wrote is not in it."""
    attempt, canary = begin(store), "ca" + "nary"
    with store._database.writing() as ledger:
        ledger._db.exec_driver_sql("DROP TABLE draft")
    with pytest.raises(DBAPIError) as caught:
        store.save_draft(attempt, canary)
    told = "".join(traceback.format_exception(caught.value))
    assert "INSERT INTO draft" in told
    assert canary not in str(caught.value)
