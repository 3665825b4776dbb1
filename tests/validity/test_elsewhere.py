"""A good reply to another customer earns next to nothing: evidence is linked to the case (scoring law 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from sim.content import Library
from sim.model.language import LANGS, Lang
from sim.model.scenario import Scenario
from sim.scoring.context import Case, Context
from sim.scoring.elsewhere import is_elsewhere
from tests.calibration.labelled import context, engine, rows

MOST_PASSING = {"en": 0.2, "zh": 0.13}
"""Share of the strong replies to other openings that may reach level 3 in all dimensions: 60 and 37 of 306
measured. Before a reply's subject was looked at it was 158 and 185."""

PASSING = 3


def openings(lang: Lang) -> dict[str, Scenario]:
    """Return the bundled scenarios whose opening has examples in a language."""
    library = Library()
    found = {head.id: library.scenario(head.id).value for head in library.heads()}
    return {n: s for n, s in found.items() if s.turns[0].exemplars and s.language in (None, lang)}


def around(scenario: Scenario, name: str, lang: Lang) -> Context:
    """Return the context of a scenario's opening."""
    return context(name, scenario.turns[0].id, lang)


def strong(scenario: Scenario, lang: Lang) -> str:
    """Return the strong example of an opening."""
    assert scenario.turns[0].exemplars is not None
    return scenario.turns[0].exemplars.strong.get(lang)


def moved(lang: Lang) -> Iterator[tuple[int, ...]]:
    """Yield the levels of every strong reply at every other scenario's opening."""
    cases = openings(lang)
    for name, scenario in cases.items():
        for other, source in cases.items():
            if other != name:
                told = engine(name, lang).score(strong(source, lang), around(scenario, name, lang))
                yield tuple(level or 0 for level in told.levels.values())


@pytest.mark.parametrize("lang", LANGS)
def test_a_strong_reply_to_another_customer_seldom_passes(lang: Lang) -> None:
    """It may hit a word or an offer by chance; then that counts and no more."""
    levels = list(moved(lang))
    passing = sum(min(each) >= PASSING for each in levels)
    assert passing <= MOST_PASSING[lang] * len(levels)


@pytest.mark.parametrize("lang", LANGS)
def test_a_good_reply_is_at_home_where_it_was_written(lang: Lang) -> None:
    """Of the rated replies with a level of 3 or more 2 in 100 at most are taken for another customer's."""
    good = [
        r
        for r in rows("replies.jsonl")
        if r["lang"] == lang and max(filter(None, r["levels"].values()), default=0) >= 3
    ]
    away = [r for r in good if is_elsewhere(read(r))]
    assert len(good) > 100
    assert len(away) <= 0.02 * len(good)


def read(row: Mapping[str, Any]) -> Case:
    """Return what the checks found in a rated reply."""
    here = context(row["scenario"], row["turn"], row["lang"])
    return engine(row["scenario"], row["lang"]).read(row["reply"], here)[0]


HEATING = (
    "今天15点到18点师傅上门，我现在就给您订上，两台电暖器今晚送到家，不收费，楼里的循环泵坏了是我们的责任。"
)


def test_help_with_something_else_is_no_help() -> None:
    """An act, a time and an owner for a heating pump, to somebody whose sofa comes late."""
    told = engine("service-01", "zh").score(HEATING, context("service-01", "opening", "zh"))
    assert max(level or 0 for level in told.levels.values()) <= 1
    told = engine("loyalty-01", "zh").score(HEATING, context("loyalty-01", "opening", "zh"))
    assert min(level or 0 for level in told.levels.values()) >= 2


@pytest.mark.parametrize(
    ("lang", "reply"),
    [("en", "I'll ring you by six today with the answer."), ("zh", "我今天18点前给您打电话，告诉您结果。")],
)
def test_a_reply_that_names_nothing_may_be_said_to_anybody(lang: Lang, reply: str) -> None:
    """A plain promise with a time names no subject and is held to be about this case."""
    told = engine("service-01", lang).score(reply, context("service-01", "opening", lang))
    assert (told.levels["responsiveness"] or 0) >= 2
