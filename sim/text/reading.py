"""Owns one reading of one reply: its words, sentences, times, phrases found, and whether they are meant.

Everything a check needs to know about the text is here; nothing here knows a rubric.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from sim.model.language import Lang
from sim.text import polarity, refusals
from sim.text.normalise import Plain, normalise
from sim.text.parts import Parts, Sentence
from sim.text.phrases import Hit, PhraseBook
from sim.text.segment import clauses, sentences
from sim.text.spelling import repair
from sim.text.tokens import Token, tokenise

AFTER = 26
"""Characters behind a Chinese phrase in which its refusal may follow (全包这句话我不能随口答应)."""


@dataclass
class Reading(Parts):
    """A reply, read once: its parts, the phrases found in it, and whether each is meant."""

    hits: dict[str, list[Hit]]
    _negators: list[int] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    _turned: dict[tuple[int, int, str], bool] = field(default_factory=dict)
    _reported: dict[int, bool] = field(default_factory=dict)

    def find(self, *refs: str) -> list[Hit]:
        """Return the hits of these references, in order of place."""
        if len(refs) == 1:  # those of one reference stand in order already
            return list(self.hits.get(refs[0], ()))
        found = [h for ref in refs for h in self.hits.get(ref, ())]
        return sorted(found, key=lambda h: (h.first, h.last))

    def find_kind(self, kind: str) -> list[Hit]:
        """Return the hits of every reference that starts with `kind.`, in order of place."""
        return list(self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> dict[str, list[Hit]]:
        """Hits by what stands before the dot of their reference, in order of place."""
        found: dict[str, list[Hit]] = defaultdict(list)
        for ref, hits in self.hits.items():
            found[ref.partition(".")[0]] += hits
        return {kind: sorted(hits, key=lambda h: (h.first, h.last, h.ref)) for kind, hits in found.items()}

    def sentence(self, hit: Hit) -> Sentence:
        """Return the sentence a hit stands in."""
        return self.sentences[self.sentence_of[hit.first]]

    def negated(self, hit: Hit) -> bool:
        """Say whether a negator before the hit, around it or after it turns it around.

        A phrase with a negation of its own ("do not have to", "赔不了") is only
        turned around by another one before it.
        """
        place = (hit.first, hit.last, hit.phrase)
        if place not in self._turned:
            self._turned[place] = self._is_negated(hit)
        return self._turned[place]

    def _is_negated(self, hit: Hit) -> bool:
        clause = self.clause_of[hit.first]
        reach = polarity.NEGATION_REACH[self.lang]
        low = bisect.bisect_left(self._negators, hit.first - reach)
        high = bisect.bisect_left(self._negators, hit.first)
        if any(self.clause_of[n] == clause for n in self._negators[low:high]) or self._ruled_out(clause):
            return True
        if self.lang == "zh" and self._refused_next(hit):
            return True
        end = self.tokens[hit.last].end
        after = self.plain.text[end : max(end, min(end + AFTER, self.sentence(hit).end))]
        if self.lang == "zh" and hit.ref.startswith(refusals.TOPICS) and refusals.REFUSED_TOPIC.match(after):
            return True
        if polarity.is_negative(hit.phrase, self.lang):
            return False
        if refusals.EXCLUDERS[self.lang].search(self.clause_text(hit.first)):
            return True
        before = self.plain.text[self.clauses[clause].start : self.tokens[hit.first].start]
        if self.lang == "zh" and refusals.SPARED.search(before):
            return True
        if self.lang == "en" and refusals.REFUSED_AFTER_EN.match(after):
            return True
        if self.lang == "zh" and (refusals.POTENTIAL.match(after[:4]) or refusals.REFUSED_AFTER.match(after)):
            return True
        inside = self._negators[high : bisect.bisect_right(self._negators, hit.last)]
        around: tuple[int, ...] = (clause, self.clause_of[hit.last])
        if hit.phrase.startswith(refusals.PROVIDED) and around[0] != around[1]:
            around = around[1:]  # 只要封条没拆，我就退: the "not" belongs to the condition
        return any(n > hit.first and self.clause_of[n] in around for n in inside)

    def refused(self, hit: Hit) -> bool:
        """Say whether the clause of a hit refuses a service of one's own, or the next does where it fails."""
        if self.lang != "zh":
            return False
        return refusals.WILL_NOT.search(self.clause_text(hit.first)) is not None or self._refused_next(hit)

    def _refused_next(self, hit: Hit) -> bool:
        """Say whether a hit names a failure, and the next clause refuses to do anything about it."""
        tokens = self.tokens_of.get(self.clause_of[hit.last] + 1)
        if not tokens or self.sentence_of[tokens[0]] != self.sentence_of[hit.last]:
            return False
        if not refusals.WILL_NOT.match(self.clause_text(tokens[0])):
            return False
        return refusals.FAILING.search(self.clause_text(hit.last)) is not None

    def _ruled_out(self, clause: int) -> bool:
        """Say whether a clause stands behind a label that says no ("What I can't do: name the hour")."""
        if ":" not in self.plain.text:
            return False
        sentence = self.sentence_of[self.tokens_of[clause][0]]
        for before in reversed([c for c in self.clauses_of.get(sentence, ()) if c < clause]):
            piece = self.clauses[before]
            label = self.plain.text[piece.start : piece.end].rstrip()
            if label.endswith(":"):
                return bool(refusals.NO_LABEL[self.lang].search(label))
        return False

    def holds_negator(self, first: int, last: int) -> bool:
        """Say whether a word between two tokens turns what follows it into its opposite."""
        low = bisect.bisect_left(self._negators, first)
        return low < len(self._negators) and self._negators[low] <= last

    def quoted(self, hit: Hit) -> bool:
        """Say whether the hit stands in quotation marks, code or an address."""
        if not self.quotes:
            return False
        start, end = self.tokens[hit.first].start, self.tokens[hit.last].end
        return any(s <= start and end <= e for s, e in self.quotes)

    def reported(self, hit: Hit) -> bool:
        """Say whether the hit stands in somebody else's words: what stands before it says so."""
        if hit.first not in self._reported:
            self._reported[hit.first] = self._is_reported(hit)
        return self._reported[hit.first]

    def _is_reported(self, hit: Hit) -> bool:
        piece = self.clauses[self.clause_of[hit.first]]
        before = self.plain.text[piece.start : self.tokens[hit.first].start]
        place = self.tokens[hit.first].start
        if polarity.is_reported(before, self.lang):
            return True
        return self._names_others and polarity.told_by_others(
            self.plain.text[self.sentence(hit).start : place]
        )

    @cached_property
    def _names_others(self) -> bool:
        return polarity.names_others(self.plain.text)

    def meant(self, hit: Hit, *, held_up: bool = False) -> bool:
        """Say whether the writer says it: not quoted, not reported, not only what would have been.

        A phrase written with a question mark holds only in a question. `held_up` counts what is only wished
        for or held up as well.
        """
        if hit.phrase.endswith(("?", "？")) and not self.sentence(hit).question:
            return False
        if self.quoted(hit) or self.reported(hit) or self.sentence(hit).counterfactual:
            return False
        return held_up or not self.supposed(hit)

    def supposed(self, hit: Hit) -> bool:
        """Say whether the words around a hit only wish for it or hold it up, and say nothing of it."""
        if not self._holds_up:
            return False
        sentence, place = self.sentence(hit), self.tokens[hit.first].end
        before = self.plain.text[self.clauses[self.clause_of[hit.first]].start : place]
        end = self.tokens[hit.last].end
        after = self.plain.text[end : max(end, sentence.end)]
        return polarity.is_supposed(before, after, self.lang, asks=sentence.question)

    @cached_property
    def _holds_up(self) -> bool:
        return polarity.holds_up(self.plain.text)

    def affirmed(self, hit: Hit) -> bool:
        """Say whether the writer says it and does not negate it."""
        return self.meant(hit) and not self.negated(hit)


@dataclass(frozen=True)
class Typed:
    """A text as it was typed, in plain form and cut into words; no word is repaired."""

    plain: Plain
    tokens: list[Token]

    @staticmethod
    def of(text: str) -> Typed:
        """Cut a text into words. Never raises, whatever was typed."""
        plain = normalise(text)
        return Typed(plain, tokenise(plain))


def read(reply: str | Typed, book: PhraseBook) -> Reading:
    """Read a reply with the phrases of its case; a sentence said again is passed over. Never raises."""
    typed = reply if isinstance(reply, Typed) else Typed.of(reply)
    plain = _said_once(typed.plain)
    tokens = typed.tokens if plain is typed.plain else tokenise(plain)
    if book.lang == "en":
        repaired = repair(plain, tokens, book.vocabulary, book.words)
        if repaired is not plain:
            plain, tokens = repaired, tokenise(repaired)
    pieces = sentences(plain.text)
    parts = [(number, part) for number, piece in enumerate(pieces) for part in clauses(plain.text, piece)]
    starts = [part.start for _, part in parts]
    clause_of = [max(0, bisect.bisect_right(starts, t.start) - 1) for t in tokens]
    sentence_of = [parts[c][0] if parts else 0 for c in clause_of]
    hits: dict[str, list[Hit]] = defaultdict(list)
    for hit in book.find(tokens, sentence_of, clause_of):
        hits[hit.ref].append(hit)
    marked = [
        Sentence(
            i,
            p.start,
            p.end,
            text := plain.text[p.start : p.end],
            polarity.is_question(text),
            polarity.is_counterfactual(text, book.lang),
        )
        for i, p in enumerate(pieces)
    ]
    return Reading(
        plain,
        book.lang,
        tokens,
        marked,
        [p for _, p in parts],
        sentence_of,
        clause_of,
        dict(hits),
        _free(polarity.negators(tokens, plain.text, book.lang), hits, book.lang),
        polarity.quoted_spans(plain.text, plain.typed),
    )


def _said_once(plain: Plain) -> Plain:
    """Return a text with spaces in place of every sentence that stands in it before, letter by letter."""
    known: set[str] = set()
    text = plain.text
    for piece in sentences(text):
        said = "".join(c for c in text[piece.start : piece.end] if c.isalnum())
        if said in known:
            text = text[: piece.start] + " " * (piece.end - piece.start) + text[piece.end :]
        elif said:
            known.add(said)
    if text is plain.text:
        return plain
    text = text.rstrip()
    return replace(plain, text=text, places=plain.places[: len(text)])


LACKING = "impact."
"""References whose phrases may name a lack; the book's owner names them so."""


def _free(negators: list[int], hits: dict[str, list[Hit]], lang: Lang) -> list[int]:
    """Return the negators that do not just name what is lacking ("no fridge"): those negate nothing else."""
    bound = {
        i
        for ref, found in hits.items()
        for hit in found
        if ref.startswith(LACKING) and polarity.is_negative(hit.phrase, lang)
        for i in range(hit.first, hit.last + 1)
    }
    return [n for n in negators if n not in bound]


@lru_cache(maxsize=512)
def told_in(text: str) -> tuple[str, ...]:
    """Return the sentences of a text that ask nothing, in plain form."""
    plain = normalise(text).text
    parts = [plain[piece.start : piece.end] for piece in sentences(plain)]
    return tuple(part for part in parts if not polarity.is_question(part))
