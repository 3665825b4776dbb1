"""Owns every rated reply, by scenario and language, with engines that are compiled once a process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache

import scoring_kit as kit

from sim.content import Library
from sim.model.language import LANGS, Lang
from sim.model.scenario import Scenario
from sim.model.score import Explanation
from sim.scoring import Context, Engine, ladder


@dataclass(frozen=True)
class Answer:
    """One reply to a turn of a scenario."""

    name: str
    scenario: str
    lang: Lang
    turn: str
    text: str


@cache
def answers() -> dict[tuple[str, Lang], tuple[Answer, ...]]:
    """Return all 768 rated replies, the anchors and the near misses, by scenario and language."""
    lines = (kit.CALIBRATION / "replies.jsonl").read_text("utf-8").splitlines()
    found = [
        Answer(row["id"], row["scenario"], row["lang"], row["turn"], row["reply"])
        for row in map(json.loads, lines)
    ]
    rated = {answer.name for answer in found}
    found += [
        Answer(name, kit.SCENARIO, lang, turn, text)
        for name, lang, turn, text in kit.material()
        if name not in rated
    ]
    keys = sorted({(answer.scenario, answer.lang) for answer in found})
    return {key: tuple(a for a in found if (a.scenario, a.lang) == key) for key in keys}


@cache
def scenario(name: str) -> Scenario:
    """Return a bundled scenario."""
    return kit.scenario() if name == kit.SCENARIO else Library().scenario(name).value


@cache
def engine(name: str, lang: Lang) -> Engine:
    """Return the engine of a scenario."""
    return kit.engine(lang) if name == kit.SCENARIO else Engine(scenario(name), kit.rubric(), lang)


def context(answer: Answer) -> Context:
    """Return the context of a first reply to the turn."""
    turn = scenario(answer.scenario).turn(answer.turn)
    assert turn is not None, answer.name
    return Context(
        turn=turn.id,
        gives=turn.gives,
        raises=turn.raises,
        impacts=turn.impacts,
        customer=(turn.says[0].text.get(answer.lang),),
        heat=scenario(answer.scenario).customer.heat,
    )


@lru_cache(maxsize=10_000)
def score(answer: Answer) -> Explanation:
    """Score a reply; what was scored before is remembered."""
    return engine(answer.scenario, answer.lang).score(answer.text, context(answer))


def bounds(explanation: Explanation) -> list[ladder.Limit]:
    """Return the caps of an explanation as the ladder takes them."""
    return [ladder.Limit(c.code, c.dimension, c.limit) for c in explanation.caps]


GROUPS = [(name, lang) for name in sorted({s for s, _ in answers()}) for lang in LANGS]
"""Scenario and language of all replies: tests take them one by one, so that few engines are at work."""
