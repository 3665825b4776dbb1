"""Owns what is told of a scenario's text, whether it is refused or not."""

from __future__ import annotations

from collections.abc import Callable

from sim.content.parse import scenario_of
from sim.content.problems import Problems
from sim.model.bad_file import BadFile
from sim.model.problems import Problem

Edited = Callable[[str, str], str]
"""Gives the sample scenario with one place changed."""


def problems_of(text: str) -> tuple[Problem, ...]:
    """Return every problem of a scenario's text."""
    problems = Problems("mine.yaml")
    try:
        scenario_of(text, problems)
    except BadFile as error:
        return error.problems
    return problems.found
