"""Owns who comes in: by the cookie of a personal link, or by the header of a proxy that is believed.

Never believes a header of anybody else, never takes a name from an address or a query, and asks the store
each time whether the link behind a cookie still holds.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from sim.coach.invites import TOKEN_LENGTH, digest
from sim.errors import NotFound, Usage
from sim.serve.logins import Logins
from sim.serve.plan import Plan, address_of
from sim.serve.session import Visitor
from sim.serve.tries import Tries
from sim.store.rows import clean_name

if TYPE_CHECKING:
    from aiohttp import web

    from sim.store import Store

log = logging.getLogger("servicesim.serve")


class TooMany(Exception):
    """Too many failed tries from this address; `wait` is in seconds."""

    def __init__(self, wait: float) -> None:
        """Say how long to wait."""
        super().__init__()
        self.wait = wait


class Gate:
    """Says who a request comes from."""

    def __init__(self, plan: Plan, store: Store, logins: Logins) -> None:
        """Ask `store` for links. Made inside the running event loop."""
        self._plan, self._store, self._logins = plan, store, logins
        self._tries = Tries(asyncio.get_running_loop().time)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="gate")

    @property
    def cookie(self) -> str:
        """Name of the cookie; the prefix makes browsers keep it from other hosts and plain connections."""
        return "__Host-servicesim" if self._plan.secure else "servicesim"

    async def visitor(self, request: web.Request) -> Visitor | None:
        """Return who sent a request, or None. Raises StoreBusy."""
        if self._plan.proxy_header and self._plan.believes(request.remote or ""):
            return self._vouched(request)
        link = self._logins.link(request.cookies.get(self.cookie, ""))
        who = await self._invited(link) if link is not None else None
        return Visitor(who, link) if who is not None and link is not None else None

    def _vouched(self, request: web.Request) -> Visitor | None:
        """Return whom the proxy vouches for; nobody when it says nothing, two things, or no name."""
        told = request.headers.getall(self._plan.proxy_header, [])
        if len(told) != 1:
            return None
        try:
            return Visitor(clean_name(told[0].encode("utf-8", "surrogateescape").decode("utf-8")))
        except (Usage, UnicodeError):
            log.warning("the proxy sent a name that cannot be one")
            return None

    async def whose(self, request: web.Request, token: str) -> str | None:
        """Return whom a link's token lets in, or None; nobody is logged in yet.

        A link that holds lets its owner in whatever others tried from the same address: a classroom has one.
        Raises TooMany after too many failed tries from one address, StoreBusy.
        """
        address = self.address(request)
        who = await self._invited(digest(token)) if len(token) == TOKEN_LENGTH else None
        if who is None and (wait := self._tries.wait(address)):
            raise TooMany(wait)
        if who is None:
            self._tries.fail(address)
            log.warning("a link that does not hold was tried from %s", address)
            return None
        return who

    def enter(self, request: web.Request, who: str, token: str) -> str:
        """Log in whom a token lets in, and return what the cookie holds."""
        log.info("%s came in from %s", who, self.address(request))
        return self._logins.add(digest(token))

    def leave(self, request: web.Request) -> None:
        """Log a browser out."""
        self._logins.remove(request.cookies.get(self.cookie, ""))

    async def holds(self, visitor: Visitor) -> bool:
        """Say whether the link somebody came by still holds; whom a proxy vouched for must still be there.

        Raises StoreBusy.
        """
        if visitor.link:
            return await self._invited(visitor.link) == visitor.who
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._thread, self._store.department.person, visitor.who)
        except NotFound:
            return False
        return True

    def address(self, request: web.Request) -> str:
        """Return the address a request comes from: a believed proxy says from which."""
        peer = request.remote or ""
        if self._plan.believes(peer):
            last = ",".join(request.headers.getall("X-Forwarded-For", [])).rpartition(",")[2].strip()
            told = address_of(last)
            return str(told) if told is not None else peer
        return peer

    async def _invited(self, link: str) -> str | None:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._store.department.invited, link)

    def close(self) -> None:
        """Let the last question be answered."""
        self._thread.shutdown(wait=True)
