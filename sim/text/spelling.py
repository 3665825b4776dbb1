"""Owns the repair of misspelt English words, so that spelling is never evidence.

A word is repaired only when it is no English word, and one edit (two from eight
letters on) turns it into a word that the phrases of this case use. Never
touches Chinese, numbers or names written with a capital.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from sim.text.normalise import DATA
from sim.text.tokens import Token, key_of

SHORTEST = 4
"""Words under four letters are one edit from too many others (`teh`, `the`, `tea`)."""

LONG = 8
"""From eight letters on two edits are forgiven; pinned by `test_spelling.py`."""


@cache
def english_words() -> frozenset[str]:
    """Return common English words (SCOWL, see NOTICE)."""
    return frozenset((DATA / "words.txt").read_text(encoding="ascii").split())


def is_word(word: str) -> bool:
    """Say whether `word` is a common English word or an inflection of one."""
    words = english_words()
    return word in words or key_of(word) in words


def repair(tokens: list[Token], vocabulary: dict[str, str], choices: list[str]) -> list[Token]:
    """Return the tokens with misspelt words given the key of the word that was meant.

    `vocabulary` maps words used by the phrases to their keys; `choices` is its
    words as a list (made once by the caller).
    """
    return [_repaired(token, vocabulary, choices) for token in tokens]


def _repaired(token: Token, vocabulary: dict[str, str], choices: list[str]) -> Token:
    word = token.raw
    if (
        len(word) < SHORTEST
        or not word.isascii()
        or not word.isalpha()
        or word in vocabulary
        or is_word(word)
    ):
        return token
    reach = 2 if len(word) >= LONG else 1
    best = process.extractOne(word, choices, scorer=DamerauLevenshtein.distance, score_cutoff=reach)
    if best is None or best[0][0] != word[0]:
        return token
    return replace(token, key=vocabulary[best[0]])
