"""Owns the arithmetic of levels: evidence adds points, anti-patterns cost points and cap, steps make levels.

Knows findings and the rubric, never the reply: `verify` rebuilds every level with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sim.model.rubric import Rubric, Section, Step
from sim.model.score import GENERAL_CODES, SURE, SURE_HARM, TOP, Dimension, Finding, Severity
from sim.scoring.found import Found

ATTEMPT = "R0"
"""Finding code for a sign of willingness or an answer of any kind: what lifts responsiveness from 0 to 1."""

CAP_OF: dict[Severity, int] = {"severe": 0, "moderate": 2, "minor": 3}
"""Highest level that an anti-pattern of each severity leaves (`domain.md` 2.2; minor: no 4)."""

REPAIRED = 1
"""Highest level after a severe anti-pattern that the same reply corrects openly (A11)."""

WITHOUT = 1
"""Highest level of a dimension without any evidence for it (scoring law 1)."""


BEHAVIOURS = 2
"""Indicators that are clear at least at level 4, which no one behaviour and its wording reach alone.

`domain.md` 2.2 asks for three, two of them with a star. Of 1,104 rated replies in a case with facts the
level of one changes; scored by a message alone, the unseen four agree in empathy by .01 to .02 less.
"""


MOST_GENERAL: Mapping[str, float] = {"E00": 1.0, "R00": 1.5, "A00": 1.0}
"""What the wording of a reply's sentences adds up to at most, so that no length of talk climbs by itself.

Acts add up further than kindness does. Leaving one scenario out, the correlation of the points with the
levels is .793 at 1 in empathy and .788 at 1.5, .840 and .836 in assurance, .889 and .898 in responsiveness.
"""


ROUNDING = 1e-5
"""More than points that are added in another order can differ by; they are rounded to six places."""


@dataclass(frozen=True)
class Limit:
    """The cap that one anti-pattern finding puts on one dimension."""

    code: str
    dimension: Dimension
    limit: int


def strengths(findings: Iterable[Finding | Found]) -> dict[str, float]:
    """Return, for each code, the strength of its strongest finding (0-1); general wording adds up."""
    return _joined((finding.code, finding.strength) for finding in findings)


def _joined(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for code, strength in pairs:
        join(found, code, strength)
    return found


def join(found: dict[str, float], code: str, strength: float) -> None:
    """Add one more finding, or those of one more line, to the strengths of a reply."""
    before = found.get(code, 0.0)
    if code in GENERAL_CODES:
        found[code] = min(MOST_GENERAL[code], round(before + strength, 3))
    else:
        found[code] = max(before, strength)


def points(section: Section, found: Mapping[str, float]) -> float:
    """Return what these indicators are worth on a section's ladder, from its start on."""
    worths = section.worths
    return round(section.start + sum([worths.get(code, 0.0) * s for code, s in found.items()]), 6)


def costs(dimension: Dimension, found: Mapping[str, float], rubric: Rubric) -> float:
    """Return the points that these anti-patterns cost a dimension."""
    lost = 0.0
    for code, strength in found.items():
        deduction = rubric.deduction(code)
        if deduction is not None:
            lost += deduction.cost.get(dimension, 0.0) * strength
    return round(lost, 6)


def holds(step: Step, value: float, found: Mapping[str, float]) -> bool:
    """Say whether so many points and these indicators, where they are sure, reach a step of the ladder."""
    if value < step.points:
        return False
    return all(any(found.get(code, 0.0) >= SURE for code in group) for group in step.groups)


def climb(section: Section, found: Mapping[str, float], cost: float = 0.0) -> int:
    """Return the level that these indicators reach after what anti-patterns cost, before caps."""
    worths = section.worths
    mine = {code: s for code, s in found.items() if worths.get(code)}
    value = points(section, mine) - cost
    level = 0
    for target in (1, 2, 3, 4):
        if not holds(section.ladder[target], value, mine):
            break
        if target == TOP and not _varied(mine, worths):
            break
        level = target
    return level if mine else min(level, WITHOUT)


def _varied(found: Mapping[str, float], worths: Mapping[str, float]) -> bool:
    """Say whether as many indicators are sure as level 4 asks for, or as the section has, if it has fewer."""
    named = [c for c, worth in worths.items() if worth and c not in GENERAL_CODES and c != ATTEMPT]
    return sum(found.get(code, 0.0) >= SURE for code in named) >= min(BEHAVIOURS, len(named))


def limits(
    findings: Iterable[Finding], rubric: Rubric, severities: dict[str, dict[Dimension, Severity]]
) -> list[Limit]:
    """Return the caps of the anti-patterns that are certain; `severities` overrides the rubric's."""
    found = list(findings)
    repaired = any(f.code == "A11" and f.strength >= SURE for f in found)
    caps = []
    for code in dict.fromkeys(f.code for f in found if f.certain and f.code.startswith("X")):
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


def grave(dimension: Dimension, found: Mapping[str, float], rubric: Rubric) -> bool:
    """Say whether a severe anti-pattern of this dimension is among those found.

    A red line only counts from where people are told of it: level 0 on a guess could not be explained.
    """
    for code, strength in found.items():
        deduction = rubric.deduction(code)
        least = SURE_HARM if code in rubric.red_lines else SURE
        if deduction is None or deduction.severity != "severe" or strength < least:
            continue
        if dimension in deduction.hits or deduction.cost.get(dimension):
            return True
    return False


def level(
    section: Section,
    found: Mapping[str, float],
    harm: Mapping[str, float],
    caps: Iterable[Limit],
    rubric: Rubric,
    *,
    flagged: bool,
) -> int:
    """Return the level of one dimension from its evidence, what anti-patterns cost, and the caps.

    Without a severe anti-pattern it stays at least where a reply without any evidence stands:
    level 0 of empathy and assurance is harm, not absence (`domain.md` 2.2).
    """
    bound = min((c.limit for c in caps if c.dimension == section.id), default=4)
    if flagged:
        bound = min(bound, 1)
    reached = climb(section, found, costs(section.id, harm, rubric))
    if reached < WITHOUT and not grave(section.id, harm, rubric):
        reached = max(reached, climb(section, {}))
    return min(reached, bound)


def carriers(section: Section, findings: tuple[Finding, ...], cost: float, goal: int) -> tuple[int, ...]:
    """Return indexes of a minimal set of this section's findings that still climbs to `goal`.

    Findings worth least are dropped first, general wording before all others, so that what is kept is
    what matters most.
    """
    chosen: dict[str, int] = {}
    kept: set[int] = set()
    for index, finding in enumerate(findings):
        if finding.dimension != section.id or finding.code.startswith("X"):
            continue
        if finding.code in GENERAL_CODES:
            kept.add(index)
            continue
        best = chosen.get(finding.code)
        if best is None or finding.strength > findings[best].strength:
            chosen[finding.code] = index
    kept.update(chosen.values())

    def worth(index: int) -> tuple[bool, float, str, int]:
        finding = findings[index]
        named = finding.code not in GENERAL_CODES
        return named, section.worth(finding.code) * finding.strength, finding.code, index

    said = {index: (findings[index].code, findings[index].strength) for index in sorted(kept)}
    value = points(section, _joined(said.values())) - cost
    steps: dict[int, Step] = dict(section.ladder.items())
    least = steps[goal].points - ROUNDING
    for index in sorted(kept, key=worth):
        code, strength = said[index]
        if code not in GENERAL_CODES and value - section.worth(code) * strength < least:
            continue  # plainly too little without it; general wording adds up in its own way
        rest = {i: pair for i, pair in said.items() if i != index}
        found = _joined(rest.values())
        if climb(section, found, cost) >= goal:
            said, value = rest, points(section, found) - cost
    return tuple(said)
