"""Owns the recheck of a drill's result from the answer, the result and the file alone.

Keeps no state of the engine: every span, its phrase and its place are looked up again, and every score
is built anew from the spans.
"""

from __future__ import annotations

from collections.abc import Iterator

from sim.model.drill import Drill, DrillPoint
from sim.model.drill_result import DrillFinding, DrillResult, PointResult
from sim.model.language import Lang, Phrases
from sim.scoring.drills import DrillEngine, Given, point_score, total_of
from sim.scoring.verify import Refuted
from sim.text import PhraseBook, read


def verify_drill(text: str, result: DrillResult, drill: Drill, lang: Lang) -> None:
    """Raise Refuted, with the reasons, unless the answer itself shows everything that `result` says."""
    reasons = list(_reasons(text, result, drill, lang))
    if reasons:
        raise Refuted("; ".join(reasons))


def _reasons(text: str, result: DrillResult, drill: Drill, lang: Lang) -> Iterator[str]:
    if [p.id for p in result.points] != [p.id for p in drill.points]:
        yield "the points are not those of the drill"
        return
    for point, scored in zip(drill.points, result.points, strict=True):
        for finding in scored.findings:
            yield from _refuted(text, finding, _phrases_of(point, finding), drill, lang)
        if point_score(point, scored.findings) != scored.score:
            yield f"{point.id}: the spans make {point_score(point, scored.findings)}, not {scored.score}"
    says = {b.id: b.say for b in drill.bonus} | {c.id: c.say for c in drill.contradictions}
    names = {c.id: p.name for c in drill.contradictions for p in drill.points if p.id == c.of}
    for other in (*result.bonus, *result.contradictions):
        if other.id not in says or not other.findings:
            yield f"{other.id}: no such thing is shown"
            continue
        for finding in other.findings:
            allowed = names.get(other.id) if finding.part == "name" else says[other.id]
            yield from _refuted(text, finding, _all(allowed, lang), drill, lang)
    yield from _arithmetic(result, drill)
    if DrillEngine(drill, lang).score(text) != result:
        yield "the answer read again scores otherwise"


def _arithmetic(result: DrillResult, drill: Drill) -> Iterator[str]:
    worth = {b.id: b.worth for b in drill.bonus}
    bonus = tuple(PointResult(id=b.id, score=worth.get(b.id, 0.0)) for b in result.bonus)
    total = total_of(drill, {p.id: p.score for p in result.points}, bonus, result.contradictions)
    if (total, drill.of) != (result.total, result.of):
        yield f"the points make {total} of {drill.of}, not {result.total} of {result.of}"


def _phrases_of(point: DrillPoint, finding: DrillFinding) -> tuple[str, ...] | None:
    """Return the phrases that may stand behind a finding of a point, of both languages."""
    fields: dict[str, tuple[Phrases, ...]] = {
        "name": (point.name, point.alone),
        "explain": (point.explain, point.hints),
        "near": (point.near,),
        "half_by": (point.half_by,),
    }
    allowed = fields.get(finding.part)
    return None if allowed is None else tuple(p for group in allowed for p in (*group.en, *group.zh))


def _all(phrases: Phrases | None, lang: Lang) -> tuple[str, ...] | None:
    return None if phrases is None else phrases.get(lang)


def _refuted(
    text: str, finding: DrillFinding, allowed: tuple[str, ...] | None, drill: Drill, lang: Lang
) -> Iterator[str]:
    if text[finding.start : finding.end] != finding.quote or not finding.quote:
        yield f"the words at {finding.start} are not {finding.quote!r}"
        return
    if allowed is None or (finding.by not in allowed and finding.part != "name"):
        yield f"{finding.by!r} is no way to say it"
        return
    reading = read(text, PhraseBook([("it", finding.by)], lang))
    spans = {reading.span(h.first, h.last): h for h in reading.find("it")}
    hit = spans.get((finding.start, finding.end))
    if hit is None:
        yield f"{finding.by!r} does not stand at {finding.start}"
    elif {hit.first, hit.last} <= Given(drill, lang).taken(reading):
        yield f"{finding.quote!r} is the question's own wording"
