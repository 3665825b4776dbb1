"""Owns SC106: what the customer says earns nothing when it is sent back to them.

The guard against echoes catches almost every line; a short one that is made of
values, which are exempt, it does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.content.marks import Marks
from sim.content.problems import N_, Path
from sim.model.saying import Saying
from sim.model.score import DIMENSIONS, Explanation
from sim.model.turns import Turn
from sim.scoring import Context
from sim.text import Sources, read
from sim.text.copies import ECHO_SHARE
from sim.workshop.aware.bench import Bench
from sim.workshop.aware.exemplars import MOST_WEAK, evidence_of
from sim.workshop.aware.places import text_at
from sim.workshop.aware.words import dimension_of, listed, name_of, quote


def check_echoes(bench: Bench, marks: Marks) -> None:
    """Report lines of the customer in one language that earn a level, or a key point, as a reply."""
    for path, text, turn in _lines(bench):
        if _guarded(text, bench):
            continue
        context = bench.context(turn).model_copy(update={"customer": (text,)})
        found = bench.engine.score(text, context)
        earned = list(_earned(found, bench))
        if earned:
            _report(text, found, earned, bench, marks, path, context)


def _report(
    text: str,
    found: Explanation,
    earned: list[Saying],
    bench: Bench,
    marks: Marks,
    path: Path,
    context: Context,
) -> None:
    marks.say(
        106,
        text_at(marks.tree, path, bench.lang),
        N_(
            'sent back word for word at "{turn}", this line of the customer earns {earned}: {evidence}; '
            "leave to the trainee what only a reply should say: {quote}"
        ),
        values={
            "turn": context.turn,
            "earned": listed(earned),
            "evidence": evidence_of(found, bench),
            "quote": quote(text),
        },
    )


def _lines(bench: Bench) -> Iterator[tuple[Path, str, Turn]]:
    """Yield every line that a reply can follow: its path, its text, the turn it stands at or before."""
    scenario = bench.scenario
    for number, turn in enumerate(scenario.turns):
        for at, variant in enumerate(turn.says):
            yield ("turns", number, "says", at, "text"), variant.text.get(bench.lang), turn
    for number, trigger in enumerate(scenario.triggers):
        before = [t for name in trigger.before if (t := scenario.turn(name)) is not None]
        yield ("triggers", number, "says"), trigger.says.get(bench.lang), (before or scenario.turns)[0]


def _guarded(text: str, bench: Bench) -> bool:
    """Say whether the engine takes a copy of this line for an echo, whatever is in it."""
    tokens = read(text, bench.engine.book).tokens
    return Sources((text,), bench.lang).echo_share(tokens) >= ECHO_SHARE


def _earned(found: Explanation, bench: Bench) -> Iterator[Saying]:
    for dimension in DIMENSIONS:
        level = found.levels[dimension]
        if level is not None and level > MOST_WEAK:
            name = dimension_of(dimension, bench.rubric)
            yield Saying.of(N_("{dimension} level {level}"), dimension=name, level=level)
    for point in bench.scenario.key_points:
        if point.id in found.key_points:
            yield Saying.of(N_('the key point "{label}"'), label=name_of(point.label))
