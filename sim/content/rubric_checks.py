"""Owns the check of a rubric's parts against each other.

Never runs a rubric's examples; that needs the engine.
"""

from __future__ import annotations

from itertools import pairwise

from sim.content.languages import check_languages
from sim.content.marks import Marks
from sim.content.problems import Problems, nearest
from sim.content.reader import Tree
from sim.model.rubric import Rubric, Section, Step
from sim.model.score import DIMENSIONS

STEPS = (2, 3, 4)
"""Levels that ask for evidence; 0 and 1 are what is left without."""


def check_rubric(rubric: Rubric, tree: Tree, problems: Problems) -> None:
    """Report what does not fit together in a valid rubric."""
    marks = Marks(tree, problems, "RB")
    check_languages(rubric, tree, problems, "RB", rubric.languages)
    marks.hundred("sections", 20, ("sections",), (s.weight for s in rubric.sections))
    _sections(rubric, marks)
    ids = [
        (("sections", n, "indicators", m, "id"), i.id)
        for n, s in enumerate(rubric.sections)
        for m, i in enumerate(s.indicators)
    ]
    marks.unique("indicator", ids)
    deductions = [(("deductions", n, "id"), d.id) for n, d in enumerate(rubric.deductions)]
    marks.unique("deduction", deductions)
    for path, name in ids + deductions:
        marks.code(path, name)
    known = {d.id for d in rubric.deductions}
    for n, name in enumerate(rubric.red_lines):
        if name not in known:
            marks.say(22, ("red_lines", n), f'"{name}" is none of the deductions', hint=nearest(name, known))
    indicators = {name for _, name in ids}
    for n, section in enumerate(rubric.sections):
        _ladder(n, section, indicators, marks)


def _sections(rubric: Rubric, marks: Marks) -> None:
    seen: set[str] = set()
    for n, section in enumerate(rubric.sections):
        if section.id in seen:
            marks.say(21, ("sections", n, "id"), f'the dimension "{section.id}" stands a second time')
        seen.add(section.id)
    missing = [d for d in DIMENSIONS if d not in seen]
    if missing and len(seen) == len(rubric.sections):
        marks.problems.add(
            "RB021",
            marks.tree.key_at(("sections",)),
            f"no section is about {' and '.join(missing)}",
            path=("sections",),
            allowed=", ".join(DIMENSIONS),
        )


def _ladder(n: int, section: Section, indicators: set[str], marks: Marks) -> None:
    steps: dict[int, Step] = dict(section.ladder.items())
    for level in STEPS:
        if level not in steps:
            marks.problems.add(
                "RB023",
                marks.tree.key_at(("sections", n, "ladder")),
                f"step {level} is missing",
                path=("sections", n, "ladder"),
                example=f"{level}: {{points: {level}}}",
            )
    for low, high in pairwise(STEPS):
        if low in steps and high in steps and not _rises(steps[low], steps[high]):
            marks.say(23, ("sections", n, "ladder", high), f"step {high} must ask for more than step {low}")
    for level, step in steps.items():
        groups = [("any", m, name) for m, name in enumerate(step.any)]
        groups += [("all", m, name) for m, group in enumerate(step.all) for name in group.split("|")]
        for part, m, name in groups:
            if name not in indicators:
                marks.say(
                    24,
                    ("sections", n, "ladder", level, part, m),
                    f'there is no indicator "{name}"',
                    hint=nearest(name, indicators),
                )


def _rises(low: Step, high: Step) -> bool:
    """Say whether a step asks for more: more points, or as many and other parts."""
    if high.points != low.points:
        return high.points > low.points
    return high.majors > low.majors or (high.any, high.all) != (low.any, low.all)
