"""Owns the order of the parts of a file: who writes, what is true, what is asked for, the messages.

Never changes a line: whole parts are moved with the comments above them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sim.content.reader import Tree

_BETWEEN = re.compile(r"\s*(#.*)?")
_MARKER = re.compile(r"(---|\.\.\.)(\s.*)?")


def in_order(tree: Tree, names: Iterable[str]) -> tuple[str, ...] | None:
    """Return a file's lines with its parts in the order of `names`; None when they are, or cannot be moved.

    What stands above the first part, up to the last empty line there, stays on top of the file.
    """
    lines = list(tree.lines)
    if lines and lines[-1] == "":
        lines.pop()
    parts = sorted((place[0] - 1, str(path[0])) for path, place in tree.keys.items() if len(path) == 1)
    rank = {name: n for n, name in enumerate(names)}
    order = [rank.get(name, -1) for _, name in parts]
    if -1 in order or order == sorted(order) or not _movable(tree, parts, lines):
        return None
    starts = [_start(lines, line) for line, _ in parts]
    starts[0] = _below_header(lines, parts[0][0])
    ends = [*starts[1:], len(lines)]
    blocks = sorted(zip(order, starts, ends, strict=True))
    moved = lines[: starts[0]]
    for _, start, end in blocks:
        moved += lines[start:end]
    return (*moved, "")


def _movable(tree: Tree, parts: list[tuple[int, str]], lines: list[str]) -> bool:
    """Say whether every part begins a line of its own at the left edge, in one document."""
    at_edge = all(place[1] == 1 for path, place in tree.keys.items() if len(path) == 1)
    return at_edge and len({n for n, _ in parts}) == len(parts) and not any(map(_MARKER.fullmatch, lines))


def _start(lines: list[str], line: int) -> int:
    """Return where a part begins: with the comments and empty lines at the left edge above it."""
    while line and _BETWEEN.fullmatch(lines[line - 1]) and not lines[line - 1].startswith((" ", "\t")):
        line -= 1
    return line


def _below_header(lines: list[str], line: int) -> int:
    """Return where the first part begins: below the last empty line above it, or at its own name."""
    start = _start(lines, line)
    empty = [n for n in range(start, line) if not lines[n].strip()]
    return empty[-1] + 1 if empty else line
