"""Owns the values of numbers that are written in words, in either language."""

from __future__ import annotations

import re

DIGITS = {c: float(v) for v, c in enumerate("零一二三四五六七八九")} | {"两": 2.0, "俩": 2.0}
SCALES = {"十": 10.0, "百": 100.0, "千": 1000.0, "万": 10000.0}

SPOKEN = {"百": "十", "千": "百", "万": "千"}
"""What a last digit counts where nothing stands behind it: 三百五 is 350."""

# fmt: off
_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]
# fmt: on
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: float(n) for n, word in enumerate(_ONES)}
_VALUES |= {word: 10.0 * n for n, word in enumerate(_TENS, 2)} | {"a": 1.0}
_SCALES = {"hundred": 100.0, "thousand": 1000.0}
TIMES = {**SCALES, **_SCALES}
"""What a scale behind figures multiplies them by ("5 hundred", 9百)."""

_WORD = "|".join([*_ONES[1:], *_TENS])
ENGLISH = (
    rf"(?:a (?=hundred|thousand))?(?:{_WORD}|hundred|thousand)(?:(?: and |[ -])(?:{_WORD}|hundred|thousand))*"
)
"""A pattern of a number in English words ("a hundred and fifty")."""

CHINESE = "[一二三四五六七八九两]?[十百千万][零一二三四五六七八九十百千万两]*"
"""A pattern of a number from ten on in Chinese characters; 一块 alone is as often "together"."""


def chinese(word: str) -> float:
    """Return the value of one Chinese number (三百二十 is 320, and so is 三百二, as people say it)."""
    if len(word) > 2 and word[-1] in DIGITS and word[-2] in SPOKEN and word[-1] != "零":
        word += SPOKEN[word[-2]]
    total = current = 0.0
    for character in word:
        if character == "万":
            total, current = (total + current or 1.0) * SCALES[character], 0.0
        elif character in SCALES:
            total, current = total + (current or 1.0) * SCALES[character], 0.0
        else:
            current = DIGITS[character]
    return total + current


def english(words: str) -> float | None:
    """Return the value of one English number in small letters ("two hundred and fifty" is 250).

    None for words that make no single one ("fifty and twenty five").
    """
    total = current = 0.0
    for word in re.findall("[a-z]+", words):
        if word == "thousand":
            total, current = total + (current or 1.0) * _SCALES[word], 0.0
        elif word == "hundred":
            current = (current or 1.0) * _SCALES[word]
        elif word != "and":
            room = 100.0 if current % 100 == 0 else 10.0 if current % 10 == 0 and current % 100 > 10 else 0.0
            if _VALUES[word] >= room:
                return None
            current += _VALUES[word]
    return total + current
