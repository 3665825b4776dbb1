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
    "zh": re.compile(r"\s*(?:您好|你好|亲(?![自手眼])|早上好|上午好|下午好|晚上好|嗨|哈喽|感谢您|谢谢您)"),
}
GREETED: dict[Lang, int] = {"en": 8, "zh": 14}
"""Words (Chinese: characters) up to which a first sentence that greets is only a greeting."""

CLOSING: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:thank you|thanks|look(?:ing)? forward|have a (?:good|great|lovely|nice|pleasant|wonderful)"
        r"|welcom\w*|kind regards|best wishes|take care)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"祝您|祝你|期待|感谢您|谢谢您|随时联系|么么哒|再见|欢迎"),
}
"""Formulas that end a message; what follows them reads like an afterthought."""

LEANING: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"^\W*(?:otherwise|but|so|also|then|that|this|and|or)\b|\b(?:either|too)\W*$", re.IGNORECASE
    ),
    "zh": re.compile(r"^\W*(?:不过|但是?|可是?|所以|那|否则|不然|而且|另外|也)"),
}
"""Openings and ends that point back; behind a sentence that was struck they point at nothing."""

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
    """Return own sentences, those struck marked; warm lines first, questions last, others where they fit."""
    first = _first(own, lang)
    told = max(first, _last(own, struck, lang))
    asked = max(told, _last(own, (), lang))
    places = {first: [*warm]}
    for text in sorted(other, key=is_question):
        places.setdefault(asked if is_question(text) else told, []).append(text)
    pieces: list[EditPiece] = []
    for number in range(len(own) + 1):
        put = places.get(number, [])
        pieces += [EditPiece(kind="added", text=text) for text in put]
        if number < len(own) and own[number]:
            kind = "struck" if number in struck else "kept"
            pieces.append(EditPiece.model_validate({"kind": kind, "text": own[number]}))
    return _spaced(pieces, lang)


def greets(own: Sequence[str], lang: Lang) -> bool:
    """Say whether the first of several sentences is only a greeting."""
    return len(own) > 1 and bool(GREETING[lang].match(own[0])) and size_of(own[0], lang) <= GREETED[lang]


def leans(text: str, lang: Lang) -> bool:
    """Say whether a sentence hangs on the one before it, so that it cannot follow something else."""
    return bool(LEANING[lang].search(text))


def _first(own: Sequence[str], lang: Lang) -> int:
    """Return the place behind a greeting, else the beginning."""
    return 1 if greets(own, lang) else 0


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
