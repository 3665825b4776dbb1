"""Tests what a browser that means harm or does not read can do to others: nothing."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from urllib.parse import urlsplit

import psutil
import pytest
from serve_kit import Clock
from servers import NOBODY, Served, browsing, serving

from sim.serve import budget
from sim.serve.budget import LEAST, RATE, Budget, weight

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are set on Linux only")


def test_a_budget_is_spent_and_comes_back() -> None:
    """A whole paste passes, what does not fit takes nothing, and a second brings back a second's worth."""
    clock = Clock()
    mine = Budget(clock)
    assert mine.take(budget.ROOM)
    assert not mine.take(1)
    clock.now += 1
    assert not mine.take(RATE + 1)
    assert mine.take(RATE)
    clock.now += 3600
    assert not mine.take(budget.ROOM + 1)
    assert all(mine.take(0) for _ in range(budget.ROOM // LEAST))
    assert not mine.take(0)


def test_a_paste_counts_by_its_bytes_and_all_else_by_the_key() -> None:
    """Sixty thousand letters fit when they are pasted and not when they are typed; a mouse is one key."""
    letters = "字" * 20_000
    assert weight(f"\x1b[200~{letters}\x1b[201~") == 60_000 + LEAST
    assert weight(letters) > budget.ROOM
    assert weight("\x1b[200~" + letters) > budget.ROOM
    assert weight("\x1b[<35;100;30M") == weight("\x1b[A") == weight("a") == LEAST


async def test_a_flood_is_stopped_and_a_paste_is_not(served: Served) -> None:
    """Far more than anybody types closes the window and says why; the session stays as small as it was."""
    async with browsing(served.origin, "Bo", served=served) as bo:
        before = served.sessions()
        window = await bo.open()
        await window.play()
        await window.type("\x1b[200~" + "My apologies. " * 100 + "\x1b[201~")
        await window.shows("My apologies.")
        (process,) = served.sessions() - before
        await window.type("a" * 60_000)  # keys, not a paste
        assert await window.code() == 4007
        again = await bo.open()
        await again.shows("My apologies.")
        assert served.sessions() - before == {process}
        assert psutil.Process(process).memory_info().rss < 300 * 2**20
        await again.type("\x11")
        assert await again.code() == 4003


STARVED = """
import resource, time, psutil
from sim.serve.nursery import Birth, open_nursery

nursery = open_nursery(lambda birth, line: 7, lambda door: door.recv(1), ())
parent = psutil.Process(nursery.pid)
while not parent.children():
    time.sleep(0.01)
usual = parent.rlimit(resource.RLIMIT_NOFILE)
for number, handles in ((1, 0), (2, parent.num_fds() + 1), (3, usual[0])):
    parent.rlimit(resource.RLIMIT_NOFILE, (handles, usual[1]))
    with nursery.start(number, Birth("Ann", "en", 80, 24)):
        while "code" not in (told := nursery.report()):
            pass
        print(told["session"], told["code"])
nursery.close()
"""
"""Has the warm parent start sessions with no handle left, with one, and with enough."""


@LINUX
def test_a_session_that_cannot_be_started_ends_nothing_else() -> None:
    """Without a handle for it a session is told to have failed, and the next one begins as ever."""
    told = subprocess.run(
        [sys.executable, "-c", STARVED], capture_output=True, text=True, timeout=60, check=True
    )
    assert told.stdout.splitlines() == ["1 70", "2 70", "3 7"]


async def test_a_browser_that_does_not_read_does_not_keep_the_server() -> None:
    """A server that stops waits for nobody: a window that reads nothing is cut off, and nothing is left."""
    with serving() as server:
        async with browsing(server.origin, "Ann", served=server) as ann:
            where = urlsplit(server.origin)
            assert where.hostname is not None
            with socket.socket() as stalled:
                stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                stalled.settimeout(60)
                stalled.connect((where.hostname, where.port))
                asked = (
                    "GET /ws/en?width=400&height=150 HTTP/1.1", f"Host: {where.netloc}",
                    f"Origin: {server.origin}", f"Cookie: {ann.headers['Cookie']}", "Upgrade: websocket",
                    "Connection: Upgrade", "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: c2VydmljZXNpbS10ZXN0cw==",
                )  # fmt: skip
                stalled.sendall("\r\n".join((*asked, "", "")).encode())
                assert stalled.recv(12) == b"HTTP/1.1 101"
                for number in range(150):
                    width = 400 - number % 2
                    stalled.sendall(_frame(json.dumps(["resize", {"width": width, "height": 150}])))
                    await asyncio.sleep(0.02)
                running = psutil.Process(server.process.pid).children(recursive=True)
                assert server.stop() == 0
            assert "session 1 ended: 0\n" in server.told()  # it could put everything away
            assert psutil.wait_procs(running, 20)[1] == []


def _frame(text: str) -> bytes:
    """Return a short message as a browser frames it, masked with nothing."""
    data = text.encode()
    assert len(data) < 126
    return bytes((0x81, 0x80 | len(data), 0, 0, 0, 0)) + data


def test_an_address_without_https_is_said_so() -> None:
    """A plain address that others reach draws one line of warning; the user is refused before it serves."""
    told = subprocess.run(
        [sys.executable, "-m", "sim", "serve", "--url", "http://practice.example.org", "--user", "no-such"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, NOBODY in told.stdout) == (4, False)
    assert "http://practice.example.org is not https" in told.stderr
