"""Owns the life of a server from its first socket to its last session. Decides nothing in between."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from aiohttp import web

from sim.coach import Coach
from sim.errors import N_, Refused, ServicesimError
from sim.serve.gate import Gate
from sim.serve.house import Doors, House
from sim.serve.logins import Logins
from sim.serve.nursery import Nursery, Play, Score, open_nursery
from sim.serve.plan import Plan, is_loopback
from sim.serve.privileges import become, check_user
from sim.serve.session import Close
from sim.serve.web import Web

log = logging.getLogger("servicesim.serve")

LINKS = 60.0
"""Seconds between two looks whether the links of those who are in still hold."""

LEAVING = 3.0
"""Seconds that browsers which do not read have when the server stops; every session has ended by then."""

LOST = 70
"""Exit code when the warm parent is gone: a fault of ours, and what starts the server starts it anew."""


@dataclass(frozen=True)
class Shell:
    """What is served: `load` imports it, `warm` reads its files, `play` and `score` run in processes."""

    load: Callable[[], None]
    warm: Callable[[], None]
    play: Play
    score: Score


def serve(plan: Plan, shell: Shell, packs: tuple[Path, ...], say: Callable[[str], None]) -> int:
    """Serve until SIGTERM or SIGINT; `say` is told the address. Return the exit code.

    Sockets are opened and the program is loaded with the rights that it was started with; then those of
    root are given up, for good. Raises Refused, Usage, ServicesimError.
    """
    check_user(plan.user)
    listening = _listen(plan)
    try:
        shell.load()
        become(plan.user)
        shell.warm()
        if threading.active_count() > 1:
            raise RuntimeError("a process with threads cannot be forked safely")
        origins = _origins(plan, listening[0].getsockname()[1])
        plan = replace(plan, origin=plan.origin or origins[0])
        nursery = open_nursery(shell.play, shell.score, listening)
        try:
            coach = Coach(packs=packs)
            with contextlib.closing(coach.store):
                return asyncio.run(_run(plan, frozenset(origins), coach, nursery, listening, say))
        finally:
            nursery.close()
    finally:
        for server in listening:
            server.close()


def _listen(plan: Plan) -> list[socket.socket]:
    """Open the sockets of an address. Raises Refused."""
    try:
        found = socket.getaddrinfo(plan.host, plan.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        return [
            socket.create_server(address[:2], family=family)
            for family, _, _, _, address in dict.fromkeys(found[:1] if plan.port == 0 else found)
        ]
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        told = N_("cannot listen on {host} port {port} ({why})")
        raise Refused(told, host=plan.host, port=plan.port, why=why) from error


def _origins(plan: Plan, port: int) -> list[str]:
    """Return the addresses that browsers may know this server by, the one to tell first."""
    found = [plan.origin] if plan.origin else []
    if is_loopback(plan.host) and not plan.origin:
        host = f"[{plan.host}]" if ":" in plan.host else plan.host
        found += [f"http://{host}:{port}", f"http://127.0.0.1:{port}", f"http://localhost:{port}"]
    return list(dict.fromkeys(found))


async def _run(
    plan: Plan,
    origins: frozenset[str],
    coach: Coach,
    nursery: Nursery,
    listening: list[socket.socket],
    say: Callable[[str], None],
) -> int:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    house = House(nursery, Doors(plan.sessions, plan.idle, plan.grace))
    gate = Gate(plan, coach.store, Logins(coach.home))
    quiet = logging.getLogger("servicesim.serve.http")
    quiet.setLevel(logging.CRITICAL)  # it would write down what cannot be read: a path with a token
    runner = web.AppRunner(
        Web(plan, origins, gate, house).app, access_log=None, logger=quiet, shutdown_timeout=LEAVING
    )
    await runner.setup()
    for server in listening:
        await web.SockSite(runner, server).start()
    say(plan.origin)
    links = loop.create_task(_watch_links(gate, house))
    waiting = [loop.create_task(stop.wait()), loop.create_task(house.lost.wait())]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    log.info("stopping")
    for task in (*waiting, links):
        task.cancel()
    for site in list(runner.sites):
        await site.stop()
    await house.close()
    await runner.cleanup()
    gate.close()
    return 0 if stop.is_set() else LOST


async def _watch_links(gate: Gate, house: House) -> None:
    """End the sessions of those who were erased, or whose links were taken back or are too old.

    One that has just begun may not have kept yet whom a proxy vouched for: the next look is for it.
    """
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(LINKS)
        for session in house.sessions():
            try:
                settled = session.visitor.link or session.began < loop.time() - LINKS
                if settled and not await gate.holds(session.visitor):
                    log.info("session %d ends: whose it is may be in no more", session.number)
                    house.end(session, Close.NOT_IN)
            except ServicesimError:
                break  # a store that is away says nothing against anybody
            except Exception as error:  # looking again in a while must not end the server
                log.error("a link could not be looked at: %s", type(error).__name__)
