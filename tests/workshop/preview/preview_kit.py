"""Owns a preview of the bundled scenario, and what it tells in words."""

from __future__ import annotations

from functools import cache

from sim.content import Library, bundled_folder
from sim.locale import translator
from sim.model.language import Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.workshop.preview import Preview, Saved, sections

FILE = bundled_folder("scenarios") / "complaint-01.yaml"

TEXT = FILE.read_text("utf-8")
FORMULA = "I'm sorry for any inconvenience. We will look into it as soon as possible."
PLAN = "Sorry, two days at home with a newborn and no fridge is awful. I can book 8-12 or 14-18 tomorrow."


@cache
def sheet() -> Rubric:
    """Return the bundled sheet, read once."""
    return Library().rubric("service").value


@cache
def scenario() -> Scenario:
    """Return the bundled scenario, read once."""
    return Library().scenario("complaint-01").value


def opened(*replies: str, text: str = TEXT, lang: Lang = "en") -> Preview:
    """Return a preview of a text with replies given."""
    preview = Preview("mine.yaml", sheet(), lang)
    preview.reload(Saved(text))
    for reply in replies:
        preview.reply(reply)
    return preview


def section(preview: Preview, title: str, lang: Lang) -> list[tuple[str, str]]:
    """Return the signs and words of a section on the first reply."""
    (found,) = (s for s in sections(preview, 1, lang) if s.title == translator(lang)(title))
    return [(sign, told) for _depth, sign, told in found.rows]
