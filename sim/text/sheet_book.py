"""Owns the phrases of one message on top of those of a sheet, which are compiled once for all messages.

A book of a message finds what `PhraseBook` finds of both together, hit for hit, and repairs the same
words; compiling it costs a hundredth. Never knows what a phrase means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sim.model.language import Lang
from sim.text import Hit, PhraseBook, Token
from sim.text.phrases import SHORTEST_STEM, Word
from sim.text.spelling import is_word


class SheetBook(PhraseBook):
    """The phrases of a sheet, with the words that they teach, in order, by first letter."""

    def __init__(self, phrases: Iterable[tuple[str, str]], lang: Lang) -> None:
        """Take (reference, phrase) pairs."""
        self.taught: dict[str, dict[str, Word]] = {}
        super().__init__(phrases, lang)

    def _learn(self, words: Sequence[Word]) -> None:
        for key, raw in words:
            self.taught.setdefault(raw[0], {}).setdefault(raw, (key, raw))
        super()._learn(words)


class MessageBook(PhraseBook):
    """The phrases of one message, looked for together with those of a sheet.

    No reference may stand in both: a hit is one of the message or one of the sheet.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]], sheet: SheetBook) -> None:
        """Take (reference, phrase) pairs of the message."""
        self._sheet = sheet
        self._own: list[Word] = []
        super().__init__(phrases, sheet.lang)
        letters: dict[str, _Spelling] = {}

        def letter(first: str) -> _Spelling:
            if first not in letters:
                own = [word for word in self._own if word[1][0] == first]
                letters[first] = _Spelling(first, [*own, *sheet.taught.get(first, {}).values()], sheet.lang)
            return letters[first]

        self.vocabulary = _Known(letter)
        self.words = _Choices(letter)

    def _learn(self, words: Sequence[Word]) -> None:
        self._own += words
        super()._learn(words)

    def find(self, tokens: list[Token], sentence_of: list[int], clause_of: list[int]) -> list[Hit]:
        """Return every phrase found, of the message or the sheet, longest first at each place."""
        own = super().find(tokens, sentence_of, clause_of)
        rest = self._sheet.find(tokens, sentence_of, clause_of)
        return sorted([*own, *rest], key=lambda h: (h.first, -h.last, h.ref)) if own else rest


class _Spelling(PhraseBook):
    """The words of one first letter that are known, learnt in the order of a book compiled as a whole.

    The order counts: a word that is known already teaches no inflections. Inflections keep the letter.
    """

    def __init__(self, first: str, words: Sequence[Word], lang: Lang) -> None:
        super().__init__((), lang)
        grammar, self.vocabulary = self.vocabulary, {}
        self._learn(words)
        for word, key in grammar.items():
            if word[0] == first:
                self.vocabulary.setdefault(word, key)
        self.choices = sorted(word for word in self.vocabulary if len(word) >= SHORTEST_STEM)


class _Known(dict[str, str]):
    """Says of a word whether a repair leaves it alone; a letter's words are made when one is doubted.

    Common words are never repaired, so they are known without looking.
    """

    def __init__(self, letter: Callable[[str], _Spelling]) -> None:
        super().__init__()
        self._letter = letter

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and (is_word(word) or word in self._letter(word[0]).vocabulary)


class _Choices(dict[str, list[str]]):
    """The words that a misspelt one may have been meant for, by first letter."""

    def __init__(self, letter: Callable[[str], _Spelling]) -> None:
        super().__init__()
        self._letter = letter

    def get(self, first: str, default: object = None) -> list[str]:  # noqa: ARG002
        """Return the words of a letter."""
        return self._letter(first).choices
