"""Owns the labelled sentences that the heads are fitted on: rated, own and other replies, examples."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sim.content import Library
from sim.model.language import LANGS, Lang
from sim.model.rubric import Rubric
from sim.model.score import DIMENSIONS
from sim.scoring import Context, Engine
from sim.scoring.message import TURN, scenario_of
from sim.scoring.signals import Signals

HERE = Path(__file__).parent

UNSEEN = frozenset({"complaint-05", "retention-03", "loyalty-01", "aftersales-03"})
"""Rated scenarios whose replies nobody read and nothing was fitted on."""

LONG = 40
"""Tokens from which a "sentence" is a whole reply without full stops; such ones weigh less."""

LINKS: dict[str, tuple[str, ...]] = {
    "E1": ("@impact",),
    "E2": ("@impact",),
    "E3": ("@incident",),
    "E5": ("@card",),
    "E8": ("@offer", "@will"),
    "E10": ("@offer", "@can"),
    "A2": ("@cause",),
    "A3": ("@cause",),
    "A4": ("@limit",),
    "A5": ("@offer",),
    "A13": ("@limit",),
    "R2": ("@offer", "@will", "@will.offer"),
    "R3": ("@offer", "@will", "@will.offer"),
    "R4": ("@will",),
    "R5": ("@will",),
    "R6": ("@offer", "@can.offer"),
    "R8": ("@offer",),
    "R10": ("@will",),
    "R11": ("@person", "@will"),
    "R12": ("@will",),
}
"""Signs that a sentence without a scenario file would leave in its own case: its code presupposes them."""


@dataclass(frozen=True)
class Labelled:
    """One sentence (`number` of a reply) with its signals and codes.

    `clauses` are the signals of its clauses where it is long, of the whole of it otherwise.
    `weight` is 1 for a sentence of a reply to a known case; `levels` are those of the whole reply, 0-4,
    where it has been rated.
    """

    scenario: str
    lang: Lang
    reply_id: str
    number: int
    wording: frozenset[str]
    signs: frozenset[str]
    codes: frozenset[str]
    weight: float
    clauses: tuple[Signals, ...] = ()
    levels: tuple[int, int, int] | None = None


def rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of a JSON-lines file beside this one."""
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


@cache
def rubric() -> Rubric:
    """Return the default rubric."""
    return Library().rubric("service").value


@cache
def engine(scenario: str, lang: Lang) -> Engine:
    """Return the engine of a scenario."""
    return Engine(Library().scenario(scenario).value, rubric(), lang)


@cache
def _message_engine(message: str, lang: Lang) -> Engine:
    return Engine(scenario_of(message, lang), rubric(), lang)


def context(scenario: str, turn: str, lang: Lang) -> Context:
    """Return the context of a first reply to a turn."""
    whole = engine(scenario, lang).scenario
    found = whole.turn(turn)
    assert found is not None, (scenario, turn)
    return Context(
        turn=turn,
        gives=found.gives,
        raises=found.raises,
        impacts=found.impacts,
        customer=(found.says[0].text.get(lang),),
        heat=whole.customer.heat,
    )


FULL, SINGLE = 0.7, 0.5
"""Weights of sentences from further replies and replies to other cases, and of single examples.

The panel's and the first own replies weigh 1. Leaving one scenario out, .25 to 1 made no difference above
.005 for other cases; the middle was taken, and taken again for further replies: on replies that nothing is
fitted on, .4, .7 and 1 give .76, .75 and .76 in English empathy, .71 without them.
"""


def labelled() -> Iterator[Labelled]:
    """Yield every labelled sentence. None is of an unseen scenario."""
    codes = {row["id"]: row["codes"] for row in rows("sentences.jsonl")}
    rated = [row | {"codes": codes[row["id"]]} for row in rows("replies.jsonl") if row["id"] in codes]
    for row in (*rated, *rows("own_replies.jsonl"), *_anchors(), *_near_misses()):
        yield from _to_known(row, ANCHOR if row["id"].startswith("anchor") else 1.0)
    for row in rows("further_replies.jsonl"):
        yield from _to_known(row, FULL)
    for row in rows("other_cases.jsonl"):
        yield from _of(_message_engine("", row["lang"]), _nothing(row["lang"]), row, FULL)
    for line in (HERE / "examples.tsv").read_text("utf-8").splitlines():
        lang, code, sign, shown, text = line.split("\t")
        row = {"lang": lang, "reply": text, "codes": None}
        found = set(shown.split()) | ({code} if sign == "+" else set())
        parts = list(_of(_message_engine("", row["lang"]), _nothing(row["lang"]), row, SINGLE))
        yield Labelled(
            "",
            row["lang"],
            "",
            0,
            frozenset().union(*(p.wording for p in parts)),
            frozenset().union(*(p.signs for p in parts), *(LINKS.get(c, ()) for c in found)),
            frozenset(found),
            min((p.weight for p in parts), default=SINGLE),
        )


def _to_known(row: dict[str, Any], weight: float) -> Iterator[Labelled]:
    """Yield the sentences of a reply to a scenario that is not an unseen one."""
    assert row["scenario"] not in UNSEEN
    made = engine(row["scenario"], row["lang"])
    yield from _of(made, context(row["scenario"], row["turn"], row["lang"]), row, weight)


ANCHOR = 12.0
"""Weight of a sentence of an anchor reply: what defines a level weighs more than an example of it."""


def _anchors() -> Iterator[dict[str, Any]]:
    """Yield the sentences set by hand; those of a whole anchor with the levels that it defines."""
    whole = yaml.safe_load((HERE / "anchors.yaml").read_text("utf-8"))["anchors"]
    levels = {row["id"].partition("/")[2]: row["levels"] for row in whole}
    for row in rows("anchor_sentences.jsonl"):
        kind, number, *_ = row["id"].split("-")
        yield row | {"levels": levels[number]} if kind == "anchor" else row


def _near_misses() -> Iterator[dict[str, Any]]:
    """Yield the near misses of the domain reference: they show no indicator, and the harm they name."""
    for entry in yaml.safe_load((HERE / "near_misses.yaml").read_text("utf-8"))["near_misses"]:
        for lang in LANGS:
            for number, text in enumerate(entry.get(lang, ())):
                made, around = engine("complaint-01", lang), context("complaint-01", "opening", lang)
                count = len(made.read(text, around)[1])
                yield {
                    "id": f"{entry['id']}-{lang}-{number}",
                    "scenario": "complaint-01",
                    "turn": "opening",
                    "lang": lang,
                    "reply": text,
                    "codes": [entry.get("code", "")] * count,
                }


def _nothing(lang: Lang) -> Context:
    return Context(turn=TURN, alone=True, gives=("emotion", "demand", "question"))


def _of(made: Engine, around: Context, row: dict[str, Any], weight: float) -> Iterator[Labelled]:
    case, found = made.read(row["reply"], around)
    codes = row["codes"]
    if codes is not None:
        assert len(codes) == len(found), (row.get("id"), len(codes), len(found))
    for number, (signals, *clauses) in enumerate(found):
        shown = frozenset(codes[number].split()) if codes is not None else frozenset()
        known = bool(row.get("scenario"))
        links = frozenset() if known else frozenset(s for c in shown for s in LINKS.get(c, ()))
        size = len(case.reading.tokens_in(number))
        yield Labelled(
            row.get("scenario", ""),
            row["lang"],
            row.get("id", ""),
            number,
            signals.wording,
            signals.signs | links,
            shown,
            weight / (1 + max(0, size - LONG) / 20),
            tuple(clauses) or (signals,),
            tuple(row["levels"][d] for d in DIMENSIONS) if row.get("levels") else None,
        )


__all__ = ["LANGS", "UNSEEN", "Labelled", "context", "engine", "labelled", "rows", "rubric"]
