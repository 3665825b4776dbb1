"""Owns what tests of scoring share: complaint-01, its engines, contexts, and the calibration files.

Loading costs half a second, so everything is made once per process.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from sim.content import Library
from sim.model.language import LANGS, Lang
from sim.model.rubric import Rubric
from sim.model.scenario import Scenario
from sim.model.score import DIMENSIONS, Explanation
from sim.scoring import Context, Engine

CALIBRATION = Path(__file__).parents[1] / "calibration"
SCENARIO = "complaint-01"


@cache
def scenario(*, exemplars: bool = True) -> Scenario:
    """Return complaint-01; without its exemplars, a strong exemplar is a reply like any other."""
    whole = Library().scenario(SCENARIO).value
    if exemplars:
        return whole
    return whole.model_copy(
        update={"turns": tuple(t.model_copy(update={"exemplars": None}) for t in whole.turns)}
    )


@cache
def rubric() -> Rubric:
    """Return the default rubric."""
    return Library().rubric("service").value


@cache
def engine(lang: Lang, *, exemplars: bool = True) -> Engine:
    """Return the engine for complaint-01 in `lang`."""
    return Engine(scenario(exemplars=exemplars), rubric(), lang)


def context(lang: Lang, turn: str = "opening", **changes: Any) -> Context:
    """Return the context of a first reply to a turn, with changes."""
    found = scenario().turn(turn)
    assert found is not None, turn
    plain: dict[str, Any] = {
        "turn": turn,
        "gives": found.gives,
        "raises": found.raises,
        "impacts": found.impacts,
        "customer": (found.says[0].text.get(lang),),
        "heat": scenario().customer.heat,
    }
    return Context(**{**plain, **changes})


def score(
    reply: str, lang: Lang, turn: str = "opening", *, exemplars: bool = True, **changes: Any
) -> Explanation:
    """Score a reply to a turn of complaint-01; what was scored before is remembered."""
    if not changes:
        return _remembered(reply, lang, turn, exemplars)
    return engine(lang, exemplars=exemplars).score(reply, context(lang, turn, **changes))


@lru_cache(maxsize=1_000)
def _remembered(reply: str, lang: Lang, turn: str, exemplars: bool) -> Explanation:
    return engine(lang, exemplars=exemplars).score(reply, context(lang, turn))


def levels(
    reply: str, lang: Lang, turn: str = "opening", *, exemplars: bool = True, **changes: Any
) -> tuple[int | None, ...]:
    """Return the three levels of a reply: empathy, responsiveness, assurance."""
    found = score(reply, lang, turn, exemplars=exemplars, **changes).levels
    return tuple(found[d] for d in DIMENSIONS)


@cache
def anchors() -> tuple[dict[str, Any], ...]:
    """Return the 12 anchor replies."""
    return tuple(yaml.safe_load((CALIBRATION / "anchors.yaml").read_text("utf-8"))["anchors"])


@cache
def anchor(number: int, lang: Lang) -> str:
    """Return the text of one anchor reply."""
    return str(anchors()[number - 1][lang])


@cache
def near_misses() -> tuple[tuple[str, Lang, str, dict[str, Any]], ...]:
    """Return every wording of the 46 near misses: name, language, text, entry."""
    entries = yaml.safe_load((CALIBRATION / "near_misses.yaml").read_text("utf-8"))["near_misses"]
    return tuple(
        (f"{entry['id']}-{lang}-{number}", lang, text, entry)
        for entry in entries
        for lang in LANGS
        for number, text in enumerate(entry.get(lang, ()), 1)
    )


@cache
def rated() -> tuple[dict[str, Any], ...]:
    """Return the rated replies to complaint-01."""
    lines = (CALIBRATION / "replies.jsonl").read_text("utf-8").splitlines()
    return tuple(row for row in map(json.loads, lines) if row["scenario"] == SCENARIO)


@cache
def material() -> tuple[tuple[str, Lang, str, str], ...]:
    """Return all replies at hand: name, language, turn, text."""
    found: list[tuple[str, Lang, str, str]] = [
        (f"{row['id']}-{lang}", lang, "opening", str(row[lang])) for row in anchors() for lang in LANGS
    ]
    found += [(name, lang, "opening", text) for name, lang, text, _ in near_misses()]
    found += [(row["id"], row["lang"], row["turn"], row["reply"]) for row in rated()]
    return tuple(found)


@cache
def strong() -> tuple[tuple[str, Lang, str, str], ...]:
    """Return the strong exemplars of every turn: name, language, turn, text."""
    return tuple(
        (f"{turn.id}-{lang}", lang, turn.id, turn.exemplars.strong.get(lang))
        for turn in scenario().turns
        if turn.exemplars
        for lang in LANGS
    )
