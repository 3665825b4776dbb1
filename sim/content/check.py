"""Owns the check of files by path, as `servicesim check` runs it.

Never prints and never stops at the first bad file.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.content.files import CLOSED, read_text
from sim.content.installed import PACK_FILE
from sim.content.problems import N_, Problems
from sim.model.bad_file import BadFile
from sim.model.saying import reason

if TYPE_CHECKING:
    from sim.model.problems import Problem


def check_file(path: Path | str) -> tuple[Problem, ...]:
    """Return every fault of one file, in its order.

    A top name `rubric` makes it a rubric, a top name `drill` a case drill, its ending `.play.yaml` a
    playthrough, the name `pack.yaml` the sheet of a pack.
    """
    from sim.content.packs import is_play

    if Path(path).name == PACK_FILE:
        from sim.content.pack_file import check_pack_file

        return check_pack_file(Path(path))
    if is_play(Path(path)):
        from sim.content.playthroughs import check_playthrough

        return check_playthrough(Path(path))
    problems = Problems(str(path))
    try:
        text = read_text(Path(path), problems)
    except BadFile as error:
        return error.problems
    return check_text(text, problems)


def check_text(text: str, problems: Problems) -> tuple[Problem, ...]:
    """Return every fault of a scenario's, a rubric's or a drill's text; `problems` names its file."""
    from sim.content.parse import rubric_of, scenario_of

    try:
        if is_rubric(text):
            rubric_of(text, problems)
        elif is_drill(text):
            from sim.content.drills import drill_of

            drill_of(text, problems)
        else:
            scenario_of(text, problems)
    except BadFile as error:
        return error.problems
    return problems.found


def check_paths(paths: Iterable[Path | str]) -> tuple[Problem, ...]:
    """Return every fault of files, and of the files in folders: scenarios, rubrics and playthroughs."""
    from sim.content.twins import check_twins

    found: list[Problem] = []
    for path in map(Path, paths):
        files = files_of(path)
        found.extend(() if files else nothing_in(path))
        for file in files:
            found.extend(check_file(file))
        if len(files) > 1:
            found.extend(check_twins(files))
    return tuple(found)


def files_of(path: Path) -> list[Path]:
    """Return the files that are checked where a file or a folder is named."""
    from sim.content.packs import KINDS, play_files, yaml_files

    if not path.is_dir():
        return [path]
    files = [f for folder in (path, *(path / kind for kind in KINDS)) for f in yaml_files(folder)]
    return files + play_files(path)


def nothing_in(folder: Path) -> tuple[Problem, ...]:
    """Return the fault of a folder in which no file was found: it is closed to us, or empty of our files."""
    problems = Problems(str(folder))
    try:
        next(folder.iterdir(), None)
    except OSError as error:
        problems.add("YM003", (0, 0), CLOSED, values={"reason": reason(error)})
    else:
        problems.add(
            "YM001",
            (0, 0),
            N_("there is no file to check in this folder"),
            example="servicesim check scenarios/mine.yaml",
        )
    return problems.found


def is_drill(text: str) -> bool:
    """Say whether a text is a case drill's: a line begins with the name `drill`."""
    return any(line.startswith(("drill:", "drill：")) for line in text.split("\n"))


def is_rubric(text: str) -> bool:
    """Say whether a text is a rubric's: a line begins with `rubric`, or `based_on`, which no other has."""
    names = ("rubric:", "rubric：", "based_on:", "based_on：")
    return any(line.startswith(names) for line in text.split("\n"))
