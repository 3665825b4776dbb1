"""Serves people who all type at once, over real websockets: key to frame, memory per session. Never a gate.

Goals: 95 of 100 keys are drawn within 100 ms with forty people on two cores, and a session's proportional
set size stays under 45 MB. The people are driven from this process, on the same cores.

    python benchmarks/serve.py            1, 10 and 40 people
    python benchmarks/serve.py 20         20 people
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import re
import secrets
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType

from sim.coach.invites import invite
from sim.store import Store

PEOPLE = (1, 10, 40)
KEYS = 40
"""Keys that each person types while the clock runs."""
PACE = 0.25
"""Seconds between two keys of a person: four a second, a good typist."""
ARRIVING = 0.25
"""Seconds between two people who begin: a class sits down within ten."""
LOST = 2.0
"""Seconds after which a key counts as not drawn."""
PATIENCE = 90.0
"""Seconds for everything before and after the typing; a run is over within some two minutes."""
ESCAPES = re.compile(r"\x1b\[[0-9;?<>=]*[A-Za-z]|\x1b[()][A-Z0-9]")
TITLE = "Insults"
"""Title of the first scenario of the library."""
REPLY = "I am very sorry about this. I will call the depot now and ring you back before 5 pm today."
MB = 1024 * 1024


class Person:
    """One browser that watches one session; `seen` is what was drawn since it was last emptied."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        """Look through `socket`."""
        self.socket, self.seen = socket, ""
        self.news = asyncio.Event()
        self.times: list[float] = []
        self.lost = 0

    async def watch(self) -> None:
        """Collect what is drawn."""
        async for message in self.socket:
            if message.type is WSMsgType.BINARY:
                self.seen += ESCAPES.sub("", message.data.decode("utf-8", "replace"))
                self.news.set()

    async def type(self, keys: str) -> None:
        """Type."""
        await self.socket.send_str(json.dumps(["stdin", keys]))

    async def until(self, words: str, timeout: float = PATIENCE) -> None:
        """Wait until `words` were drawn."""
        async with asyncio.timeout(timeout):
            while words not in self.seen:
                self.news.clear()
                await self.news.wait()

    async def begin(self, delay: float) -> None:
        """Open the first scenario and send one reply."""
        await asyncio.sleep(delay)
        for words in (TITLE, "Your role"):
            await self.until(words)
            self.seen = ""
            await self.type("\r")
        await self.until("Write to the customer")
        await self.type(REPLY)
        await self.until("5 pm today")
        self.seen = ""
        await self.type("\r")
        await self.until("Assurance")

    async def clock(self, delay: float) -> None:
        """Type a random word, key by key, and note when each key was drawn behind those before it."""
        await asyncio.sleep(delay)
        word = "".join(secrets.choice("bcdfghjklmnpqrstvwxz") for _ in range(KEYS))
        for at in range(KEYS):
            self.seen = ""
            began = time.perf_counter()
            await self.type(word[at])
            try:
                await self.until(word[max(0, at - 3) : at + 1], LOST)
                self.times.append(time.perf_counter() - began)
            except TimeoutError:
                self.lost += 1
            await asyncio.sleep(max(0.0, PACE - (time.perf_counter() - began)))


async def connect(client: ClientSession, origin: str, token: str) -> Person:
    """Come in by a link, as its button does, and open the terminal."""
    async with client.post(
        f"{origin}/enter/{token}", headers={"Origin": origin}, allow_redirects=False
    ) as entered:
        cookie = entered.cookies["servicesim"].value
    client.cookie_jar.clear()
    socket = await client.ws_connect(
        f"{origin.replace('http', 'ws')}/ws/en?width=120&height=36",
        origin=origin,
        headers={"Cookie": f"servicesim={cookie}"},
        max_msg_size=0,
    )
    return Person(socket)


def memory(server: psutil.Process) -> tuple[list[float], float]:
    """Return the proportional set size of each session and of all the rest, in MB."""
    (nursery,) = server.children()
    scorer, *sessions = sorted(nursery.children(), key=lambda child: child.pid)
    rest = sum(p.memory_full_info().pss for p in (server, nursery, scorer)) / MB
    return [p.memory_full_info().pss / MB for p in sessions], rest


async def measure(origin: str, tokens: list[str], server: psutil.Process) -> None:
    """Have everybody come in, play one reply, type at once; print what it took."""
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as client:
        began = time.perf_counter()
        people = [await connect(client, origin, token) for token in tokens]
        watching = [asyncio.create_task(person.watch()) for person in people]
        begun = [person.begin(i * ARRIVING) for i, person in enumerate(people)]
        missed = await asyncio.gather(*begun, return_exceptions=True)
        people = [person for person, fault in zip(people, missed, strict=True) if fault is None]
        ready = time.perf_counter() - began
        used = sum(_cpu(p) for p in (server, *server.children(recursive=True)))
        began = time.perf_counter()
        await asyncio.gather(*(p.clock(i * PACE / len(people)) for i, p in enumerate(people)))
        took = time.perf_counter() - began
        used = sum(_cpu(p) for p in (server, *server.children(recursive=True))) - used
        sessions, rest = memory(server)
        times = sorted(t for person in people for t in person.times)
        lost = sum(person.lost for person in people)
        for person in people:
            await person.type("\x11")
        await asyncio.wait(watching, timeout=PATIENCE)
    p50, p95 = statistics.median(times), times[int(len(times) * 0.95) - 1]
    if len(people) < len(tokens):
        print(
            f"{len(tokens) - len(people)} could not begin: the disk was busy for longer than a session waits"
        )
    print(
        f"{len(people):3} people   key to frame p50 {p50 * 1000:5.1f} ms  p95 {p95 * 1000:5.1f} ms (goal 100)"
        f"  not drawn {lost}/{len(people) * KEYS}   a session {statistics.mean(sessions):5.1f} MB"
        f" (most {max(sessions):.1f}, goal 45)  the rest {rest:.0f} MB   cores in use {used / took:.2f}"
        f"   all in and one reply read after {ready:.1f} s"
    )


def _cpu(process: psutil.Process) -> float:
    with contextlib.suppress(psutil.NoSuchProcess):
        times = process.cpu_times()
        return float(times.user + times.system)
    return 0.0


def run(count: int) -> None:
    """Start a server of its own for so many people."""
    home = Path(tempfile.mkdtemp(prefix="serve"))
    with Store.open(home) as store:
        tokens = [invite(store, f"Person {n}", days=1, by="benchmark").token for n in range(count)]
    root = os.geteuid() == 0
    if root:
        for path in (home, *home.iterdir()):
            shutil.chown(path, "nobody")
    server = subprocess.Popen(
        [sys.executable, "-m", "sim", "serve", "--port", "0", *(["--user", "nobody"] if root else [])],
        env={**os.environ, "SERVICESIM_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        origin = (server.stdout.readline() if server.stdout else "").split()[-1]
        asyncio.run(measure(origin, tokens, psutil.Process(server.pid)))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        shutil.rmtree(home)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("people", type=int, nargs="*", help="how many type at once")
    for number in parser.parse_args().people or PEOPLE:
        run(number)
