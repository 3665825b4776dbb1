"""Owns what a worker does: take a part of whole chats, score every turn of an agent, give back a table.

The same on one core and on a cluster: bytes in, bytes out, nothing read or written beside. Holds no
word of a chat in what it gives back, only codes, levels and places.
"""

from __future__ import annotations

import gc
import json
import zlib
from collections import Counter
from functools import lru_cache
from typing import Any, NamedTuple

from sim import __version__
from sim.content import Library
from sim.errors import N_, ServicesimError
from sim.model.language import Lang
from sim.model.score import Explanation
from sim.scale.cut import Chat, Part
from sim.scale.table import Table, codes_of
from sim.scale.tally import Tally
from sim.scale.turns import Bad, Problem, Turn
from sim.scoring import VERSION, Engine
from sim.scoring.engine import LONGEST
from sim.scoring.message import context_of
from sim.scoring.sheet import SheetEngine

HEARD = 1_000
"""Characters of what the customer said before that still count as said in the case.

Some ten messages of a chat. With all of a long chat any word would be one of the case; a design value.
"""

OWN = 50
"""Own earlier messages that a reply is held against; a chat that is longer would cost its square."""


class Judged(NamedTuple):
    """What became of a part: its table as the bytes of a Parquet file, and the rows of it that have none.

    `turns` counts the agents' turns, scored or not; `faults` are the fields of a `Bad` each.
    """

    number: int
    table: bytes
    turns: int
    faults: list[tuple[int, str, Problem, str]]


def pack_sheet(name: str, text: str) -> bytes:
    """Return a rubric as a worker takes it: with the versions that the worker must be of."""
    data = {"servicesim": __version__, "engine": VERSION, "name": name, "text": text}
    return zlib.compress(json.dumps(data).encode())


def pack_part(part: Part, about: dict[str, Any]) -> bytes:
    """Return a part as a worker takes it; `about` is what its table is to say about itself."""
    chats = [
        [c.name, c.incomplete, [[t.row, t.turn, t.speaker, t.lang, t.text] for t in c.turns]]
        for c in part.chats
    ]
    bad = Counter(bad.problem for bad in part.bad)
    data = {"number": part.number, "rows": part.rows, "chats": chats, "bad": bad, "about": about}
    return json.dumps(data).encode()


def judge(packed: bytes, sheet: bytes) -> Judged:
    """Score a part. Raises ServicesimError where this program is not of the version that sent it."""
    judging = _judge(sheet)
    data = json.loads(packed)
    tally = Tally(data["rows"], len(data["chats"]), Counter(data["bad"]))
    table = Table()
    faults: list[Bad] = []
    for name, incomplete, turns in data["chats"]:
        faults += judging.chat(Chat(name, [Turn(*turn) for turn in turns], incomplete), table, tally)
    tally.bad.update(fault.problem for fault in faults)
    about = {**data["about"], "tally": tally.as_plain()}
    told = [(fault.row, fault.chat, fault.problem, fault.reason) for fault in faults]
    return Judged(data["number"], table.packed(about), tally.total("turns"), told)


@lru_cache(maxsize=2)
def _judge(sheet: bytes) -> _Judge:
    data = json.loads(zlib.decompress(sheet))
    mine = {"servicesim": __version__, "engine": VERSION}
    if any(data[name] != version for name, version in mine.items()):
        raise ServicesimError(
            N_(
                "a worker runs servicesim {theirs} with engine {their_engine}, this program {ours} with "
                "{our_engine}; install the same on all machines"
            ),
            theirs=__version__,
            their_engine=VERSION,
            ours=data["servicesim"],
            our_engine=data["engine"],
        )
    return _Judge(data["name"], data["text"])


class _Judge:
    """A rubric, compiled for each language that comes up."""

    def __init__(self, name: str, text: str) -> None:
        self._rubric = Library().parse_rubric(text, name)
        self._sheets: dict[Lang, SheetEngine] = {}
        self._last: tuple[str, Lang, Engine] | None = None

    def chat(self, chat: Chat, table: Table, tally: Tally) -> list[Bad]:
        """Score the agents' turns of a chat in the light of what was said before each.

        Returns the turns that the engine failed on, which stand in no table.
        """
        said: list[str] = []
        own: list[str] = []
        faults: list[Bad] = []
        burst, answered = 0, False
        for turn in chat.turns:
            if turn.speaker == "customer":
                said.append(turn.text)
                burst, answered = 1 if answered else burst + 1, False
                continue
            answered = True
            try:
                found = self._score(turn, heard(said, burst), own[-OWN:]) if said else None
                codes = codes_of(found)
                table.add(chat, turn, found, codes)
                tally.langs[turn.lang].add(found, codes, incomplete=chat.incomplete)
            except MemoryError:  # the machine's fault, not the row's: another worker may do it
                raise
            except Exception as error:  # a fault of one row must not stop a million others
                faults.append(
                    Bad(turn.row, chat.name, "engine", f"the engine failed: {type(error).__name__}")
                )
            own.append(turn.text)
        return faults

    def _score(self, turn: Turn, message: str, own: list[str]) -> Explanation:
        if self._last is None or self._last[:2] != (message, turn.lang):
            self._last = message, turn.lang, self._sheet(turn.lang).answering(message)
        engine = self._last[2]
        context = context_of(engine.scenario, (message,), tuple(own))
        return engine.score(turn.text, context)

    def _sheet(self, lang: Lang) -> SheetEngine:
        if lang not in self._sheets:
            self._sheets[lang] = SheetEngine(self._rubric, lang)
            gc.collect()
            gc.freeze()  # the phrases never die; walking them again and again costs up to 10 ms a reply
        return self._sheets[lang]


def heard(said: list[str], burst: int) -> str:
    """Return the case that a customer's messages make.

    It holds the last `burst` of them, which are answered now, and as many before as fit into `HEARD`
    characters with those.
    """
    kept: list[str] = []
    size = 0
    for back, text in enumerate(reversed(said)):
        size += len(text) + 1
        if kept and size > (LONGEST if back < burst else HEARD):
            break
        kept.append(text)
    return "\n".join(reversed(kept))
