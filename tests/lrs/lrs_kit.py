"""Owns what tests of sending need: a real record store, a server with faults, and attempts of every kind."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from sim.coach import Coach
from sim.coach.drills import start_drill
from sim.coach.learning import Learning, as_text
from sim.coach.learning_lrs import RecordStore
from sim.coach.learning_send import Sender
from sim.model.department import Queued
from sim.model.events import Started, State
from sim.model.language import Lang
from sim.report.xapi import Learner, statement_id, statements_of
from sim.store import Content

HERE = Path(__file__).parent
LRS = HERE.parents[1] / ".venv" / "lrs"
"""Where the record store and the validators are installed, apart from everything else."""

KEY, SECRET = "desk", "geheim"

needs_lrs = pytest.mark.skipif(
    not (LRS / "bin" / "ralph").exists() and not os.environ.get("CI"),
    reason="no learning record store is installed in .venv/lrs",
)
needs_validator = pytest.mark.skipif(
    not (LRS / "node_modules" / "xapi-validation").exists() and not os.environ.get("CI"),
    reason="no xapi-validation is installed in .venv/lrs",
)


class Ralph:
    """A learning record store that keeps statements in a file; it can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        """Choose a free port and make credentials."""
        self.folder, self._server = folder, None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}/xAPI"
        self._environment = {
            **os.environ,
            "RALPH_APP_DIR": str(folder),
            "RALPH_RUNSERVER_BACKEND": "fs",
            "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(folder / "statements"),
        }
        agent = ("-N", "desk", "-A", "desk", "https://lrs.invalid")
        command = (LRS / "bin" / "ralph", "auth", "-u", KEY, "-p", SECRET, "-s", "all", *agent, "-w")
        subprocess.run(command, env=self._environment, check=True, capture_output=True)

    _server: subprocess.Popen[bytes] | None

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = (LRS / "bin" / "python", HERE / "ralph_server.py", str(self.port))
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)
        for _ in range(1200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self._server.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def stop(self) -> None:
        """Kill the server: what it had not answered it never answers."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None

    def client(self) -> RecordStore:
        """Return what speaks to it as the department does."""
        return RecordStore(self.address, KEY, SECRET)

    def held(self, registration: str | None = None) -> list[dict[str, Any]]:
        """Return the statements that it gives back, those of one registration or all."""
        found: list[dict[str, Any]] = []
        query = f"?registration={registration}" if registration else ""
        place = f"/xAPI/statements{query}"
        passwords = urllib.request.HTTPPasswordMgrWithPriorAuth()
        passwords.add_password(None, self.address, KEY, SECRET, is_authenticated=True)
        opener = urllib.request.build_opener(
            urllib.request.HTTPBasicAuthHandler(passwords), urllib.request.ProxyHandler({})
        )
        while place:
            request = urllib.request.Request(
                f"http://127.0.0.1:{self.port}{place}", headers={"X-Experience-API-Version": "1.0.3"}
            )
            with opener.open(request, timeout=10) as response:
                page = json.load(response)
            found += page["statements"]
            place = page.get("more", "") if page["statements"] else ""
        return found


Reply = tuple[int, dict[str, str], str]
"""What a server answers: status, headers, body."""


@dataclass
class Faulty:
    """A server that answers as it is told to, and keeps what it was asked.

    It stands for the ways in which real record stores go wrong, which none does on request.
    """

    answer: Callable[[str, list[dict[str, Any]]], Reply | None] = lambda _path, _sent: (204, {}, "")
    asked: list[tuple[str, str, dict[str, str], list[dict[str, Any]]]] = field(default_factory=list)
    address: str = ""

    @property
    def batches(self) -> list[list[str]]:
        """The ids of the statements in each request, in order."""
        return [
            [one["id"] for one in sent] for method, _path, _headers, sent in self.asked if method == "POST"
        ]

    def serve(self) -> ThreadingHTTPServer:
        """Start the server in a thread and return it."""
        faulty = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self._reply(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

            def do_GET(self) -> None:
                self._reply([])

            def _reply(self, sent: list[dict[str, Any]]) -> None:
                faulty.asked.append((self.command, self.path, dict(self.headers), sent))
                reply = faulty.answer(self.path, sent)
                if reply is None:
                    self.connection.close()
                    return
                status, headers, body = reply
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body.encode()))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_args: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{server.server_port}/xapi"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        return server


def played(coach: Coach, lang: Lang, who: str = "Ann") -> list[str]:
    """Play one attempt of every kind, with everything that can happen in it, and return their ids."""
    seat = coach.start("complaint-01", lang=lang, who=who)
    words = {"en": "Sorry, I will call you by 6 tonight. ☎", "zh": "对不起，今晚6点前我给您打电话。☎"}
    seat.hint()
    seat.reply(words[lang])
    seat.undo()
    seat.reply(words[lang])
    seat.pause()
    while not seat.ended:
        seat.reply("ok")
    again = coach.replay(seat.attempt, 2)
    again.reply(words[lang])
    turn = coach.start("complaint-01", lang=lang, who=who, only="opening")
    turn.reply(words[lang])
    case = start_drill(coach, "case-01", lang=lang, who=who)
    case.answer("Know the customer. 了解客户。")
    case.answer("Find out what they need. 弄清楚需要。")
    return [seat.attempt, again.attempt, turn.attempt, case.attempt]


def queued(coach: Coach, attempts: list[str]) -> Learning:
    """Queue the statements of attempts and return what tells of them."""
    learning = Learning(coach)
    learning.queue(coach.store.attempt(attempt) for attempt in attempts)
    return learning


def many(coach: Coach, number: int) -> list[str]:
    """Queue so many statements of one attempt, a second apart, and return their ids in that order."""
    state = State(heat=70, trust=40, patience=60)
    begun = Started(
        seq=1, scenario="complaint-01", scenario_hash=sha256(b"s").hexdigest(), rubric="service",
        rubric_hash=sha256(b"r").hexdigest(), engine="base-4", lang="en", mode="practice", seed=0,
        state=state,
    )  # fmt: skip
    contents = (
        Content("scenario", begun.scenario, begun.scenario_hash, "s"),
        Content("rubric", begun.rubric, begun.rubric_hash, "r"),
    )
    attempt = coach.store.begin("Ann", [begun], contents)
    learner = Learner("https://training.example.com", "4711")
    (first,) = statements_of(attempt, coach.store.timed_events(attempt), learner, {})
    found = []
    for n in range(number):
        at = f"2025-03-01T08:{n // 60:02}:{n % 60:02}.000Z"
        found.append({**first.data, "id": statement_id(attempt, n, "answered"), "timestamp": at})
    coach.store.department.queue(
        Queued(id=one["id"], attempt=attempt, statement=as_text(one)) for one in found
    )
    return [one["id"] for one in found]


Data = dict[str, Any]
WELL: Reply = (204, {}, "")


@dataclass
class Clock:
    """A clock that goes when it is told to."""

    at: datetime = field(default_factory=lambda: datetime.now(UTC) + timedelta(hours=1))

    def __call__(self) -> datetime:
        """Return the time."""
        return self.at

    def go(self, seconds: float) -> None:
        """Let time pass."""
        self.at += timedelta(seconds=seconds)


def sender(coach: Coach, address: str, clock: Clock) -> Sender:
    """Return what sends from a store to an address."""
    return Sender(Learning(coach), RecordStore(address, KEY, SECRET), clock)


def outbox(coach: Coach) -> tuple[int, int, int]:
    """Return how many statements wait, were sent, were refused."""
    held = coach.store.department.outbox()
    return held["waiting"], held["sent"], held["refused"]


def refusing(bad: set[str], status: int = 400) -> Callable[[str, list[Data]], Reply]:
    """Return an answer that refuses every batch with one of these statements in it, as xAPI demands."""
    return lambda _path, sent: (status, {}, "one is bad") if bad & {one["id"] for one in sent} else WELL
