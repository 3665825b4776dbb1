"""Owns the link conditions: what ties general wording to this case (scoring law 2).

A link must stand in the same sentence as the wording or near it.
"""

from __future__ import annotations

from sim.scoring.context import Case
from sim.scoring.topics import names
from sim.text import Hit

KINDS = {
    "impact": ("impact",),
    "offer": ("offer",),
    "limit": ("limit",),
    "card": ("card",),
    "person": ("person",),
    "given": ("given",),
    "fact": ("impact", "offer", "limit", "card", "person"),
}

NEIGHBOUR = 2
"""How many sentences away a link may stand. An apology and what it is for often stand side by side."""


def find_link(
    case: Case, hit: Hit, needs: tuple[str, ...], reach: int = NEIGHBOUR, topic_reach: int = 0
) -> str | None:
    """Return what ties `hit` to the case, an empty string when nothing is needed, None when nothing does.

    It may stand in the same sentence or up to `reach` sentences away; a mere word of the case (`topic`)
    up to `topic_reach`.
    """
    sentence = case.reading.sentence_of[hit.first]
    for need in needs:
        if need == "nothing":
            return ""
        if need not in case.links:
            case.links[need] = _index(case, need)
        places = case.links[need]
        far = topic_reach if need == "topic" else reach
        for near in range(sentence, sentence + far + 1):
            if near in places:
                return places[near]
        for near in range(sentence - 1, sentence - far - 1, -1):
            if near in places:
                return places[near]
    return None


def _index(case: Case, need: str) -> dict[int, str]:
    """Return, for one kind of link, the sentences that hold one and the first that stands there."""
    sentence_of = case.reading.sentence_of
    found: list[tuple[int, str]] = []
    if need in KINDS:
        found = [(sentence_of[h.first], h.ref) for h in case.kind(*KINDS[need])]
    if need in ("incident", "cause", "fact"):
        refs = ("incident", "cause") if need == "fact" else (need,)
        found += [(sentence_of[h.first], h.ref) for h in case.hits(*refs)]
    elif need == "act":
        found = [(sentence_of[c.first], "act") for c in case.commitments if not c.rejected]
    elif need == "time":
        found = [(sentence_of[case.reading.token_at(w.start)], "time") for w in case.reading.times]
    elif need == "reference":
        known = {r.lower() for r in case.scenario.facts.references}
        tokens = enumerate(case.reading.tokens)
        found = [(sentence_of[i], f"reference.{t.raw}") for i, t in tokens if t.raw in known]
    elif need == "topic":
        named = names(case.reading.tokens, case.lang)
        found = [
            (sentence_of[at], f"topic.{key}")
            for at, key in named
            if key in case.topics and at not in case.copied
        ]
    elif need == "question":
        return {s.index: "question" for s in case.reading.sentences if s.question}
    places: dict[int, str] = {}
    for sentence, ref in found:
        places.setdefault(sentence, ref)
    return places
