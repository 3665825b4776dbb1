"""Owns how long the reply says that an offer takes, against what the case knows: too soon is X07, longer X26.

Days are held against days and hours against hours: "I'll start the refund within the hour" says nothing
of the five days that the bank needs. A report, though, comes within the hour or it does not.
"""

from __future__ import annotations

import math
import re

from sim.model.authority import Offer
from sim.model.language import Lang
from sim.model.unit import Unit
from sim.scoring.context import Case
from sim.text import Duration, Hit, When, duration

DAYS: tuple[Unit, ...] = ("working_days", "days")

MINUTES: dict[Unit, float] = {"minutes": 1.0, "hours": 60.0}
"""Minutes of each unit that is told by the clock."""


_NO_PROMISE: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(
        r"n't\b|\b(?:not|cannot|never|nobody|impossible)\b"
        r"|\b(?:at least|longer than|more than|over|earliest|quickest|fastest|at best|from)\b"
        r"|\byou (?:want|wanted|need|needed|asked|hoped)\b"
    ),
    "zh": re.compile(
        r"不了|不可能|没法|不能|无法|不上|不会|没有|最快|快的话|至少|起码|最少|最短|不止|超过|以上|要久|更久"
        r"|您(?:要|想|希望|盼)"
    ),
}
"""Words of a clause that denies a time, calls it the least there is, or says that the customer wants it."""


def in_calendar(working_days: float) -> float:
    """Return the most days of the calendar that so many working days take, with the weekends between them."""
    return working_days + 2 * math.ceil(working_days / 5)


def early_or_late(said: Duration, offer: Offer) -> str | None:
    """Return the code of what does not fit the offer, "" where it fits, None where the two do not compare."""
    ((unit, most),) = offer.takes.items()
    if unit in DAYS and said.unit in MINUTES:
        return "X07" if offer.update else None
    if unit in DAYS:
        if said.most < most:
            return "X07"
        return "X26" if said.least > (most if said.unit == unit else in_calendar(most)) else ""
    if said.unit in DAYS:
        return None
    limit, times = most * MINUTES[unit], MINUTES[said.unit]
    if said.most * times < limit:
        return "X07"
    return "X26" if said.least * times > limit else ""


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
    """Return each stated time that does not fit: where it stands, its code, and the offer it speaks of.

    Where the same sentence tells the right time too ("3 to 5, mostly 3"), none of it is wrong.
    """
    found: list[tuple[Hit, str, str]] = []
    right: set[tuple[int, str]] = set()
    reading, offers = case.reading, case.scenario.facts.offers
    for when in reading.times:
        said = duration(when.text) if when.kind == "within" else None
        if said is None:
            continue
        first = reading.token_at(when.start)
        place = Hit("duration", "", first, max(first, reading.token_before(when.end)))
        codes = {ref: early_or_late(said, offers[ref.partition(".")[2]]) for ref in named(case, when)}
        right.update((reading.sentence_of[first], ref) for ref, code in codes.items() if code == "")
        if not reading.affirmed(place) or _NO_PROMISE[case.lang].search(reading.clause_text(first)):
            continue
        wrong = [(ref, code) for ref, code in codes.items() if code]
        if wrong and len(wrong) == len(codes):
            found.append((place, wrong[0][1], wrong[0][0]))
    return [one for one in found if (reading.sentence_of[one[0].first], one[2]) not in right]
