"""Owns the drawings of the pages: the course of a conversation, levels per reply, levels over time.

Draws with matplotlib, which is loaded on demand and may be missing. Adds no figure: each drawing stands
beside a table of the same ones. Lines differ in marker and dash, not in colour alone.
"""

from __future__ import annotations

import importlib
import io
import re
import warnings
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

from sim.model.score import TOP
from sim.report.page import safe
from sim.report.words import N_

Draw = Callable[[Any], None]
"""Draws on the axes it is given."""

WITHOUT = N_("The plots need matplotlib; get it with: pip install 'servicesim[report]'")
"""What is said where plots are left out."""

WIDTH, HEIGHT = 4.4, 2.9
"""Inches of a plot: about a phone's width, so that 9-point letters stay 9 points there."""

INK = "#010203"
"""Stands for the page's own letters, so that a dark page has light axes."""

SERIES = (("#0a0b01", "o", "-"), ("#0a0b02", "s", "--"), ("#0a0b03", "^", "-."), ("#0a0b04", "D", ":"))
"""Stand-in for a colour of the page's style sheet, marker and dash of each line."""

PLAIN = {
    "svg.fonttype": "none",
    "svg.hashsalt": "servicesim",
    "text.parse_math": False,
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
"""Letters stay letters (Chinese needs no font), `$` is no formula, the same data give the same page."""

STYLE = {
    **PLAIN,
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": INK,
}
"""The same in the page's own ink."""

TICKS = 12
"""Most marks on the axis of replies; more would touch on a phone."""


Bar = tuple[float | None, float | None, float | None]
"""A mean with the ends of its interval, each None where it is not known."""


class Plots:
    """Draws plots as pieces of SVG whose ids never meet those of another plot of the page."""

    def __init__(self) -> None:
        """Load matplotlib. Raises ImportError when it is missing."""
        self._matplotlib = importlib.import_module("matplotlib")
        self._figure = importlib.import_module("matplotlib.figure").Figure
        self._number = count(1)

    @classmethod
    def load(cls) -> Plots | None:
        """Return what draws, or None when matplotlib is missing."""
        try:
            return cls()
        except ImportError:
            return None

    def course(self, names: Sequence[str], rows: Sequence[Sequence[float]], axis: str, alt: str) -> str:
        """Draw one line a state, 0-100; `rows` hold the states before the first reply and after each."""

        def draw(axes: Any) -> None:
            steps = range(len(rows))
            for (colour, marker, dash), name, values in zip(
                SERIES, names, zip(*rows, strict=True), strict=False
            ):
                axes.plot(steps, values, dash, marker=marker, color=colour, label=name, markersize=5)
            axes.set_ylim(-3, 103)
            _steps(axes, steps, axis)

        return self._svg(draw, alt)

    def levels(self, names: Sequence[str], rows: Sequence[Sequence[int | None]], axis: str, alt: str) -> str:
        """Draw one line a dimension, level 0-4 reply by reply; what was not scored is left out."""

        def draw(axes: Any) -> None:
            for i, ((colour, marker, dash), name) in enumerate(zip(SERIES, names, strict=False)):
                points = [(n, row[i]) for n, row in enumerate(rows, start=1) if row[i] is not None]
                spots = [n + (i - 1) * 0.1 for n, _level in points]
                axes.plot(spots, [lv for _n, lv in points], dash, marker=marker, color=colour, label=name)
            axes.set_ylim(-0.2, TOP + 0.2)
            axes.set_yticks(range(TOP + 1))
            _steps(axes, range(1, len(rows) + 1), axis)

        return self._svg(draw, alt)

    def over_time(
        self, names: Sequence[str], rows: Sequence[Sequence[Bar]], full: Sequence[bool], axis: str, alt: str
    ) -> str:
        """Draw each attempt's mean level with its interval; markers are filled where `full`, else hollow."""

        def draw(axes: Any) -> None:
            for i, ((colour, marker, dash), name) in enumerate(zip(SERIES, names, strict=False)):
                points = [(n, *row[i]) for n, row in enumerate(rows, start=1) if row[i][0] is not None]
                spots = [n + (i - 1) * 0.15 for n, *_bar in points]
                axes.plot(spots, [p[1] for p in points], dash, color=colour, linewidth=1)
                for spot, (n, middle, low, high) in zip(spots, points, strict=True):
                    if low is not None:
                        axes.plot((spot, spot), (low, high), "-", color=colour, linewidth=2, alpha=0.5)
                    fill = "full" if full[n - 1] else "none"
                    axes.plot([spot], [middle], marker, color=colour, fillstyle=fill, markersize=6)
                axes.plot([], [], dash, marker=marker, color=colour, label=name)
            axes.set_ylim(-0.2, TOP + 0.2)
            axes.set_yticks(range(TOP + 1))
            _steps(axes, range(1, len(rows) + 1), axis)

        return self._svg(draw, alt)

    def _svg(self, draw: Draw, alt: str) -> str:
        held = io.StringIO()
        with self._matplotlib.rc_context(STYLE), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"Glyph .* missing from font")
            drawn = self._figure(figsize=(WIDTH, HEIGHT), layout="constrained")
            axes = drawn.add_subplot()
            draw(axes)
            axes.grid(axis="y", alpha=0.25)
            drawn.legend(loc="outside upper left", ncols=2, frameon=False, columnspacing=3, handlelength=3)
            drawn.savefig(held, format="svg", metadata={"Date": None}, transparent=True)
        return _inline(held.getvalue(), f"p{next(self._number)}-", alt)


def _steps(axes: Any, steps: range, name: str) -> None:
    """Mark whole steps only, and not more of them than fit."""
    axes.set_xticks(steps[:: -(-len(steps) // TICKS) or 1])
    axes.set_xlim(steps.start - 0.4, max(steps.stop - 1, steps.start) + 0.4)
    axes.set_xlabel(name)


def _inline(svg: str, prefix: str, alt: str) -> str:
    """Return an SVG file as a piece of a page: no prolog or metadata, own ids, the page's colours, a name."""
    piece = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    piece = re.sub(r'\sxmlns(?::\w+)?="[^"]*"', "", piece)
    for mark in (' id="', 'href="#', "url(#"):
        piece = piece.replace(mark, mark + prefix)
    piece = piece.replace(INK, "currentColor")
    for number, (colour, _marker, _dash) in enumerate(SERIES, start=1):
        piece = piece.replace(colour, f"var(--s{number})")
    return piece.replace("<svg", f'<svg role="img" aria-label="{safe(alt)}"', 1)
