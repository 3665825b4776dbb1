"""Owns the way from a folder to a pack: which files go in, whether they are sound, and the zip.

Never installs. The zip of one set of files is always the same bytes: names are sorted, times and rights
fixed, and nothing is compressed, because each zlib does that in its own way.
"""

from __future__ import annotations

import hashlib
import stat
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from sim.content.check import check_file
from sim.content.installed import PACK_FILE
from sim.content.pack_file import open_pack
from sim.content.packs import ENDINGS, KINDS, PLAYTHROUGHS, play_files, yaml_files
from sim.content.twins import check_twins
from sim.content.writing import write_whole
from sim.model.bad_file import BadFile
from sim.model.pack import PackInfo
from sim.model.saying import Saying, reason
from sim.workshop.pack_rules import (
    FOLDERS,
    MOST_FILES,
    N_,
    Budget,
    PackMissing,
    PackRefused,
    alike,
    belongs,
    fault_of,
    refused,
    shown,
)
from sim.workshop.unpacking import files_in, write_files

if TYPE_CHECKING:
    from sim.model.problems import Problem

TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can tell (APPNOTE 4.4.6)."""

RIGHTS = stat.S_IFREG | 0o644
UNIX = 3
"""An ordinary file that all may read, and the system whose rights these are (APPNOTE 4.4.2)."""


@dataclass(frozen=True)
class Found:
    """The files of a folder that go into a pack, by their names in it, and what is left out."""

    files: dict[str, bytes]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checked:
    """A pack without errors: what it says of itself, the warnings, and how many files of each kind."""

    info: PackInfo
    warnings: tuple[Problem, ...]
    counts: dict[str, int]


@dataclass(frozen=True)
class Built:
    """A pack as a zip, with the SHA-256 of its bytes and the names that were left out."""

    checked: Checked
    data: bytes
    left_out: tuple[str, ...]

    @property
    def file_name(self) -> str:
        """The name that the zip bears."""
        return f"{self.checked.info.name}-{self.checked.info.version}.zip"

    @property
    def sha256(self) -> str:
        """The SHA-256 of the zip, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


def build(folder: Path) -> Built:
    """Return the zip of a pack's folder. Raises BadFile or PackRefused with every reason."""
    try:
        found = files_of_folder(folder)
    except OSError as error:
        raise refused(N_("cannot read {file}: {reason}"), file=folder, reason=reason(error)) from None
    checked = check_files(found.files, str(folder))
    data = zip_of(found.files)
    files_in(data)
    return Built(checked, data, found.left_out)


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """Return the zip of a pack's files; the same bytes for the same files, on every system."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, TIME)
            entry.create_system = UNIX
            entry.external_attr = RIGHTS << 16
            archive.writestr(entry, files[name])
    return target.getvalue()


def files_of_folder(folder: Path) -> Found:
    """Return the files of a folder that belong in a pack. Raises PackRefused with every reason, OSError.

    What is hidden is passed over in silence; what else does not belong there is named.
    """
    if not folder.is_dir():
        raise PackMissing((Saying.of(N_("there is no folder {path}"), path=folder),))
    paths = {path.relative_to(folder).as_posix(): path for path in _paths(folder)}
    kept = {name: path for name, path in sorted(paths.items()) if belongs(name)}
    faults = [fault for name, path in kept.items() if (fault := _fault(name, path)) is not None]
    faults += alike(kept)
    if len(kept) > MOST_FILES:
        faults.append(Saying.of(N_("there are more than {most} files in this pack"), most=MOST_FILES))
    if faults:
        raise PackRefused(faults)
    budget = Budget()
    files = {}
    for name, path in kept.items():
        size = path.stat().st_size
        budget.spend(name, size, size)
        files[name] = path.read_bytes()
    hidden = (".", "_", "~")
    left_out = sorted(name for name in set(paths) - set(kept) if not name.split("/")[-1].startswith(hidden))
    return Found(files, tuple(left_out))


def _paths(folder: Path) -> Iterator[Path]:
    """Yield what lies in a pack's folder and in its subfolders; the three folders themselves are not told."""
    for path in folder.iterdir():
        if path.name in FOLDERS and path.is_dir():
            if path.is_symlink():
                raise refused(LINK, name=path.name)
            yield from path.iterdir()
        else:
            yield path


LINK = N_("{name}: is a link or a device, not an ordinary file")


def _fault(name: str, path: Path) -> Saying | None:
    if not stat.S_ISREG(path.lstat().st_mode):
        return Saying.of(LINK, name=shown(name))
    return fault_of(name)


def check_files(files: Mapping[str, bytes], said: str) -> Checked:
    """Check the files of a pack as they will be installed. Raises BadFile or PackRefused with every reason.

    `said` stands for the pack's place in front of the names of its files.
    """
    for name, content in files.items():
        if not belongs(name) or "/" in name or name == PACK_FILE:
            continue
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            raise refused(N_("{name}: is not saved as UTF-8"), name=shown(name)) from None
    with tempfile.TemporaryDirectory(prefix="servicesim-") as place:
        folder = Path(place)
        write_files(files, folder)
        try:
            info: PackInfo | None = open_pack(folder)
            found: list[Problem] = []
        except BadFile as error:
            info, found = None, list(error.problems)
        for kind in KINDS:
            paths = yaml_files(folder / kind)
            found += [problem for path in paths for problem in check_file(path)]
            found += check_twins(paths)
        found += [problem for path in play_files(folder) for problem in check_file(path)]
        problems = tuple(_renamed(problem, folder, said) for problem in found)
    if info is None or any(problem.severity == "error" for problem in problems):
        raise BadFile(problems)
    counts = counted(files)
    if not counts["scenarios"] and not counts["rubrics"]:
        raise refused(N_("there is neither a scenario nor a rubric in this pack"))
    return Checked(info, problems, counts)


def counted(files: Mapping[str, object]) -> dict[str, int]:
    """Return how many files a pack has of each kind."""
    return {
        kind: sum(name.startswith(f"{kind}/") and name.lower().endswith(ENDINGS) for name in files)
        for kind in FOLDERS
    }


def counts_in(folder: Path) -> dict[str, int]:
    """Return how many files an installed pack has of each kind."""
    paths = {kind: yaml_files(folder / kind) for kind in KINDS}
    return {**{kind: len(found) for kind, found in paths.items()}, PLAYTHROUGHS: len(play_files(folder))}


def save(data: bytes, target: Path) -> None:
    """Write a zip in one step, over an older one. Raises PackRefused when it cannot be written."""
    try:
        write_whole(target, data)
    except OSError as error:
        raise refused(N_("cannot write {file}: {reason}"), file=target, reason=reason(error)) from None


def _renamed(problem: Problem, folder: Path, said: str) -> Problem:
    """Return a problem that names its file by the pack's own place."""
    try:
        inner = Path(problem.file).relative_to(folder)
    except ValueError:
        return problem
    return problem.model_copy(update={"file": f"{said}/{inner.as_posix()}"})
