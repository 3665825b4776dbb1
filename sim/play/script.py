"""Owns a scenario and a rubric made ready to play in one language."""

from __future__ import annotations

from functools import cached_property

from sim.model.events import Session
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import Promise
from sim.model.turns import Ending, Turn
from sim.play.standards import STANDARDS, Standard
from sim.scoring import Context, Engine
from sim.scoring.mend import Mender


class Script:
    """Scenario, rubric and language of an attempt; the engine is built when the first reply comes."""

    def __init__(self, scenario: Scenario, rubric: Rubric, lang: Lang) -> None:
        """Hold the texts; nothing is read from disk."""
        self.scenario, self.rubric, self.lang = scenario, rubric, lang

    @cached_property
    def engine(self) -> Engine:
        """The scoring engine for these texts."""
        return Engine(self.scenario, self.rubric, self.lang)

    @cached_property
    def mender(self) -> Mender:
        """What finds better lines for replies to this scenario."""
        return Mender(self.engine)

    @property
    def standard(self) -> Standard:
        """What this customer's tier may expect."""
        return STANDARDS[self.scenario.customer.tier]

    def turn(self, turn_id: str) -> Turn:
        """Return a turn that is known to exist."""
        turn = self.scenario.turn(turn_id)
        if turn is None:
            raise KeyError(turn_id)
        return turn

    def ending(self, kind_or_id: str) -> Ending:
        """Return an ending by id, else the first of that kind."""
        found = self.scenario.ending(kind_or_id)
        if found is None:
            found = next(e for e in self.scenario.endings if e.kind == kind_or_id)
        return found

    def context(self, session: Session) -> Context:
        """Return what scoring may know of the session before the next reply."""
        turn = self.turn(session.turn)
        return Context(
            turn=turn.id,
            gives=turn.gives,
            raises=turn.raises,
            impacts=turn.impacts,
            customer=tuple(line.text for line in session.lines if line.who == "customer"),
            own=session.own_replies(),
            told=session.told,
            given=session.asked,
            heat=session.state.heat,
            settled=session.state.resolution >= SETTLED,
            promises=open_promises(session) if session.corrects else (),
            erred=bool(UNTRUE & set(session.codes) or session.broken) and CORRECTED not in session.codes,
        )


def open_promises(session: Session) -> tuple[Promise, ...]:
    """Return the promises that stand and of which the customer knows neither that they hold nor that not."""
    settled = {*session.broken, *session.kept}
    said = {(p.span, p.quote) for p in session.promises if p.ref.partition(".")[2] in settled}
    return tuple(p for p in session.promises if (p.span, p.quote) not in said)


UNTRUE = frozenset({"X07", "X26"})
CORRECTED = "A11"
"""What says that a reply stated or promised something wrong, and what says that it was put right openly."""

SETTLED = 70
"""Resolution (0-100) from which "anything else?" is no premature close: most weight is met."""
