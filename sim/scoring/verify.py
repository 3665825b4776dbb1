"""Owns the proof: an explanation is checked again, from the texts alone.

Knows no state of the engine that explained: it compiles its own from scenario and
rubric, rechecks each finding's span, quote, rule, link and strength, and rebuilds the levels.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Generic, TypeVar

from sim.model.language import LANGS, Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import DIMENSIONS, GENERAL_CODES, Explanation
from sim.scoring import ladder
from sim.scoring.context import Context
from sim.scoring.engine import Engine

KEPT = 4
"""Engines kept for the next explanation of the same texts; measured: 5 to 8 MB each, .1 s to compile."""

Texts = TypeVar("Texts", Scenario, Rubric)


class Refuted(ValueError):
    """An explanation claims what its reply does not show; the message says what."""


class _Same(Generic[Texts]):
    """A file that equals itself and no other, however alike: hashing whole files costs too much."""

    def __init__(self, texts: Texts) -> None:
        self.texts: Texts = texts

    def __hash__(self) -> int:
        return id(self.texts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.texts is other.texts


@lru_cache(maxsize=KEPT)
def _compiled(scenario: _Same[Scenario], rubric: _Same[Rubric], lang: Lang) -> Engine:
    """Return an engine that nobody else holds, made from these texts."""
    return Engine(scenario.texts, rubric.texts, lang)


def verify(
    reply: str, explanation: Explanation, scenario: Scenario, rubric: Rubric, context: Context
) -> None:
    """Raise Refuted unless every finding stands in the reply and carries the levels claimed.

    `context` is what came before the reply; link conditions depend on it.
    """
    if explanation.lang not in LANGS:
        raise Refuted(f"{explanation.lang} is no language of this rubric")
    anew = _compiled(_Same(scenario), _Same(rubric), explanation.lang).score(reply, context)
    compare(reply, explanation, anew, rubric)


def compare(reply: str, explanation: Explanation, anew: Explanation, rubric: Rubric) -> None:
    """Raise Refuted unless an explanation says what a second scoring of the same reply says.

    Proves no more than `anew` does: whoever has no second scoring calls `verify`.
    """
    for finding in explanation.findings:
        start, end = finding.span
        if not 0 <= start < end <= len(reply) or reply[start:end] != finding.quote:
            raise Refuted(f"{finding.code}: span {finding.span} does not hold {finding.quote!r}")
        named = rubric.indicator(finding.code) or rubric.deduction(finding.code)
        if not named and finding.code not in GENERAL_CODES | {ladder.ATTEMPT}:
            raise Refuted(f"{finding.code} is no code of this rubric")
    shown = {(f.code, f.dimension, f.span, f.rule, f.link, f.strength) for f in explanation.findings}
    there = {(f.code, f.dimension, f.span, f.rule, f.link, f.strength) for f in anew.findings}
    if shown - there:
        code = min(shown - there, key=str)
        raise Refuted(
            f"{code[0]} at {code[2]} is not borne out by rule {code[3]} and link {code[4]!r} "
            f"with strength {code[5]}"
        )
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
    lost = ladder.strengths(f for f in explanation.findings if f.code.startswith("X"))
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
        if any(f.dimension != dimension or f.code.startswith("X") for f in carried):
            raise Refuted(f"{dimension}: carried by a finding that is no evidence for it")
        found = ladder.strengths(carried)
        if len(found.keys() - GENERAL_CODES) < sum(f.code not in GENERAL_CODES for f in carried):
            raise Refuted(f"{dimension}: an indicator is counted twice")
        rebuilt = ladder.level(section, found, lost, bounds, rubric, flagged=bool(explanation.flags))
        if rebuilt != claimed:
            raise Refuted(f"{dimension}: findings carry level {rebuilt}, not {claimed}")
        for place, finding in enumerate(carried):
            rest = ladder.strengths([*carried[:place], *carried[place + 1 :]])
            if ladder.level(section, rest, lost, bounds, rubric, flagged=bool(explanation.flags)) >= claimed:
                raise Refuted(f"{dimension}: {finding.code} is surplus, not carrying")
