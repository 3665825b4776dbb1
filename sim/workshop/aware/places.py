"""Owns where something of a scenario stands in its file: facts, phrases, texts, exemplars.

Reads nothing; it is handed the tree of the file. A text that a file in one
language writes plainly has no name of a language above it.
"""

from __future__ import annotations

from sim.content.problems import Path
from sim.content.reader import Tree
from sim.model.language import Lang
from sim.model.scenario import Scenario

GROUP_OF = {
    "impact": "impacts",
    "offer": "offers",
    "limit": "limits",
    "forbidden": "forbidden",
    "false": "false_claims",
    "given": "given",
    "ask": "may_ask",
    "person": "people",
}
"""The kind in a reference (`offer.slot`) and the part of `facts` in which it stands."""

ASKED = frozenset({"given", "ask"})
"""Kinds whose phrases stand under `asks` instead of `say`."""


def fact_at(ref: str, scenario: Scenario) -> Path:
    """Return the path of a fact by its reference; of all facts where it is none."""
    kind, _, key = ref.partition(".")
    if ref in ("cause", "incident"):
        return ("facts", ref)
    if kind == "card":
        at = next((n for n, entry in enumerate(scenario.facts.card) if entry.id == key), 0)
        return ("facts", "card", at)
    return ("facts", GROUP_OF[kind], key) if kind in GROUP_OF else ("facts",)


def phrases_at(ref: str, scenario: Scenario) -> Path:
    """Return the path of the phrases of a fact."""
    if ref == "incident":
        return ("facts", "incident")
    return (*fact_at(ref, scenario), "asks" if ref.partition(".")[0] in ASKED else "say")


def text_at(tree: Tree, path: Path, lang: Lang) -> Path:
    """Return the path of one language of a text."""
    return _first(tree, (*path, lang), path)


def item_at(tree: Tree, path: Path, lang: Lang, number: int) -> Path:
    """Return the path of phrase `number` (from 0) of one language."""
    return _first(tree, (*path, lang, number), (*path, number))


def phrase_at(tree: Tree, scenario: Scenario, ref: str, lang: Lang, phrase: str) -> Path:
    """Return the path of a phrase of a fact; of the fact's phrases where it is not one of them."""
    path = phrases_at(ref, scenario)
    known = dict(scenario.facts.phrases(lang)).get(ref, ())
    return item_at(tree, path, lang, known.index(phrase)) if phrase in known else path


def turn_at(scenario: Scenario, turn: str) -> Path:
    """Return the path of a turn by its id; of all turns where there is none such."""
    at = next((n for n, t in enumerate(scenario.turns) if t.id == turn), None)
    return ("turns",) if at is None else ("turns", at)


def _first(tree: Tree, wanted: Path, otherwise: Path) -> Path:
    return wanted if wanted in tree.values else otherwise
