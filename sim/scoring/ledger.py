"""Owns the promise ledger of a reply: who will do what by when, on what condition, and may they.

Finds no commitment and judges none. Two acts of one sentence are two entries, each with the time that was
said of it; levels rest on the commitments as they are, and nothing here touches those.
"""

from __future__ import annotations

import re

from sim.model.language import Lang
from sim.model.score import Promise
from sim.scoring.commitments import UPDATE_ACT, ZH_SURE, is_past, times_in
from sim.scoring.context import Case, Commitment
from sim.scoring.glue import GLUE
from sim.text import When

_SURELY: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:i|we)(?:'ll| will| shall)\b", re.IGNORECASE),
    "zh": ZH_SURE,
}
"""What announces an act that is about no offer and has no time; without it, it is told, not promised."""

_TOLD: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:i|we)(?:'ve| have)?(?: just| already| also)? (?:\w+ed|rang|rung|sent|put|got|made|spoke|spoken"
        r"|told|found|took|wrote|written|had|saw|seen)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"(?:昨天|昨晚|前天|今早|今天早上|上周)[^，。！？]{0,8}(?:了|过)"),
}
"""What is done already, about no offer of the case: a time beside it is when that was."""

_AND: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"\s(?:and|then|plus|&)\s+(?:(?:then|also|will|i'll|we'll|to|i will|we will)\s+)*(?=\w)"
    ),
    "zh": re.compile(r"(?:并且?|同时|然后)(?=[㐀-鿿])"),
}
"""What may join a second act to the first one in the same clause."""

_ACT: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        rf"(?:{UPDATE_ACT.pattern})"
        r"|\b(?:confirm|book|rebook|refund|send|arrange|order|check|ask|move|put|credit|get|bring|deliver|report|keep)\b"
    ),
    "zh": UPDATE_ACT,
}
"""What a second act begins with; in Chinese a time may stand before it."""

_NEWS: dict[Lang, re.Pattern[str]] = {
    "en": UPDATE_ACT,
    "zh": re.compile(rf"{UPDATE_ACT.pattern}|发(?:给)?您"),
}
"""Telling the customer how it goes: an act of its own, which comes with what it tells of."""

LEAST_ACT: dict[Lang, int] = {"en": 2, "zh": 3}
"""Fewest content words (Chinese: characters) of a first act that has its own time: "I'll call and text you by
five" is one, "I'll book the engineer and ring you by five" are two."""

Range = tuple[int, int]
"""First and last token of a part of a reply, inclusive."""


def record(case: Case) -> None:
    """Enter every promise of the reply into `case.promises`."""
    for commitment in case.commitments:
        if commitment.strength != "will" and not commitment.rejected:
            continue
        parts = _parts(case, commitment)
        if not (commitment.refs or commitment.rejected):
            quote = case.reading.plain.original[slice(*case.reading.span(commitment.first, commitment.last))]
            told = commitment.when is None or _TOLD[case.lang].search(quote)
            if told and not _SURELY[case.lang].search(quote):
                continue  # about no offer, and not announced: told, not promised
        main = _main(case, commitment, parts)
        for ref in dict.fromkeys(commitment.rejected) or [_offer(case, commitment, main)]:
            standing = "over" if commitment.rejected else "within" if ref else "unknown"
            _enter(case, commitment, main, ref, standing, _when(case, commitment, main))
        for part in parts:
            when, ref = _inside(case, commitment, part), _named(case, commitment, part)
            ref = "" if ref == _offer(case, commitment, main) else ref
            if part != main and (when is not None or ref):
                _enter(case, commitment, part, ref, "within" if ref else "unknown", when)


def _enter(case: Case, c: Commitment, part: Range, ref: str, standing: str, when: When | None) -> None:
    span = case.reading.span(*part)
    by = when.text.strip() if when else ""
    said = case.reading.sentence_of[part[0]]
    if ref and any(
        p.ref == ref and p.standing == standing and by in ("", p.by) and case.sentence_at(p.span[0]) == said
        for p in case.promises
    ):
        return  # one sentence promises a thing once, however many of its clauses name it
    quote = case.reading.plain.original[slice(*span)]
    case.promises.append(
        Promise.model_validate(
            {
                "what": case.scenario.facts.label(ref, case.lang) if "." in ref else quote,
                "ref": ref,
                "who": c.who,
                "by": by,
                "condition": c.condition,
                "span": span,
                "quote": quote,
                "standing": standing,
            }
        )
    )


def _parts(case: Case, c: Commitment) -> list[Range]:
    """Return the acts of a commitment: its clause, cut before a second act with an own time or offer."""
    whole = [(c.first, c.last)]
    if c.rejected or (c.when is None and len(c.refs) < 2):
        return whole
    reading, lang = case.reading, case.lang
    start, end = reading.tokens[c.first].start, reading.tokens[c.last].end
    for match in _AND[lang].finditer(reading.plain.text, start, end):
        before, first = reading.token_before(match.start()), reading.token_at(match.end())
        if not c.first <= before < first <= c.last:
            continue
        words = {reading.tokens[i].raw for i in range(c.first, before + 1)} - GLUE[lang]
        rest = reading.plain.text[match.end() : end]
        act = _ACT[lang].match(rest) if lang == "en" else _ACT[lang].search(rest)
        second = (first, c.last)
        other = _named(case, c, second)
        apart = _inside(case, c, second) or (other and other != _named(case, c, (c.first, before)))
        if act and len(words) >= LEAST_ACT[lang] and apart:
            return [(c.first, before), second]
    return whole


def _main(case: Case, c: Commitment, parts: list[Range]) -> Range:
    """Return the act that an entry is of: the one that names its offer, else the first."""
    named = [h.first for h in case.reading.find(c.refs[0])] if c.refs else []
    return next((p for p in parts if any(p[0] <= at <= p[1] for at in named)), parts[0])


def _offer(case: Case, c: Commitment, part: Range) -> str:
    """Return the offer that an act is of: the one that the longest words in it speak of, else the first.

    "Only P-772 is refunded" is of the refund, though the number by itself would confirm a charge.
    """
    return _named(case, c, part) or next(iter(c.refs), "")


def _named(case: Case, c: Commitment, part: Range) -> str:
    """Return the offer of a commitment that most words of a part speak of, or an empty string."""

    def words(ref: str) -> int:
        inside = (h for h in case.reading.find(ref) if part[0] <= h.first and h.last <= part[1])
        return max((h.last - h.first + 1 for h in inside), default=0)

    best = max(c.refs, key=words, default="")
    return best if best and words(best) else ""


def _inside(case: Case, c: Commitment, part: Range) -> When | None:
    """Return the first time of a commitment's clause that was said in a part of it."""
    times = times_in(case, case.reading.clause_of[c.first])
    return next((t for t in times if part[0] <= case.reading.token_at(t.start) <= part[1]), None)


def _when(case: Case, c: Commitment, part: Range) -> When | None:
    """Return the time of an act: its own, else one of its sentence that is no other act's."""
    mine = case.reading.clause_of[c.first]
    if c.when is None:
        return None
    if next(times_in(case, mine), None) is not None:
        own = _inside(case, c, part)
        then = own is not None and own.exact and own.day is None and is_past(case, mine)
        return None if then else own  # "captured at 09:14" was then; "moved to Friday" is to come
    news = bool(_NEWS[case.lang].search(_text(case, part)))
    for clause in case.reading.clauses_of.get(case.reading.sentence_of[c.first], ()):
        when = next(times_in(case, clause), None)
        if when is None or clause == mine or is_past(case, clause):
            continue
        carries_on = news and clause < mine  # the news of what comes at six come then, too
        if carries_on or not _others(case, c, clause, when):
            return when
    return None


def _others(case: Case, c: Commitment, clause: int, when: When) -> bool:
    """Say whether a clause tells of another act than a commitment's, so that its time is that act's."""
    reading = case.reading
    around = [i for i in reading.tokens_of[clause] if not when.start <= reading.tokens[i].start < when.end]
    if not any(reading.tokens[i].raw not in GLUE[case.lang] for i in around):
        return False  # nothing but a time: it is said of the whole sentence
    there = [other for other in case.commitments if reading.clause_of[other.first] == clause]
    if _NEWS[case.lang].search(_text(case, (around[0], around[-1]))):
        return True
    named = {ref for other in there for ref in other.refs}
    return bool(named) and not named & set(c.refs)


def _text(case: Case, part: Range) -> str:
    """Return a part of the reply in plain form."""
    first, last = part
    return case.reading.plain.text[case.reading.tokens[first].start : case.reading.tokens[last].end]
