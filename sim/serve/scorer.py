"""Owns the one process of a machine that keeps scoring engines and answers what sessions ask of them.

An engine and what scoring touches take some 14 MB: they are there once and not in every session. Keeps
nothing of what it is asked. Questions come from processes of the same server only.
"""

from __future__ import annotations

import contextlib
import pickle
import selectors
import socket
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sim import play
from sim.coach import Coach
from sim.content import Library
from sim.model.events import Started

KEPT = 12
"""Engines that are kept: what a department plays in one week, at 5 to 8 MB each."""

SIZE = 4
"""Bytes before each message that say how long it is."""

STALLED = 5.0
"""Seconds that one session may take over handing in a question before it is dropped; it takes none."""

ONE = 64
"""Bytes of the word that comes with a new session's socket."""


@dataclass(frozen=True)
class Question:
    """What is asked of an engine: one of its methods, and for which texts: those an attempt began with."""

    script: Started
    ask: Literal["score", "example", "mend"]
    args: tuple[Any, ...]


def send(line: socket.socket, message: object) -> None:
    """Write one message. Raises OSError."""
    data = pickle.dumps(message)
    line.sendall(len(data).to_bytes(SIZE, "big") + data)


def receive(line: socket.socket) -> Any:
    """Read one message. Raises OSError, EOFError when the other side is gone."""
    return pickle.loads(_exactly(line, int.from_bytes(_exactly(line, SIZE), "big")))  # noqa: S301 - our own


def _exactly(line: socket.socket, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        part = line.recv(size - len(data))
        if not part:
            raise EOFError
        data += part
    return bytes(data)


class Scorer:
    """The engines that are kept."""

    def __init__(self, library: Library, packs: tuple[Path, ...]) -> None:
        """Read texts from the store of everybody; a text is no secret, and nothing else is read."""
        self._coach = Coach(packs=packs)
        self._coach.library = library
        self._scripts: OrderedDict[tuple[str, str, str], play.Script] = OrderedDict()

    def answer(self, question: Question) -> object:
        """Return what the engine says. Raises what it raises, and NotFound for texts that are not there."""
        script = self._script(question.script)
        if question.ask == "score":
            return script.engine.score(*question.args)
        if question.ask == "example":
            return script.engine.example(*question.args)
        return script.mender.mend(*question.args)

    def _script(self, started: Started) -> play.Script:
        key = (started.scenario_hash, started.rubric_hash, started.lang)
        if key not in self._scripts:
            library, store = self._coach.library, self._coach.store
            scenario = library.parse_scenario(store.content(started.scenario_hash), started.scenario)
            rubric = library.parse_rubric(store.content(started.rubric_hash), started.rubric)
            self._scripts[key] = play.Script(scenario, rubric, started.lang)
            if len(self._scripts) > KEPT:
                self._scripts.popitem(last=False)
        self._scripts.move_to_end(key)
        return self._scripts[key]


def run_scorer(door: socket.socket, scorer: Scorer) -> None:
    """Answer the sessions whose sockets come through `door`, one question after another, until it closes."""
    with selectors.DefaultSelector() as waiting:
        waiting.register(door, selectors.EVENT_READ)
        while True:
            for key, _ in waiting.select():
                line = key.fileobj
                if line is door:
                    _, handles, _, _ = socket.recv_fds(door, ONE, 1)
                    if not handles:
                        return
                    session = socket.socket(fileno=handles[0])
                    session.settimeout(STALLED)
                    waiting.register(session, selectors.EVENT_READ)
                elif isinstance(line, socket.socket) and not _answered(line, scorer):
                    waiting.unregister(line)
                    line.close()


def _answered(line: socket.socket, scorer: Scorer) -> bool:
    """Read one question and write its answer; say whether there can be more."""
    with contextlib.suppress(OSError, EOFError):
        question = receive(line)
        try:
            answer = True, scorer.answer(question)
        except Exception as error:  # it scores for everybody: one question that fails must not end it
            from sim.coach.log import log_fault

            log_fault(error)
            answer = False, None
        send(line, answer)
        return True
    return False
