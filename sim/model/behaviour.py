"""Owns the codes of behaviours, which sheets give points to and raters mark.

Never says what a behaviour is; sheets do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

CODE = re.compile(r"[ER]([1-9]|1[0-2])|A([1-9]|1[0-3])|X(0[1-9]|1\d|2[0-7])")
"""Ids of indicators and anti-patterns: E1-E12, R1-R12, A1-A13, X01-X27 (domain.md 2.3 and 2.4)."""

CODES_KNOWN = (
    *(f"{letter}{n}" for letter, most in (("E", 12), ("R", 12), ("A", 13)) for n in range(1, most + 1)),
    *(f"X{n:02}" for n in range(1, 28)),
)
"""All of them, written out."""

CODES_SAID = "E1-E12, R1-R12, A1-A13, X01-X27"
"""All of them, as a person is told."""


def same_code(name: str, known: Iterable[str] = CODES_KNOWN) -> tuple[str, ...]:
    """Return the codes that were meant: with a 0 more or less, or in capitals."""
    letter, number = name[:1].upper(), name[1:].lstrip("0")
    return tuple(code for code in known if (code[:1], code[1:].lstrip("0")) == (letter, number))
