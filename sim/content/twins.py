"""Owns the check that the files of one folder bear different ids.

Never opens a file itself: callers tell what they read. The later file by name is the one that is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as File
from typing import TYPE_CHECKING

from sim.content.problems import N_, Problems
from sim.model.bad_file import BadFile

if TYPE_CHECKING:
    from sim.model.problems import Problem


def check_twins(files: Iterable[File]) -> tuple[Problem, ...]:
    """Return a fault for each file whose id another one of the same folder bears.

    Only heads are read; what cannot be read is told by `check_file`.
    """
    from sim.content.heads import open_head

    first: dict[tuple[File, str, str], File] = {}
    found: list[Problem] = []
    for file in files:
        try:
            opened = open_head(file, Problems(str(file)))
        except BadFile:
            continue
        kind = "rubric" if opened.is_rubric else "drill" if opened.is_drill else "id"
        name = opened.tree.data.get(kind)
        if not isinstance(name, str):
            continue
        other = first.setdefault((file.parent, kind, name), file)
        if other is file:
            continue
        problems = Problems(str(file))
        problems.add(
            {"rubric": "RB011", "drill": "DR011", "id": "SC011"}[kind],
            opened.tree.value_at((kind,)),
            N_('the id "{name}" is that of {file} too; every scenario and every rubric needs its own'),
            values={"name": name, "file": other.name},
            path=(kind,),
        )
        found.extend(problems.found)
    return tuple(found)
