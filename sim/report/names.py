"""Owns what a rubric calls its codes, and which of them speak for a reply.

Never computes a level and never reads an event but to find where a red line was crossed.
"""

from __future__ import annotations

from sim.locale import translator
from sim.model.events import ReplyScored
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.score import GENERAL_CODES, Finding
from sim.report.debrief import Kind


def kind_of(code: str) -> Kind:
    """Say whether a code stands for something good (an indicator) or bad (an anti-pattern)."""
    return "bad" if code.startswith("X") else "good"


def name_of(code: str, rubric: Rubric, lang: Lang) -> str:
    """Return what the rubric calls a code, or nothing when it does not know it."""
    if code in GENERAL_CODES:
        _ = translator(lang)
        return _("Worded like good replies")
    known = rubric.deduction(code) if kind_of(code) == "bad" else rubric.indicator(code)
    return known.name.get(lang) if known else ""


def say_instead(code: str, rubric: Rubric, lang: Lang) -> str:
    """Return what to say instead of an anti-pattern, or nothing."""
    deduction = rubric.deduction(code)
    return deduction.say_instead.get(lang) if deduction else ""


def crossing(reply: ReplyScored, ref: str) -> Finding | None:
    """Return the place where a reply crossed a red line; `ref` is a code, or a forbidden fact."""
    found = reply.explanation.shown
    return next((f for f in found if ref in (f.code, f.link)), None)
