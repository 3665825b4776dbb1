"""Owns the check of files by path, as `servicesim check` runs it.

Never prints and never stops at the first bad file.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.content.problems import Problems
from sim.errors import BadFile

if TYPE_CHECKING:
    from sim.model.problems import Problem


def check_file(path: Path | str) -> tuple[Problem, ...]:
    """Return every fault of one file, in its order. A top name `rubric` makes it a rubric."""
    from sim.content.files import read_text
    from sim.content.parse import rubric_of, scenario_of

    problems = Problems(str(path))
    try:
        text = read_text(Path(path), problems)
        if is_rubric(text):
            rubric_of(text, problems)
        else:
            scenario_of(text, problems)
    except BadFile as error:
        return error.problems
    return problems.found


def check_paths(paths: Iterable[Path | str]) -> tuple[Problem, ...]:
    """Return every fault of files, and of the YAML files in folders and their `scenarios` and `rubrics`."""
    from sim.content.packs import KINDS, yaml_files

    found: list[Problem] = []
    for path in map(Path, paths):
        if path.is_dir():
            files = [f for folder in (path, *(path / kind for kind in KINDS)) for f in yaml_files(folder)]
        else:
            files = [path]
        for file in files:
            found.extend(check_file(file))
    return tuple(found)


def is_rubric(text: str) -> bool:
    """Say whether a text is a rubric's: a line begins with the name `rubric`."""
    return any(line.startswith(("rubric:", "rubric：")) for line in text.split("\n"))
