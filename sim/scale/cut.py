"""Owns the cutting of rows into parts by whole chats, the same for the same file whoever works on it.

The rows of a chat stand together: a chat that comes back after others is bad from there on, since it
would be scored without what was said before. Which chats were there is kept on disk, not in memory.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from sim.scale.rows import Rows
from sim.scale.turns import Bad, Problem, Turn, turn_of

ROWS = 1_000
"""Rows from which a part is closed: about two seconds of scoring, so little is lost with a worker."""

LONGEST_CHAT = 5_000
"""Rows of one chat, which is held whole; more is a day of messages every fifteen seconds, and no chat."""


@dataclass
class Chat:
    """A chat in the order of its turns; `incomplete` when a row of it, or one that may be its own, is bad."""

    name: str
    turns: list[Turn] = field(default_factory=list)
    incomplete: bool = False


@dataclass
class Part:
    """Whole chats that stand one behind another, and the bad rows among them.

    `first` and `last` are the numbers of its rows in the file, `rows` how many those are, `fraction` how
    much of the file has been read behind it (0-1).
    """

    number: int
    first: int
    last: int
    rows: int
    chats: list[Chat]
    bad: list[Bad]
    fraction: float


class _Seen:
    """The ids of chats gone by, as digests in a database on disk that vanishes with this object."""

    def __init__(self) -> None:
        # one thread at a time writes; a run that broke off may be cleared away in another one
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE seen (chat BLOB PRIMARY KEY) WITHOUT ROWID")

    def add(self, chat: str) -> bool:
        """Note a chat; say whether it is new."""
        digest = hashlib.blake2b(chat.encode(), digest_size=16).digest()
        return self._database.execute("INSERT OR IGNORE INTO seen VALUES (?)", (digest,)).rowcount == 1

    def close(self) -> None:
        self._database.close()


class Cutter:
    """Cuts the rows of a file into parts."""

    def __init__(self, rows: Rows, size: int = ROWS) -> None:
        """Take the rows; `size` is the number of rows from which a part is closed."""
        self._rows, self._size = rows, size
        self._part = Part(0, 0, 0, 0, [], [], 0.0)
        self._open: Chat | None = None
        self._refused: tuple[Problem, str] | None = None
        self._held = self._strays = 0

    def __iter__(self) -> Iterator[Part]:
        """Yield the parts in order. Raises what reading the rows raises."""
        seen = _Seen()
        try:
            for line in self._rows:
                name, found = turn_of(line)
                if name and (self._open is None or name != self._open.name):
                    self._close()
                    if self._part.rows >= self._size:
                        yield self._done()
                    self._begin(name, new=seen.add(name))
                self._part.first = self._part.first or line.number
                self._part.last = line.number
                self._part.rows += 1
                if name:
                    self._take(found)
                elif isinstance(found, Bad):
                    self._stray(found)
                if self._part.rows >= self._size and self._may_break():
                    yield self._done()
            self._close()
            if self._part.rows or not self._part.number:
                yield self._done()
        finally:
            seen.close()

    def _begin(self, name: str, *, new: bool) -> None:
        self._open = Chat(name, incomplete=self._strays > 0)
        self._refused = None
        if not new:
            self._refused = "came_back", "the chat came back after other rows; its rows must stand together"
        self._held = self._strays = 0

    def _take(self, found: Turn | Bad) -> None:
        """Put a row into the chat that is open."""
        chat = self._open
        assert chat is not None  # noqa: S101 - a row with an id has opened one
        self._strays = 0
        self._held += 1
        if self._held > LONGEST_CHAT and self._refused is None:
            why: tuple[Problem, str] = "chat_too_long", f"the chat has more than {LONGEST_CHAT} rows"
            for turn in chat.turns:
                self._refuse(turn, chat.name, why)
            chat.turns.clear()
            self._refused = why
        if isinstance(found, Bad):
            chat.incomplete = True
            self._part.bad.append(found)
        elif self._refused is not None:
            self._refuse(found, chat.name, self._refused)
        else:
            chat.turns.append(found)

    def _refuse(self, turn: Turn, chat: str, why: tuple[Problem, str]) -> None:
        self._part.bad.append(Bad(turn.row, chat, *why))

    def _stray(self, bad: Bad) -> None:
        """Keep a row that may belong to the chat before or behind it."""
        self._part.bad.append(bad)
        self._strays += 1
        if self._open is not None:
            self._open.incomplete = True
        if self._strays >= self._size:  # nothing that comes so far behind belongs to what was said before
            self._close()

    def _may_break(self) -> bool:
        """Say whether a part may end here: no turn waits for the rest of its chat."""
        return self._open is None or self._refused is not None

    def _close(self) -> None:
        """End the chat that is open: its turns in order, each number once."""
        chat, self._open = self._open, None
        if chat is None or not chat.turns:
            return
        kept: list[Turn] = []
        for turn in sorted(chat.turns, key=lambda t: (t.turn, t.row)):
            if kept and kept[-1].turn == turn.turn:
                said = f"turn {turn.turn} stands twice in the chat"
                self._part.bad.append(Bad(turn.row, chat.name, "turn_twice", said))
                chat.incomplete = True
            else:
                kept.append(turn)
        chat.turns = kept
        self._part.chats.append(chat)

    def _done(self) -> Part:
        """Return the part so far and begin the next."""
        part = self._part
        part.bad.sort(key=lambda bad: bad.row)
        part.fraction = self._rows.fraction
        self._part = Part(part.number + 1, 0, 0, 0, [], [], part.fraction)
        return part
