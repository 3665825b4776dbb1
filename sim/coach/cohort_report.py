"""Owns making a cohort's report from the store: what is read for it, logged, and kept as published.

A report is kept as published before anybody sees a figure of it. Never prints, draws or computes one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sim.coach import Coach
from sim.coach.handing_in import catch_up
from sim.content.uncollected import uncollected
from sim.errors import Refused, ServicesimError, StoreBusy, Usage
from sim.locale import translator
from sim.model.department import Submission
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.report.cohort import CohortReport, build
from sim.report.cohort.handed import Handed
from sim.report.cohort.people import appraisals
from sim.report.cohort.periods import Period, PeriodKind, last_whole, parsed
from sim.report.cohort.records import Appraisal

RUBRICS = 3
"""Most sheets read for the names of codes: parsing one takes some 80 ms, and sheets seldom change."""

RUBRIC = "service"
"""The sheet that names the dimensions where nothing was handed in yet."""

TRIES = 10
"""Times that a report is put together before it is given up: each means that somebody else published
meanwhile, and of ten who begin together the last has to begin nine times anew."""


@dataclass(frozen=True)
class Made:
    """A report, people's own lines for the appraisal sheet, and the attempts that could not be read."""

    report: CohortReport
    people: tuple[Appraisal, ...]
    unread: tuple[str, ...]


def period_of(kind: PeriodKind, label: str | None, lang: str, today: date | None = None) -> Period:
    """Return the period that is meant: the one of a label (`2026-11`, `2026-H2`), else the last that is over.

    Raises Usage, in `lang`, for a label that is none of this kind and for a period that has not begun.
    """
    _, day = translator(lang), today or date.today()
    if label is None:
        return last_whole(day, kind)
    found = parsed(label)
    if found is None or found.kind != kind:
        example = last_whole(day, kind).label
        said = _("'{label}' is no period of this kind; write it like {example}")
        raise Usage(said.format(label=label, example=example))
    if found.first > day:
        raise Usage(_("{period} has not begun yet").format(period=found.name(lang)))
    return found


def make_report(
    coach: Coach,
    cohort: str,
    period: Period,
    lang: Lang,
    *,
    by: str,
    sheet: bool = False,
    today: date | None = None,
) -> Made:
    """Return a cohort's report of a period, which counts as published from now on.

    `by` is whoever asked, as a trainer: it is in the audit log when this returns, for each person if the
    appraisal `sheet` is wanted, whose lines are empty otherwise. Raises NotFound for an unknown cohort,
    Refused for a sheet of a period that is not over, StoreBusy, also when others go on publishing.
    """
    desk, day = coach.store.department, today or date.today()
    desk.cohort(cohort)
    if sheet and period.last >= day:
        _ = translator(lang)
        raise Refused(
            _("{period} is not over; the sheet is for a whole period").format(period=period.name(lang))
        )
    unread = catch_up(coach)
    report, given = _published(coach, cohort, period, lang, day)
    people = appraisals(Handed(given).within(period)) if sheet else ()
    desk.look(by, f"report {cohort} {period.label}")
    for one in people:
        desk.look(by, f"appraisal sheet {cohort} {period.label}", whom=one.who)
    return Made(report, people, unread)


def _published(
    coach: Coach, cohort: str, period: Period, lang: Lang, day: date
) -> tuple[CohortReport, Sequence[Submission]]:
    """Put a report together, keep it as published, and return it with what it was made of.

    One that others overtook by a report of theirs is put together anew, against theirs. Raises StoreBusy.
    """
    desk = coach.store.department
    for _try in range(TRIES):
        seen = desk.published()
        with uncollected():
            given = desk.submissions(cohort)
            report, cells = build(
                cohort,
                period,
                given,
                lang=lang,
                today=day,
                members=len(desk.members(cohort)),
                rubrics=_rubrics(coach, given),
                titles={one.scenario: one.title for one in given if one.title}
                | {head.id: head.get(lang) for head in coach.library.heads()},
                published=seen,
                consenting={person.name for person in desk.people() if person.consent},
            )
        if desk.publish(cells, seen=seen):
            return report, given
    _ = translator(lang)
    raise StoreBusy(_("others are publishing reports just now; try again in a minute"))


def _rubrics(coach: Coach, given: Sequence[Submission]) -> list[Rubric]:
    """Return the sheets that attempts were scored by, the last used first, and one where there is none."""
    latest = list(dict.fromkeys((one.rubric_hash, one.rubric) for one in reversed(given)))[:RUBRICS]
    found = []
    for digest, name in latest:
        try:
            found.append(coach.library.parse_rubric(coach.store.content(digest), name))
        except ServicesimError:  # a sheet that is gone names nothing; the figures stand
            continue
    return found or [coach.library.rubric(RUBRIC).value]
