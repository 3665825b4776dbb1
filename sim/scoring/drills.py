"""Owns the scoring of an answer to a case drill: points, bonus and wrong claims, each with its words.

Knows no attempt and no screen. Order, length and register are no evidence; wording of the question
earns nothing, and neither do names without a sentence beyond half a point each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from sim.model.drill import Drill, DrillPoint
from sim.model.drill_result import DrillFinding, DrillResult, Part, PointResult
from sim.model.language import Lang
from sim.scoring.drill_links import (
    SHORTEST,
    doubted,
    is_explanation,
    is_list,
    longest,
    negated,
    quoted,
    stands_alone,
    stretches,
    verdict_of,
)
from sim.text import Hit, PhraseBook, Reading, Sources, read
from sim.text.copies import ECHO_SHARE

ENGINE = "case-1"
"""The version that an attempt keeps; it rises when an answer may score otherwise."""

COST = 0.5
"""What a wrong claim that the file lists costs (domain.md 4.3)."""


class DrillEngine:
    """One drill in one language, ready to score answers."""

    def __init__(self, drill: Drill, lang: Lang) -> None:
        """Compile the phrases."""
        self.drill, self.lang = drill, lang
        self._book = PhraseBook(_phrases(drill, lang), lang)
        self._given = Given(drill, lang)

    def score(self, text: str) -> DrillResult:
        """Return what an answer earns. Never raises, whatever was typed."""
        return _Answer(self.drill, self.lang, read(text, self._book), self._given).result()


class Given:
    """What a trainee reads before answering, and which words of an answer were taken over from it."""

    def __init__(self, drill: Drill, lang: Lang) -> None:
        """Take the drill's own texts."""
        texts = given_texts(drill, lang)
        self._sources = Sources(texts, lang)
        asked = [drill.question, *([drill.about] if drill.about else [])]
        self._asked = Sources([text.get(lang) for text in asked], lang)
        readings = [read(text, PhraseBook((), lang)) for text in texts]
        self._sentences = {_keys(r, s.index) for r in readings for s in r.sentences}

    def taken(self, reading: Reading) -> set[int]:
        """Return the tokens that stand in a long run of these texts or in a sentence that is one of theirs.

        An answer most of which is short runs of question and case is an echo; words of the material are
        needed to speak of it.
        """
        tokens = reading.tokens
        taken = self._sources.copied(tokens)
        if self._asked.echo_share(tokens) >= ECHO_SHARE:
            taken |= self._asked.echoed(tokens)
        for sentence in reading.sentences:
            if _keys(reading, sentence.index) in self._sentences:
                taken.update(reading.tokens_in(sentence.index))
        return taken


def _keys(reading: Reading, sentence: int) -> tuple[str, ...]:
    return tuple(reading.tokens[i].key for i in reading.tokens_in(sentence))


def given_texts(drill: Drill, lang: Lang) -> list[str]:
    """Return the texts that a trainee reads before answering: copying them earns nothing."""
    texts = [drill.title.get(lang), drill.question.get(lang)]
    if drill.about is not None:
        texts.append(drill.about.get(lang))
    if drill.material is not None:
        lines = [line.get(lang) for line in drill.material.lines]
        texts += [drill.material.heading.get(lang), *lines, " ".join(lines)]
    return texts


def point_score(point: DrillPoint, findings: Sequence[DrillFinding]) -> float:
    """Return 0, 0.5 or 1 for what was found of a point: the one rule that scoring and checking share."""
    parts = {finding.part for finding in findings}
    if point.verdict:
        named = {f.start for f in findings if f.part == "name"}
        judged = any(f.part == "explain" and f.verdict_of in named for f in findings)
    else:
        judged = "explain" in parts
    if "name" in parts and judged:
        return 1.0
    alone = ("name" in parts and point.half != "explained") or (
        "explain" in parts and point.half != "named" and not point.verdict
    )
    return 0.5 if alone or parts & {"near", "half_by"} else 0.0


def total_of(
    drill: Drill, points: dict[str, float], bonus: Sequence[PointResult], wrong: Sequence[PointResult]
) -> float:
    """Return the total, 0 to the sum of weights; a bonus makes up for what is missing and no more."""
    sum_ = sum(point.weight * points.get(point.id, 0.0) for point in drill.points)
    return max(0.0, min(drill.of, sum_ + sum(b.score for b in bonus)) - COST * len(wrong))


def _phrases(drill: Drill, lang: Lang) -> Iterator[tuple[str, str]]:
    for point in drill.points:
        for part in ("name", "alone", "explain", "hints", "near", "half_by"):
            for phrase in getattr(point, part).get(lang):
                yield f"{part}.{point.id}", phrase
    for bonus in drill.bonus:
        yield from ((f"bonus.{bonus.id}", phrase) for phrase in bonus.say.get(lang))
    for wrong in drill.contradictions:
        yield from ((f"wrong.{wrong.id}", phrase) for phrase in wrong.say.get(lang))


class _Answer:
    """One answer being scored."""

    def __init__(self, drill: Drill, lang: Lang, reading: Reading, given: Given) -> None:
        self.drill, self.lang, self.reading = drill, lang, reading
        tokens = reading.tokens
        self.taken = given.taken(reading)
        self.copied = bool(tokens) and len(self.taken) * 2 > len(tokens)
        self.listed = is_list([t for i, t in enumerate(tokens) if i not in self.taken], lang, SHORTEST[lang])

    def result(self) -> DrillResult:
        wrong = tuple(self._wrong())
        points = tuple(
            PointResult(id=p.id, score=point_score(p, found), findings=tuple(found))
            for p in self.drill.points
            for found in [self._point(p)]
        )
        bonus = tuple(
            PointResult(id=b.id, score=b.worth, findings=(self._finding(hit, "say"),))
            for b in self.drill.bonus
            for hit in self._said(f"bonus.{b.id}")[:1]
            if not self.listed
        )
        return DrillResult(
            points=points,
            bonus=bonus,
            contradictions=wrong,
            copied=self.copied,
            listed=self.listed,
            total=total_of(self.drill, {p.id: p.score for p in points}, bonus, wrong),
            of=self.drill.of,
        )

    def _said(self, *refs: str) -> list[Hit]:
        """Return what is said, in own words, and meant."""
        return [h for h in self.reading.find(*refs) if self._own(h) and not negated(self.reading, h)]

    def _own(self, hit: Hit) -> bool:
        """Say whether a hit begins or ends in own words and is not somebody else's speech."""
        if hit.first in self.taken and hit.last in self.taken:
            return False
        return self.drill.spoken or not quoted(self.reading, hit)

    @cached_property
    def names(self) -> dict[str, list[Hit]]:
        """Where each point is named."""
        found = {}
        for point in self.drill.points:
            alone = [h for h in self._said(f"alone.{point.id}") if stands_alone(self.reading, h)]
            hits = {(h.first, h.last): h for h in [*self._said(f"name.{point.id}"), *alone]}
            found[point.id] = sorted(hits.values(), key=lambda h: (h.first, h.last))
        return found

    @cached_property
    def all_names(self) -> list[Hit]:
        """Every name of every point, the longest at each place, in order."""
        return longest(h for hits in self.names.values() for h in hits)

    @cached_property
    def verdicts(self) -> list[Hit]:
        """Every verdict, the longest at each place, in order."""
        refs = [f"{part}.{p.id}" for p in self.drill.points if p.verdict for part in ("explain", "near")]
        refs += [f"wrong.{c.id}" for c in self.drill.contradictions if c.of]
        return longest(self._said(*refs)) if refs else []

    def _point(self, point: DrillPoint) -> list[DrillFinding]:
        names = self.names[point.id]
        if point.verdict:
            return self._judged(point, names)
        found = [self._finding(h, "name") for h in names[:1]]
        if not self.listed:
            found += [self._finding(h, "explain") for h in self._explains(point, names)[:1]]
        if not found:
            found = [self._finding(h, "half_by") for h in self._said(f"half_by.{point.id}")[:1]]
        return found

    def _explains(self, point: DrillPoint, names: list[Hit]) -> list[Hit]:
        inside = {i for h in names for i in range(h.first, h.last + 1)}
        whole = [
            h
            for h in self._said(f"explain.{point.id}")
            if not any(i in inside for i in range(h.first, h.last + 1))
        ]
        if whole:
            return whole
        hints = [h for h in self.reading.find(f"hints.{point.id}") if self._own(h)]
        others = [h for p, hits in self.names.items() if p != point.id for h in hits]
        for _name, stretch in stretches(self.reading, names, others):
            near = [h for h in hints if h.first in stretch and h.last in stretch and h.first not in inside]
            if near and is_explanation(self.reading, stretch, inside):
                return near
        return []

    def _judged(self, point: DrillPoint, names: list[Hit]) -> list[DrillFinding]:
        bare: list[DrillFinding] = []
        wrong = False
        own = [n for n in names if n in self.all_names]
        for name in own:
            verdict = verdict_of(self.reading, name, self.all_names, self.verdicts)
            if verdict is None:
                bare = bare or [self._finding(name, "name")]
                continue
            said = self._as(verdict, f"explain.{point.id}")
            if said is not None and not self.listed:
                start = self.reading.span(name.first, name.last)[0]
                return [self._finding(name, "name"), self._finding(said, "explain", start)]
            near = self._as(verdict, f"near.{point.id}")
            if near is not None:
                return [self._finding(near, "near")]
            wrong = wrong or said is None
        if wrong:
            return []
        return bare or [self._finding(h, "half_by") for h in self._said(f"half_by.{point.id}")[:1]]

    def _as(self, verdict: Hit, ref: str) -> Hit | None:
        """Return the verdict at this place that `ref` has, if it has it."""
        place = (verdict.first, verdict.last)
        return next((v for v in self.verdicts if v.ref == ref and (v.first, v.last) == place), None)

    def _wrong(self) -> Iterator[PointResult]:
        for claim in self.drill.contradictions:
            ref = f"wrong.{claim.id}"
            found: list[DrillFinding] = []
            if not claim.of:
                said_by = [h for h in self._said(ref) if not doubted(self.reading, h)]
                found = [self._finding(h, "say") for h in said_by[:1]]
            else:
                for name in (n for n in self.names[claim.of] if n in self.all_names):
                    verdict = verdict_of(self.reading, name, self.all_names, self.verdicts)
                    said = self._as(verdict, ref) if verdict is not None else None
                    if said is not None:
                        start = self.reading.span(name.first, name.last)[0]
                        found = [self._finding(name, "name"), self._finding(said, "say", start)]
                        break
            if found:
                yield PointResult(id=claim.id, score=-COST, findings=tuple(found))

    def _finding(self, hit: Hit, part: Part, verdict_of: int = -1) -> DrillFinding:
        start, end = self.reading.span(hit.first, hit.last)
        return DrillFinding(
            part=part,
            start=start,
            end=end,
            quote=self.reading.plain.original[start:end],
            by=hit.phrase,
            verdict_of=verdict_of,
        )
