"""Owns how long the reply says that an offer takes, against what the case knows: too soon is X07, longer X26.

Days are held against days and hours against hours: "I'll start the refund within the hour" says nothing
of the five days that the bank needs. A report, though, comes within the hour or it does not.
"""

from __future__ import annotations

import re

from sim.model.facts import Offer
from sim.model.language import Lang
from sim.scoring.context import Case
from sim.text import Duration, Hit, When, duration

DAYS = ("working_days", "days")

MINUTES = {"minutes": 1.0, "hours": 60.0}
"""Minutes of each unit that is told by the clock."""


_DENIED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"n't\b|\b(?:not|cannot|never|nobody|impossible)\b"),
    "zh": re.compile(r"不了|不可能|没法|不能|无法|不上|不会|没有"),
}
"""Words of a clause that says what will not be so soon."""


def early_or_late(said: Duration, offer: Offer) -> str | None:
    """Return the code of a duration that does not fit the offer; None where it does or cannot be told."""
    ((unit, most),) = offer.takes.items()
    if unit in DAYS and said.unit in MINUTES and offer.update:
        return "X07"
    if unit in DAYS and said.unit in DAYS:
        if said.most < most:
            return "X07"
        return "X26" if said.least > most and said.unit == unit else None
    if unit in MINUTES and said.unit in MINUTES:
        limit, times = most * MINUTES[unit], MINUTES[said.unit]
        if said.most * times < limit:
            return "X07"
        return "X26" if said.least * times > limit else None
    return None


def named(case: Case, when: When) -> list[str]:
    """Return the offers with a duration that a stated time speaks of, in the writer's own words and meant.

    Those of its clause; where that names nothing of the case, those of the clause before ("I've refunded
    P-772, it takes three working days").
    """
    reading = case.reading
    token = reading.token_at(when.start)
    clause, sentence = reading.clause_of[token], reading.sentence_of[token]
    told = [h for h in case.kind("offer", "limit", "card") if reading.affirmed(h)]
    told = [h for h in told if reading.sentence_of[h.first] == sentence]
    here = [h for h in told if reading.clause_of[h.first] == clause]
    here = here or [h for h in told if reading.clause_of[h.first] == clause - 1]
    offers = case.scenario.facts.offers
    refs = dict.fromkeys(h.ref for h in here if h.ref.startswith("offer."))
    return [ref for ref in refs if offers[ref.partition(".")[2]].takes]


def check(case: Case) -> list[tuple[Hit, str, str]]:
    """Return each stated time that does not fit: where it stands, its code, and the offer it speaks of."""
    found: list[tuple[Hit, str, str]] = []
    reading = case.reading
    for when in reading.times:
        said = duration(when.text) if when.kind == "within" else None
        if said is None:
            continue
        first = reading.token_at(when.start)
        place = Hit("duration", "", first, max(first, reading.token_before(when.end)))
        if not reading.affirmed(place) or _DENIED[case.lang].search(reading.clause_text(first)):
            continue
        codes = {
            ref: early_or_late(said, case.scenario.facts.offers[ref.partition(".")[2]])
            for ref in named(case, when)
        }
        if codes and all(codes.values()):
            ref = next(iter(codes))
            found.append((place, codes[ref] or "", ref))
    return found
