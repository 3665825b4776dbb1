"""Owns what the checks share for one language of a scenario: one engine, its memory, contexts, conversations.

The engine knows neither exemplars nor spare lines, because an exemplar held
against itself would be a copy. Never reports a fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Literal, get_args

from sim.model.events import Session
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import Explanation
from sim.model.turns import Gives, Turn
from sim.play import Script
from sim.scoring import Context, Engine
from sim.scoring.heads import Scores

Level = Literal["weak", "middling", "strong"]
LEVELS: tuple[Level, ...] = get_args(Level)
EVERYTHING: tuple[Gives, ...] = get_args(Gives)
"""Every opportunity: what is held against no turn in particular may use each."""


class Recalling(Engine):
    """An engine that scores the same reply in the same context once."""

    def __init__(self, scenario: Scenario, rubric: Rubric, lang: Lang) -> None:
        """Compile the phrases of both files."""
        super().__init__(scenario, rubric, lang)
        self._known: dict[tuple[str, Context], Explanation] = {}

    def score(self, reply: str, context: Context, scores: Scores | None = None) -> Explanation:
        """Return what the engine says of a reply, as `Engine.score`."""
        key = reply, context
        if scores is not None or key not in self._known:
            self._known[key] = super().score(reply, context, scores)
        return self._known[key]


class Exact(Script):
    """A script on an engine that is there already."""

    def __init__(self, engine: Engine) -> None:
        """Play the engine's own scenario by its rubric in its language."""
        super().__init__(engine.scenario, engine.rubric, engine.lang)
        self._ready = engine

    @cached_property
    def engine(self) -> Engine:
        """The engine that was given."""
        return self._ready


class Rough(Exact):
    """A script that scores each reply as if nothing had been said before: fast, and nearly right.

    What it finds is looked for here and held against an `Exact` one.
    """

    def __init__(self, engine: Engine) -> None:
        """Make the context of each turn once."""
        super().__init__(engine)
        heat = self.scenario.customer.heat
        self.alone = {turn.id: _alone(turn, heat, self.lang) for turn in self.scenario.turns}

    def context(self, session: Session) -> Context:
        """Return the plain context of the turn."""
        return self.alone[session.turn]


def _alone(turn: Turn, heat: int, lang: Lang) -> Context:
    """Return the context of a turn alone: its first wording, nothing before it, the heat of the start."""
    return Context(
        turn=turn.id,
        gives=turn.gives,
        raises=turn.raises,
        impacts=turn.impacts,
        customer=(turn.says[0].text.get(lang),),
        heat=heat,
    )


class Bench:
    """One language of a scenario, ready to be tried."""

    def __init__(self, scenario: Scenario, rubric: Rubric, lang: Lang) -> None:
        """Compile the engine, once."""
        self.scenario, self.rubric, self.lang = scenario, rubric, lang
        turns = tuple(turn.model_copy(update={"exemplars": None}) for turn in scenario.turns)
        bare = scenario.model_copy(update={"turns": turns, "lines": ()})
        self.engine = Recalling(bare, rubric, lang)
        self.exact, self.rough = Exact(self.engine), Rough(self.engine)
        self._exemplars: dict[tuple[str, Level], str] = {
            (turn.id, level): getattr(getattr(turn.exemplars, level), lang) or ""
            for turn in scenario.turns
            if turn.exemplars is not None
            for level in LEVELS
        }

    def context(self, turn: Turn) -> Context:
        """Return the plain context of a turn."""
        return self.rough.alone[turn.id]

    @cached_property
    def anywhere(self) -> Context:
        """A context with every opportunity, and all that any turn raises."""
        return self.somewhere(self.scenario.turns)

    def somewhere(self, turns: Sequence[Turn]) -> Context:
        """Return a context with every opportunity, and all that these turns raise."""
        impacts: set[str] | None = set()
        for turn in turns:
            impacts = None if impacts is None or turn.impacts is None else impacts | set(turn.impacts)
        return Context(
            turn=turns[0].id,
            gives=EVERYTHING,
            raises=tuple(dict.fromkeys(issue for turn in turns for issue in turn.raises)),
            impacts=None if impacts is None else tuple(sorted(impacts)),
            heat=self.scenario.customer.heat,
        )

    def exemplar(self, turn: Turn, level: Level) -> str:
        """Return the exemplar of a turn in this language; empty where there is none."""
        return self._exemplars.get((turn.id, level), "")

    @cached_property
    def playable(self) -> bool:
        """Whether every turn has its three exemplars in this language."""
        return all(self.exemplar(turn, level) for turn in self.scenario.turns for level in LEVELS)
