"""Owns how far words stand in an order that people write: sentences against shuffled words and lists.

A table of service talk (made by `python -m tests.calibration.fluency`) says how often two words
stand next to each other, and with one between them; a stop counts as a word. Held against how often
chance would bring them together, that speaks for each such pair or against it ("the to"). The mean
over a text is high for sentences in any register, and below nought for the same words in another
order. Knows no rubric.
"""

from __future__ import annotations

import itertools
import json
import math
import re
from functools import cache, lru_cache
from importlib import resources

from sim.model.language import Lang
from sim.text.normalise import Plain
from sim.text.tokens import Token

RARE, NUMBER, STOP, BEGIN, END = "\0", "#", "|", "^", "$"
"""Stand-ins: a word outside the table, a figure, a stop of any kind, both ends of a text."""

Pairs = dict[tuple[str, str], int]
"""How often two words of the table meet."""

UNSEEN = 0.3
"""So many meetings are added to those counted and to those that chance would bring. Two rare words that never
met say little then; two frequent ones that never met say much."""

AROUND: dict[Lang, float] = {"en": 0.5, "zh": 2.0}
"""What a pair around one word weighs beside a pair of neighbours. Most Chinese words have two characters,
which stay together when words are shuffled; so there the pairs around one tell more."""

FEW: dict[Lang, float] = {"en": 2.0, "zh": 4.0}
"""So much over the root of the number of neighbours is added to the mean: over few pairs it is uncertain."""


class Neighbours:
    """How often words, pairs of neighbours and pairs with a word between them occur in one language."""

    def __init__(self, words: dict[str, int], pairs: Pairs, skips: Pairs, lang: Lang) -> None:
        """Take counts of words, of neighbouring pairs and of pairs around one word."""
        self.words = words
        self._met = (pairs, skips)
        self._total = (sum(pairs.values()) or 1, sum(skips.values()) or 1)
        self._weights, self._few = (1.0, AROUND[lang]), FEW[lang]
        self._evidence = lru_cache(maxsize=100_000)(self._ratio)

    def fluency(self, row: list[str]) -> tuple[float, int]:
        """Return how far the order of words is that of sentences, and the number of different neighbours.

        A pair counts once, however often it stands there: what is said again proves nothing new.
        """
        known = [BEGIN, *(w if w in self.words else RARE for w in row), END]
        total = weight = 0.0
        count = 0
        for between in (1, 0):
            met = {p for p in zip(known, known[1 + between :], strict=False) if p != (RARE, RARE)}
            count = len(met)
            total += self._weights[between] * math.fsum(self._evidence(*pair, between) for pair in met)
            weight += self._weights[between] * count
        return (total / weight + self._few / math.sqrt(count) if count else 0.0), count

    def _ratio(self, left: str, right: str, between: int) -> float:
        """Return the log ratio of how often two words of the table meet to chance."""
        chance = self.words.get(left, 0) * self.words.get(right, 0) / self._total[between]
        return math.log((self._met[between].get((left, right), 0) + UNSEEN) / (chance + UNSEEN))


STOPS = ",、:;。"
"""Chinese stops in plain form; one that stands behind another, different one ends nothing."""


def stray_stops(plain: str) -> int:
    """Return how many Chinese stops of a normalised text begin it or stand right behind a different stop.

    People type none: in 1,479 Chinese replies written for this project there is not one.
    """
    close = "".join(plain.split())
    return sum(
        mark in STOPS and mark != before and (before in STOPS or before in "?!\n")
        for before, mark in itertools.pairwise("\n" + close)
    )


MARKS = frozenset(",.!?:;、。…\n")
"""Stops of plain text; in Chinese a space does for one."""


def row_of(plain: Plain, tokens: list[Token], lang: Lang) -> list[str]:
    """Return the words and stops of a text as the table knows them."""
    row: list[str] = []
    end = 0
    for token in tokens:
        gap = plain.text[end : token.start]
        if row and gap and (not MARKS.isdisjoint(gap) or (lang == "zh" and gap.isspace())):
            row.append(STOP)
        row.append(NUMBER if token.raw[0].isdigit() else token.raw)
        end = token.end
    return row


STRANGE: dict[Lang, tuple[frozenset[str], int]] = {
    "en": (
        frozenset({"dey", "wey", "una", "abeg", "wetin", "oga", "comot", "pikin", "sabi", "don", "dem"}),
        3,
    ),
    "zh": (frozenset("佢嘅唔咗俾哋啲喺嚟冇嗰噉睇嘢"), 3),
}
"""Words of Nigerian English and of written Cantonese, and from how many of them a text is in it: its order of
words is not the table's. Fewer stand in for others here and there."""


def has_own_order(row: list[str], lang: Lang) -> bool:
    """Say whether a text is in a form of its language whose order of words the table does not know."""
    words, least = STRANGE[lang]
    return sum(word in words for word in row) >= least


_LITTLE = re.compile(
    r"\b[a-z]+ (?=(?:An|And|Are|At|By|For|From|Have|If|In|Is|It|Of|On|Or|Our|So|That|The|They|This|To|Was|We"
    r"|Will|With|You)\b)"
)
"""A word without a capital, and behind it one that has a capital only where a sentence begins."""


def stray_capitals(typed: str) -> int:
    """Return how many little English words have a capital within a sentence, as if one began there.

    Of the replies written for this project none has two.
    """
    return sum(1 for _ in _LITTLE.finditer(typed))


@cache
def neighbours(lang: Lang) -> Neighbours:
    """Return the bundled table of a language."""
    data = json.loads(resources.files("sim.text").joinpath(f"data/neighbours.{lang}.json").read_text("utf-8"))
    names: list[str] = data["words"]
    words = dict(zip(names, data["counts"], strict=True))
    return Neighbours(words, _pairs(names, data["pairs"]), _pairs(names, data["skips"]), lang)


def _pairs(names: list[str], table: list[list[int]]) -> Pairs:
    """Return the pairs of a table: for each word the place and the count of each word behind it."""
    return {
        (names[left], names[right]): count
        for left, row in enumerate(table)
        for right, count in zip(row[::2], row[1::2], strict=True)
    }
