"""Owns a cohort's report on screen, for trainers: which cohort, which period, and the page.

Never computes a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from sim.errors import ServicesimError
from sim.locale import translator
from sim.tui.screens.choice import Choice
from sim.tui.screens.history import HistoryScreen
from sim.tui.screens.room import Room

if TYPE_CHECKING:
    from sim.coach import Coach
    from sim.model.language import Lang
    from sim.report.cohort.periods import Period, PeriodKind
    from sim.tui.shell import Shell

OFFERED: tuple[tuple[PeriodKind, int], ...] = (("month", 6), ("half-year", 2))
"""Periods offered of each kind, the last one that is over first: half a year back, and a year."""


class CohortScreen(HistoryScreen):
    """Scrolls with the arrow keys."""

    FILE: ClassVar[str] = "cohort-report.txt"

    def __init__(self, lang: str, lines: Sequence[str]) -> None:
        """Show the report, its sentences in `lang`."""
        Room.__init__(self, lang)
        self._lines = list(lines)

    def lines(self, *, plain: bool) -> list[str]:  # noqa: ARG002 - it has no meters
        """Return the report as lines."""
        return self._lines


async def show_report(app: Shell, who: str, lang: Lang) -> None:
    """Ask for cohort and period and show the report; Esc leaves at either question."""
    _, coach = translator(lang), app.coach
    if coach is None:
        return
    try:
        names = await app.ask(lambda: [cohort.name for cohort in coach.store.department.cohorts()])
        if not names:
            app.notify(
                _("There is no cohort yet; make one with: servicesim cohort create NAME"), markup=False
            )
            return
        cohort = names[0]
        if len(names) > 1:
            answers = [(name, name) for name in names]
            cohort = await app.put(Choice(lang, _("The report of which cohort?"), answers, escape=""))
        if not cohort:
            return
        offered = {one.label: one for one in await app.ask(lambda: periods(date.today()))}
        answers = [(label, one.name(lang)) for label, one in offered.items()]
        label = await app.put(Choice(lang, _("The report of which period?"), answers, escape=""))
        if not label:
            return
        lines = await app.ask(lambda: _lines(coach, cohort, offered[label], who, lang))
    except ServicesimError as error:
        app.tell(error)
    else:
        await app.push_screen(CohortScreen(lang, lines))


def periods(today: date) -> list[Period]:
    """Return the periods to choose from, all of them over: what is not may not be reported for good."""
    from sim.report.cohort.periods import last_whole

    found = []
    for kind, count in OFFERED:
        one = last_whole(today, kind)
        for _ in range(count):
            found.append(one)
            one = one.before
    return found


def _lines(coach: Coach, cohort: str, period: Period, who: str, lang: Lang) -> list[str]:
    """Return the report, which is in the audit log and published then; runs in the worker thread."""
    from sim.coach.cohort_report import make_report
    from sim.coach.people import acting, require
    from sim.report.cohort.text import report_lines

    by = acting(coach).name if coach.store.department.me() else who
    require(coach, "trainer", by, lang)
    made = make_report(coach, cohort, period, lang, by=by)
    _ = translator(lang)
    unread = [
        _("Attempt {attempt} could not be read and is left out.").format(attempt=a) for a in made.unread
    ]
    return [*report_lines(made.report), *([""] if unread else []), *unread]
