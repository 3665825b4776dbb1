"""Owns exams that were handed in, made up in a line each, and the report of them."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from sim.model.department import Cell, Submission
from sim.report.cohort import CohortReport, build
from sim.report.cohort.periods import Period

NOVEMBER = Period("month", 2026, 11)
SECOND_HALF = Period("half-year", 2026, 2)
FIVE = ("Ann", "Bo", "Cai", "Dee", "Eli")

_number = count(1)


def exam(
    who: str,
    scenario: str = "complaint-01",
    day: str = "2026-11-10",
    levels: tuple[float | None, float | None, float | None] = (90, 90, 90),
    **changed: Any,
) -> Submission:
    """Return one exam; `levels` are empathy, responsiveness, assurance, and keywords replace other fields."""
    number = next(_number)
    at = f"{day}T10:00:{number % 60:02}+00:00"
    fields: dict[str, Any] = {
        "attempt": f"a{number:06}",
        "who": who,
        "scenario": scenario,
        "title": f"Title of {scenario}",
        "lang": "en",
        "mode": "exam",
        "rubric": "service",
        "rubric_hash": "b" * 64,
        "engine": "base-1",
        "ended_at": at,
        "handed_in_at": at,
        "unseen": True,
        "ending": "resolved",
        "loyalty": "price",
        "levels": dict(zip(("empathy", "responsiveness", "assurance"), levels, strict=True)),
        "perceived": 70.0,
        "expected": 60.0,
        "desired": 80.0,
        "stay_intent": 50.0,
        "trust": 50.0,
        "replies": 4,
    }
    return Submission(**(fields | changed))


def made(
    submissions: list[Submission], period: Period = NOVEMBER, cohort: str = "spring", **changed: Any
) -> tuple[CohortReport, tuple[Cell, ...]]:
    """Return the report and the cells to keep; a year later, so that the period is over."""
    options: dict[str, Any] = {"lang": "en", "today": date(period.year + 1, 12, 31)}
    return build(cohort, period, submissions, **(options | changed))


def report_of(submissions: list[Submission], period: Period = NOVEMBER, **changed: Any) -> CohortReport:
    """Return the report alone."""
    return made(submissions, period, **changed)[0]
