"""Owns the numbers and weekdays that a text names, whatever they count.

Sums, clock times and durations have readers of their own; here a figure is only
a value, so that one that stands nowhere in the case can be told from one that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sim.model.language import Lang
from sim.text.normalise import normalise
from sim.text.numbers import DIGITS, SCALES, chinese

_WORDS = {
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "seven": 7.0,
    "eight": 8.0,
    "nine": 9.0,
    "ten": 10.0,
    "eleven": 11.0,
    "twelve": 12.0,
    "fifteen": 15.0,
    "twenty": 20.0,
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "hundred": 100.0,
    "half": 0.5,
    "noon": 12.0,
    "midday": 12.0,
    "midnight": 0.0,
    "twice": 2.0,
    "couple": 2.0,
    "fortnight": 14.0,
    "dozen": 12.0,
}
"""English number words; "one" is left out, it counts nothing in most sentences."""

_UNIT = {
    "en": re.compile(
        r"\s*(?:£|%|pounds?|quid|euros?|dollars?|percent|per cent|am\b|pm\b|a\.m|p\.m|o'?clock|hours?|hrs?|"
        r"h\b|days?|mins?|"
        r"minutes?|weeks?|months?|years?|working|business|times?|refunds?|photos?|letters?|mb\b|miles?|parcels?|people|"
        r"nights?|staff|sheets?|pages?|steps?|in stock|left|items?|pieces?|:\d\d|-\s*\d)"
    ),
    "zh": re.compile(
        r"\s*(?:元|块|%|折|点(?!儿)|时(?!候)|:\d|号|天|日|个(?:工作日|月|小时|星期|钟头)|小时|分钟|周|星期|月|年|次|张|件|兆|公里|里|"
        r"人|位|台|成|-\s*\d)"
    ),
}
"""What makes a number a statement about the case: money, time, a count of something."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SIGN = re.compile(r"[£$€¥]\s*$")
_ENGLISH = re.compile("|".join(rf"\b{w}\b" for w in _WORDS))
_CHINESE = re.compile("[零一二三四五六七八九十百千万两俩]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_EMPTY = frozenset({"一", "千万", "万一", "万", "百", "千", "十万", "千百"})
"""Chinese words made of numerals that count nothing by themselves."""

_EN_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EN_DAY = re.compile("|".join(_EN_DAYS))
_ZH_DAY = re.compile("(?:周|星期|礼拜)([一二三四五六日天])")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number at `start` of a plain text; `counts` says whether it counts money, time or things."""

    start: int
    value: float
    counts: bool


def find_figures(text: str, lang: Lang) -> list[Figure]:
    """Return every number in a plain text, in digits or words."""
    unit = _UNIT[lang]
    found: list[Figure] = []
    for match in _NUMBER.finditer(text):
        written = match.group()
        written = written.replace(",", "") if _THOUSANDS.fullmatch(written) else written.split(",")[0]
        try:
            value = float(written[:15])
        except ValueError:  # several points: a date or a version, no figure
            continue
        signed = _SIGN.search(text, max(0, match.start() - 2), match.start()) is not None
        found.append(Figure(match.start(), value, signed or unit.match(text, match.end()) is not None))
    if lang == "en":
        found += [
            Figure(m.start(), _WORDS[m.group()], unit.match(text, m.end()) is not None)
            for m in _ENGLISH.finditer(text)
        ]
    else:
        for match in _CHINESE.finditer(text):
            if match.group() not in _EMPTY:
                counts = unit.match(text, match.end()) is not None
                found += [Figure(match.start(), value, counts) for value in _chinese(match.group())]
    return sorted(found, key=lambda f: f.start)


def _chinese(word: str) -> list[float]:
    """Return the values of a run of Chinese numerals: `十二` one, `三四` two."""
    return [chinese(word)] if any(c in SCALES for c in word) else [DIGITS[c] for c in word]


def find_weekdays(text: str, lang: Lang) -> list[tuple[int, int]]:
    """Return every weekday named, as (place, 1-7)."""
    if lang == "en":
        return [(m.start(), _EN_DAYS.index(m.group()) + 1) for m in _EN_DAY.finditer(text)]
    return [(m.start(), "一二三四五六日天".index(m.group(1)) % 7 + 1) for m in _ZH_DAY.finditer(text)]


class KnownFigures:
    """The numbers and weekdays that the texts of a case name."""

    def __init__(self, texts: Iterable[str], values: Iterable[float], lang: Lang) -> None:
        """Take the texts of a case and further values; 14:00 makes 2 known as well."""
        self.values = set(values)
        self.days: set[int] = set()
        for text in texts:
            plain = normalise(text).text
            self.values |= {f.value for f in find_figures(plain, lang)}
            self.days |= {day for _, day in find_weekdays(plain, lang)}
        self.values |= {v - 12 for v in self.values if 12 < v <= 24}
