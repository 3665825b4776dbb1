"""Owns finding many phrases in one reply, in one pass.

Phrases stand in a trie over token keys, so the cost follows the reply, not the
number of phrases. Never judges what a match means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, product

from sim.model.language import Lang
from sim.text.normalise import normalise
from sim.text.spelling import READ_BY_GRAMMAR
from sim.text.tokens import Token, key_of, keyed_words_of

GAP = "…"
_GAP_MARK = re.compile(r"\s*(?:…|\.\.\.)\s*")
GAP_REACH = {"en": 6, "zh": 12}
"""How many tokens `…` may stand for. Six English words or twelve characters: about one clause."""

FILLERS: dict[str, frozenset[str]] = {
    "en": frozenset(
        [
            "the",
            "a",
            "an",
            "your",
            "this",
            "that",
            "these",
            "those",
            "just",
            "realli",
            "veri",
            "so",
            "alreadi",
            "now",
            "actual",
            "still",
            "pleas",
            "quit",
            "also",
            "even",
            "all",
            "both",
            "right",
            "here",
            "my",
            "our",
            "you",
            "it",
            "for",
            "of",
            "to",
            "and",
            "been",
            "be",
            "have",
        ]
    ),
    "zh": frozenset("的了您也都就还先再啊呢吧呀给帮把这那您个一1下我们边里会来去已经有很真些"),
}
"""Words that may stand between the words of a phrase without changing what it says."""

OPTIONAL = frozenset({"the", "a", "an", "your", "this", "that", "pleas"})
"""English phrase words that need not be there, unless they begin it or one word would be left."""

OPENERS = frozenset({"the", "a", "an", "your"})
"""Of these, the words that only begin something: a phrase that ends in one needs it ("ruined your")."""

STOPS = (".", "。")
"""A phrase that ends in one holds only at the end of a sentence ("watch yourself.")."""

NOT = frozenset("不没")
"""How a Chinese phrase that denies may begin; between two of the same character it asks (能不能销户)."""

SKIPS = {"en": 2, "zh": 2}
"""How many fillers in a row may be skipped between two words of a phrase."""


@dataclass(slots=True)
class Hit:
    """A phrase found: what it stands for, its own wording, first and last token (inclusive).

    Nobody changes one; like a token it is not frozen, for dozens are made for a reply.
    """

    ref: str
    phrase: str
    first: int
    last: int


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    gap: _Node | None = None
    ends: list[tuple[str, str, bool]] = field(default_factory=list)
    """Reference and wording of each phrase that ends here; whether it holds only where a sentence does."""


def expand(phrase: str) -> list[str]:
    """Expand `a|b` into one phrase for each word."""
    if "|" not in phrase:
        return [phrase]
    pieces = [piece.split("|") for piece in phrase.split(" ")]
    return [" ".join(choice) for choice in product(*pieces)]


def keys_of(phrase: str, lang: Lang) -> list[str]:
    """Return the keys of one phrase, with `…` kept as a gap."""
    return _keys(next(_read([phrase])), lang)


Word = tuple[str, str]
"""Key and raw form of a word of a phrase."""


def _read(wordings: Sequence[str]) -> Iterator[list[list[Word]]]:
    """Yield the words of each wording, cut where it has a gap.

    All are read as the lines of two texts, those of plain letters and the others: a case has over ten
    thousand, and what one text costs by itself is most of what a short one costs.
    """
    cut = [_GAP_MARK.split(w) if GAP in w or "..." in w else [w] for w in wordings]
    lines = [[" ".join(part.split()) for part in parts] for parts in cut]
    words: dict[str, list[Word]] = {}
    for plain in (True, False):
        together = [line for line in dict.fromkeys(chain.from_iterable(lines)) if line.isascii() == plain]
        if together:
            read = normalise("\n".join(together)).text.split("\n")
            words |= zip(together, map(keyed_words_of, read), strict=True)
    for parts in lines:
        yield [words[part] for part in parts]


def _keys(parts: list[list[Word]], lang: Lang) -> list[str]:
    keys: list[str] = []
    for number, part in enumerate(parts):
        if number:
            keys.append(GAP)
        found = [key for key, _ in part]
        if lang == "en":
            spare = [k for i, k in enumerate(found) if i == 0 or k not in OPTIONAL]
            if found and found[-1] in OPENERS and len(spare) > 1:
                spare.append(found[-1])
            found = spare if len(spare) > 1 or len(parts) > 1 else found
        keys.extend(found)
    while keys and keys[-1] == GAP:
        keys.pop()
    while keys and keys[0] == GAP:
        keys.pop(0)
    return keys


def _forms(word: str) -> list[str]:
    """Return a word and its regular inflections, so that a misspelt inflection finds its word."""
    if len(word) < SHORTEST_STEM:
        return [word]
    stem = word.removesuffix("e")
    return [word, word + "s", stem + "ed", stem + "ing"]


SHORTEST_STEM = 4
"""Shorter words are not inflected for repair: their forms are one edit from too many others."""


class PhraseBook:
    """Every phrase of one case, ready to be found in replies of one language."""

    def __init__(self, phrases: Iterable[tuple[str, str]], lang: Lang) -> None:
        """Take (reference, phrase) pairs."""
        self.lang: Lang = lang
        self._root = _Node()
        self.vocabulary: dict[str, str] = {}
        wordings = [(ref, phrase, wording) for ref, phrase in phrases for wording in expand(phrase)]
        read = _read([wording for _, _, wording in wordings])
        for (ref, phrase, _), parts in zip(wordings, read, strict=True):
            self._add(ref, phrase, _keys(parts, lang))
            if lang == "en":
                for part in parts:
                    self._learn(part)
        if lang == "en":
            for word in " ".join(READ_BY_GRAMMAR).split():
                self.vocabulary.setdefault(word, key_of(word))
        self.words: dict[str, list[str]] = {}
        for word in sorted(w for w in self.vocabulary if len(w) >= SHORTEST_STEM):
            self.words.setdefault(word[0], []).append(word)

    def _learn(self, words: Sequence[Word]) -> None:
        """Take the words of a phrase, and their inflections, as known spellings."""
        for key, raw in words:
            if raw not in self.vocabulary and raw.isalpha():
                for form in _forms(raw):
                    self.vocabulary.setdefault(form, key)

    def _add(self, ref: str, phrase: str, keys: list[str]) -> None:
        if not keys:
            return
        node = self._root
        for key in keys:
            if key == GAP:
                node.gap = node.gap or _Node()
                node = node.gap
                continue
            if key not in node.next:
                node.next[key] = _Node()
            node = node.next[key]
        end = ref, phrase, phrase.endswith(STOPS) and not phrase.endswith("...")
        if end not in node.ends:
            node.ends.append(end)

    def find(self, tokens: list[Token], sentence_of: list[int], clause_of: list[int]) -> list[Hit]:
        """Return every phrase found, longest first at each place.

        None crosses a sentence; without `…` a Chinese one does not cross a comma either.
        """
        fillers, skips, reach = FILLERS[self.lang], SKIPS[self.lang], GAP_REACH[self.lang]
        best: dict[tuple[str, int], Hit] = {}
        keys = [token.key for token in tokens]
        count = len(keys)
        begins, chinese = self._root.next, self.lang == "zh"
        for first, begin in enumerate(keys):
            if begin not in begins:
                continue
            if chinese and begin in NOT and 0 < first < count - 1 and keys[first - 1] == keys[first + 1]:
                continue  # 能不能, 有没有 ask; the second half denies nothing
            child, sentence = begins[begin], sentence_of[first]
            stack: list[tuple[_Node, int, int]] = [(child, first, 0)]
            while stack:
                node, at, skipped = stack.pop()
                if not skipped:
                    for ref, phrase, closing in node.ends:
                        if closing and at + 1 < count and sentence_of[at + 1] == sentence:
                            continue
                        known = best.get((ref, first))
                        if known is None or known.last < at:
                            best[ref, first] = Hit(ref, phrase, first, at)
                following = at + 1
                if node.gap is not None and not skipped:
                    for ahead in range(following, min(count, following + reach + 1)):
                        if sentence_of[ahead] != sentence:
                            break
                        reached = node.gap.next.get(keys[ahead])
                        if reached is not None:
                            stack.append((reached, ahead, 0))
                if following >= count or sentence_of[following] != sentence:
                    continue
                if chinese and clause_of[following] != clause_of[at]:
                    continue
                key = keys[following]
                reached = node.next.get(key)
                if reached is not None:
                    stack.append((reached, following, 0))
                if skipped < skips and key in fillers and node.next:
                    stack.append((node, following, skipped + 1))
        return sorted(best.values(), key=lambda h: (h.first, -h.last, h.ref))


__all__ = ["GAP", "Hit", "PhraseBook", "expand", "keys_of"]
