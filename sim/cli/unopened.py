"""Owns what is said of a file or folder that Click refuses: one line, as other commands say it.

Click itself says it below the usage of the command, and a file's reason in the words of the machine.
"""

from __future__ import annotations

import click

from sim.errors import N_, NotFound, ServicesimError, Usage, reason_of


def unopened(error: click.ClickException) -> ServicesimError | None:
    """Return what is said of a file that a command line names and that will not do; None for other words."""
    if not isinstance(error, click.BadParameter) or error.param is None:
        return None
    cause, kind = error.__context__, error.param.type
    if isinstance(kind, click.File) and isinstance(cause, OSError):
        name = str(cause.filename)
        if isinstance(cause, FileNotFoundError):
            return NotFound("file", name)
        return ServicesimError(N_("{file} cannot be read: {reason}"), file=name, reason=reason_of(cause))
    return Usage(error.message) if isinstance(kind, click.Path) else None
