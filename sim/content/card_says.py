"""Owns the reading of a card's text: its pieces, and the sums and hours that each of them names.

Pure text: never knows an offer. What a piece says of somebody else, of another time, of a range or of
something counted by the piece is passed over, so that only plain statements are held against anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from sim.content.card_hours import Hours, hours_in
from sim.model.language import Lang
from sim.text.amounts import Amount, find_amounts
from sim.text.normalise import Plain, normalise

_SENTENCE = re.compile(r"[;。\n]|[!?](?=\s|$)|\.(?=\s|$)")
_COMMA = re.compile(r",(?!\d{3})")
_PART = re.compile(r"[,、](?!\d{3})|\band\b|\bplus\b|和|另(?!外)|另外|以及|加上")

_CAP_BEFORE: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:\bup to|\bat (?:the )?most|\b(?:no|not) more than|\ba? ?maximum(?: (?:of|is))?|\bmax\.?"
        r"|\bcapped at|\blimited to|\b(?:limit|cap|ceiling)(?: (?:of|is)|:)?|\bas much as)\s*$"
    ),
    "zh": re.compile(r"(?:最多|最高|至多|顶多|不得?超过|不高于|上限|限额|封顶)[^\d,;。元]{0,6}$"),
}
_CAP_AFTER: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\s*(?:at (?:the )?most|maximum|max\b|or less|is the (?:most|limit|maximum|ceiling|cap))"
    ),
    "zh": re.compile(r"(?:以内|之内|封顶|为限|为上限|是上限)"),
}
"""Words beside a sum that make it the most that may be given."""

_OTHERS: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:not|never|cannot|nobody|last|earlier|previous\w*|used to|ago|others?|another"
        r"|manager|leader|supervisor|director|head office|boss|board|approv\w+|permission|sign\w*[ -]off"
        r"|ask(?:s|ed)? for|wants?|wanted|demand\w*|claim\w*|worth|value[ds]?|insur\w+|supplier\w*"
        r"|each|per|every|total|together|in all|altogether|an? (?:day|week|month|year|night|piece|item)"
        r"|more than|above|over|beyond|exceed\w*|less than|below|under|at least|minimum)\b|n't\b"
    ),
    "zh": re.compile(
        r"不能|不可|不得|不再|没有|无权|不给|不赔|不退|别家|其他|上次|上回|以前|曾|原来|过去|去年|上个?月"
        r"|要求|想要|索[要赔取]|组长|经理|主管|店长|站长|领导|总部|批|上级|保险|厂家|供应商"
        r"|每|/|合计|一共|总共|共计|累计|总额|价值|超过|超出|以上|至少|起"
    ),
}
"""Words by which a piece speaks of something else than what the trainee may give once, here and now."""

_RANGE = re.compile(r"\s*(?:-|to\b|or\b|and\b|至|到|或)\s*[£$€¥]?\d|[km万千百多几]|\s*(?:thousand|million)\b")
_RANGED = re.compile(r"(?:\d\s*(?:元|块)?\s*(?:-|to|or|and|至|到|或)|\b(?:about|around|roughly)|约|大概)\s*$")
_EDGES = " ,.;，。；、"

Role = Literal["most", "exact"]


@dataclass(frozen=True)
class Sum:
    """A sum of money on the card: `written` as it stands, `said` with the words that make it the most.

    `part` is what stands between the commas around it, plain: another part may speak of something else.
    """

    value: float
    currency: str
    role: Role
    said: str
    written: str
    part: str


@dataclass(frozen=True)
class Piece:
    """A sentence of the card or, where it names several sums, a part of one.

    `plain` is its text for comparing, `said` as written. `named` are all sums in it, `sums` those that
    can be taken at their word, `hours` its deadlines, clock times and windows.
    """

    plain: str
    said: str
    named: tuple[Sum, ...]
    sums: tuple[Sum, ...]
    hours: tuple[Hours, ...]

    def names(self, value: float, currency: str) -> bool:
        """Say whether a sum stands in the piece, whatever it says of it."""
        return any((one.value, one.currency) == (value, currency) for one in self.named)


@lru_cache(maxsize=512)
def pieces(text: str, lang: Lang) -> tuple[Piece, ...]:
    """Return what a text says, piece by piece, in order."""
    plain = normalise(text)
    found: list[Piece] = []
    for start, end in _spans(plain.text, _SENTENCE, 0, len(plain.text)):
        several = len(find_amounts(plain.text[start:end])) > 1
        for first, last in _spans(plain.text, _PART, start, end) if several else [(start, end)]:
            found.append(_piece(plain, first, last, lang))
    return tuple(found)


def _spans(text: str, mark: re.Pattern[str], start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start, *(m.end() for m in mark.finditer(text, start, end)), end]
    return [(one, two) for one, two in pairwise(cuts) if text[one:two].strip(_EDGES)]


def _piece(plain: Plain, start: int, end: int, lang: Lang) -> Piece:
    text = plain.text[start:end]

    def written(first: int, last: int) -> str:
        return plain.original[slice(*plain.span(start + first, start + last))].strip()

    named, sums = [], []
    for amount in find_amounts(text):
        first, last, role = _reach(text, amount, lang)
        figure = written(amount.start, amount.end)
        part = next(text[a:b] for a, b in _spans(text, _COMMA, 0, len(text)) if a <= amount.start < b)
        one = Sum(amount.value, amount.currency, role, written(first, last), figure, part)
        named.append(one)
        if not _vague(text, amount) and not _OTHERS[lang].search(f"{text[:first]} {text[last:]}"):
            sums.append(one)
    said = written(0, len(text)).strip(_EDGES)
    return Piece(text, said, tuple(named), tuple(sums), tuple(hours_in(text, lang, written)))


def _reach(text: str, amount: Amount, lang: Lang) -> tuple[int, int, Role]:
    """Return where a sum begins and ends with the words that make it the most, and whether there are any."""
    if before := _CAP_BEFORE[lang].search(text[: amount.start]):
        return before.start(), amount.end, "most"
    if after := _CAP_AFTER[lang].match(text, amount.end):
        return amount.start, after.end(), "most"
    return amount.start, amount.end, "exact"


_ROUND = re.compile(r"[十百千万]|hundred|thousand")
"""A scale in a sum: what is written so is mostly rounded."""


def _vague(text: str, amount: Amount) -> bool:
    """Say whether a sum is rough, in thousands, or one end of a range."""
    if _ROUND.search(text, amount.start, amount.end):
        return True
    return bool(_RANGE.match(text, amount.end) or _RANGED.search(text[: amount.start]))
