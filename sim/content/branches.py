"""Owns the check of a scenario's ways: targets, branches that are never taken, turns never reached, circles.

Never judges conditions by what replies could do; `simulate` measures that.
"""

from __future__ import annotations

from sim.content.marks import Marks
from sim.content.problems import Path, nearest
from sim.model.scenario import Branch, Scenario, When

NEEDED = ("complaint", "left", "red_line")
"""Endings that any conversation can come to, whatever its script."""

GOOD_ENDS = ("resolved", "partial", "unresolved")
"""Of these at least one, so that the script itself has an end."""

Ways = dict[str, list[tuple[str, Path]]]
"""From each turn to others, with the path of the `go`."""


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
                    f'"{target}" is neither a turn nor an ending',
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
    """Report dead branches, turns that are never reached, circles, and endings that are missing."""
    for n, turn in enumerate(scenario.turns):
        _branches(("turns", n, "then"), turn.then, marks)
    _reached(scenario, ways, marks)
    _circles(ways, marks)
    _endings(scenario, marks)


def _branches(path: Path, branches: tuple[Branch, ...], marks: Marks) -> None:
    free = [n for n, b in enumerate(branches) if b.when == When()]
    if not free:
        marks.say(
            15,
            (*path, len(branches) - 1),
            "the last branch must have no `when`, so that every reply leads on",
            example="- {go: insist}",
        )
        return
    for n in range(free[0] + 1, len(branches)):
        line = marks.tree.value_at((*path, free[0]))[0]
        marks.say(
            16, (*path, n), f"this branch is never taken: the one in line {line} has no `when` and takes all"
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
                f'turn "{turn.id}" is never reached; no `go` leads to it from "{first}"',
            )


def _circles(ways: Ways, marks: Marks) -> None:
    """Report each `go` that closes a circle. Without recursion: a script may have thousands of turns."""
    done: set[str] = set()
    for start in ways:
        trail: dict[str, None] = {}
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            turn, at = stack.pop()
            if at == 0:
                if turn in done:
                    continue
                trail[turn] = None
            if at < len(ways[turn]):
                stack.append((turn, at + 1))
                target, path = ways[turn][at]
                if target in trail:
                    circle = " → ".join([*list(trail)[list(trail).index(target) :][:20], target])
                    marks.say(18, path, f'this leads back to "{target}": {circle}')
                elif target not in done:
                    stack.append((target, 0))
            else:
                done.add(turn)
                trail.popitem()


def _endings(scenario: Scenario, marks: Marks) -> None:
    kinds = {e.kind for e in scenario.endings}
    for kind in NEEDED:
        if kind not in kinds:
            marks.problems.add(
                "SC019",
                marks.tree.key_at(("endings",)),
                f"an ending of kind {kind} is missing",
                path=("endings",),
                example=f"{{id: …, kind: {kind}, label: …, says: …}}",
            )
    if not kinds.intersection(GOOD_ENDS):
        marks.problems.add(
            "SC019",
            marks.tree.key_at(("endings",)),
            f"an ending of kind {', '.join(GOOD_ENDS[:-1])} or {GOOD_ENDS[-1]} is missing",
            path=("endings",),
        )
