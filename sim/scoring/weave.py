"""Owns where a line goes in an own reply: behind the greeting, in place of what was struck, or last.

Knows strings and pieces; scores nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sim.model.language import Lang
from sim.model.score import EditPiece

GREETING: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\s*(?:hello|hi|hey|dear|good (?:morning|afternoon|evening)|thanks? (?:you )?for)\b", re.IGNORECASE
    ),
    "zh": re.compile(r"\s*(?:您好|你好|亲|早上好|上午好|下午好|晚上好|嗨|哈喽|感谢您|谢谢您)"),
}
GREETED: dict[Lang, int] = {"en": 8, "zh": 14}
"""Words (Chinese: characters) up to which a first sentence that greets is only a greeting."""

CLOSING: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:thank you|thanks|look(?:ing)? forward|have a|welcom\w*|kind regards|best wishes|take care)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"祝您|祝你|期待|感谢您|谢谢您|随时联系|么么哒|再见|欢迎"),
}
"""Formulas that end a message; what follows them reads like an afterthought."""

QUESTION = re.compile(r"(?:[?？]|[吗呢]\s*[。.]?)\s*$")

SHORT_QUESTION: dict[Lang, int] = {"en": 5, "zh": 8}
"""A last question as short as this ("Which suits?") belongs to the sentence before it."""


def size_of(text: str, lang: Lang) -> int:
    """Return the words of a text, in Chinese its characters."""
    return len(text.split()) if lang == "en" else sum(not c.isspace() for c in text)


def is_question(text: str) -> bool:
    """Say whether a sentence ends as a question does."""
    return bool(QUESTION.search(text))


def weave(
    own: Sequence[str], struck: Sequence[int], warm: Sequence[str], other: Sequence[str], lang: Lang
) -> tuple[EditPiece, ...]:
    """Return own sentences, those struck marked, with warm lines first and the others where they fit."""
    first, last = _first(own, lang), _last(own, struck, lang)
    pieces: list[EditPiece] = []
    for number in range(len(own) + 1):
        put = [*(warm if number == first else ()), *(other if number == max(first, last) else ())]
        pieces += [EditPiece(kind="added", text=text) for text in put]
        if number < len(own) and own[number]:
            kind = "struck" if number in struck else "kept"
            pieces.append(EditPiece.model_validate({"kind": kind, "text": own[number]}))
    return _spaced(pieces, lang)


def _first(own: Sequence[str], lang: Lang) -> int:
    """Return the place behind a greeting, else the beginning."""
    greets = len(own) > 1 and GREETING[lang].match(own[0]) and size_of(own[0], lang) <= GREETED[lang]
    return 1 if greets else 0


def _last(own: Sequence[str], struck: Sequence[int], lang: Lang) -> int:
    """Return the place of what was struck, else that before a last question and before the goodbye."""
    if struck:
        return struck[0]
    place = len(own)
    while place > 1 and CLOSING[lang].search(own[place - 1]):
        place -= 1
    if place > 1 and is_question(own[place - 1]):
        place -= 1
        if place > 1 and size_of(own[place], lang) <= SHORT_QUESTION[lang]:
            place -= 1
    return place


def _spaced(pieces: Sequence[EditPiece], lang: Lang) -> tuple[EditPiece, ...]:
    """Put what separates sentences between the pieces that are read."""
    gap, stop = (" ", ".") if lang == "en" else ("", "。")
    shown = [i for i, p in enumerate(pieces) if p.kind != "struck"]
    out = list(pieces)
    for place in shown[:-1]:
        text = out[place].text
        out[place] = out[place].model_copy(
            update={"text": text + (stop if text[-1:].isalnum() else "") + gap}
        )
    return tuple(out)
