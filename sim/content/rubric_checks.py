"""Owns the check of a rubric's parts against each other.

Never runs a rubric's examples; that needs the engine.
"""

from __future__ import annotations

from itertools import pairwise

from sim.content.languages import check_languages
from sim.content.marks import Marks
from sim.content.problems import Path, Problems, nearest
from sim.content.reader import Tree
from sim.model.rubric import Rubric, Section, Step
from sim.model.score import DIMENSIONS

STEPS = (1, 2, 3, 4)
"""Levels that ask for points; 0 is what is left below the first."""

FROM_EVIDENCE = 2
"""Lowest level that only evidence may reach (`domain.md` 2.2: nothing but formula is level 1)."""


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
    _costs(rubric, marks)
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


def _costs(rubric: Rubric, marks: Marks) -> None:
    """Report costs below 0; a deduction may cost any dimension, also one that it does not cap."""
    for n, deduction in enumerate(rubric.deductions):
        for dimension, cost in deduction.cost.items():
            if cost < 0:
                marks.say(
                    4,
                    ("deductions", n, "cost", dimension),
                    f'"{dimension}" must be a number of 0 or more, not {cost:g}; a cost adds no points',
                    example=f"{dimension}: {-cost:g}",
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
                example=f"{level}: {{points: {_between(steps, level):g}}}",
            )
    for low, high in pairwise(sorted(steps)):
        if not _rises(steps[low], steps[high]):
            marks.say(23, ("sections", n, "ladder", high), f"step {high} must ask for more than step {low}")
    _start(n, section, steps, marks)
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


def _start(n: int, section: Section, steps: dict[int, Step], marks: Marks) -> None:
    """Report a start from which a reply without evidence would stand on a step for evidence."""
    step = steps.get(FROM_EVIDENCE)
    if step is None or section.start < step.points:
        return
    given: Path = ("sections", n, "start")
    path: Path = given if given in marks.tree.values else ("sections", n, "ladder", FROM_EVIDENCE, "points")
    below = f"{step.points:g}, the points of step {FROM_EVIDENCE}"
    marks.say(25, path, f'"start" is {section.start:g}; it must lie below {below}')


def _between(steps: dict[int, Step], level: int) -> float:
    """Return points for a missing step that rise from the steps below it to those above."""
    low = max((s.points for at, s in steps.items() if at < level), default=None)
    high = min((s.points for at, s in steps.items() if at > level), default=None)
    if low is None:
        return level if high is None else high - 1
    return low + 1 if high is None else (low + high) / 2


def _rises(low: Step, high: Step) -> bool:
    """Say whether a step asks for more: more points, or as many and named parts besides."""
    if high.points != low.points:
        return high.points > low.points
    return bool(set(high.all) - set(low.all)) or bool(high.any and high.any != low.any)
