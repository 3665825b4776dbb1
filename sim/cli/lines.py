"""Plays without screens: opens or resumes an attempt and hands it to the plain shell."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click

from sim.coach import Coach, Seat
from sim.coach.people import player
from sim.coach.private import Reader
from sim.coach.tasks import sit_down, task_of
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
) -> Seat:
    if resume is not None:
        Reader(coach, who, lang).own(coach.store.attempt(resume), "resume", "--who")
        seat = coach.open(resume)
        if scenario_id not in (None, seat.scenario.id):
            raise click.UsageError(f"Attempt {resume} is of {seat.scenario.id}, not of {scenario_id}.")
        return seat
    name = player(coach, who, lang)
    if assignment is not None:
        return sit_down(coach, task_of(coach, name, assignment, lang), name, lang=lang, seed=seed, new=new)
    if scenario_id is None:
        raise click.UsageError("Say which scenario: `servicesim list` names them.")
    if not anew:
        _ = translator(lang)
        row = coach.unfinished(scenario_id, name)
        if row is not None and click.confirm(
            _("You stopped in the middle last time. Go on there?"), default=True
        ):
            return coach.open(row.id)
    return coach.start(scenario_id, lang=lang, mode=mode, seed=seed, who=name, rubric_id=rubric)
