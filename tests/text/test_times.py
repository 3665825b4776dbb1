"""Times in a promise: clock times, windows, deadlines, days; and figures that are none."""

from __future__ import annotations

import itertools

import pytest

from sim.model.language import Lang
from sim.text import When, find_times
from sim.text.normalise import normalise
from sim.text.times import Kind, hour


def times(text: str, lang: Lang) -> list[When]:
    """Return the times of a text as typed."""
    return find_times(normalise(text).text, lang)


Expected = tuple[Kind, int | None, float | None, float | None]
"""Kind, day from today, early, late."""

SAME_DAY: list[tuple[str, list[Expected]]] = [
    ("明天8点到10点，当天头一单", [("window", 1, 8, 10), ("day", 1, None, None)]),
    ("周四送，当天有短信", [("day", None, None, None), ("day", None, None, None)]),
    ("当天给您消息", [("day", 0, None, None)]),
]
"""A day that is only pointed at."""

EN: list[tuple[str, list[Expected]]] = [
    ("by 6 tonight", [("clock", 0, None, 18)]),
    ("by 6pm today", [("clock", 0, None, 18)]),
    ("by 6 p.m. today", [("clock", 0, None, 18)]),
    ("by 18:00 today", [("clock", 0, None, 18)]),
    ("before 6 this evening", [("clock", 0, None, 18)]),
    ("today by 6pm", [("clock", 0, None, 18)]),
    ("b4 18:00 today", [("clock", 0, None, 18)]),
    ("by six tonight", [("clock", 0, None, 18)]),
    ("by 6 2nite", [("clock", 0, None, 18)]),
    ("at 9 tomorrow", [("clock", 1, None, 9)]),
    ("by six, either way", [("clock", None, None, 6)]),
    ("by six whether or not", [("clock", None, None, 6)]),
    ("by six myself", [("clock", None, None, 6)]),
    ("after one missed delivery", []),
    ("after two no-shows", []),
    ("tomorrow at 9am", [("clock", 1, None, 9)]),
    ("tomorrow at 9 o'clock", [("clock", 1, None, 9)]),
    ("at 14:30", [("clock", None, None, 14.5)]),
    ("until noon", [("clock", None, None, 12)]),
    ("by midday tomorrow", [("clock", 1, None, 12)]),
    ("no later than 7 am tomorrow", [("clock", 1, None, 7)]),
    ("tomorrow 8-12", [("window", 1, 8, 12)]),
    ("tomorrow 8–12", [("window", 1, 8, 12)]),
    ("tmrw 8-12", [("window", 1, 8, 12)]),
    ("tomorrow between 8 and 12", [("window", 1, 8, 12)]),
    ("tomorrow from 8 to 12", [("window", 1, 8, 12)]),
    ("8-12 or 2-6", [("window", None, 8, 12), ("window", None, 2, 6)]),
    ("2pm to 6pm", [("window", None, 14, 18)]),
    ("14:00-18:00 tomorrow", [("window", 1, 14, 18)]),
    ("tomorrow afternoon 2-6", [("window", 1, 14, 18)]),
    ("8 till 12", [("window", None, 8, 12)]),
    ("10-2", [("window", None, 10, 14)]),
    ("within 24 hours", [("within", None, None, None)]),
    ("in 5 minutes", [("within", None, None, None)]),
    ("give me four minutes", [("within", None, None, None)]),
    ("3-5 working days", [("within", None, None, None)]),
    ("3–5 working days", [("within", None, None, None)]),
    ("three to five business days", [("within", None, None, None)]),
    ("in the next hour", [("within", None, None, None)]),
    ("within half an hour", [("within", None, None, None)]),
    ("two working days", [("within", None, None, None)]),
    ("tomorrow", [("day", 1, None, None)]),
    ("tonight", [("day", 0, None, None)]),
    ("on Friday", [("day", None, None, None)]),
    ("the day after tomorrow", [("day", 2, None, None)]),
    ("tomorrow morning", [("day", 1, None, None)]),
    ("first thing tomorrow", [("day", 1, None, None)]),
    ("by 6 tonight or tomorrow 8-12", [("clock", 0, None, 18), ("window", 1, 8, 12)]),
    ("three days with no fridge", []),
    ("two days off work for nothing", []),
    ("order 8841", []),
    ("£25 back", []),
    ("a refund of 50", []),
    ("2 people", []),
    ("from 3 of our vans", []),
    ("version 2.6", []),
    ("100%", []),
    ("you waited two days", []),
    ("the second time", []),
    ("soon", []),
    ("as soon as possible", []),
    ("in time", []),
]
ZH: list[tuple[str, list[Expected]]] = [
    ("明天8~12点", [("window", 1, 8, 12)]),
    ("明天14～18点", [("window", 1, 14, 18)]),
    ("我跟您说三点：第一，已经订好", []),
    ("有两点要说明", []),
    ("明天说两点到", [("day", 1, None, None), ("clock", None, None, 2)]),
    ("今晚6点前", [("clock", 0, None, 18)]),
    ("今天18点前", [("clock", 0, None, 18)]),
    ("今天下午6点前", [("clock", 0, None, 18)]),
    ("今晚六点前", [("clock", 0, None, 18)]),
    ("今天18:00之前", [("clock", 0, None, 18)]),
    ("今晚６点前", [("clock", 0, None, 18)]),
    ("明早7点前", [("clock", 1, None, 7)]),
    ("明天9点", [("clock", 1, None, 9)]),
    ("明天上午9点半", [("clock", 1, None, 9.5)]),
    ("明天下午两点半", [("clock", 1, None, 14.5)]),
    ("明天9点整", [("clock", 1, None, 9)]),
    ("下午5点左右", [("clock", None, None, 17)]),
    ("后天10点以前", [("clock", 2, None, 10)]),
    ("明天8–12点", [("window", 1, 8, 12)]),
    ("明天8-12点", [("window", 1, 8, 12)]),
    ("明天8点到12点", [("window", 1, 8, 12)]),
    ("明天8到12点", [("window", 1, 8, 12)]),
    ("明天八点到十二点", [("window", 1, 8, 12)]),
    ("明天8点至12点", [("window", 1, 8, 12)]),
    ("明天上午8–12点", [("window", 1, 8, 12)]),
    ("明天下午2点到6点", [("window", 1, 14, 18)]),
    ("明天14-18点", [("window", 1, 14, 18)]),
    ("明天14:00-18:00", [("window", 1, 14, 18)]),
    ("8–12点或者14–18点", [("window", None, 8, 12), ("window", None, 14, 18)]),
    ("明天8-12", [("window", 1, 8, 12)]),
    ("48小时内", [("within", None, None, None)]),
    ("24小时之内", [("within", None, None, None)]),
    ("两小时内", [("within", None, None, None)]),
    ("半小时内", [("within", None, None, None)]),
    ("给我四分钟", [("within", None, None, None)]),
    ("3–5个工作日", [("within", None, None, None)]),
    ("3到5个工作日到账", [("within", None, None, None)]),
    ("五个工作日内", [("within", None, None, None)]),
    ("大概10分钟", [("within", None, None, None)]),
    ("最多两天", [("within", None, None, None)]),
    ("今天", [("day", 0, None, None)]),
    ("今晚", [("day", 0, None, None)]),
    ("明天", [("day", 1, None, None)]),
    ("明天上午", [("day", 1, None, None)]),
    ("后天", [("day", 2, None, None)]),
    ("周五", [("day", None, None, None)]),
    ("下周一", [("day", None, None, None)]),
    ("星期三", [("day", None, None, None)]),
    ("天黑前", [("day", None, None, None)]),
    ("今晚6点前，明天8–12点", [("clock", 0, None, 18), ("window", 1, 8, 12)]),
    ("三天没冰箱", []),
    ("白等了两天", []),
    ("冰箱坏了三天", []),
    ("订单号8841", []),
    ("退80元", []),
    ("最多300元", []),
    ("第二次了", []),
    ("一点都不难", []),
    ("尽快", []),
    ("第一时间", []),
    ("2-3个人", []),
    ("这一点请放心", []),
    ("马上", []),
]


def check(text: str, lang: Lang, expected: list[Expected]) -> None:
    """Assert what is found in a text."""
    found = times(text, lang)
    assert [(w.kind, w.day, w.early, w.late) for w in found] == expected


@pytest.mark.parametrize(("text", "expected"), EN, ids=[text for text, _ in EN])
def test_english_times(text: str, expected: list[Expected]) -> None:
    """Each English time has its kind, day and hours; other figures and spans gone by are none."""
    check(text, "en", expected)


@pytest.mark.parametrize(("text", "expected"), [*ZH, *SAME_DAY], ids=str)
def test_chinese_times(text: str, expected: list[Expected]) -> None:
    """Each Chinese time has its kind, day and hours; other figures and spans gone by are none."""
    check(text, "zh", expected)


@pytest.mark.parametrize(
    ("lang", "frame"),
    [
        ("en", "I have put 8841 on {} for you."),
        ("en", "Sorry; {}, and I will message you."),
        ("zh", "8841我已经排到{}了。"),
        ("zh", "对不起，{}我给您消息。"),
    ],
)
def test_a_time_is_found_in_a_sentence(lang: Lang, frame: str) -> None:
    """The words around a time do not change it, and its span holds it."""
    time = {"en": "tomorrow 8-12", "zh": "明天8-12点"}[lang]
    (found,) = times(frame.format(time), lang)
    assert (found.kind, found.day, found.early, found.late) == ("window", 1, 8, 12)
    assert frame.format(time)[found.start : found.end] == time == found.text


@pytest.mark.parametrize(
    ("lang", "text", "exact"),
    [
        ("en", "at 9 tomorrow", True),
        ("en", "at 9am", True),
        ("en", "by 9am", False),
        ("en", "around 9am", False),
        ("en", "before 9am", False),
        ("zh", "明天9点整", True),
        ("zh", "明天9点送到", True),
        ("zh", "明天9点前", False),
        ("zh", "明天9点左右", False),
    ],
)
def test_an_exact_hour_is_told_from_a_deadline(lang: Lang, text: str, exact: bool) -> None:
    """The words "at 9" name an hour; "by 9" and "around 9" do not."""
    (found,) = times(text, lang)
    assert found.exact is exact


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("9", 9),
        ("2 pm", 14),
        ("2pm", 14),
        ("12 pm", 12),
        ("14:30", 14.5),
        ("noon", 12),
        ("midnight", 24),
        ("six", 6),
        ("两点半", 2.5),
        ("十二点", 12),
        ("25", None),
        ("later", None),
    ],
)
def test_hours(text: str, value: float | None) -> None:
    """An hour of the day is a number from 0 to 24, or nothing."""
    assert hour(text) == value


def test_no_two_times_overlap() -> None:
    """Every stretch of text is one time at most, in order."""
    for lang, table in (("en", EN), ("zh", ZH)):
        found = times("; ".join(text for text, _ in table), lang)  # type: ignore[arg-type]
        assert all(a.end <= b.start for a, b in itertools.pairwise(found))
