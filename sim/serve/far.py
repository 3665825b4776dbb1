"""Owns asking the scorer instead of scoring in a session.

A session whose scorer does not answer scores by itself: same engine, same marks.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Collection
from functools import cached_property
from pathlib import Path
from typing import Any

from sim.coach import Coach, Seat
from sim.content import Library
from sim.model.events import Started
from sim.model.score import Edit, Explanation
from sim.scoring import Context, Engine
from sim.scoring.heads import Scores
from sim.scoring.mend import Mender
from sim.serve.scorer import Question, receive, send

PATIENCE = 10.0
"""Seconds to wait for an answer: forty replies at the same moment are read within four."""


class Far:
    """A session's way to the scorer."""

    def __init__(self, line: socket.socket) -> None:
        """`line` leads to the scorer."""
        self._line = line
        self._line.settimeout(PATIENCE)
        self._one_at_a_time = threading.Lock()
        self._gone = False

    def ask(self, question: Question) -> Any:
        """Return the answer. Raises OSError when there is none: now and from then on."""
        with self._one_at_a_time:
            if self._gone:
                raise ConnectionError("the scorer is gone")
            try:
                send(self._line, question)
                well, answer = receive(self._line)
            except (OSError, EOFError) as error:
                self._gone = True  # an answer that comes late must not be taken for another's
                raise ConnectionError("the scorer does not answer") from error
        if not well:
            raise ConnectionError("the scorer could not answer")
        return answer


class FarEngine(Engine):
    """An engine that has another process score."""

    def __init__(self, far: Far, script: Started, near: Callable[[], Engine]) -> None:
        """`near` makes the engine to fall back on."""
        self._far, self._script, self._make = far, script, near

    @cached_property
    def near(self) -> Engine:
        """An engine in this process, made when the other does not answer."""
        return self._make()

    def score(self, reply: str, context: Context, scores: Scores | None = None) -> Explanation:
        """Return what the engine says of a reply."""
        try:
            told: Explanation = self._far.ask(Question(self._script, "score", (reply, context, scores)))
        except OSError:
            return self.near.score(reply, context, scores)
        return told

    def example(self, turn_id: str, code: str, stated: frozenset[str] = frozenset()) -> str:
        """Return a sentence that shows an indicator in this turn, or an empty string."""
        try:
            told: str = self._far.ask(Question(self._script, "example", (turn_id, code, stated)))
        except OSError:
            return self.near.example(turn_id, code, stated)
        return told


class FarMender(Mender):
    """A mender beside the engine that it needs."""

    def __init__(self, far: Far, script: Started, engine: FarEngine) -> None:
        """Fall back on the engine in this process."""
        self._far, self._script, self._engine_here = far, script, engine

    @cached_property
    def near(self) -> Mender:
        """A mender in this process."""
        return Mender(self._engine_here.near)

    def mend(
        self, reply: str, context: Context, said: Explanation, aim: str = "", used: Collection[str] = ()
    ) -> Edit | None:
        """Return the smallest edit that scores higher, if there is one."""
        args = (reply, context, said, aim, tuple(used))
        try:
            told: Edit | None = self._far.ask(Question(self._script, "mend", args))
        except OSError:
            return self.near.mend(*args)
        return told


class FarCoach(Coach):
    """A coach whose seats have their replies scored by the scorer."""

    def __init__(self, far: Far, library: Library, *, packs: tuple[Path, ...], only: str) -> None:
        """Share `library` with the other sessions; touch the data of `only` and of nobody else."""
        super().__init__(packs=packs, only=only)
        self.library = library
        self._far = far

    def start(self, *args: Any, **options: Any) -> Seat:
        """Begin a new attempt."""
        return self._scored_far(super().start(*args, **options))

    def open(self, attempt: str) -> Seat:
        """Open a stored attempt."""
        return self._scored_far(super().open(attempt))

    def _scored_far(self, seat: Seat) -> Seat:
        script, started, far = seat._script, seat.started, self._far
        if not isinstance(script.__dict__.get("engine"), FarEngine):
            engine = FarEngine(far, started, lambda: Engine(script.scenario, script.rubric, script.lang))
            script.engine = engine
            script.mender = FarMender(far, started, engine)
        return seat
