"""Owns the watching of one file: whether it was saved since the last look, and what stands in it now.

Never judges what stands there. A file that is gone, half written or in another encoding is not
an error here: why there is no text is part of what was found.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.content import Library, Problems
from sim.content.files import decode, read_bytes
from sim.content.packs import ENDINGS
from sim.errors import NotFound
from sim.model.bad_file import BadFile

if TYPE_CHECKING:
    from sim.model.problems import Problem

UNSETTLED = 4
"""Looks after a change at which the content is compared though time and size stand still.

Some file systems count time in steps of two seconds; at two looks a second that is four.
"""


@dataclass(frozen=True)
class Saved:
    """A file as it was found: its text, or None and the faults that say why there is none."""

    text: str | None
    faults: tuple[Problem, ...] = ()


class Source:
    """One file that somebody edits."""

    def __init__(self, path: Path) -> None:
        """Watch `path`; it need not be there."""
        self.path = path
        self._stamp: tuple[int, int] | None = None
        self._known = ""
        self._unsettled = 0

    def read(self) -> Saved:
        """Return what stands in the file now. Never raises."""
        self._stamp, self._unsettled = self._stamped(), UNSETTLED
        saved, self._known = self._found()
        return saved

    def changed(self) -> Saved | None:
        """Return what stands in the file, None where that is what it was at the last look. Never raises."""
        stamp = self._stamped()
        if stamp != self._stamp:
            self._stamp, self._unsettled = stamp, UNSETTLED
        elif self._unsettled:
            self._unsettled -= 1
        else:
            return None
        saved, mark = self._found()
        if mark == self._known:
            return None
        self._known = mark
        return saved

    def _stamped(self) -> tuple[int, int] | None:
        try:
            info = self.path.stat()
        except (OSError, ValueError):
            return None
        return info.st_mtime_ns, info.st_size

    def _found(self) -> tuple[Saved, str]:
        """Return the file's content, and what tells it from any other."""
        problems = Problems(str(self.path))
        try:
            data = read_bytes(self.path, problems)
        except BadFile as error:
            return Saved(None, error.problems), str(error)
        mark = hashlib.sha256(data).hexdigest()
        try:
            return Saved(decode(data, problems)), mark
        except BadFile as error:
            return Saved(None, error.problems), mark


def find_source(library: Library, named: str) -> Source:
    """Return the file that is meant by an id or a path, whatever stands in it.

    Raises NotFound with the nearest ids where there is none.
    """
    path = Path(named)
    if path.suffix.lower() in ENDINGS or len(path.parts) > 1 or path.is_file():
        if not path.is_file():
            raise NotFound("file", named)
        return Source(path)
    head = next((h for h in library.heads() if h.id == named), None)
    if head is not None:
        return Source(head.path)
    try:
        library.scenario(named)
    except BadFile as error:
        return Source(Path(error.problems[0].file))
    raise NotFound("scenario", named)
