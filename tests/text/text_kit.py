"""Owns what tests of the text room share: a reading of one text with a handful of phrases."""

from __future__ import annotations

from sim.model.language import Lang
from sim.text import Hit, PhraseBook, Reading, read
from sim.text.normalise import normalise
from sim.text.tokens import tokenise


def reading(text: str, lang: Lang, *phrases: str) -> Reading:
    """Read a text with phrases; each phrase is its own reference."""
    return read(text, PhraseBook([(phrase, phrase) for phrase in phrases], lang))


def hits(text: str, lang: Lang, *phrases: str) -> list[Hit]:
    """Return what is found of the phrases."""
    found = reading(text, lang, *phrases)
    return found.find(*phrases)


def finds(text: str, lang: Lang, phrase: str) -> bool:
    """Say whether a phrase is found in a text."""
    return bool(hits(text, lang, phrase))


def keys(text: str) -> list[str]:
    """Return the keys of a text's tokens."""
    return [token.key for token in tokenise(normalise(text))]
