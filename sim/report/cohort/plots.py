"""Owns the drawings of a cohort's report: categories against the line, and levels over periods.

Adds no figure; each drawing stands beside a table of the same ones. What is withheld is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.report.plots import SERIES, Plots

LOWEST = -3
"""Where the axis of 0-100 begins, so that a marker at 0 is whole."""


class CohortPlots(Plots):
    """Draws plots as pieces of SVG whose ids never meet those of another plot of the page."""

    def over_periods(
        self,
        names: Sequence[str],
        periods: Sequence[str],
        rows: Sequence[Sequence[float | None]],
        line: tuple[float, str],
        alt: str,
    ) -> str:
        """Draw one line a dimension, 0-100, over periods; `line` is the one to exceed, and its name."""

        def draw(axes: Any) -> None:
            for i, ((colour, marker, dash), name) in enumerate(zip(SERIES, names, strict=False)):
                points = [(n, row[i]) for n, row in enumerate(rows) if row[i] is not None]
                spots = [n + (i - 1) * 0.06 for n, _value in points]
                axes.plot(spots, [v for _n, v in points], dash, marker=marker, color=colour, label=name)
            self._line(axes, line)
            axes.set_xticks(range(len(periods)), periods)
            axes.set_xlim(-0.4, max(len(periods) - 1, 0) + 0.4)

        return self._svg(draw, alt)

    def categories(
        self,
        names: Sequence[str],
        figures: Sequence[tuple[float | None, float | None]],
        line: tuple[float, str],
        alt: str,
    ) -> str:
        """Draw a bar a dimension, 0-100, with one standard error to either side."""

        def draw(axes: Any) -> None:
            for i, ((colour, marker, _dash), name, (value, error)) in enumerate(
                zip(SERIES, names, figures, strict=False)
            ):
                axes.bar([i], [value or 0], width=0.5, color=colour, alpha=0.35)
                if value is not None:
                    axes.errorbar(
                        [i], [value], yerr=error or 0, fmt=marker, color=colour, capsize=4, label=name
                    )
            self._line(axes, line)
            axes.set_xticks(range(len(names)), ["" if v is not None else "–" for v, _e in figures])

        return self._svg(draw, alt)

    def _line(self, axes: Any, line: tuple[float, str]) -> None:
        """Draw the line to exceed, in the fourth of the page's colours."""
        colour, _marker, dash = SERIES[3]
        axes.axhline(line[0], linestyle=dash, color=colour, linewidth=1.2, label=line[1])
        axes.set_ylim(LOWEST, 103)
