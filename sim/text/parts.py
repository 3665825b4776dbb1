"""Owns what a reply is made of: its words, clauses and sentences, and the times and sums in them.

Knows no phrase and no meaning; those are `reading`'s.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from sim.model.language import Lang
from sim.text.amounts import Amount, find_amounts
from sim.text.normalise import Plain
from sim.text.segment import Piece, marked_off
from sim.text.times import When, find_times
from sim.text.tokens import Token

MONEY = "£$€¥"
"""Signs that stand before a sum and are no token."""


@dataclass(slots=True)
class Sentence:
    """One sentence: its place in the plain text, its tokens, and how it is meant."""

    index: int
    start: int
    end: int
    text: str
    question: bool
    counterfactual: bool


@dataclass
class Parts:
    """A reply cut into its parts. Token and sentence indexes are those of `tokens` and `sentences`."""

    plain: Plain
    lang: Lang
    tokens: list[Token]
    sentences: list[Sentence]
    clauses: list[Piece]
    sentence_of: list[int]
    clause_of: list[int]

    @cached_property
    def times(self) -> list[When]:
        """Every time named in the reply."""
        return find_times(self.plain.text, self.lang)

    @cached_property
    def amounts(self) -> list[Amount]:
        """Every amount of money named in the reply."""
        return find_amounts(self.plain.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    def clause_text(self, token: int) -> str:
        """Return the text of the clause around a token."""
        piece = self.clauses[self.clause_of[token]]
        return self.plain.text[piece.start : piece.end]

    def clause_tokens(self, token: int) -> list[int]:
        """Return the indexes of the tokens in the clause around a token."""
        return self.tokens_of[self.clause_of[token]]

    @cached_property
    def tokens_of(self) -> dict[int, list[int]]:
        """Token indexes by clause."""
        found: dict[int, list[int]] = defaultdict(list)
        for token, clause in enumerate(self.clause_of):
            found[clause].append(token)
        return dict(found)

    def marked_off(self) -> list[list[int]]:
        """Return token indexes by stretch between marks and joining words; clauses may be shorter."""
        whole = [Piece(s.start, s.end) for s in self.sentences]
        starts = [part.start for piece in whole for part in marked_off(self.plain.text, piece)]
        found: dict[int, list[int]] = defaultdict(list)
        for number, token in enumerate(self.tokens):
            found[bisect.bisect_right(starts, token.start)].append(number)
        return list(found.values())

    @cached_property
    def _tokens_by_sentence(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for token, sentence in enumerate(self.sentence_of):
            found[sentence].append(token)
        return found

    def tokens_in(self, sentence: int) -> list[int]:
        """Return the indexes of the tokens of a sentence."""
        return self._tokens_by_sentence.get(sentence, [])

    @cached_property
    def times_of(self) -> dict[int, list[When]]:
        """Times by the clause they begin in."""
        found: dict[int, list[When]] = defaultdict(list)
        if self.tokens:
            for when in self.times:
                found[self.clause_of[self.token_at(when.start)]].append(when)
        return dict(found)

    @cached_property
    def clauses_of(self) -> dict[int, list[int]]:
        """Clauses by sentence."""
        found: dict[int, list[int]] = defaultdict(list)
        for clause, tokens in self.tokens_of.items():
            found[self.sentence_of[tokens[0]]].append(clause)
        return dict(found)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the span of tokens `first`..`last` in the reply as typed, with the signs of its sums."""
        text, start, end = self.plain.text, self.tokens[first].start, self.tokens[last].end
        start -= start > 0 and text[start - 1] in MONEY
        end += text[end : end + 1] == "%"
        return self.plain.span(start, end)

    def token_at(self, place: int) -> int:
        """Return the index of the token at or after a place of the plain text."""
        return min(bisect.bisect_left(self._starts, place), max(0, len(self.tokens) - 1))

    def token_before(self, place: int) -> int:
        """Return the index of the last token that starts before a place of the plain text."""
        return max(0, bisect.bisect_left(self._starts, place) - 1)
