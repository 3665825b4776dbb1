"""Owns `check --fix`: mends what is mechanical, proves each mend by a new check, and writes the file.

A mend that does not lower the number of faults, or that changes more of the data than it is for, is
not written. Never re-writes a file from its data, so comments and layout stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from sim.content.breaks import first_error
from sim.content.check import check_file, check_text, is_drill, is_rubric
from sim.content.files import decode, read_bytes
from sim.content.fix_lines import Mended, mends
from sim.content.fix_order import in_order
from sim.content.packs import is_play
from sim.content.parse import scenario_of
from sim.content.problems import N_, Problems, spell
from sim.content.reader import Tree, read
from sim.content.shape import fields
from sim.content.stale import lines_file, read_lines, renewed, written
from sim.content.writing import write_whole
from sim.model.bad_file import BadFile
from sim.model.drill import Drill
from sim.model.rubric import Rubric
from sim.model.saying import Saying
from sim.model.scenario import Scenario

if TYPE_CHECKING:
    from sim.model.problems import Problem

MOST = 100
"""Mends of one file in one go; a file with more slips than that is another kind of file."""

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Fix:
    """One mend that was written: the line it was made at (0: the whole file) and what was done."""

    line: int
    said: Saying


@dataclass(frozen=True)
class Fixed:
    """What was mended in a file, and the faults that are left."""

    file: str
    done: tuple[Fix, ...]
    left: tuple[Problem, ...]


def fix_files(files: Iterable[File], *, agreed: bool = False) -> Iterator[Fixed]:
    """Mend files one by one. `agreed` confirms that both languages of every text say the same."""
    for file in files:
        yield fix_file(file, agreed=agreed)


def fix_file(file: File, *, agreed: bool = False) -> Fixed:
    """Mend one file and renew the line ids beside it; what cannot be read or written is left as it is.

    Raises OSError when the folder cannot be written to.
    """
    name, real = str(file), file.resolve()
    if is_play(file):
        return Fixed(name, (), check_file(file))
    try:
        data = read_bytes(real, Problems(name))
        text = decode(data, Problems(name))
    except BadFile as error:
        return Fixed(name, (), error.problems)
    fixer = _Fixer(text, name)
    ending = _line_end(data)
    if ending is not None:
        fixer.mend()
        fixer.order()
    if fixer.text != text:
        bom = BOM if data.startswith(BOM) else b""
        if not write_whole(real, bom + fixer.text.replace("\n", ending or "\n").encode(), was=data):
            return Fixed(name, (), faults(text, name))
    done = list(fixer.done)
    if _renew(file, fixer.text, agreed=agreed):
        done.append(
            Fix(0, Saying.of(N_("the line ids in {file} are up to date"), file=lines_file(file).name))
        )
    return Fixed(name, tuple(done), faults(fixer.text, name))


def faults(text: str, name: str) -> tuple[Problem, ...]:
    """Return every fault of a text as if it stood in the file `name`."""
    return check_text(text, Problems(name))


class _Fixer:
    """The text of one file while it is mended."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.done = text, list[Fix]()
        self._name, self._faults = name, faults(text, name)

    def mend(self) -> None:
        """Make every mend that proves right."""
        tried: set[tuple[str, int, str]] = set()
        for _ in range(MOST):
            problem = next((p for p in self._faults if (p.code, p.line, p.path) not in tried), None)
            if problem is None:
                return
            tried.add((problem.code, problem.line, problem.path))
            for mended in mends(tuple(self.text.split("\n")), problem, self._ids()):
                if self._takes(mended):
                    self.done.append(Fix(problem.line, mended.said))
                    tried.clear()
                    break

    def order(self) -> None:
        """Put the parts of the file in the order of its kind, when nothing but their order changes."""
        tree = _tree(self.text, self._name)
        if tree is None:
            return
        kind = Rubric if is_rubric(self.text) else Drill if is_drill(self.text) else Scenario
        moved = in_order(tree, fields(kind))
        if moved is None:
            return
        text = "\n".join(moved)
        other = _tree(text, self._name)
        kept = other is not None and tree.data == other.data
        whole = self.text if self.text.endswith("\n") else self.text + "\n"
        if kept and sorted(text.split("\n")) == sorted(whole.split("\n")):
            found = faults(text, self._name)
            if len(found) <= len(self._faults):
                self.text, self._faults = text, found
                self.done.append(Fix(0, Saying(N_("the parts stand in their usual order now"))))

    def _ids(self) -> frozenset[str]:
        tree = _tree(self.text, self._name)
        return frozenset(_ids(tree.data)) if tree is not None else frozenset()

    def _takes(self, mended: Mended) -> bool:
        """Keep a mend if it is proved; say whether it was."""
        text = "\n".join(mended.lines)
        before, after = first_error(self.text), first_error(text)
        if before is not None:
            if after is not None and after[0] <= before[0]:
                return False
        else:
            old, new = _tree(self.text, self._name), _tree(text, self._name)
            found = faults(text, self._name)
            if new is None or (old is not None and not _only(old.data, new.data, mended.allowed)):
                return False
            if len(found) >= len(self._faults):
                return False
        self.text, self._faults = text, faults(text, self._name)
        return True


def _tree(text: str, name: str) -> Tree | None:
    try:
        return read(text, Problems(name))
    except BadFile:
        return None


def _ids(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"]
        for value in data.values():
            yield from _ids(value)
    elif isinstance(data, list):
        for value in data:
            yield from _ids(value)


def _only(old: Any, new: Any, allowed: str) -> bool:
    """Say whether two readings differ at `allowed` or below only; one name may become another at the top."""
    changed = [spell(path) for path in _differences(old, new, ())]
    if not allowed:
        return len(changed) <= 2
    return all(path == allowed or path.startswith(f"{allowed}.") for path in changed)


def _differences(old: Any, new: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            if key not in old or key not in new:
                yield (*path, key)
            else:
                yield from _differences(old[key], new[key], (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for n, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _differences(one, other, (*path, n))
    elif old != new or type(old) is not type(new):
        yield path


def _line_end(data: bytes) -> str | None:
    """Return how a file ends its lines; None when it does so in more than one way."""
    if b"\r" not in data:
        return "\n"
    whole = data.count(b"\r\n")
    return "\r\n" if whole == data.count(b"\r") == data.count(b"\n") else None


def _renew(file: File, text: str, *, agreed: bool) -> bool:
    """Write the line ids of a sound scenario in two languages; say whether they changed."""
    if is_rubric(text) or is_drill(text):
        return False
    problems = Problems(str(file))
    try:
        scenario = scenario_of(text, problems)
    except BadFile:
        return False
    if scenario.language is not None:
        return False
    old = read_lines(lines_file(file)) or {}
    fresh = renewed(scenario, old, agreed=agreed)
    if fresh == old:
        return False
    write_whole(lines_file(file), written(fresh).encode())
    return True
