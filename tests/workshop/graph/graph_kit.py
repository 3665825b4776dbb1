"""Owns scenarios to be drawn, and how a drawing is read back."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from sim.model.scenario import Scenario

SVG = "{http://www.w3.org/2000/svg}"


def changed(scenario: Scenario, **of_turn: dict[str, object]) -> Scenario:
    """Return a scenario with other values in some turns: `changed(s, insist={"then": …})`."""
    turns = tuple(t.model_copy(update=of_turn.get(t.id, {})) for t in scenario.turns)
    return scenario.model_copy(update={"turns": turns})


def parsed(svg: str) -> ET.Element:
    """Return a drawing of our own as a tree."""
    return ET.fromstring(svg)  # noqa: S314 - nothing from outside is parsed


def boxes(svg: str) -> list[tuple[str, float, float, float, float]]:
    """Return every node's box in a drawing: key, left, top, right, bottom."""
    found = []
    for group in parsed(svg).iter(f"{SVG}g"):
        rect = group.find(f"{SVG}rect")
        if group.get("id") and rect is not None:
            x, y, w, h = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
            found.append((group.get("id", ""), x, y, x + w, y + h))
    return found
