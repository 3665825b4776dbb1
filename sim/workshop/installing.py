"""Owns the user's installed packs: putting one in, taking one out, and which scenario is played then.

Never reads a zip by itself. A pack is there as a whole or not at all: it is written beside and moved.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sim.content.heads import open_head
from sim.content.installed import PACKS, Installed, installed_packs, numbers
from sim.content.packs import KINDS, search_order
from sim.content.problems import Problems, nearest
from sim.model.bad_file import BadFile
from sim.model.saying import Saying, reason
from sim.workshop.pack_rules import N_, PackMissing, refused
from sim.workshop.packing import Checked, check_files, files_of_folder
from sim.workshop.unpacking import files_in, read_zip, write_files


@dataclass(frozen=True)
class Arrival:
    """A pack that was installed: where, which version it replaced, and the SHA-256 of the zip it came in.

    `same` says that it was there already and nothing was changed.
    """

    checked: Checked
    folder: Path
    before: str = ""
    same: bool = False
    sha256: str = ""


@dataclass(frozen=True)
class Clash:
    """An id that this pack shares with another: which kind, and which of the two is played."""

    kind: str
    name: str
    other: str
    wins: bool


def install(source: Path, home: Path, *, force: bool = False) -> Arrival:
    """Install a pack from a zip or a folder into a data folder.

    Raises BadFile or PackRefused with every reason, PackMissing where there is nothing.
    """
    sha256 = ""
    try:
        if source.is_dir():
            files = files_of_folder(source).files
        else:
            data = read_zip(source)
            files, sha256 = files_in(data), hashlib.sha256(data).hexdigest()
    except FileNotFoundError:
        raise PackMissing((Saying.of(N_("there is no file or folder {path}"), path=source),)) from None
    except OSError as error:
        raise refused(N_("cannot read {file}: {reason}"), file=source, reason=reason(error)) from None
    checked = check_files(files, str(source))
    info = checked.info
    there = {pack.name: pack for pack in installed_packs(home)}.get(info.name)
    folder = home / PACKS / f"{info.name}-{info.version}"
    if there is not None and not force:
        if there.version == info.version:
            if _same(there.folder, files):
                return Arrival(checked, there.folder, there.version, same=True, sha256=sha256)
            message = N_(
                "{name} {version} is installed with other content; raise its version, or use --force"
            )
            raise refused(message, name=info.name, version=info.version)
        if numbers(there.version) > numbers(info.version):
            message = N_("{name} {there} is installed, and {version} is older; to go back, use --force")
            raise refused(message, name=info.name, there=there.version, version=info.version)
    with _told(home):
        _put(files, folder, there)
    return Arrival(checked, folder, there.version if there else "", sha256=sha256)


def remove(name: str, home: Path) -> Installed:
    """Remove an installed pack and return what it was. Raises PackMissing with the nearest names."""
    packs = {pack.name: pack for pack in installed_packs(home)}
    if name not in packs:
        near = nearest(name, packs)
        message = (
            N_("no pack {name} is installed; did you mean {near}?")
            if near
            else N_("no pack {name} is installed")
        )
        raise PackMissing((Saying.of(message, name=name, near=", ".join(near)),))
    with _told(home), _aside(home / PACKS) as aside:
        packs[name].folder.rename(aside / "old")
    return packs[name]


def clashes(folder: Path) -> tuple[Clash, ...]:
    """Return the ids of an installed pack that another pack, or the program itself, has too."""
    found = []
    for kind in KINDS:
        owners: dict[str, list[str]] = {}
        for pack in search_order():
            for path in pack.files(kind):
                name = _id(path, kind)
                if name and pack.name not in owners.get(name, []):
                    owners.setdefault(name, []).append(pack.name)
        for name, packs in sorted(owners.items()):
            if folder.name in packs and len(packs) > 1:
                wins = packs[-1] == folder.name
                found.append(Clash(kind, name, packs[-2] if wins else packs[-1], wins))
    return tuple(found)


def _id(path: Path, kind: str) -> str:
    try:
        opened = open_head(path, Problems(str(path)))
    except BadFile:
        return ""
    name = opened.tree.data.get("rubric" if kind == "rubrics" else "id")
    return name if isinstance(name, str) and opened.is_rubric == (kind == "rubrics") else ""


def _same(folder: Path, files: dict[str, bytes]) -> bool:
    try:
        return files_of_folder(folder).files == files
    except OSError:
        return False


def _put(files: dict[str, bytes], folder: Path, there: Installed | None) -> None:
    """Write a pack beside the others, then move it to its place; on a failure the old one stays."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _aside(folder.parent) as aside:
        write_files(files, aside / "new")
        if there is not None:
            there.folder.rename(aside / "old")
        try:
            (aside / "new").rename(folder)
        except BaseException:
            if there is not None:
                (aside / "old").rename(there.folder)
            raise


@contextmanager
def _aside(packs: Path) -> Iterator[Path]:
    """Give a folder on the same disk that no search looks into, and remove it with all that was put there."""
    aside = Path(tempfile.mkdtemp(prefix=".", dir=packs))
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _told(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = N_("cannot write {file}: {reason}")
        raise refused(message, file=home / PACKS, reason=reason(error)) from None
