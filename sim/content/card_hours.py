"""Owns the deadlines, clock times and windows of a card's text, and whether an offer's time is the same.

Pure text and figures: never knows which offer a text speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from sim.model.authority import Slot
from sim.model.language import Lang
from sim.text import find_times

Shape = Literal["window", "deadline", "clock"]

_LATER = re.compile(r"^(?:after|from|around|about)\b|(?:后|左右)$")
"""A time after which or about which something is done is held against nothing."""

_DEADLINE = re.compile(r"\b(?:by|before|until|till|no later)\b|前$")
_SAME_DAY = "当"
"""当天 and 当晚 are the day of what was spoken of, which need not be today."""

_DAYS: dict[Lang, tuple[str, ...]] = {
    "en": ("today", "tomorrow", "the day after tomorrow"),
    "zh": ("今天", "明天", "后天"),
}


@dataclass(frozen=True)
class Hours:
    """A time of day on the card, hours 0-24; `day` counts from today where it is said."""

    early: float | None
    late: float
    day: int | None
    shape: Shape
    said: str


def hours_in(text: str, lang: Lang, written: Callable[[int, int], str]) -> Iterator[Hours]:
    """Yield the times of day in a plain text; `written` gives a span of it as the author wrote it."""
    for when in find_times(text, lang):
        words = when.text.strip()
        if when.late is None or _LATER.search(words):
            continue
        shape: Shape = (
            "window" if when.kind == "window" else "deadline" if _DEADLINE.search(words) else "clock"
        )
        day = None if _SAME_DAY in words else when.day
        yield Hours(when.early, when.late, day, shape, written(when.start, when.end).rstrip(".,，"))


def shape_of(slot: Slot) -> Shape | None:
    """Return how a card would name an offer's time; None for one without an hour until which it holds."""
    if slot.to is None:
        return None
    if slot.from_ is None:
        return "deadline"
    return "clock" if slot.from_ == slot.to else "window"


def fits(one: Hours, slot: Slot) -> bool:
    """Say whether a time of the card lies within an offer's; an hour below 12 may be of either half day."""
    if one.day is not None and one.day != slot.day:
        return False
    if slot.to is None:
        return True
    if slot.from_ is None and one.shape == "deadline":
        return _alike(one.late, slot.to)
    first = slot.from_ or 0.0
    early = one.late if one.early is None else one.early
    return any(first <= early + shift and one.late + shift <= slot.to for shift in (0, 12))


def same(one: Hours, slot: Slot) -> bool:
    """Say whether a time of the card is an offer's own."""
    if slot.to is None or one.shape != shape_of(slot) or one.day not in (None, slot.day):
        return False
    return _alike(one.late, slot.to) and (one.early is None or _alike(one.early, slot.from_ or 0.0))


def _alike(one: float, other: float) -> bool:
    return one == other or (one < 12 and one + 12 == other)


def in_file(slot: Slot) -> str:
    """Return an offer's time as it stands in the file."""
    ends = (("day", slot.day), ("from", slot.from_), ("to", slot.to))
    return "{" + ", ".join(f"{name}: {value:g}" for name, value in ends if value is not None) + "}"


def on_card(slot: Slot, one: Hours, lang: Lang) -> str:
    """Return an offer's time as a card would say it in place of `one`; its day only where `one` has a day."""
    days = _DAYS[lang]
    day = "" if one.day is None else days[slot.day] if slot.day < len(days) else ""
    clock = "–".join(_clock(hour) for hour in (slot.from_, slot.to) if hour is not None)
    if shape_of(slot) == "clock":
        clock = ("at " if one.said.startswith("at ") else "") + _clock(slot.to or 0.0)
    if lang == "zh":
        return f"{day}{clock}{'前' if slot.from_ is None else ''}"
    if slot.from_ is None:
        return f"by {clock} {day}".strip()
    return f"{day} {clock}".strip()


def _clock(hour: float) -> str:
    return f"{int(hour):02}:{round(hour % 1 * 60):02}"
