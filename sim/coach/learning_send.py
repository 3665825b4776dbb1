"""Owns sending what waits: in batches, again after a while where that helps, and each statement once.

A statement is marked only after the other side has answered. If we stop in between, it is sent again under
the same id, and a record store keeps one of a kind. Never sends unless it is called.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sim.coach.learning import Learning, as_text
from sim.coach.learning_lrs import Answer, Misplaced, RecordStore, Unreachable
from sim.coach.learning_pause import Pause, later, pause_of
from sim.locale import translator
from sim.model.department import Queued
from sim.report.printable import printable, shortened
from sim.report.xapi.vocabulary import VERBS

BATCH = 50
"""Statements in one request: some 100 kB, far below what any record store refuses."""

AT_ONCE = 1000
"""Statements read from the queue at a time; they are brought into the order in which things happened."""

CONTENT = (400, 409, 413, 422)
"""Answers that are about what was sent. A batch is halved until the statement is found that they mean."""

BUSY = (429, 503)
"""Answers that ask to be left alone for a while; the whole queue waits."""

STRANGER = (401, 403, 407)
"""Answers that say that we are not known, or may not write."""

IN_A_ROW = 3
"""Requests that fail on the other side, one after another, before the whole queue waits."""

POLL = 1.0
"""Seconds between two looks at the queue while waiting is allowed."""

_RANK = {iri: rank for rank, (iri, _display) in enumerate(VERBS.values())}
"""The order of statements that one moment made."""


@dataclass
class Sent:
    """What one run did: how many arrived, which were refused and why, and what made it stop, if anything."""

    arrived: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    later: int = 0
    pause: Pause | None = None


class Sender:
    """Sends what waits in one store to one record store."""

    def __init__(
        self, learning: Learning, lrs: RecordStore, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """Take both ends; `now` gives a time with a zone."""
        self._learning, self._desk, self._lrs, self._now = learning, learning.desk, lrs, now
        self._row = 0

    def send(self, wait: float = 0.0, *, now: bool = False) -> Sent:
        """Send everything that is due, for at most `wait` seconds also what becomes due meanwhile.

        With `now` a pause that the queue is in is over; what failed alone keeps its own time.
        Raises Misplaced where no record store answers or none that lets us in; then all that was not
        answered waits on.
        """
        told = Sent()
        if now:
            Pause.end(self._desk)
        end = time.monotonic() + wait
        while True:
            self._send_due(told)
            left = end - time.monotonic()
            if left <= 0 or not self._desk.outbox()["waiting"]:
                return told
            time.sleep(min(POLL, left))

    def _send_due(self, told: Sent) -> None:
        """Send all that is due, unless the queue waits, and stop where it has to."""
        told.pause = pause_of(self._desk, self._lrs.address)
        if told.pause is not None and told.pause.until > self._now():
            return
        told.pause = None
        while due := self._desk.due(self._iso(self._now()), AT_ONCE):
            for batch in _batches([(one, self._learning.told_now(one)) for one in due]):
                self._send(batch, told)
                if told.pause is not None:
                    return

    def _send(self, batch: Sequence[tuple[Queued, dict[str, Any]]], told: Sent) -> None:
        """Send one batch, in halves where one statement of it is refused."""
        try:
            answer = self._lrs.post([as_text(data) for _one, data in batch])
        except Unreachable as error:
            self._hold(told, str(error), None)
            return
        if 200 <= answer.status < 300:
            self._arrived(batch, answer, told)
        elif answer.status in CONTENT:
            self._found_wanting(batch, answer, told)
        elif answer.status in BUSY or answer.wait is not None:
            self._hold(told, _words(answer), answer.wait)
        elif answer.status == 408 or answer.status >= 500:
            self._postpone(batch, answer, told)
        else:
            _ = translator(self._learning.lang)
            said = _("{address} does not take statements: {reason}")
            if answer.status in STRANGER:
                said = _("{address} lets us not in; look at the key and secret you gave: {reason}")
            raise Misplaced(said.format(address=self._lrs.address, reason=_words(answer)))

    def _arrived(self, batch: Sequence[tuple[Queued, dict[str, Any]]], answer: Answer, told: Sent) -> None:
        """Mark a batch as sent, if a record store said so and not some page that answers everything."""
        if answer.status != 204 and not _is_list(answer.body):
            _ = translator(self._learning.lang)
            said = _("{address} answers, but not as a record store does")
            raise Misplaced(said.format(address=self._lrs.address))
        self._mark(batch)
        told.arrived += len(batch)

    def _found_wanting(
        self, batch: Sequence[tuple[Queued, dict[str, Any]]], answer: Answer, told: Sent
    ) -> None:
        """Halve a batch of which something is refused; of one statement, keep why, unless it is there."""
        if len(batch) > 1:
            middle = len(batch) // 2
            for half in (batch[:middle], batch[middle:]):
                if told.pause is None:
                    self._send(half, told)
            return
        one, data = batch[0]
        reason = _words(answer)
        if answer.status == 409:
            try:
                held = self._lrs.get(one.id)
            except Unreachable as error:
                self._hold(told, str(error), None)
                return
            if held is not None and same(data, held):
                self._mark(batch)
                told.arrived += 1
                return
        self._row = 0
        self._desk.refuse([one.id], reason)
        told.refused.append((one.id, reason))

    def _mark(self, batch: Sequence[tuple[Queued, dict[str, Any]]]) -> None:
        self._row = 0
        self._desk.sent([one.id for one, _data in batch])
        Pause.end(self._desk)

    def _postpone(self, batch: Sequence[tuple[Queued, dict[str, Any]]], answer: Answer, told: Sent) -> None:
        """Try a batch again later, each statement of it alone then; after some in a row the queue waits."""
        tries = min(one.tries for one, _data in batch)
        at = self._now() + timedelta(seconds=later(tries))
        self._desk.failed([one.id for one, _data in batch], _words(answer), self._iso(at))
        told.later += len(batch)
        self._row += 1
        if self._row >= IN_A_ROW:
            self._hold(told, _words(answer), None)

    def _hold(self, told: Sent, why: str, wait: float | None) -> None:
        """Let the whole queue wait: longer each time, and at least as long as the other side asks for."""
        self._row = 0
        told.pause = Pause.begin(self._desk, self._lrs.address, why, wait, self._now())

    @staticmethod
    def _iso(at: datetime) -> str:
        return at.astimezone(UTC).isoformat(timespec="microseconds")


def same(ours: dict[str, Any], held: dict[str, Any]) -> bool:
    """Say whether a record store holds the statement that we send, whatever it has added to it."""
    if any(ours.get(name) != held.get(name) for name in ("id", "actor", "result")):
        return False
    mine, theirs = ours.get("context", {}), held.get("context", {})
    return all(ours[name]["id"] == held.get(name, {}).get("id") for name in ("verb", "object")) and mine.get(
        "registration"
    ) == theirs.get("registration")


def _batches(
    due: list[tuple[Queued, dict[str, Any]]],
) -> Iterator[list[tuple[Queued, dict[str, Any]]]]:
    """Yield what is due in the order in which it happened; what failed before goes alone.

    So one statement that makes the other side stumble holds nothing else up for long.
    """
    ordered = sorted(due, key=lambda pair: (pair[1]["timestamp"], _RANK.get(pair[1]["verb"]["id"], 0)))
    fresh = [pair for pair in ordered if not pair[0].tries]
    for start in range(0, len(fresh), BATCH):
        yield fresh[start : start + BATCH]
    for pair in ordered:
        if pair[0].tries:
            yield [pair]


def _is_list(body: str) -> bool:
    try:
        return isinstance(json.loads(body), list)
    except ValueError:
        return False


def _words(answer: Answer) -> str:
    """Return an answer in one short line."""
    return shortened(printable(f"{answer.status} {answer.body}"), 200)
