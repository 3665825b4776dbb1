"""Owns changes of a reply that must not change its score (domain reference 5.5)."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache

from sim.model.language import Lang
from sim.text.normalise import DATA
from sim.text.spelling import is_word

Disguise = Callable[[str], str]


def lower(text: str) -> str:
    """Write everything small."""
    return text.lower()


def upper(text: str) -> str:
    """Write everything in capitals."""
    return text.upper()


def no_punctuation(text: str) -> str:
    """Leave every mark out but those inside figures and words."""
    return re.sub(r"(?<=\d)[:.–-](?=\d)|'|’|£|(?P<mark>[^\w\s])", lambda m: " " if m["mark"] else m[0], text)


def no_full_stops(text: str) -> str:
    """End no sentence with a mark, begin a line instead."""
    return re.sub(r"[.。](?:\s+|$|(?=[一-鿿]))", "\n", text)


def emoji(text: str) -> str:
    """Add neutral signs at both ends."""
    return f"📦 {text} 🙏"


def reversed_sentences(text: str) -> str:
    """Say the last sentence first."""
    pieces = re.findall(r"[^.!?。！？\n]+(?:[.](?=\d)[^.!?。！？\n]+)*[.!?。！？]*\s*", text)
    return " ".join(piece.strip() for piece in reversed(pieces))


def familiar(text: str) -> str:
    """Say 你 for 您."""
    return text.replace("您", "你")


def polite(text: str) -> str:
    """Say 您 for 你."""
    return text.replace("你", "您")


def regional(text: str) -> str:
    """Say 俺 for 我, and 咱们 for 我们."""
    return text.replace("我们", "咱们").replace("我", "俺")


@cache
def _traditional() -> dict[str, str]:
    traditional, simplified = (DATA / "traditional.txt").read_text(encoding="utf8").split()
    table: dict[str, str] = {}
    for old, new in zip(traditional, simplified, strict=True):
        table.setdefault(new, old)
    return table


def traditional(text: str) -> str:
    """Write Traditional characters."""
    return "".join(_traditional().get(c, c) for c in text)


def full_width(text: str) -> str:
    """Write letters, figures and marks in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def half_width(text: str) -> str:
    """Write Chinese marks in half width."""
    return text.translate(str.maketrans("，。！？：；（）", ",.!?:;()"))


def zero_width(text: str) -> str:
    """Put invisible characters between all others."""
    return "\u200b".join(text)


def curly(text: str) -> str:
    """Use curly apostrophes."""
    return text.replace("'", "’")


def bullets(text: str) -> str:
    """Make a list of the sentences."""
    return "\n".join(f"- {line}" for line in re.split(r"(?<=[.!?。！？])\s*(?=\S)", text) if line)


def spaced(text: str) -> str:
    """Write with double spaces and a line at the end."""
    return text.replace(" ", "  ") + "\n"


def typos(count: int, seed: int) -> Disguise:
    """Return a change that misspells `count` words; none becomes another word."""

    def misspell(text: str) -> str:
        dice = random.Random(seed)  # noqa: S311
        words = [m for m in re.finditer(r"\b[a-z]{5,}\b", text) if is_word(m[0])]
        for match in sorted(dice.sample(words, min(count, len(words))), key=lambda m: -m.start()):
            text = text[: match.start()] + _misspelt(match[0], dice) + text[match.end() :]
        return text

    misspell.__name__ = f"typos_{count}_{seed}"
    return misspell


def _misspelt(word: str, dice: random.Random) -> str:
    for _ in range(20):
        at = dice.randrange(1, len(word) - 1)
        bad = dice.choice(
            (
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
            )
        )
        if bad != word and not is_word(bad):
            return bad
    return word


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
    "zh": (familiar, polite, regional, traditional, half_width),
}
