"""Owns the error of a file that has problems. Apart from their record: to catch it loads no pydantic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.errors import ServicesimError

if TYPE_CHECKING:
    from sim.model.problems import Problem


class BadFile(ServicesimError):
    """A trainer's file has problems; all of them are in `problems`."""

    exit_code = 1

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Hold every problem; the message is one line a problem."""
        self.problems = problems
        super().__init__("\n".join(str(p) for p in problems))
