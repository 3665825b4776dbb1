"""Owns the way from a path to text: size, kind, encoding, characters that cannot be seen.

Never parses. The text it returns has no BOM and ends its lines with a line feed
only, so that a file's hash is the same on every system.
"""

from __future__ import annotations

import re
import stat
from pathlib import Path

from sim.content.problems import N_, Place, Problems
from sim.model.bad_file import BadFile
from sim.model.saying import Saying

LARGEST = 2_000_000
"""Bytes. A full scenario is about 40 kB; what is fifty times as large is no scenario."""

SAVE_AS = N_("in your editor: Save with encoding, UTF-8")
"""What to do about a file in another encoding."""

TYPE_AGAIN = N_("delete it and type the text again")
"""What to do about a character that nobody can see."""

CLOSED = N_("cannot be read: {reason}")
"""What is said of a file or folder that the system does not let us read."""

_UNSEEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)
"""Control characters, line separators, spaces of no width, and signs that turn the order of writing round."""

INVISIBLE = N_("an invisible character stands here ({name}); delete it")
"""What is said of a character that nobody can see."""


def read_bytes(path: Path, problems: Problems) -> bytes:
    """Return a file's bytes. Raises BadFile when it is missing, a folder, closed to us or too large."""
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            folder = path.is_dir()
            wrong = N_("is a folder, not a file") if folder else N_("is not an ordinary file")
            problems.add("YM002", (0, 0), wrong)
            problems.fail()
        if info.st_size > LARGEST:
            size = f"{info.st_size / 1_000_000:.1f} MB"
            most = Saying.of(N_("up to {most} MB"), most=LARGEST // 1_000_000)
            problems.add("YM004", (0, 0), N_("is too large ({size})"), values={"size": size}, allowed=most)
            problems.fail()
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        problems.add("YM001", (0, 0), N_("there is no such file"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        problems.add("YM003", (0, 0), CLOSED, values={"reason": Saying(reason)})
    raise BadFile(problems.found)


def decode(data: bytes, problems: Problems) -> str:
    """Return the text of UTF-8 bytes. Raises BadFile with the line and column of the first other byte."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        problems.add(
            "YM005",
            (1, 1),
            N_("the file is saved as UTF-16, not as UTF-8"),
            example=Saying(SAVE_AS),
        )
        problems.fail()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # "utf-8-sig" counts from behind a BOM.
        raw = error.object
        before = raw[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
        problems.add(
            "YM005",
            place_after(before),
            N_("the file is not saved as UTF-8 (byte {byte} here)"),
            values={"byte": f"0x{raw[error.start]:02X}"},
            example=Saying(SAVE_AS),
        )
        problems.fail()
    return clean(text, problems)


def clean(text: str, problems: Problems) -> str:
    """Return text without BOM and with plain line ends. Raises BadFile at characters nobody can see."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for unseen in _UNSEEN.finditer(text):
        place = place_after(text[: unseen.start()])
        name = f"U+{ord(unseen.group()):04X}"
        problems.add("YM006", place, INVISIBLE, values={"name": name}, example=Saying(TYPE_AGAIN))
        if len(problems.found) > 9:
            break
    problems.check()
    return text


def unseen_in(text: str) -> str:
    """Return the first character of a text that nobody can see, by its number; empty where there is none."""
    found = _UNSEEN.search(text)
    return f"U+{ord(found.group()):04X}" if found else ""


def place_after(before: str) -> Place:
    """Return the line and column of what follows `before`."""
    before = before.replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def read_text(path: Path, problems: Problems) -> str:
    """Return a file's text. Raises BadFile with the reason when there is none."""
    return decode(read_bytes(path, problems), problems)
