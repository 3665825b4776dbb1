"""A reply typed without a single mark: what it loses on average by that, which should be nothing (law 5)."""

from __future__ import annotations

import re
from statistics import fmean

import pytest

from sim.coach.rows import Row, RowScorer
from sim.content import Library
from sim.model.language import LANGS, Lang
from sim.model.score import DIMENSIONS, Dimension
from tests.calibration.labelled import UNSEEN, rows

LOST: dict[Lang, dict[Dimension, float]] = {
    "en": {"empathy": 0.14, "responsiveness": 0.29, "assurance": 0.21},
    "zh": {"empathy": 0.0, "responsiveness": 0.13, "assurance": 0.0},
}
"""Levels that an average tuning reply loses, at most: measured with `base-19` and rounded up
(English .21, .37 and .30 with `base-18`). These numbers may only fall."""

MARKS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"(?:(?<=\D)|(?<=\d)(?=[\s.,;!?]))[.,;:!?\"'’“”()–—-]+(?=\s|$)|['’]"),
    "zh": re.compile(r"[，。！？；：、,.!?;:“”]+(?!\d)"),
}
"""Marks between words, and English apostrophes."""


def unmarked(reply: str, lang: Lang) -> str:
    """Return a reply in small letters, with spaces for its marks."""
    bare = MARKS[lang].sub(lambda m: "" if m[0] in "'’" else " ", reply)
    return re.sub(r"\s+", " ", bare).strip().lower()


@pytest.mark.parametrize("lang", LANGS)
def test_a_reply_without_marks_is_worth_what_it_is_with_them(lang: Lang) -> None:
    """No dimension loses more of a level on average than was measured; nearly all levels stay."""
    scorer = RowScorer(Library())
    lost: dict[Dimension, list[int]] = {d: [] for d in DIMENSIONS}
    for row in rows("replies.jsonl"):
        if row["lang"] != lang or row["scenario"] in UNSEEN:
            continue
        case = {key: row[key] for key in ("scenario", "turn", "lang")}
        typed, bare = (
            scorer.score(Row(reply=reply, **case))["levels"]
            for reply in (row["reply"], unmarked(row["reply"], lang))
        )
        for dimension in DIMENSIONS:
            if typed[dimension] is not None:
                lost[dimension].append(typed[dimension] - bare[dimension])
    found = {dimension: fmean(values) for dimension, values in lost.items()}
    assert all(len(values) > 200 for values in lost.values())
    assert all(found[d] <= LOST[lang][d] for d in DIMENSIONS), found
