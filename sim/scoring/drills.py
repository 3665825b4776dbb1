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
from sim.scoring.drill_given import Given, given_texts
from sim.scoring.drill_links import (
    SHORTEST,
    doubted,
    is_chopped,
    is_explanation,
    is_list,
    judges,
    longest,
    negated,
    quoted,
    stands_alone,
    stretches,
    verdict_of,
)
from sim.scoring.drill_owned import Owned, is_run, slips
from sim.scoring.drill_points import COST, point_score, total_of
from sim.text import Hit, PhraseBook, Reading, read

ENGINE = "case-2"
"""The version that an attempt keeps; it rises when an answer may score otherwise."""

LEAST_ALONE = {"en": 2, "zh": 3}
"""Words or characters of an explanation that tells its point without the name; a shorter one (“listen”,
“every day”) is said of much else."""

OF_OWN = 5
"""An answer fewer than one word in so many of which is none of its names is a list of names."""


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
        self.listed = self._is_list()
        self.names = self._names()
        self.listed = self.listed or is_run(reading, self.names)
        self.owned = Owned(reading, self.names)

    def _is_list(self) -> bool:
        """Say whether an answer of some length is a list: between its names nothing makes a sentence."""
        reading = self.reading
        refs = [f"{part}.{p.id}" for p in self.drill.points for part in ("name", "alone")]
        named = {i for h in reading.find(*refs) for i in range(h.first, h.last + 1)}
        own = [i for i in range(len(reading.tokens)) if i not in self.taken]
        rest = [reading.tokens[i] for i in own if i not in named]
        listed = len(own) >= SHORTEST[self.lang] and (
            len(rest) * OF_OWN < len(own) or is_list(rest, self.lang)
        )
        return listed or is_chopped(reading)

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

    def _meant(self, *refs: str) -> list[Hit]:
        """Return what is judged, in own words: a “nor” before it turns the verdict and not the name."""
        return [h for h in self.reading.find(*refs) if self._own(h)]

    def _own(self, hit: Hit) -> bool:
        """Say whether a hit begins or ends in own words and is not somebody else's speech."""
        if hit.first in self.taken and hit.last in self.taken:
            return False
        return self.drill.spoken or not quoted(self.reading, hit)

    def _names(self) -> dict[str, list[Hit]]:
        """Return where each point is named, a slip of typing where the word is like no other name."""
        found = {}
        for point in self.drill.points:
            said = self._meant if point.verdict else self._said
            loose = said(f"alone.{point.id}")
            alone = [h for h in loose if self.listed or stands_alone(self.reading, h)]
            hits = {(h.first, h.last): h for h in [*said(f"name.{point.id}"), *alone]}
            found[point.id] = sorted(hits.values(), key=lambda h: (h.first, h.last))
        taken = {i for hits in found.values() for h in hits for i in range(h.first, h.last + 1)}
        bare = [p for p in self.drill.points if not found[p.id]]
        known = [(p.id, name) for p in bare for ways in (p.name, p.alone) for name in ways.get(self.lang)]
        self.slips = [h for h in slips(self.reading, known, taken) if self._own(h)]
        for hit in self.slips:
            found[hit.ref].append(hit)
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
        words = {h.first for h in self._said(*refs) if h.first == h.last} if refs else ()
        said = [h for h in self._meant(*refs) if not negated(self.reading, h, words)] if refs else []
        return longest(h for h in said if judges(self.reading, h))

    def _point(self, point: DrillPoint) -> list[DrillFinding]:
        names = self.names[point.id]
        if point.verdict:
            return self._judged(point, names)
        found = [] if self.listed else self._explained(point, names)
        if not any(f.part == "name" for f in found):
            sure = [h for h in names if h not in self.slips]
            found = [*(self._finding(h, "name") for h in sure[:1]), *found]
        return found or [self._finding(h, "half_by") for h in self._said(f"half_by.{point.id}")[:1]]

    def _explained(self, point: DrillPoint, names: list[Hit]) -> list[DrillFinding]:
        """Return an explanation, with a name in other words than its own where there is one."""
        whole = [h for h in self._explaining(point.id) if self.owned.lends(h, point.id)]
        for said in sorted(whole, key=lambda h: not self.owned.spent_on(h, point.id)):
            for name in names:
                if name.last < said.first or said.last < name.first:
                    return [self._finding(name, "name"), self._finding(said, "explain")]
        hints = [h for h in self.reading.find(f"hints.{point.id}") if self._own(h)]
        if not names:
            strong = [h for h in whole if self._carries(h, [*whole, *hints])]
            return [self._finding(h, "explain") for h in strong[:1]]
        inside = {i for h in names for i in range(h.first, h.last + 1)}
        others = [h for p, hits in self.names.items() if p != point.id for h in hits]
        for name, stretch in stretches(self.reading, names, others):
            near = [h for h in hints if h.first in stretch and h.last in stretch and h.first not in inside]
            if not near or self._spent_elsewhere(point.id, stretch, near):
                continue
            if self.charged.isdisjoint(stretch) and is_explanation(self.reading, stretch, inside):
                return [self._finding(name, "name"), self._finding(near[0], "explain")]
        return []

    def _explaining(self, point_id: str) -> list[Hit]:
        """Return the explanations of a point that are no part of a wrong claim."""
        found = self._said(f"explain.{point_id}")
        return [h for h in found if self.charged.isdisjoint(range(h.first, h.last + 1))]

    def _carries(self, hit: Hit, also: Sequence[Hit]) -> bool:
        """Say whether an explanation tells its point without the name: one word needs another beside it."""
        if hit.last - hit.first + 1 >= LEAST_ALONE[self.lang]:
            return True
        if not any(self.names.values()):
            clause = self.reading.clause_tokens(hit.first)
            return is_explanation(self.reading, range(clause[0], clause[-1] + 1), ())
        sentence = self.reading.sentence_of
        beside = [h for h in also if sentence[h.first] == sentence[hit.first]]
        return any(h.last < hit.first or hit.last < h.first for h in beside)

    def _spent_elsewhere(self, point_id: str, stretch: range, near: Sequence[Hit]) -> bool:
        """Say whether a stretch explains another point that the answer names, more than this one."""
        for other, names in self.names.items():
            if other != point_id and names:
                told = {h.first for h in self._explaining(other) if h.first in stretch}
                if 2 * len(told) > len({h.first for h in near}):
                    return True
        return False

    def _judged(self, point: DrillPoint, names: list[Hit]) -> list[DrillFinding]:
        bare: list[DrillFinding] = []
        wrong = False
        own = [n for n in names if n in self.all_names]
        for name in own:
            verdict = None
            if not self.listed:
                verdict = verdict_of(self.reading, name, self.all_names, self.verdicts)
            if verdict is None:
                bare = bare or [self._finding(name, "name")]
                continue
            said = self._as(verdict, f"explain.{point.id}")
            if said is not None:
                start = self.reading.span(name.first, name.last)[0]
                return [self._finding(name, "name"), self._finding(said, "explain", start)]
            near = self._as(verdict, f"near.{point.id}")
            if near is not None:
                more = self._more(point.id, name, near)
                if more is not None:
                    start = self.reading.span(name.first, name.last)[0]
                    return [self._finding(name, "name"), self._finding(more, "explain", start)]
                return [self._finding(near, "near")]
            wrong = wrong or said is None
        if wrong:
            return []
        return bare or [self._finding(h, "half_by") for h in self._said(f"half_by.{point.id}")[:1]]

    def _more(self, point_id: str, name: Hit, near: Hit) -> Hit | None:
        """Return the full verdict that follows a weaker one before the next name of its sentence."""
        sentence = self.reading.sentence_of
        ends = [n.first for n in self.all_names if n.first > name.last]
        end = min([len(sentence), *ends])
        full = (v for v in self.verdicts if near.last < v.first < end and v.ref == f"explain.{point_id}")
        return next((v for v in full if sentence[v.first] == sentence[name.first]), None)

    def _as(self, verdict: Hit, ref: str) -> Hit | None:
        """Return the verdict at this place that `ref` has, if it has it."""
        place = (verdict.first, verdict.last)
        return next((v for v in self.verdicts if v.ref == ref and (v.first, v.last) == place), None)

    def _claims(self, claim_id: str) -> list[Hit]:
        said = [] if self.listed else self._said(f"wrong.{claim_id}")
        return [h for h in said if not doubted(self.reading, h)]

    @cached_property
    def charged(self) -> set[int]:
        """The tokens of wrong claims that cost something: they explain nothing."""
        claims = [h for c in self.drill.contradictions if not c.of for h in self._claims(c.id)]
        return {i for h in claims for i in range(h.first, h.last + 1)}

    def _wrong(self) -> Iterator[PointResult]:
        for claim in self.drill.contradictions:
            ref = f"wrong.{claim.id}"
            found: list[DrillFinding] = []
            if not claim.of:
                found = [self._finding(h, "say") for h in self._claims(claim.id)[:1]]
            elif not self.listed:
                for name in (n for n in self.names.get(claim.of, ()) if n in self.all_names):
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


__all__ = ["COST", "ENGINE", "DrillEngine", "Given", "given_texts", "point_score", "total_of"]
