"""Sending to a record store that goes wrong: what waits, for how long, what is refused; nothing is lost."""

from __future__ import annotations

import socket
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from lrs_kit import WELL, Clock, Data, Faulty, Reply, many, outbox, refusing, sender

from sim.coach import Coach
from sim.coach.learning import Learning
from sim.coach.learning_lrs import RecordStore
from sim.coach.learning_pause import FIRST, LONGEST, MOST, later
from sim.coach.learning_send import BATCH, IN_A_ROW, Sender


def test_statements_go_in_order_in_batches(coach: Coach, faulty: Faulty) -> None:
    """Each request is a POST of statements as they happened, with version and credentials; each goes once."""
    ids = many(coach, BATCH + 3)
    told = sender(coach, faulty.address, Clock()).send()
    assert [len(batch) for batch in faulty.batches] == [BATCH, 3]
    assert [one for batch in faulty.batches for one in batch] == ids
    assert (told.arrived, outbox(coach)) == (BATCH + 3, (0, BATCH + 3, 0))
    method, path, headers, _sent = faulty.asked[0]
    assert (method, path) == ("POST", "/xapi/statements")
    sent = {name.lower(): value for name, value in headers.items()}
    assert sent["x-experience-api-version"] == "1.0.3"
    assert sent["content-type"] == "application/json"
    assert sent["authorization"] == "Basic ZGVzazpnZWhlaW0="
    assert sender(coach, faulty.address, Clock()).send().arrived == 0
    assert len(faulty.batches) == 2


@pytest.mark.parametrize("status", [400, 413, 422])
def test_one_bad_statement_holds_up_no_other(coach: Coach, faulty: Faulty, status: int) -> None:
    """A batch is halved until the bad one is found; that one is refused with the reason, all else arrives."""
    ids = many(coach, 20)
    faulty.answer = refusing({ids[13]}, status)
    told = sender(coach, faulty.address, Clock()).send()
    assert told.refused == [(ids[13], f"{status} one is bad")]
    assert (told.arrived, outbox(coach)) == (19, (0, 19, 1))
    assert len(faulty.batches) <= 11
    (refused,) = coach.store.department.refused()
    assert (refused.id, refused.error) == (ids[13], f"{status} one is bad")


def test_what_was_refused_can_be_sent_again(coach: Coach, faulty: Faulty) -> None:
    """It stays in the store, is not tried again by itself, and goes when somebody has mended the reason."""
    (bad,) = many(coach, 1)
    faulty.answer = refusing({bad})
    clock = Clock()
    sender(coach, faulty.address, clock).send()
    clock.go(MOST)
    assert sender(coach, faulty.address, clock).send().refused == []
    faulty.answer = refusing(set())
    assert Learning(coach).again() == 1
    assert sender(coach, faulty.address, clock).send().arrived == 1


@pytest.mark.parametrize("form", ["seconds", "date"])
@pytest.mark.parametrize("status", [429, 503])
def test_a_record_store_that_asks_to_wait_is_left_alone(
    coach: Coach, faulty: Faulty, status: int, form: str
) -> None:
    """`Retry-After` holds up the whole queue, in seconds or as a date; afterwards everything goes."""
    many(coach, BATCH + 10)
    clock = Clock(datetime.now(UTC) + timedelta(seconds=5))
    when = "600" if form == "seconds" else format_datetime(datetime.now(UTC) + timedelta(seconds=600))
    faulty.answer = lambda _path, _sent: (status, {"Retry-After": when}, "slowly")
    told = sender(coach, faulty.address, clock).send()
    assert told.pause is not None
    wait = (told.pause.until - clock.at).total_seconds()
    assert wait == 600 if form == "seconds" else FIRST < wait <= 600
    assert len(faulty.batches) == 1
    faulty.answer = refusing(set())
    clock.go(wait - 1)
    assert sender(coach, faulty.address, clock).send().arrived == 0
    assert len(faulty.batches) == 1
    clock.go(1)
    assert sender(coach, faulty.address, clock).send().arrived == BATCH + 10


def test_nobody_can_silence_us_for_long(coach: Coach, faulty: Faulty) -> None:
    """A year in `Retry-After` is taken for a day; nonsense for no word, and waiting is then our own."""
    many(coach, 1)
    clock = Clock()
    for said, expected in (("31536000", LONGEST), ("soon", FIRST * 2)):
        faulty.answer = lambda _path, _sent, said=said: (429, {"Retry-After": said}, "")  # type: ignore[misc]
        told = sender(coach, faulty.address, clock).send()
        assert told.pause is not None
        assert (told.pause.until - clock.at).total_seconds() == expected
        clock.go(expected)


def test_waits_double_up_to_a_limit() -> None:
    """One minute, two, four, and never more than the limit, whatever the number of tries."""
    assert [later(n) for n in range(4)] == [FIRST, 2 * FIRST, 4 * FIRST, 8 * FIRST]
    assert later(9) == later(1000) == MOST


def test_a_record_store_that_is_away_loses_nothing(coach: Coach, faulty: Faulty) -> None:
    """Nothing answers: all waits, each time longer, no statement is to blame; `now` sits no pause out."""
    many(coach, 5)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}/xapi"
        clock = Clock()
        for wait in (60, 120, 240):
            told = sender(coach, nobody, clock).send()
            assert told.pause is not None
            assert told.pause.until == clock.at + timedelta(seconds=wait)
            clock.go(wait)
        assert sender(coach, nobody, clock).send(now=True).pause.failures == 1
    assert outbox(coach) == (5, 0, 0)
    assert {one.tries for one in coach.store.department.due("9999", 10)} == {0}
    assert sender(coach, faulty.address, clock).send().arrived == 5


def test_a_pause_is_forgotten_when_something_arrives(coach: Coach, faulty: Faulty) -> None:
    """After a success the next failure waits as the first one did."""
    clock = Clock()
    for _ in range(2):
        many(coach, 1)
        faulty.answer = lambda _path, _sent: None
        told = sender(coach, faulty.address, clock).send()
        assert told.pause is not None
        assert told.pause.failures == 1
        clock.go(FIRST)
        faulty.answer = refusing(set())
        assert sender(coach, faulty.address, clock).send().arrived == 1


def test_an_answer_that_is_lost_makes_no_second_statement(coach: Coach, faulty: Faulty) -> None:
    """What was stored although no answer came is sent again under the same id, and the id is stored once."""
    ids = many(coach, 4)
    stored: Counter[str] = Counter()

    def first_lost(_path: str, sent: list[Data]) -> Reply | None:
        stored.update(one["id"] for one in sent if one["id"] not in stored)
        return WELL if len(faulty.batches) > 1 else None

    faulty.answer = first_lost
    clock = Clock()
    assert sender(coach, faulty.address, clock).send().arrived == 0
    clock.go(FIRST)
    assert sender(coach, faulty.address, clock).send().arrived == 4
    assert stored == Counter(ids)
    assert outbox(coach) == (0, 4, 0)


def test_a_statement_that_makes_it_stumble_goes_alone(coach: Coach, faulty: Faulty) -> None:
    """A batch that ends in an error of the other side is tried later one by one: only the cause is left."""
    ids = many(coach, 5)
    faulty.answer = refusing({ids[2]}, 500)
    clock = Clock()
    told = sender(coach, faulty.address, clock).send()
    assert (told.later, told.pause, outbox(coach)) == (5, None, (5, 0, 0))
    clock.go(FIRST)
    assert sender(coach, faulty.address, clock).send().arrived == 4
    assert faulty.batches[1:] == [[one] for one in ids]
    (left,) = coach.store.department.due("9999", 10)
    assert (left.id, left.tries, left.error) == (ids[2], 2, "500 one is bad")
    clock.go(FIRST)
    assert sender(coach, faulty.address, clock).send().later == 0
    clock.go(FIRST)
    assert sender(coach, faulty.address, clock).send().later == 1


def test_a_record_store_that_keeps_failing_is_left_alone(coach: Coach, faulty: Faulty) -> None:
    """After some failures in a row the rest of the queue waits, too."""
    many(coach, BATCH * (IN_A_ROW + 1))
    faulty.answer = lambda _path, _sent: (500, {}, "")
    told = sender(coach, faulty.address, Clock()).send()
    assert len(faulty.batches) == IN_A_ROW
    assert told.pause is not None


def held(one: Data, **changed: Any) -> str:
    """Return a statement as a record store gives it back, with what it adds."""
    import json

    return json.dumps(
        {**one, "stored": "2025-03-01T09:00:00Z", "authority": {}, "version": "1.0.0", **changed}
    )


def test_a_conflict_is_looked_at(coach: Coach, faulty: Faulty) -> None:
    """On 409 the statement is read back: the same one is sent already, another one or none is refused."""
    ids = many(coach, 3)
    kept: dict[str, str] = {}

    def conflict(path: str, sent: list[Data]) -> Reply:
        if not sent:
            found = kept.get(path.partition("statementId=")[2])
            return (200, {}, found) if found else (403, {}, "")
        for one in sent:
            if one["id"] == ids[0]:
                kept[ids[0]] = held(one)
            elif one["id"] == ids[1]:
                kept[ids[1]] = held(one, actor={"mbox": "mailto:ann@example.com"})
        return 409, {}, "conflict"

    faulty.answer = conflict
    told = sender(coach, faulty.address, Clock()).send()
    assert told.arrived == 1
    assert [one for one, _reason in told.refused] == ids[1:]
    assert outbox(coach) == (0, 1, 2)


def test_waiting_sends_what_becomes_due(coach: Coach, faulty: Faulty) -> None:
    """With time to wait, what failed goes when its time has come, in the same run."""
    many(coach, 2)
    start = time.monotonic()

    def hurried() -> datetime:
        """Return a time that goes a hundred times as fast."""
        return datetime.now(UTC) + timedelta(hours=1, seconds=100 * (time.monotonic() - start))

    faulty.answer = lambda _path, _sent: (500, {}, "") if len(faulty.batches) == 1 else WELL
    told = Sender(Learning(coach), RecordStore(faulty.address), hurried).send(wait=60)
    assert (told.arrived, outbox(coach)) == (2, (0, 2, 0))
