"""Owns one attempt being played: replies, hints, second thoughts, the debrief.

Every event is on disk before it is returned. Never prints and never draws.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from sim import play
from sim.coach.brief import Brief, brief_of
from sim.coach.hints import next_hint
from sim.errors import Refused, Usage
from sim.locale import translator
from sim.model.events import (
    Event,
    Hinted,
    Mode,
    Paused,
    ReplyScored,
    SelfChecked,
    Started,
    Undone,
    standing,
)
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import DIMENSIONS, TOP, Dimension, Edit
from sim.report import Debrief, build_debrief
from sim.report.appeals import remark_lines
from sim.report.build_own import retry_of
from sim.report.notes import Retry
from sim.scoring.mend import holds_lines
from sim.store import Store


class Seat:
    """One attempt being played. Every event is on disk before it is returned."""

    def __init__(self, store: Store, attempt: str, script: play.Script, events: Iterable[Event]) -> None:
        """Fold the stored events; `script` is the text the attempt was started on."""
        self._store, self._script = store, script
        self.attempt = attempt
        self.events: list[Event] = list(events)
        self.session = play.fold(script, self.events)

    @property
    def script(self) -> play.Script:
        """The scenario, sheet and language that this attempt is played by."""
        return self._script

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
        """Whether the conversation, or the one turn of a drill, is over."""
        return self.session.over

    @property
    def standing(self) -> tuple[Event, ...]:
        """The events that count: what was taken back is left out."""
        return standing(self.events)

    @property
    def started(self) -> Started:
        """The event that began this attempt."""
        return next(e for e in self.events if isinstance(e, Started))

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
            raise Refused(translator(self.lang)("this conversation has ended"))
        self._store.save_draft(self.attempt, text)
        session, events = play.step(self._script, self.session, text, aided=self._aided(text))
        self._store.append(self.attempt, events, finished=session.over)
        self.session = session
        self.events.extend(events)
        return events

    def pause(self) -> tuple[Event, ...]:
        """Mark the attempt as paused; it can be resumed any time."""
        if self.ended or isinstance(self.events[-1], Paused):
            return ()
        return self._add(Paused(seq=self.session.seq + 1))

    def hint(self) -> tuple[Event, ...]:
        """Return a hint on the reply that comes next. Raises Refused in an exam and when none is left."""
        return self._add(next_hint(self._script, self.session, self.standing))

    def undo(self) -> tuple[Event, ...]:
        """Take back the last reply, which becomes the draft. Raises Refused where that is not possible."""
        _ = translator(self.lang)
        if self.mode == "exam":
            raise Refused(_("an exam takes no reply back"))
        if self.ended:
            raise Refused(_("this conversation has ended; try a reply again from the debrief"))
        last = next((e for e in reversed(self.standing) if isinstance(e, ReplyScored)), None)
        branch = self.started.branch
        if last is None or (branch is not None and last.turn_no < branch.turn_no):
            raise Refused(_("there is no reply to take back"))
        events = self._add(Undone(seq=self.session.seq + 1, turn_no=last.turn_no))
        self._store.save_draft(self.attempt, last.reply)
        return events

    @property
    def self_check(self) -> SelfChecked | None:
        """What the trainee thought before the marks were shown, if they said."""
        return next((e for e in self.events if isinstance(e, SelfChecked)), None)

    def check_self(self, turn_no: int, levels: Mapping[Dimension, int]) -> tuple[Event, ...]:
        """Keep which reply the trainee thinks cost most trust (0: none) and their own levels, 0-4.

        Raises Refused before the end and a second time, Usage for what is no reply or no level.
        """
        _ = translator(self.lang)
        if not self.ended:
            raise Refused(_("the self-check comes when the conversation has ended"))
        if self.self_check is not None:
            raise Refused(_("the self-check is done already"))
        if not 0 <= turn_no <= self.session.turn_no:
            raise Usage(_("there are replies 1 to {n}; 0 stands for none").format(n=self.session.turn_no))
        if any(d not in DIMENSIONS or not 0 <= level <= TOP for d, level in levels.items()):
            raise Usage(_("a level is a whole number from 0 to 4"))
        return self._add(SelfChecked(seq=self.session.seq + 1, turn_no=turn_no, levels=dict(levels)))

    def better(self, turn_no: int, aim: str = "", used: Collection[str] = ()) -> Edit | None:
        """Return the smallest edit of an own reply that scores higher, if there is one.

        Of equals one is taken that shows the code `aim`, and puts in no line that was `used` before.
        """
        return play.better_line(self._script, self.standing, turn_no, aim, used)

    def retry(self) -> Retry | None:
        """Return both tries of the turn that is tried again here, once the second is given; else None."""
        before = next(self._earlier(), ())
        return retry_of(self.standing, before, self.rubric, self.lang) if before else None

    def debrief(self) -> Debrief:
        """Return the debrief of what has been played so far. Raises Refused in an exam that has not ended."""
        if self.mode == "exam" and not self.ended:
            raise Refused(
                translator(self.lang)("an exam is explained when it has ended; go on with it first")
            )
        from sim.coach.appeals import remarks

        before = next(self._earlier(), ())
        return build_debrief(
            self.events,
            self.scenario,
            self.rubric,
            attempt=self.attempt,
            before=before,
            better=self.better,
            played=self._played(),
            remarks=remark_lines(remarks(self._store, self), self.lang),
        )

    def _played(self) -> int:
        """Return how many scenarios this person has finished whole, this one included."""
        rows = self._store.attempts(who=self._store.attempt(self.attempt).who, finished=True)
        return len({row.scenario for row in rows if row.kind == "whole"})

    def _aided(self, text: str) -> bool:
        """Say whether this reply is not the trainee's alone.

        It is so after a hint on this message, when the reply was given before and taken back, and
        when a line stands in it that a debrief of this attempt or of those it came from suggested.
        """
        coming, turn = self.session.turn_no + 1, self.session.turn
        for event in self.events:
            if isinstance(event, Hinted) and (event.turn_no, event.turn) == (coming, turn):
                return True
            if isinstance(event, Undone) and event.turn_no == coming:
                return True
        spare = [line.text.get(self.lang) for line in self.scenario.lines]
        for events in self._earlier():
            for event in events:
                if isinstance(event, ReplyScored) and event.turn == turn and holds_lines(text, spare):
                    return True
        return False

    def _earlier(self) -> Iterator[tuple[Event, ...]]:
        """Yield the events that counted of the attempt this one came from, then of that one's, and so on."""
        branch = self.started.branch
        while branch is not None:
            whole = [e for e in self._store.events(branch.attempt) if e.seq <= branch.seq]
            yield standing(whole)
            branch = next(e for e in whole if isinstance(e, Started)).branch

    def _add(self, event: Event) -> tuple[Event, ...]:
        self._store.append(self.attempt, (event,), finished=self.ended)
        self.events.append(event)
        self.session = play.fold(self._script, self.events)
        return (event,)
