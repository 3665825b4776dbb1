"""Owns how what is expected, and what was played instead, is written: as it stands in a file.

Never compares and never opens a file.
"""

from __future__ import annotations

from collections.abc import Mapping

from sim.model.playthrough import Ends, Figure

UNSCORED = "null"
"""How a level that is not scored is written."""


def ends_text(ends: Ends) -> str:
    """Return the expected end as it is written in a file."""
    values = {
        "ending": ends.ending,
        "kind": ends.kind or "",
        "perceived": figure_text(ends.perceived) if ends.perceived else "",
        "gap5": figure_text(ends.gap5) if ends.gap5 else "",
    }
    return f"ends: {flow({name: value for name, value in values.items() if value})}"


def figure_text(figure: Figure | None) -> str:
    """Return an expected figure as it is written in a file: a limit in quotes, a range without."""
    return UNSCORED if figure is None else quoted(figure.text)


def quoted(text: str) -> str:
    """Return a figure's text in quotes where YAML would take its first sign for something else."""
    return f'"{text}"' if text[:1] in "<>" else text


def flow(values: Mapping[str, str]) -> str:
    """Return values in one line of YAML: `{empathy: 3, assurance: null}`."""
    return "{" + ", ".join(f"{name}: {value}" for name, value in values.items()) + "}"


def level_text(level: int | None) -> str:
    """Return a level that was played as it is written in a file."""
    return UNSCORED if level is None else str(level)
