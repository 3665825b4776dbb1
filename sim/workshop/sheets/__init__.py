"""Turns a quality sheet that a department already has into a rubric file, with a list of what it could not.

`reader` gets the cells, `layout` says what each row is, `mapping` compares wordings, `plan` decides,
`writing` writes and checks. Never prints and never writes a file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.content import Library
from sim.errors import Refused
from sim.locale import translator
from sim.model.problems import Problem
from sim.model.rubric import Rubric
from sim.workshop.sheets.layout import read_layout
from sim.workshop.sheets.plan import Plan, plan_of
from sim.workshop.sheets.reader import read_grids
from sim.workshop.sheets.writing import faults_of, rubric_text, without_near_misses

__all__ = ["Imported", "import_sheet"]


@dataclass(frozen=True)
class Imported:
    """What came of a sheet: the file's text, what was mapped and what not, and the faults left in it."""

    text: str
    plan: Plan
    base: Rubric
    faults: tuple[Problem, ...]


def import_sheet(
    path: Path, *, rubric_id: str, base_id: str, sheet: str | None, target: Path, lang: str
) -> Imported:
    """Return the rubric made of a sheet, over the rubric `base_id`; sentences are in `lang`.

    `target` is the file that it is to become: what it builds on is looked for beside it, too.
    Raises NotFound for a file, sheet or base that is not there, Refused when the file is no sheet.
    """
    base = Library((target.parent,)).rubric(base_id).value
    layout = read_layout(read_grids(path, sheet, lang))
    if not layout.items:
        _ = translator(lang)
        form = _("{file} has no row that can be read as an item or a phrase")
        reasons = [note.said(lang) for note in layout.notes]
        raise Refused("\n".join([form.format(file=path), *reasons]))
    plan = without_near_misses(plan_of(layout, base), base)
    text = rubric_text(plan, base, rubric_id, path.name, lang)
    return Imported(text, plan, base, faults_of(text, target))
