"""Owns the link conditions: what ties general wording to this case (scoring law 2).

A link must stand in the same sentence as the wording or in the one beside it.
"""

from __future__ import annotations

from sim.scoring.context import Case
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

NEIGHBOUR = 1
"""How many sentences away a link may stand. An apology and what it is for often stand side by side."""


def find_link(case: Case, hit: Hit, needs: tuple[str, ...]) -> str | None:
    """Return what ties `hit` to the case, an empty string when nothing is needed, None when nothing does."""
    sentence = case.reading.sentence_of[hit.first]

    def near(first: int) -> bool:
        return abs(case.reading.sentence_of[first] - sentence) <= NEIGHBOUR

    for need in needs:
        if need == "nothing":
            return ""
        if need in KINDS:
            for other in case.kind(*KINDS[need]):
                if near(other.first):
                    return other.ref
        if need in ("incident", "cause", "fact"):
            for other in case.hits("incident", "cause") if need == "fact" else case.hits(need):
                if near(other.first):
                    return other.ref
        if need == "act":
            for commitment in case.commitments:
                if near(commitment.first) and not commitment.rejected:
                    return "act"
        if need == "time":
            for when in case.reading.times:
                if near(case.reading.token_at(when.start)):
                    return "time"
        if need == "reference":
            known = {r.lower() for r in case.scenario.facts.references}
            for i, token in enumerate(case.reading.tokens):
                if near(i) and token.raw in known:
                    return f"reference.{token.raw}"
        if need == "question" and case.reading.sentences[sentence].question:
            return "question"
    return None
