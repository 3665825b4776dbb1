"""Owns where scenarios, rubrics and playthroughs lie, and in which order folders are searched.

Never opens a file. Later packs win over earlier ones.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sim.content.installed import installed_packs
from sim.errors import N_

Kind = Literal["scenarios", "rubrics"]
KINDS: tuple[Kind, ...] = ("scenarios", "rubrics")
BUNDLED = "bundled"
ENDINGS = (".yaml", ".yml")
PLAYTHROUGHS = "playthroughs"
"""The folder beside `scenarios` in which a pack keeps its playthroughs."""
PLAY_ENDINGS = (".play.yaml", ".play.yml")
"""How the file of a playthrough ends; no scenario and no rubric is looked for in one."""


@dataclass(frozen=True)
class Pack:
    """A place with scenarios and rubrics: its name, and the folder or file for each kind."""

    name: str
    folders: tuple[tuple[Kind, Path], ...]
    asked_for: bool = False

    def files(self, kind: Kind) -> Iterator[Path]:
        """Yield the YAML files that may hold this kind, by name. A folder that is not there holds none."""
        for folder_kind, folder in self.folders:
            if folder_kind == kind:
                yield from yaml_files(folder)


def yaml_files(folder: Path) -> list[Path]:
    """Return the YAML files in a folder, or the file itself; hidden ones are an editor's.

    Playthroughs are left out: they are neither scenarios nor rubrics.
    """
    return [path for path in _yaml_files(folder) if not is_play(path)]


def play_files(place: Path) -> list[Path]:
    """Return the playthroughs of a pack or in a folder, or the file itself, by name."""
    if place.is_file():
        return [place]
    return [path for folder in (place / PLAYTHROUGHS, place) for path in _yaml_files(folder) if is_play(path)]


def is_play(path: Path) -> bool:
    """Say whether a file is a playthrough's by its name."""
    return path.name.lower().endswith(PLAY_ENDINGS)


def pack_of_play(path: Path) -> Path:
    """Return the folder in which the scenario of a playthrough is looked for: its pack, else its own."""
    folder = path.absolute().parent
    inside = folder.name == PLAYTHROUGHS and any((folder.parent / kind).is_dir() for kind in KINDS)
    return folder.parent if inside else folder


def _yaml_files(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    try:
        found = [p for p in folder.iterdir() if p.suffix.lower() in ENDINGS and p.name[0] not in "._"]
    except OSError:
        return []
    return sorted(p for p in found if not p.is_dir())


def bundled_folder(kind: str) -> Path:
    """Return the folder of our own scenarios, rubrics or playthroughs.

    In a checkout they lie beside the package. An editable install also leaves a stale copy in
    site-packages, so the package's own folder is only the second choice.
    """
    package = Path(__file__).resolve().parents[1]
    beside = package.parent / kind
    if (package.parent / "pyproject.toml").is_file() and beside.is_dir():
        return beside
    return package / "_data" / kind


def search_order(packs: tuple[Path, ...] = ()) -> tuple[Pack, ...]:
    """Return every pack, later ones winning: ours, installed, the user's, the working folder's, named."""
    ours = Pack(BUNDLED, tuple((kind, bundled_folder(kind)) for kind in KINDS))
    put_in = [Pack(p.folder.name, _of_root(p.folder).folders) for p in installed_packs(_user_folder())]
    found = [ours, *put_in, _of_root(_user_folder()), _of_root(Path.cwd())]
    named = [Path(part) for part in os.environ.get("SERVICESIM_PACKS", "").split(os.pathsep) if part.strip()]
    found += [_of_folder(path) for path in (*named, *packs)]
    return tuple(_without_repeats(found))


def places(packs: tuple[Path, ...] = ()) -> tuple[str, ...]:
    """Return where scenarios are looked for, in words, those that win first."""
    here = Path.cwd()
    found = [
        pack.name if pack.asked_for else _near(folder, here)
        for pack in reversed(search_order(packs))
        if pack.name != BUNDLED
        for kind, folder in pack.folders
        if kind == KINDS[0]
    ]
    return (*dict.fromkeys(found), N_("what came with the program"))


def _near(folder: Path, here: Path) -> str:
    """Return a folder as it is named from the working folder: `./scenarios`."""
    return f"./{folder.relative_to(here).as_posix()}" if folder.is_relative_to(here) else str(folder)


def _user_folder() -> Path:
    home = os.environ.get("SERVICESIM_HOME")
    if home:
        return Path(home)
    from platformdirs import user_data_path

    return user_data_path("servicesim", appauthor=False)


def _of_root(root: Path) -> Pack:
    """Return the pack of a folder in which only the two subfolders are ours to read."""
    return Pack(str(root / "scenarios"), tuple((kind, root / kind) for kind in KINDS))


def _of_folder(folder: Path) -> Pack:
    """Return the pack of a folder somebody named: its two subfolders, or the files directly in it."""
    inner = tuple((kind, folder / kind) for kind in KINDS if (folder / kind).is_dir())
    flat = tuple((kind, folder) for kind in KINDS)
    return Pack(str(folder), inner or flat, asked_for=True)


def _without_repeats(packs: list[Pack]) -> Iterator[Pack]:
    """Yield packs with each folder once: ours in its first place, others in their last."""
    ours = {path.resolve() for _, path in packs[0].folders}
    later: set[tuple[str, Path]] = set()
    kept: list[Pack] = []
    for pack in reversed(packs[1:]):
        folders = tuple(
            (k, p) for k, p in pack.folders if p.resolve() not in ours and (k, p.resolve()) not in later
        )
        later.update((k, p.resolve()) for k, p in folders)
        if folders:
            kept.append(Pack(pack.name, folders, pack.asked_for))
    yield packs[0]
    yield from reversed(kept)
