"""Owns one run from the input file to the folder: who the input is, what is left to do, what came of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim import __version__
from sim.content.library import Loaded
from sim.errors import ServicesimError
from sim.locale import translator
from sim.model.rubric import Rubric
from sim.scale.cut import LONGEST_CHAT, ROWS, Cutter
from sim.scale.extra import load
from sim.scale.folder import Folder
from sim.scale.hands import Where, hands
from sim.scale.judge import Judged, pack_part, pack_sheet
from sim.scale.rows import Rows
from sim.scale.turns import Bad
from sim.scoring import VERSION


@dataclass(frozen=True)
class Step:
    """How far a run is: share of the file done (0-1), of it in this run, agents' turns done in this run."""

    done: float
    fresh: float
    turns: int


@dataclass(frozen=True)
class Job:
    """A file of transcripts to be scored by a rubric into a folder; `size` is the rows of a part.

    Errors are in `lang`.
    """

    file: Path
    out: Path
    rubric: Loaded[Rubric]
    lang: str
    size: int = ROWS

    def run(self, place: Where, told: Callable[[Step], None]) -> dict[str, Any]:
        """Score what is left to score and return the whole manifest; `told` hears of each part.

        Raises Usage, Refused, ServicesimError. Whatever ends a run early, the folder can be gone on with.
        """
        load("pyarrow.parquet", self.lang)
        rows = Rows(self.file, self.lang)
        before = self._stamp()
        folder = Folder(self.out, self._identity(), self.file.name, self.lang)
        with folder.opened():
            if (finished := folder.finished) is not None:
                return finished
            with hands(place, self.lang) as work:
                run = _Run(folder, Cutter(rows, self.size), told)
                told(Step(0.0, 0.0, 0))
                for judged in work(run.packed(), pack_sheet(self.rubric.value.rubric, self.rubric.text)):
                    run.keep(judged)
            if self._stamp() != before:
                _ = translator(self.lang)
                said = _("{file} was changed while it was read; name a new folder")
                raise ServicesimError(said.format(file=self.file.name))
            return folder.finish(run.parts)

    def _stamp(self) -> tuple[int, int]:
        now = self.file.stat()
        return now.st_size, now.st_mtime_ns

    def _identity(self) -> dict[str, Any]:
        with self.file.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = os.fstat(file.fileno()).st_size
        return {
            "input": {"bytes": size, "sha256": digest},
            "versions": {
                "servicesim": __version__,
                "engine": VERSION,
                "rubric": self.rubric.value.rubric,
                "rubric_sha256": self.rubric.hash,
            },
            "plan": {"rows_of_a_part": self.size, "longest_chat": LONGEST_CHAT},
        }


class _Run:
    """The parts of one run: which are there, which are under way, how far it is."""

    def __init__(self, folder: Folder, cutter: Cutter, told: Callable[[Step], None]) -> None:
        self._folder, self._cutter, self._told = folder, cutter, told
        self._under_way: dict[int, tuple[list[Bad], float]] = {}
        self._done = self._fresh = 0.0
        self._turns = 0
        self.parts = 0

    def packed(self) -> Iterator[bytes]:
        """Yield the parts that are not there yet, ready to be sent."""
        read = 0.0
        for part in self._cutter:
            self.parts = part.number + 1
            share, read = part.fraction - read, part.fraction
            if self._folder.has(part):
                self._done += share
                continue
            self._under_way[part.number] = part.bad, share
            yield pack_part(part, {"part": part.number, "first_row": part.first, "last_row": part.last})

    def keep(self, judged: Judged) -> None:
        """Write a part that has come back."""
        bad, share = self._under_way.pop(judged.number)
        self._folder.keep(judged.number, judged.table, [*bad, *(Bad(*fault) for fault in judged.faults)])
        self._done += share
        self._fresh += share
        self._turns += judged.turns
        self._told(Step(self._done, self._fresh, self._turns))
