"""Times of day as the card writes them: read, held against an offer's, and written in its manner."""

from __future__ import annotations

import pytest

from sim.content.card_hours import Hours, fits, hours_in, on_card, same
from sim.model.authority import Slot


def hours(text: str, lang: str = "en") -> list[Hours]:
    """Return the times of day in a plain text."""
    return list(hours_in(text, "zh" if lang == "zh" else "en", lambda first, last: text[first:last]))


def hour(text: str, lang: str = "en") -> Hours:
    """Return the only time of day in a plain text."""
    (one,) = hours(text, lang)
    return one


def test_an_hour_below_twelve_may_be_of_either_half_of_the_day() -> None:
    """Nobody writes "pm" where only the afternoon is meant."""
    afternoon = Slot.model_validate({"day": 1, "from": 14, "to": 18})
    assert fits(hour("between 2 and 4"), afternoon)
    assert same(hour("between 2 and 6"), afternoon)
    assert not fits(hour("between 5 and 7"), afternoon)
    assert fits(hour("by 8"), Slot.model_validate({"day": 0, "to": 20}))


def test_a_time_after_which_is_no_promise() -> None:
    """Only deadlines, clock times and windows are held against an offer."""
    assert hours("after 18:00") == []
    assert hours("18点后", "zh") == []


def test_the_same_day_need_not_be_today() -> None:
    """当天 is the day that was spoken of."""
    assert (hour("今天15:00前", "zh").day, hour("当天15:00前", "zh").day) == (0, None)


@pytest.mark.parametrize(
    ("slot", "said", "lang", "written"),
    [
        ({"day": 1, "from": 8.5, "to": 12}, "tomorrow 8:00-11:00", "en", "tomorrow 08:30–12:00"),
        ({"day": 4, "from": 8, "to": 12}, "8:00-11:00", "en", "08:00–12:00"),
        ({"day": 0, "to": 18}, "by 19:00 today", "en", "by 18:00 today"),
        ({"day": 1, "from": 10, "to": 10}, "at 11:00", "en", "at 10:00"),
        ({"day": 1, "to": 10}, "明天11:00前", "zh", "明天10:00前"),
    ],
)
def test_an_offers_time_is_written_as_the_card_wrote_its_own(
    slot: dict[str, float], said: str, lang: str, written: str
) -> None:
    """Its day only where the card names one."""
    assert on_card(Slot.model_validate(slot), hour(said, lang), "zh" if lang == "zh" else "en") == written
