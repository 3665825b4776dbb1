"""Scoring law 5: spelling, case, marks, emoji, order, script and forms of address are never evidence."""

from __future__ import annotations

import pytest
import scoring_disguise as disguise
import scoring_kit as kit

from sim.model.language import LANGS, Lang

ANCHORS = (6, 7, 9, 10)
"""The anchors with evidence in them."""


def allowed(change: disguise.Disguise) -> int:
    """Return by how many levels a dimension may move.

    Fairness test F1 asks for none, F10 (order) for one at most. Where marks between sentences are
    missing or several words are misspelt at once, one level is what the engine still owes.
    """
    return 1 if change.__name__.startswith(("typos", "no_punctuation", "reversed")) else 0


def distance(before: tuple[int | None, ...], after: tuple[int | None, ...]) -> int:
    """Return how far two rows of levels are apart in the dimension where they are farthest apart."""
    return max(abs((x or 0) - (y or 0)) for x, y in zip(before, after, strict=True))


TYPED: tuple[tuple[Lang, disguise.Disguise], ...] = tuple(
    (lang, change) for lang in LANGS for change in (*disguise.BOTH, *disguise.ONLY[lang])
)


@pytest.mark.parametrize(
    ("lang", "change"), [pytest.param(lang, c, id=f"{c.__name__}-{lang}") for lang, c in TYPED]
)
def test_how_an_anchor_is_typed_changes_nothing(lang: Lang, change: disguise.Disguise) -> None:
    """The anchors with evidence keep their levels however they are typed."""
    moved = {}
    for number in ANCHORS:
        plain = kit.anchor(number, lang)
        before, after = kit.levels(plain, lang), kit.levels(change(plain), lang)
        if distance(before, after) > allowed(change):
            moved[f"row {number}"] = (before, after, change(plain))
    assert moved == {}


@pytest.mark.parametrize(
    ("lang", "change"), [pytest.param(lang, c, id=f"{c.__name__}-{lang}") for lang, c in TYPED]
)
def test_how_a_strong_exemplar_is_typed_changes_nothing(lang: Lang, change: disguise.Disguise) -> None:
    """The strong reply to every turn keeps its levels however it is typed."""
    moved = {}
    for name, spoken, turn, plain in kit.strong():
        if spoken != lang:
            continue
        before = kit.levels(plain, lang, turn, exemplars=False)
        after = kit.levels(change(plain), lang, turn, exemplars=False)
        if distance(before, after) > allowed(change):
            moved[name] = (before, after, change(plain))
    assert moved == {}


@pytest.mark.parametrize("lang", LANGS)
def test_a_disguise_is_one(lang: Lang) -> None:
    """The changes above do change the text of a long reply: otherwise they would prove nothing."""
    plain = kit.anchor(9, lang)
    idle = {"curly", "polite", "lower" if lang == "zh" else "", "upper" if lang == "zh" else "", "spaced"}
    same = {c.__name__ for spoken, c in TYPED if spoken == lang and c(plain) == plain}
    assert same <= idle


@pytest.mark.parametrize(
    ("lang", "turn"), [pytest.param(lang, turn, id=name) for name, lang, turn, _ in kit.strong()]
)
def test_a_strong_exemplar_is_strong(lang: Lang, turn: str) -> None:
    """Not taken for a copy, the strong exemplar of a turn reaches 3 in all that it is scored for."""
    text = next(t for _, spoken, at, t in kit.strong() if (spoken, at) == (lang, turn))
    reached = [level for level in kit.levels(text, lang, turn, exemplars=False) if level is not None]
    assert reached
    assert min(reached) >= 3, reached
