"""Owns the use cases that every shell shares: list, brief, start, reply, pause, finish.

Never prints and never draws. A shell holds a `Coach`, asks it for a `Seat`, and
shows the events that come back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sim import play
from sim.coach.home import data_folder
from sim.content import Head, Library
from sim.errors import Refused
from sim.model.events import Ended, Event, Mode, Paused, Started
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.report import Debrief, build_debrief
from sim.store import AttemptRow, Content, Store

DEFAULT_PROFILE = "trainee"
DEFAULT_RUBRIC = "service"


@dataclass(frozen=True)
class Brief:
    """What a trainee reads before a scenario starts."""

    id: str
    title: str
    difficulty: int
    family: str
    about: str
    goal: str
    role: str
    card: tuple[tuple[str, str], ...]
    customer: str
    tier: str
    type: str


def brief_of(scenario: Scenario, lang: Lang) -> Brief:
    """Return the brief of a scenario in `lang`."""
    return Brief(
        id=scenario.id,
        title=scenario.title.get(lang),
        difficulty=scenario.difficulty,
        family=scenario.family,
        about=scenario.about.get(lang),
        goal=scenario.goal.get(lang),
        role=scenario.role.get(lang),
        card=tuple((e.label.get(lang), e.text.get(lang)) for e in scenario.facts.card),
        customer=scenario.customer.name.get(lang),
        tier=scenario.customer.tier,
        type=scenario.customer.type,
    )


class Seat:
    """One attempt being played. Every event is on disk before it is returned."""

    def __init__(self, store: Store, attempt: str, script: play.Script, events: Iterable[Event]) -> None:
        """Fold the stored events; `script` is the text the attempt was started on."""
        self._store, self._script = store, script
        self.attempt = attempt
        self.events: list[Event] = list(events)
        self.session = play.fold(script, self.events)

    @property
    def scenario(self) -> Scenario:
        """The scenario text this attempt is played on."""
        return self._script.scenario

    @property
    def rubric(self) -> Rubric:
        """The rubric text this attempt is scored by."""
        return self._script.rubric

    @property
    def brief(self) -> Brief:
        """The brief in the language of the attempt."""
        return brief_of(self.scenario, self.lang)

    @property
    def lang(self) -> Lang:
        """Language of the attempt."""
        return self.session.lang

    @property
    def mode(self) -> Mode:
        """Practice explains after each reply; an exam only at the end."""
        return self.session.mode

    @property
    def ended(self) -> bool:
        """Whether the conversation is over."""
        return bool(self.session.ended)

    @property
    def draft(self) -> str:
        """The half-typed or sent-but-unanswered reply that was kept, or an empty string."""
        return self._store.draft(self.attempt)

    def save_draft(self, text: str) -> None:
        """Keep a half-typed reply."""
        if not self.ended:
            self._store.save_draft(self.attempt, text)

    def reply(self, text: str) -> tuple[Event, ...]:
        """Score a reply, move the conversation on, store and return the new events."""
        if self.ended:
            raise Refused("this conversation has ended")
        self._store.save_draft(self.attempt, text)
        session, events = play.step(self._script, self.session, text)
        self._store.append(self.attempt, events, finished=bool(session.ended))
        self.session = session
        self.events.extend(events)
        return events

    def pause(self) -> tuple[Event, ...]:
        """Mark the attempt as paused; it can be resumed any time."""
        if self.ended or isinstance(self.events[-1], Paused):
            return ()
        event = Paused(seq=self.session.seq + 1)
        self._store.append(self.attempt, (event,), finished=False)
        self.session = play.fold(self._script, [*self.events, event])
        self.events.append(event)
        return (event,)

    def debrief(self) -> Debrief:
        """Return the debrief of what has been played so far. Raises Refused in an exam that has not ended."""
        if self.mode == "exam" and not self.ended:
            raise Refused("an exam is explained when it has ended; go on with it first")
        return build_debrief(tuple(self.events), self.scenario, self.rubric)


class Coach:
    """The one entrance of every shell to content, store and play."""

    def __init__(self, *, home: Path | None = None, packs: tuple[Path, ...] = ()) -> None:
        """Open the library; the store is opened on first use."""
        self.home = home or data_folder()
        self.library = Library(packs)
        self._store: Store | None = None

    @property
    def store(self) -> Store:
        """The store in the data folder, created and migrated on first use."""
        if self._store is None:
            self._store = Store.open(self.home)
        return self._store

    def heads(self) -> tuple[Head, ...]:
        """Return the heads of all scenarios a trainee may play, by id."""
        return tuple(h for h in self.library.heads() if h.status == "ready")

    def brief(self, scenario_id: str, lang: Lang) -> Brief:
        """Return a scenario's brief. Raises NotFound or BadFile."""
        return brief_of(self.library.scenario(scenario_id).value, lang)

    def profiles(self) -> tuple[str, ...]:
        """Return the names of the people who have played here."""
        return self.store.profiles()

    def last_profile(self) -> str | None:
        """Return who played here last, if anybody."""
        return self.store.setting("profile")

    def start(
        self,
        scenario_id: str,
        *,
        lang: Lang,
        mode: Mode = "practice",
        seed: int = 0,
        who: str = DEFAULT_PROFILE,
    ) -> Seat:
        """Begin a new attempt; its opening events are stored before this returns."""
        scenario = self.library.scenario(scenario_id)
        rubric = self.library.rubric(DEFAULT_RUBRIC)
        script = play.Script(scenario.value, rubric.value, lang)
        events = play.begin(
            script, mode=mode, seed=seed, scenario_hash=scenario.hash, rubric_hash=rubric.hash
        )
        contents = (
            Content("scenario", scenario.value.id, scenario.hash, scenario.text),
            Content("rubric", rubric.value.rubric, rubric.hash, rubric.text),
        )
        attempt = self.store.begin(who, events, contents)
        self.store.save_setting("profile", who)
        return Seat(self.store, attempt, script, events)

    def unfinished(self, scenario_id: str, who: str = DEFAULT_PROFILE) -> AttemptRow | None:
        """Return the latest attempt of `who` at this scenario that has not ended, if any."""
        rows = self.store.attempts(who=who, scenario=scenario_id, finished=False)
        return rows[0] if rows else None

    def attempts(self, who: str | None = None) -> tuple[AttemptRow, ...]:
        """Return attempts, newest first."""
        return self.store.attempts(who=who)

    def open(self, attempt: str) -> Seat:
        """Open a stored attempt on the very text it was started on. Raises NotFound."""
        events = self.store.events(attempt)
        started = events[0]
        if not isinstance(started, Started):
            raise TypeError(f"attempt {attempt} does not begin with a started event")
        scenario = self.library.parse_scenario(self.store.content(started.scenario_hash), started.scenario)
        rubric = self.library.parse_rubric(self.store.content(started.rubric_hash), started.rubric)
        return Seat(self.store, attempt, play.Script(scenario, rubric, started.lang), events)

    def latest_ended(self, who: str | None = None) -> AttemptRow | None:
        """Return the attempt that a debrief without an argument means."""
        rows = self.store.attempts(who=who)
        return next((r for r in rows if r.finished), rows[0] if rows else None)


__all__ = ["Brief", "Coach", "Ended", "Seat", "brief_of", "data_folder"]
