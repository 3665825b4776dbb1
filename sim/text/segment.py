"""Owns where sentences and clauses begin and end, in plain text of either language.

Never drops a character: every place of the text belongs to one clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"[.!?;\n。！？；…]+[\"')\]]*|(?<=\S)\s+-\s+(?=\S)")
_CLAUSE_END = re.compile(
    r"[,，、:：()（）\[\]]+|\s-\s"
    r"|\b(?=(?:but|however|although|though|because|so that|which|(?:and|n) (?:i|we|you|then|if|the|my|your|ill|ive|im|i'll|i've|it's|it'll|it will|they)|if)\b)"
    r"|(?=但是|不过|可是|因为|所以|如果|要是|万一|然后|而且|但(?!凡))"
)
_IF = re.compile(r"\W*(?:(?:and|but|so|or) )?(?:if|when|once|in case|unless|as soon as|should)\b")
_THEN = re.compile(
    r"(?<=\w )(?<!that )(?<!think )(?<!say )(?<!know )(?<!hope )(?<!what )(?<!which )(?<!believe )(?<!if )(?<!when )(?<!once )"
    r"(?=(?:i'll|ill|we'll|i will|we will|you'll|you will)\b)"
)
"""Where a condition typed without its comma goes over into what follows from it ("if it isn't there I'll ring")."""
LONGEST = 18
"""Words from which a stretch without a mark is no clause any more, but more than one typed in a row."""
LEAST = 3
"""Words of a clause there, at least."""
_SUBJECT = re.compile(
    r"(?<=\w )(?=(?:i|i'(?:ll|ve|m|d)|we|we'(?:ll|ve|re|d)|he|he's|he'll|she|she's|she'll|they|they'(?:ll|ve|re)|ill|ive|im|weve"
    r"|you'(?:ll|ve|re|d)|youll|youve|youre|it'(?:s|ll)|itll|that's|thats|there's|theres|here's|heres|please|sorry"
    r"|(?:shall|can|could|would|will) (?:i|we|you)|its (?:an?|the|on|with|in|not|all|been|my|our|your|done|free|just|only|still|now)) )"
)
"""Where a clause begins within such a stretch: with a word that is a subject and nothing else."""
_JOINS = re.compile(
    r"\b(?:that|which|what|who|whom|whose|if|when|because|cos|as|than|so|and|but|or|where|how|why|can|could|will|would|do|did"
    r"|does|shall|should|may|might|am|is|are|was|were|have|has|had|before|after|until|till|once|while|whatever|whenever|whether"
    r"|think|say|said|know|hope|wish|believe|all|everything|anything|thing|way|time|day|moment|not|very|so|really|to|for|with"
    r"|of|in|on|the|a|an|my|your|our|i|we|you|he|she|they|be|im|i'm|is it|n't|though|although|unless|like|told|sure) $"
)
"""What joins such a word to what stands before it."""
_SPACED_CHINESE = re.compile(r"(?<=[㐀-鿿])\s+(?=[㐀-鿿\d])|(?<=\d)\s+(?=[㐀-鿿])")
_ABBREVIATION = re.compile(r"\b(?:mr|mrs|ms|dr|vs|st|approx|e\.g|i\.e|a\.m|p\.m|a|p)\.$")
_GOES_ON = re.compile(
    r"(?<=[ap]\.m\.) (?:i|i'(?:ll|ve|m|d)|we|we'(?:ll|ve|re)|you|you'(?:ll|re)|is|are|can|could|would|do|does|did|which"
    r"|what|that|it|it's|if|please|thanks?|sorry|there|no|yes|so|until|meanwhile)\b"
)
"""What begins a new sentence behind an hour ("by 6 p.m. Is that all right?")."""
_NUMBER = re.compile(r"no\. ?\d")
"""`No. 5` is a number; `No. The photos ...` is an answer and a sentence of its own."""


@dataclass(slots=True)
class Piece:
    """A stretch of plain text, `end` exclusive; nobody changes one."""

    start: int
    end: int


def _split(text: str, start: int, end: int, pattern: re.Pattern[str]) -> list[Piece]:
    pieces, at, looked, words = [], start, start, False
    for match in pattern.finditer(text, start, end):
        stop = match.end()
        if stop <= at or stop >= end:
            continue
        mark = match.group().strip()
        if mark == "." and (
            _is_decimal(text, match.start())
            or (_ABBREVIATION.search(text[max(at, stop - 6) : stop]) and not _GOES_ON.match(text, stop))
            or _NUMBER.match(text, max(at, match.start() - 2))
        ):
            continue
        if mark in (",", ":") and _is_decimal(text, match.start()):
            continue
        words = words or any(c.isalnum() for c in text[looked:stop])
        looked = stop
        if not words:
            continue
        pieces.append(Piece(at, stop))
        at, words = stop, False
    if at < end:
        pieces.append(Piece(at, end))
    return pieces


def _is_decimal(text: str, place: int) -> bool:
    return 0 < place < len(text) - 1 and text[place - 1].isdigit() and text[place + 1].isdigit()


def sentences(text: str) -> list[Piece]:
    """Return the sentences of a plain text."""
    return _split(text, 0, len(text), _SENTENCE_END)


def marked_off(text: str, sentence: Piece) -> list[Piece]:
    """Return the stretches of one sentence between its marks and the words that join clauses."""
    return _split(text, sentence.start, sentence.end, _CLAUSE_END)


def clauses(text: str, sentence: Piece) -> list[Piece]:
    """Return the clauses of one sentence; what was typed in a row without marks is cut where it can be."""
    pieces = [row for piece in marked_off(text, sentence) for row in _in_a_row(text, piece)]
    pieces = [p for piece in pieces for p in _after_condition(text, piece)]
    return [p for piece in pieces for p in _split(text, piece.start, piece.end, _SPACED_CHINESE)]


def _after_condition(text: str, piece: Piece) -> list[Piece]:
    """Return a condition and what follows from it, where no mark stands between them."""
    then = _THEN.search(text, piece.start, piece.end) if _IF.match(text, piece.start, piece.end) else None
    if then is None or text.count(" ", piece.start, piece.end) > LONGEST:
        return [piece]
    if len(text[piece.start : then.start()].split()) < LEAST:
        return [piece]  # "if not we'll buy another": two words make no clause
    return [Piece(piece.start, then.start()), Piece(then.start(), piece.end)]


def _in_a_row(text: str, piece: Piece) -> list[Piece]:
    """Return the clauses of a long stretch that was typed without a mark."""
    if text.count(" ", piece.start, piece.end) <= LONGEST:
        return [piece]
    pieces, at = [], piece.start
    for match in _SUBJECT.finditer(text, piece.start, piece.end):
        if text.count(" ", at, match.start()) >= LEAST and not _JOINS.search(text, at, match.start()):
            pieces.append(Piece(at, match.start()))
            at = match.start()
    return [*pieces, Piece(at, piece.end)]
