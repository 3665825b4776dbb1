"""Statements in a real learning record store: sent, read back, compared; with the server gone in between."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from lrs_kit import KEY, SECRET, Ralph, many, needs_lrs, played, queued

from sim.coach import Coach
from sim.coach.learning import Learning
from sim.coach.learning_lrs import Answer, Misplaced, RecordStore
from sim.coach.learning_send import BATCH, Sender
from sim.model.department import Queued
from sim.model.language import Lang
from sim.report.xapi import registration

pytestmark = needs_lrs

ADDED = {"stored", "authority", "version"}
"""What a record store puts into a statement."""


def by_id(statements: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return statements by their ids, without what a record store added; each id stands once."""
    assert not [one for one, times in Counter(s["id"] for s in statements).items() if times > 1]
    return {s["id"]: {k: v for k, v in s.items() if k not in ADDED} for s in statements}


@pytest.mark.parametrize(("lang", "consent"), [("en", False), ("zh", True)])
def test_what_is_sent_is_read_back(coach: Coach, ralph: Ralph, lang: Lang, consent: bool) -> None:
    """Attempts of every kind: each statement comes back as it was told, found by its registration."""
    attempts = played(coach, lang)
    coach.store.department.set_consent("Ann", consent)
    learning = queued(coach, attempts)
    Sender(learning, ralph.client()).send()
    for attempt in attempts:
        told = [one.data for one in learning.statements(coach.store.attempt(attempt))]
        held = by_id(ralph.held(registration(attempt)))
        assert held == by_id(told)
        assert any("response" in one.get("result", {}) for one in held.values()) is consent
    assert learning.desk.outbox()["waiting"] == 0


class Stopping(RecordStore):
    """A way to a record store whose server is killed after its first answer."""

    def __init__(self, ralph: Ralph) -> None:
        """Take the server."""
        super().__init__(ralph.address, KEY, SECRET)
        self._ralph = ralph

    def post(self, statements: Sequence[str]) -> Answer:
        """Send, and kill the server."""
        answer = super().post(statements)
        self._ralph.stop()
        return answer


def test_a_server_that_stops_in_the_middle_is_gone_on_with(coach: Coach, ralph: Ralph) -> None:
    """The first batch is there, the rest waits; when the server is back and the pause is over, all is."""
    ids = many(coach, 2 * BATCH + 5)
    learning = Learning(coach)
    told = Sender(learning, Stopping(ralph)).send()
    assert told.arrived == BATCH
    assert told.pause is not None
    assert learning.desk.outbox()["waiting"] == BATCH + 5
    ralph.start()
    assert Sender(learning, ralph.client()).send().arrived == 0
    after = told.pause.until + timedelta(seconds=1)
    assert Sender(learning, ralph.client(), lambda: after).send().arrived == BATCH + 5
    assert set(ids) <= by_id(ralph.held()).keys()


class Dying(RecordStore):
    """A way to a record store on which we die after the answer, before anything is marked."""

    def post(self, statements: Sequence[str]) -> Answer:
        """Send, and die."""
        super().post(statements)
        raise KeyboardInterrupt


def test_dying_after_the_answer_stores_nothing_twice(coach: Coach, ralph: Ralph) -> None:
    """What was stored and not marked is sent again, and the record store keeps one of each."""
    ids = many(coach, 4)
    learning = Learning(coach)
    with pytest.raises(KeyboardInterrupt):
        Sender(learning, Dying(ralph.address, KEY, SECRET)).send()
    assert learning.desk.outbox() == {"waiting": 4, "sent": 0, "refused": 0}
    assert set(ids) <= by_id(ralph.held()).keys()
    assert Sender(learning, ralph.client()).send().arrived == 4
    assert set(ids) <= by_id(ralph.held()).keys()
    assert learning.desk.outbox() == {"waiting": 0, "sent": 4, "refused": 0}


def test_a_statement_that_it_refuses_is_found(coach: Coach, ralph: Ralph) -> None:
    """A bad one, and one whose id another has, are refused with the server's words; the rest arrives."""
    ids = many(coach, 6)
    learning = Learning(coach)
    due = learning.desk.due(datetime.now(UTC).isoformat(), 10)
    attempt = due[0].attempt
    bad = json.loads(due[0].statement) | {"id": "00000000-0000-4000-8000-00000000000a", "actor": {}}
    other = json.loads(due[0].statement) | {
        "id": ids[0],
        "verb": {"id": "http://adlnet.gov/expapi/verbs/failed"},
    }
    assert ralph.client().post([json.dumps(other)]).status == 200
    learning.desk.queue([Queued(id=bad["id"], attempt=attempt, statement=json.dumps(bad))])
    told = Sender(learning, ralph.client()).send()
    assert told.arrived == 5
    assert {one: reason[:3] for one, reason in told.refused} == {bad["id"]: "422", ids[0]: "409"}
    assert {one.id for one in learning.desk.refused()} == {bad["id"], ids[0]}


def test_a_wrong_secret_is_an_error_and_everything_waits(coach: Coach, ralph: Ralph) -> None:
    """The server lets nobody in who is unknown or says nothing; no statement is to blame."""
    many(coach, 2)
    learning = Learning(coach)
    for key, secret in ((KEY, "wrong"), ("", "")):
        with pytest.raises(Misplaced, match="key and secret"):
            Sender(learning, RecordStore(ralph.address, key, secret)).send()
    assert learning.desk.outbox() == {"waiting": 2, "sent": 0, "refused": 0}
