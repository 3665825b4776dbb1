"""Owns general wording: how far a sentence reads like those of replies that stand high in a dimension.

An indicator names what a sentence does; much of what people hear in a reply has no such name. One head
a dimension is fitted on the levels of whole replies, as the sum of what their sentences say. What it says for
a sentence is evidence where a wording finding would be: own words, none of them said before, something of the
case beside it, no harm in it. What it says against one is left to the anti-patterns. Never makes a level.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sim.model.score import GENERAL, SURE, Dimension
from sim.scoring.context import Case
from sim.scoring.found import Found
from sim.scoring.heads import Heads, Scores
from sim.scoring.links import find_link
from sim.scoring.meaning import ANYTHING, is_own, takes_back
from sim.scoring.signals import units
from sim.text import Hit
from sim.text.copies import RUN

LEAST = 0.075
"""Strength below which a clause's wording says nothing.

Leaving one scenario out, mean kappa is .001 lower at .04; with links from further off it was .007 lower at
.11 and .012 at .15.
"""

RULE = "wording:sentence"
"""The rule of every such finding: no single piece of the wording stands for the rest."""


def add(case: Case, said: Scores, heads: Heads) -> None:
    """Add a finding for every sentence whose wording speaks for a dimension; for each clause of a long one.

    `said` is what the heads say of each unit; heads without general ones add nothing.
    """
    places = [(d, code, heads.place[code]) for d, code in GENERAL.items() if code in heads.place]
    before: set[tuple[str, ...]] = set()
    harm: dict[int, list[Found]] = defaultdict(list)
    for finding in case.findings:
        if finding.code.startswith("X"):
            harm[case.sentence_at(finding.span[0])].append(finding)
    for number, (parts, rows) in enumerate(zip(units(case.reading, case.lang), said, strict=True)):
        first = 1 if len(parts) > 1 else 0
        clauses, spoken = parts[first:], rows[first:]
        harmful = _harmful(case, harm[number], clauses, spoken, heads)
        own = is_own(case, number) and not takes_back(case, number)
        for place, (inside, row) in enumerate(zip(clauses, spoken, strict=True)):
            if _said_before(case, inside, before) or not own or place in harmful:
                continue
            shown = [(d, code, row[at]) for d, code, at in places if row[at] >= LEAST]
            link = find_link(case, Hit("", "", inside[0], inside[-1]), ANYTHING, reach=0) if shown else None
            if link is None:
                continue
            for dimension, code, strength in shown:
                case.findings.append(_finding(case, inside, dimension, code, min(1.0, strength), link))


def _harmful(
    case: Case,
    harm: list[Found],
    clauses: list[list[int]],
    rows: Sequence[Sequence[float]],
    heads: Heads,
) -> set[int]:
    """Return the places of the clauses of a sentence that do the harm found in it.

    What is certain voids the whole sentence. What a check suspects lies in a clause; what only the sentence's
    sound shows lies where it sounds most so.
    """
    found: set[int] = set()
    for finding in harm:
        if finding.certain:
            return set(range(len(clauses)))
        if finding.rule.startswith("wording:"):
            loud = [row[heads.place[finding.code]] for row in rows]
            found |= {at for at, value in enumerate(loud) if value >= min(SURE, max(loud))}
        else:
            start = case.token_at(finding.span[0])
            found |= {at for at, inside in enumerate(clauses) if start in inside}
    return found


def _finding(
    case: Case, inside: list[int], dimension: Dimension, code: str, strength: float, link: str
) -> Found:
    span = case.reading.span(inside[0], inside[-1])
    return Found(
        code=code,
        dimension=dimension,
        span=span,
        quote=case.reading.plain.original[slice(*span)],
        rule=RULE,
        link=link,
        points=round(case.rubric.section(dimension).general * strength, 3),
        strength=round(strength, 3),
    )


def _said_before(case: Case, inside: list[int], before: set[tuple[str, ...]]) -> bool:
    """Say whether a clause says again what one before it said, whole or in a run of `RUN` tokens; note it."""
    size = RUN[case.lang]
    keys = [case.reading.tokens[i].key for i in inside]
    runs = set(zip(*(keys[i:] for i in range(size)), strict=False)) or {tuple(keys)}
    again = bool(runs & before)
    before |= runs
    return again
