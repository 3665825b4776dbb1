"""Owns where a line of Chinese may break, and puts that rule into Textual's two wrapping functions.

Textual breaks on spaces only, so a Chinese line may begin with a comma. Here a
line breaks between any two ideographs, never in front of closing punctuation
and never behind an opening one. Text without wide characters takes Textual's
own path, untouched. Never draws anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rich.cells import cell_len

_WIDE = (
    "\u2e80-\u2fff\u3005-\u3007\u3021-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_CLOSE = "，。、；：？！）》」』】〕〉％～"
_OPEN = "（《「『【〔〈“‘￥"
_HAS_WIDE = re.compile(f"[{_WIDE}{_CLOSE}{_OPEN}]")
_ATOM = re.compile(
    rf"[{_OPEN}(\[{{]*"
    rf"(?:[{_WIDE}][{_CLOSE}”’…—·,.;:?!)\]}}%]*"
    rf"|[^\s{_WIDE}{_CLOSE}{_OPEN}]+[{_CLOSE}]*"
    rf"|[{_CLOSE}]+)?(?:\s*[{_CLOSE}])*\s*"
)

Divide = Callable[..., list[int]]
_MARK = "servicesim_kinsoku"


def has_wide(text: str) -> bool:
    """Say whether `text` holds anything that the Chinese rule is about."""
    return _HAS_WIDE.search(text) is not None


def atoms(text: str) -> list[tuple[int, str]]:
    """Return the unbreakable pieces of `text`, each with its place."""
    found: list[tuple[int, str]] = []
    place = 0
    while place < len(text):
        match = _ATOM.match(text, place)
        end = match.end() if match and match.end() > place else place + 1
        found.append((place, text[place:end]))
        place = end
    return found


def breaks(text: str, width: int, *, spaces_count: bool = False) -> list[int]:
    """Return the places at which `text` is cut to fit `width` cells.

    A space at the end of a line hangs over unless `spaces_count`.
    """
    cuts: list[int] = []
    used = 0
    for place, atom in atoms(text):
        whole = cell_len(atom)
        size = whole if spaces_count else cell_len(atom.rstrip())
        if used + size <= width:
            used += whole
            continue
        if size <= width:
            if place:
                cuts.append(place)
            used = whole
            continue
        if used and place:
            cuts.append(place)
        used = 0
        for offset, character in enumerate(atom):
            cells = cell_len(character)
            if used + cells > width and used and (spaces_count or not character.isspace()):
                cuts.append(place + offset)
                used = 0
            used += cells
    return cuts


def install() -> None:
    """Put the rule in front of Textual's wrapping; calling it twice changes nothing."""
    from textual import content
    from textual.document import _wrapped_document

    if hasattr(content, _MARK):
        return
    plain_divide: Divide = getattr(content, "divide_line")  # noqa: B009 - a private import of Textual's
    plain_offsets: Divide = getattr(_wrapped_document, "compute_wrap_offsets")  # noqa: B009 - the same

    def divide_line(text: str, width: int, fold: bool = True) -> list[int]:
        """Break Chinese by the rule, everything else as Textual does."""
        return breaks(text, width) if fold and has_wide(text) else plain_divide(text, width, fold)

    def compute_wrap_offsets(
        text: str, width: int, tab_size: int, *args: object, **more: object
    ) -> list[int]:
        """Break Chinese in the composer by the rule; tabs keep Textual's own count."""
        if width > 1 and "\t" not in text and has_wide(text):
            return breaks(text, width, spaces_count=True)
        return plain_offsets(text, width, tab_size, *args, **more)

    for module, name, rule in (
        (content, "divide_line", divide_line),
        (_wrapped_document, "compute_wrap_offsets", compute_wrap_offsets),
        (content, _MARK, True),
    ):
        setattr(module, name, rule)
