"""Owns changes of a reply's letters that must not change its score: spelling, script, marks, order.

Each change takes a text and gives a text, the same one every time. Knows no case and no score.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from functools import cache

from sim.text.normalise import DATA, normalise
from sim.text.segment import sentences
from sim.text.spelling import is_word
from sim.validity.swap_words import AMERICAN, MISSPELT, REGIONAL

Disguise = Callable[[str], str]
"""A change of a text."""

TRIES = 20
"""Attempts at a misspelling that is no word; four in five succeed at the first."""


def words_swapped(text: str, table: Mapping[str, str]) -> str:
    """Put each English word of the table for its fellow, keeping capitals. One pass, no chains."""
    return _words(tuple(table)).sub(lambda m: _cased(m[0], table[m[0].lower()]), text)


@cache
def _words(keys: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(keys, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)


def _cased(like: str, word: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word


def strings_swapped(text: str, table: Mapping[str, str]) -> str:
    """Put each string of the table for its fellow, as Chinese needs it. One pass, no chains."""
    return _strings(tuple(table)).sub(lambda m: table[m[0]], text)


@cache
def _strings(keys: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(keys, key=len, reverse=True))))


def lower(text: str) -> str:
    """Write everything small."""
    return text.lower()


_ASKS = re.compile(
    r"^\W*(?:and |but |so |or |then )?(?:who|what|when|where|which|why|how|whose"
    r"|is|are|was|were|do|does|did|can|could|will|would|shall|should|have|has|may)\b"
    r"|[吗呢嘛么哪谁几]|什么|怎么|多少|还是|[\u4e00-\u9fff]不[\u4e00-\u9fff]?$|有没有|(.)不\1",
    re.IGNORECASE,
)
"""A sentence that is a question without its mark."""


def unended(text: str) -> str:
    """Leave out the mark at the very end, but a question mark only where the words ask by themselves."""
    shorter = re.sub(r"[.!?。！？…~～]+\s*$", "", text)
    asks = text[len(shorter) :].strip().endswith(("?", "？"))
    last = re.split(r"[.!?。！？…~～\n]", shorter)[-1]
    return text if asks and not _ASKS.search(last) else shorter


def american(text: str) -> str:
    """Spell as Americans do."""
    return words_swapped(text, AMERICAN)


def british(text: str) -> str:
    """Spell as the British do."""
    return words_swapped(text, {us: uk for uk, us in AMERICAN.items()})


def without_articles(text: str) -> str:
    """Leave articles out, as writers do whose language has none."""
    return re.sub(r"\b(?:an?|the) (?=[a-z])", "", text)


def emoji(text: str) -> str:
    """Add neutral signs at both ends."""
    return f"📦 {text} 🙏"


def emoji_behind(text: str) -> str:
    """Add a neutral sign at the end."""
    return f"{text} 🙏"


def bullets(text: str) -> str:
    """Make a list of the sentences."""
    return "\n".join(f"- {line}" for line in re.split(r"(?<=[.!?。！？])\s*(?=\S)", text) if line)


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


def from_here(text: str) -> str:
    """Say 我这边 for 我 where the writer does something."""
    return re.sub(r"(?<![让给跟找和替对向请教同等自])我(?=[已马现会来去把帮先再可能立就])", "我这边", text)


def from_me(text: str) -> str:
    """Say 我 for 我这边."""
    return re.sub("我(?:们)?这(?:边|里)", lambda m: "我们" if "们" in m[0] else "我", text)


def rural(text: str) -> str:
    """Say 俺 for 我, and 咱们 for 我们."""
    return text.replace("我们", "咱们").replace("我", "俺")


def regional(text: str) -> str:
    """Use mild regional words."""
    return strings_swapped(text, REGIONAL)


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


def half_width(text: str) -> str:
    """Write Chinese marks in half width."""
    return text.translate(str.maketrans("，。！？：；（）", ",.!?:;()"))


def typos(count: int, seed: int) -> Disguise:
    """Return a change that misspells `count` long words, no names; none becomes another word."""

    def misspell(text: str) -> str:
        dice = random.Random(seed)  # noqa: S311 - a fixed choice, no secret
        words = [m for m in re.finditer(r"\b[a-z]{5,}\b", text) if is_word(m[0])]
        for match in sorted(dice.sample(words, min(count, len(words))), key=lambda m: -m.start()):
            text = text[: match.start()] + _misspelt(match[0], dice) + text[match.end() :]
        return text

    misspell.__name__ = f"typos_{count}_{seed}"
    return misspell


def _misspelt(word: str, dice: random.Random) -> str:
    for _ in range(TRIES):
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


def same_sound(count: int) -> Disguise:
    """Return a change that writes the first `count` of some characters as others of the same sound."""

    def misspell(text: str) -> str:
        return _strings(tuple(MISSPELT)).sub(lambda m: MISSPELT[m[0]], text, count=count)

    misspell.__name__ = f"same_sound_{count}"
    return misspell


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a text begins and ends (exclusive), in characters as typed."""
    plain = normalise(text)
    return [plain.span(piece.start, piece.end) for piece in sentences(plain.text)]
