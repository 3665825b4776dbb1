"""Owns which words of a reply are shown for a level that no indicator by name carries.

Never computes a level: it reads what the engine wrote down.
"""

from __future__ import annotations

from sim.model.score import GENERAL_CODES, Dimension, Explanation, Finding
from sim.scoring.ladder import ATTEMPT

SPECIFIC = 2
"""Level from which a dimension is there at all (`domain.md` 2.2): what is below needs no praise."""


def wording_proof(told: Explanation, dimension: Dimension) -> list[Finding]:
    """Return the sentence whose wording does most for a level, where a level rests on wording alone.

    General wording is a trace and nothing that is found (decision 9); but no level is told without the
    words that earned it. At most one: the rest of them stand in the explanation.
    """
    if (told.levels.get(dimension) or 0) < SPECIFIC:
        return []
    held = [told.findings[i] for i in told.carriers.get(dimension, ()) if i < len(told.findings)]
    if any(finding.sure and finding.code != ATTEMPT for finding in held):
        return []
    wording = [finding for finding in held if finding.code in GENERAL_CODES and finding.quote.strip()]
    return sorted(wording, key=lambda f: (-f.strength, f.span))[:1]
