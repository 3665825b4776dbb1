"""Owns what tests of the department share: a quick whole conversation, people, a connection that breaks."""

from __future__ import annotations

import contextlib
import functools
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from sim import play
from sim.coach import Coach
from sim.content import Library, Loaded
from sim.model.department import Assignment
from sim.model.events import Event
from sim.store import Content

Opener = Callable[..., Coach]
"""Opens the coach on a store at a place."""

SCENARIO = "complaint-01"
"""Ends after a few empty replies."""

GOOD = "Two days off for nothing with a newborn and no fridge: I'm sorry, our depot put it on the wrong van."


@functools.cache
def texts(scenario: str = SCENARIO, pack: Path | None = None) -> tuple[Loaded[Any], Loaded[Any]]:
    """Return a scenario and the sheet, from a pack or as they come with the program."""
    library = Library((pack,) if pack else ())
    return library.scenario(scenario), library.rubric("service")


@functools.cache
def _played(scenario: str, mode: Any, first: str) -> tuple[Event, ...]:
    """Return the events of a conversation, played once by this process of tests."""
    text, sheet = texts(scenario)
    script = play.Script(text.value, sheet.value, "en")
    events = list(play.begin(script, mode=mode, seed=0, scenario_hash=text.hash, rubric_hash=sheet.hash))
    session = play.fold(script, events)
    reply = first
    while not session.over:
        session, more = play.step(script, session, reply)
        events += more
        reply = "ok"
    return tuple(events)


def ended(
    coach: Coach,
    who: str = "Ann",
    mode: Any = "exam",
    *,
    scenario: str = SCENARIO,
    first: str = GOOD,
    assignment: Assignment | None = None,
    pack: Path | None = None,
) -> str:
    """Keep a conversation that was played to its end and return its attempt."""
    mode = assignment.mode if assignment else mode
    text, sheet = texts(scenario, pack)
    begun, *rest = _played(scenario, mode, first)
    begun = begun.model_copy(update={"scenario_hash": text.hash, "rubric_hash": sheet.hash})
    attempt = coach.store.begin(
        who, (begun,), contents_of(text, sheet), assignment=assignment.id if assignment else None
    )
    coach.store.append(attempt, rest, finished=True)
    return attempt


def contents_of(text: Loaded[Any], sheet: Loaded[Any]) -> tuple[Content, Content]:
    """Return both texts as a store keeps them."""
    return (
        Content("scenario", text.value.id, text.hash, text.text),
        Content("rubric", sheet.value.rubric, sheet.hash, sheet.text),
    )


def assigned(
    coach: Coach, *names: str, mode: Any = "exam", scenario: str = SCENARIO, **how: Any
) -> Assignment:
    """Ask a cohort called `spring` to play a scenario; it and its people are made where they are missing."""
    desk = coach.store.department
    if "spring" not in [cohort.name for cohort in desk.cohorts()]:
        desk.create_cohort("spring", by="Ruth")
    desk.add_members("spring", names)
    text, sheet = contents_of(*texts(scenario))
    return desk.assign("spring", scenario, mode=mode, rubric=sheet, text=text, by="Ruth", **how)


def edited_pack(folder: Path) -> Path:
    """Return a pack with another version of the scenario and of the sheet."""
    for kind, name, loaded in zip(("scenarios", "rubrics"), (SCENARIO, "service"), texts(), strict=True):
        place = folder / kind
        place.mkdir(parents=True)
        (place / f"{name}.yaml").write_text(f"{loaded.text}\n# another version\n", encoding="utf-8")
    return folder


class Wire:
    """A way to a PostgreSQL server that can break.

    `cut` lets nobody through; `drops` names a statement whose transaction is committed without an answer.
    """

    def __init__(self, address: str) -> None:
        """Stand before the server at `address`."""
        parts = urlsplit(address)
        folder = parse_qs(parts.query).get("host", [""])[0]
        self._target = next(Path(folder).glob(".s.PGSQL.*[0-9]")) if folder else None
        self._host = (parts.hostname or "127.0.0.1", parts.port or 5432)
        self._server = socket.create_server(("127.0.0.1", 0))
        user = parts.username or "postgres"
        port = self._server.getsockname()[1]
        self.address = f"postgresql://{user}@127.0.0.1:{port}{parts.path}?sslmode=disable&gssencmode=disable"
        self.drops = b""
        self.cut = False
        self.dropped = 0
        self._threads: list[threading.Thread] = []
        self._clients: list[socket.socket] = []
        self._start(self._listen)

    def _start(self, work: Callable[..., None], *given: object) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()

    def close(self) -> None:
        """Cut every connection and take no more."""
        with self._server:
            for end in (self._server, *self._clients):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._server.accept()
                if self.cut:
                    client.close()
                else:
                    self._clients.append(client)
                    self._start(self._join, client)

    def _join(self, client: socket.socket) -> None:
        """Carry bytes both ways until a side is done, or the answer to a COMMIT is to be lost."""
        with client, self._reached() as server:
            losing, said = threading.Event(), b""
            back = threading.Thread(target=self._back, args=(client, server, losing))
            back.start()
            with contextlib.suppress(OSError):
                while data := client.recv(65536):
                    said += data
                    if self.drops and self.drops in said and b"COMMIT" in said.partition(self.drops)[2]:
                        self.drops = b""
                        losing.set()
                    server.sendall(data)
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            back.join()

    def _reached(self) -> socket.socket:
        if self._target is None:
            return socket.create_connection(self._host)
        server = socket.socket(socket.AF_UNIX)
        server.connect(str(self._target))
        return server

    def _back(self, client: socket.socket, server: socket.socket, losing: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := server.recv(65536):
                if losing.is_set():
                    self.dropped += 1
                    break
                client.sendall(data)
        with contextlib.suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def wire(address: str) -> Iterator[Wire]:
    """Give a wire to a server."""
    made = Wire(address)
    try:
        yield made
    finally:
        made.close()
