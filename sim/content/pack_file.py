"""Owns the reading of `pack.yaml`: strictly, with every fault, and against the files beside it.

Never checks the scenarios themselves, and never packs or installs anything.
"""

from __future__ import annotations

from pathlib import Path as File
from typing import TYPE_CHECKING

from sim import __version__
from sim.content.files import read_text
from sim.content.heads import open_head
from sim.content.installed import PACK_FILE, VERSION, numbers
from sim.content.languages import check_languages
from sim.content.marks import Marks
from sim.content.packs import yaml_files
from sim.content.problems import N_, Problems, nearest
from sim.content.reader import Tree, read
from sim.content.schema import validate
from sim.model.bad_file import BadFile
from sim.model.pack import PackInfo

if TYPE_CHECKING:
    from sim.model.problems import Problem

LONGEST = 60
"""Characters of a pack's name. With its version it becomes a folder, and some systems stop at 260 a path."""


def pack_of(text: str, problems: Problems, folder: File) -> PackInfo:
    """Return what a pack in `folder` says of itself. Raises BadFile with every fault."""
    tree = read(text, problems)

    def rest(info: PackInfo) -> None:
        _check(info, tree, problems, folder)

    info = validate(PackInfo, tree, problems, "PK", rest)
    rest(info)
    problems.check()
    return info


def open_pack(folder: File) -> PackInfo:
    """Return what the pack in a folder says of itself. Raises BadFile; YM001 when it has no sheet."""
    problems = Problems(str(folder / PACK_FILE))
    return pack_of(read_text(folder / PACK_FILE, problems), problems, folder)


def check_pack_file(path: File) -> tuple[Problem, ...]:
    """Return every fault of a `pack.yaml`, in its order; the scenarios it lists are looked for beside it."""
    problems = Problems(str(path))
    try:
        pack_of(read_text(path, problems), problems, path.parent)
    except BadFile as error:
        return error.problems
    return problems.found


def _check(info: PackInfo, tree: Tree, problems: Problems, folder: File) -> None:
    """Report what no type can tell: versions, languages, an engine too old, scenarios that are missing."""
    marks = Marks(tree, problems, "PK")
    if len(info.name) > LONGEST:
        message = N_("a name has up to {most} characters; this one has {given}")
        marks.say(6, ("name",), message, values={"most": LONGEST, "given": len(info.name)})
    for key, version in (("version", info.version), ("engine", info.engine)):
        if not VERSION.fullmatch(version):
            message = N_('"{given}" is no version; write three whole numbers with dots between them')
            values = {"given": version[:40]}
            marks.say(6, (key,), message, values=values, example=f"{key}: 1.0.0")
    if numbers(info.engine) > numbers(__version__):
        message = N_("this pack needs servicesim {wanted} or newer; this is {ours}")
        marks.say(13, ("engine",), message, values={"wanted": info.engine, "ours": __version__})
    check_languages(info, tree, problems, "PK", tuple(dict.fromkeys(info.languages)))
    marks.unique(N_("scenario"), ((("scenarios", n), name) for n, name in enumerate(info.scenarios)))
    held = held_ids(folder) if info.scenarios else ()
    for number, name in enumerate(info.scenarios):
        if name not in held:
            message = N_('no file in the folder "scenarios" has the id "{name}"')
            marks.say(14, ("scenarios", number), message, values={"name": name}, hint=nearest(name, held))


def held_ids(folder: File) -> tuple[str, ...]:
    """Return the ids of the scenarios in a pack; of a file that cannot be read, its name."""
    found = []
    for path in yaml_files(folder / "scenarios"):
        try:
            opened = open_head(path, Problems(str(path)))
            if opened.is_drill:
                continue
            name = opened.tree.data.get("id")
        except BadFile:
            name = None
        found.append(name if isinstance(name, str) else path.stem)
    return tuple(found)
