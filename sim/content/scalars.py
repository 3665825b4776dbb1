"""Owns what a plain word in YAML means: the core of YAML 1.2 and nothing more.

Stock PyYAML follows YAML 1.1, which turns `no` into False and `12:30` into 750;
here both stay the text the author typed. Never looks at quoted text.
"""

from __future__ import annotations

import math
import re

Scalar = str | int | float | bool | None

WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True,
    "false": False, "False": False, "FALSE": False,
}  # fmt: skip
"""The words of the core schema that are no text."""

LONGEST_NUMBER = 30
"""Longer runs of digits are order numbers: text."""

_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")


def plain(text: str) -> Scalar:
    """Return what an unquoted word means."""
    if text in WORDS:
        return WORDS[text]
    if text[0] not in "+-.0123456789" or len(text) > LONGEST_NUMBER:
        return text
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else text
    if _OTHER_BASE.fullmatch(text):
        return int(text, 0)
    return text
