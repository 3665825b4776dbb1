"""Owns playing many times on all cores: the same seed gives the same plays, however many processes there are.

Each process makes its own script once, and remembers what it scored. Never measures.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, resource_tracker

from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.scoring import Context
from sim.workshop.simulate.given import Given
from sim.workshop.simulate.plays import Played, Player
from sim.workshop.simulate.pool import Pool
from sim.workshop.simulate.remembering import RehearsalScript
from sim.workshop.simulate.trainees import Quality

CHUNK = 50
"""Plays handed to a process at a time: half a second of work, so the bar moves and the cores end together."""

WORTH = 200
"""Plays from which more processes save time: each needs about a second to start and learn the texts."""

SELDOM = 50_000
"""New objects between two collections of garbage, as in the program itself: what is remembered stays."""

Tick = Callable[[int], None]
"""Told how many plays are done since it was last told."""


@dataclass(frozen=True)
class Order:
    """One scenario to play: the texts, the language, how often, by which seed, and replies of a file."""

    scenario: Scenario
    rubric: Rubric
    lang: Lang
    plays: int
    seed: int
    given: tuple[Given, ...] = ()

    @property
    def joining(self) -> tuple[Given, ...]:
        """The replies of the file that are to this scenario, in this language."""
        return tuple(g for g in self.given if g.scenario == self.scenario.id and g.lang == self.lang)


Task = tuple[int, range]
"""Which order, and which plays of it."""


def player_of(order: Order) -> Player:
    """Return what plays an order."""
    script = RehearsalScript(order.scenario, order.rubric, order.lang)

    def extra(turn_id: str) -> Iterator[tuple[str, Quality]]:
        turn = script.turn(turn_id)
        bare = Context(turn=turn.id, gives=turn.gives, raises=turn.raises, impacts=turn.impacts)
        for given in order.joining:
            if given.turn == turn_id:
                yield given.reply, given.quality(script.engine.score(given.reply, bare))

    pool = Pool(order.scenario, order.rubric, order.lang, order.seed, extra)
    return Player(script, pool, order.seed)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def play_all(
    orders: Sequence[Order], *, jobs: int | None = None, tick: Tick = lambda _done: None
) -> list[list[Played]]:
    """Play every order and return its plays by number. `jobs` processes; None: as many as pay.

    Interrupted by Ctrl+C it ends its processes and lets KeyboardInterrupt through.
    """
    tasks = [
        (at, range(start, min(start + CHUNK, order.plays)))
        for at, order in enumerate(orders)
        for start in range(0, order.plays, CHUNK)
    ]
    if jobs is None:
        jobs = cores() if sum(o.plays for o in orders) >= WORTH else 1
    found: list[list[Played]] = [[] for _ in orders]
    for at, plays in _worked(orders, tasks, min(jobs, len(tasks))):
        found[at] += plays
        tick(len(plays))
    return [sorted(plays, key=lambda p: p.number) for plays in found]


def _worked(orders: Sequence[Order], tasks: Sequence[Task], jobs: int) -> Iterator[tuple[int, list[Played]]]:
    """Yield what the tasks came to, as each is done."""
    if jobs <= 1:
        here = _Worker(orders)
        yield from map(here.work, tasks)
        return
    with _deaf():
        pool = get_context("spawn").Pool(jobs, _begin, (tuple(orders),))
    with pool:  # leaving it ends the processes, done or not
        yield from pool.imap_unordered(_work, tasks)


class _Worker:
    """Plays tasks; holds one player, for tasks come scenario by scenario."""

    def __init__(self, orders: Sequence[Order]) -> None:
        self._orders = orders
        self._held: tuple[int, Player] | None = None

    def work(self, task: Task) -> tuple[int, list[Played]]:
        at, numbers = task
        if self._held is None or self._held[0] != at:
            self._held = at, player_of(self._orders[at])
        player = self._held[1]
        return at, [player.play(number) for number in numbers]


_own: list[_Worker] = []
"""The one worker of a process that was started to work."""


def _begin(orders: tuple[Order, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(SELDOM)
    _own[:] = [_Worker(orders)]


def _work(task: Task) -> tuple[int, list[Played]]:
    return _own[0].work(task)


@contextmanager
def _deaf() -> Iterator[None]:
    """Start processes that Ctrl+C does not reach: they inherit a blocked signal, and end with this one.

    One that comes meanwhile reaches this process afterwards. Where signals cannot be blocked, the
    processes ignore it as soon as they have begun.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # starting it with the first process would let the signal through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
