"""The anchor replies and near misses of the domain reference get the levels that it gives them."""

from __future__ import annotations

from typing import Any

import pytest
import scoring_kit as kit

from sim.model.language import LANGS, Lang
from sim.model.score import DIMENSIONS, Dimension

EXACT = 9
"""Of 12 anchors, so many must be exact per dimension and language; all are within one level."""

BRACKETS = 48
"""Of 57 near-miss wordings, so many sat at their very bracket when this was set: a tripwire, no claim."""


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("row", kit.anchors(), ids=lambda row: row["id"])
def test_an_anchor_reply_is_within_one_level(row: dict[str, Any], lang: Lang) -> None:
    """No anchor reply is more than one level away from its label, in any dimension."""
    got = kit.score(row[lang], lang).levels
    assert {d: got[d] for d in DIMENSIONS if abs((got[d] or 0) - row["levels"][d]) > 1} == {}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_most_anchor_replies_are_exact(dimension: Dimension, lang: Lang) -> None:
    """At least nine of the twelve anchors get exactly their level."""
    misses = {
        row["id"]: (got, row["levels"][dimension])
        for row in kit.anchors()
        if (got := kit.score(row[lang], lang).levels[dimension]) != row["levels"][dimension]
    }
    assert len(misses) <= 12 - EXACT, misses


@pytest.mark.parametrize("lang", LANGS)
def test_only_the_two_attacks_among_the_anchors_are_flagged(lang: Lang) -> None:
    """Rows 11 and 12 carry a gaming flag with a reason; an honest anchor never does."""
    found = {row["id"]: kit.score(row[lang], lang) for row in kit.anchors()}
    assert {name for name, e in found.items() if e.flags} == {"2.8/11", "2.8/12"}
    assert all(len(e.flags) == len(e.flag_reasons) and all(e.flag_reasons) for e in found.values())


@pytest.mark.parametrize("lang", LANGS)
def test_wages_promised_are_over_authority(lang: Lang) -> None:
    """Row 8: the promise of wages is an over-promise and stands in the ledger as over authority."""
    found = kit.score(kit.anchor(8, lang), lang)
    assert "X07" in found.codes()
    assert ("X07", "forbidden.wages") in {(f.code, f.link) for f in found.findings}
    assert ("forbidden.wages", "over") in {(p.ref, p.standing) for p in found.promises}


@pytest.mark.parametrize("lang", LANGS)
def test_chat_spelling_costs_nothing(lang: Lang) -> None:
    """Row 10 is row 9 in chat spelling with less content: never below it by more than what it left out."""
    careful, hasty = kit.levels(kit.anchor(9, lang), lang), kit.levels(kit.anchor(10, lang), lang)
    assert careful == (4, 4, 4)
    assert all(a <= b for a, b in zip((3, 4, 3), hasty, strict=True) if b is not None)


@pytest.mark.parametrize(
    ("lang", "text", "entry"), [pytest.param(*rest, id=name) for name, *rest in kit.near_misses()]
)
def test_a_near_miss_does_not_count(lang: Lang, text: str, entry: dict[str, Any]) -> None:
    """A near miss is never evidence: alone it reaches no more than its bracket, level 1 for nearly all."""
    level = kit.score(text, lang).levels[entry["dimension"]]
    assert level is not None
    assert level <= max(1, *entry["levels"]), entry["why"]


@pytest.mark.parametrize(
    ("lang", "text", "entry"),
    [pytest.param(*rest, id=name) for name, *rest in kit.near_misses() if "code" in rest[2]],
)
def test_a_near_miss_that_harms_is_named(lang: Lang, text: str, entry: dict[str, Any]) -> None:
    """Where the reference names the anti-pattern of a near miss, that one is found."""
    assert entry["code"] in kit.score(text, lang).codes()


@pytest.mark.parametrize(
    ("lang", "text", "entry"),
    [pytest.param(*rest, id=name) for name, *rest in kit.near_misses() if "flagged" in rest[2]],
)
def test_stuffing_is_flagged(lang: Lang, text: str, entry: dict[str, Any]) -> None:
    """A list of indicator words carries a gaming flag with a reason."""
    found = kit.score(text, lang)
    assert found.flags, entry["why"]
    assert found.flag_reasons


def test_most_near_misses_hit_their_bracket() -> None:
    """The exact bracket is reported apart from the rule that a near miss never counts."""
    misses = {
        name: (got, entry["levels"])
        for name, lang, text, entry in kit.near_misses()
        if (got := kit.score(text, lang).levels[entry["dimension"]]) not in entry["levels"]
    }
    assert len(kit.near_misses()) - len(misses) >= BRACKETS, misses


def test_the_tables_are_whole() -> None:
    """Twelve anchors and 46 near misses stand in the files, each once."""
    assert [row["id"] for row in kit.anchors()] == [f"2.8/{n}" for n in range(1, 13)]
    names = {entry["id"] for *_, entry in kit.near_misses()}
    ranges = {"E": 18, "R": 14, "A": 14}
    assert names == {f"N-{letter}{n}" for letter, last in ranges.items() for n in range(1, last + 1)}
