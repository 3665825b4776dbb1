"""Owns the way from a zip to the files in it, however hostile the zip; and their writing to a folder.

Never lets the zip library write: bytes are read into memory under limits, and names are judged first.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from sim.content.installed import PACK_FILE
from sim.model.saying import Saying
from sim.workshop.pack_rules import (
    FOLDERS,
    LARGEST_ZIP,
    MOST_FILES,
    N_,
    Budget,
    PackRefused,
    alike,
    belongs,
    fault_of,
    refused,
    shown,
)

ENTRY = b"PK\x01\x02"
"""What begins each entry in a zip's directory (APPNOTE 4.3.12)."""

ENCRYPTED = 0x1
IN_UTF8 = 0x800
"""Bits of an entry's flags (APPNOTE 4.4.4)."""

AT_ONCE = 65_536
"""Bytes read at a time: what is over a limit is noticed within so many."""

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    ValueError,
    IndexError,
    OSError,
    NotImplementedError,
    RuntimeError,
)
"""What the zip library raises on bytes that were changed; a test changes them at random."""

NO_ZIP = N_("this is no zip file, or it is damaged")


def read_zip(path: Path) -> bytes:
    """Return the bytes of a zip, and never more than one byte over its limit. Raises OSError."""
    with path.open("rb") as file:
        return file.read(LARGEST_ZIP + 1)


def files_in(data: bytes) -> dict[str, bytes]:
    """Return the files in the bytes of a zip by their names. Raises PackRefused with every reason.

    A folder around the whole pack, as packing by hand makes one, is taken away.
    """
    if len(data) > LARGEST_ZIP:
        raise refused(N_("this zip is larger than {most} MB"), most=LARGEST_ZIP // 1_000_000)
    # Counted before the library reads the directory, which would hold a million entries in memory.
    if data.count(ENTRY) > MOST_FILES + len(FOLDERS) + 1:
        raise refused(N_("there are more than {most} files in this pack"), most=MOST_FILES)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _read(archive)
    except UnicodeDecodeError:
        raise refused(
            N_("the names in this zip are not in UTF-8; build it with: servicesim pack build")
        ) from None
    except DAMAGE:
        raise refused(NO_ZIP) from None


def _read(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    faults = [fault for entry in entries if (fault := _fault(entry)) is not None]
    faults += alike(entry.orig_filename.rstrip("/") for entry in entries)
    if faults:
        raise PackRefused(faults)
    top = _folder_around([entry.orig_filename for entry in entries])
    kept = {entry.orig_filename.removeprefix(top): entry for entry in entries if not _is_folder(entry)}
    faults = [_stranger(name) for name in kept if not belongs(name)]
    if faults:
        raise PackRefused(faults)
    budget = Budget()
    return {name: _content(archive, entry, name, budget) for name, entry in sorted(kept.items())}


def _fault(entry: zipfile.ZipInfo) -> Saying | None:
    """Return why an entry is refused before any of it is read. Its name is taken as it stands in the zip."""
    name = entry.orig_filename
    if not name.isascii() and not entry.flag_bits & IN_UTF8:
        message = N_("{name}: the name is not in UTF-8; build the pack with: servicesim pack build")
        return Saying.of(message, name=shown(name))
    fault = fault_of(name[:-1] if _is_folder(entry) else name)
    if fault is not None:
        return fault
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if _is_folder(entry) else stat.S_IFREG):
        return Saying.of(N_("{name}: is a link or a device, not an ordinary file"), name=shown(name))
    if entry.flag_bits & ENCRYPTED:
        return Saying.of(N_("{name}: is protected by a password"), name=shown(name))
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Saying.of(N_("{name}: is compressed in an unusual way"), name=shown(name))
    return None


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    return entry.orig_filename.endswith("/")


def _stranger(name: str) -> Saying:
    if name == "":
        return Saying(NO_ZIP)
    return Saying.of(N_("{name}: does not belong in a pack"), name=shown(name))


def _folder_around(names: list[str]) -> str:
    """Return the one folder in which everything lies, with its slash; nothing when there is none."""
    tops = {name.partition("/")[0] for name in names}
    if len(tops) != 1 or PACK_FILE in names:
        return ""
    top = f"{tops.pop()}/"
    return top if f"{top}{PACK_FILE}" in names else ""


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, budget: Budget) -> bytes:
    parts: list[bytes] = []
    size = 0
    with archive.open(entry) as file:
        while part := file.read(AT_ONCE):
            size += len(part)
            budget.spend(name, size, len(part))
            parts.append(part)
    return b"".join(parts)


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write a pack's files into an empty folder, with its folders. Raises OSError.

    Every file is made new: one that is there, or a link to one, is never written through.
    """
    for kind in FOLDERS:
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        with (folder / name).open("xb") as file:
            file.write(content)
