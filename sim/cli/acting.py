"""Owns what the department's commands share: who acts, opening the store for them, and saying a line."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sim.coach import Coach
    from sim.model.department import Role
    from sim.model.language import Lang

BY = click.option("--by", metavar="NAME", help="Who does this (default: your user name); it is kept.")
READER = click.option(
    "--by", metavar="NAME", help="Who reads, where a department shares the data (default: your user name)."
)


def enter(
    by: str | None, lang: str | None, role: Role = "trainer", packs: tuple[Path, ...] = ()
) -> tuple[Coach, str, Callable[[str], str]]:
    """Open the store for somebody who has this role: return it, their name and the translator.

    Raises Refused for anybody else.
    """
    from sim.coach import Coach
    from sim.coach.people import require
    from sim.locale import translator

    said = system(lang)
    coach = Coach(packs=packs)
    return coach, require(coach, role, by, said).name, translator(said)


def system(lang: str | None) -> Lang:
    """Return the language to speak: the one asked for, else the system's."""
    from typing import cast

    from sim.locale import system_language

    return cast("Lang", lang or system_language())


def when(at: str) -> str:
    """Return a stored time as people here write it."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")


def say(line: str, *, err: bool = False) -> None:
    """Print a line with its indent; what steers a terminal is taken out."""
    from sim.report.printable import printable

    indent = len(line) - len(line.lstrip(" "))
    click.echo(" " * indent + printable(line), err=err)


def echo_json(data: Any) -> None:
    """Print data as JSON."""
    from sim.report.printable import json_safe

    click.echo(json_safe(json.dumps(data, ensure_ascii=False, indent=2)))
