"""Owns how far a cohort is with what it was asked to play, as lines and as plain data. No marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sim.cli.acting import when
from sim.coach import Coach
from sim.coach.people import on_server
from sim.model.department import Assignment, Standing
from sim.report.words import MODES


@dataclass(frozen=True)
class Status:
    """A cohort's members, and each assignment with how far every one of them is: None for not begun.

    `partly`: the store was opened with a database role that is told of what was handed in only.
    """

    cohort: str
    members: tuple[str, ...]
    rows: tuple[tuple[Assignment, tuple[tuple[str, Standing | None], ...]], ...]
    partly: bool


def read(coach: Coach, cohort: str) -> Status:
    """Return a cohort's status. Raises NotFound."""
    desk = coach.store.department
    members = desk.members(cohort)
    found = {(s.assignment, s.who): s for s in desk.standings(cohort)}
    asked = desk.assignments(cohort)
    rows = tuple((one, tuple((who, found.get((one.id, who))) for who in members)) for one in asked)
    partly = on_server(coach) and not coach.only and desk.me() is not None
    return Status(cohort, members, rows, partly)


def status_lines(found: Status, titles: Mapping[str, str], _: Callable[[str], str]) -> list[str]:
    """Return a cohort's status as lines; `titles` are the scenarios' by id."""
    told = _("{cohort}: people {people}, assignments {n}")
    lines = [told.format(cohort=found.cohort, people=len(found.members), n=len(found.rows))]
    for one, people in found.rows:
        lines.append(asked_line(one, titles.get(one.scenario) or one.scenario, _))
        for who, standing in people:
            lines.append("    " + _("{name}: {how}").format(name=who, how=_how(one, standing, _)))
    if found.partly:
        lines.append(
            _("This database role is told of what was handed in only; what was begun is not shown to it.")
        )
    return lines


def asked_line(one: Assignment, title: str, _: Callable[[str], str]) -> str:
    """Return an assignment on one line."""
    due = _("due {day}").format(day=one.due) if one.due else _("no last day")
    often = _("attempts: {n}").format(n=one.attempts) if one.attempts else _("any number of attempts")
    form = _("{id}  {title} ({scenario}): {mode}, {due}, {often}; sheet {rubric} {version}")
    return form.format(
        id=one.id, title=title, scenario=one.scenario, mode=_(MODES[one.mode]), due=due, often=often,
        rubric=one.rubric, version=one.rubric_hash[:8],
    )  # fmt: skip


def _how(one: Assignment, found: Standing | None, _: Callable[[str], str]) -> str:
    """Return how far somebody is with an assignment, in words."""
    if found is None:
        words = _("not begun")
    elif found.handed_in:
        words = _("handed in {day}").format(day=when(found.handed_in_at)[:10])
    elif found.finished:
        words = _("done") if one.mode == "practice" else _("ended, not handed in")
    else:
        words = _("begun")
    if found is not None and found.begun > 1:
        words = _("{words} (attempts: {n})").format(words=words, n=found.begun)
    return _("{words}, overdue").format(words=words) if _overdue(one, found) else words


def _overdue(one: Assignment, found: Standing | None) -> bool:
    settled = found is not None and (found.handed_in or (one.mode == "practice" and found.finished))
    return bool(one.due) and not settled and date.today().isoformat() > one.due


def as_plain(found: Status) -> dict[str, Any]:
    """Return a cohort's status as plain data."""
    return {
        "cohort": found.cohort,
        "members": list(found.members),
        "assignments": [
            {**one.model_dump(), "members": [_member(one, who, how) for who, how in people]}
            for one, people in found.rows
        ],
    }


def _member(one: Assignment, who: str, found: Standing | None) -> dict[str, Any]:
    return {
        "name": who,
        "begun": found.begun if found else 0,
        "finished": found.finished if found else 0,
        "handed_in": found.handed_in if found else 0,
        "handed_in_at": (found.handed_in_at if found else "") or None,
        "overdue": _overdue(one, found),
    }
