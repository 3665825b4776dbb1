"""Owns who scores the parts: this process, several on this machine, or a Dask cluster elsewhere.

All run the same function. A few parts are under way at any time, so memory does not grow with the file;
a worker that dies is replaced, and its part is done again.
"""

from __future__ import annotations

import logging
import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import resource_tracker
from typing import Any

from sim.errors import ServicesimError, Usage
from sim.locale import translator
from sim.scale.extra import load
from sim.scale.judge import Judged, judge

MOST = 512
"""Processes on one machine; more than any has cores is a slip of the keyboard."""

AHEAD = 2
"""Parts under way for each worker: one that is scored and one that waits, so that none is idle."""

PATIENCE = 20
"""Seconds to wait for a cluster to answer and to have a worker."""

FAREWELL = 10
"""Seconds for workers to end by themselves; a part takes about two."""

OURS = {"distributed.worker.profile.enabled": False, "distributed.admin.low-level-log-length": 0}
"""Settings of our own processes, which else grow with the file: Dask's profiler keeps an hour of what it saw,
some MB a minute, and every connection its last thousand messages, each of which is a part here."""

Packed = Iterator[bytes]
Hands = Callable[[Packed, bytes], Iterator[Judged]]
"""Takes packed parts and a packed sheet and gives what became of them, in any order."""


@dataclass(frozen=True)
class Where:
    """Where to score: on `workers` processes of this machine, or by the scheduler at `address`."""

    workers: int = 1
    address: str = ""


def where(text: str, lang: str) -> Where:
    """Return what `local`, `local:N` or `dask://host:port` means. Raises Usage, in `lang`, for another."""
    if text == "local":
        return Where(_cores())
    if (match := re.fullmatch(r"local:(\d{1,4})", text)) and 1 <= int(match[1]) <= MOST:
        return Where(int(match[1]))
    if match := re.fullmatch(r"dask://([^\s/@]+:\d{1,5})", text):
        return Where(address=f"tcp://{match[1]}")
    _ = translator(lang)
    said = _("--on: {text} is none of local, local:N (1-{most}), dask://host:port")
    raise Usage(said.format(text=text, most=MOST))


def _cores() -> int:
    """Return how many cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux tells
        return os.cpu_count() or 1


@contextmanager
def hands(place: Where, lang: str) -> Iterator[Hands]:
    """Give who does the work there, and send them home afterwards.

    Raises ServicesimError, in `lang`, where the extra is missing or no cluster answers.
    """
    load("pyarrow.parquet", lang)
    if not place.address and place.workers == 1:
        yield _alone
        return
    distributed = load("distributed", lang)
    _quiet()
    cluster: AbstractContextManager[Any] = (
        nullcontext(place.address) if place.address else _cluster(distributed, place.workers)
    )
    with load("dask", lang).config.set(OURS), cluster as at, _client(distributed, at, lang) as client:
        yield lambda parts, sheet: _spread(distributed, client, parts, sheet, lang)


def _alone(parts: Packed, sheet: bytes) -> Iterator[Judged]:
    """Score the parts one behind another in this process."""
    for packed in parts:
        yield judge(packed, sheet)


@contextmanager
def _cluster(distributed: Any, workers: int) -> Iterator[Any]:
    """Start processes on this machine that leave Ctrl-C to this one, and end them afterwards.

    A terminal sends Ctrl-C to all of them. They inherit that it is held back here while they start; one
    that came meanwhile is heard as soon as there is something to end.
    """
    _hold_back()
    try:
        cluster = distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            memory_limit=None,
            silence_logs=logging.CRITICAL,
            scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
        )
    except BaseException:
        _let_through()
        raise
    try:
        _let_through()
        yield cluster
    finally:
        cluster.close(timeout=FAREWELL)


def _hold_back() -> None:
    """Hold Ctrl-C back in this thread and in whatever it starts, where the system can do that."""
    if hasattr(signal, "pthread_sigmask"):
        resource_tracker.ensure_running()  # started later, it would let Ctrl-C through to the workers
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _let_through() -> None:
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _quiet() -> None:
    """Keep Dask's own log off the terminal, to the end of this program: what matters is said in words."""
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def _client(distributed: Any, at: Any, lang: str) -> Iterator[Any]:
    _ = translator(lang)
    try:
        client = distributed.Client(at, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        said = _("no Dask scheduler answers at {address}")
        raise ServicesimError(said.format(address=at)) from error
    try:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise ServicesimError(_("the Dask cluster has no workers")) from error
        yield client
    finally:
        with suppress(TimeoutError):
            client.close(timeout=FAREWELL)


def _spread(distributed: Any, client: Any, parts: Packed, sheet: bytes, lang: str) -> Iterator[Judged]:
    """Score the parts on the workers of a cluster, a few at a time, and give each back when it is done.

    The sheet is a task of its own: it travels once to each worker, and once more to one that was replaced.
    """
    with _in_words(distributed, lang):
        shared = client.submit(bytes, sheet, pure=False)
    under_way: set[Any] = set()
    while True:
        with _in_words(distributed, lang):
            room = AHEAD * max(1, len(client.nthreads())) - len(under_way)
        for packed in islice(parts, max(0, room)):
            under_way.add(client.submit(judge, packed, shared, pure=False))
        if not under_way:
            break
        with _in_words(distributed, lang):
            done, under_way = distributed.wait(under_way, return_when="FIRST_COMPLETED")
            judged = [future.result() for future in done]
        yield from judged


@contextmanager
def _in_words(distributed: Any, lang: str) -> Iterator[None]:
    """Turn what Dask raises into words. Raises ServicesimError."""
    _ = translator(lang)
    try:
        yield
    except distributed.scheduler.KilledWorker as error:
        raise ServicesimError(_("workers died again and again over the same part; run it again")) from error
    except ModuleNotFoundError as error:
        said = _("a worker of the cluster has no {module}; install servicesim[scale] there")
        raise ServicesimError(said.format(module=error.name)) from error
    except (distributed.CancelledError, OSError) as error:
        raise ServicesimError(_("the Dask cluster is gone; the same command goes on from here")) from error
