"""Owns where the rubric lies that another one is based on.

Never reads more of a file than its head, and never lays one rubric over another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from sim.content.heads import Opened, open_head
from sim.content.packs import search_order
from sim.content.problems import Problems, nearest
from sim.errors import NotFound
from sim.model.bad_file import BadFile

Find = Callable[[str], Path]
"""From the id of a rubric to its file. Raises NotFound with the nearest ids."""


def rubric_files(
    packs: tuple[Path, ...], opened: Callable[[Path], Opened], without: Path | None = None
) -> dict[str, Path]:
    """Return every rubric's file by its id, the winning ones; what cannot be read is left out.

    `without` is a file that does not count: a pack's own `service` may be based on the `service` it replaces.
    """
    left_out = without.resolve() if without else None
    found: dict[str, Path] = {}
    for pack in search_order(packs):
        for path in pack.files("rubrics"):
            try:
                name = opened(path).tree.data.get("rubric")
            except BadFile:
                continue
            if isinstance(name, str) and path.resolve() != left_out:
                found[name] = path
    return found


def beside(file: Path) -> Find:
    """Return how to find what a file by itself may be based on: a neighbour first, then the packs."""

    def find(rubric_id: str) -> Path:
        def opened(path: Path) -> Opened:
            return open_head(path, Problems(str(path)))

        files = rubric_files((file.parent,), opened, file)
        if rubric_id not in files:
            raise no_base(rubric_id, files, opened)
        return files[rubric_id]

    return find


def no_base(name: str, files: Mapping[str, Path], opened: Callable[[Path], Opened]) -> NotFound:
    """Return that there is no sheet of a name, with those that can be built on: the whole ones."""
    whole = sorted(one for one, path in files.items() if "based_on" not in opened(path).tree.data)
    return NotFound("rubric", name, nearest(name, whole, 2), known=tuple(whole))
