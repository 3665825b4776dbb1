"""Owns the statements of one attempt, event by event, in the order in which things happened.

What is said of an event never changes with later events, but for the words of a reply that was taken back.
Never says that somebody passed or failed, and never sends anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, NamedTuple

from sim.model.drill_result import CaseStarted, DrillAnswered
from sim.model.events import Ended, Event, Hinted, Paused, ReplyScored, Started, Undone
from sim.report.xapi import results
from sim.report.xapi.ids import registration, session_id, statement_id
from sim.report.xapi.learner import Learner
from sim.report.xapi.vocabulary import (
    HINT,
    QUESTION,
    SESSION,
    SIMULATION,
    Verb,
    activity,
    extension,
    own,
    recipe,
    verb,
)

REVISION = 12
"""Characters of a text's hash that are told, as everywhere in the program."""


COLON = {"zh": "："}
"""The mark between a title and the name of a turn, where it is not the English one."""


class Statement(NamedTuple):
    """One statement: its id, and the whole of it as JSON data."""

    id: str
    data: dict[str, Any]


def statements_of(
    attempt: str, timed: Iterable[tuple[str, Event]], learner: Learner, title: Mapping[str, str]
) -> tuple[Statement, ...]:
    """Return the statements of an attempt at a scenario, one of its turns, or a case question.

    `timed` are its events with UTC times in ISO 8601; `title` the name of what was played, by language,
    empty where it is not known. Without the learner's consent no word of theirs is in any statement.
    """
    events = tuple(timed)
    if not events:
        return ()
    return tuple(_Teller(attempt, events, learner, title).tell())


class _Teller:
    """Tells one attempt; holds what earlier events say about later ones."""

    def __init__(
        self, attempt: str, events: tuple[tuple[str, Event], ...], learner: Learner, title: Mapping[str, str]
    ) -> None:
        started = events[0][1]
        if not isinstance(started, Started | CaseStarted):
            raise TypeError(f"attempt {attempt} does not begin with a started event")
        self._attempt, self._events, self._learner, self._started = attempt, events, learner, started
        self._home = learner.home
        self._retracted = _retracted(e for _at, e in events)
        if isinstance(started, CaseStarted):
            self._path, kind, self._text = ("cases", started.drill), QUESTION, started.drill_hash
        else:
            self._path, kind, self._text = ("scenarios", started.scenario), SIMULATION, started.scenario_hash
        self._title = dict(title) or {"en": self._path[1]}
        place = own(self._home, *self._path)
        self._whole = activity(place, kind, self._title, open_answer=kind == QUESTION)
        self._told: list[Statement] = []
        self._sitting = session_id(attempt, started.seq)
        self._given: dict[int, int] = {}
        self._tries: Counter[int] = Counter()
        self._hints: Counter[int] = Counter()

    def tell(self) -> list[Statement]:
        """Return all statements."""
        seconds = 0.0
        self._tell(*self._events[0], seconds)
        for (then, before), (at, event) in pairwise(self._events):
            if not isinstance(before, Paused):
                seconds += _between(then, at)
            elif not isinstance(event, Paused):
                self._sitting = session_id(self._attempt, event.seq)
                self._say("resumed", at, event, self._whole)
            self._tell(at, event, seconds)
        return self._told

    def _tell(self, at: str, event: Event, seconds: float) -> None:
        """Say what one event means; `seconds` is how long was played by then, pauses left out."""
        if isinstance(event, Started | CaseStarted):
            self._say("initialized", at, event, self._whole, context=self._beginning())
        elif isinstance(event, Paused):
            self._say("suspended", at, event, self._whole)
        elif isinstance(event, Hinted):
            self._hints[event.turn_no] += 1
            self._say("requested", at, event, self._hint(event), context=self._inside(self._turn(event.turn)))
        elif isinstance(event, ReplyScored) and event.turn_no >= self._first_own:
            self._answered(at, event)
            if self._drilled:
                self._say("completed", at, event, self._whole, results.done(seconds))
                self._say("terminated", at, event, self._whole, results.lasted(seconds))
        elif isinstance(event, DrillAnswered):
            result = results.answer_result(event, self._home, response=self._words(event.seq, event.text))
            self._say("answered", at, event, self._whole, result)
        elif isinstance(event, Undone):
            self._taken_back(at, event)
        elif isinstance(event, Ended):
            result = results.ending_result(event, self._home, seconds)
            self._say("completed", at, event, self._whole, result)
            self._say("terminated", at, event, self._whole, results.lasted(seconds))

    def _answered(self, at: str, reply: ReplyScored) -> None:
        self._given[reply.turn_no] = len(self._told)
        self._tries[reply.turn_no] += 1
        result = results.reply_result(
            reply,
            self._home,
            tries=self._tries[reply.turn_no],
            hints=self._hints[reply.turn_no],
            response=self._words(reply.seq, reply.reply),
        )
        self._say("answered", at, reply, self._turn(reply.turn), result, self._inside(self._whole))

    def _taken_back(self, at: str, undone: Undone) -> None:
        """Say that a reply was taken back, naming the statement that told of it."""
        answered = self._told[self._given[undone.turn_no]]
        context = self._inside(self._whole) | {"statement": _reference(answered.id)}
        self._say("retracted", at, undone, answered.data["object"], context=context)

    @property
    def _first_own(self) -> int:
        """The first reply that was given in this attempt; those before it belong to its parent."""
        branch = self._started.branch if isinstance(self._started, Started) else None
        return branch.turn_no if branch else 0

    @property
    def _drilled(self) -> bool:
        """Whether one turn alone is asked for; such an attempt is over with its first reply."""
        return isinstance(self._started, Started) and bool(self._started.only)

    def _words(self, seq: int, reply: str) -> str | None:
        """Return the words of a reply if they may be told: with consent, and not taken back."""
        return reply if self._learner.consent and seq not in self._retracted else None

    def _turn(self, turn: str) -> dict[str, Any]:
        name = {lang: f"{title}{COLON.get(lang, ': ')}{turn}" for lang, title in self._title.items()}
        return activity(own(self._home, *self._path, "turns", turn), QUESTION, name, open_answer=True)

    def _hint(self, hint: Hinted) -> dict[str, Any]:
        iri = own(self._home, *self._path, "turns", hint.turn, "hints", str(hint.step))
        return activity(iri, HINT, {"en": f"Hint {hint.step}", "zh": f"提示{hint.step}"})

    def _beginning(self) -> dict[str, Any]:
        """Return what the first statement alone says: texts, engine, mode, and where it was branched off."""
        started = self._started
        told: dict[str, Any] = {"engine": started.engine, "attempt": self._attempt}
        context: dict[str, Any] = {}
        if isinstance(started, Started):
            told |= {"mode": started.mode, "rubric": started.rubric}
            told["rubric-revision"] = started.rubric_hash[:REVISION]
            if started.only:
                told["only-turn"] = started.only
            if started.branch:
                parent = started.branch.attempt
                told["retry-of"] = {
                    "attempt": parent,
                    "registration": registration(parent),
                    "reply": started.branch.turn_no,
                }
                context["statement"] = _reference(statement_id(parent, 1, "initialized"))
        return {**context, "extensions": {extension(self._home, name): value for name, value in told.items()}}

    def _inside(self, parent: dict[str, Any]) -> dict[str, Any]:
        """Return the context of something that is part of another activity."""
        return {"contextActivities": {"parent": [parent]}}

    def _say(
        self,
        name: Verb,
        at: str,
        event: Event,
        thing: dict[str, Any],
        result: dict[str, Any] | None = None,
        context: dict[str, Any] | None = None,
    ) -> None:
        """Add a statement; what `context` has of its own comes to what every statement of ours says."""
        extra = context or {}
        data: dict[str, Any] = {
            "id": statement_id(self._attempt, event.seq, name),
            "timestamp": _moment(at),
            "actor": self._learner.actor(),
            "verb": verb(name),
            "object": thing,
            "context": {
                **extra,
                "registration": registration(self._attempt),
                "platform": "servicesim",
                "language": self._started.lang,
                "revision": self._text[:REVISION],
                "contextActivities": {
                    **extra.get("contextActivities", {}),
                    "category": [recipe(self._home)],
                },
                "extensions": {**extra.get("extensions", {}), SESSION: self._sitting},
            },
        }
        if result:
            data["result"] = result
        self._told.append(Statement(data["id"], data))


def _retracted(events: Iterable[Event]) -> frozenset[int]:
    """Return the seq of every reply that was taken back."""
    last: dict[int, int] = {}
    found: set[int] = set()
    for event in events:
        if isinstance(event, ReplyScored):
            last[event.turn_no] = event.seq
        elif isinstance(event, Undone):
            found.add(last[event.turn_no])
    return frozenset(found)


def _between(then: str, now: str) -> float:
    """Return the seconds between two stored times."""
    return (datetime.fromisoformat(now) - datetime.fromisoformat(then)).total_seconds()


def _moment(at: str) -> str:
    """Return a stored time as xAPI writes it: UTC, to a thousandth of a second."""
    when = datetime.fromisoformat(at).astimezone(UTC)
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _reference(statement: str) -> dict[str, str]:
    return {"objectType": "StatementRef", "id": statement}
