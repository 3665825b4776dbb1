"""Owns the words for values and places that pydantic names in its own: forms, kinds, names in front.

Never looks at a model; `sim.content.shape` does.
"""

from __future__ import annotations

import re
from typing import Any

from sim.content.problems import N_, Path
from sim.model.saying import Saying

FORMS = {
    r"^[a-z][a-z0-9-]*$": N_("small letters, digits and hyphens, beginning with a letter"),
    r"^[a-z]+(-[a-z0-9]+)+$": N_("small letters, a hyphen, small letters or digits"),
    r"^[ERA]\d{1,2}$": N_("E, R or A and a number"),
    r"^X\d{2}$": N_("X and two digits"),
}
"""The patterns of the model in words."""


def named(path: Path, said: Saying) -> Saying:
    """Return what is said with the name in front that it speaks of."""
    name = next((str(p) for p in reversed(path) if isinstance(p, str)), "")
    if not name:
        return said
    if isinstance(path[-1], int):
        return Saying.of(N_('an entry of "{name}" {said}'), name=name, said=said)
    form = N_('"{name}": {said}') if str(said).startswith('"') else N_('"{name}" {said}')
    return Saying.of(form, name=name, said=said)


def shown(given: Any) -> str | Saying:
    """Return a value as an author knows it."""
    if isinstance(given, dict):
        return Saying(N_("a group of names"))
    if isinstance(given, list | tuple):
        return Saying(N_("a list"))
    if isinstance(given, bool):
        return str(given).lower()
    text = str(given).replace("\n", " ")
    return Saying.of(N_('"{text}"'), text=f"{text[:40]}{'…' if len(text) > 40 else ''}")


def as_entries(text: str) -> str:
    """Return text as the entries of a list that it was meant for: with plain brackets and commas."""
    return re.sub(r"\s*[，、]\s*", ", ", text.strip("【】［］[] "))
