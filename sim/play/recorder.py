"""Owns keeping the events of one step and the session they fold into together."""

from __future__ import annotations

from sim.model.events import Event, Session
from sim.model.scenario import Scenario
from sim.play import fold as folding


class Recorder:
    """Keeps events and the session they fold into, in step."""

    def __init__(self, scenario: Scenario, session: Session) -> None:
        """Begin after the events that led to `session`."""
        self.scenario, self.session = scenario, session
        self.events: list[Event] = []

    @property
    def seq(self) -> int:
        """The number of the next event."""
        return self.session.seq + 1

    def add(self, event: Event) -> None:
        """Take one more event."""
        self.events.append(event)
        self.session = folding.apply(self.session, event)
