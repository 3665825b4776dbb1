"""Owns the short form of words that were quoted whole before: from where they earned what is told of them.

Knows of a finding only the rule it was found by; never decides what counts.
"""

from __future__ import annotations

from sim.text.normalise import normalise
from sim.text.tokens import keyed_words_of, tokenise

LITTLE = 4
"""Characters before the words of a rule that are not worth leaving out."""

KINDS = ("phrase", "wording")
"""Rules that name words; a check or a fact names none, and the beginning has to do."""


def begun(quote: str, rule: str, most: int) -> str:
    """Return the quotation without what stands before the words of its rule, where they lie beyond `most`."""
    kind, _colon, words = rule.partition(":")
    keys = {key for key, _raw in keyed_words_of(normalise(words).text)} if kind in KINDS else set()
    plain = normalise(quote)
    found = [(t.key, *plain.span(t.start, t.end)) for t in tokenise(plain) if t.key in keys]
    if not found:
        return quote

    def weight(at: int) -> tuple[int, int]:
        first = found[at][1]
        near = {key for key, start, _end in found[at:] if start - first <= most}
        return len(near), -at

    best = max(range(len(found)), key=weight)
    near = [end for _key, start, end in found[best:] if start - found[best][1] <= most]
    start = found[best][1]
    return quote if near[-1] <= most or start <= LITTLE else "..." + quote[start:]
