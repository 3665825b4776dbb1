"""Owns changes of a reply that must not change its score (domain reference 5.5)."""

from __future__ import annotations

import re

from sim.model.language import Lang
from sim.validity.attacks.pieces import full_width
from sim.validity.swap_texts import (
    Disguise,
    bullets,
    emoji,
    familiar,
    half_width,
    lower,
    polite,
    reversed_sentences,
    rural,
    traditional,
    typos,
)


def upper(text: str) -> str:
    """Write everything in capitals."""
    return text.upper()


def no_punctuation(text: str) -> str:
    """Leave every mark out but those inside figures and words."""
    return re.sub(r"(?<=\d)[:.–-](?=\d)|'|’|£|(?P<mark>[^\w\s])", lambda m: " " if m["mark"] else m[0], text)


def no_full_stops(text: str) -> str:
    """End no sentence with a mark, begin a line instead."""
    return re.sub(r"[.。](?:\s+|$|(?=[一-鿿]))", "\n", text)


def zero_width(text: str) -> str:
    """Put invisible characters between all others."""
    return "\u200b".join(text)


def curly(text: str) -> str:
    """Use curly apostrophes."""
    return text.replace("'", "’")


def spaced(text: str) -> str:
    """Write with double spaces and a line at the end."""
    return text.replace(" ", "  ") + "\n"


BOTH: tuple[Disguise, ...] = (
    lower,
    upper,
    no_punctuation,
    no_full_stops,
    emoji,
    reversed_sentences,
    full_width,
    zero_width,
    bullets,
    spaced,
)
ONLY: dict[Lang, tuple[Disguise, ...]] = {
    "en": (curly, typos(1, 19), typos(1, 42), typos(2, 7), typos(2, 19), typos(3, 7), typos(3, 19)),
    "zh": (familiar, polite, rural, traditional, half_width),
}
