"""Owns the repair of misspelt English words, so that spelling is never evidence.

A word is repaired only when it is no English word, and one edit (two from eight
letters on) turns it into a word that the phrases of this case use. Never
touches Chinese, numbers or names written with a capital.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from sim.text.normalise import DATA, Plain
from sim.text.tokens import Token

SHORTEST = 4
"""Words under four letters are one edit from too many others (`teh`, `the`, `tea`)."""

LONG = 8
"""From eight letters on two edits are forgiven; pinned by `test_spelling.py`."""


# fmt: off
CHAT_WORDS = frozenset([
    "a", "ah", "am", "an", "as", "asap", "at", "be", "by", "do", "go", "gran", "grandad", "he", "hi",
    "hm", "hun", "i", "if", "in", "is", "it", "lol", "me", "my", "nan", "nana", "no", "nope", "of",
    "oh", "ok", "on", "or", "so", "to", "up", "us", "we", "yep",
])
# fmt: on
"""Words that the list lacks: the shortest, those of chats, and names of grandparents."""


@cache
def english_words() -> frozenset[str]:
    """Return common English words (SCOWL, see NOTICE)."""
    return frozenset((DATA / "words.txt").read_text(encoding="ascii").split())


@lru_cache(maxsize=20_000)
def is_word(word: str) -> bool:
    """Say whether `word` is a common English word or an inflection of one."""
    words = english_words()
    if word in words or word in CHAT_WORDS:
        return True
    return any(
        word.endswith(ending) and (stem := word[: -len(ending)]) and (stem in words or stem + "e" in words)
        for ending in ("s", "es", "ed", "ing", "ly", "er")
    )


READ_BY_GRAMMAR = (
    "tomorrow tonight today morning afternoon evening noon midday monday tuesday wednesday thursday friday",
    "saturday sunday minute minutes hour hours working business days weeks either whether whatever whichever",
    "regardless before between until within manager message confirm should because although unless",
)
"""Words that the grammars of this room read outside the phrases; they are repaired as well."""


_BEGINS = re.compile(r"(?:^|[.!?;:\n])[\s\"'(-]*$")
"""Where a sentence begins, and a capital says nothing of its word."""


def repair(
    plain: Plain, tokens: list[Token], vocabulary: dict[str, str], choices: dict[str, list[str]]
) -> Plain:
    """Return the plain text with misspelt words written right, and its places kept.

    `vocabulary` holds the words of the phrases; `choices` is the same by first
    letter (made once by the caller): a misspelling rarely changes that.
    """
    text: list[str] = []
    places: list[int] = []
    last = 0
    for token in tokens:
        written = token.raw
        if len(written) < SHORTEST or plain.text[token.start : token.end] != written:
            continue
        right = _right(written, vocabulary, choices)
        if right == written or _is_name(plain, token):
            continue
        text.append(plain.text[last : token.start] + right)
        places.extend(plain.places[last : token.start])
        places.extend(plain.places[min(token.start + i, token.end - 1)] for i in range(len(right) - 1))
        places.append(plain.places[token.end - 1])
        last = token.end
    if not text:
        return plain
    text.append(plain.text[last:])
    places.extend(plain.places[last:])
    return Plain(plain.original, "".join(text), tuple(places))


def _is_name(plain: Plain, token: Token) -> bool:
    """Say whether a word was written with a capital where no sentence begins ("Hi Fred, ...")."""
    typed = plain.original[plain.places[token.start] : plain.places[token.end - 1] + 1]
    return typed.istitle() and not _BEGINS.search(plain.text, 0, token.start)


def _right(word: str, vocabulary: dict[str, str], choices: dict[str, list[str]]) -> str:
    """Return the word that was meant, or the word itself."""
    if not word.isascii() or not word.isalpha() or word in vocabulary or is_word(word):
        return word
    reach = 2 if len(word) >= LONG else 1
    known = choices.get(word[0], ())
    best = process.extractOne(word, known, scorer=DamerauLevenshtein.distance, score_cutoff=reach)
    return best[0] if best is not None else word
