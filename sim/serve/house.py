"""Owns all sessions of a server: one a person, at most so many, none idle for long, none left for good.

Never speaks HTTP and never asks who somebody is.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from sim.model.language import Lang
from sim.serve.nursery import Birth, Nursery
from sim.serve.session import Close, Session, Viewer, Visitor, shut

log = logging.getLogger("servicesim.serve")


LOST = -1
"""Stands for the exit code of a session whose parent is gone."""


@dataclass(frozen=True)
class Doors:
    """How many sessions there may be, and the seconds that one may be idle and be left by its browser."""

    sessions: int
    idle: float
    grace: float


class Full(Exception):
    """Every place is taken."""


class House:
    """The sessions. A person who comes again comes back to the session that is there."""

    def __init__(self, nursery: Nursery, doors: Doors) -> None:
        """Have `nursery` start them. Made inside the running event loop."""
        self._nursery, self._doors = nursery, doors
        self._loop = asyncio.get_running_loop()
        self._numbers = itertools.count(1)
        self._sessions: dict[int, Session] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.lost = asyncio.Event()
        self._loop.add_reader(nursery.line.fileno(), self._hear)

    def __len__(self) -> int:
        return len(self._sessions)

    def of(self, who: str) -> Session | None:
        """Return somebody's session, if it is there to stay."""
        return next((s for s in self.sessions() if s.who == who), None)

    async def enter(self, visitor: Visitor, lang: Lang, viewer: Viewer, width: int, height: int) -> Session:
        """Show somebody their session, the one they left or a new one. Raises Full, OSError."""
        who = visitor.who
        async with self._locks.setdefault(who, asyncio.Lock()):
            session = self.of(who)
            if session is not None and session.lang != lang:
                await session.end(Close.TAKEN)
            for other in [s for s in self._sessions.values() if s.who == who and s.ending]:
                await other.gone.wait()
            session = self.of(who)
            if session is None:
                session = await self._start(Birth(who, lang, width, height), visitor)
            session.visitor = visitor
            before = await session.show_to(viewer, width, height)
            if before is not None:
                log.info("session %d moved to another window", session.number)
                self._do(shut(before, Close.TAKEN))
            if session.gone.is_set():
                raise ConnectionError("the session ended before it began")
            return session

    async def _start(self, birth: Birth, visitor: Visitor) -> Session:
        if len(self.sessions()) >= self._doors.sessions:
            left = [s for s in self.sessions() if s.left_at is not None]
            if not left:
                raise Full
            self.end(min(left, key=lambda s: s.left_at or 0.0), Close.FULL)
            await asyncio.sleep(0)  # so that it counts as ending
        number = next(self._numbers)
        session = Session(number, birth, visitor, self._nursery.signal, self._loop.time)
        self._sessions[number] = session
        try:
            await session.connect(self._nursery.start(number, birth))
        except OSError:
            del self._sessions[number]
            raise
        self._do(session.follow())
        self._watch(session)
        log.info("session %d of %s started; %d now", number, birth.who, len(self))
        return session

    def leave(self, session: Session, viewer: Viewer) -> None:
        """Take note that a browser is gone: its session stays for a while."""
        if session.leave(viewer) and not session.ending:
            log.info("session %d was left", session.number)
            self._loop.call_later(self._doors.grace, self._left, session, session.left_at)

    def _left(self, session: Session, since: float | None) -> None:
        if session.left_at == since and not session.ending:
            log.info("session %d ends: nobody came back", session.number)
            self.end(session, Close.GOING_AWAY)

    def _watch(self, session: Session) -> None:
        """End a session in which nothing was typed for long; ask again when it could be so."""
        if session.ending or session.gone.is_set():
            return
        rest = session.touched + self._doors.idle - self._loop.time()
        if rest > 0:
            self._loop.call_later(rest, self._watch, session)
        else:
            log.info("session %d ends: nothing was typed for long", session.number)
            self.end(session, Close.IDLE)

    def sessions(self) -> tuple[Session, ...]:
        """Return the sessions that are there to stay."""
        return tuple(s for s in self._sessions.values() if not s.ending)

    def end(self, session: Session, why: Close) -> None:
        """Have a session end, beside everything else."""
        self._do(session.end(why))

    def _hear(self) -> None:
        """Read one report of the nursery."""
        report = self._nursery.report()
        if report is None:
            self._loop.remove_reader(self._nursery.line.fileno())
            self.lost.set()
            for left in list(self._sessions.values()):
                self._gone(left, LOST)
            return
        session = self._sessions.get(report["session"])
        if session is None:
            return
        if "pid" in report:
            log.debug("session %d is process %d", session.number, report["pid"])
        else:
            self._gone(session, report["code"])

    def _gone(self, session: Session, code: int) -> None:
        """Take note that a session's process ended, or that nobody can say of it any more."""
        del self._sessions[session.number]
        log.log(logging.WARNING if code else logging.INFO, "session %d ended: %d", session.number, code)
        self._do(session.ended(code))

    async def close(self) -> None:
        """End every session and wait until they are gone."""
        await asyncio.gather(*(s.end(Close.GOING_AWAY) for s in self._sessions.values()))
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something beside everything else, and hold on to it until it is done."""
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
