"""Owns what may be in a pack: names, number and size of its files, and how a refusal is said.

Never reads a pack. Packing and unpacking keep the same rules: what was built can be installed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from sim.content.files import LARGEST
from sim.content.installed import PACK_FILE
from sim.content.packs import ENDINGS, KINDS, PLAY_ENDINGS, PLAYTHROUGHS
from sim.content.stale import ENDING as LINES
from sim.errors import Refused
from sim.model.saying import Saying

N_ = str
"""Marks a sentence for the catalogue where it is written."""

FOLDERS = (*KINDS, PLAYTHROUGHS)
"""The folders of a pack; they hold no folders themselves."""

MOST_FILES = 1000
"""Files in a pack: five times the 200 files for which the speed of the check is stated."""

LARGEST_FILE = LARGEST
"""Bytes of one file: what is larger could not be read as a scenario."""

LARGEST_PACK = 50_000_000
"""Bytes of all files: 350 scenarios of the size of ours (140 kB), and little enough to hold in memory."""

LARGEST_ZIP = LARGEST_PACK + 1_000_000
"""Bytes of a zip: nothing in ours is compressed, and 1,000 entries take under 1 MB of names."""

LONGEST_NAME = 200
"""Bytes of a file's name in UTF-8; file systems stop at 255, and a temporary copy may add to it."""

MOST_TOLD = 20
"""Reasons that are told of one pack; a hostile one could have a thousand."""

RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
"""Names that are devices on Windows, with any ending ("Naming Files, Paths, and Namespaces", Microsoft)."""

BESIDE = re.compile(r"(README|LICEN[CS]E|NOTICE)([._-][A-Za-z]{2,3})?(\.md|\.txt)?")
"""Texts for people at the top of a pack, also of one language: README.zh.md."""


class PackRefused(Refused):
    """A pack that cannot be packed, unpacked or installed, with every reason."""

    def __init__(self, reasons: Sequence[Saying]) -> None:
        """Hold the reasons; the message is one line a reason, in English."""
        self.reasons = tuple(reasons[:MOST_TOLD])
        super().__init__("\n".join(map(str, self.reasons)))


class PackMissing(PackRefused):
    """There is no pack of that name or at that place."""

    exit_code = 4


def refused(template: str, **values: object) -> PackRefused:
    """Return the refusal for one reason, a template marked `N_`."""
    return PackRefused((Saying.of(template, **values),))


def belongs(name: str) -> bool:
    """Say whether a pack holds a file of this name: `scenarios/refund-01.yaml`. Case counts in folders.

    The line ids beside a scenario go with it, so that whoever gets the pack can keep both languages in step.
    """
    folder, slash, file = name.rpartition("/")
    if not slash:
        return name == PACK_FILE or BESIDE.fullmatch(name) is not None
    low = file.lower()
    if folder not in FOLDERS or file[:1] in ("", ".", "_"):
        return False
    if low.endswith(LINES):
        return folder == "scenarios"
    if not low.endswith(ENDINGS):
        return False
    return low.endswith(PLAY_ENDINGS) == (folder == PLAYTHROUGHS)


def fault_of(name: str) -> Saying | None:
    """Return why a name cannot be that of a file or folder in a pack; None when it can.

    A good name has parts between slashes that are plain names on every system, so it stays inside.
    """
    parts = name.split("/")
    if any(unicodedata.category(sign)[0] == "C" for sign in name):
        return Saying.of(N_("{name}: an invisible character in the name"), name=shown(name))
    if name.startswith("/") or "\\" in name or ":" in name or ".." in parts:
        return Saying.of(N_("{name}: the name leads out of the pack"), name=shown(name))
    if any(not _plain(part) for part in parts):
        return Saying.of(N_("{name}: not every system can have a file of this name"), name=shown(name))
    return None


def _plain(part: str) -> bool:
    return (
        part.strip() == part != ""
        and part[-1] != "."
        and not set(part) & set('<>"|?*')
        and RESERVED.fullmatch(part.partition(".")[0].rstrip()) is None
        and len(part.encode()) <= LONGEST_NAME
    )


def alike(names: Iterable[str]) -> list[Saying]:
    """Return a reason for each name that is another one on a system where case does not count."""
    seen: dict[str, str] = {}
    found = []
    for name in names:
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        other = seen.setdefault(key, name)
        if other is name:
            continue
        if other == name:
            found.append(Saying.of(N_("{name}: is there twice"), name=shown(name)))
        else:
            message = N_("{name}: on many systems this is the same file as {other}")
            found.append(Saying.of(message, name=shown(name), other=shown(other)))
    return found


def shown(name: str) -> str:
    """Return a name as it is told, which may be of any length."""
    return name if len(name) <= 80 else f"{name[:80]}…"


class Budget:
    """What may still be read of one pack; bytes are counted as they come, whatever a header says."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self.total = 0

    def spend(self, name: str, size: int, count: int) -> None:
        """Count `count` more bytes of a file that has `size` by now. Raises PackRefused over a limit."""
        self.total += count
        if size > LARGEST_FILE:
            message = N_("{name}: is larger than {most} MB")
            raise refused(message, name=shown(name), most=LARGEST_FILE // 1_000_000)
        if self.total > LARGEST_PACK:
            message = N_("the files of this pack are larger than {most} MB together")
            raise refused(message, most=LARGEST_PACK // 1_000_000)
