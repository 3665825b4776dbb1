"""Owns the periods that reports are made for: whole calendar months and half-years, and no others.

Fixed ones, because two reports that differ by a day would tell what was handed in on that day. A day is
one of the department's zone, which is that of the machine the report is made on. Never reads the clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sim.locale import translator
from sim.report.words import N_

PeriodKind = Literal["month", "half-year"]
KINDS: tuple[PeriodKind, ...] = ("month", "half-year")

MONTHS: dict[PeriodKind, int] = {"month": 1, "half-year": 6}
"""Months of a period of each kind."""

MONTH_NAMES = (
    N_("January {year}"), N_("February {year}"), N_("March {year}"), N_("April {year}"), N_("May {year}"),
    N_("June {year}"), N_("July {year}"), N_("August {year}"), N_("September {year}"), N_("October {year}"),
    N_("November {year}"), N_("December {year}"),
)  # fmt: skip

HALF_NAMES = (N_("first half of {year}"), N_("second half of {year}"))

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_HALF = re.compile(r"(\d{4})-H([12])", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Period:
    """One calendar month or half-year; `number` counts them in the year, from 1."""

    kind: PeriodKind
    year: int
    number: int

    @property
    def label(self) -> str:
        """How it is written: `2026-11` or `2026-H2`."""
        return f"{self.year}-{self.number:02}" if self.kind == "month" else f"{self.year}-H{self.number}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * MONTHS[self.kind] + 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return (self.first + timedelta(days=31 * MONTHS[self.kind])).replace(day=1) - timedelta(days=1)

    @property
    def before(self) -> Period:
        """The one before, of the same kind."""
        return holding(self.first - timedelta(days=1), self.kind)

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        """Its months, each as year and month."""
        start = self.first.month
        return tuple((self.year, month) for month in range(start, start + MONTHS[self.kind]))

    def overlaps(self, other: Period) -> bool:
        """Say whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def name(self, lang: str) -> str:
        """Return what people call it: `November 2026`, `second half of 2026`."""
        _ = translator(lang)
        names = MONTH_NAMES if self.kind == "month" else HALF_NAMES
        return _(names[self.number - 1]).format(year=self.year)


def holding(day: date, kind: PeriodKind) -> Period:
    """Return the period of a kind that a day lies in."""
    return Period(kind, day.year, (day.month - 1) // MONTHS[kind] + 1)


def last_whole(today: date, kind: PeriodKind) -> Period:
    """Return the last period of a kind that is over."""
    return holding(today, kind).before


def after(period: Period) -> Period:
    """Return the period of the same kind that comes next."""
    return holding(period.last + timedelta(days=1), period.kind)


def parsed(label: str) -> Period | None:
    """Return the period that is written like this, or None where it is none."""
    if found := _MONTH.fullmatch(label.strip()):
        kind: PeriodKind = "month"
    elif found := _HALF.fullmatch(label.strip()):
        kind = "half-year"
    else:
        return None
    year, number = int(found[1]), int(found[2])
    return Period(kind, year, number) if 1 < year < date.max.year else None


def day_of(at: str) -> date:
    """Return the day of a time (UTC, ISO 8601) where this machine stands."""
    return datetime.fromisoformat(at).astimezone().date()
