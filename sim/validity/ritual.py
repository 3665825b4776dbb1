"""Owns the weekly calibration: ratings of people, one row a reply, merged; spread and drift of raters.

Plain data in and out: never reads a file, never scores, and never shows one
rater's levels to another before both have rated.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sim.errors import N_, ServicesimError
from sim.model.json_lines import Fault, rows_in
from sim.model.language import Lang
from sim.model.refusal import refusal
from sim.model.scenario import Scenario
from sim.model.score import DIMENSIONS, Dimension
from sim.validity.agreement import LEVELS, interval, kappa, mean_difference, middle

Levels = tuple[int, int, int]
"""Levels 0-4 in the order of `DIMENSIONS`."""

Key = tuple[str, ...]

FAR = 2
"""Levels between a rater and the engine from which a reply is worth a near miss; one apart is ordinary
(adjacent agreement is what the field asks for)."""

CARRIED = ("id", "scenario", "turn", "customer", "history", "lang", "reply")
"""What a rating takes over from a reply; levels and marks that it came with are somebody else's."""

_SEPARATORS = re.compile(r"[\s,，、;；/]+")


class NoRatings(ServicesimError):
    """Lines of a file are no ratings of people; it says all of them, a line each."""

    def __init__(self, bad: Sequence[Fault]) -> None:
        """Hold the lines with their numbers and faults."""
        self.bad = tuple(bad)
        super().__init__()

    def said(self, _: Callable[[str], str]) -> str:
        """Return every line with what is wrong with it, in the language of `_`."""
        form = _("line {number} is no rating: {what}")
        return "\n".join(form.format(number=number, what=error.said(_)) for number, error in self.bad)


class Rating(BaseModel):
    """One reply with the levels of every rater; `names[n]` gave `raters[dimension][n]`.

    `levels` is what lies in the middle of them (`middle`). Keys that are not named here
    are kept as they stand.
    """

    model_config = ConfigDict(extra="allow")
    id: str = ""
    scenario: str = ""
    turn: str = ""
    lang: Lang
    reply: str
    levels: dict[Dimension, int] = Field(default_factory=dict)
    raters: dict[Dimension, list[int]]
    names: list[str] = Field(default_factory=list)
    labels: Literal["human"]

    @model_validator(mode="after")
    def _whole(self) -> Rating:
        """Require every rater's level in every dimension; raters without a name get a number."""
        counts = {len(self.raters.get(d, ())) for d in DIMENSIONS}
        if len(counts) != 1:
            raise ValueError(N_("every rater must have rated all three dimensions"))
        if any(not 0 <= level < LEVELS for d in DIMENSIONS for level in self.raters[d]):
            raise ValueError(N_("a level is a number from 0 to 4"))
        count = counts.pop()
        self.names += [f"rater {n + 1}" for n in range(len(self.names), count)]
        if len(self.names) != count:
            raise ValueError(N_("there are more names than ratings"))
        if len(set(self.names)) != count:
            raise ValueError(N_("one name stands twice"))
        return self

    @property
    def key(self) -> Key:
        """What makes two rows the same reply, whatever their ids are."""
        return key_of(self.model_dump())

    def of(self, rater: str) -> Levels | None:
        """Return the levels that a rater gave, None when there are none."""
        if rater not in self.names:
            return None
        place = self.names.index(rater)
        first, second, third = (self.raters[d][place] for d in DIMENSIONS)
        return first, second, third

    def spread(self, dimension: Dimension) -> int:
        """Return how many levels the raters are apart."""
        return max(self.raters[dimension]) - min(self.raters[dimension])


def key_of(row: Mapping[str, Any]) -> Key:
    """Return what makes two rows the same reply: the texts and where they stand, not the id."""
    return tuple(str(row.get(k) or "") for k in ("scenario", "turn", "customer", "lang", "reply"))


def read_ratings(text: str) -> list[Rating]:
    """Return the ratings of a file. Raises NoRatings with every line that is none."""
    rows, bad = rows_in(text.split("\n"), _rating)
    if bad:
        raise NoRatings(bad)
    return rows


def _rating(_number: int, row: dict[str, Any]) -> Rating:
    try:
        return Rating.model_validate(row)
    except ValidationError as error:
        if any(fault["loc"] == ("labels",) for fault in error.errors()):
            form = N_('{what}; ratings of people say "labels": "human"')
            raise ServicesimError(form, what=refusal(error)) from None
        raise


def as_text(ratings: Iterable[Rating]) -> str:
    """Return ratings as JSON lines, as `servicesim validate` reads them."""
    return "".join(json.dumps(r.model_dump(), ensure_ascii=False) + "\n" for r in ratings)


def merged(ratings: Sequence[Rating], row: Mapping[str, Any], rater: str, levels: Levels) -> list[Rating]:
    """Return the ratings with one more: on the line of the same reply, else on a new last line.

    A rater who rates a reply again replaces the own levels.
    """
    given = dict(zip(DIMENSIONS, levels, strict=True))
    known = next((r for r in ratings if r.key == key_of(row)), None)
    by_name = {} if known is None else {n: found for n in known.names if (found := known.of(n))}
    by_name[rater] = levels
    raters = {d: [by_name[n][place] for n in by_name] for place, d in enumerate(DIMENSIONS)}
    fresh = Rating.model_validate(
        {
            **({k: row[k] for k in CARRIED if k in row} if known is None else known.model_dump()),
            "levels": {d: middle(raters[d]) for d in given},
            "raters": raters,
            "names": list(by_name),
            "labels": "human",
        }
    )
    return [*ratings, fresh] if known is None else [fresh if r is known else r for r in ratings]


def due(
    ratings: Sequence[Rating], pool: Iterable[Mapping[str, Any]], rater: str, lang: Lang, count: int
) -> list[dict[str, Any]]:
    """Return the next replies for a rater: what others have rated first, so that a spread can be seen.

    The rest of the pool follows in an order that looks random, and is the same for everybody.
    """
    known = {r.key for r in ratings}
    others = [r.model_dump() for r in ratings if r.lang == lang and r.of(rater) is None]
    fresh = {key_of(row): dict(row) for row in pool if row["lang"] == lang}
    shuffled = sorted(fresh, key=lambda key: hashlib.sha256("\n".join(key).encode()).digest())
    return [*others, *(fresh[key] for key in shuffled if key not in known)][:count]


def example_rows(scenario: Scenario, lang: Lang) -> Iterator[dict[str, Any]]:
    """Yield the example replies of a scenario as rows, weak, middling and strong ones alike."""
    for turn in scenario.turns:
        for grade, text in turn.exemplars or ():
            yield {
                "id": f"{scenario.id}.{turn.id}.{grade}.{lang}",
                "scenario": scenario.id,
                "turn": turn.id,
                "lang": lang,
                "reply": text.get(lang),
            }


def without_examples(scenario: Scenario) -> Scenario:
    """Return a scenario in which no reply is an example, so that rating one finds no copy."""
    turns = tuple(t.model_copy(update={"exemplars": None}) for t in scenario.turns)
    return scenario.model_copy(update={"turns": turns})


def parse_levels(line: str) -> Levels | None:
    """Return the levels in a line such as `3 2 2` or `322`, None when it does not hold three from 0 to 4."""
    words = _SEPARATORS.split(line.strip())
    if len(words) == 1 and len(words[0]) == len(DIMENSIONS):
        words = list(words[0])
    if len(words) != len(DIMENSIONS) or not all(len(w) == 1 and w.isdecimal() for w in words):
        return None
    first, second, third = (int(w) for w in words)
    return (first, second, third) if max(first, second, third) < LEVELS else None


@dataclass(frozen=True)
class Drift:
    """One rater beside the others in one dimension, over the `n` replies they share.

    `difference` is (rater - group) in standard deviations of the group: above 0
    is milder. The group's level is the median of the others. None where a
    measure is not defined, which is so without any spread; kappa, where either side is always the same.
    """

    rater: str
    dimension: Dimension
    n: int
    difference: float | None
    kappa: float | None
    interval: tuple[float, float] | None


def drift(ratings: Sequence[Rating]) -> tuple[Drift, ...]:
    """Return the drift of every rater; nothing while no reply has two raters."""
    found = []
    for rater in dict.fromkeys(name for r in ratings for name in r.names):
        for place, dimension in enumerate(DIMENSIONS):
            pairs = []
            for rating in ratings:
                own = rating.of(rater)
                others = [
                    v for n, v in zip(rating.names, rating.raters[dimension], strict=True) if n != rater
                ]
                if own is not None and others:
                    pairs.append((middle(others), own[place]))
            if pairs:
                varied = all(len(set(side)) > 1 for side in zip(*pairs, strict=True))
                agreed = (kappa(pairs), interval(pairs)) if varied else (None, None)
                found.append(Drift(rater, dimension, len(pairs), mean_difference(pairs), *agreed))
    return tuple(found)
