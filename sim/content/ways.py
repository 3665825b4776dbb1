"""Owns the check of what a script's ways are good for: endings nobody reaches, choices that matter.

Never looks into conditions (`sim.content.whens`) and never plays.
"""

from __future__ import annotations

from sim.content.branches import GOOD_ENDS
from sim.content.marks import Marks
from sim.content.problems import N_
from sim.model.scenario import Scenario
from sim.model.turns import Turn

FEWEST_BRANCHES = 2
"""Turns at which the trainee's reply decides what comes next (`domain.md` 4.2)."""


def check_endings_reached(scenario: Scenario, marks: Marks) -> None:
    """Report endings that only a `go` chooses, where none does."""
    chosen = {b.go for t in scenario.turns for b in t.then}
    for n, ending in enumerate(scenario.endings):
        if ending.kind in GOOD_ENDS and ending.id not in chosen:
            marks.say(
                29,
                ("endings", n, "id"),
                N_('no `go` leads to the ending "{name}", however well a trainee does'),
                values={"name": ending.id},
                warning=ending.kind != "resolved",
            )


def check_choices(scenario: Scenario, marks: Marks) -> None:
    """Report a script in which the trainee's replies hardly decide anything."""
    count = sum(_decides(turn) for turn in scenario.turns)
    if count < FEWEST_BRANCHES:
        marks.problems.add(
            "SC030",
            marks.tree.key_at(("turns",)),
            N_("the trainee's replies decide the way at {count} of the turns; let it be {least} or more"),
            values={"count": count, "least": FEWEST_BRANCHES},
            path=("turns",),
            warning=True,
        )


def _decides(turn: Turn) -> bool:
    """Say whether replies to this turn lead to different places."""
    return len({b.go for b in turn.then}) > 1


def check_triggers(scenario: Scenario, marks: Marks) -> None:
    """Report triggers that stand before the first message only."""
    first = scenario.turns[0].id
    for n, trigger in enumerate(scenario.triggers):
        if trigger.before and set(trigger.before) == {first}:
            marks.say(
                41,
                ("triggers", n, "before"),
                N_('nothing is said before "{first}": it is the first message and answers no reply'),
                values={"first": first},
                hint=tuple(t.id for t in scenario.turns[1:2]),
            )
