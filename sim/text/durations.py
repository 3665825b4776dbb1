"""Owns durations: how long a stated time ("3-5 working days", 半小时内) says that something takes."""

from __future__ import annotations

import re
from typing import NamedTuple

from sim.model.unit import Unit
from sim.text.tokens import CHINESE_NUMBERS

_EN_WORDS = "one two three four five six seven eight nine ten eleven twelve"

_EN_NUMBERS = {w: float(n) for n, w in enumerate(_EN_WORDS.split(), 1)} | {"half": 0.5, "a": 1.0, "an": 1.0}

_DIGIT = "[一二两三四五六七八九俩]"

_NUMBER = (
    rf"\d+(?:\.\d+)?|{_DIGIT}?十{_DIGIT}?|{_DIGIT}|半"
    rf"|\b(?:half(?: an?)?|an?|{_EN_WORDS.replace(' ', '|')})\b"
)

_STATED = re.compile(
    rf"(?P<least>{_NUMBER})(?:\s*(?:-|–|to|or|到|至)\s*(?P<most>{_NUMBER}))?(?P<half>个半)?\s*个?\s*"
    r"(?P<unit>(?:working|business) days?|工作日|工作天|minutes?|mins?|分钟|hours?|hrs?|小时|钟头|days?|天"
    r"|weeks?|周|星期|礼拜)"
)

_UNITS: tuple[tuple[str, Unit, float], ...] = (
    (r"working|business|工作", "working_days", 1),
    (r"min|分", "minutes", 1),
    (r"h|小时|钟头", "hours", 1),
    (r"week|周|星期|礼拜", "days", 7),
    (r"d|天", "days", 1),
)


class Duration(NamedTuple):
    """How long something takes: the least and the most that is said, in one unit."""

    least: float
    most: float
    unit: Unit


def duration(words: str) -> Duration | None:
    """Return how long a stated time says that something takes; None where it tells no figure."""
    stated = _STATED.search(words)
    if stated is None:
        return None
    half = 0.5 if stated["half"] else 0.0
    least = _value(stated["least"]) + half
    most = _value(stated["most"]) + half if stated["most"] else least
    unit, times = next((unit, times) for begin, unit, times in _UNITS if re.match(begin, stated["unit"]))
    return Duration(least * times, most * times, unit)


def _value(number: str) -> float:
    if number[0].isdigit():
        return float(number)
    if number == "半":
        return 0.5
    english = _EN_NUMBERS.get(number.split(maxsplit=1)[0])
    if english is not None:
        return english
    tens, ten, ones = number.rpartition("十")
    return float(
        CHINESE_NUMBERS[tens or "一"] + CHINESE_NUMBERS.get(ones, "0") if ten else CHINESE_NUMBERS[ones]
    )
