"""Owns the warm parent: a process with one thread that has everything loaded and forks one process a session.

A forked session shares what is loaded with all others. The parent opens no database and no socket but the
one it is asked through; when the server is gone it ends its sessions and itself. Linux and macOS only.
"""

from __future__ import annotations

import contextlib
import gc
import json
import math
import os
import resource
import selectors
import signal
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any, NoReturn

from sim.model.language import Lang

ASKED = 4096
"""Bytes of the longest request or report: a name of 60 characters and a few figures."""

LAST = 5.0
"""Seconds that sessions have to end once the server is gone: by themselves, then when told to."""

ROOM = 640 << 20
"""Bytes of address space of one session: twice the 310 MB it takes, so that no input eats the machine."""

PAUSE = 1.0
"""Seconds between two beginnings of the scorer: one that cannot run must not take the machine's time."""

FAULT = 70
"""Exit code of a fault of ours, as everywhere in the program."""


@dataclass(frozen=True)
class Birth:
    """What a new session is told: whose it is, its language, and the size of the window in cells."""

    who: str
    lang: Lang
    width: int
    height: int


Play = Callable[[Birth, socket.socket], int]
"""Plays in this process, a browser at its standard input and output; the socket leads to the scorer."""

Score = Callable[[socket.socket], None]
"""Answers scoring questions of sessions, whose sockets come through the one given."""


class Nursery:
    """The server's end of the warm parent."""

    def __init__(self, line: socket.socket, pid: int) -> None:
        """`line` leads to the process `pid`."""
        self.line, self.pid = line, pid

    def start(self, number: int, birth: Birth) -> socket.socket:
        """Have a session forked; return the socket to it. Raises OSError when the parent is gone."""
        ours, its = socket.socketpair()
        with its:
            order = {"do": "start", "session": number, **asdict(birth)}
            socket.send_fds(self.line, [json.dumps(order).encode()], [its.fileno()])
        return ours

    def signal(self, number: int, what: int) -> None:
        """Send a signal to a session's process group; nothing happens when it is gone."""
        with contextlib.suppress(OSError):
            self.line.send(json.dumps({"do": "signal", "session": number, "signal": what}).encode())

    def report(self) -> dict[str, int] | None:
        """Return what the parent tells: a session's number with its `pid`, or its exit `code`.

        None when the parent is gone. Waits for it: ask when the line can be read.
        """
        with contextlib.suppress(ConnectionError):
            if told := self.line.recv(ASKED):
                report: dict[str, int] = json.loads(told)
                return report
        return None

    def close(self) -> None:
        """Let the parent end what is left and itself, and wait for it."""
        self.line.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


def open_nursery(play: Play, score: Score, listening: Iterable[socket.socket]) -> Nursery:
    """Fork the warm parent off this process, which has everything loaded and one thread.

    `listening` are sockets that are the server's alone.
    """
    ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    gc.collect()
    gc.freeze()  # what is loaded stays: a collection that wrote to it would unshare it
    pid = os.fork()
    if pid:
        its.close()
        return Nursery(ours, pid)
    try:
        ours.close()
        for server in listening:
            server.close()
        _Parent(its, play, score).run()
    finally:
        os._exit(FAULT)


class _Parent:
    """The warm parent itself."""

    def __init__(self, line: socket.socket, play: Play, score: Score) -> None:
        self._line, self._play, self._score = line, play, score
        self._sessions: dict[int, int] = {}
        self._waiting = selectors.DefaultSelector()
        self._scorer, self._scorer_pid = socket.socket(socket.AF_UNIX), 0
        self._scorer.close()  # there is none yet
        self._scorer_began = self._scorer_due = -math.inf
        self._pipe: tuple[int, int] = (-1, -1)

    def run(self) -> NoReturn:
        """Fork what is asked for and tell what ended, until the server is gone."""
        for ignored in (signal.SIGINT, signal.SIGTERM):  # it ends when the server does
            signal.signal(ignored, signal.SIG_IGN)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._pipe = woken, wake = os.pipe()
        for end in self._pipe:
            os.set_blocking(end, False)
        signal.set_wakeup_fd(wake)
        self._waiting.register(self._line, selectors.EVENT_READ)
        self._waiting.register(woken, selectors.EVENT_READ)
        while True:
            rest = self._scorer_due - time.monotonic()
            if rest <= 0:
                self._start_scorer()
            for key, _ in self._waiting.select(max(0.0, rest) if rest < math.inf else None):
                if key.fileobj is self._line:
                    self._listen()
                else:
                    with contextlib.suppress(BlockingIOError):
                        os.read(woken, ASKED)
                    self._reap()

    def _listen(self) -> None:
        try:
            told, handles, _, _ = socket.recv_fds(self._line, ASKED, 1)
        except ConnectionError:
            told, handles = b"", []
        if not told:
            self._end()
        order = json.loads(told)
        number = order.pop("session")
        if order.pop("do") == "start":
            try:
                self._start(number, socket.socket(fileno=handles[0]), Birth(**order))
            except (OSError, IndexError):  # no process or no handle is left: one session less, no more
                self._tell({"session": number, "code": FAULT})
        elif number in self._sessions:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._sessions[number], order["signal"])

    def _start(self, number: int, browser: socket.socket, birth: Birth) -> None:
        far, near = socket.socketpair()
        with browser, far, near:
            pid = os.fork()
            if not pid:
                far.close()
                self._scorer.close()
                _be_session(self._alone, lambda: self._play(birth, near), browser)
            with contextlib.suppress(OSError):  # without a scorer a session scores by itself
                socket.send_fds(self._scorer, [b"session"], [far.fileno()])
        self._sessions[number] = pid
        self._tell({"session": number, "pid": pid})

    def _start_scorer(self) -> None:
        """Fork the scorer, or try again later; without one sessions score by themselves."""
        self._scorer_began, self._scorer_due = time.monotonic(), math.inf
        try:
            ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        except OSError:
            self._scorer_due = self._scorer_began + PAUSE
            return
        try:
            pid = os.fork()
        except OSError:
            ours.close()
            its.close()
            self._scorer_due = self._scorer_began + PAUSE
            return
        if not pid:
            code = FAULT
            try:
                ours.close()
                self._alone()
                self._score(its)
                code = 0
            finally:
                os._exit(code)
        its.close()
        self._scorer, self._scorer_pid = ours, pid

    def _alone(self) -> None:
        """Leave behind, in a forked process, what is the parent's."""
        signal.set_wakeup_fd(-1)
        for usual in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(usual, signal.SIG_DFL)
        for end in self._pipe:
            os.close(end)
        self._waiting.close()
        self._line.close()
        os.setsid()

    def _reap(self) -> None:
        for pid, status in _ended():
            number = next((n for n, p in self._sessions.items() if p == pid), None)
            if number is not None:
                del self._sessions[number]
                self._tell({"session": number, "code": os.waitstatus_to_exitcode(status)})
            elif pid == self._scorer_pid:
                self._scorer.close()
                self._scorer_due = self._scorer_began + PAUSE

    def _tell(self, report: dict[str, Any]) -> None:
        with contextlib.suppress(OSError):  # the server is gone: the next read says so
            self._line.send(json.dumps(report).encode())

    def _end(self) -> NoReturn:
        """End what is left. Sessions leave by themselves when they see that the server is gone."""
        for what in (0, signal.SIGTERM, signal.SIGKILL):
            for pid in self._sessions.values():
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(pid, what)
            until = time.monotonic() + LAST
            while self._sessions and time.monotonic() < until:
                gone = {pid for pid, _ in _ended()}
                self._sessions = {n: pid for n, pid in self._sessions.items() if pid not in gone}
                time.sleep(0.02)
        self._scorer.close()
        os._exit(0)


def _ended() -> list[tuple[int, int]]:
    """Return process and status of every child that has ended."""
    found = []
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            found.append(ended)
    return found


def _be_session(alone: Callable[[], None], play: Callable[[], int], browser: socket.socket) -> NoReturn:
    """Turn a forked process into a session and end with it. What it would say on stderr is nobody's."""
    code = FAULT
    try:
        alone()
        os.dup2(browser.fileno(), 0)
        os.dup2(browser.fileno(), 1)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
        browser.close()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
        code = play()
    except Exception as error:  # a session that fails is logged and ends; the server goes on
        from sim.coach.log import log_fault

        log_fault(error)
    finally:
        os._exit(code)
