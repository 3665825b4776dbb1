"""Owns the use cases that every shell shares: list, brief, start, reply, pause, finish.

Never prints and never draws. A shell holds a `Coach`, asks it for a `Seat`, and
shows the events that come back. Importing this room loads neither play nor debrief; they come with the
first seat, for a reply from a file needs none.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.coach.home import data_folder, store_place
from sim.content import Library, Loaded
from sim.errors import Refused
from sim.locale import translator

if TYPE_CHECKING:
    from sim import play
    from sim.coach.brief import Brief, brief_of
    from sim.coach.practise import Pick
    from sim.coach.seat import Seat
    from sim.content import Head
    from sim.model.department import Assignment
    from sim.model.events import Ended, Mode, Started
    from sim.model.language import Lang
    from sim.model.rubric import Rubric
    from sim.store import AttemptRow, Store

DEFAULT_PROFILE = "trainee"
DEFAULT_RUBRIC = "service"

KEPT = 4
"""Scripts kept ready; an engine takes 5 to 8 MB and .1 s to compile."""

RECENT = 12
"""Attempts that practice is chosen from: about a fortnight of daily play; older ones say little of now."""


class Coach:
    """The one entrance of every shell to content, store and play."""

    def __init__(
        self,
        *,
        home: Path | None = None,
        packs: tuple[Path, ...] = (),
        place: Path | str | None = None,
        only: str = "",
    ) -> None:
        """Open the library; the store is opened on first use.

        `place` is the store's folder or address (default: `home` where it is given, else
        `SERVICESIM_STORE`, else the data folder). With `only` nobody else's attempts are there.
        """
        self.home = home or data_folder()
        self.only = only
        self.library = Library(packs)
        self._place = place or home or store_place()
        self._store: Store | None = None
        self._scripts: dict[tuple[str, str, str], play.Script] = {}

    @property
    def store(self) -> Store:
        """The store in the data folder, created and migrated on first use."""
        from sim.store import Store

        if self._store is None:
            self._store = Store.open(self._place, only=self.only)
        return self._store

    def heads(self) -> tuple[Head, ...]:
        """Return the heads of all scenarios a trainee may play, by id."""
        return tuple(h for h in self.library.heads() if h.status == "ready")

    def brief(self, scenario_id: str, lang: Lang) -> Brief:
        """Return a scenario's brief. Raises NotFound or BadFile."""
        from sim.coach.brief import brief_of

        return brief_of(self.library.scenario(scenario_id).value, lang)

    def profiles(self) -> tuple[str, ...]:
        """Return the names of the people who have played here."""
        return self.store.profiles()

    def last_profile(self) -> str | None:
        """Return who played here last, if anybody; where the store was opened for one person, that one."""
        me = self.store.department.me()
        return self.store.setting("profile") if me is None else me.name

    def start(
        self,
        scenario_id: str,
        *,
        lang: Lang,
        mode: Mode = "practice",
        seed: int = 0,
        who: str = DEFAULT_PROFILE,
        only: str = "",
        rubric_id: str = DEFAULT_RUBRIC,
        assignment: Assignment | None = None,
    ) -> Seat:
        """Begin a new attempt; its opening events are stored before this returns.

        `only` makes it a drill of that one turn, `rubric_id` names the sheet that scores it. What is
        played for an `assignment` has its mode and is scored by the text of its sheet. Raises NotFound
        when that is not this person's, Refused when it allows no more attempts.
        """
        from sim import play
        from sim.coach.seat import Seat
        from sim.store import Content

        scenario = self.library.scenario(scenario_id)
        rubric = self._assigned(assignment) if assignment else self.library.rubric(rubric_id)
        mode = assignment.mode if assignment else mode
        script = play.Script(scenario.value, rubric.value, lang)
        events = play.begin(
            script, mode=mode, seed=seed, scenario_hash=scenario.hash, rubric_hash=rubric.hash, only=only
        )
        contents = (
            Content("scenario", scenario.value.id, scenario.hash, scenario.text),
            Content("rubric", rubric.value.rubric, rubric.hash, rubric.text),
        )
        attempt = self.store.begin(who, events, contents, assignment=assignment.id if assignment else None)
        self.store.save_setting("profile", who)
        return Seat(self.store, attempt, script, events)

    def _assigned(self, assignment: Assignment) -> Loaded[Rubric]:
        """Return the sheet of an assignment as it was on the day it was given."""
        text = self.store.content(assignment.rubric_hash)
        value = self.library.parse_rubric(text, assignment.rubric)
        return Loaded(value, text, assignment.rubric_hash)

    def unfinished(self, scenario_id: str, who: str = DEFAULT_PROFILE) -> AttemptRow | None:
        """Return the latest attempt of `who` at this scenario that has not ended, if any.

        What is played for an assignment is not meant: `sim.coach.tasks` goes on with that.
        """
        rows = self.store.attempts(who=who, scenario=scenario_id, finished=False)
        return next((row for row in rows if row.kind != "drill" and row.assignment is None), None)

    def attempts(self, who: str | None = None) -> tuple[AttemptRow, ...]:
        """Return attempts, newest first."""
        return self.store.attempts(who=who)

    def open(self, attempt: str) -> Seat:
        """Open a stored attempt on the very text it was started on. Raises NotFound."""
        from sim.coach.seat import Seat
        from sim.model.drill_result import CaseStarted
        from sim.model.events import Started

        events = self.store.events(attempt)
        started = events[0]
        if isinstance(started, CaseStarted):
            _ = translator(started.lang)
            said = _("{attempt} is a case drill; read it with: servicesim debrief {attempt}")
            raise Refused(said.format(attempt=attempt))
        if not isinstance(started, Started):
            raise TypeError(f"attempt {attempt} does not begin with a started event")
        return Seat(self.store, attempt, self._script(started), events)

    def _script(self, started: Started) -> play.Script:
        """Return the script of an attempt's own texts; those of the last few are kept, engine and all."""
        from sim import play

        key = (started.scenario_hash, started.rubric_hash, started.lang)
        if key not in self._scripts:
            scenario = self.library.parse_scenario(
                self.store.content(started.scenario_hash), started.scenario
            )
            rubric = self.library.parse_rubric(self.store.content(started.rubric_hash), started.rubric)
            while len(self._scripts) >= KEPT:
                self._scripts.pop(next(iter(self._scripts)))
            self._scripts[key] = play.Script(scenario, rubric, started.lang)
        return self._scripts[key]

    def replay(self, attempt: str, turn_no: int) -> Seat:
        """Begin a new attempt where `attempt` stood before its reply `turn_no`; both are kept.

        Raises NotFound, Refused for an exam, Usage for a reply that was not given.
        """
        from sim import play

        earlier = self.open(attempt)
        events = play.again(earlier.events, attempt, turn_no)
        begun = self.store.begin(self.store.attempt(attempt).who, events, ())
        return self.open(begun)

    def latest_at(self, scenario_id: str, who: str | None = None, turn_no: int = 1) -> AttemptRow | None:
        """Return the last attempt in practice at this scenario that has reply `turn_no`, if any.

        Without `who` that of whoever played last.
        """
        rows = self.store.attempts(who=who or self.last_profile(), scenario=scenario_id)
        return next(
            (r for r in rows if r.kind != "drill" and r.mode == "practice" and r.turn_no >= turn_no), None
        )

    def practise(self, who: str) -> tuple[Pick, ...]:
        """Return the turns that `who` should practise, hardest for them first."""
        from sim.coach.practise import Answered, choose
        from sim.model.events import own_replies

        shown = [row for row in self.store.attempts(who=who) if row.mode == "practice" or row.finished]
        answered = [
            Answered(row.scenario, event)
            for row in shown[:RECENT]
            for event in own_replies(self.store.events(row.id))
        ]
        return choose((self.library.scenario(head.id).value for head in self.heads()), answered)

    def latest_ended(self, who: str | None = None) -> AttemptRow | None:
        """Return the attempt that a debrief without an argument means."""
        rows = [row for row in self.store.attempts(who=who) if row.kind != "drill"]
        return next((r for r in rows if r.finished), rows[0] if rows else None)


__all__ = ["Brief", "Coach", "Ended", "Seat", "brief_of", "data_folder"]

_HOMES = {
    "Brief": "sim.coach.brief",
    "Ended": "sim.model.events",
    "Seat": "sim.coach.seat",
    "brief_of": "sim.coach.brief",
}


def __getattr__(name: str) -> Any:
    """Return a name of `__all__` that is held elsewhere."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(_HOMES[name]), name)
