"""Owns every error that a person is meant to read, with its exit code.

Never formats a trace and never prints; shells decide how a message is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.model.problems import Problem


class ServicesimError(Exception):
    """Something the user can mend; the message says what and how."""

    exit_code = 1


class Usage(ServicesimError):
    """The command's words are off."""

    exit_code = 2


class NotFound(ServicesimError):
    """No scenario, rubric, attempt or file of that name."""

    exit_code = 4

    def __init__(
        self, kind: str, name: str, nearest: tuple[str, ...] = (), places: tuple[str, ...] = ()
    ) -> None:
        """Name what was looked for, the nearest names that exist, and the places that were searched."""
        self.kind, self.name, self.nearest = kind, name, nearest
        hint = f"; did you mean {' or '.join(nearest)}?" if nearest else ""
        where = f"; looked in {', '.join(places)}; name a folder with --pack" if places else ""
        super().__init__(f"no {kind} '{name}'{hint}{where}")


class BadFile(ServicesimError):
    """A trainer's file has problems; all of them are in `problems`."""

    exit_code = 1

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Hold every problem; the message is one line a problem."""
        self.problems = problems
        super().__init__("\n".join(str(p) for p in problems))


class StoreBusy(ServicesimError):
    """The data file cannot be written now."""

    exit_code = 1


class Refused(ServicesimError):
    """The action is not allowed in this state, for the reason given."""

    exit_code = 1
