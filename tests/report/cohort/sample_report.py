"""Owns one small report with something in every part of it, in either language."""

from __future__ import annotations

from typing import Any

from sample_case import RUBRIC
from sample_cohort import FIVE, exam, report_of

from sim.model.department import Submission
from sim.report.cohort import CohortReport

TITLES = {"en": {"complaint-01": "A late fridge"}, "zh": {"complaint-01": "迟到的冰箱"}}


def exams() -> list[Submission]:
    """Return five people's exams of two months: in November at two scenarios, one of them played before."""
    october = [exam(who, day="2026-10-10", levels=(70, 80, 90)) for who in FIVE]
    first = [
        exam(
            who,
            levels=(level, 84, 79),
            replies=4,
            gaps={"G3": 2},
            missing={"R3": 1},
            patterns={"X08": 1},
            costs={"opening": 5.0},
            offers=2,
            accepted=1,
            stay_intent=70,
            quotes=({"code": "X08", "turn": "opening", "words": "We will see soon."},) if who == "Bo" else (),
        )
        for who, level in zip(FIVE, (78, 80, 82, 84, 86), strict=True)
    ]
    second = [
        exam(
            who, "complaint-02", levels=(90, 84, 79), replies=4, ending="complaint", offers=1, origin="laptop"
        )
        for who in FIVE
    ]
    again = exam("Ann", "complaint-02", day="2026-11-20", levels=(0, 0, 0), late=True, engine="base-2")
    return [*october, *first, *second, again]


def sample(lang: str = "en", **changed: Any) -> CohortReport:
    """Return the report of November."""
    options: dict[str, Any] = {
        "lang": lang,
        "members": 6,
        "rubrics": [RUBRIC],
        "titles": TITLES[lang],
        "consenting": {"Bo"},
    }
    return report_of(exams(), **(options | changed))
