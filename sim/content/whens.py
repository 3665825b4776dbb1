"""Owns the check of conditions: those that never hold, and those that an earlier one always forestalls.

Never looks where a branch leads and never plays; what is reported holds for every reply.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sim.content.marks import Marks
from sim.content.problems import N_, Path
from sim.model.scenario import Scenario
from sim.model.turns import Branch, Variant
from sim.model.when import Band, When

EVERYTHING = When()
"""The condition that always holds."""

BANDS = ("quality", "heat", "trust", "patience", "resolution")
"""Parts of a condition that bound a number from 0 to 100."""

AFTER_A_REPLY = ("met", "said", "said_any", "told", "asked", "any", "promised")
"""Parts of a condition that hold only once somebody has replied."""


class Clash(NamedTuple):
    """Two parts of one condition that exclude each other, and the path of the second."""

    first: str
    second: str
    path: Path


def check_whens(scenario: Scenario, marks: Marks) -> None:
    """Report conditions that never hold and wordings or branches that are never chosen."""
    for n, turn in enumerate(scenario.turns):
        path: Path = ("turns", n)
        _excluded(turn.says, (*path, "says"), marks)
        _excluded(turn.then, (*path, "then"), marks)
        for m, by in _forestalled(turn.then):
            if turn.then[by].when != EVERYTHING:
                marks.say(
                    24,
                    (*path, "then", m),
                    N_("this branch is never taken: the one in line {line} asks for less and takes all"),
                    values={"line": marks.tree.value_at((*path, "then", by))[0]},
                )
        for m, by in _forestalled(turn.says):
            marks.say(
                26,
                (*path, "says", m, "id"),
                N_('"{name}" is never said: "{first}", in line {line}, asks for less and stands before it'),
                values={
                    "name": turn.says[m].id,
                    "first": turn.says[by].id,
                    "line": marks.tree.value_at((*path, "says", by))[0],
                },
            )
    for n, trigger in enumerate(scenario.triggers):
        for clash in clashes(trigger.when):
            _say_clash(clash, ("triggers", n, "when"), marks)
    _first_message(scenario, marks)


def check_last_wordings(scenario: Scenario, marks: Marks) -> None:
    """Report turns whose last wording has a condition: it is said in every state that no other fits."""
    for n, turn in enumerate(scenario.turns):
        last = len(turn.says) - 1
        never = {m for m, _ in _forestalled(turn.says)}
        if turn.says[last].when != EVERYTHING and last not in never:
            marks.say(
                27,
                ("turns", n, "says", last, "when"),
                N_('"{name}" is the last wording and is said whenever no other fits; leave its `when` out'),
                values={"name": turn.says[last].id},
                warning=True,
            )


def _excluded(options: Sequence[Branch | Variant], path: Path, marks: Marks) -> None:
    for n, option in enumerate(options):
        for clash in clashes(option.when):
            _say_clash(clash, (*path, n, "when"), marks)


def _say_clash(clash: Clash, path: Path, marks: Marks) -> None:
    where = (*path, *clash.path)
    if clash.first == clash.second:
        marks.say(
            25,
            where,
            N_("no number lies in the bounds of `{name}`, so this condition never holds"),
            values={"name": clash.first},
        )
    else:
        marks.say(
            25,
            where,
            N_("`{first}` and `{second}` exclude each other here, so this condition never holds"),
            values={"first": clash.first, "second": clash.second},
        )


def clashes(when: When) -> Iterator[Clash]:
    """Yield the parts of a condition that no moment can satisfy together."""
    if when == EVERYTHING:
        return
    for first, second in (("met", "not_met"), ("told", "not_told"), ("said", "not_told")):
        wanted = set(getattr(when, first))
        for n, name in enumerate(getattr(when, second)):
            if name in wanted:
                yield Clash(first, second, (second, n))
                break
    for first, second in (("said_any", "not_told"), ("any", "none")):
        wanted = set(getattr(when, first))
        if wanted and wanted <= set(getattr(when, second)):
            yield Clash(first, second, (second, 0))
    for name in BANDS:
        band = getattr(when, name)
        if band is not None and _low(band) >= _high(band):
            yield Clash(name, name, (name,))


def _low(band: Band | None) -> int:
    return 0 if band is None or band.at_least is None else band.at_least


def _high(band: Band | None) -> int:
    return 101 if band is None or band.below is None else band.below


def _forestalled(options: Sequence[Branch | Variant]) -> Iterator[tuple[int, int]]:
    """Yield the position of each option that never comes to its turn, with that of the one before it."""
    for later in range(1, len(options)):
        condition = options[later].when
        if any(True for _ in clashes(condition)):
            continue
        for earlier in range(later):
            if implies(condition, options[earlier].when):
                yield later, earlier
                break


def implies(strict: When, loose: When) -> bool:
    """Say whether `loose` holds whenever `strict` does; False also where that cannot be told."""
    if loose == EVERYTHING:
        return True
    told = {*strict.told, *strict.said}  # what this reply says has been told
    return (
        set(loose.met) <= set(strict.met)
        and set(loose.not_met) <= set(strict.not_met)
        and set(loose.said) <= set(strict.said)
        and set(loose.told) <= told
        and set(loose.not_told) <= set(strict.not_told)
        and set(loose.asked) <= set(strict.asked)
        and set(loose.none) <= set(strict.none)
        and (_one_of(strict.said_any, loose.said_any) or bool(set(strict.said) & set(loose.said_any)))
        and _one_of(strict.any, loose.any)
        and _one_of(strict.promised, loose.promised)
        and all(_inside(getattr(strict, name), getattr(loose, name)) for name in BANDS)
    )


def _one_of(strict: tuple[str, ...], loose: tuple[str, ...]) -> bool:
    """Say whether one of `loose` holds whenever one of `strict` does."""
    return not loose or (bool(strict) and set(strict) <= set(loose))


def _inside(strict: Band | None, loose: Band | None) -> bool:
    return loose is None or (_low(loose) <= _low(strict) and _high(strict) <= _high(loose))


def _first_message(scenario: Scenario, marks: Marks) -> None:
    """Report wordings of the first message that need a reply before it."""
    for m, variant in enumerate(scenario.turns[0].says):
        for part in AFTER_A_REPLY:
            if getattr(variant.when, part):
                marks.say(
                    28,
                    ("turns", 0, "says", m, "when", part),
                    N_("`{part}` speaks of a reply, and before the first message there is none"),
                    values={"part": part},
                    allowed="heat, trust, patience",
                )
                break
