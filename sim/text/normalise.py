"""Owns plain text and the map from it back to what was typed.

Folds case, width, quotes and Traditional characters, drops what cannot be seen.
Never changes the order of characters and never loses their place.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "data"

QUOTES = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "「": '"',
        "」": '"',
        "『": '"',
        "』": '"',
        "—": "-",
        "–": "-",
        "―": "-",
        "〜": "-",
        "～": "-",
        "~": "-",
        "俺": "我",
        "咱": "我",
    }
)
"""One shape for each mark and one word for the writer, so that a rule need not know who typed it."""


@cache
def _simplified() -> dict[str, str]:
    """Return Traditional -> Simplified, one character each (from OpenCC, see NOTICE)."""
    traditional, simplified = (DATA / "traditional.txt").read_text(encoding="utf8").split()
    return dict(zip(traditional, simplified, strict=True))


@dataclass(frozen=True, slots=True)
class Plain:
    """Normalised `text`; `places[i]` is the index in the original of its character i."""

    original: str
    text: str
    places: tuple[int, ...]

    @property
    def typed(self) -> str:
        """What was typed at each place of `text`, as long as that."""
        return "".join(self.original[place] for place in self.places)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of `text` back to the original, end exclusive."""
        if start >= end or not self.places:
            place = self.places[start] if start < len(self.places) else len(self.original)
            return place, place
        return self.places[start], self.places[end - 1] + 1


ADDRESS = {"你": "您", "妳": "您", "俺": "我"}
"""Forms of address and of oneself that are one: which of them is used is never evidence (fairness test
F4)."""


@lru_cache(maxsize=20_000)
def _fold(character: str) -> str:
    """Return the plain form of one character; empty when it cannot be seen."""
    character = character.translate(QUOTES)
    if character in "\n\r\t":
        return "\n" if character != "\t" else " "
    if unicodedata.category(character) in ("Cf", "Cc", "Mn", "Cs", "Co"):
        return ""
    simplified = _simplified()
    plain = "".join(simplified.get(c, c) for c in unicodedata.normalize("NFKC", character).casefold())
    return ADDRESS.get(plain, plain)


SAME_SOUND = (
    ("帐", "账"),
    ("以经", "已经"),
    ("连系", "联系"),
    ("补尝", "补偿"),
    ("青楚", "清楚"),
    ("意系", "意思"),
    ("退贷", "退货"),
    ("收贷", "收货"),
    ("发贷", "发货"),
    ("订单好", "订单号"),
    ("安徘", "安排"),
    ("从新", "重新"),
    ("果批", "那批"),
    ("明儿", "明天"),
    ("今儿", "今天"),
    ("后儿", "后天"),
    ("昨儿", "昨天"),
    ("礼拜", "星期"),
    ("定单", "订单"),
    ("登陆", "登录"),
    ("倒底", "到底"),
    ("报歉", "抱歉"),
    ("工做", "工作"),
    ("合做", "合作"),
    ("操做", "操作"),
)
"""Chinese words typed with a character of the same sound or shape, and northern words for days, made plain.

Both sides have the same length, so that the map back to the reply stays true.
"""

SAME_SOUND_THERE = (
    (
        re.compile(
            r"(?<=[别甭勿])在(?=[用说讲骂打等跑发交问催转拍传填重来去提补写找让给受担])"
            r"|(?<=[不需][用必要会])在(?=[用说讲骂打等跑发交问催转拍传填重来去提补写找让给受担])"
        ),
        "再",
    ),
    (re.compile(r"(?<![工合操动写制创运协看当])作(?=[主不得好完成点事错到出了些])"), "做"),
)
"""The same for characters that are words of their own: 别在说 means 别再说, 别在家说 does not."""


_TICK = re.compile(r"(?<=[A-Za-z])`(?=[A-Za-z])")
"""A tick inside a word is an apostrophe ("don`t"); elsewhere it marks code."""


def _mend(text: str) -> str:
    for written, meant in SAME_SOUND:
        if written in text:
            text = text.replace(written, meant)
    for pattern, meant in SAME_SOUND_THERE:
        text = pattern.sub(meant, text)
    return text


def normalise(original: str) -> Plain:
    """Return the plain form of `original`. Never raises, whatever was typed."""
    original_plain = _TICK.sub("'", original) if "`" in original else original
    if original.isascii():
        text = original_plain.lower().translate(QUOTES)
        if "  " not in text and text.replace("\n", "").isprintable():
            return Plain(original, text, tuple(range(len(text))))
    pieces = [_fold(character) for character in original_plain]
    for index in range(1, len(pieces)):
        if pieces[index] == " " and original[index - 1].isspace():
            pieces[index] = ""
    places = tuple(index for index, piece in enumerate(pieces) for _ in piece)
    return Plain(original, _mend("".join(pieces)), places)
