"""Owns the rule that text from files and from people is data: nothing in it may steer the terminal.

Never changes what a text says: only characters that no reader sees are taken out.
"""

from __future__ import annotations

from pathlib import Path

_BIDI = (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF, *_BIDI)
_TABLE: dict[int, str | None] = dict.fromkeys(_CONTROLS, None) | {0x0A: "\n", 0x09: "    "}


def plain(text: str) -> str:
    """Return `text` without control characters, direction marks and lone surrogates.

    An escape sequence loses its escape character and stands there as the
    letters it was written with.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    return text.encode("utf-8", "replace").decode("utf-8")


def short_path(path: Path, most: int) -> str:
    """Return a path in at most `most` characters: `~` for the home folder, `...` for folders in the middle.

    The name of the file stays whole as long as it fits.
    """
    whole = str(path)
    home = str(Path.home())
    if whole.startswith(f"{home}/"):
        whole = f"~{whole.removeprefix(home)}"
    if len(whole) <= most:
        return whole
    parts = Path(whole).parts
    for left in range(len(parts) - 2, 0, -1):
        for first in range(min(2, left), left + 1):
            shown = str(Path(*parts[:first], "...", *parts[len(parts) - (left - first + 1) :]))
            if len(shown) <= most:
                return shown
    half = (most - 3) // 2
    return f"{path.name[:half]}...{path.name[-half:]}" if len(path.name) > most else path.name
