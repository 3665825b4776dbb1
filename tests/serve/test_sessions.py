"""Tests what becomes of sessions: left, taken, idle, too many, killed; always against a real server."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from servers import PATIENCE, Served, browsing, serving

REPLY = "I am sorry. I will call the depot now and ring you before 5 pm today."


def session_of(served: Served, before: set[int]) -> int:
    """Return the process of the one session that was not there before."""
    (new,) = served.sessions() - before
    return new


async def test_a_closed_tab_comes_back_to_the_same_turn(served: Served) -> None:
    """Within the grace the same process shows the same turn again, with what was half typed."""
    async with browsing(served.origin, "Ann", served=served) as ann:
        before = served.sessions()
        window = await ann.open()
        await window.play()
        await window.type(REPLY + "\r")
        await window.shows("Assurance")
        await window.type("And furthermo")
        await window.shows("furthermo")
        process = session_of(served, before)
        await window.close()
        again = await ann.open(size="width=100&height=30")
        await again.shows("ring you before", "And furthermo")
        assert session_of(served, before) == process
        await again.type("\x11")
        assert await again.code() == 4003


async def test_the_newer_window_takes_over(served: Served) -> None:
    """A second window of a person shows the same session whole, and the first is told so."""
    async with browsing(served.origin, "Cy", served=served) as cy:
        first = await cy.open()
        await first.play()
        await first.type("qz")
        await first.shows("qz")
        with served.store() as store:
            async with asyncio.timeout(PATIENCE):
                while store.draft(store.attempts(who="Cy")[0].id) != "qz":
                    await asyncio.sleep(0.05)
        second = await cy.open()  # everything was drawn long before
        assert await first.code() == 4001
        await second.shows("newborn", "qz", "Quit")
        await second.type("\x11")
        assert await second.code() == 4003


async def test_a_session_touches_nobody_elses_data(served: Served) -> None:
    """Neither an address, a query nor a file's key leads to what another person plays."""
    async with (
        browsing(served.origin, "Di", served=served) as di,
        browsing(served.origin, "Ed", served=served) as ed,
    ):
        hers = await di.open()
        await hers.play()
        await hers.type("My secret plan\r")
        await hers.shows("Assurance")
        await hers.type("\x1b[15~")
        key = await hers.file()
        with served.store() as store:
            attempt = store.attempts(who="Di")[0].id
        assert (await ed.get(f"/download/{key}"))[0] == 404
        his = await ed.open(size=f"width=120&height=36&who=Di&resume={attempt}", **{"X-Remote-User": "Di"})
        await his.shows("Library", "Ed")
        await his.type("\r")
        await his.shows("Your role")  # a brief, not her conversation: there is nothing to go on with
        assert "secret" not in his.drawn
        status, text, headers = await di.get(f"/download/{key}")
        assert (status, "My secret plan" in text) == (200, True)
        assert re.fullmatch(
            r'attachment; filename="complaint-01-\w+-transcript.txt"', headers["Content-Disposition"]
        )
        assert (await di.get(f"/download/{key}"))[0] == 404
        for window in (hers, his):
            await window.type("\x11")
            assert await window.code() == 4003
        assert "secret" not in served.told()


async def test_what_is_typed_is_only_typed(served: Served) -> None:
    """No message changes more than the session: sizes are bounded, nonsense closes the window."""
    async with browsing(served.origin, "Flo", served=served) as flo:
        before = served.sessions()
        window = await flo.open(size="width=99999999&height=-5&command=sh")
        await window.shows("Library")
        for message in (["resize", {"width": 10**9, "height": "x"}], ["focus"], ["ping", "7"]):
            await window.socket.send_str(json.dumps(message))
        await window.type("\x1b[48;99999;99999;1;1t")  # as a terminal tells its size
        await window.type("qz")
        await window.shows("q", "z")
        assert psutil.Process(session_of(served, before)).memory_info().rss < 400 * 2**20
        await window.socket.send_str('{"stdin": 1}')
        assert await window.code() in (1000, 1005)
        again = await flo.open()
        await again.shows("Library")
        await again.type("\x11")
        assert await again.code() == 4003


async def test_nothing_leads_to_a_shell_or_to_files(served: Served) -> None:
    """The palette offers what the screen can do and no more; a session has no open file but its own."""
    async with browsing(served.origin, "Gus", served=served) as gus:
        before = served.sessions()
        window = await gus.open()
        await window.shows("Library")
        await window.type("\x1a")  # Ctrl+Z suspends a program that lets it
        await window.type("\x10")
        await window.shows("Light or dark")
        process = psutil.Process(session_of(served, before))
        assert process.status() != psutil.STATUS_STOPPED
        assert process.children(recursive=True) == []
        names = {Path(file.path).name for file in process.open_files()}
        assert all(name.startswith("servicesim.db") for name in names), names
        assert process.uids().effective != 0
        await window.type("\x1b")
        await window.type("\x11")
        assert await window.code() == 4003


async def test_a_session_that_dies_is_told_and_loses_nothing(served: Served) -> None:
    """A killed session's window hears of a fault; the next one is at the same turn."""
    async with browsing(served.origin, "Hal", served=served) as hal:
        before = served.sessions()
        window = await hal.open()
        await window.play()
        await window.type(REPLY + "\r")
        await window.shows("Assurance")
        os.kill(session_of(served, before), signal.SIGKILL)
        assert await window.code() == 4006
        again = await hal.open()
        await again.shows("ring you before")
        await again.type("\x11")
        assert await again.code() == 4003


async def test_without_the_scorer_a_session_scores_by_itself(served: Served) -> None:
    """A reply is read although the scoring process was killed; a new one is there for later sessions."""
    async with browsing(served.origin, "Ida", served=served) as ida:
        window = await ida.open()
        await window.play()
        scorer = served.scorer()
        scorer.kill()
        psutil.wait_procs([scorer], 10)
        await window.type(REPLY + "\r")
        await window.shows("Assurance")
        await window.type("\x11")
        assert await window.code() == 4003
        async with asyncio.timeout(PATIENCE):
            while not served.parent().children():
                await asyncio.sleep(0.05)


async def test_places_run_out() -> None:
    """With one place a second person waits, unless the first is away: then that session is put away."""
    with serving("--sessions", "1", "--grace", "300") as small:
        async with (
            browsing(small.origin, "Ann", served=small) as ann,
            browsing(small.origin, "Bo", served=small) as bo,
        ):
            hers = await ann.open()
            await hers.shows("Library")
            assert await (await bo.open()).code() == 4004
            await hers.close()
            his = await bo.open()
            await his.shows("Library", "Bo")
            assert await (await ann.open()).code() == 4004


async def test_an_idle_session_is_paused() -> None:
    """Where nothing is typed for long a session ends, and the page is told why."""
    with serving("--idle", "0.02", people=("Ann",)) as server:
        async with browsing(server.origin, "Ann", served=server) as ann:
            assert await (await ann.open()).code() == 4002
        assert server.sessions() == set()


async def test_a_server_that_stops_leaves_no_process_and_loses_nothing() -> None:
    """SIGTERM puts everything away: the half-typed reply is kept and comes back after a restart."""
    with serving("--grace", "0", people=("Ann",)) as server:
        async with browsing(server.origin, "Ann", served=server) as ann:
            window = await ann.open(lang="zh")
            await window.shows("辱骂")
            await window.type("\r")
            await window.shows("你的目标")
            await window.type("\r")
            await window.shows("第二次了")
            await window.type("对不起，我马上")
            await window.shows("我马上")
            running = psutil.Process(server.process.pid).children(recursive=True)
            assert server.stop() == 0
            assert await window.code() == 1001
        gone, alive = psutil.wait_procs(running, 20)
        assert (len(gone) >= 3, alive) == (True, [])
        with server.store() as store:
            (row,) = store.attempts(who="Ann")
            assert store.draft(row.id) == "对不起，我马上"
            assert [e.event for e in store.events(row.id)][-1] == "paused"


async def test_when_the_parent_is_gone_the_server_ends_and_says_so() -> None:
    """Without the process that forks sessions a server is of no use: it ends, to be started anew."""
    with serving(people=("Ann",)) as server:
        async with browsing(server.origin, "Ann", served=server) as ann:
            window = await ann.open()
            await window.shows("Library")
            running = psutil.Process(server.process.pid).children(recursive=True)
            server.parent().kill()
            assert server.process.wait(60) == 70
            await window.code()
        assert psutil.wait_procs(running, 20)[1] == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root could serve as root")
def test_root_does_not_serve() -> None:
    """Without a user to become, root is refused, and so is --user root."""
    for options in ((), ("--user", "root")):
        done = subprocess.run(
            [sys.executable, "-m", "sim", "serve", "--port", "0", *options],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, "--user nobody" in done.stderr) == (1, True)
