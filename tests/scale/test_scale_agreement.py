"""How far levels agree with the reference labels when only the message is known: the figures in the docs."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from sim.content import Library
from sim.model.language import LANGS, Lang
from sim.model.score import DIMENSIONS, Dimension
from sim.report.agreement import bounds, share
from sim.scoring.message import context_of
from sim.scoring.sheet import SheetEngine
from sim.validity.agreement import adjacent, exact, interval, mean

ROOT = Path(__file__).parents[2]

UNSEEN = frozenset({"complaint-05", "retention-03", "loyalty-01", "aftersales-03"})
"""Rated scenarios on whose replies nothing was fitted (`tests/calibration/README.md`)."""


@cache
def figures() -> dict[tuple[Lang, Dimension], str]:
    """Return the cells of the table in the docs: replies, kappa's interval, exact, adjacent, difference."""
    library = Library()
    rubric = library.rubric("service").value
    sheets = {lang: SheetEngine(rubric, lang) for lang in LANGS}
    known = {name: library.scenario(name).value for name in UNSEEN}
    pairs: dict[tuple[Lang, Dimension], list[tuple[int, int]]] = {
        (lang, dimension): [] for lang in LANGS for dimension in DIMENSIONS
    }
    for line in (ROOT / "tests/calibration/replies.jsonl").read_text(encoding="utf-8").splitlines():
        rated = json.loads(line)
        if rated["scenario"] not in UNSEEN:
            continue
        lang = rated["lang"]
        turn = known[rated["scenario"]].turn(rated["turn"])
        assert turn is not None
        message = turn.says[0].text.get(lang)
        engine = sheets[lang].answering(message)
        context = context_of(engine.scenario, (message,))
        for dimension, level in engine.score(rated["reply"], context).levels.items():
            label = rated["levels"].get(dimension)
            if level is not None and label is not None:
                pairs[lang, dimension].append((label, level))
    return {
        group: (
            f"{len(found)} | {bounds(interval(found))} | {share(exact(found))} | {share(adjacent(found))}"
            f" | {mean([engine - label for label, engine in found]):+.1f}"
        )
        for group, found in pairs.items()
    }


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("docs/scoring-many.md", ("English", "Chinese", "empathy", "responsiveness", "assurance")),
        ("docs/zh/scoring-many.md", ("英文", "中文", "共情", "响应", "保证")),
    ],
)
def test_the_figures_in_the_docs_are_true(page: str, names: tuple[str, ...]) -> None:
    """Both pages give the agreement as it is made again from the rated replies nobody fitted on."""
    text = (ROOT / page).read_text(encoding="utf-8")
    words = dict(zip((*LANGS, *DIMENSIONS), names, strict=True))
    gap = " " if names[0].isascii() else ""
    made = figures()
    assert set(made) == {(lang, dimension) for lang in LANGS for dimension in DIMENSIONS}
    for (lang, dimension), cells in made.items():
        assert f"| {words[lang]}{gap}{words[dimension]} | {cells} |" in text
