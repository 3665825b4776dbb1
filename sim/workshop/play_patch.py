"""Owns the change of single lines in a playthrough's text, with its comments and all else kept.

Never decides what is expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.content.playthroughs import PlayFile
from sim.model.playthrough import Playthrough

FIRST = ("turn", "says")
"""What stands in front of a reply; all else that is expected stands behind it."""


@dataclass
class _Lines:
    """A text that is changed from its end to its beginning, so that places in front stay true."""

    lines: list[str]
    changes: list[tuple[int, int, list[str]]] = field(default_factory=list)

    def text(self) -> str:
        """Return the text with every change made; of two at one place the first stands first."""
        order = sorted(range(len(self.changes)), key=lambda at: (*self.changes[at][:2], at), reverse=True)
        for at in order:
            start, end, new = self.changes[at]
            self.lines[start:end] = new
        return "\n".join(self.lines)


def patched(file: PlayFile, play: Playthrough, wanted: Sequence[dict[str, str]]) -> str | None:
    """Return the text of `file` with the lines `wanted` of each reply, and last of the end, put in.

    None where a name to change does not stand on lines of its own.
    """
    out = _Lines(file.text.split("\n"))
    starts = sorted({line - 1 for line, _ in (*file.tree.keys.values(), *file.tree.values.values())})
    for at, entry in enumerate(wanted):
        path: tuple[str | int, ...] = ("talk", at) if at < len(play.talk) else ()
        for name, line in entry.items():
            if not _changed(file, play, path, name):
                continue
            if not _replace(file, out, starts, (*path, name), line):
                return None
    return out.text()


def _changed(file: PlayFile, play: Playthrough, path: tuple[str | int, ...], name: str) -> bool:
    """Say whether a name's value is another one than in the file."""
    if not path:
        return play.ends != file.play.ends
    attribute = "not_" if name == "not" else name
    at = int(path[1])
    return bool(getattr(play.talk[at], attribute) != getattr(file.play.talk[at], attribute))


def _replace(file: PlayFile, out: _Lines, starts: list[int], path: tuple[str | int, ...], line: str) -> bool:
    """Put a line in the place of a name's lines, or behind its neighbours; say whether that was possible."""
    place = file.tree.keys.get(path)
    if place is None:
        return not line or _insert(file, out, path, line)
    start, column = place[0] - 1, place[1] - 1
    before = out.lines[start][:column]
    if before.strip(" -") or (before.strip() and not line):
        return False
    inside = (p for p in (*file.tree.keys, *file.tree.values) if p[: len(path)] == path)
    last = max(file.tree.value_at(p)[0] - 1 for p in inside)
    if _shared(file, path, start, last):
        return False
    end = _without_comments(out.lines, last + 1, next((s for s in starts if s > last), len(out.lines)))
    out.changes.append((start, end, [before + line] if line else []))
    return True


def _shared(file: PlayFile, path: tuple[str | int, ...], start: int, last: int) -> bool:
    """Say whether another name of the same group stands on one of the lines `start` to `last`."""
    return any(
        key[:-1] == path[:-1] and key != path and start <= place[0] - 1 <= last
        for key, place in file.tree.keys.items()
        if key
    )


def _without_comments(lines: list[str], start: int, end: int) -> int:
    """Return the end of a block without the blank and comment lines behind it."""
    while end > start and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _insert(file: PlayFile, out: _Lines, path: tuple[str | int, ...], line: str) -> bool:
    """Put a new name's line behind its neighbours, or in front of a reply."""
    if len(path) == 1:
        end = _without_comments(out.lines, 0, len(out.lines))
        out.changes.append((end, end, [line]))
        return True
    entry = file.tree.values[path[:-1]]
    row, column = entry[0] - 1, entry[1] - 1
    if out.lines[row][:column].strip(" -") or out.lines[row][column : column + 1] == "{":
        return False
    if path[-1] in FIRST:
        rest = out.lines[row]
        out.changes.append((row, row + 1, [rest[:column] + line, " " * column + rest[column:]]))
        return True
    following = [place[0] - 1 for key, place in file.tree.values.items() if key == ("talk", int(path[1]) + 1)]
    following += [
        place[0] - 1 for key, place in file.tree.keys.items() if len(key) == 1 and place[0] - 1 > row
    ]
    end = _without_comments(out.lines, row + 1, min(following, default=len(out.lines)))
    out.changes.append((end, end, [" " * column + line]))
    return True
