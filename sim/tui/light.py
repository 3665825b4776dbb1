"""Owns the light colours: Textual's own, with the coloured words dark enough to read on its greys."""

from __future__ import annotations

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

LIGHT = "servicesim-light"
"""The name of the theme."""

DARKER = {
    "text-warning": "#744600",
    "text-accent": "#744600",
    "text-success": "#1d5a31",
    "footer-key-foreground": "#004a87",
}
"""Colours of words, each at least 4.5 to 1 on every ground that it stands on (WCAG 2.2, 1.4.3).

Textual's own reach 2.8 to 3.5 there. Pinned by a test that computes the contrast.
"""


def light() -> Theme:
    """Return the theme."""
    known = BUILTIN_THEMES["textual-light"]
    return replace(known, name=LIGHT, variables={**known.variables, **DARKER})
