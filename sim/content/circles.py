"""Owns the check that a conversation goes forward and comes to an end.

Never looks into conditions; only where each `go` leads.
"""

from __future__ import annotations

from sim.content.marks import Marks
from sim.content.problems import N_, Path
from sim.model.scenario import Scenario

Ways = dict[str, list[tuple[str, Path]]]
"""From each turn to others, with the path of the `go`."""


def check_circles(scenario: Scenario, ways: Ways, marks: Marks) -> None:
    """Report each `go` that closes a circle, and say so where nothing leads out of it.

    Without recursion: a script may have thousands of turns.
    """
    stuck = _stuck(scenario, ways)
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
                    _say(target, circle, path, marks, dead=turn in stuck)
                elif target not in done:
                    stack.append((target, 0))
            else:
                done.add(turn)
                trail.popitem()


def _say(target: str, circle: str, path: Path, marks: Marks, *, dead: bool) -> None:
    if dead:
        message = N_('this leads back to "{name}", and from there no ending can be reached: {circle}')
    else:
        message = N_('this leads back to "{name}": {circle}')
    marks.say(23 if dead else 18, path, message, values={"name": target, "circle": circle})


def _stuck(scenario: Scenario, ways: Ways) -> frozenset[str]:
    """Return the turns from which no ending can be reached. A `go` that leads nowhere counts as an ending."""
    found = {t.id for t in scenario.turns if len(ways[t.id]) < len(t.then) or not t.then}
    into: dict[str, list[str]] = {}
    for turn, targets in ways.items():
        for target, _ in targets:
            into.setdefault(target, []).append(turn)
    todo = list(found)
    while todo:
        for turn in into.get(todo.pop(), ()):
            if turn not in found:
                found.add(turn)
                todo.append(turn)
    return frozenset(ways) - found
