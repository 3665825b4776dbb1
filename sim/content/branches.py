"""Owns the check of a scenario's ways: targets, branches that are never taken, turns never reached.

Never judges conditions by what replies could do; `simulate` measures that.
"""

from __future__ import annotations

from sim.content.circles import Ways, check_circles
from sim.content.marks import Marks
from sim.content.problems import N_, Path, nearest
from sim.model.scenario import Scenario
from sim.model.turns import Branch
from sim.model.when import When

NEEDED = ("complaint", "left", "red_line")
"""Endings that any conversation can come to, whatever its script."""

GOOD_ENDS = ("resolved", "partial", "unresolved")
"""Of these at least one, so that the script itself has an end."""


def check_targets(scenario: Scenario, marks: Marks) -> Ways:
    """Report `go`s that lead nowhere; return where the others lead, a misspelt one where it was meant to."""
    turns = {t.id for t in scenario.turns}
    known = turns | {e.id for e in scenario.endings}
    ways: Ways = {t.id: [] for t in scenario.turns}
    for n, turn in enumerate(scenario.turns):
        for m, branch in enumerate(turn.then):
            path: Path = ("turns", n, "then", m, "go")
            target = branch.go
            if target not in known:
                hint = nearest(target, known)
                marks.say(
                    14,
                    path,
                    N_('"{name}" is neither a turn nor an ending'),
                    values={"name": target},
                    hint=hint,
                    allowed=", ".join(sorted(known)[:30]),
                )
                if not hint:
                    continue
                target = hint[0]
            if target in turns:
                ways[turn.id].append((target, path))
    return ways


def check_ways(scenario: Scenario, ways: Ways, marks: Marks) -> None:
    """Report dead branches, turns that are never reached, circles, and endings that are missing.

    Where two turns have one id it is not known which of them a branch leads to: no way is followed then.
    """
    for n, turn in enumerate(scenario.turns):
        _branches(("turns", n, "then"), turn.then, marks)
    if len({turn.id for turn in scenario.turns}) == len(scenario.turns):
        _reached(scenario, ways, marks)
        check_circles(scenario, ways, marks)
    _endings(scenario, marks)


def _branches(path: Path, branches: tuple[Branch, ...], marks: Marks) -> None:
    free = [n for n, b in enumerate(branches) if b.when == When()]
    if not free:
        marks.say(
            15,
            (*path, len(branches) - 1),
            N_("the last branch must have no `when`, so that every reply leads on"),
            example="- {go: insist}",
        )
        return
    for n in range(free[0] + 1, len(branches)):
        line = marks.tree.value_at((*path, free[0]))[0]
        marks.say(
            16,
            (*path, n),
            N_("this branch is never taken: the one in line {line} has no `when` and takes all"),
            values={"line": line},
        )


def _reached(scenario: Scenario, ways: Ways, marks: Marks) -> None:
    first = scenario.turns[0].id
    reached, todo = {first}, [first]
    while todo:
        for target, _ in ways[todo.pop()]:
            if target not in reached:
                reached.add(target)
                todo.append(target)
    for n, turn in enumerate(scenario.turns):
        if turn.id not in reached:
            marks.say(
                17,
                ("turns", n, "id"),
                N_('turn "{name}" is never reached; no `go` leads to it from "{first}"'),
                values={"name": turn.id, "first": first},
            )


def _endings(scenario: Scenario, marks: Marks) -> None:
    kinds = {e.kind for e in scenario.endings}
    for kind in NEEDED:
        if kind not in kinds:
            marks.problems.add(
                "SC019",
                marks.tree.key_at(("endings",)),
                N_("an ending of kind {kind} is missing"),
                values={"kind": kind},
                path=("endings",),
                example=f"{{id: …, kind: {kind}, label: …, says: …}}",
            )
    if not kinds.intersection(GOOD_ENDS):
        marks.problems.add(
            "SC019",
            marks.tree.key_at(("endings",)),
            N_("an ending of kind {some} or {last} is missing"),
            values={"some": ", ".join(GOOD_ENDS[:-1]), "last": GOOD_ENDS[-1]},
            path=("endings",),
        )
