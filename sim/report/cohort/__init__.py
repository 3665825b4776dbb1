"""Owns the report of a cohort: what was handed in, in figures of a group that tell of no single person.

`submission` reads an attempt, `handed` says what counts, `figures` computes, `privacy` decides what may be
shown, `build` puts it together; `text`, `page`, `table` and `sheet` show it. Pure: no store, no clock.
"""

from sim.report.cohort.build import build
from sim.report.cohort.records import CohortReport
from sim.report.cohort.submission import submission_of

__all__ = ["CohortReport", "build", "submission_of"]
