"""Owns the debrief: what the events of an attempt say, as records and as plain lines.

Never computes a score, reads no file and asks no store. Importing this room loads no debrief; that comes
with the first name that is asked for, since much of the room is used without one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.report.build import build_debrief
    from sim.report.debrief import Debrief
    from sim.report.text import render_text

__all__ = ["Debrief", "build_debrief", "render_text"]

_HOMES = {"Debrief": "debrief", "build_debrief": "build", "render_text": "text"}


def __getattr__(name: str) -> Any:
    """Return a name of `__all__` from the module that holds it."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"sim.report.{_HOMES[name]}"), name)
