"""Owns which language a text is written in, and whether it holds words at all."""

from __future__ import annotations

import re

from sim.model.language import Lang
from sim.text.fluency import neighbours
from sim.text.reading import Typed
from sim.text.spelling import is_word

_CHINESE = re.compile("[㐀-鿿]")
_JAPANESE_OR_KOREAN = re.compile("[ぁ-ヺ가-힣]")


def language_of(text: str | Typed) -> Lang | None:
    """Return the language a text is written in, or None when it is in neither (or has no words)."""
    typed = text if isinstance(text, Typed) else Typed.of(text)
    chinese = len(_CHINESE.findall(typed.plain.text))
    if len(_JAPANESE_OR_KOREAN.findall(typed.plain.text)) * 4 > chinese:
        return None
    words = [t.raw for t in typed.tokens if t.raw.isascii() and t.raw.isalpha() and len(t.raw) > 1]
    if chinese and chinese * 2 >= len(words):
        return "zh"
    return "en" if words else None


SHORTEST_NOISE = 6
"""Fewer rare characters than this may be a name."""


SHORT_WORD = 2
"""Letters of a word that says nothing either way: "ok" and "pm" are written, and so is "zt" by chance."""


def makes_sense(text: str | Typed) -> bool:
    """Say whether a text holds words of either language at all (not random letters or only marks)."""
    typed = text if isinstance(text, Typed) else Typed.of(text)
    characters = _CHINESE.findall(typed.plain.text)
    if characters:
        common = neighbours("zh").words
        known = sum([c in common for c in characters])
        return len(characters) < SHORTEST_NOISE or known * 2 >= len(characters)
    words = [t.raw for t in typed.tokens if t.raw.isascii() and t.raw.isalpha()]
    long = [w for w in words if len(w) > SHORT_WORD]
    return any(map(is_word, words)) and sum(map(is_word, long)) * 2 >= len(long)
