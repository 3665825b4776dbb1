"""Coloured words can be read in both themes."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from sim.tui.light import LIGHT, light

GROUNDS = ("background", "surface", "panel")
WORDS = ("text-primary", "text-warning", "text-success", "text-error", "text-accent")


def luminance(colour: Color) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = (c / 255 for c in (colour.r, colour.g, colour.b))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    dark, bright = sorted(luminance(Color.parse(c)) for c in (one, other))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, "textual-dark"])
def test_coloured_words_stand_out_from_every_ground(theme: str) -> None:
    """4.5 to 1 at least (WCAG 2.2, 1.4.3), keys at the foot included."""
    known = {**BUILTIN_THEMES, LIGHT: light()}[theme]
    told = known.to_color_system().generate() | known.variables
    for word in WORDS:
        for ground in GROUNDS:
            assert contrast(told[word], told[ground]) >= 4.5, (word, ground)
    assert contrast(told["footer-key-foreground"], told["footer-background"]) >= 4.5
