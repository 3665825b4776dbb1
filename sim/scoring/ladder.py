"""Owns the arithmetic of levels: evidence up the ladder, anti-patterns and flags as caps.

Knows findings and the rubric, never the reply: `verify` rebuilds every level with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.model.rubric import Rubric, Section, Step
from sim.model.score import Dimension, Finding, Severity

ATTEMPT = "R0"
"""Finding code for a sign of willingness or an answer of any kind: what lifts responsiveness from 0 to 1."""

BASE: dict[Dimension, int] = {"empathy": 1, "responsiveness": 0, "assurance": 1}
"""Level without evidence: nothing said is formula at best, nothing done a refusal (`domain.md` 2.3-2.5)."""

CAP_OF: dict[Severity, int] = {"severe": 0, "moderate": 2, "minor": 3}
"""Highest level that an anti-pattern of each severity leaves (`domain.md` 2.2; minor: no 4)."""

REPAIRED = 1
"""Highest level after a severe anti-pattern that the same reply corrects openly (A11)."""


@dataclass(frozen=True)
class Limit:
    """The cap that one anti-pattern finding puts on one dimension."""

    code: str
    dimension: Dimension
    limit: int


def holds(step: Step, codes: frozenset[str], section: Section) -> bool:
    """Say whether these indicators reach a step of the ladder."""
    known = [indicator for code in codes if (indicator := section.by_id.get(code)) is not None]
    if sum(i.points for i in known) < step.points:
        return False
    if sum(1 for i in known if i.major) < step.majors:
        return False
    if step.any and not codes & set(step.any):
        return False
    return all(codes & set(group.split("|")) for group in step.all)


def named(step: Step) -> list[str]:
    """Return the indicators that a step asks for by name."""
    return [*step.any, *(code for group in step.all for code in group.split("|"))]


def climb(section: Section, codes: Iterable[str]) -> int:
    """Return the level that these indicators reach, before caps."""
    found = frozenset(codes)
    level = BASE[section.id]
    if found:
        level = max(level, 1)
    for target in (2, 3, 4):
        if not holds(section.ladder[target], found, section):
            break
        level = target
    return level


def limits(
    findings: Iterable[Finding], rubric: Rubric, severities: dict[str, dict[Dimension, Severity]]
) -> list[Limit]:
    """Return the caps of the anti-patterns found; `severities` overrides the rubric's per dimension."""
    found = list(findings)
    repaired = any(f.code == "A11" for f in found)
    caps = []
    for code in dict.fromkeys(f.code for f in found if f.code.startswith("X")):
        deduction = rubric.deduction(code)
        if deduction is None:
            continue
        for dimension in deduction.hits:
            severity = severities.get(code, {}).get(dimension, deduction.severity)
            limit = CAP_OF[severity]
            if severity == "severe" and repaired and code not in rubric.red_lines:
                limit = REPAIRED
            caps.append(Limit(code, dimension, limit))
    return caps


def level(section: Section, codes: Iterable[str], caps: Iterable[Limit], *, flagged: bool) -> int:
    """Return the level of one dimension from its evidence and its caps."""
    reached = climb(section, codes)
    bound = min((c.limit for c in caps if c.dimension == section.id), default=4)
    if flagged:
        bound = min(bound, 1)
    return min(reached, bound)


def carriers(section: Section, findings: tuple[Finding, ...], goal: int) -> tuple[int, ...]:
    """Return indexes of a minimal set of this section's findings that still climbs to `goal`.

    Findings worth least are dropped first, so that what is kept is what matters most.
    """
    chosen: dict[str, int] = {}
    for index, finding in enumerate(findings):
        if finding.dimension == section.id and not finding.code.startswith("X"):
            chosen.setdefault(finding.code, index)
    kept = dict(chosen)
    for code in sorted(chosen, key=lambda c: (findings[chosen[c]].points, c)):
        rest = {k: v for k, v in kept.items() if k != code}
        if climb(section, rest) >= goal:
            kept = rest
    return tuple(sorted(kept.values()))
