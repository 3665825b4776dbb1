"""Owns the proof: an explanation is checked again, from the texts alone.

Knows no engine state. Builds everything anew from scenario and rubric, rechecks
each finding's span, quote, rule and link, and rebuilds the levels.
"""

from __future__ import annotations

from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import DIMENSIONS, Explanation
from sim.scoring import ladder
from sim.scoring.context import Context
from sim.scoring.engine import Engine


class Refuted(ValueError):
    """An explanation claims what its reply does not show; the message says what."""


def verify(
    reply: str, explanation: Explanation, scenario: Scenario, rubric: Rubric, context: Context
) -> None:
    """Raise Refuted unless every finding stands in the reply and carries the levels claimed.

    `context` is what came before the reply; link conditions depend on it.
    """
    for finding in explanation.findings:
        start, end = finding.span
        if not 0 <= start < end <= len(reply) or reply[start:end] != finding.quote:
            raise Refuted(f"{finding.code}: span {finding.span} does not hold {finding.quote!r}")
        known = (
            finding.code == ladder.ATTEMPT or rubric.indicator(finding.code) or rubric.deduction(finding.code)
        )
        if not known:
            raise Refuted(f"{finding.code} is no code of this rubric")
    anew = Engine(scenario, rubric, explanation.lang).score(reply, context)
    shown = {(f.code, f.dimension, f.span, f.rule, f.link) for f in explanation.findings}
    there = {(f.code, f.dimension, f.span, f.rule, f.link) for f in anew.findings}
    if shown - there:
        code = min(shown - there, key=str)
        raise Refuted(f"{code[0]} at {code[2]} is not borne out by rule {code[3]} and link {code[4]!r}")
    if there - shown:
        raise Refuted(f"{min(there - shown, key=str)[0]} was found but is not shown")
    if set(explanation.flags) != set(anew.flags) or set(explanation.caps) != set(anew.caps):
        raise Refuted("caps or flags differ from what the reply shows")
    _levels(explanation, anew, rubric)
    for part in Explanation.model_fields:
        if getattr(explanation, part) != getattr(anew, part):
            raise Refuted(f"{part}: not what the reply, the scenario and the rubric give")


def _levels(explanation: Explanation, anew: Explanation, rubric: Rubric) -> None:
    bounds = [ladder.Limit(c.code, c.dimension, c.limit) for c in explanation.caps]
    for dimension in DIMENSIONS:
        claimed = explanation.levels.get(dimension)
        if (claimed is None) != (anew.levels[dimension] is None):
            raise Refuted(f"{dimension}: scored and not scored are different things")
        if claimed is None:
            continue
        section = rubric.section(dimension)
        places = explanation.carriers.get(dimension, ())
        if len(set(places)) != len(places) or any(not 0 <= i < len(explanation.findings) for i in places):
            raise Refuted(f"{dimension}: carried by findings that are not there")
        carried = [explanation.findings[i] for i in places]
        if any(f.dimension != dimension for f in carried):
            raise Refuted(f"{dimension}: carried by a finding of another dimension")
        codes = {f.code for f in carried}
        rebuilt = ladder.level(section, codes, bounds, flagged=bool(explanation.flags))
        if rebuilt != claimed:
            raise Refuted(f"{dimension}: findings carry level {rebuilt}, not {claimed}")
        for code in codes:
            if ladder.climb(section, codes - {code}) >= claimed:
                raise Refuted(f"{dimension}: {code} is surplus, not carrying")
