"""The figures of `docs/scoring.md` are those of the engine and the replies in this repository."""

from __future__ import annotations

from tests.calibration import figures, left_out


def test_the_figures_of_the_page_are_made_again() -> None:
    """What stands between the marks is, byte for byte, what fitting and scoring give now."""
    made = figures.block(figures.left_out(left_out.seen()), figures.unseen())
    assert figures.part(figures.PAGE.read_text("utf-8")) == made
