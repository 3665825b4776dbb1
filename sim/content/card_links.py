"""Owns how a piece of the card is tied to the offer or limit that it speaks of: by the words of its label.

Never compares a figure. A tie that two offers claim alike is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from sim.content.card_says import Piece, pieces
from sim.content.known import stems
from sim.model.authority import Limit, Offer
from sim.model.facts import Facts
from sim.model.language import Lang
from sim.text.normalise import normalise

TIED: dict[Lang, float] = {"en": 0.5, "zh": 0.34}
"""Share of a label's words that a piece and its heading must hold to speak of the offer.

Pairs of Chinese characters cut across words, so fewer of them agree.
"""

WORDS = 2
"""Words of four letters, or pairs of Chinese characters, below which a wording may mean many things."""

_NO_WORDS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:up to|today|tonight|tomorrow|until|till|then|from|with|that|this|what|when|have|been|will"
        r"|your?|most|maximum|more|than|morning|afternoon|evening|hours?|days?|working|pounds?)\b"
    ),
    "zh": re.compile(
        r"最多|最高|不超过|以内|上限|封顶|今天|今晚|明天|后天|次日|当天|上午|下午|早上|晚上|[前后点时元块的了和或]"
    ),
}
"""Words of a label that say how much or when, not what."""

_GAP: dict[Lang, str] = {"en": ".{0,40}", "zh": ".{0,12}"}
"""What `…` in a phrase may stand for: six words, twelve characters."""


class Told(NamedTuple):
    """A piece of the card and the entry it stands in: the entry's position and its heading, made plain."""

    entry: int
    heading: str
    piece: Piece


def told(facts: Facts, lang: Lang) -> list[Told]:
    """Return every piece of the card in one language, in order."""
    return [
        Told(n, normalise(getattr(entry.label, lang) or "").text, piece)
        for n, entry in enumerate(facts.card)
        for piece in pieces(getattr(entry.text, lang) or "", lang)
    ]


def share(fact: Offer | Limit, said: Told, lang: Lang) -> float:
    """Return the share (0-1) of a label's words that a piece and its heading hold; 1 for a way to say it."""
    if _said(fact, said.piece.plain, lang):
        return 1.0
    words = _words(getattr(fact.label, lang) or "", lang)
    here = stems(f"{said.heading} {said.piece.plain}", lang)
    return len(words & here) / len(words) if words else 0.0


def plainly(fact: Offer | Limit, plain: str, lang: Lang) -> bool:
    """Say whether a plain text holds the whole label of a fact, or one of the ways to say it.

    A price shares a word or two with what is refunded of it, so a sum that is no limit needs this much.
    """
    words = _words(getattr(fact.label, lang) or "", lang)
    return _said(fact, plain, lang) or (len(words) >= WORDS and words <= stems(plain, lang))


def tied(facts: Mapping[str, Offer], said: Told, lang: Lang) -> str:
    """Return the one offer that a piece speaks of most; empty where two do alike or none does enough."""
    shares = sorted(((share(fact, said, lang), name) for name, fact in facts.items()), reverse=True)
    if not shares or shares[0][0] < TIED[lang] or (len(shares) > 1 and shares[1][0] == shares[0][0]):
        return ""
    return shares[0][1]


def _said(fact: Offer | Limit, plain: str, lang: Lang) -> bool:
    return any(way.search(plain) for way in _ways(fact.say.get(lang), lang))


@lru_cache(maxsize=1024)
def _words(label: str, lang: Lang) -> frozenset[str]:
    plain = re.sub(r"[\d.,:]+", " ", normalise(label).text)
    return frozenset(stems(_NO_WORDS[lang].sub(" ", plain), lang))


@lru_cache(maxsize=1024)
def _ways(phrases: tuple[str, ...], lang: Lang) -> tuple[re.Pattern[str], ...]:
    """Return the ways to say a thing that are long enough to mean nothing else, and bear no figure."""
    found = []
    for phrase in phrases:
        plain = normalise(phrase.replace("…", "\n")).text
        if plain.endswith("?") or "|" in plain or re.search(r"\d", plain) or len(stems(plain, lang)) < WORDS:
            continue
        found.append(re.compile(_GAP[lang].join(re.escape(part.strip()) for part in plain.split("\n"))))
    return tuple(found)
