"""Periods: calendar months and half-years, where this machine stands."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report.cohort.periods import KINDS, Period, PeriodKind, day_of, holding, last_whole, parsed


@pytest.mark.parametrize(
    ("label", "first", "last", "before"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30), "2026-10"),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), "2026-11"),
        ("2027-01", date(2027, 1, 1), date(2027, 1, 31), "2026-12"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "2028-01"),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30), "2025-H2"),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31), "2026-H1"),
    ],
)
def test_a_period_has_its_days(label: str, first: date, last: date, before: str) -> None:
    """A label names a calendar period: its first and last day, and the one before it."""
    found = parsed(label)
    assert found is not None
    assert (found.label, found.first, found.last, found.before.label) == (label, first, last, before)


@pytest.mark.parametrize(
    "label", ["", "2026", "2026-13", "2026-00", "2026-H3", "2026-1", "0000-01", "２０２６-11"]
)
def test_what_is_no_period_is_none(label: str) -> None:
    """Anything but a month or a half-year is no period."""
    assert parsed(label) is None


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(KINDS))
def test_every_day_is_in_one_period(day: date, kind: PeriodKind) -> None:
    """A day lies in one period of a kind; the one before ends the day before this one begins."""
    found = holding(day, kind)
    assert found.first <= day <= found.last
    assert found.before.last == found.first - timedelta(days=1)
    assert parsed(found.label) == found
    assert last_whole(day, kind).last < day
    assert (day.year, day.month) in found.months


def test_a_half_year_overlaps_its_months() -> None:
    """Periods overlap when they share a day."""
    half = Period("half-year", 2026, 2)
    assert half.overlaps(Period("month", 2026, 7))
    assert Period("month", 2026, 12).overlaps(half)
    assert not half.overlaps(Period("month", 2026, 6))
    assert not Period("month", 2026, 11).overlaps(Period("month", 2026, 12))


def test_a_day_is_one_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A time is stored in UTC; the day it belongs to is that of the zone the report is made in."""
    try:
        monkeypatch.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        assert day_of("2026-11-30T17:00:00+00:00") == date(2026, 12, 1)
        monkeypatch.setenv("TZ", "America/New_York")
        time.tzset()
        assert day_of("2026-12-01T03:00:00+00:00") == date(2026, 11, 30)
    finally:
        monkeypatch.undo()
        time.tzset()
