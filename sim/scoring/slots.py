"""Owns the times and durations of a reply against those of the offers: X26, X07 for an hour nobody can name.

Commitments that rest on a refused time are marked rejected, so that they earn nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from sim.model.authority import Offer, Slot
from sim.model.language import Lang
from sim.scoring import durations
from sim.scoring.claims import HEDGED, corrects, in_clause, reject
from sim.scoring.context import Case, Commitment
from sim.text import When

_OWN_CHECK = re.compile(
    r"\b(?:check|look|see|message|msg|write|ring|call|text|tell|ask|confirm|report|update)\w*\b"
    r"|核对|查看|看一下|看看|看冰箱|确认|消息|告诉|联系|回您|回复|盯|问"
)
"""A clock time for one's own next step is no promise of the hour at which the offer arrives."""

_BOOKED: dict[Lang, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:re)?book(?:ed|ing)?\b|\bslots?\b|\bappointment\b|\bvisit\b"),
    "zh": re.compile(r"上门|预约|[给帮为]您约|约(?:在|到|好|了)|排(?:在|到|好|了)|订(?:在|到|好|了)"),
}
"""Words of a visit that is fixed; "I'll ring you between three and four" fixes none."""

SOON = re.compile(r"\b(?:minutes?|mins?|hours?|hrs?)\b|分钟|小时|钟头")
"""Units of a time that is still today."""


def check(case: Case) -> None:
    """Add findings for times and durations that the offers of the case do not have."""
    _times(case)
    _too_soon(case)
    _durations(case)


def _fits(when: When, slot: Slot) -> bool:
    """Say whether a stated time lies inside a slot; parts that were not stated fit anything."""
    if when.day is not None and when.day != slot.day:
        return False
    if slot.from_ is None or slot.to is None or when.late is None:
        return True
    for shift in (0, 12):
        late = when.late + shift
        early = (when.early + shift) if when.early is not None else late
        if slot.from_ <= early and late <= slot.to:
            return True
    return False


def _times(case: Case) -> None:
    """Hold the times of a clause against the slots of the offers it names."""
    times = [(case.reading.token_at(w.start), w) for w in case.reading.times if w.kind != "within"]
    places = [at for at, _ in times]
    for commitment in case.commitments:
        low, high = bisect_left(places, commitment.first), bisect_right(places, commitment.last)
        inside = [w for _, w in times[low:high]]
        for ref in commitment.refs:
            offer = case.scenario.facts.offers[ref.partition(".")[2]]
            if inside and offer.times:
                _hold(case, commitment, inside, ref, offer)
        if not commitment.refs and not commitment.condition and in_clause(case, commitment, _BOOKED):
            _hold_window(case, commitment, inside)


def _hold_window(case: Case, commitment: Commitment, inside: list[When]) -> None:
    """Hold the hours of a visit that names no offer of the case against all that are free."""
    offers = case.scenario.facts.offers.items()
    free = [(f"offer.{name}", slot) for name, offer in offers for slot in offer.times if slot.to is not None]
    window = next((w for w in inside if w.early is not None and w.late is not None), None)
    if window is None or not free or any(_fits(window, slot) for _, slot in free):
        return
    at, last = _tokens(case, window)
    ref, _ = free[0]
    case.add("X26", at, last, "check:time", ref)
    commitment.rejected.append(ref)


def _too_soon(case: Case) -> None:
    """Hold "within the hour" against offers that are not before tomorrow."""
    soon = [(case.reading.token_at(w.start), w) for w in case.reading.times if SOON.search(w.text)]
    for commitment in case.commitments:
        inside = [w for at, w in soon if w.kind == "within" and commitment.first <= at <= commitment.last]
        later = [
            ref
            for ref in commitment.refs
            if (slots := case.scenario.facts.offers[ref.partition(".")[2]].times)
            and all(s.day for s in slots)
        ]
        if inside and later == list(commitment.refs) and not commitment.condition and later:
            at, last = _tokens(case, inside[0])
            case.add("X26", at, last, "check:time", later[0])
            commitment.rejected.append(later[0])


def _hold(case: Case, commitment: Commitment, inside: list[When], ref: str, offer: Offer) -> None:
    clause = case.reading.clause_text(commitment.first)
    exact = (
        None
        if commitment.condition or _OWN_CHECK.search(clause)
        else next((w for w in inside if w.exact), None)
    )
    if offer.no_exact_hour and exact is not None and commitment.strength == "will":
        name = "forbidden.exact_hour" if "exact_hour" in case.scenario.facts.forbidden else ref
        at, last = _tokens(case, exact)
        case.add("X07", at, last, "check:exact_hour", name)
        commitment.rejected.append(name)
    elif not commitment.condition and not any(_fits(w, slot) for w in inside for slot in offer.times):
        others = [
            o
            for r in commitment.refs
            if r != ref and (o := case.scenario.facts.offers[r.partition(".")[2]]).times
        ]
        if any(_fits(w, slot) for w in inside for o in others for slot in o.times):
            return
        at, last = _tokens(case, inside[0])
        case.add("X26", at, last, "check:time", ref)
        commitment.rejected.append(ref)


def _durations(case: Case) -> None:
    """Hold how long the reply says that an offer takes against how long it does."""
    for hit, code, ref in durations.check(case):
        own = _OWN_CHECK.search(case.reading.clause_text(hit.first))
        if own and not case.scenario.facts.offers[ref.partition(".")[2]].update:
            continue
        if in_clause(case, hit, HEDGED) or corrects(case, hit):
            continue
        case.add(code, hit.first, hit.last, "check:duration", ref)
        reject(case, hit, ref)


def _tokens(case: Case, when: When) -> tuple[int, int]:
    at = case.reading.token_at(when.start)
    return at, max(at, case.reading.token_before(when.end))
