"""Owns R0: any sign that the writer will deal with it. Knows no level."""

from __future__ import annotations

import re

from sim.scoring.context import Case
from sim.scoring.ladder import ATTEMPT
from sim.text import Hit

_ERRAND = re.compile(
    r"\byou(?:'ll| will)? (?:have to|need to|must|should|ought to|better|can|could) (?:\w+ )?$"
    r"|\bplease $|您(?:自己|先|再|得|要|需要|必须|可以|只能){1,3}$"
)
"""What stands before an act that the customer is to do."""

Place = tuple[int, int, str]
"""First and last token (inclusive) of a sign, and what it is."""


def check(case: Case) -> None:
    """R0: any answer, act, question or willingness; without it nothing responds to the customer."""
    found = _act(case) or _answer(case) or _question(case) or _time(case)
    if found is not None:
        first, last, link = found
        case.add(ATTEMPT, first, last, "check:attempt", link)


def _act(case: Case) -> Place | None:
    """Return the first willing word, act, offer or limit; an act refused by the case is an attempt too."""
    reading = case.reading
    asked_again = {f.link for f in case.findings if f.code == "X11"}
    hits = (
        [
            h
            for h in reading.find("family.willingness", "family.act", "rubric.X08")
            if case.stated(h) and not _theirs(case, h)
        ]
        or case.kind("offer", "limit")
        or [h for h in reading.find_kind("given") if h.ref in asked_again]
    )
    if hits:
        return hits[0].first, hits[0].last, ""
    refused = next((f for f in case.findings if f.code in ("X07", "X26")), None)
    if refused is None:
        return None
    at = next(i for i in range(len(reading.tokens)) if reading.span(i, i)[0] >= refused.span[0])
    return at, at, "act"


def _theirs(case: Case, hit: Hit) -> bool:
    """Say whether an act is laid on the customer ("you have to call the depot")."""
    reading = case.reading
    start = reading.clauses[reading.clause_of[hit.first]].start
    return bool(_ERRAND.search(reading.plain.text[start : reading.tokens[hit.first].start]))


def _answer(case: Case) -> Place | None:
    """Return where the customer's "why?" is answered by the cause."""
    if "why" not in case.context.gives:
        return None
    return next(((h.first, h.last, "cause") for h in case.hits("cause")), None)


def _question(case: Case) -> Place | None:
    for sentence in case.reading.sentences:
        inside = case.reading.tokens_in(sentence.index)
        if sentence.question and inside and not any(i in case.copied for i in inside):
            return inside[0], inside[-1], "question"
    return None


def _time(case: Case) -> Place | None:
    if case.flags:
        return None
    for when in case.reading.times:
        at = case.reading.token_at(when.start)
        if when.kind == "within" and at not in case.copied:
            return at, at, "time"
    return None
