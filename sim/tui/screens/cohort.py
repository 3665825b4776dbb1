"""Owns the page of a cohort's report, for trainers. Never computes any of it: `sim.report` does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from sim.tui.screens.history import HistoryScreen
from sim.tui.screens.room import Room


class CohortScreen(HistoryScreen):
    """Scrolls with the arrow keys."""

    FILE: ClassVar[str] = "cohort-report.txt"

    def __init__(self, lang: str, lines: Sequence[str]) -> None:
        """Show the report, its sentences in `lang`."""
        Room.__init__(self, lang)
        self._lines = list(lines)

    def lines(self, *, plain: bool) -> list[str]:  # noqa: ARG002 - it has no meters
        """Return the report as lines."""
        return self._lines
