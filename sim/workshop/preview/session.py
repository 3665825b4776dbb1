"""Owns a conversation with a script that changes: what was typed, what came of it, where it parts.

Never reads a file, never draws, and keeps nothing: no store, no clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from sim import play
from sim.content import Problems
from sim.content.parse import scenario_of
from sim.errors import Refused
from sim.locale import translator
from sim.model.bad_file import BadFile
from sim.model.events import Event, ReplyScored, Session
from sim.model.score import DIMENSIONS, Dimension
from sim.report.words import N_
from sim.validity.ritual import without_examples
from sim.workshop.preview.source import Saved

if TYPE_CHECKING:
    from sim.model.language import Lang
    from sim.model.problems import Problem
    from sim.model.rubric import Rubric

UNREADABLE = "YM003"
"""The code of a file that cannot be read, whatever the reason."""


@dataclass(frozen=True)
class Given:
    """A reply as it was typed: at which turn, and to which turn or ending it led then."""

    text: str
    turn: str
    led: str


@dataclass(frozen=True)
class Change:
    """What an edit changed in the conversation: of reply `number`, from 1, or from there to `last`.

    `leads`: it leads to `now` instead of `was`. `level`: it has another level in `dimension`. `wait`:
    the replies cannot be given any more, and wait. `resumed`: those that waited are given again.
    """

    kind: Literal["leads", "level", "wait", "resumed"]
    number: int
    now: str = ""
    was: str = ""
    dimension: Dimension | None = None
    last: int = 0


@dataclass(frozen=True)
class Reloaded:
    """What came of a look at the file: `played` says that its new text is the one played on now."""

    changes: tuple[Change, ...]
    faults: tuple[Problem, ...]
    played: bool


@dataclass(frozen=True)
class _Talk:
    """A conversation on one text: the replies as `given` on it, and as `typed`, those that wait too."""

    script: play.Script
    events: tuple[Event, ...]
    session: Session
    given: tuple[Given, ...]
    typed: tuple[Given, ...]

    @property
    def stands(self) -> int:
        """How many replies are given."""
        return len(self.given)


class Preview:
    """One conversation; the last version of the file without errors is the one that is played."""

    def __init__(self, file: str, rubric: Rubric, lang: Lang) -> None:
        """`file` is how faults name the file, `lang` the language of the customer and of what is said."""
        self.file, self.rubric, self.lang = file, rubric, lang
        self.text = ""
        self.faults: tuple[Problem, ...] = ()
        self._talk: _Talk | None = None
        self._alone: tuple[play.Script, play.Script] | None = None

    @property
    def script(self) -> play.Script | None:
        """The script that is played on; None while no version of the file could be played."""
        return self._talk.script if self._talk else None

    @property
    def script_alone(self) -> play.Script | None:
        """The same script without its exemplars, so that one of them is no copy of itself."""
        script = self.script
        if script is None:
            return None
        if self._alone is None or self._alone[0] is not script:
            bare = play.Script(without_examples(script.scenario), script.rubric, script.lang)
            self._alone = script, bare
        return self._alone[1]

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened so far."""
        return self._talk.events if self._talk else ()

    @property
    def session(self) -> Session | None:
        """Where the conversation stands."""
        return self._talk.session if self._talk else None

    @property
    def over(self) -> bool:
        """Whether an ending is reached."""
        return self.session is not None and self.session.over

    @property
    def replies(self) -> tuple[str, ...]:
        """What was typed and is given."""
        return tuple(one.text for one in self._talk.given) if self._talk else ()

    @property
    def waiting(self) -> tuple[str, ...]:
        """What was typed and cannot be given on this version, for an earlier reply leads elsewhere."""
        return tuple(one.text for one in self._talk.typed[self._talk.stands :]) if self._talk else ()

    def reload(self, saved: Saved) -> Reloaded:
        """Take what stands in the file now and play it again with the replies typed so far. Never raises.

        With errors the version before stays, and its conversation.
        """
        problems = Problems(self.file)
        if saved.text is None:
            self.faults = saved.faults
            return Reloaded((), self.faults, played=False)
        try:
            scenario = scenario_of(saved.text, problems)
            script = play.Script(scenario, self.rubric, scenario.language or self.lang)
            talk, changes = self._replayed(script, saved.text)
        except BadFile as error:
            self.faults = error.problems
            return Reloaded((), self.faults, played=False)
        except Exception as error:  # whatever stands in a half-written file, the trainer goes on
            problems.add(
                UNREADABLE, (0, 0), N_("cannot be played: {reason}"), values={"reason": _reason(error)}
            )
            self.faults = problems.found
            return Reloaded((), self.faults, played=False)
        self.text, self.faults, self._talk = saved.text, problems.found, talk
        return Reloaded(tuple(changes), self.faults, played=True)

    def reply(self, text: str) -> tuple[Event, ...]:
        """Give a reply and return what comes of it; replies that wait are forgotten.

        Raises Refused after the end, without a version that can be played, and where the script breaks.
        """
        _ = translator(self.lang)
        talk = self._playing()
        if talk.session.over:
            raise Refused(_("this conversation has ended"))
        try:
            session, events = play.step(talk.script, talk.session, text)
        except Exception as error:  # nor does a script that breaks off end the preview
            told = _("the script has no answer to this reply: {reason}")
            raise Refused(told.format(reason=_reason(error))) from error
        given = (*talk.given, Given(text, talk.session.turn, _led(session)))
        self._talk = _Talk(talk.script, (*talk.events, *events), session, given, given)
        return events

    def undo(self) -> str:
        """Take the last reply back and return its words. Raises Refused where there is none."""
        talk = self._playing()
        if not talk.stands:
            _ = translator(self.lang)
            raise Refused(_("there is no reply to take back"))
        at = next(
            i for i, e in enumerate(talk.events) if isinstance(e, ReplyScored) and e.turn_no == talk.stands
        )
        events, (*left, last) = talk.events[:at], talk.given
        given = tuple(left)
        self._talk = _Talk(talk.script, events, play.fold(talk.script, events), given, given)
        return last.text

    def restart(self) -> None:
        """Begin again at the first message; everything typed is forgotten. Raises Refused like `undo`."""
        talk = self._playing()
        events = _opening(talk.script, self.text)
        self._talk = _Talk(talk.script, events, play.fold(talk.script, events), (), ())

    def _playing(self) -> _Talk:
        if self._talk is None:
            _ = translator(self.lang)
            raise Refused(_("no version of this file can be played yet"))
        return self._talk

    def _replayed(self, script: play.Script, text: str) -> tuple[_Talk, list[Change]]:
        """Return the conversation on another text, and what is different in it."""
        before = self._talk
        typed = before.typed if before else ()
        events = list(_opening(script, text))
        session = play.fold(script, events)
        given: list[Given] = []
        changes: list[Change] = []
        for number, one in enumerate(typed, start=1):
            if session.over or (number > 1 and session.turn != one.turn):
                break
            turn = session.turn
            session, more = play.step(script, session, one.text)
            events.extend(more)
            given.append(replace(one, turn=turn, led=_led(session)))
            if given[-1].led != one.led:
                changes.append(Change("leads", number, given[-1].led, one.led))
        stands = len(given)
        if stands < len(typed):
            changes.append(Change("wait", stands + 1, last=len(typed)))
        else:  # only then: it goes on as it was typed once the text leads there again
            typed = tuple(given)
        if before is not None:
            if before.stands < stands:
                changes.append(Change("resumed", before.stands + 1, last=stands))
            changes.extend(_levels(before.events, events))
        return _Talk(script, tuple(events), session, tuple(given), typed), changes


def _opening(script: play.Script, text: str) -> tuple[Event, ...]:
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return play.begin(script, mode="practice", seed=0, scenario_hash=digest, rubric_hash="")


def _led(session: Session) -> str:
    return session.ended or session.turn


def _levels(before: Sequence[Event], after: Sequence[Event]) -> Iterator[Change]:
    """Yield the levels that are others than before, of replies that stand in both."""
    was = {e.turn_no: e.explanation.levels for e in before if isinstance(e, ReplyScored)}
    for event in after:
        if isinstance(event, ReplyScored) and event.turn_no in was:
            for dimension in DIMENSIONS:
                old, now = was[event.turn_no].get(dimension), event.explanation.levels.get(dimension)
                if old != now:
                    yield Change("level", event.turn_no, _shown(now), _shown(old), dimension)


def _shown(level: int | None) -> str:
    return "" if level is None else str(level)


def _reason(error: Exception) -> str:
    """Return what went wrong, with its kind: a message of Python's own often is a bare name."""
    return f"{type(error).__name__} {error}".strip()
