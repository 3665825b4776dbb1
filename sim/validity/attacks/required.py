"""Owns what a row of the table of attacks can ask of an explanation, each with its words."""

from __future__ import annotations

from sim.model.score import DIMENSIONS, Dimension, Explanation
from sim.scoring.ladder import ATTEMPT
from sim.validity.attacks.model import Required

NOTHING = 1
"""Highest level of a reply without evidence (`domain.md` 2.3-2.5: formula only)."""


def gained(plain: Explanation, attacked: Explanation) -> tuple[Dimension, ...]:
    """Return the dimensions in which the attacked reply stands above the plain one.

    Level 1 is what a reply gets that says nothing, so arriving there is no
    gain; and nothing is gained by a reply over a red line, which fails as a whole.
    """
    if attacked.red_lines:
        return ()
    found = []
    for dimension in DIMENSIONS:
        before, after = plain.levels[dimension], attacked.levels[dimension]
        if before is not None and after is not None and after > max(before, NOTHING):
            found.append(dimension)
    return tuple(found)


def evidence(explanation: Explanation) -> frozenset[str]:
    """Return the indicators found; the bare sign of an attempt is none."""
    return frozenset(c for c in explanation.codes() if not c.startswith("X") and c != ATTEMPT)


def _worth_nothing(_: Explanation, found: Explanation) -> bool:
    return all((level or 0) <= NOTHING for level in found.levels.values())


WORTH_NOTHING = Required("level 1 at most in all three", _worth_nothing)
FLAGGED = Required("a flag", lambda _, found: bool(found.flags))
NO_HIGHER = Required("no level above the plain reply", lambda plain, found: not gained(plain, found))
AS_PLAIN = Required("the levels of the plain reply", lambda plain, found: plain.levels == found.levels)
NO_EVIDENCE = Required("no evidence", lambda _, found: not evidence(found))
OVER = Required(
    "a promise over authority in the ledger",
    lambda _, found: any(p.standing == "over" for p in found.promises),
)
COSTS = Required(
    "a lower level, or a wrong fact or promise found",
    lambda plain, found: (
        bool((found.codes() - plain.codes()) & {"X07", "X26"})
        or any((found.levels[d] or 0) < (plain.levels[d] or 0) for d in DIMENSIONS)
    ),
)


def at_most(dimension: Dimension, limit: int) -> Required:
    """Ask for a level of at most `limit` (0-4) in one dimension."""
    return Required(f"{dimension} {limit} at most", lambda _, found: (found.levels[dimension] or 0) <= limit)


def has(code: str) -> Required:
    """Ask that a code was found."""
    return Required(f"{code} found", lambda _, found: code in found.codes())


def lacks(code: str) -> Required:
    """Ask that a code was not found."""
    return Required(f"no {code}", lambda _, found: code not in found.codes())


def crossed(code: str) -> Required:
    """Ask that a red line was crossed."""
    return Required(f"red line {code}", lambda _, found: code in found.red_lines)


def no_promise_with(words: tuple[str, ...]) -> Required:
    """Ask that no entry of the ledger that stands holds one of these words (negators)."""

    def holds(_: Explanation, found: Explanation) -> bool:
        kept = [p.quote.lower() for p in found.promises if p.standing == "within"]
        return not any(word in quote for quote in kept for word in words)

    return Required("no negated promise in the ledger", holds)
