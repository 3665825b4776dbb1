"""Owns times in a promise: days, clock times, windows, deadlines, durations.

Understands both languages with one small grammar ("by 6 tonight", "48小时内"); whose time it is others say.
Never reads an order number as a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

Kind = Literal["clock", "window", "within", "day"]

_NUM = r"(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half an|a few|a couple of|an?)"
_CLOCK = r"(?:\d{1,2}(?::\d{2}|\.\d{2})?\s*(?:a\.?m\.?|p\.?m\.?|o'clock)|\d{1,2}:\d{2}|noon|midday|midnight)"
_HOUR = r"(?:\d{1,2}(?::\d{2})?\s*(?:am|pm|a\.m\.|p\.m\.)?|noon|midday)"
_WORD_HOUR = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_NO_NOUN = (
    r"(?<!one)(?!(?: \w+)? (?:no[- ]?shows?|deliver\w+|calls?|visits?|vans?|drivers?|attempts?|tries|people|parcels?"
    r"|letters?|mails?|e-?mails?|missed|failed|broken|wasted|lost|late|other|others|desks?|agents?|places?"
    r"|departments?|repairs?|replies|refunds?|orders?|fridges?|technicians?|engineers?|photos?|forms?|chats?)\b)"
    r"|(?<=one)(?=\W*$|\s*[,.;:!?)\-]|\s+(?:today|tonight|tomorrow|on|and|or|at|o'?clock|sharp|am|pm)\b)"
)
"""What may not follow an hour in a word ("after two no-shows"); "one" counts oftener than it tells the time."""
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DAY = (
    r"(?:(?:tomorrow|tmrw|tmr|tomoz)(?: (?:morning|afternoon|evening|night))?|2moro|tonight|2nite|tonite|today|2day|this (?:evening|afternoon|morning|week)"
    rf"|(?:next |this |on )?{_WEEKDAY}s?|(?:the )?(?:day after tomorrow)|first thing|end of (?:the )?(?:day|week))"
)
_UNIT = r"(?:working |business )?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?)"

_EN = [
    (
        "window",
        rf"(?:between |from )?(?P<f>{_HOUR}|{_WORD_HOUR})\s*(?:-|to|and|till|until)\s*(?P<t>{_HOUR}|{_WORD_HOUR})"
        r"(?!\s*(?:working|business|days?|weeks?|hours?|minutes?|mins?|%|months?|£|\d))",
    ),
    (
        "within",
        rf"(?:with ?in|in|inside|under|next|another|give me|give us|allow)\s+(?:the )?(?:next )?"
        rf"(?:about |around |roughly |up to |at most )?{_NUM}(?:\s*(?:-|to|or)\s*{_NUM})?\s*{_UNIT}",
    ),
    (
        "within",
        rf"\d+\s*(?:-|to)\s*\d+\s*{_UNIT}|{_NUM}\s*(?:working|business) days?|(?:with)?in the next (?:hour|half hour|day|week)"
        r"|within the (?:hour|half hour)",
    ),
    (
        "clock",
        rf"(?:by|before|at|until|till|from|after|around|about|no later than)\s+(?P<c>{_CLOCK}|{_HOUR}|{_WORD_HOUR}\b(?:{_NO_NOUN}))"
        r"(?!\s*(?:working|business|days?|weeks?|hours?|minutes?|mins?|%|months?|people|times?|of|year|£|day|\d{1,2}\b))",
    ),
    ("clock", rf"(?P<c>{_CLOCK})"),
    ("day", _DAY),
]
_ZN = r"(?:\d+(?:\.\d+)?|十[来几]|[一二两三四五六七八九十]{1,3}|半|几)"
_ZCOUNT = r"(?!(?<=[说讲提充有这那])[二两三四五六七八九十]点(?:[:要想建意]|说明))"
"""Points that are counted (我说三点：) and no hour."""
_ZHOUR = rf"(?:\d\d?|{_ZCOUNT}[二两三四五六七八九十][一二三四五六七八九十]{{0,2}}|一(?=点[半钟整前左到至-]))"
"""An hour; 一点 alone is mostly "a little"."""
_ZCLOCK = rf"(?<!第){_ZHOUR}(?:点(?:半|整|钟|\d{{1,2}}分?|[一二三四五六七八九十]{{1,3}}分?)?|:\d{{2}}|时(?![间候刻常]))"
_ZDAY = (
    r"(?:今天|今晚|今夜|今儿|今日|明天|明早|明晚|明儿|明日|后天|当天|当晚|当日|本周内?|这周[一二三四五六日天]?|下周[一二三四五六日天]?"
    r"|周[一二三四五六日天]|星期[一二三四五六日天]|礼拜[一二三四五六日天]|上午|中午|下午|傍晚|晚上|早上|天黑前|下班前)"
)
_ZUNIT = r"(?:个)?(?:工作日|小时|钟头|分钟|天|周|星期|礼拜|秒钟?|月)"
_ZH = [
    (
        "window",
        r"(?P<f>\d{1,2}(?::\d{2})?|[一二两三四五六七八九十]{1,3})(?:点|时)?(?:半)?\s*(?:-|到|至)\s*"
        r"(?P<t>\d{1,2}(?::\d{2})?|[一二两三四五六七八九十]{1,3})\s*(?:点|时(?!间))(?:半)?",
    ),
    (
        "within",
        rf"[一三]刻钟(?:之?内|以内|左右|后|之后)?|{_ZN}(?:\s*(?:-|到|至)\s*{_ZN})?{_ZUNIT}(?:之?内|以内|左右|后|之后)|{_ZN}(?:\s*(?:-|到|至)\s*{_ZN})?个?工作日"
        rf"|(?:给我|等我|需要|要|大约|大概|最多){_ZN}{_ZUNIT}|{_ZN}\s*(?:-|到|至)\s*{_ZN}{_ZUNIT}",
    ),
    ("window", r"(?P<f>\d{1,2}(?::\d{2})?)\s*-\s*(?P<t>\d{1,2}(?::\d{2})?)(?![\d个天元块小工%-])"),
    ("clock", rf"(?P<c>{_ZCLOCK})(?:之?前|以前|左右|整|后)?|(?P<c2>正午|中午12点)"),
    ("day", _ZDAY),
]


@cache
def _rules(lang: str) -> list[tuple[str, re.Pattern[str]]]:
    words = lang == "en"
    edge, tail = (r"(?<![\w£$.])", r"(?!\w)") if words else (r"(?<![\da-z])(?<!\d\.)", "")
    return [(kind, re.compile(f"{edge}(?:{body}){tail}")) for kind, body in (_EN if words else _ZH)]


@dataclass(frozen=True, slots=True)
class When:
    """A time named in plain text at `start`..`end` (exclusive).

    `day` counts from today where it is said (0 today, 1 tomorrow); hours are
    0-24, with `early` and `late` bounding a window. `exact` marks a clock time
    that is neither a window nor a deadline ("at 9", "9点整").
    """

    kind: Kind
    start: int
    end: int
    text: str
    day: int | None = None
    early: float | None = None
    late: float | None = None
    exact: bool = False


_DAYS = (
    (("day after tomorrow", "后天"), 2),
    (("tomorrow", "tomoz", "tmrw", "tmr", "2moro", "明"), 1),
    (
        (
            "tonight",
            "2nite",
            "tonite",
            "today",
            "2day",
            "this evening",
            "this afternoon",
            "this morning",
            "今",
            "当天",
            "当晚",
            "当日",
        ),
        0,
    ),
)
_WORDS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(1, 13),
        strict=True,
    )
)
_ZWORDS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_LATE = re.compile(r"p\.?m|evening|tonight|2nite|tonite|afternoon|下午|晚上|今晚|明晚|当晚|傍晚")
_EARLY = re.compile(r"a\.?m|morning|上午|早|凌晨")


def _chinese_number(text: str) -> int | None:
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_ZWORDS.get(tens, 1) if tens else 1) * 10 + (_ZWORDS.get(ones, 0) if ones else 0)
    return _ZWORDS.get(text)


def hour(text: str) -> float | None:
    """Return the hour of day that `text` names, 0-24, or None ("9", "2 pm", "14:30", "两点半")."""
    text = text.strip()
    if text in ("noon", "midday", "正午", "中午12点"):
        return 12.0
    if text == "midnight":
        return 24.0
    if text in _WORDS:
        return float(_WORDS[text])
    found = re.match(r"(\d{1,2})(?:[:.](\d{2}))?|([一二两三四五六七八九十]{1,3})", text)
    if not found:
        return None
    value = float(found[1]) if found[1] else _chinese_number(found[3])
    if value is None or value > 24:
        return None
    if found[2]:
        value += int(found[2]) / 60
    elif "半" in text:
        value += 0.5
    if re.search(r"p\.?m", text) and value < 12:
        value += 12
    return float(value)


def _afternoon(value: float | None, around: str) -> float | None:
    if value is not None and value < 12 and _LATE.search(around) and not _EARLY.search(around):
        return value + 12
    return value


def _day_of(text: str) -> int | None:
    return next((day for names, day in _DAYS for name in names if name in text), None)


def find_times(text: str, lang: str) -> list[When]:
    """Return every time in a plain text, in order; overlapping readings keep the longest."""
    taken = bytearray(len(text))
    found: list[When] = []
    for kind, pattern in _rules(lang):
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            when = _read(kind, match, text)
            if when is not None:
                taken[start:end] = b"\x01" * (end - start)
                found.append(when)
    return _with_days(sorted(found, key=lambda w: w.start), text)


def _read(kind: str, match: re.Match[str], text: str) -> When | None:
    start, end, words = match.start(), match.end(), match.group()
    around = re.split(r"[,，。;]", text[max(0, start - 6) : start])[-1] + words
    groups = match.groupdict()
    if kind == "window":
        early, late = hour(groups["f"]), hour(groups["t"])
        if early is None or late is None:
            return None
        if re.search(r"p\.?m", groups["t"]) and early < 12 and early + 12 <= late:
            early += 12
        if late <= early and late < 12:
            late += 12
        return When(
            "window", start, end, words, early=_afternoon(early, around), late=_afternoon(late, around)
        )
    if kind == "clock":
        clock = groups.get("c") or groups.get("c2") or ""
        value = hour(clock)
        if value is None:
            return None
        exact = not re.match(
            r"(?:by|before|until|till|no later|after|around|about)\b", words
        ) and not re.search(r"(?:前|左右|后)$", words)
        return When("clock", start, end, words, late=_afternoon(value, around), exact=exact)
    if kind == "within":
        return When("within", start, end, words)
    return When("day", start, end, words, day=_day_of(words))


_SAME_DAY = ("当天", "当日", "当晚")
"""Today, unless a day was named before: then that one (周四送，当天有短信)."""

_JOINT = re.compile(r"\s*,?\s*(?:at|between|from|by|before|的|一大?早)?\s*")
_SPACE = re.compile(r"\s*")
_PART_OF_DAY = re.compile(r"^(?:上午|中午|下午|傍晚|晚上|早上|天黑前|下班前)")


def _same_days(found: list[When]) -> Iterator[When]:
    """Yield the times; "that day" is the day named before it, if there is one."""
    named: When | None = None
    for when in found:
        if when.text.startswith(_SAME_DAY):
            yield replace(when, day=named.day) if named is not None else when
            continue
        if when.kind == "day":
            named = when
        yield when


def _with_days(found: list[When], text: str) -> list[When]:
    """Join a day with the clock or window beside it: before it, or in English right after it."""
    joined: list[When] = []
    for when in _same_days(found):
        last = joined[-1] if joined else None
        between = text[last.end : when.start] if last else ""
        if last and last.kind == "day" and when.kind in ("clock", "window") and _JOINT.fullmatch(between):
            joined[-1] = _join(last, when, text, last.day)
        elif last and last.text == "first thing" and when.kind == "day":
            joined[-1] = When("day", last.start, when.end, text[last.start : when.end], when.day)
        elif (
            last
            and last.kind == "day"
            and when.kind == "day"
            and _PART_OF_DAY.match(when.text)
            and not between
        ):
            joined[-1] = When("day", last.start, when.end, text[last.start : when.end], last.day)
        elif (
            last
            and when.kind == "day"
            and last.kind in ("clock", "window")
            and last.day is None
            and text[when.start].isascii()
            and _SPACE.fullmatch(between)
        ):
            joined[-1] = _join(last, when, text, when.day)
        else:
            joined.append(when)
    return joined


def _join(first: When, second: When, text: str, day: int | None) -> When:
    clock = second if first.kind == "day" else first
    around = text[first.start : second.end]
    return When(
        clock.kind,
        first.start,
        second.end,
        around,
        day,
        _afternoon(clock.early, around),
        _afternoon(clock.late, around),
        clock.exact,
    )
