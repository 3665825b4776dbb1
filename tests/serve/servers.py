"""Owns starting a real server for tests, and a browser's part of the talk with it."""

from __future__ import annotations

import asyncio
import html
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import psutil
from aiohttp import ClientSession, ClientWebSocketResponse, DummyCookieJar, TCPConnector, WSMsgType

from sim.coach.invites import invite
from sim.store import Store

ROOT = Path(__file__).parents[2]
NOBODY = "nobody"
PATIENCE = 60.0
"""Seconds that a test waits for what must come, on the slowest machine."""
FIELDS = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
ESCAPES = re.compile(r"\x1b\[[0-9;?<>=]*[A-Za-z]|\x1b[()][A-Z0-9]")


class Served:
    """A server with a data folder of its own; tests run as root serve as nobody."""

    def __init__(
        self, *options: str, people: tuple[str, ...] = ("Ann", "Bo"), url: str = "", port: int = 0
    ) -> None:
        """Start it. `people` get a link each; their tokens are in `tokens`. `url`: how browsers reach it."""
        # Not under pytest's own folder: that is closed to other users.
        self.home = Path(tempfile.mkdtemp(prefix="served"))
        with self.store() as store:
            self.tokens = {who: invite(store, who, days=1, by="test").token for who in people}
        self.log = self.home / "log"
        self.options, self.url = options, url
        self.start(port)

    def start(self, port: int = 0) -> None:
        """Start it (again) and wait until it serves."""
        as_nobody = ("--user", NOBODY) if os.geteuid() == 0 else ()
        self.give()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "sim", "serve", "--port", str(port), *as_nobody, *self.options],
                env={
                    **os.environ,
                    "LC_ALL": "C.UTF-8",
                    "SERVICESIM_HOME": str(self.home),
                    "SERVICESIM_URL": self.url,
                },
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self.process.stdout is not None
        with self.process.stdout as told:
            line = told.readline()
        assert line.startswith("servicesim serves "), self.told()
        self.origin = line.split()[-1]

    def give(self) -> None:
        """Give the data folder to the user who serves."""
        if os.geteuid() == 0:
            for path in (self.home, *self.home.iterdir()):
                shutil.chown(path, NOBODY)

    def store(self) -> Store:
        """Open the server's data."""
        return Store.open(self.home)

    def entries(self, who: str) -> int:
        """Return how often somebody came in, in any test of this server."""
        return self.told().count(f"{who} came in")

    def told(self) -> str:
        """Return what the server wrote down."""
        return self.log.read_text("utf-8")

    def parent(self) -> psutil.Process:
        """Return the process that forks sessions."""
        (child,) = psutil.Process(self.process.pid).children()
        return child

    def scorer(self) -> psutil.Process:
        """Return the process that scores: the first one that was forked."""
        return min(self.parent().children(), key=lambda child: child.pid)

    def sessions(self) -> set[int]:
        """Return the processes of the sessions."""
        return {child.pid for child in self.parent().children()} - {self.scorer().pid}

    def link(self, who: str) -> str:
        """Return somebody's link."""
        return f"{self.origin}/enter/{self.tokens[who]}"

    def stop(self) -> int:
        """Stop it as systemd would; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """Stop it and throw its data away."""
        if self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.home)


@contextmanager
def serving(
    *options: str, people: tuple[str, ...] = ("Ann", "Bo"), url: str = "", port: int = 0
) -> Iterator[Served]:
    """Start a server and stop it afterwards."""
    served = Served(*options, people=people, url=url, port=port)
    try:
        yield served
    finally:
        served.close()


class Window:
    """A browser's window: a websocket and what was drawn through it. `code` says why it was closed."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        """Collect what is drawn from now on."""
        self.socket, self.drawn, self.messages = socket, "", []
        self._code: int | None = None
        self._news = asyncio.Event()
        self._watching = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            message = await self.socket.receive()
            if message.type is WSMsgType.BINARY:
                self.drawn += ESCAPES.sub("", message.data.decode("utf-8", "replace"))
            elif message.type is WSMsgType.TEXT:
                self.messages.append(json.loads(message.data))
            else:
                # Taken from the farewell itself: aiohttp forgets it where the answer comes too late.
                told = message.type is WSMsgType.CLOSE
                await self.socket.close()
                self._code = message.data if told else self.socket.close_code
                self._news.set()
                return
            self._news.set()

    async def type(self, keys: str) -> None:
        """Type."""
        await self.socket.send_str(json.dumps(["stdin", keys]))

    async def shows(self, *words: str) -> None:
        """Wait until all `words` were drawn since the last time."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not all(word in self.drawn for word in words) and not self.socket.closed:
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            pass
        assert all(word in self.drawn for word in words), (words, self.socket.close_code, self.drawn[-3000:])
        self.drawn = ""

    async def file(self) -> str:
        """Wait for a file that is offered; return its key."""
        async with asyncio.timeout(PATIENCE):
            while not any(kind == "servicesim_file" for kind, _ in self.messages):
                self._news.clear()
                await self._news.wait()
        return next(value for kind, value in self.messages if kind == "servicesim_file")

    async def code(self) -> int | None:
        """Wait until the server closes it; return the code it gives."""
        async with asyncio.timeout(PATIENCE):
            await self._watching
        return self._code

    async def close(self) -> None:
        """Close it, as a tab is closed."""
        await self.socket.close()
        await self._watching

    async def play(self) -> None:
        """Begin the first scenario of the library and wait for the customer's first words."""
        await self.shows("Insults")
        await self.type("\r")
        await self.shows("Your role")
        await self.type("\r")
        await self.shows("newborn", "Write to the customer")


class Browser:
    """One person's browser: a cookie and windows."""

    def __init__(self, client: ClientSession, origin: str) -> None:
        """Talk to the server at `origin`; `headers` go with every request."""
        self.client, self.origin = client, origin
        self.headers: dict[str, str] = {}

    async def get(self, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        """Return status, text and headers of an answer."""
        async with self.client.get(
            self.origin + path, headers={**self.headers, **headers}, allow_redirects=False
        ) as answer:
            return answer.status, await answer.text(), dict(answer.headers)

    async def press(self, path: str, page: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        """Press the button of a page that was got from `path`; return status, text and headers."""
        fields = {html.unescape(name): html.unescape(value) for name, value in FIELDS.findall(page)}
        async with self.client.post(
            self.origin + path,
            data=fields,
            headers={"Origin": self.origin, **self.headers, **headers},
            allow_redirects=False,
        ) as answer:
            if "Set-Cookie" in answer.headers:
                self.headers["Cookie"] = answer.headers["Set-Cookie"].partition(";")[0]
            return answer.status, await answer.text(), dict(answer.headers)

    async def enter(self, token: str) -> int:
        """Come in by a link as a person does, and return the status of the last page."""
        path = f"/enter/{token}"
        status, text, _ = await self.get(path)
        if status != 200:
            return status
        status, _, headers = await self.press(path, text)
        return (await self.get(headers["Location"]))[0] if status == 303 else status

    async def open(self, *, lang: str = "en", size: str = "width=120&height=36", **headers: str) -> Window:
        """Open a window. Raises what aiohttp raises when the server refuses."""
        address = f"{self.origin.replace('http', 'ws', 1)}/ws/{lang}?{size}"
        given = {"Origin": self.origin, **self.headers, **headers}
        return Window(await self.client.ws_connect(address, headers=given, max_msg_size=0, autoclose=False))


@asynccontextmanager
async def browsing(
    origin: str, who: str = "", *, served: Served | None = None, at: str = "127.0.0.1"
) -> AsyncIterator[Browser]:
    """Open a browser on a machine with the address `at`; with `who` it comes in by that person's link."""
    async with ClientSession(
        cookie_jar=DummyCookieJar(), connector=TCPConnector(local_addr=(at, 0))
    ) as client:
        browser = Browser(client, origin)
        if who and served is not None:
            assert await browser.enter(served.tokens[who]) == 200
        yield browser
