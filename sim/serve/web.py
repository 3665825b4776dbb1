"""Owns what a browser can ask for: the page, the way in and out, the websocket, a file of one's own session.

Decides nothing about people or sessions: the gate and the house do. Never writes down a path, a token or
what was typed.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import cast

from aiohttp import WSMsgType, web

from sim.errors import ServicesimError
from sim.locale import translator
from sim.model.language import Lang
from sim.serve import page
from sim.serve.gate import Gate, TooMany
from sim.serve.house import Full, House
from sim.serve.logins import LASTS
from sim.serve.plan import Plan
from sim.serve.session import Close, Visitor, shut
from sim.serve.window import HEIGHT, TYPED, WIDTH, Window, clamp, take

log = logging.getLogger("servicesim.serve")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
"""What every answer carries unless it says otherwise."""

ENTER = "/enter/"
"""What the path of a personal link begins with; the rest of it is the secret."""

FOREVER = "public, max-age=31536000, immutable"
"""For files whose address changes with them."""

YEAR = "max-age=31536000"


class Web:
    """The web application of one server."""

    def __init__(self, plan: Plan, origins: frozenset[str], gate: Gate, house: House) -> None:
        """`origins` are the addresses (scheme, host, port) that browsers may know the server by."""
        self._plan, self._gate, self._house = plan, gate, house
        self._origins = origins
        self._hosts = frozenset(host for origin in origins for host in _hosts(origin))
        self.app = web.Application(middlewares=[self._guard], client_max_size=TYPED)
        self.app.on_response_prepare.append(self._dress)
        self.app.add_routes(
            [
                web.get("/", self._page),
                web.get(ENTER + "{token}", self._ask, allow_head=False),
                web.post(ENTER + "{token}", self._enter),
                web.post("/leave", self._leave),
                web.get("/alive", self._alive),
                web.get("/ws/{lang:en|zh}", self._socket),
                web.get("/download/{key}", self._download, allow_head=False),
                web.get(page.static_root() + "/{name}", self._static),
            ]
        )

    # around every request

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse other hosts' names, and turn what goes wrong into a page."""
        _ = translator(self._lang(request))
        if request.host.lower() not in self._hosts:
            return self._words(request, 421, _("This server does not answer to that name."))
        try:
            return await handler(request)
        except web.HTTPException as error:
            return self._words(request, error.status, _("There is nothing here."))
        except ServicesimError as error:
            log.warning("%s", type(error).__name__)
            return self._words(request, 503, _("The server cannot reach its data just now. Try again soon."))
        except Exception as error:  # whoever asked gets a page, and the trace goes to the log
            from sim.coach.log import log_fault

            log.error("a fault of ours: %s; see %s", type(error).__name__, log_fault(error))
            return self._words(request, 500, _("Something went wrong on our side. Your attempt is kept."))

    async def _dress(self, request: web.Request, response: web.StreamResponse) -> None:
        if request.path.startswith(ENTER):
            # The address is the secret, on any page. One that asks tells its origin, and no more.
            response.headers.setdefault("Referrer-Policy", "no-referrer")
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["Server"] = "servicesim"
        response.headers.setdefault("Content-Security-Policy", page.policy())
        if self._plan.secure:
            response.headers["Strict-Transport-Security"] = YEAR

    def _lang(self, request: web.Request) -> Lang:
        """Return the language of an answer: asked for, the server's, or the browser's first choice."""
        asked = request.query.get("lang")
        if asked in ("en", "zh"):
            return cast("Lang", asked)
        if self._plan.lang:
            return self._plan.lang
        return "zh" if request.headers.get("Accept-Language", "").lower().startswith("zh") else "en"

    def _words(self, request: web.Request, status: int, *paragraphs: str) -> web.Response:
        text = page.words(self._lang(request), *paragraphs)
        return web.Response(text=text, status=status, content_type="text/html")

    def _from_our_page(self, request: web.Request) -> bool:
        """Say whether a page of this server sent a request: browsers say so truly, and always."""
        return request.headers.get("Origin", "").lower() in self._origins

    # pages

    async def _page(self, request: web.Request) -> web.Response:
        lang = self._lang(request)
        if await self._gate.visitor(request) is None:
            return self._stranger(request, 401)
        nonce = secrets.token_urlsafe(16)
        scheme = "wss" if self._plan.secure else "ws"
        socket = f"{scheme}://{request.host.lower()}/ws/{lang}"
        response = web.Response(text=page.terminal(lang, nonce, socket), content_type="text/html")
        response.headers["Content-Security-Policy"] = page.policy(nonce, socket)
        return response

    def _stranger(self, request: web.Request, status: int) -> web.Response:
        _ = translator(self._lang(request))
        return self._words(
            request,
            status,
            _("You come in by a link of your own."),
            _("Ask your trainer for it. A link that does not work is too old or was taken back."),
        )

    async def _ask(self, request: web.Request) -> web.Response:
        """Ask whoever opens a link whether to come in by it: opening alone changes nothing."""
        who = await self._whose(request)
        if isinstance(who, web.Response):
            return who
        visitor = await self._gate.visitor(request)
        return self._asking(request, who, visitor)

    async def _enter(self, request: web.Request) -> web.Response:
        """Come in by a link, as its page was asked to.

        Else a page of another site could put a trainee into an account of its maker's, who would read there
        what the trainee types. So the press must come from our own page, as the origin says that browsers
        put on every form and no page can forge: a nonce in a second cookie would say the same once more. It
        needs the asking page to tell its origin, hence that page's own referrer policy. On the way from a
        link on another site browsers keep our cookie back, so that only here, on the way from our own page,
        it is sure to be seen who is in already: whoever was not told of that is asked again.
        """
        if not self._from_our_page(request):
            _ = translator(self._lang(request))
            return self._words(request, 403, _("There is nothing here."))
        who = await self._whose(request)
        if isinstance(who, web.Response):
            return who
        visitor = await self._gate.visitor(request)
        if visitor is not None and visitor.who != who:
            told = (await request.post()).get(page.INSTEAD)
            if told != visitor.who:
                return self._asking(request, who, visitor)
        response = web.Response(status=303, headers={"Location": "/"})
        response.set_cookie(
            self._gate.cookie,
            self._gate.enter(request, who, request.match_info["token"]),
            path="/",
            max_age=LASTS,
            httponly=True,
            samesite="Strict",
            secure=self._plan.secure,
        )
        return response

    async def _whose(self, request: web.Request) -> str | web.Response:
        """Return whom the link of a request lets in, or the answer to one that lets in nobody."""
        try:
            who = await self._gate.whose(request, request.match_info["token"])
        except TooMany as error:
            _ = translator(self._lang(request))
            response = self._words(request, 429, _("Too many links that do not work. Try again later."))
            response.headers["Retry-After"] = str(int(error.wait) + 1)
            return response
        return self._stranger(request, 403) if who is None else who

    def _asking(self, request: web.Request, who: str, visitor: Visitor | None) -> web.Response:
        instead = visitor.who if visitor is not None and visitor.who != who else ""
        text = page.asking(self._lang(request), who, instead)
        response = web.Response(text=text, content_type="text/html")
        response.headers["Content-Security-Policy"] = page.policy(asks=True)
        response.headers["Referrer-Policy"] = "strict-origin"
        return response

    async def _leave(self, request: web.Request) -> web.Response:
        _ = translator(self._lang(request))
        if not self._from_our_page(request):
            return self._words(request, 403, _("There is nothing here."))
        visitor = None
        with contextlib.suppress(ServicesimError):  # whoever wants out gets out, whatever the store says
            visitor = await self._gate.visitor(request)
        self._gate.leave(request)
        session = self._house.of(visitor.who) if visitor is not None else None
        if session is not None:  # it may be open in another window, for whoever comes to this machine next
            self._house.end(session, Close.LEFT)
        response = self._words(request, 200, _("You are logged out. Your link lets you in again."))
        response.del_cookie(
            self._gate.cookie, path="/", httponly=True, samesite="Strict", secure=self._plan.secure
        )
        return response

    async def _alive(self, request: web.Request) -> web.Response:
        known = await self._gate.visitor(request) is not None
        return web.Response(status=204 if known else 401)

    async def _static(self, request: web.Request) -> web.Response:
        found = page.statics().get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        response = web.Response(body=found.packed if packed else found.data, content_type=found.kind)
        response.charset = "utf-8"
        response.headers.update({"Cache-Control": FOREVER, "Vary": "Accept-Encoding"})
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        return response

    async def _download(self, request: web.Request) -> web.Response:
        visitor = await self._gate.visitor(request)
        session = self._house.of(visitor.who) if visitor is not None else None
        file = await session.file(request.match_info["key"]) if session is not None else None
        if file is None:
            raise web.HTTPNotFound
        name, content = file
        response = web.Response(body=content, content_type="text/plain", charset="utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    # the terminal

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if not self._from_our_page(request):
            log.warning("a page of another site tried to connect, from %s", self._gate.address(request))
            raise web.HTTPForbidden
        visitor = await self._gate.visitor(request)
        if visitor is None:
            raise web.HTTPUnauthorized
        socket = Window(request)
        await socket.prepare(request)
        await self._serve(socket, visitor, request)
        return socket

    async def _serve(self, socket: Window, visitor: Visitor, request: web.Request) -> None:
        lang = cast("Lang", request.match_info["lang"])
        width = clamp(_number(request.query.get("width")), WIDTH, 80)
        height = clamp(_number(request.query.get("height")), HEIGHT, 24)
        try:
            session = await self._house.enter(visitor, lang, socket, width, height)
        except Full:
            await shut(socket, Close.FULL)
            return
        except OSError:
            await shut(socket, Close.GOING_AWAY)
            return
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT and not await take(session, socket, message.data):
                    break
        finally:
            self._house.leave(session, socket)
            await shut(socket, Close.DONE)


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 6 else None


def _hosts(origin: str) -> tuple[str, ...]:
    """Return the forms that a browser may give an origin's host in."""
    scheme, _, host = origin.partition("://")
    usual = ":443" if scheme == "https" else ":80"
    return host, host + usual
