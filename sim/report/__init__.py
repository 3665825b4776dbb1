"""Owns the debrief: what the events of an attempt say, as records and as plain lines.

Never computes a score, reads no file and asks no store.
"""

from sim.report.build import build_debrief
from sim.report.debrief import Debrief
from sim.report.text import render_text

__all__ = ["Debrief", "build_debrief", "render_text"]
