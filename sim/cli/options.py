"""Owns the options that several commands share, and what they say alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from sim.errors import NotFound


def _there(_context: click.Context, _option: click.Parameter, packs: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the packs that were named. Raises NotFound for one that is not there."""
    for pack in packs:
        if not pack.exists():
            raise NotFound("file or folder", str(pack))
    return packs


def right_line(command: str, bad: int, lang: str) -> Iterator[str]:
    """Yield where a command shows a line as it should be, when so many were bad."""
    from sim.locale import translator

    if bad:
        _ = translator(lang)
        yield _("bad lines: {n}; servicesim {command} --help shows a right one").format(
            n=bad, command=command
        )


pack_option = click.option(
    "--pack",
    "packs",
    type=click.Path(path_type=Path),
    multiple=True,
    callback=_there,
    help="A folder with your own scenarios.",
)
"""Where scenarios and rubrics come from, besides those bundled."""

rubric_option = click.option(
    "--rubric",
    metavar="ID|FILE",
    default="service",
    show_default=True,
    help="The sheet that scores: an id or a file.",
)
"""Which sheet scores, by its id or by its file."""
