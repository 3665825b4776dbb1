"""Owns what is done to strings: cutting, mixing, negating, disguising. Knows no attack.

Every chance is drawn from a seed made of the text, so that the same text gives the same result anywhere.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

from sim.model.language import Lang
from sim.text.segment import sentences as cut

FULL_WIDTH = 0xFEE0
"""Distance in Unicode from a visible ASCII character to its full-width form."""

CHUNK = 2
"""Characters of a Chinese chunk: most Chinese words have two."""


def dice(seed: str, text: str) -> random.Random:
    """Return a source of chance that depends on a name and a text alone."""
    return random.Random(f"{seed}:{text}".encode(errors="replace"))  # noqa: S311 - a fixed shuffle, no secret


def sentences(text: str) -> list[str]:
    """Return the sentences of a text without the space around them."""
    return [s for piece in cut(text) if (s := text[piece.start : piece.end].strip())]


def clauses(text: str) -> list[str]:
    """Return the clauses of a text: what stands between its marks, or between Chinese words set apart."""
    found = (part.strip(_MARKS) for s in sentences(text) for part in _CLAUSE.split(s))
    return [c for clause in found if (c := _LEADING.sub("", clause))]


_CLAUSE = re.compile(
    r"[,;，；、:：](?!\d)|(?<=[㐀-鿿\d])\s+(?=[㐀-鿿])|\b(?:and|but|so)\b(?= (?:I|we|the)\b)"
)
_LEADING = re.compile(r"^(?:(?:and|but|so)\b|不过|但是?|所以|那)\s*", re.IGNORECASE)
_MARKS = " \t\n.!?;,。！？；，…"


def joined(parts: Iterable[str], lang: Lang) -> str:
    """Put sentences behind each other as the language does; one without a mark at its end gets a stop."""
    stop, gap = (".", " ") if lang == "en" else ("。", "")
    rows = [part.rstrip() for part in parts]
    ended = [row + stop if row[-1:].isalnum() else row for row in rows[:-1]]
    return gap.join([*ended, *rows[-1:]])


def phrases(listed: Iterable[str], lang: Lang) -> list[str]:
    """Return plain words for phrases as files write them: gaps closed, the first of alternatives."""
    gap = " " if lang == "en" else ""
    found = []
    for phrase in listed:
        words = phrase.replace(" … ", gap).replace("…", gap).rstrip("?？ ").split(" ")
        found.append(" ".join(word.split("|")[0] for word in words))
    return found


def shuffled(units: list[str], seed: str) -> list[str]:
    """Return the units in another order; as they are only when no other order exists."""
    mixed = list(units)
    chance = dice(seed, "".join(units))
    for _ in range(8):
        chance.shuffle(mixed)
        if mixed != units:
            break
    return mixed


def chunks(text: str) -> list[str]:
    """Cut Chinese into chunks of two characters; figures, Latin words and marks stay as they are."""
    return re.findall(rf"[㐀-鿿]{{1,{CHUNK}}}|[A-Za-z0-9:.–~-]+|\S", text)


def full_width(text: str) -> str:
    """Write letters, figures and marks in full width."""
    return "".join(chr(ord(c) + FULL_WIDTH) if "!" <= c <= "~" else c for c in text)


def zero_width(text: str) -> str:
    """Put invisible characters between all others."""
    return "\u200b".join(text)


_TURNS_EN = (
    (re.compile(r"\b(I|we|you|he|she|it|they)['’]ll\b", re.IGNORECASE), r"\1 won't"),
    (re.compile(r"\b(I|we|you|they)['’]ve\b", re.IGNORECASE), r"\1 haven't"),
    (re.compile(r"\b(I|we) have (?=\w+ed\b|put\b|sent\b|got\b|made\b|set\b)", re.IGNORECASE), r"\1 haven't "),
    (re.compile(r"\b(I)['’]m (?=\w+ing\b)", re.IGNORECASE), r"\1'm not "),
    (re.compile(r"\b(we|you|they)['’]re (?=\w+ing\b)", re.IGNORECASE), r"\1 aren't "),
    (re.compile(r"\b(is|are|was|were|am)\b (?=\w+(?:ed|ing)\b)", re.IGNORECASE), r"\1 not "),
    (re.compile(r"\bwill\b(?! not\b)", re.IGNORECASE), "won't"),
    (re.compile(r"\bcan\b(?! not\b)(?!['’]t)", re.IGNORECASE), "can't"),
)
_TURNS_ZH = (
    (re.compile(r"(?<![不机社协委开约聚])会(?![员议计场话儿不])"), "不会"),
    (re.compile(r"(?<!不)可以"), "不可以"),
    (re.compile(r"(?<![不可功才性职])能(?![力否不])"), "不能"),
    (re.compile(r"我(?:这边)?已经?(?!不)"), "我没有"),
    (re.compile(r"我(?:马上就|现在就|立刻就|马上|现在|这就|立刻)"), "我不"),
    (re.compile(r"我(?=来|去|把|帮|给|跟|盯|先|再)"), "我不"),
)
NEGATORS: dict[Lang, tuple[str, ...]] = {
    "en": ("won't", "haven't", "can't", "'m not", "aren't"),
    "zh": ("不会", "不可以", "不能", "我没有", "我不"),
}
"""What `negated` puts in."""


_OWN = re.compile(r"\b(?:i|we)\b|我|咱", re.IGNORECASE)
_NO_PROMISE = re.compile(
    r"\b(?:if|when|while|unless|not|no|never|cannot|cant|wont)\b|n['’]t\b|\b(?:can|will)\W*$|[不没别无未]|如果|要是|万一",
    re.IGNORECASE,
)


def is_promise(clause: str) -> bool:
    """Say whether a clause says outright what the writer does, so that its opposite contradicts it."""
    return bool(_OWN.search(clause)) and not _NO_PROMISE.search(clause)


def negated(text: str, lang: Lang) -> str:
    """Turn commitments into their opposite ("I'll" into "I won't", 会 into 不会); unchanged without any."""
    for pattern, turned in _TURNS_EN if lang == "en" else _TURNS_ZH:
        text = pattern.sub(turned, text)
    return text
