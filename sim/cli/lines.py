"""Plays without screens: opens or resumes an attempt and hands it to the plain shell."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import click

from sim.coach import Coach, Seat
from sim.coach.people import player
from sim.coach.private import Reader
from sim.coach.tasks import counted_for, counts_line, sit_down, task_of
from sim.locale import translator
from sim.model.events import Mode
from sim.model.language import Lang
from sim.plain import run_plain
from sim.store import AttemptRow


def play_lines(
    scenario_id: str | None,
    *,
    lang: str,
    mode: str,
    seed: int,
    who: str | None,
    new: bool,
    resume: str | None,
    packs: tuple[Path, ...],
    as_json: bool,
    interactive: bool,
    rubric: str,
    assignment: int | None = None,
) -> int:
    """Play from standard input to standard output and return the exit code."""
    coach = Coach(packs=packs)
    seat = _seat(
        coach,
        scenario_id,
        lang=cast(Lang, lang),
        mode=cast(Mode, mode),
        seed=seed,
        who=who,
        new=new,
        anew=new or as_json or not interactive,
        resume=resume,
        rubric=rubric,
        assignment=assignment,
        tell=lambda line: click.echo(line, err=as_json),
    )
    code = run_plain(seat, reply_lines=sys.stdin, out=sys.stdout, json=as_json, interactive=interactive)
    row = coach.store.attempt(seat.attempt)
    if row.assignment is not None:
        _tell_how(row, lang, err=as_json)
    return code


def _tell_how(row: AttemptRow, lang: str, *, err: bool) -> None:
    """Say how to hand in what was played for an assignment, once it has ended."""
    from sim.coach.handing_in import can_be_handed_in

    if can_be_handed_in(row):
        _ = translator(lang)
        told = _("Hand it in, so that your trainers may read it: servicesim submit {attempt}")
        click.echo(told.format(attempt=row.id), err=err)


def _seat(
    coach: Coach,
    scenario_id: str | None,
    *,
    lang: Lang,
    mode: Mode,
    seed: int,
    who: str | None,
    new: bool,
    anew: bool,
    resume: str | None,
    rubric: str,
    assignment: int | None,
    tell: Callable[[str], None],
) -> Seat:
    _ = translator(lang)
    if resume is not None:
        Reader(coach, who, lang).own(coach.store.attempt(resume), "resume", "--who")
        seat = coach.open(resume)
        if scenario_id not in (None, seat.scenario.id):
            told = _("Attempt {attempt} is of {scenario}, not of {other}.")
            told = told.format(attempt=resume, scenario=seat.scenario.id, other=scenario_id)
            raise click.UsageError(told)
        return seat
    name = player(coach, who, lang)
    if assignment is not None:
        return sit_down(coach, task_of(coach, name, assignment, lang), name, lang=lang, seed=seed, new=new)
    if scenario_id is None:
        raise click.UsageError(_("Say which scenario: `servicesim list` names them."))
    task = counted_for(coach, name, scenario_id, mode, lang=lang, rubric=rubric)
    if not anew:
        row = (task.unfinished if task else None) or coach.unfinished(scenario_id, name)
        if row is not None and click.confirm(
            _("You stopped in the middle last time. Go on there?"), default=True
        ):
            return coach.open(row.id)
    if task is not None and task.left != 0:
        tell(counts_line(task, lang))
        return sit_down(coach, task, name, lang=lang, seed=seed, new=True)
    return coach.start(scenario_id, lang=lang, mode=mode, seed=seed, who=name, rubric_id=rubric)
