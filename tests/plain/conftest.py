"""A seat made of hand-written events, so that the line shell is tested without engine and store."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sim.model.events import CustomerSaid, Event, Paused, ReplyScored, standing
from sim.report import Debrief, build_debrief

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))  # the sample attempt is shared, not copied

from sample_attempt import RUBRIC, SCENARIO, ended, first_reply, second_reply, started


@dataclass
class FakeSeat:
    """Answers like `sim.coach.Seat`; the second reply ends the conversation."""

    events: list[Event]
    replies: list[str] = field(default_factory=list)
    attempt: str = "a1b2"
    draft: str = ""
    pauses: int = 0
    scenario: Any = SCENARIO
    rubric: Any = RUBRIC
    fails: BaseException | None = None
    session: Any = field(default_factory=lambda: SimpleNamespace(only="", turn_no=2))
    self_check: Any = "done before"

    started: Any = field(default_factory=lambda: SimpleNamespace(branch=None))

    @property
    def standing(self) -> tuple[Event, ...]:
        """The events that count."""
        return standing(self.events)

    @property
    def lang(self) -> str:
        """Language of the attempt."""
        return self.events[0].lang  # type: ignore[union-attr]

    @property
    def mode(self) -> str:
        """Practice or exam."""
        return self.events[0].mode  # type: ignore[union-attr]

    @property
    def brief(self) -> Any:
        """The brief, as the real seat gives it."""
        lang = self.lang
        card = tuple((e.label.get(lang), e.text.get(lang)) for e in SCENARIO.facts.card)

        class Brief:
            id, difficulty, family = SCENARIO.id, SCENARIO.difficulty, SCENARIO.family
            title, about = SCENARIO.title.get(lang), SCENARIO.about.get(lang)
            goal, role = SCENARIO.goal.get(lang), SCENARIO.role.get(lang)
            customer, tier, type = SCENARIO.customer.name.get(lang), "regular", "venting"

        Brief.card = card  # type: ignore[attr-defined]
        return Brief

    @property
    def ended(self) -> bool:
        """Whether two replies were given."""
        return len(self.replies) >= 2

    def reply(self, text: str) -> tuple[Event, ...]:
        """Return the hand-written events of the next reply, with the words that were typed."""
        if self.fails is not None:
            raise self.fails
        self.replies.append(text)
        events = first_reply(lang=self.lang) if len(self.replies) == 1 else [*second_reply(), *ended()]
        events = [e.model_copy(update={"reply": text}) if isinstance(e, ReplyScored) else e for e in events]
        name = SCENARIO.customer.name.get(self.lang)  # type: ignore[arg-type]
        events = [
            e.model_copy(update={"speaker": name}) if isinstance(e, CustomerSaid) else e for e in events
        ]
        self.events.extend(events)
        return tuple(events)

    def pause(self) -> tuple[Event, ...]:
        """Pause once; twice does nothing, as in the real seat."""
        if self.ended or isinstance(self.events[-1], Paused):
            return ()
        self.pauses += 1
        event = Paused(seq=self.events[-1].seq + 1)
        self.events.append(event)
        return (event,)

    def debrief(self) -> Debrief:
        """Return the debrief so far."""
        return build_debrief(self.events, SCENARIO, RUBRIC)


@pytest.fixture
def seat() -> Callable[..., FakeSeat]:
    """Return a maker of seats: `seat()`, `seat("zh")`, `seat(mode="exam")`."""

    def make(lang: str = "en", mode: str = "practice") -> FakeSeat:
        return FakeSeat(started(lang, mode))

    return make
