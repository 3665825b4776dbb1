"""Owns the ways to forge an explanation (scoring law 1).

A bend returns None where an explanation has nothing that can be bent that way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import scoring_kit as kit
from scoring_replies import bounds

from sim.model.score import DIMENSIONS, Cap, Dimension, Explanation, Finding
from sim.scoring import ladder

Bend = Callable[[str, Explanation], Explanation | None]


def rebuilt(e: Explanation) -> Explanation:
    """Count levels and carriers anew from findings, caps and flags, as a knowing forger would."""
    found = ladder.strengths(e.findings)
    levels: dict[Dimension, int | None] = {}
    carriers: dict[Dimension, tuple[int, ...]] = {}
    for dimension in DIMENSIONS:
        section, rubric = kit.rubric().section(dimension), kit.rubric()
        reached = ladder.level(section, found, found, bounds(e), rubric, flagged=bool(e.flags))
        levels[dimension] = None if e.levels[dimension] is None else reached
        carriers[dimension] = carrying(e, dimension, levels[dimension])
    return e.model_copy(update={"levels": levels, "carriers": carriers})


def carrying(e: Explanation, dimension: Dimension, goal: int | None) -> tuple[int, ...]:
    """Return places of findings that carry a level: none where it stands without any."""
    section, harm = kit.rubric().section(dimension), ladder.strengths(e.findings)
    bare = ladder.level(section, {}, harm, bounds(e), kit.rubric(), flagged=bool(e.flags))
    if goal is None or goal <= bare:
        return ()
    return ladder.carriers(section, e.findings, ladder.costs(dimension, harm, kit.rubric()), goal)


def first(places: Iterable[int]) -> int | None:
    """Return the first of these places, or None."""
    return next(iter(places), None)


def is_evidence(finding: Finding) -> bool:
    """Say whether a finding speaks for a level, not against it."""
    return not finding.code.startswith("X")


def linked(e: Explanation) -> int | None:
    """Return the index of the first finding that is evidence with a link."""
    return first(i for i, f in enumerate(e.findings) if f.link and is_evidence(f))


def harm(e: Explanation) -> int | None:
    """Return the index of the first anti-pattern."""
    return first(i for i, f in enumerate(e.findings) if not is_evidence(f))


def change(e: Explanation, index: int | None, **changes: object) -> Explanation | None:
    """Return the explanation with one finding changed."""
    if index is None:
        return None
    findings = list(e.findings)
    findings[index] = findings[index].model_copy(update=changes)
    return e.model_copy(update={"findings": tuple(findings)})


def without(e: Explanation, index: int | None) -> Explanation | None:
    """Return the explanation without one finding, its carriers counted anew."""
    if index is None:
        return None
    findings = tuple(f for i, f in enumerate(e.findings) if i != index)
    carriers = {d: tuple(i - (i > index) for i in carried if i != index) for d, carried in e.carriers.items()}
    return e.model_copy(update={"findings": findings, "carriers": carriers})


def moved(reply: str, e: Explanation) -> Explanation | None:
    """Move a span by one character; the quote follows."""
    place = linked(e)
    if place is None or len(e.findings[place].quote) == len(reply):
        return None
    start, end = e.findings[place].span
    span = (start + 1, end + 1) if end < len(reply) else (start - 1, end - 1)
    return change(e, place, span=span, quote=reply[slice(*span)])


def moved_only(reply: str, e: Explanation) -> Explanation | None:
    """Move a span and leave the quote."""
    place = linked(e)
    if place is None:
        return None
    start, end = e.findings[place].span
    return change(e, place, span=(start, end - 1))


def outside(reply: str, e: Explanation) -> Explanation | None:
    """Let a span end behind the reply."""
    return change(e, linked(e), span=(len(reply), len(reply) + 3), quote="")


def swapped_code(reply: str, e: Explanation) -> Explanation | None:
    """Call one indicator another of the same dimension."""
    place = linked(e)
    if place is None:
        return None
    code = e.findings[place].code
    others = {"E": ("E9", "E10"), "R": ("R10", "R9"), "A": ("A13", "A12")}[code[0]]
    return change(e, place, code=next(o for o in others if o != code))


def unknown_code(reply: str, e: Explanation) -> Explanation | None:
    """Name a code that the rubric does not have."""
    return change(e, linked(e), code="E99")


def swapped_link(reply: str, e: Explanation) -> Explanation | None:
    """Tie evidence to another fact."""
    place = linked(e)
    other = "impact.no_fridge" if place is None or e.findings[place].link == "act" else "act"
    return change(e, place, link=other)


def swapped_rule(reply: str, e: Explanation) -> Explanation | None:
    """Say that another rule was met."""
    return change(e, linked(e), rule="check:nothing")


def swapped_dimension(reply: str, e: Explanation) -> Explanation | None:
    """Count evidence for another dimension."""
    place = linked(e)
    if place is None:
        return None
    return change(e, place, dimension=next(d for d in DIMENSIONS if d != e.findings[place].dimension))


def stronger(reply: str, e: Explanation) -> Explanation | None:
    """Call evidence clearer than it is, in strength and points."""
    place = first(i for i, f in enumerate(e.findings) if is_evidence(f) and f.strength < 1)
    if place is None:
        return None
    indicator = kit.rubric().indicator(e.findings[place].code)
    return change(e, place, strength=1.0, points=indicator.points if indicator else 0.0)


def all_stronger(reply: str, e: Explanation) -> Explanation | None:
    """Call every trace of evidence a clear case."""
    if not any(is_evidence(f) and f.strength < 1 for f in e.findings):
        return None
    findings = tuple(f.model_copy(update={"strength": 1.0}) if is_evidence(f) else f for f in e.findings)
    return e.model_copy(update={"findings": findings})


def milder(reply: str, e: Explanation) -> Explanation | None:
    """Call an anti-pattern less clear than it is, so that it costs less."""
    place = harm(e)
    return None if place is None else change(e, place, strength=e.findings[place].strength / 2)


def uncertain(reply: str, e: Explanation) -> Explanation | None:
    """Take back that an anti-pattern is proved, and with it the cap."""
    place = first(i for i, f in enumerate(e.findings) if f.certain)
    bent = change(e, place, certain=False)
    if bent is None or place is None:
        return None
    return bent.model_copy(update={"caps": tuple(c for c in e.caps if c.code != e.findings[place].code)})


def dropped_harm(reply: str, e: Explanation) -> Explanation | None:
    """Leave an anti-pattern out, with its caps and its red line."""
    place = harm(e)
    bent = without(e, place)
    if bent is None or place is None:
        return None
    code = e.findings[place].code
    caps = tuple(c for c in e.caps if c.code != code)
    return bent.model_copy(update={"caps": caps, "red_lines": tuple(r for r in e.red_lines if r != code)})


def added(reply: str, e: Explanation) -> Explanation:
    """Add a finding over true words of the reply."""
    span = (0, min(3, len(reply)))
    extra = Finding(
        code="E9", dimension="empathy", span=span, quote=reply[slice(*span)], rule="check:care", link="act"
    )
    return e.model_copy(update={"findings": (*e.findings, extra)})


def found_twice(reply: str, e: Explanation) -> Explanation | None:
    """List a finding a second time."""
    return e.model_copy(update={"findings": (*e.findings, e.findings[0])}) if e.findings else None


def dropped_carrier(reply: str, e: Explanation) -> Explanation | None:
    """Leave a carrying finding out."""
    return without(e, first(i for carried in e.carriers.values() for i in carried))


def dropped_surplus(reply: str, e: Explanation) -> Explanation | None:
    """Leave a finding out that carries nothing."""
    carried = {i for places in e.carriers.values() for i in places}
    return without(e, first(i for i in range(len(e.findings)) if i not in carried))


def _shifted(e: Explanation, by: int) -> Explanation | None:
    """Return the explanation with the first level that can be moved moved by so much."""
    for dimension in DIMENSIONS:
        reached = e.levels[dimension]
        if reached is not None and 0 <= reached + by <= 4:
            return e.model_copy(update={"levels": {**e.levels, dimension: reached + by}})
    return None


def raised(reply: str, e: Explanation) -> Explanation | None:
    """Claim one level more where there is one."""
    return _shifted(e, 1)


def lowered(reply: str, e: Explanation) -> Explanation | None:
    """Claim one level less."""
    return _shifted(e, -1)


def lowered_with_carriers(reply: str, e: Explanation) -> Explanation | None:
    """Claim one level less, and name only what carries the lower one."""
    bent = _shifted(e, -1)
    if bent is None:
        return None
    lower = next(d for d in DIMENSIONS if bent.levels[d] != e.levels[d])
    return bent.model_copy(update={"carriers": {**e.carriers, lower: carrying(e, lower, bent.levels[lower])}})


def unscored(reply: str, e: Explanation) -> Explanation | None:
    """Claim that a scored dimension was not scored."""
    scored = next((d for d in DIMENSIONS if e.levels[d] is not None), None)
    return e.model_copy(update={"levels": {**e.levels, scored: None}}) if scored else None


def scored(reply: str, e: Explanation) -> Explanation | None:
    """Claim a level where the customer's message gave no opportunity."""
    absent = next((d for d in DIMENSIONS if e.levels[d] is None), None)
    return e.model_copy(update={"levels": {**e.levels, absent: 1}}) if absent else None


def no_carriers(reply: str, e: Explanation) -> Explanation | None:
    """Claim levels that nothing carries."""
    return e.model_copy(update={"carriers": {}}) if any(e.carriers.values()) else None


def all_carriers(reply: str, e: Explanation) -> Explanation | None:
    """Let everything carry, surplus too."""
    carriers = {
        d: tuple(i for i, f in enumerate(e.findings) if f.dimension == d and is_evidence(f))
        for d in DIMENSIONS
    }
    return e.model_copy(update={"carriers": carriers}) if carriers != e.carriers else None


def added_cap(reply: str, e: Explanation) -> Explanation:
    """Claim a cap that no anti-pattern puts on."""
    return e.model_copy(update={"caps": (*e.caps, Cap(code="X05", dimension="assurance", limit=2, why="-"))})


def loosened_cap(reply: str, e: Explanation) -> Explanation | None:
    """Loosen a cap."""
    if not e.caps:
        return None
    loose = e.caps[0].model_copy(update={"limit": e.caps[0].limit + 1})
    return e.model_copy(update={"caps": (loose, *e.caps[1:])})


def no_caps(reply: str, e: Explanation) -> Explanation | None:
    """Leave the caps out."""
    return e.model_copy(update={"caps": ()}) if e.caps else None


def added_flag(reply: str, e: Explanation) -> Explanation:
    """Claim gaming that is not there."""
    return e.model_copy(update={"flags": (*e.flags, "invented"), "flag_reasons": (*e.flag_reasons, "-")})


def no_flags(reply: str, e: Explanation) -> Explanation | None:
    """Hide gaming."""
    return e.model_copy(update={"flags": (), "flag_reasons": ()}) if e.flags else None


def no_red_lines(reply: str, e: Explanation) -> Explanation | None:
    """Hide that a red line was crossed."""
    return e.model_copy(update={"red_lines": ()}) if e.red_lines else None


BENDS: tuple[Bend, ...] = (
    *(moved, moved_only, outside, swapped_code, unknown_code, swapped_link, swapped_rule, swapped_dimension),
    *(stronger, all_stronger, milder, uncertain, dropped_harm),
    *(added, found_twice, dropped_carrier, dropped_surplus),
    *(raised, lowered, lowered_with_carriers, unscored, scored, no_carriers, all_carriers),
    *(added_cap, loosened_cap, no_caps, added_flag, no_flags, no_red_lines),
)
"""Every way to bend an explanation."""
