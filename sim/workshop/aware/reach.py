"""Owns SC100: with the best exemplars a trainee passes, satisfies the customer and reaches the best ending.

Plays; changes no state by hand.
"""

from __future__ import annotations

from sim.content.marks import Marks
from sim.content.problems import N_, Path
from sim.model.events import State
from sim.model.saying import Saying
from sim.report.words import TIERS
from sim.workshop.aware import beam
from sim.workshop.aware.bench import Bench
from sim.workshop.aware.exemplars import shortfall_of
from sim.workshop.aware.passing import passes, short
from sim.workshop.aware.places import text_at, turn_at
from sim.workshop.aware.plays import Played
from sim.workshop.aware.words import LANGUAGE, dimension_of, figure, name_of, remedy_of

VARIABLES: dict[str, Saying] = {
    "resolution": Saying(N_("resolution")),
    "heat": Saying(N_("heat")),
    "trust": Saying(N_("trust")),
    "patience": Saying(N_("patience")),
}
"""The customer's states, as reports name them."""

SOLVED = "resolved"
"""Kind of the best ending (`domain.md` 3.4)."""


def check_reach(bench: Bench, marks: Marks) -> None:
    """Report what no mix of exemplars of one language reaches; nothing where exemplars are missing."""
    if not bench.playable:
        return
    plays = [beam.strong(bench)]
    if not all(_holds(bench, plays)):
        plays += beam.best(bench)
    passed, satisfied, solved = _holds(bench, plays)
    if not passed:
        _below_the_mark(plays, bench, marks)
    if not satisfied:
        _dissatisfied(plays, bench, marks)
    if not solved:
        _unsolved(bench, marks)


def _holds(bench: Bench, plays: list[Played]) -> tuple[bool, bool, bool]:
    """Say whether one of the plays passes, one satisfies, and one ends best where it can."""
    desired = bench.exact.standard.desired
    has_best = any(ending.kind == SOLVED for ending in bench.scenario.endings)
    return (
        any(passes(p.means, p.session.red_lines, bench.rubric) for p in plays),
        any(p.perceived >= desired for p in plays),
        not has_best or any(p.ended is not None and p.ended.kind == SOLVED for p in plays),
    )


def _below_the_mark(plays: list[Played], bench: Bench, marks: Marks) -> None:
    nearest = max(plays, key=lambda p: min((m for m in p.means.values() if m is not None), default=0.0))
    scale = bench.rubric.scale
    rule = N_("more than {mark}") if scale.strict else N_("at least {mark}")
    for dimension, mean in short(nearest.means, bench.rubric):
        lowest = nearest.lowest(dimension)
        if lowest is None:
            continue
        path: Path = (*turn_at(bench.scenario, lowest.turn), "exemplars", "strong")
        marks.say(
            100,
            text_at(marks.tree, path, bench.lang),
            N_(
                "the best exemplars in {language} bring {dimension} to {figure} of 100, and passing asks for "
                '{rule}; most is lost at "{turn}": {short}'
            ),
            values={
                "language": LANGUAGE[bench.lang],
                "dimension": dimension_of(dimension, bench.rubric),
                "figure": figure(mean),
                "rule": Saying.of(rule, mark=scale.pass_),
                "turn": lowest.turn,
                "short": shortfall_of(lowest.explanation, dimension, bench),
            },
            example=remedy_of(lowest.explanation, [dimension], bench.rubric),
        )


def _dissatisfied(plays: list[Played], bench: Bench, marks: Marks) -> None:
    nearest = max(plays, key=lambda p: p.perceived)
    state = nearest.session.state
    lost = _lost(state)
    worst = max(lost, key=lambda name: lost[name])
    marks.say(
        100,
        ("key_points",) if worst == "resolution" else ("customer", worst),
        N_(
            "even the best exemplars in {language} end with a perceived quality of {perceived}, and a {tier} "
            "hopes for {desired}; most is lost by {variable}, which ends at {value}"
        ),
        values={
            "language": LANGUAGE[bench.lang],
            "perceived": figure(nearest.perceived),
            "tier": Saying(TIERS[bench.scenario.customer.tier]),
            "desired": bench.exact.standard.desired,
            "variable": VARIABLES[worst],
            "value": figure(getattr(state, worst)),
        },
    )


def _lost(state: State) -> dict[str, float]:
    """Return what each variable takes from perceived quality (`domain.md` 3.4: 35, 30, 20 and 15 of 100)."""
    return {
        "resolution": 0.35 * (100 - state.resolution),
        "heat": 0.30 * state.heat,
        "trust": 0.20 * (100 - state.trust),
        "patience": 0.15 * (100 - state.patience),
    }


def _unsolved(bench: Bench, marks: Marks) -> None:
    scenario = bench.scenario
    best = next(n for n, ending in enumerate(scenario.endings) if ending.kind == SOLVED)
    ending = scenario.endings[best]
    ways: list[Path] = [
        ("turns", n, "then", at)
        for n, turn in enumerate(scenario.turns)
        for at, branch in enumerate(turn.then)
        if branch.go == ending.id
    ]
    marks.say(
        100,
        ways[0] if ways else ("endings", best),
        N_(
            'no mix of exemplars in {language} reaches the best ending "{ending}" ({label}); ask for less in '
            "the branch to it, or let the strong exemplars do what it asks for"
        ),
        values={
            "language": LANGUAGE[bench.lang],
            "ending": ending.id,
            "label": name_of(ending.label),
        },
    )
