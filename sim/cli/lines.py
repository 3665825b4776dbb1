"""Plays without screens: opens or resumes an attempt and hands it to the plain shell."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click

from sim.coach import DEFAULT_PROFILE, Coach, Seat
from sim.locale import translator
from sim.model.events import Mode
from sim.model.language import Lang
from sim.plain import run_plain


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
        new=new or as_json,
        resume=resume,
        rubric=rubric,
    )
    return run_plain(seat, reply_lines=sys.stdin, out=sys.stdout, json=as_json, interactive=interactive)


def _seat(
    coach: Coach,
    scenario_id: str | None,
    *,
    lang: Lang,
    mode: Mode,
    seed: int,
    who: str | None,
    new: bool,
    resume: str | None,
    rubric: str,
) -> Seat:
    if resume is not None:
        seat = coach.open(resume)
        if scenario_id not in (None, seat.scenario.id):
            raise click.UsageError(f"Attempt {resume} is of {seat.scenario.id}, not of {scenario_id}.")
        return seat
    if scenario_id is None:
        raise click.UsageError("Say which scenario: `servicesim list` names them.")
    name = who or coach.last_profile() or DEFAULT_PROFILE
    if not new:
        _ = translator(lang)
        row = coach.unfinished(scenario_id, name)
        if row is not None and click.confirm(
            _("You stopped in the middle last time. Go on there?"), default=True
        ):
            return coach.open(row.id)
    return coach.start(scenario_id, lang=lang, mode=mode, seed=seed, who=name, rubric_id=rubric)
