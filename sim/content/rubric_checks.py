"""Owns the check of a rubric's parts against each other.

Never runs a rubric's examples; that needs the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sim.content.languages import check_languages
from sim.content.marks import WIDE_COMMA, Marks, near_code
from sim.content.problems import N_, Path, Problems
from sim.content.reader import Tree
from sim.model.rubric import Rubric, Section, Step
from sim.model.saying import Saying
from sim.model.score import DIMENSIONS

STEPS = (1, 2, 3, 4)
"""Levels that ask for points; 0 is what is left below the first."""

FROM_EVIDENCE = 2
"""Lowest level that only evidence may reach (`domain.md` 2.2: nothing but formula is level 1)."""


KEPT = ("X16", "X17", "X19", "X27")
"""Red lines that no sheet takes out: insult, threat, leak, discrimination (`docs/writing-rubrics.md`)."""


def check_rubric(rubric: Rubric, tree: Tree, problems: Problems) -> None:
    """Report what does not fit together in a valid rubric."""
    marks = Marks(tree, problems, "RB")
    check_languages(rubric, tree, problems, "RB", rubric.languages)
    if not tree.left_out:
        marks.hundred(N_("sections"), 20, ("sections",), (s.weight for s in rubric.sections))
    _sections(rubric, marks)
    ids = [
        (("sections", n, "indicators", m, "id"), i.id)
        for n, s in enumerate(rubric.sections)
        for m, i in enumerate(s.indicators)
    ]
    marks.unique(N_("indicator"), ids)
    deductions = [(("deductions", n, "id"), d.id) for n, d in enumerate(rubric.deductions)]
    marks.unique(N_("deduction"), deductions)
    for path, name in ids + deductions:
        marks.code(path, name)
    known = {d.id for d in rubric.deductions}
    for n, name in enumerate(rubric.red_lines):
        if name not in known:
            wrong = N_('"{name}" is none of the deductions')
            hint = near_code(name, known)
            right = [code for code in (*KEPT, *rubric.red_lines, *hint) if code in known]
            example = f"red_lines: [{', '.join(dict.fromkeys(right))}]"
            marks.say(22, ("red_lines", n), wrong, values={"name": name}, hint=hint, example=example)
    _kept(rubric, known, marks)
    _costs(rubric, marks)
    indicators = {name for _, name in ids}
    for n, section in enumerate(rubric.sections):
        _ladder(n, section, indicators, marks)


def _sections(rubric: Rubric, marks: Marks) -> None:
    seen: set[str] = set()
    for n, section in enumerate(rubric.sections):
        if section.id in seen:
            wrong = N_('the dimension "{name}" stands a second time')
            marks.say(21, ("sections", n, "id"), wrong, values={"name": section.id})
        seen.add(section.id)
    missing = [d for d in DIMENSIONS if d not in seen]
    if missing and len(seen) == len(rubric.sections):
        marks.problems.add(
            "RB021",
            marks.tree.key_at(("sections",)),
            N_("no section is about {names}"),
            values={"names": _joined(missing)},
            path=("sections",),
            allowed=", ".join(DIMENSIONS),
        )


def _kept(rubric: Rubric, known: set[str], marks: Marks) -> None:
    """Report those of the first four red lines that are deductions here, and red lines no more."""
    keep = [code for code in KEPT if code in known]
    named = {code for entry in rubric.red_lines for code in WIDE_COMMA.sub(" ", entry).split()}
    missing = [code for code in keep if code not in named]
    more = [code for code in rubric.red_lines if code in known and code not in keep]
    if missing:
        marks.problems.add(
            "RB026",
            marks.tree.key_at(("red_lines",)),
            N_("{names} must stay in `red_lines`: no training goal excuses it"),
            values={"names": _joined(missing)},
            path=("red_lines",),
            example=f"red_lines: [{', '.join((*keep, *more))}]",
        )


def _joined(names: Sequence[str]) -> str | Saying:
    """Return names as a sentence lists them, joined two by two."""
    first, *rest = names
    return Saying.of(N_("{first} and {rest}"), first=first, rest=_joined(rest)) if rest else first


def _costs(rubric: Rubric, marks: Marks) -> None:
    """Report costs below 0; a deduction may cost any dimension, also one that it does not cap."""
    for n, deduction in enumerate(rubric.deductions):
        for dimension, cost in deduction.cost.items():
            if cost < 0:
                marks.say(
                    4,
                    ("deductions", n, "cost", dimension),
                    N_('"{name}" must be a number of 0 or more, not {given}; a cost adds no points'),
                    values={"name": dimension, "given": f"{cost:g}"},
                    example=f"{dimension}: {-cost:g}",
                )


def _ladder(n: int, section: Section, indicators: set[str], marks: Marks) -> None:
    steps: dict[int, Step] = dict(section.ladder.items())
    for level in STEPS:
        if level not in steps:
            marks.problems.add(
                "RB023",
                marks.tree.key_at(("sections", n, "ladder")),
                N_("step {level} is missing"),
                values={"level": level},
                path=("sections", n, "ladder"),
                example=f"{level}: {{points: {_between(steps, level):g}}}",
            )
    for low, high in pairwise(sorted(steps)):
        if not _rises(steps[low], steps[high]):
            wrong = N_("step {high} must ask for more than step {low}: {given} points here, {least} there")
            given, least = f"{steps[high].points:g}", f"{steps[low].points:g}"
            values = {"high": high, "low": low, "given": given, "least": least}
            example = f"{high}: {{points: {_between({k: v for k, v in steps.items() if k != high}, high):g}}}"
            marks.say(23, ("sections", n, "ladder", high), wrong, values=values, example=example)
    _start(n, section, steps, marks)
    for level, step in steps.items():
        groups = [("any", m, name) for m, name in enumerate(step.any)]
        groups += [("all", m, name) for m, group in enumerate(step.all) for name in group.split("|")]
        for part, m, name in groups:
            if name not in indicators:
                marks.say(
                    24,
                    ("sections", n, "ladder", level, part, m),
                    N_('there is no indicator "{name}"'),
                    values={"name": name},
                    hint=near_code(name, indicators),
                )


def _start(n: int, section: Section, steps: dict[int, Step], marks: Marks) -> None:
    """Report a start from which a reply without evidence would stand on a step for evidence."""
    step = steps.get(FROM_EVIDENCE)
    if step is None or section.start < step.points:
        return
    given: Path = ("sections", n, "start")
    path: Path = given if given in marks.tree.values else ("sections", n, "ladder", FROM_EVIDENCE, "points")
    wrong = N_('"start" is {start}; it must lie below {points}, the points of step {level}')
    values = {"start": f"{section.start:g}", "points": f"{step.points:g}", "level": FROM_EVIDENCE}
    marks.say(25, path, wrong, values=values)


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
