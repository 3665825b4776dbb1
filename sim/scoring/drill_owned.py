"""Owns which point the words of a drill's answer are spent on, and names that are misspelt.

Knows no score. An answer goes by names: what stands beside one explains that one and no other, so
explanations set beside the wrong names explain nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from sim.model.language import Lang
from sim.scoring.drill_links import longest
from sim.text import Hit, Reading
from sim.text.phrases import expand

LEAD = {"en": 4, "zh": 4}
"""Words or characters before a name in its clause up to which the name is what the clause is about
(“And then there is price: …”); one further in is a word of somebody else's explanation."""

JOINT = {"en": 2, "zh": 2}
"""Words or characters between two names up to which one explanation serves both (“know and care: …”)."""

RUN = 4
"""So many names of different points with nothing between them, not even a comma, are a list."""

SHORTEST_WORD = 5
"""Letters of an English name from which one letter more, fewer, changed or swapped is a slip of typing."""

SURE = 4
"""Characters of a Chinese name from which one wrong character is a slip wherever it stands; a shorter one
is looked for in headings alone."""

SUFFIX = 2
"""Characters that a Chinese heading may have behind its name (“…忠诚”, “…型”)."""

_HEADING = re.compile(
    r"(?:^|[\n;。.!,、])(?:[\s*()0-9.、]|[a-f][.)])*([^\s:;。.!,、\"'-]{2,14})\s*(?::|-|=|就是|是|指)"
)
"""A word before a colon, a dash or “是”."""


class Owned:
    """Which points the words of an answer are spent on."""

    def __init__(self, reading: Reading, names: Mapping[str, Sequence[Hit]]) -> None:
        """Cut the answer at the names that its clauses begin with."""
        self._of: dict[int, set[str]] = {}
        points = {(h.first, h.last): p for p, hits in names.items() for h in hits}
        heads = [h for h in longest(h for hits in names.values() for h in hits) if _leads(reading, h)]
        self._groups: list[tuple[set[str], int, int]] = []
        for hit in heads:
            point = points[hit.first, hit.last]
            joint = self._groups and hit.first - self._groups[-1][2] <= JOINT[reading.lang] + 1
            if joint and reading.sentence_of[self._groups[-1][2]] == reading.sentence_of[hit.first]:
                known, first, _ = self._groups[-1]
                self._groups[-1] = (known | {point}, first, hit.last)
            else:
                self._groups.append(({point}, hit.first, hit.last))
        ends = [*(g[1] for g in self._groups), len(reading.tokens)][1:]
        for (owners, first, last), end in zip(self._groups, ends, strict=True):
            begin = reading.clause_tokens(first)[0]
            for at in range(begin, end):
                if at > last and reading.sentence_of[at] > reading.sentence_of[last]:
                    break
                self._of.setdefault(at, set()).update(owners)

    def lends(self, hit: Hit, point: str) -> bool:
        """Say whether words may explain a point: they are spent on it, or on none."""
        owners = self._of.get(hit.first)
        return not owners or point in owners

    def spent_on(self, hit: Hit, point: str) -> bool:
        """Say whether words stand beside a name of the point."""
        return point in self._of.get(hit.first, ())


def _leads(reading: Reading, hit: Hit) -> bool:
    return hit.first - reading.clause_tokens(hit.first)[0] <= LEAD[reading.lang]


def is_run(reading: Reading, names: Mapping[str, Sequence[Hit]]) -> bool:
    """Say whether names of several points stand one upon the other, with nothing between them."""
    hits = longest(h for of in names.values() for h in of)
    run: set[tuple[int, int]] = set()
    for before, hit in pairwise(hits):
        touch = before.last + 1 == hit.first
        bare = touch and not re.search(
            r"[^\s]", reading.plain.text[reading.tokens[before.last].end : reading.tokens[hit.first].start]
        )
        run = run | {(hit.first, hit.last)} if bare else set()
        if len(run) + 1 >= RUN:
            return True
    return False


def slips(reading: Reading, phrases: Sequence[tuple[str, str]], taken: set[int]) -> Iterator[Hit]:
    """Yield the words that are a name but for one slip, in (reference, phrase) pairs, unnamed so far."""
    wordings = [(ref, phrase, w) for ref, phrase in phrases for w in expand(phrase) if "…" not in w]
    text = reading.plain.text
    for match in _HEADING.finditer(text):
        first, last = reading.token_at(match.start(1)), reading.token_before(match.end(1))
        if taken.isdisjoint(range(first, last + 1)):
            for ref, phrase, wording in wordings:
                said = match[1]
                if reading.lang == "zh" and len(said) - len(wording) <= SUFFIX:
                    said = said[: len(wording)]
                if _slip(said, wording, reading.lang):
                    yield Hit(ref, phrase, first, last)
    if reading.lang == "zh":
        for ref, phrase, wording in (w for w in wordings if len(w[2]) >= SURE):
            for first in range(len(reading.tokens) - len(wording) + 1):
                last = first + len(wording) - 1
                said = text[reading.tokens[first].start : reading.tokens[last].end]
                if taken.isdisjoint((first, last)) and _slip(said, wording, "zh"):
                    yield Hit(ref, phrase, first, last)


def _slip(said: str, meant: str, lang: Lang) -> bool:
    """Say whether two different words are one slip apart."""
    if said == meant or abs(len(said) - len(meant)) > 1:
        return False
    if lang == "zh":
        return len(said) == len(meant) >= 2 and sum(a != b for a, b in zip(said, meant, strict=True)) == 1
    if len(meant) < SHORTEST_WORD or said[0] != meant[0]:
        return False
    at = next(
        (i for i, (a, b) in enumerate(zip(said, meant, strict=False)) if a != b), min(len(said), len(meant))
    )
    rest, want = said[at:], meant[at:]
    swapped = rest[:2] == want[1::-1] and rest[2:] == want[2:]
    return swapped or rest[1:] == want[1:] or rest[1:] == want or rest == want[1:]
