"""Owns what tests of swaps share: the sampled replies, the bench, the list of what moved, the paraphrases."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.content import Library
from sim.model.language import LANGS, Lang
from sim.model.score import Explanation
from sim.scoring.wording import PROVOKED
from sim.validity.attacks import Good
from sim.validity.swaps import SWAPS, Bench, Compared
from tests.calibration.labelled import UNSEEN, context, engine

CALIBRATION = Path(__file__).parents[1] / "calibration"
CASE = "complaint-01"
"""The case that the paraphrases were written for."""

SAMPLE = 100
"""Replies a language that swaps are tried on: the first by a hash of their id, so that no one chose them."""


@cache
def library() -> Library:
    """Return the bundled files."""
    return Library()


@cache
def bench() -> Bench:
    """Return where swaps are tried, with the default sheet."""
    return Bench(lambda name: library().scenario(name).value, library().rubric("service").value)


@cache
def replies(lang: Lang) -> tuple[Good, ...]:
    """Return the sampled rated replies of one language, good and bad ones. None is of an unseen scenario."""
    lines = (CALIBRATION / "replies.jsonl").read_text("utf-8").splitlines()
    rows = (row for row in map(json.loads, lines) if row["scenario"] not in UNSEEN and row["lang"] == lang)
    ordered = sorted(rows, key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest())
    return tuple(Good.model_validate(row) for row in ordered[:SAMPLE])


@cache
def compared(swap: str, lang: Lang) -> tuple[Compared, ...]:
    """Return what one swap did to every sampled reply; made once."""
    rows = [row for row in SWAPS if row.id == swap]
    return tuple(one for good in replies(lang) for one in bench().compare(rows, good))


def told(moved: Iterable[Compared]) -> str:
    """Return what moved in words, one a line, for a reader of the test."""
    return "\n".join(
        f"{one.id} {list(one.before.values())} -> {list(one.after.values())} "
        f"[{'; '.join(one.changed)}] {one.text[:120]!r}"
        for one in moved
    )


@dataclass(frozen=True)
class Paraphrase:
    """One way to do what an indicator asks for, in words that no list holds."""

    lang: Lang
    code: str
    turn: str
    text: str


@cache
def paraphrases() -> tuple[Paraphrase, ...]:
    """Return all paraphrases."""
    found = []
    for line in (CALIBRATION / "paraphrases.tsv").read_text("utf-8").splitlines():
        lang, code, turn, text = line.split("\t")
        found.append(Paraphrase(next(known for known in LANGS if known == lang), code, turn, text))
    return tuple(found)


def said(one: Paraphrase) -> Explanation:
    """Return what the engine finds in a paraphrase as a whole reply; some are answers to an insult."""
    around = context(CASE, one.turn, one.lang)
    if one.code in PROVOKED:
        around = around.model_copy(update={"gives": (*around.gives, "abuse")})
    return engine(CASE, one.lang).score(one.text, around)


@cache
def misses(lang: Lang) -> tuple[str, ...]:
    """Return the paraphrases whose indicator is not found, one a line, with what was found instead."""
    return tuple(
        f"{one.code} {one.text} (found: {' '.join(sorted(found)) or 'nothing'})"
        for one in paraphrases()
        if one.lang == lang and one.code not in (found := said(one).codes())
    )
