"""Owns which words of a sheet mean what: one table of wordings, and how well a cell fits one of them.

Never reads a file but the table and never decides what becomes of an item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.text.normalise import normalise
from sim.text.tokens import tokenise

TABLE = Path(__file__).parent / "wordings.txt"

FITS = 0.75
"""Share of a wording that must stand in a cell. Three of four may do: "acknowledges the customer's
feelings" with one word changed. At two of three every "… the customer" would fit."""

LITTLE = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "for",
        "and",
        "or",
        "in",
        "on",
        "with",
        "is",
        "are",
        "was",
        "be",
        "by",
        "at",
        "it",
        "its",
        "your",
        "our",
        "this",
        "that",
    ]
)
"""English words that say nothing of an item's subject."""

COMMON = frozenset(["custom", "client", "agent"])
"""Stems that stand in every other item: they never make a fit by themselves."""

_CJK = re.compile(r"[㐀-鿿豈-﫿]")
_NUMBERING = re.compile(
    r"^\s*(?:[(（]?(?:\d{1,2}(?:\.\d{1,2})*|[一二三四五六七八九十]{1,3})[)）.、．:：]\s*|[-•·●■★☆*]\s*)+"
)
_SCORE = re.compile(
    r"\s*[(（【\[]?\s*[-−–]?\d+(?:\.\d+)?\s*(?:分|%|％|points?|pts)\s*[)）】\]]?\s*$", re.IGNORECASE
)
_DENIES = re.compile(
    r"\s*(?:不得|不能|不要|不可|不|无|未|没有|没|避免|杜绝|严禁|禁止|缺少|缺乏"
    r"|(?:no|not|never|avoids?|without|fail(?:s|ed)? to|does not|doesn't|did not|didn't|lacks?|missing)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Fit:
    """What a cell was read as: the meaning, the wording of the table, how much of it, what else fits."""

    meaning: str
    wording: str
    words: int
    share: float
    also: tuple[str, ...] = ()


def bare(text: str) -> str:
    """Return a cell without numbering before and points behind: `1、主动致歉（5分）` is `主动致歉`."""
    return _SCORE.sub("", _NUMBERING.sub("", text.replace("\n", " "))).strip(" :：;；,，。.")


def split_phrases(text: str) -> Iterator[str]:
    """Yield the phrases of a cell: `“尽快”、“耐心等待”` are two."""
    for part in re.split(r"[\n;；、|]|(?<=[”\"])\s*[,，/]\s*(?=[“\"])", text):
        phrase = bare(part).strip(" “”\"'‘’「」.。!！,，")
        if phrase:
            yield phrase


def denies(text: str) -> bool:
    """Say whether an item is worded by what is not to be, or not done ("no jargon", "未致歉")."""
    return bool(_DENIES.match(bare(text)))


def is_chinese(text: str) -> bool:
    """Say whether there is a Chinese character in a text."""
    return bool(_CJK.search(text))


@cache
def units(text: str) -> frozenset[str]:
    """Return what a text is compared by: stems of English words, pairs of Chinese characters."""
    found: set[str] = set()
    last, alone = "", ""
    for token in tokenise(normalise(text)):
        if _CJK.fullmatch(token.key):
            if last:
                found.add(last + token.key)
            alone = "" if last else token.key
            last = token.key
            continue
        if alone:
            found.add(alone)
        last = alone = ""
        if token.key not in LITTLE:
            found.add(token.key)
    return frozenset(found | ({alone} if alone else set()))


@cache
def _table(kind: str) -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Return meaning, wording and units of each wording of a kind."""
    rows = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return tuple(
        (meaning, wording, units(wording))
        for row_kind, meaning, wordings in rows
        if row_kind == kind
        for wording in wordings.split(" | ")
    )


def fit(text: str, *kinds: str) -> Fit | None:
    """Return what the cell fits best among the wordings of `kinds`, the most specific first.

    None when nothing fits, and when two meanings fit equally: nobody may guess between them.
    """
    found = sorted(_fits(units(bare(text)), kinds), key=lambda f: (-f.words, -f.share))
    if not found:
        return None
    best = found[0]
    others = tuple(dict.fromkeys(f.meaning for f in found if f.meaning != best.meaning))
    if any((f.words, f.share) == (best.words, best.share) and f.meaning != best.meaning for f in found):
        return None
    return Fit(best.meaning, best.wording, best.words, best.share, others)


def candidates(text: str, *kinds: str) -> tuple[str, ...]:
    """Return every meaning that fits a cell, best first: what a trainer may choose from."""
    found = sorted(_fits(units(bare(text)), kinds), key=lambda f: (-f.words, -f.share))
    return tuple(dict.fromkeys(f.meaning for f in found))


def _fits(given: frozenset[str], kinds: Iterable[str]) -> Iterable[Fit]:
    for kind in kinds:
        for meaning, wording, wanted in _table(kind):
            here = wanted & given
            if wanted and len(here) / len(wanted) >= FITS and here - COMMON:
                yield Fit(meaning, wording, len(here), len(here) / len(wanted))


def labelled(text: str, kind: str) -> str:
    """Return what a short label means ("分值", "Max. points"); empty when it is none of that kind.

    A label is little more than the wording: at least half of it, so that a sentence with the word is none.
    """
    given = units(bare(text))
    found = [f for f in _fits(given, (kind,)) if f.share == 1 and f.words * 2 >= len(given)]
    return max(found, key=lambda f: f.words).meaning if found else ""
